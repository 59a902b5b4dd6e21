"""What the rules for routes promise: no gate opens early, faults are found, deadlines are days people work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.period import Period
from noaber.decisions.rules.forwarding import SendingPoint
from noaber.decisions.rules.gates import Step, gates
from noaber.decisions.rules.outcomes import StageRule, Verdict, outcome
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer, Given
from noaber.decisions.rules.route import (
    Role,
    RouteFault,
    Stage,
    StageFault,
    plan_backwards,
    route_faults,
)
from noaber.decisions.tests.test_rules_positions import DISTRICTS, POINTS, position_lists

ADOPTION = date(2019, 4, 24)
COUNCILS = Stage(1, Role.CONSENT, StageRule.ALL, frozenset(DISTRICTS), date(2019, 4, 10))
BOARD = Stage(2, Role.ADOPT, StageRule.MAJORITY, frozenset({"board"}), ADOPTION, after=1)
MEMO = [COUNCILS, BOARD]
KINDS = dict(zip(POINTS, (PointKind.ADOPT, PointKind.TAKE_NOTE, PointKind.CONSENT), strict=True))


def faults_of(stages: list[Stage], number: int) -> set[StageFault]:
    return {found.fault for found in route_faults(stages) if found.number == number}


# --- faults ---


def test_the_route_of_the_memo_has_no_faults() -> None:
    assert route_faults(MEMO) == []


@pytest.mark.parametrize("stages", [[], [COUNCILS]])
def test_somebody_must_adopt(stages: list[Stage]) -> None:
    assert route_faults(stages) == [RouteFault(0, StageFault.NO_ADOPTING_STAGE)]


def test_a_stage_needs_parties() -> None:
    assert route_faults([replace(COUNCILS, parties=frozenset()), BOARD]) == [
        RouteFault(1, StageFault.NO_PARTIES)
    ]


def test_a_number_is_used_once_and_starts_at_one() -> None:
    assert route_faults([COUNCILS, COUNCILS, BOARD]) == [RouteFault(1, StageFault.DUPLICATE_NUMBER)]
    assert faults_of([replace(COUNCILS, number=0), replace(BOARD, after=0)], 0) == {
        StageFault.NUMBER_BELOW_ONE
    }


def test_a_gate_to_nowhere() -> None:
    assert route_faults([COUNCILS, replace(BOARD, after=7)]) == [RouteFault(2, StageFault.UNKNOWN_GATE)]


def test_a_gate_to_a_later_stage() -> None:
    stages = [replace(COUNCILS, after=2, deadline=None), replace(BOARD, after=0)]
    assert route_faults(stages) == [RouteFault(1, StageFault.LATER_GATE)]


def test_a_stage_that_waits_for_itself() -> None:
    assert route_faults([COUNCILS, replace(BOARD, after=2)]) == [RouteFault(2, StageFault.CIRCULAR_GATES)]


@given(st.integers(2, 40), st.integers(0, 2**32))
def test_circles_of_gates_of_any_length_are_found(length: int, seed: int) -> None:
    circle = [replace(BOARD, number=number, after=number % length + 1) for number in range(1, length + 1)]
    behind = replace(BOARD, number=length + 1, after=1)
    stages = [*circle, behind]
    Random(seed).shuffle(stages)
    circular = {found.number for found in route_faults(stages) if found.fault is StageFault.CIRCULAR_GATES}
    assert circular == {stage.number for stage in circle}


@pytest.mark.parametrize(("days", "is_fault"), [(-1, True), (0, False), (1, False)])
def test_a_deadline_is_not_before_that_of_the_stage_it_waits_for(days: int, is_fault: bool) -> None:
    assert COUNCILS.deadline is not None
    board = replace(BOARD, deadline=COUNCILS.deadline + timedelta(days=days))
    assert (StageFault.DEADLINE_BEFORE_GATE in faults_of([COUNCILS, board], 2)) is is_fault


def test_a_stage_without_a_deadline_is_looked_past() -> None:
    between = Stage(2, Role.DECIDE, StageRule.ALL, frozenset({"x"}), None, after=1)
    board = replace(BOARD, number=3, after=2, deadline=date(2019, 4, 9))
    assert route_faults([COUNCILS, between, board]) == [RouteFault(3, StageFault.DEADLINE_BEFORE_GATE)]


def test_without_a_gate_deadlines_are_free() -> None:
    assert route_faults([COUNCILS, replace(BOARD, after=0, deadline=date(2019, 4, 1))]) == []


# --- the gate ---

Found = tuple[bool, tuple[tuple[int, str], ...]]


def gate(stage: Stage, verdicts: dict[int, dict[str, Verdict]], points: Sequence[str]) -> Found:
    """Whether a stage after the councils may begin, and what it waits for, by what became of their points."""
    passed = {label for label, each in verdicts.get(1, {}).items() if each is Verdict.PASSED}
    before = Step(1, tuple(points), passed=frozenset(passed))
    own = Step(2, tuple(points), stage.after, is_adopting=stage.role is Role.ADOPT)
    found = gates([before, own], [SendingPoint(label) for label in points])[2]
    return found.is_open, found.waiting


def test_four_of_five_is_not_five_of_five() -> None:
    """R14: adoption not before all five district councils."""

    def gate_with(councils: tuple[str, ...]) -> Found:
        given = [Given(council, "1", Answer.CONSENT, number) for number, council in enumerate(councils)]
        found = outcome(COUNCILS.rule, PointKind.ADOPT, dict.fromkeys(DISTRICTS, 1), given, "1")
        return gate(BOARD, {1: {"1": found.verdict}}, ["1"])

    assert gate_with(DISTRICTS[:4]) == (False, ((1, "1"),))
    assert gate_with(DISTRICTS) == (True, ())


def test_a_stage_without_a_gate_is_open() -> None:
    assert gate(COUNCILS, {}, POINTS) == (True, ())


@pytest.mark.parametrize("verdicts", [{}, {2: dict.fromkeys(POINTS, Verdict.PASSED)}, {1: {}}])
def test_what_is_not_known_has_not_passed(verdicts: dict[int, dict[str, Verdict]]) -> None:
    assert gate(BOARD, verdicts, POINTS)[1] == tuple((1, point) for point in POINTS)


@pytest.mark.parametrize("verdict", [Verdict.OPEN, Verdict.REJECTED])
def test_open_and_rejected_keep_it_shut(verdict: Verdict) -> None:
    verdicts = {1: {"1": Verdict.PASSED, "2": verdict, "3": Verdict.PASSED}}
    assert gate(BOARD, verdicts, POINTS) == (False, ((1, "2"),))


steps = st.lists(st.tuples(st.sampled_from(DISTRICTS), st.sampled_from(POINTS), st.booleans()), max_size=60)


def passed_by_hand(given: list[Given], point: str) -> bool:
    """Five of five, worked out the long way: the last answer of each council is the one that is asked."""
    asked = (
        {Answer.TOOK_NOTE} if KINDS[point] is PointKind.TAKE_NOTE else {Answer.CONSENT, Answer.WITH_REMARK}
    )
    last = {position.party: position.answer for position in given if position.point == point}
    return all(last.get(council) in asked for council in DISTRICTS)


def check_gate(given: list[Given]) -> None:
    councils = dict.fromkeys(DISTRICTS, 1)
    verdicts = {
        point: outcome(COUNCILS.rule, KINDS[point], councils, given, point).verdict for point in POINTS
    }
    found = gate(BOARD, {1: verdicts}, POINTS)
    not_passed = tuple((1, point) for point in POINTS if not passed_by_hand(given, point))
    assert found == (not not_passed, not_passed)


@given(position_lists)
def test_no_positions_open_a_gate_while_a_point_has_not_passed(drawn: list[Given]) -> None:
    for number in range(len(drawn) + 1):
        check_gate(drawn[:number])


@given(steps, st.integers(0, 14))
def test_nor_do_positions_close_to_five_of_five(later: list[tuple[str, str, bool]], silent: int) -> None:
    """Start from 15 cells, all but one or none in favour, and go on from there."""
    cells = [(council, point) for council in DISTRICTS for point in POINTS]
    given: list[Given] = []

    def record(council: str, point: str, is_in_favour: bool) -> None:
        asked = Answer.TOOK_NOTE if KINDS[point] is PointKind.TAKE_NOTE else Answer.WITH_REMARK
        given.append(Given(council, point, asked if is_in_favour else Answer.DEFERRED, len(given)))

    for number, (council, point) in enumerate(cells):
        if number != silent:
            record(council, point, True)
    check_gate(given)
    record(*cells[silent], True)
    check_gate(given)
    for step in later:
        record(*step)
        check_gate(given)


# --- planning backwards ---

moments = st.dates(date(2000, 1, 1), date(2100, 1, 1))
gaps = st.lists(st.integers(0, 90), max_size=6)


@st.composite
def near_recesses(draw: st.DrawFn) -> tuple[date, list[Period]]:
    """An adoption date with recess in the year before it."""
    adoption_on = draw(moments)
    starts = [
        adoption_on - timedelta(days=back) for back in draw(st.lists(st.integers(-10, 400), max_size=6))
    ]
    return adoption_on, [Period(start, start + timedelta(days=draw(st.integers(1, 45)))) for start in starts]


def test_the_route_of_the_memo_is_planned_before_the_spring_recess() -> None:
    spring = Period.through(date(2019, 2, 25), date(2019, 3, 1))
    assert plan_backwards(ADOPTION, [42, 14], [spring]) == [date(2019, 2, 22), date(2019, 4, 10)]
    assert plan_backwards(ADOPTION, [42, 14], []) == [date(2019, 2, 27), date(2019, 4, 10)]


def test_a_weekend_becomes_friday_and_a_friday_in_recess_goes_on_back() -> None:
    assert plan_backwards(date(2019, 4, 22), [1], []) == [date(2019, 4, 19)]
    good_friday = Period(date(2019, 4, 19), date(2019, 4, 20))
    assert plan_backwards(date(2019, 4, 22), [1], [good_friday]) == [date(2019, 4, 18)]


def test_recess_periods_that_adjoin_or_overlap_are_left_all_at_once() -> None:
    adjoining = [Period(date(2019, 4, 8), date(2019, 4, 15)), Period(date(2019, 4, 1), date(2019, 4, 10))]
    assert plan_backwards(ADOPTION, [12], adjoining) == [date(2019, 3, 29)]


def test_a_recess_without_an_end_is_left_at_its_start() -> None:
    assert plan_backwards(ADOPTION, [7], [Period(date(2019, 4, 3))]) == [date(2019, 4, 2)]


def test_nothing_to_plan_and_negative_days() -> None:
    assert plan_backwards(ADOPTION, [], []) == []
    with pytest.raises(ValueError, match="zero or more"):
        plan_backwards(ADOPTION, [7, -1], [])


@given(near_recesses(), gaps)
def test_deadlines_are_working_days_far_enough_before_the_next(
    drawn: tuple[date, list[Period]], days: list[int]
) -> None:
    adoption_on, recess = drawn
    deadlines = plan_backwards(adoption_on, days, recess)
    assert len(deadlines) == len(days)
    for deadline, following, number in zip(deadlines, [*deadlines, adoption_on][1:], days, strict=True):
        assert (following - deadline).days >= number
        assert deadline.weekday() < 5
        assert not any(deadline in period for period in recess)
        latest = following - timedelta(days=number)
        skipped = [deadline + timedelta(days=extra) for extra in range(1, (latest - deadline).days + 1)]
        assert all(day.weekday() > 4 or any(day in period for period in recess) for day in skipped)
