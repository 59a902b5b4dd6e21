"""Bookings of purchase invoices as a table."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.table import Table, list_table
from noaber.finance.queries.spending.bank_bookings import BankBookingRow
from noaber.finance.queries.spending.bookings import BookingRow, incoming_code
from noaber.finance.views.places.bank import entry_address
from noaber.finance.views.places.budget import (
    commitment_address,
    purchase_address,
)


def bookings_table(
    query: QueryDict, name: str, caption: str, rows: Sequence[BookingRow], kept: Sequence[str] = ()
) -> Table:
    """What was booked and what was taken back of it."""
    columns = [
        Column("invoice", _("Factuur"), "link"),
        Column("booked_on", _("Geboekt op"), "date"),
        Column("supplier", _("Leverancier")),
        Column("title", _("Post")),
        Column("post", _("Code van de post"), is_on_screen=False),
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


def bank_bookings_table(query: QueryDict, name: str, rows: Sequence[BankBookingRow]) -> Table:
    """What came from the bank on a line without an invoice, and what was taken off it again."""
    return list_table(
        query,
        name=name,
        caption=_("Zonder factuur, van de bank"),
        columns=[
            Column("entry", _("Boeking"), "link"),
            Column("booked_on", _("Datum"), "date"),
            Column("party", _("Met wie")),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
            Column("reason", _("Toelichting")),
        ],
        rows=[
            {
                "entry": f"B-{row.entry}",
                "url": entry_address(row.entry),
                "booked_on": row.booked_on,
                "party": row.party or _("de bank"),
                "amount": row.line_cents,
                "reason": row.reason,
            }
            for row in rows
        ],
        kept=("tabel",),
        phone="scroll",
        empty_text=_("Er is van de bank niets op deze post geboekt."),
    )


def _booking_cells(row: BookingRow) -> Row:
    taken_back = _("teruggedraaid") if row.is_reversed else ""
    return {
        "invoice": incoming_code(row.invoice_number),
        "url": purchase_address(row.invoice_number),
        "booked_on": row.booked_on,
        "supplier": row.supplier,
        "title": row.post_title,
        "post": row.post,
        "commitment": row.commitment_code,
        "commitment_url": commitment_address(row.commitment_id) if row.commitment_id else "",
        "amount": row.amount_cents,
        "reason": row.reason or taken_back,
    }
