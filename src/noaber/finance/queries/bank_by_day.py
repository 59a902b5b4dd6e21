"""What was said of money of the bank, as the books had it on a day; every reading as of a day takes it from here.

What stands counts from the day of the bank. What the bank turned back counted until the day on which it did that: until
then it was paid. What a person undid counts on no day: that was a mistake from the first day on.
"""

import datetime as dt
from typing import Any, Final

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from noaber.finance.models import Allocation

STANDING: Final = Q(releases__isnull=True, released_by__isnull=True)


def turned_on(moment: str = "released_by__recorded_at") -> Any:
    """The day on which the bank turned the payment back of a part that was undone by that: both were said at once.

    `moment` names the column that says when it was undone: of the row that undoes it that is its own.
    """
    whole = Allocation.objects.filter(
        STANDING, amount_cents=F("entry__amount_cents"), recorded_at=OuterRef(moment)
    ).order_by()
    came = whole.filter(entry=OuterRef("entry"), outgoing__isnull=False).values("outgoing__booked_on")
    went = whole.filter(outgoing=OuterRef("entry")).values("entry__booked_on")
    return Coalesce(Subquery(came[:1]), Subquery(went[:1]))


def counted_on() -> Any:
    """From which day a row counts; that which undoes another as well, so a sum up to a day is what stood on it."""
    undone = Coalesce(turned_on("recorded_at"), F("entry__booked_on"))
    return Case(When(releases__isnull=False, then=undone), default=F("entry__booked_on"))


def by_day(found: QuerySet[Any, Any], until: dt.date | None) -> QuerySet[Any, Any]:
    """The rows that count up to a day, what undoes others among them; None: all of them."""
    return found if until is None else found.alias(counted=counted_on()).filter(counted__lte=until)
