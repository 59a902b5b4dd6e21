"""Two histories at once: when something held, and when we knew it.

A *statement* says: over these days (``valid``) it was so (``value``). The database keeps besides it since
when and until when we knew the statement. Nothing known is ever edited. To *restate* a period is to stop
knowing the statements that no longer hold and to start knowing others, so that "as it was" and "as we then
thought it was" can both be answered. This module works out which; the caller writes it down.

One subject's statements known at one moment are a *timeline*: no two of them share a day. A day without a
statement is a day on which nothing is known of the subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

from noaber.core.rules.period import Period

T = TypeVar("T")


class HistoryError(ValueError):
    """Statements that contradict each other: two of them share a day."""


@dataclass(frozen=True, slots=True)
class Statement(Generic[T]):
    """Over the days of ``valid`` it is ``value``; ``value`` needs nothing but ``==`` and is never None.

    ``key`` is the caller's own mark, such as the number of a database row; it takes no part in comparing.
    """

    valid: Period
    value: T
    key: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Restatement(Generic[T]):
    """What to stop knowing and what to start knowing, both in order of days.

    ``close`` holds the caller's own statements. Of ``insert``, what continues a closed statement carries that
    statement's ``key`` (which row to copy from); what is newly said carries None.
    """

    close: tuple[Statement[T], ...] = ()
    insert: tuple[Statement[T], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.close or self.insert)

    def applied_to(self, current: Sequence[Statement[T]]) -> tuple[Statement[T], ...]:
        """The timeline after this restatement, in order of days."""
        closed = {statement.valid for statement in self.close}
        kept = [statement for statement in current if statement.valid not in closed]
        return tuple(_in_order([*kept, *self.insert]))


def restate(current: Sequence[Statement[T]], period: Period, value: T | None) -> Restatement[T]:
    """Say that over ``period`` it is ``value``; None takes back what was said of those days.

    Outside ``period`` no day changes: what is cut off of a closed statement is inserted again. The new
    statement takes equal neighbours in, so that one fact stays one statement. When every day of ``period``
    already says ``value``, nothing happens. Raises HistoryError when ``current`` contradicts itself.

    A mayor who is in office without an end leaves on 1 May 2021:

    >>> mayor = Statement(Period(date(2019, 1, 1)), "in office", key=41)
    >>> change = restate([mayor], Period(date(2021, 5, 1)), None)
    >>> [closed.key for closed in change.close], [str(new.valid) for new in change.insert]
    ([41], ['van 1 januari 2019 tot en met 30 april 2021'])
    >>> bool(restate(change.insert, Period(date(2021, 5, 1)), None))
    False
    """
    timeline = _in_order(current)
    _refuse_contradiction(timeline)
    if _already_says(timeline, period, value):
        return Restatement()
    affected = [statement for statement in timeline if statement.valid.overlaps(period)]
    if value is None:
        return Restatement(tuple(affected), tuple(_left_outside(affected, period)))
    joined, absorbed = _with_equal_neighbours(timeline, period, value)
    others = [statement for statement in affected if statement not in absorbed]
    new = [Statement(joined, value), *_left_outside(others, period)]
    return Restatement(tuple(_in_order([*others, *absorbed])), tuple(_in_order(new)))


def value_on(statements: Sequence[Statement[T]], day: date) -> T | None:
    """What is said of this day; None when nothing is.

    >>> value_on([Statement(Period.of_years(2019), "Twente")], date(2019, 6, 1))
    'Twente'
    """
    return next((statement.value for statement in statements if day in statement.valid), None)


def _in_order(statements: Sequence[Statement[T]]) -> list[Statement[T]]:
    return sorted(statements, key=lambda statement: statement.valid.start)


def _refuse_contradiction(timeline: Sequence[Statement[T]]) -> None:
    for earlier, later in pairwise(timeline):
        if earlier.valid.overlaps(later.valid):
            raise HistoryError(f"two statements share days: {earlier.valid} and {later.valid}")


def _already_says(timeline: Sequence[Statement[T]], period: Period, value: T | None) -> bool:
    """Does every day of ``period`` say ``value`` as it stands?"""
    unspoken: list[Period] = [period]
    for statement in timeline:
        if statement.valid.overlaps(period) and statement.value != value:
            return False
        unspoken = [rest for part in unspoken for rest in part.minus(statement.valid)]
    return value is None or not unspoken


def _left_outside(affected: Sequence[Statement[T]], period: Period) -> list[Statement[T]]:
    """The parts of the affected statements that ``period`` does not touch, saying what they said."""
    return [
        Statement(part, statement.value, statement.key)
        for statement in affected
        for part in statement.valid.minus(period)
    ]


def _with_equal_neighbours(
    timeline: Sequence[Statement[T]], period: Period, value: T
) -> tuple[Period, list[Statement[T]]]:
    """Stretch ``period`` over the statements of the same value that it meets or adjoins; answer those too."""
    joined, absorbed = period, list[Statement[T]]()
    equal = [statement for statement in timeline if statement.value == value]
    # Up the days, then down: a chain on either side is followed whole.
    for statement in [*equal, *reversed(equal)]:
        meets = statement.valid.overlaps(joined) or statement.valid.adjoins(joined)
        if meets and statement not in absorbed:
            joined = joined.joined_with(statement.valid)
            absorbed.append(statement)
    return joined, absorbed
