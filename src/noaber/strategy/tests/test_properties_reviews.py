"""The course of a review, whatever comes in whichever order."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from noaber.strategy.queries.reviews.review import course_of
from noaber.strategy.rules.reviews.composition import (
    AskedPart,
    ChangePart,
    Composition,
    FigurePart,
    GoalPart,
    MeasuredPart,
    PointPart,
    ProposalPart,
    ResultPart,
    ThemePart,
    lacking,
    read,
    written,
)
from noaber.strategy.rules.reviews.review import (
    Course,
    FindingText,
    Finishing,
    ReactionState,
    ReviewKind,
    ReviewState,
    ReviewText,
    finishing_faults,
    order_faults,
    reaction_states,
    sharing_faults,
)

START = dt.date(2021, 1, 1)
STEPS = st.lists(
    st.tuples(st.sampled_from(ReviewState), st.integers(1, 9), st.integers(-2, 12), st.integers(0, 2)),
    max_size=14,
)
TEXT = ReviewText("Het ging goed.", (), (FindingText("Te weinig mensen."),))


@given(STEPS)
def test_whatever_is_tried_it_is_final_once_after_its_day_with_nothing_unanswered(
    tried: list[tuple[ReviewState, int, int, int]],
) -> None:
    """Plays what is tried, and takes what the rules let through."""
    said: list[tuple[ReviewState, dt.date, dt.date | None]] = []
    day = START
    for state, later, until, unanswered in tried:
        day += dt.timedelta(days=later)
        course, due_on = course_of(said), day + dt.timedelta(days=until)
        if state is ReviewState.SHARED:
            faults = list(sharing_faults(course, due_on, day))
        elif state is ReviewState.FINAL:
            decided = Finishing(day, "besluitenlijst")
            faults = list(
                finishing_faults(course, decided, TEXT, ReviewKind.ENDTERM, unanswered=unanswered, today=day)
            )
        else:
            faults = list(order_faults(course, state))
        if not faults:
            assert not course.is_final
            if state is ReviewState.FINAL:
                assert course.due_on
                assert course.due_on < day
                assert not unanswered
            if state is ReviewState.SHARED and course.takes_reactions(day):
                assert course.due_on
                assert due_on >= course.due_on  # nobody loses time that was promised
            said.append((state, day, due_on if state is ReviewState.SHARED else None))
    assert [state for state, *_rest in said].count(ReviewState.FINAL) <= 1
    assert not said or said[0][0] is ReviewState.WRITING


@given(st.lists(st.sampled_from(["GM1", "GM2", "POLITIE"]), max_size=12), st.data())
def test_of_each_organisation_only_the_last_reaction_can_wait(said: list[str], data: st.DataObject) -> None:
    given_ones = list(enumerate(said, start=1))
    answered = data.draw(st.sets(st.sampled_from(range(1, len(said) + 1)))) if said else set()
    found = reaction_states(given_ones, answered)
    assert set(found) == {number for number, _place in given_ones}
    for number, place in given_ones:
        is_last = number == max(each for each, who in given_ones if who == place)
        assert (found[number] is ReactionState.ANSWERED) == (number in answered)
        assert (found[number] is ReactionState.OPEN) == (is_last and number not in answered)


WORDS = st.text(max_size=12)
MANY = st.lists(WORDS, max_size=3).map(tuple)
MEASURED = st.builds(
    MeasuredPart, WORDS, WORDS, WORDS, WORDS, WORDS, st.none() | st.integers(2000, 2030), WORDS
)
GOALS = st.builds(
    GoalPart, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, st.lists(MEASURED, max_size=2).map(tuple), st.just(())
)
CHANGES = st.builds(ChangePart, WORDS, WORDS, WORDS, WORDS, WORDS, st.booleans())
THEMES = st.builds(
    ThemePart, WORDS, WORDS, st.lists(GOALS, max_size=2).map(tuple), st.lists(CHANGES, max_size=2).map(tuple)
)
REMARKS = st.lists(st.tuples(WORDS, st.integers(1, 9)), max_size=2).map(tuple)
POINTS = st.builds(PointPart, WORDS, WORDS, WORDS, REMARKS, st.integers(0, 3))
PROPOSALS = st.builds(ProposalPart, WORDS, WORDS, WORDS, st.lists(POINTS, max_size=2).map(tuple))
COUNTS = st.none() | st.integers(0, 9)
FIGURES = st.builds(
    FigurePart,
    WORDS,
    WORDS,
    st.integers(2000, 2030),
    COUNTS,
    st.integers(2000, 2030),
    COUNTS,
    WORDS,
    WORDS,
    st.none() | st.booleans(),
    st.booleans(),
    MANY,
    MANY,
)
RESULTS = st.builds(ResultPart, WORDS, WORDS, WORDS, WORDS, MANY, MANY, st.booleans(), st.none() | FIGURES)
SURVEY = st.builds(AskedPart, WORDS, st.integers(0, 79), st.integers(0, 79), MANY)
COMPOSITIONS = st.builds(
    Composition,
    WORDS,
    st.lists(THEMES, max_size=2).map(tuple),
    st.lists(PROPOSALS, max_size=2).map(tuple),
    st.lists(RESULTS, max_size=2).map(tuple),
    st.lists(SURVEY, max_size=1).map(tuple),
    WORDS,
    st.integers(0, 9),
)


@given(COMPOSITIONS)
def test_what_is_kept_with_a_version_is_read_back_the_same(found: Composition) -> None:
    assert read(written(found)) == found


@given(COMPOSITIONS)
def test_every_result_is_shown_or_said_to_be_missing(found: Composition) -> None:
    assert len(found.shown) + len(found.not_shown) == len(found.results)
    said = list(lacking(found))
    for each in found.not_shown:
        assert any(f"‘{each.title}’" in text for text in said)


def test_a_course_is_read_from_the_last_draft_that_was_shared() -> None:
    day, later = START, START + dt.timedelta(days=30)
    said = [
        (ReviewState.WRITING, day, None),
        (ReviewState.SHARED, day, later),
        (ReviewState.WRITING, later, None),
    ]
    assert course_of(said) == Course(ReviewState.WRITING, day, later, 1)
    assert course_of([]) == Course()
