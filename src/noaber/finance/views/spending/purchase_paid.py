"""What was paid of a purchase invoice, as a table on its page."""

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.finance.access import may_keep_bank
from noaber.finance.queries.spending.bookings import IncomingRow
from noaber.finance.queries.spending.purchase_payments import PaymentRow, payments_of
from noaber.finance.rules.spending.bookings import IncomingState
from noaber.finance.views.places.bank import entry_address
from noaber.finance.views.places.budget import purchase_address


def paid_status(row: IncomingRow) -> Status:
    """Whether it is paid; a credit note and what was refused ask nothing."""
    if not row.asks_payment or row.state is IncomingState.REFUSED:
        return Status(_("niets te betalen"), "neutral")
    if not row.open_cents:
        return Status(_("betaald"), "ok")
    return Status(_("deels betaald"), "warning") if row.paid_cents else Status(_("open"), "info")


def payments_table(actor: Actor, number: int) -> Table:
    """Each opens the entry of the bank."""
    may_release = bool(may_keep_bank(actor))
    return plain_table(
        name="betalingen",
        caption=_("Betalingen"),
        columns=[
            Column("booked_on", _("Datum"), "date", url_key="entry_url"),
            Column("party", _("Aan")),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
            Column("reason", _("Waarom")),
            *([Column("release", _("Losmaken"), url_key="release_url")] if may_release else []),
        ],
        rows=[_row(number, each) for each in payments_of(number)],
        empty_text=_("Er is nog geen betaling vastgelegd."),
    )


def _row(number: int, each: PaymentRow) -> Row:
    return {
        "booked_on": each.booked_on,
        "entry_url": entry_address(each.entry),
        "party": each.counterparty,
        "amount": 0 if each.is_released else each.amount_cents,
        "reason": each.reason,
        "release": _("losgemaakt") if each.is_released else _("Maak los"),
        "release_url": "" if each.is_released else purchase_address(number, f"betaling/{each.id}/losmaken/"),
    }
