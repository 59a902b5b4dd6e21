"""The route of a proposal: stages in order, and deadlines counted back from adoption.

A stage is known by its number, from 1; 0 stands for no stage. Days are calendar days.

Source: the memo of 28 January 2019, R14: the Bestuurscollege adopts on 24 April 2019, and all five district
councils come before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from noaber.core.rules.period import Period
from noaber.decisions.rules.outcomes import StageRule


class Role(StrEnum):
    """What the parties at a stage do: horen, adviseren, instemmen, besluiten or vaststellen."""

    HEAR = "hear"
    ADVISE = "advise"
    CONSENT = "consent"
    DECIDE = "decide"
    ADOPT = "adopt"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the route; ``after`` is the stage that must have passed before this one opens, 0 for none."""

    number: int
    role: Role
    rule: StageRule
    parties: frozenset[str]
    deadline: date | None
    after: int = 0


class StageFault(StrEnum):
    """What is wrong with a stage, or with the whole route (``NO_ADOPTING_STAGE``)."""

    NO_ADOPTING_STAGE = "no_adopting_stage"
    NUMBER_BELOW_ONE = "number_below_one"
    DUPLICATE_NUMBER = "duplicate_number"
    NO_PARTIES = "no_parties"
    UNKNOWN_GATE = "unknown_gate"
    LATER_GATE = "later_gate"
    CIRCULAR_GATES = "circular_gates"
    DEADLINE_BEFORE_GATE = "deadline_before_gate"


@dataclass(frozen=True, slots=True)
class RouteFault:
    """One fault of the stage with this number; number 0 is the route as a whole."""

    number: int
    fault: StageFault


def route_faults(stages: Sequence[Stage]) -> list[RouteFault]:
    """Find all that is wrong with a route: of the whole first, then stage by stage in the order given.

    A stage that waits for itself, or for one that waits for it, is circular. A deadline may fall on the day of
    the stage it waits for, not before it; a stage without a deadline in between is looked past.

    >>> council = Stage(1, Role.CONSENT, StageRule.ALL, frozenset({"twente"}), date(2019, 4, 10))
    >>> board = Stage(2, Role.ADOPT, StageRule.ALL, frozenset({"bbg"}), date(2019, 4, 3), after=1)
    >>> route_faults([council, board])
    [RouteFault(number=2, fault=<StageFault.DEADLINE_BEFORE_GATE: 'deadline_before_gate'>)]
    >>> route_faults([council])
    [RouteFault(number=0, fault=<StageFault.NO_ADOPTING_STAGE: 'no_adopting_stage'>)]
    """
    by_number: dict[int, list[Stage]] = {}
    for stage in stages:
        by_number.setdefault(stage.number, []).append(stage)
    faults = []
    if not any(stage.role is Role.ADOPT for stage in stages):
        faults.append(RouteFault(0, StageFault.NO_ADOPTING_STAGE))
    for stage in stages:
        found = [*_own_faults(stage, by_number), *_gate_faults(stage, by_number)]
        faults += [RouteFault(stage.number, fault) for fault in found]
    return list(dict.fromkeys(faults))


def _own_faults(stage: Stage, by_number: Mapping[int, list[Stage]]) -> Iterator[StageFault]:
    if stage.number < 1:
        yield StageFault.NUMBER_BELOW_ONE
    if len(by_number[stage.number]) > 1:
        yield StageFault.DUPLICATE_NUMBER
    if not stage.parties:
        yield StageFault.NO_PARTIES


def _gate_faults(stage: Stage, by_number: Mapping[int, list[Stage]]) -> Iterator[StageFault]:
    if not stage.after:
        return
    if stage.after not in by_number:
        yield StageFault.UNKNOWN_GATE
        return
    if stage.after > stage.number:
        yield StageFault.LATER_GATE
    before = _waited_for(stage, by_number)
    if stage.number in before:
        yield StageFault.CIRCULAR_GATES
    elif stage.deadline is not None:
        deadlines = [other.deadline for number in before for other in by_number[number]]
        if any(deadline is not None and stage.deadline < deadline for deadline in deadlines):
            yield StageFault.DEADLINE_BEFORE_GATE


def _waited_for(stage: Stage, by_number: Mapping[int, list[Stage]]) -> set[int]:
    """The numbers of all stages that this one waits for, directly or through another."""
    found: set[int] = set()
    to_visit = [stage.after]
    while to_visit:
        number = to_visit.pop()
        if number in by_number and number not in found:
            found.add(number)
            to_visit += [other.after for other in by_number[number]]
    return found


def plan_backwards(adoption_on: date, days: Sequence[int], recess: Sequence[Period] = ()) -> list[date]:
    """Plan a deadline for each of ``days``, in order, the last one that many days before the adoption.

    Each is so many days before the next one (where that was moved: before where it was moved to), then moved
    back out of recess and out of the weekend, to a Friday. The adoption date itself stays. Public holidays are
    not known here: give them as periods of recess. Negative days are a ValueError.

    >>> spring = Period.through(date(2019, 2, 25), date(2019, 3, 1))
    >>> [str(deadline) for deadline in plan_backwards(date(2019, 4, 24), [42, 14], [spring])]
    ['2019-02-22', '2019-04-10']
    """
    if any(number < 0 for number in days):
        raise ValueError("days before the next deadline are zero or more")
    deadlines = []
    following = adoption_on
    for number in reversed(days):
        following = _working_day(following - timedelta(days=number), recess)
        deadlines.append(following)
    return deadlines[::-1]


def too_early(deadlines: Mapping[int, date | None], starts_on: date) -> dict[int, date]:
    """The deadlines, by number of the stage, that fall before the proposal itself.

    >>> too_early({1: date(2019, 1, 27), 2: date(2019, 1, 28), 3: None}, date(2019, 1, 28))
    {1: datetime.date(2019, 1, 27)}
    """
    return {number: day for number, day in deadlines.items() if day is not None and day < starts_on}


_FRIDAY = 4


def is_weekend(day: date) -> bool:
    return day.weekday() > _FRIDAY


def _working_day(day: date, recess: Sequence[Period]) -> date:
    """The last day up to this one that is neither in recess nor in a weekend."""
    while True:
        if is_weekend(day):
            day -= timedelta(days=day.weekday() - _FRIDAY)
        elif starts := [period.start for period in recess if day in period]:
            day = min(starts) - timedelta(days=1)
        else:
            return day
