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
from noaber.finance.views.wording import counted


def paid_status(row: IncomingRow) -> Status:
    """Whether it is paid, or a credit note was paid out; what was refused asks nothing."""
    if row.to_receive_cents:
        return Status(_("te veel betaald") if row.asks_payment else _("terug te ontvangen"), "warning")
    if row.is_refused or not row.said.owed_cents:
        return Status(_("niets te betalen"), "neutral")
    if not row.asks_payment:
        return Status(_("terugontvangen") if not row.set_off_cents else _("verrekend"), "ok")
    if not row.open_cents:
        return Status(_("betaald"), "ok")
    is_part = row.paid_cents or row.set_off_cents
    return Status(_("deels betaald"), "warning") if is_part else Status(_("open"), "info")


def part_of_total(said: Purchase) -> list[Definition]:
    """Why less or more is to be paid than it costs; nothing when that is the same."""
    return [
        Definition(label, format_euro(cents), is_number=True) for label, cents, shown in _less(said) if shown
    ]


def _less(said: Purchase) -> tuple[tuple[str, int, bool], ...]:
    return (
        (_("Vooruitbetaald"), -said.prepaid_cents, bool(said.prepaid_cents)),
        (_("Afronding"), said.rounding_cents, bool(said.rounding_cents)),
        (
            _("Te betalen bedrag") if said.asks_payment else _("Terug te krijgen bedrag"),
            abs(said.owed_cents),
            said.owed_cents != said.signed_cents,
        ),
    )


def amounts_of(row: IncomingRow) -> list[Definition]:
    """What it costs, what of that is to be paid, and how far that is; what is nought is left out."""
    said = row.said
    amounts = [
        (_("Zonder btw"), said.net_cents, True),
        (_("Btw"), said.vat_cents, True),
        (_("Samen"), said.total_cents, True),
        *_less(said),
        (_("Betaald"), row.paid_cents, row.asks_payment and bool(row.paid_cents)),
        (_("Terugontvangen"), -row.paid_cents, not row.asks_payment and bool(row.paid_cents)),
        (_("Verrekend"), row.set_off_cents, bool(row.set_off_cents)),
        (_("Nog te betalen"), row.open_cents, row.asks_payment and not row.to_receive_cents),
        (_("Nog terug te ontvangen"), row.to_receive_cents, bool(row.to_receive_cents)),
    ]
    return [
        Definition(label, format_euro(cents), is_number=True)
        for label, cents, is_shown in amounts
        if is_shown
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
    """What a supplier gives back and was taken off what they ask; shown where there is any."""
    may_release = bool(may_keep_bank(actor))
    return plain_table(
        name="verrekeningen",
        caption=_("Verrekend met de leverancier"),
        columns=[
            Column("credit_note", _("Wat terugkwam"), url_key="credit_note_url"),
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
        "amount": counted(each.amount_cents, is_released=each.is_released),
        "reason": each.reason,
        "release": _("losgemaakt") if each.is_released else _("Maak los"),
        "release_url": "" if each.is_released else release,
    }


def _row(number: int, each: PaymentRow) -> Row:
    return {
        "booked_on": each.booked_on,
        "entry_url": entry_address(each.entry),
        "party": each.counterparty,
        "amount": counted(each.amount_cents, is_released=each.is_released),
        "reason": each.reason,
        "release": _("losgemaakt") if each.is_released else _("Maak los"),
        "release_url": "" if each.is_released else purchase_address(number, f"betaling/{each.id}/losmaken/"),
    }
