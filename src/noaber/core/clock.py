"""The only place that reads the clock.

`today` is the date a demonstration has reached, or the calendar's; `now` is always the real moment,
because what is *known* is known from the moment it was really recorded.
"""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from noaber.core.reading import read_with_state


def now() -> dt.datetime:
    return timezone.now()


def today() -> dt.date:
    return reached_on() or timezone.localdate()


def day_of(moment: dt.datetime) -> dt.date:
    """The day of a moment as pages tell it: what somebody records in a demonstration has the real time, which is later
    than the date that it has reached; that is its day there."""
    day, reached = timezone.localdate(moment), reached_on()
    return min(day, reached) if reached else day


def reached_on() -> dt.date | None:
    """The date that the demonstration has reached; None when this is no demonstration."""
    reached: dt.date | None = _reached_on()
    return reached


@read_with_state
def _reached_on() -> QuerySet[Any, Any]:
    from noaber.core.models import Demonstration

    return Demonstration.objects.values_list("reached_on", flat=True)
