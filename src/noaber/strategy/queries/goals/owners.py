"""Goals whose seat is empty (R12), and those of which an update is late."""

from collections.abc import Iterable

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.network.api import SeatRow, seats
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.goals.updates import GoalState, goal_states
from noaber.strategy.queries.periods.period import TitleRow, titled, titles
from noaber.strategy.rules.goals.days import is_asked_for, needs_owner
from noaber.strategy.rules.goals.goal import Term


def term_of(period: TitleRow) -> Term:
    return Term(period.starts_on, period.ends_on)


def is_living(period: TitleRow, asof: AsOf) -> bool:
    """Whether people are asked on the day how its goals go."""
    return is_asked_for(period.state, term_of(period), asof.valid_on)


def ownerless(period: TitleRow, rows: Iterable[GoalRow], asof: AsOf) -> frozenset[str]:
    """The codes of the goals that go on while nobody holds the seat of their owner."""
    if not needs_owner(period.state, term_of(period), asof.valid_on):
        return frozenset()
    held = {row.code for row in seats(ANONYMOUS, asof) if not row.is_vacant}
    return frozenset(row.code for row in rows if not row.is_ended and row.text.owner not in held)


def ownerless_under(code: str, rows: Iterable[GoalRow], asof: AsOf) -> frozenset[str]:
    """The same of a period by its code."""
    found = titled(code, asof)
    return ownerless(found, rows, asof) if found else frozenset()


def all_ownerless(asof: AsOf) -> list[tuple[GoalState, SeatRow | None]]:
    """The same of every period, each with its seat; None where there is no such seat any more."""
    periods = {row.code for row in titles(asof) if needs_owner(row.state, term_of(row), asof.valid_on)}
    if not periods:
        return []
    found = [row for row in goal_states(asof) if row.period in periods and not row.is_ended]
    known = {row.code: row for row in seats(ANONYMOUS, asof)}
    return [(row, seat) for row in found if (seat := known.get(row.owner)) is None or seat.is_vacant]


def late_updates(period: TitleRow, asof: AsOf) -> list[GoalState]:
    """The goals that go on of which nothing was said in the quarter in which that was asked."""
    if not is_living(period, asof):
        return []
    return [row for row in goal_states(asof) if row.period == period.code and row.is_late(asof.valid_on)]
