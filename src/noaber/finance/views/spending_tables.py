"""Bookings as a table, and the journal that a bookkeeping package reads."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request
from noaber.finance.access import may_read_spending
from noaber.finance.queries.budget import budget_of
from noaber.finance.queries.spending import BookingRow, bookings_of, incoming_code
from noaber.finance.views.budget import PAGE, find_agreement
from noaber.finance.views.budget_places import (
    budget_year_crumbs,
    commitment_address,
    purchase_address,
)

CREDITORS: Final = "crediteuren"
BOTH_SIDES: Final = gettext_noop(
    "Elke boeking staat er twee keer: op de post en bij de crediteuren. Debet en credit zijn gelijk."
)


def bookings_table(
    query: QueryDict, name: str, caption: str, rows: Sequence[BookingRow], kept: Sequence[str] = ()
) -> Table:
    """What was booked and what was taken back of it."""
    columns = [
        Column("invoice", _("Factuur"), "link"),
        Column("booked_on", _("Geboekt op"), "date"),
        Column("supplier", _("Leverancier")),
        Column("post", _("Post")),
        Column("commitment", _("Verplichting"), url_key="commitment_url"),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
        Column("reason", _("Toelichting")),
    ]
    return list_table(
        query,
        name=name,
        caption=caption,
        columns=columns,
        rows=[_booking_cells(row) for row in rows],
        kept=kept,
        phone="scroll",
        empty_text=_("Er is nog niets geboekt."),
    )


def _booking_cells(row: BookingRow) -> Row:
    taken_back = _("teruggedraaid") if row.is_reversed else ""
    return {
        "invoice": incoming_code(row.invoice_number),
        "url": purchase_address(row.invoice_number),
        "booked_on": row.booked_on,
        "supplier": row.supplier,
        "post": row.post,
        "commitment": row.commitment_code,
        "commitment_url": commitment_address(row.commitment_id) if row.commitment_id else "",
        "amount": row.amount_cents,
        "reason": row.reason or taken_back,
    }


def journal_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Every booking of a year twice: on its line, and on what is owed; both columns come to the same sum."""
    require(may_read_spending(request.actor))
    agreement = find_agreement(request.actor, agreement_code, year)
    titles = {line.code: line.title for line in budget_of(agreement, year).lines}
    rows = [each for row in bookings_of(agreement_code, year) for each in _entries(row, titles)]
    table = list_table(
        request.GET,
        name=f"journaal-{year}",
        caption=_("Journaal %(year)s") % {"year": year},
        columns=_journal_columns(),
        rows=rows,
        phone="scroll",
        empty_text=_("Er is nog niets geboekt."),
        notes=[_(BOTH_SIDES)],
    )
    heading = PageHeading(
        _("Journaal %(year)s") % {"year": year},
        kicker=_("Begroting"),
        intro=_("Haal het op als Excel of CSV, en lees het in uw boekhoudpakket in."),
    )
    crumbs = crumbs_of(budget_year_crumbs(agreement_code, year), _("Journaal"))
    return table.respond(request, PAGE, {"heading": heading, **crumbs, "tables": [table]})


def _journal_columns() -> list[Column]:
    return [
        Column("invoice", _("Stuk"), "link"),
        Column("booked_on", _("Datum"), "date"),
        Column("account", _("Rekening")),
        Column("title", _("Naam van de rekening")),
        Column("debit", _("Debet"), "money", is_totalled=True),
        Column("credit", _("Credit"), "money", is_totalled=True),
        Column("supplier", _("Leverancier")),
        Column("number", _("Factuurnummer")),
        Column("commitment", _("Verplichting"), is_on_screen=False),
        Column("reason", _("Toelichting"), is_on_screen=False),
    ]


def _entries(row: BookingRow, titles: Mapping[str, str]) -> list[Row]:
    """Both sides of a booking; what takes off changes sides instead of going below zero."""
    around = {
        "invoice": incoming_code(row.invoice_number),
        "url": purchase_address(row.invoice_number),
        "booked_on": row.booked_on,
        "supplier": row.supplier,
        "number": row.supplier_number,
        "commitment": row.commitment_code,
        "reason": row.reason,
    }
    cents, is_cost = abs(row.amount_cents), row.amount_cents > 0
    line = {"account": row.post, "title": titles.get(row.post, row.post)}
    owed = {"account": CREDITORS, "title": _("Crediteuren")}
    debited, credited = (line, owed) if is_cost else (owed, line)
    return [
        {**around, **debited, "debit": cents, "credit": None},
        {**around, **credited, "debit": None, "credit": cents},
    ]
