"""What was paid of a purchase invoice, as a table on its page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank
from noaber.finance.queries.spending.bookings import IncomingRow, incoming_code
from noaber.finance.queries.spending.purchase_payments import PaymentRow, SetOffRow, payments_of
from noaber.finance.rules.spending.bookings import Purchase
from noaber.finance.views.places.bank import entry_address
from noaber.finance.views.places.budget import purchase_address


def paid_status(row: IncomingRow) -> Status:
    """Whether it is paid, or a credit note was paid out; what was refused asks nothing."""
    if row.to_receive_cents:
        return Status(_("te veel betaald") if row.asks_payment else _("terug te ontvangen"), "warning")
    if row.is_refused or not row.said.payable_cents:
        return Status(_("niets te betalen"), "neutral")
    if not row.asks_payment:
        return Status(_("terugontvangen") if not row.set_off_cents else _("verrekend"), "ok")
    if not row.open_cents:
        return Status(_("betaald"), "ok")
    is_part = row.paid_cents or row.set_off_cents
    return Status(_("deels betaald"), "warning") if is_part else Status(_("open"), "info")


def part_of_total(said: Purchase) -> list[Definition]:
    """Why less or more is to be paid than it costs."""
    return [
        Definition(label, format_euro(cents), is_number=True)
        for label, cents, shown in _less(said)
        if cents or shown
    ]


def _less(said: Purchase) -> tuple[tuple[str, int, bool], ...]:
    return (
        (_("Vooruitbetaald"), -said.prepaid_cents, False),
        (_("Afronding"), said.rounding_cents, False),
        (_("Te betalen bedrag"), said.payable_cents, said.payable_cents != said.total_cents),
    )


def amounts_of(row: IncomingRow) -> list[Definition]:
    """What it costs, what of that is to be paid, and how far that is; what is nought is left out."""
    said = row.said
    amounts = [
        (_("Zonder btw"), said.net_cents, True),
        (_("Btw"), said.vat_cents, True),
        (_("Samen"), said.total_cents, True),
        *_less(said),
        (_("Betaald"), row.paid_cents if row.asks_payment else 0, False),
        (_("Terugontvangen"), 0 if row.asks_payment else -row.paid_cents, False),
        (_("Verrekend"), row.set_off_cents, False),
        (_("Nog te betalen"), row.open_cents, row.asks_payment and not row.to_receive_cents),
        (_("Nog terug te ontvangen"), row.to_receive_cents, False),
    ]
    return [
        Definition(label, format_euro(cents), is_number=True)
        for label, cents, always in amounts
        if cents or always
    ]


def payments_table(actor: Actor, number: int) -> Table:
    """Each opens the entry of the bank."""
    may_release = bool(may_keep_bank(actor))
    return plain_table(
        name="betalingen",
        caption=_("Betalingen"),
        columns=[
            Column("booked_on", _("Datum"), "date", url_key="entry_url"),
            Column("party", _("Met wie")),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
            Column("reason", _("Waarom")),
            *([Column("release", _("Losmaken"), url_key="release_url")] if may_release else []),
        ],
        rows=[_row(number, each) for each in payments_of(number)],
        empty_text=_("Er is nog geen betaling vastgelegd."),
    )


def set_offs_table(actor: Actor, rows: Sequence[SetOffRow]) -> Table:
    """What credit notes took off invoices; shown where there is any."""
    may_release = bool(may_keep_bank(actor))
    return plain_table(
        name="verrekeningen",
        caption=_("Verrekend met creditnota's"),
        columns=[
            Column("credit_note", _("Creditnota"), url_key="credit_note_url"),
            Column("invoice", _("Factuur"), url_key="invoice_url"),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
            Column("reason", _("Toelichting")),
            *([Column("release", _("Losmaken"), url_key="release_url")] if may_release else []),
        ],
        rows=[_set_off_row(each) for each in rows],
        empty_text=_("Er is niets verrekend."),
    )


def _set_off_row(each: SetOffRow) -> Row:
    release = purchase_address(each.credit_note, f"verrekening/{each.id}/losmaken/")
    return {
        "credit_note": incoming_code(each.credit_note),
        "credit_note_url": purchase_address(each.credit_note),
        "invoice": incoming_code(each.invoice),
        "invoice_url": purchase_address(each.invoice),
        "amount": 0 if each.is_released else each.amount_cents,
        "reason": each.reason,
        "release": _("losgemaakt") if each.is_released else _("Maak los"),
        "release_url": "" if each.is_released else release,
    }


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
