"""Forwarding as arithmetic: what sends a point on, when organisations may decide, and how they are counted (R56)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.models.routes import Organ
from noaber.decisions.rules.forwarding import (
    ORGANS,
    FollowUpState,
    SendingPoint,
    count,
    follow_up_state,
    is_overdue,
    opening_points,
    organs_of,
    sent_on_by,
    weightiest,
)
from noaber.decisions.rules.positions import FINAL, Answer

EVERYONE = frozenset({"municipality", "police", "riec"})
MEMO = [
    SendingPoint("1"),
    SendingPoint("3", "", EVERYONE),
    SendingPoint("3a", "3"),
    SendingPoint("3b", "3"),
    SendingPoint("4"),
]
COUNCILS = ("1", "2", "3", "4")
answers = st.sampled_from(Answer)
labels = st.sampled_from(["1", "2", "3a", "3b"])
some_answers = st.dictionaries(labels, answers)


def test_the_memo_sends_3a_and_3b_on_by_point_3() -> None:
    assert sent_on_by("3a", "municipality", MEMO, COUNCILS) == "3"
    assert sent_on_by("3b", "riec", MEMO, COUNCILS) == "3"
    assert sent_on_by("4", "municipality", MEMO, COUNCILS) == ""
    assert opening_points(["3a", "3b"], MEMO, COUNCILS) == ("3",)


def test_a_point_that_sends_itself_on_goes_before_its_parent() -> None:
    points = [SendingPoint("3", "", EVERYONE), SendingPoint("3a", "3", frozenset({"municipality"}))]
    assert sent_on_by("3a", "municipality", points, ["3", "3a"]) == "3a"
    assert sent_on_by("3a", "municipality", points, ["3"]) == "3"  # the councils were not asked 3a
    assert sent_on_by("3a", "police", points, ["3", "3a"]) == "3"


def test_circular_parents_end() -> None:
    assert sent_on_by("3", "riec", [SendingPoint("3", "4"), SendingPoint("4", "3")], ["3", "4"]) == ""


@given(some_answers, st.booleans())
def test_whoever_decided_on_every_point_has_decided_and_nobody_else(
    said: dict[str, Answer], is_open: bool
) -> None:
    asked = ["3a", "3b"]
    state = follow_up_state(asked, said, is_open=is_open)
    has_decided = all(said.get(label) in FINAL for label in asked)
    assert (state is FollowUpState.DECIDED) == has_decided
    if not is_open and not any(said.get(label) in FINAL for label in asked):
        assert state is FollowUpState.AHEAD


@given(some_answers, labels, answers)
def test_an_answer_on_a_point_that_is_not_asked_changes_nothing(
    said: dict[str, Answer], label: str, answer: Answer
) -> None:
    asked = [each for each in ("1", "2", "3a", "3b") if each != label]
    with_it = follow_up_state(asked, {**said, label: answer}, is_open=True)
    assert with_it == follow_up_state(
        asked, {key: value for key, value in said.items() if key != label}, is_open=True
    )


@given(st.lists(st.none() | answers))
def test_everyone_is_counted_once(decisions: list[Answer | None]) -> None:
    found = count(decisions)
    assert found.total == len(decisions)
    assert found.decided == sum(answer in FINAL for answer in decisions)
    assert found == count(reversed(decisions))


@given(st.lists(answers))
def test_an_objection_is_never_hidden_by_another_answer(given_answers: list[Answer]) -> None:
    found = weightiest(given_answers)
    assert (found is Answer.OBJECTION) == (Answer.OBJECTION in given_answers)
    assert found is None or found in given_answers


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        (FollowUpState.OPEN, 1, True),
        (FollowUpState.OPEN, 0, False),
        (FollowUpState.POSTPONED, 1, True),
        (FollowUpState.PARTLY, 1, True),
        (FollowUpState.AHEAD, 100, False),
        (FollowUpState.DECIDED, 100, False),
    ],
)
def test_late_is_who_may_decide_and_did_not(state: FollowUpState, days: int, expected: bool) -> None:
    day = dt.date(2019, 11, 15)
    assert is_overdue(state, day, day + dt.timedelta(days=days)) is expected
    assert not is_overdue(state, None, day)


def test_the_rules_know_the_organs_that_are_kept() -> None:
    assert list(ORGANS) == [organ.value for organ in Organ]
    assert Organ.BOARD not in organs_of("municipality")
    assert organs_of("riec") == organs_of("prosecution_service") == (Organ.BOARD,)
