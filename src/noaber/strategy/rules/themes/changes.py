"""What a theme of the network came to be called, or was said to be, since a strategy was adopted: as people learnt it.

A name from a day before the adoption that was recorded after it is a change as well: until then nobody knew it.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a theme over days, and between which moments that was held to be true."""

    name: str
    description: str
    valid_from: dt.date
    valid_until: dt.date | None
    known_from: dt.datetime
    known_until: dt.datetime | None = None

    def is_held(self, day: dt.date, moment: dt.datetime) -> bool:
        """Whether it was known at a moment to hold on a day."""
        is_known = self.known_from <= moment and (self.known_until is None or self.known_until > moment)
        return is_known and self.valid_from <= day and (self.valid_until is None or self.valid_until > day)

    def is_as(self, other: "Said") -> bool:
        return (self.name, self.description) == (other.name, other.description)


@dataclass(frozen=True, slots=True)
class Turn:
    """From a day on something else was said: the day from which it holds, or on which it became known."""

    on: dt.date
    was: Said
    now: Said


def turns(
    said: Sequence[Said],
    since: dt.date,
    adopted_at: dt.datetime,
    until: dt.date,
    day_of: Callable[[dt.datetime], dt.date],
) -> Iterator[Turn]:
    """Every change since the adoption, in order, of which no day is after `until`.

    `since`: the day of the adoption; `adopted_at`: when it was recorded; `day_of`: the day of a moment. Where a theme
    was recorded later still, the first that was known of it is no change.

    >>> first, later = dt.datetime(2018, 5, 1), dt.datetime(2020, 6, 1)
    >>> old = Said("Jeugd", "", dt.date(2018, 1, 1), None, first, later)
    >>> new = Said("Jongeren", "", dt.date(2018, 1, 1), None, later)
    >>> adopted = dt.date(2019, 1, 28), dt.datetime(2019, 1, 28, 12)
    >>> [(str(each.on), each.now.name) for each in turns([old, new], *adopted, dt.date(2022, 1, 1), dt.datetime.date)]
    [('2020-06-01', 'Jongeren')]
    >>> told = [Said("Jeugd", "", dt.date(2018, 1, 1), dt.date(2020, 3, 1), later),
    ...     Said("Jongeren", "", dt.date(2020, 3, 1), None, later)]
    >>> [(str(each.on), each.now.name) for each in turns(told, *adopted, dt.date(2022, 1, 1), dt.datetime.date)]
    [('2020-03-01', 'Jongeren')]
    """
    known = max(adopted_at, min(each.known_from for each in said))
    days = {(each.valid_from, None) for each in said if each.valid_from > since}
    learnt = {(day_of(each.known_from), each.known_from) for each in said if each.known_from > known}
    steps: list[tuple[dt.date, dt.datetime | None]] = [*days, *learnt]
    day, last = since, _held(said, since, known)
    for on, moment in sorted(steps, key=lambda step: (step[0], step[1] is not None, step[1] or known)):
        day = min(max(day, on), until)
        if moment:
            yield from _learnt(said, (known, moment), (since, day), day_of(moment))
            known = max(known, moment)
        now = _held(said, day, known)
        if moment is None and now and last and not now.is_as(last):
            yield Turn(now.valid_from, last, now)
        last = now or last


def _learnt(
    said: Sequence[Said], known: tuple[dt.datetime, dt.datetime], days: tuple[dt.date, dt.date], on: dt.date
) -> Iterator[Turn]:
    """What was said anew of days that had passed: known at the second moment otherwise than at the first."""
    first, last = days
    starts = {max(each.valid_from, first) for each in said if each.valid_from <= last}
    before: tuple[Said, Said] | None = None
    for day in sorted(starts):
        was, now = (_held(said, day, moment) for moment in known)
        if was is None or now is None or was.is_as(now):
            before = None
            continue
        if before is None or not (before[0].is_as(was) and before[1].is_as(now)):
            is_from_then = was.valid_from < now.valid_from and now.valid_from > first
            told = before[1] if before and before[0].is_as(was) else was
            yield Turn(now.valid_from if is_from_then else on, told, now)
        before = was, now


def _held(said: Sequence[Said], day: dt.date, moment: dt.datetime) -> Said | None:
    return next((each for each in said if each.is_held(day, moment)), None)
