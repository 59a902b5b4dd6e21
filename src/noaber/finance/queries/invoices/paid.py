"""What was paid on an invoice, and what of an adopted result was set off against it: both make it ask less."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from noaber.finance.models import Allocation, ResultSetOff
from noaber.finance.queries.bank_by_day import by_day


def paid_cents(until: dt.date | None = None) -> Any:
    """By the bank, for a query of invoices; as the books had it on a day."""
    return _sum(by_day(Allocation.objects.filter(invoice=OuterRef("pk")), until))


def set_off_cents(until: dt.date | None = None) -> Any:
    """What was set off, for a query of invoices; as far as that was done by a day."""
    found = ResultSetOff.objects.filter(invoice=OuterRef("pk"))
    return _sum(found.filter(set_off_on__lte=until) if until else found)


def settled_cents(until: dt.date | None = None) -> Any:
    """Both together."""
    return paid_cents(until) + set_off_cents(until)


def _sum(found: Any) -> Any:
    total = found.order_by().values("invoice").annotate(total=Sum("amount_cents"))
    return Coalesce(Subquery(total.values("total")), Value(0))
