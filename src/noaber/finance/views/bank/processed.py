"""What was booked of one entry: on invoices, for purchases, on lines, of results, of tax, set apart or undone."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from noaber.accounts.api import display_names
from noaber.core.access import Actor
from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.finance.access import may_keep_bank
from noaber.finance.models import CONFIDENCES
from noaber.finance.queries.bank.entries import BookedRow, booked_of
from noaber.finance.queries.reports.report import closed_years
from noaber.finance.queries.reports.returns import ForReturnRow, returns_of_entry
from noaber.finance.queries.spending.bank_bookings import BankBookingRow, bank_bookings_of
from noaber.finance.queries.spending.bookings import incoming_code
from noaber.finance.queries.spending.purchase_payments import ForPurchaseRow, purchases_of_entry
from noaber.finance.queries.spending.vat_settlements import VatSettlementRow, vat_settlements_of
from noaber.finance.rules.bank.proposals import Confidence
from noaber.finance.services.spending.vat_settlements import ONE_RETURN
from noaber.finance.views.places.bank import (
    entry_address,
    on_line_address,
    release_address,
    vat_release_address,
)
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.budget import budget_address, post_address, purchase_address
from noaber.finance.views.places.reports import returns_address

Processed = BookedRow | ForPurchaseRow | BankBookingRow | ForReturnRow | VatSettlementRow


def processed_table(actor: Actor, key: int, *, has_left: bool) -> Table:
    """In the order in which it was said; five queries, and one for each kind of names."""
    found: list[Processed] = [
        *booked_of(key),
        *purchases_of_entry(key),
        *bank_bookings_of(key),
        *returns_of_entry(key),
        *vat_settlements_of(key),
    ]
    found.sort(key=lambda row: row.recorded_at)
    names = display_names(row.recorded_by_id for row in found if row.recorded_by_id)
    can_release = bool(may_keep_bank(actor))
    columns = [
        Column("what", _("Waarvoor"), url_key="what_url"),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
        Column("state", _("Stand"), "status"),
        Column("reason", _("Waarom")),
        Column("by", _("Door")),
        Column("at", _("Vastgelegd"), "moment"),
        *([Column("release", _("Losmaken"), url_key="release_url")] if can_release else []),
    ]
    fixed = _fixed(found) if can_release else []
    rows = [_row(key, row, names.get(row.recorded_by_id or 0, ""), is_fixed=row in fixed) for row in found]
    return plain_table(
        name="verrekeningen",
        caption=_("Verwerkt"),
        columns=columns,
        rows=rows,
        notes=[
            *map(why_it_stays, sorted({row.year for row in fixed})),
            *(_one_return(found) if has_left else []),
        ],
        phone="scroll",
    )


def _fixed(found: Iterable[Processed]) -> list[BankBookingRow]:
    """What stands on lines of years whose account was adopted; a query for each agreement."""
    return [
        row
        for row in found
        if isinstance(row, BankBookingRow)
        and not (row.is_release or row.is_released)
        and row.year in closed_years(row.agreement_code)
    ]


def _one_return(found: Iterable[Processed]) -> list[str]:
    """Why what is left of a tax return is not offered as another one."""
    settled = [each for each in found if isinstance(each, VatSettlementRow)]
    return [str(ONE_RETURN)] if any(not (each.is_release or each.is_released) for each in settled) else []


def why_it_stays(year: int) -> str:
    """Why what stands on a line of an adopted year is not released, and what can be done."""
    text = _(
        "De jaarrekening van %(year)s is vastgesteld, dus wat op een post van dat jaar staat, blijft staan. Draaide de "
        "bank het geld terug, leg dat dan vast bij de boeking waarmee het terugging. Is het een vergissing, leg die "
        "dan uit bij het eerste jaar dat nog open is."
    )
    return text % {"year": year}


def _row(key: int, row: Processed, name: str, *, is_fixed: bool) -> Row:
    what, url, release = _what_of(key, row)
    is_undone = row.is_release or row.is_released or is_fixed
    return {
        "what": what,
        "what_url": url,
        "amount": row.amount_cents,
        "state": _state_of(row),
        "reason": row.reason,
        "by": name if row.recorded_by_id else _("met een opdracht op de server"),
        "at": row.recorded_at,
        "release": _("staat vast") if is_fixed else "" if is_undone else _("Maak los"),
        "release_url": "" if is_undone else release,
    }


def _what_of(key: int, row: Processed) -> tuple[str, str, str]:
    """What it is called, where that is, and where it is undone."""
    if isinstance(row, ForPurchaseRow):
        what = f"{incoming_code(row.number)}, {row.supplier}"
        own = purchase_address(row.number)
        return what, own, purchase_address(row.number, f"betaling/{row.id}/losmaken/")
    if isinstance(row, BankBookingRow):
        own = post_address(row.agreement_code, row.year, row.post)
        return f"{row.post_title} {row.year}", own, on_line_address(key, row.id)
    if isinstance(row, VatSettlementRow):
        own = budget_address(row.agreement_code, row.year, "journaal/")
        return _("btw-aangifte"), own, vat_release_address(key, row.id)
    if isinstance(row, ForReturnRow):
        text = _("terug uit het resultaat van %(year)s, %(name)s (%(code)s)")
        what = text % {"year": row.year, "name": row.name, "code": row.payer}
        own = returns_address(row.agreement_code, row.year)
        return what, own, returns_address(row.agreement_code, row.year, f"betaling/{row.id}/losmaken/")
    release = release_address(key, row.id)
    if row.invoice:
        return row.invoice, invoice_address(row.invoice), release
    if row.other_id:
        return _("terugbetaald"), entry_address(row.other_id), release
    return _("tussenrekening"), "", release


def _state_of(row: Processed) -> Status:
    if row.is_release:
        return Status(_("maakt los"), "neutral")
    if row.is_released:
        return Status(_("losgemaakt"), "neutral")
    sure = row.confidence if isinstance(row, BookedRow) else ""
    return Status(str(CONFIDENCES[Confidence(sure)] if sure else _("met de hand")), "ok")
