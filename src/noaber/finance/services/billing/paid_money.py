"""What becomes of money that was paid on an invoice that is taken off: who credits says so.

Payments are locked before invoices, each in order of their number, as booking locks them (`services.bank.allocating`).
"""

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.errors import DomainError
from noaber.finance.models import Allocation, BankEntry, Invoice
from noaber.finance.services.bank.allocating import release


class PaidMoney(StrEnum):
    """`RELEASE`: it can be booked anew, on the invoice that comes instead. `REFUND`: it stays, to be given back."""

    RELEASE = "release"
    REFUND = "refund"


def lock_invoices(numbers: Collection[str]) -> list[Allocation]:
    """Lock invoices with what was paid on them; the bookings that stand. A DomainError when one came in meanwhile."""
    seen = sorted({row.entry_id for row in _standing(numbers)})
    list(BankEntry.objects.select_for_update().filter(pk__in=seen).order_by("pk").values_list("pk"))
    list(
        Invoice.objects.select_for_update().filter(number__in=list(numbers)).order_by("pk").values_list("pk")
    )
    found = _standing(numbers)
    if {row.entry_id for row in found} - set(seen):
        raise DomainError(_("Er is net een betaling op deze factuur geboekt. Kijk het opnieuw na."))
    return found


def settle_paid(
    booked: Collection[Allocation], choice: PaidMoney | None, *, actor: Actor, now: dt.datetime
) -> None:
    """Do with what was paid as was chosen; a DomainError when nobody chose. Inside the verb that credits."""
    if not booked:
        return
    if choice is None:
        text = _("Op wat u crediteert is al betaald. Kies wat er met dat geld gebeurt.")
        raise DomainError(text, field="paid")
    if choice is PaidMoney.RELEASE:
        for row in sorted(booked, key=lambda each: (each.entry_id, each.pk)):
            number = row.invoice.number if row.invoice else ""
            reason = _("Factuur %(number)s is gecrediteerd.") % {"number": number}
            release(row.pk, reason=reason, actor=actor, now=now)


def _standing(numbers: Collection[str]) -> list[Allocation]:
    found = Allocation.objects.filter(
        invoice__number__in=list(numbers), releases__isnull=True, released_by__isnull=True
    )
    return list(found.select_related("invoice").order_by("entry", "pk"))
