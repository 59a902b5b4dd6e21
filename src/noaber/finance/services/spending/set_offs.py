"""Setting off what a supplier gives back against another invoice of theirs, which then asks less; undone with a reason.

What they give back is a credit note, or an invoice of which more was prepaid than it costs.
"""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import recorded_by
from noaber.core.rules.money import format_euro
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_keep_bank
from noaber.finance.models import PurchaseSetOff
from noaber.finance.queries.spending.bookings import IncomingRow
from noaber.finance.rules.spending.bookings import is_same_supplier
from noaber.finance.services.spending.purchases import find_incoming, lock_book


def set_off_purchase(
    credit_note: int, invoice: int, cents: int, *, reason: str = "", actor: Actor, now: dt.datetime
) -> bool:
    """Take a part of a credit note off what an invoice asks; False when just that was said and nothing is left.

    DomainError: another supplier, or more than either has left.
    """
    require(may_keep_bank(actor))
    with verb("finance.set_off_purchase", actor=actor) as trail:
        lock_book()
        credit, bill = find_incoming(credit_note), find_incoming(invoice)
        if not credit.to_receive_cents and _stands(credit, bill, cents):
            return False
        if why := why_not_set_off(credit):
            raise DomainError(why)
        if not bill.asks_payment or not is_same_supplier(credit.said, bill.said):
            raise DomainError(_("Kies een factuur van dezelfde leverancier."), field="invoice")
        most = min(credit.to_receive_cents, bill.open_cents)
        if not 0 < cents <= most:
            text = _("Verreken meer dan nul en ten hoogste %(most)s.") % {"most": format_euro(most)}
            raise DomainError(text, field="amount")
        made = PurchaseSetOff.objects.create(
            credit_note_id=credit.id,
            invoice_id=bill.id,
            amount_cents=cents,
            reason=reason.strip()[:500],
            **recorded_by(actor, now),
        )
        trail.note(made, {"credit_note": credit_note, "invoice": invoice}, records=[made])
    return True


def release_set_off(key: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Undo it, whole; False when it was undone before."""
    require(may_keep_bank(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u dit losmaakt."), field="reason")
    with verb("finance.release_set_off", actor=actor) as trail:
        lock_book()
        row = PurchaseSetOff.objects.filter(pk=key, releases__isnull=True).first()
        if row is None:
            raise DomainError(_("Deze verrekening bestaat niet."))
        if PurchaseSetOff.objects.filter(releases=row).exists():
            return False
        undone = PurchaseSetOff.objects.create(
            credit_note_id=row.credit_note_id,
            invoice_id=row.invoice_id,
            amount_cents=-row.amount_cents,
            reason=reason.strip(),
            releases=row,
            **recorded_by(actor, now),
        )
        trail.note(undone, {"releases": row.pk}, records=[undone])
    return True


def why_not_set_off(row: IncomingRow) -> str:
    """Why nothing of it can be set off, in Dutch; empty when something can."""
    if row.asks_payment:
        return _("U verrekent alleen een creditnota, of een factuur waarvan te veel is vooruitbetaald.")
    if row.is_refused:
        return _("Dit stuk is afgewezen.")
    return "" if row.to_receive_cents else _("Hiervan is alles terugontvangen of verrekend.")


def _stands(credit: IncomingRow, bill: IncomingRow, cents: int) -> bool:
    found = PurchaseSetOff.objects.filter(credit_note=credit.id, invoice=bill.id, amount_cents=cents)
    return found.filter(releases__isnull=True, released_by__isnull=True).exists()
