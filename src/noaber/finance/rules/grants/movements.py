"""What each step of a grant changes of what it brings in, line by line. Units: whole cents.

The changes together are what the grant brings in where it ends: nothing of it is without a row.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from noaber.finance.rules.grants.grant import GrantSums, IncomeLine, KnownStep, standing, sums_of


@dataclass(frozen=True, slots=True)
class GrantEvent:
    """A step, or another line that the grant comes in on; `at` is when it was recorded, `on` the day that it is of."""

    at: dt.datetime
    on: dt.date
    step: KnownStep | None = None
    line: IncomeLine | None = None


@dataclass(frozen=True, slots=True)
class GrantMove:
    """What one event changed of what comes in on one line."""

    event: GrantEvent
    line: IncomeLine
    cents: int


def brings_in(sums: GrantSums) -> int:
    """What came in and may stay, and what is still asked."""
    return sums.income + sums.still_to_come


def moves_of(events: Iterable[GrantEvent]) -> Iterator[GrantMove]:
    """The changes of a grant, in the order of its events.

    >>> from noaber.finance.rules.grants.grant import GrantStepKind, GrantStepText
    >>> at, day = dt.datetime(2021, 1, 1, tzinfo=dt.UTC), dt.date(2021, 1, 1)
    >>> one, other = (IncomeLine("a", 2021, post) for post in ("x", "y"))
    >>> award = KnownStep(1, GrantStepText(GrantStepKind.AWARD, day, 90), day)
    >>> events = [GrantEvent(at, day, line=one), GrantEvent(at, day, award), GrantEvent(at, day, line=other)]
    >>> [(move.line.post, move.cents) for move in moves_of(events)]
    [('x', 90), ('x', -90), ('y', 90)]
    """
    line: IncomeLine | None = None
    known: list[KnownStep] = []
    before: dict[IncomeLine, int] = {}
    for event in events:
        if event.step:
            known.append(event.step)
        else:
            line = event.line
        sums = sums_of(each.text for each in standing(known))
        after = {line: brings_in(sums)} if line else {}
        for each in dict.fromkeys((*before, *after)):
            if cents := after.get(each, 0) - before.get(each, 0):
                yield GrantMove(event, each, cents)
        before = after


def as_of_day(events: Iterable[GrantEvent], day: dt.date) -> list[GrantEvent]:
    """The events that hold of what happened by a day, in order of days: for who looks at the days, not at the writing.

    The line is the last one that was said: of it no day is known.
    """
    found = list(events)
    lines = [event for event in found if event.step is None][-1:]
    by_key = {event.step.key: event for event in found if event.step}
    held = standing(event.step for event in found if event.step)
    return [*lines, *(by_key[each.key] for each in held if each.text.on <= day)]
