"""Which money of the bank paid a purchase invoice or gave it back: never more than is left, undone with a reason.

The book of purchase invoices is locked first and the entry after it; sums are made under the lock.
"""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import recorded_by
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_keep_bank
from noaber.finance.models import BankEntry, PurchasePayment
from noaber.finance.queries.bank.entries import EntryRow, entry
from noaber.finance.queries.spending.bookings import IncomingRow
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.services.bank.opposites import undone
from noaber.finance.services.recording import recording
from noaber.finance.services.spending.purchases import find_incoming, lock_book


def pay_purchase(
    number: int, key: int, *, reason: str = "", too_much: bool = False, actor: Actor, now: dt.datetime
) -> bool:
    """Say that an entry paid an invoice, as far as both go; False when just that was said and nothing is left.

    `too_much`: all that is left of the entry, also when the invoice asks less or was paid: the supplier gives it back.
    DomainError: it was paid, was refused, is a credit note, or the money came in or is for something else.
    """
    require(may_keep_bank(actor))
    with verb("finance.pay_purchase", actor=actor) as trail:
        now = recording(now)
        row, money = _locked(number, key)
        cents = money.left_cents if too_much else min(row.open_cents, money.left_cents)
        if not cents and _stands(row, money):
            return False
        if why := why_not_pay(row, too_much=too_much):
            raise DomainError(why)
        if money.is_incoming:
            text = _("Dit geld kwam binnen; daarmee is geen inkoopfactuur betaald.")
            raise DomainError(text, field="entry")
        made = _keep(row, money, cents, reason, actor, now)
        trail.note(made, {"number": number, "entry": key}, records=[made])
    return True


def refund_purchase(number: int, key: int, *, reason: str = "", actor: Actor, now: dt.datetime) -> bool:
    """Say that with an entry a supplier gave back what was paid, or paid a credit note out, as far as both go.

    False when just that was said and nothing is left. DomainError: it gives nothing back (any more), or the money went
    out or is for something else.
    """
    require(may_keep_bank(actor))
    with verb("finance.refund_purchase", actor=actor) as trail:
        now = recording(now)
        row, money = _locked(number, key)
        cents = min(row.refundable_cents, money.left_cents)
        if not cents and _stands(row, money):
            return False
        if why := why_not_refund(row):
            raise DomainError(why)
        if not money.is_incoming:
            raise DomainError(_("Dit geld ging eraf; daarmee gaf niemand iets terug."), field="entry")
        made = _keep(row, money, cents, reason, actor, now)
        trail.note(made, {"number": number, "entry": key}, records=[made])
    return True


def _locked(number: int, key: int) -> tuple[IncomingRow, EntryRow]:
    lock_book()
    list(BankEntry.objects.select_for_update().filter(pk=key).values_list("pk"))
    row, money = find_incoming(number), entry(key)
    if money is None:
        raise DomainError(_("Deze boeking bestaat niet."), field="entry")
    return row, money


def _keep(
    row: IncomingRow, money: EntryRow, cents: int, reason: str, actor: Actor, now: dt.datetime
) -> PurchasePayment:
    if not money.left_cents:
        raise DomainError(_("Deze boeking is al helemaal verwerkt."), field="entry")
    return PurchasePayment.objects.create(
        entry_id=money.id,
        invoice_id=row.id,
        amount_cents=cents,
        reason=reason.strip()[:500],
        **recorded_by(actor, now),
    )


def release_purchase_payment(key: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Undo a payment, whole; False when it was undone before."""
    require(may_keep_bank(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u dit losmaakt."), field="reason")
    with verb("finance.release_purchase_payment", actor=actor) as trail:
        now = recording(now)
        lock_book()
        row = PurchasePayment.objects.filter(pk=key, releases__isnull=True).first()
        if row is None:
            raise DomainError(_("Deze betaling bestaat niet."))
        if PurchasePayment.objects.filter(releases=row).exists():
            return False
        made = undone(row, reason, recorded_by(actor, now))
        trail.note(made, {"entry": row.entry_id, "releases": row.pk}, records=[made])
    return True


def why_not_pay(row: IncomingRow, *, too_much: bool = False) -> str:
    """Why nothing can be paid of an invoice, in Dutch; empty when something can."""
    if row.is_refused:
        return _("Deze factuur is afgewezen.")
    if not row.asks_payment:
        if row.said.kind is DocumentKind.CREDIT_NOTE:
            return _("Een creditnota wordt niet betaald. Leg vast dat het geld terugkwam, of verreken haar.")
        return _(
            "Van deze factuur is te veel vooruitbetaald. Leg vast dat het geld terugkwam, of verreken het."
        )
    return "" if row.open_cents or too_much else _("Deze factuur is al betaald.")


def why_not_refund(row: IncomingRow) -> str:
    """Why nothing is given back on an invoice or credit note, in Dutch; empty when something is."""
    if row.refundable_cents:
        return ""
    if row.is_refused:
        return _("Deze factuur is afgewezen.")
    if row.asks_payment:
        return _("Op deze factuur is niets betaald. Is er dubbel betaald? Koppel eerst die betaling.")
    return _("Hiervan is alles terugontvangen of verrekend.")


def _stands(row: IncomingRow, money: EntryRow) -> bool:
    found = PurchasePayment.objects.filter(invoice=row.id, entry=money.id)
    return found.filter(releases__isnull=True, released_by__isnull=True).exists()
