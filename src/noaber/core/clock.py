"""The only place that reads the clock.

`today` is the date a demonstration has reached, or the calendar's; `now` is always the real moment,
because what is *known* is known from the moment it was really recorded.
"""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    return timezone.now()


def today() -> dt.date:
    from noaber.core.models import Demonstration

    reached_on = Demonstration.objects.values_list("reached_on", flat=True).first()
    return reached_on or timezone.localdate()
