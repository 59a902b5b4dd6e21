"""Which Friday the Friday mail is about: the last one that came, so that a week without a worker is made up for."""

import datetime as dt
from typing import Final

FRIDAY: Final = 4
SENT_AT: Final = dt.time(14, 0)


def week_until(now: dt.datetime) -> dt.datetime:
    """The last Friday at two o'clock that has come; `now` carries the network's time zone.

    What the mail tells ends there, whenever it goes out: what happens on Saturday is for the next Friday.

    >>> week_until(dt.datetime(2020, 6, 5, 14, 0, tzinfo=dt.UTC)).isoformat()
    '2020-06-05T14:00:00+00:00'
    >>> week_until(dt.datetime(2020, 6, 5, 13, 59, tzinfo=dt.UTC)).isoformat()
    '2020-05-29T14:00:00+00:00'
    >>> week_until(dt.datetime(2020, 6, 11, 9, 0, tzinfo=dt.UTC)).isoformat()
    '2020-06-05T14:00:00+00:00'
    """
    day = now.date() - dt.timedelta(days=(now.weekday() - FRIDAY) % 7)
    until = dt.datetime.combine(day, SENT_AT, now.tzinfo)
    return until if until <= now else until - dt.timedelta(days=7)
