"""Which slot of a scheduled job was the last to begin."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at a time of the network's clock."""

    at: dt.time


@dataclass(frozen=True, slots=True)
class Hourly:
    """Every hour, at a minute."""

    minute: int = 0


Rhythm = Daily | Hourly


def latest_slot(rhythm: Rhythm, now: dt.datetime) -> dt.datetime:
    """The last slot that began at or before `now`; `now` carries the network's time zone.

    A slot in the hour that summer time skips begins when the clock has jumped; one in the hour that winter
    time repeats, begins the first time.

    >>> latest_slot(Daily(dt.time(3, 10)), dt.datetime(2020, 5, 2, 3, 9, tzinfo=dt.UTC)).isoformat()
    '2020-05-01T03:10:00+00:00'
    >>> latest_slot(Hourly(30), dt.datetime(2020, 5, 2, 3, 31, tzinfo=dt.UTC)).isoformat()
    '2020-05-02T03:30:00+00:00'
    """
    if isinstance(rhythm, Hourly):
        # Hours are counted in UTC, where none is skipped or repeated.
        utc = now.astimezone(dt.UTC)
        slot = utc.replace(minute=rhythm.minute, second=0, microsecond=0)
        return (slot if slot <= utc else slot - dt.timedelta(hours=1)).astimezone(now.tzinfo)
    slot = dt.datetime.combine(now.date(), rhythm.at, now.tzinfo)
    if _is_after(slot, now):
        slot = dt.datetime.combine(now.date() - dt.timedelta(days=1), rhythm.at, now.tzinfo)
    return slot


def _is_after(slot: dt.datetime, now: dt.datetime) -> bool:
    """Compare as moments: two times in one zone would be compared by the clock on the wall."""
    return slot.astimezone(dt.UTC) > now.astimezone(dt.UTC)
