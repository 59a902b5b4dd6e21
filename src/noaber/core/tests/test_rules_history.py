"""What restating promises: only the days it names change, nothing contradicts, and twice is once."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.history import HistoryError, Restatement, Statement, restate, value_on
from noaber.core.rules.period import Period

FIRST = date(2019, 1, 1)
# Few days, so that statements and periods often meet on the same day.
DAYS = [FIRST + timedelta(days=number) for number in range(16)]

Timeline = tuple[Statement[str], ...]
values = st.sampled_from("AB")


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, stop = sorted(draw(st.lists(st.integers(0, 12), min_size=2, max_size=2, unique=True)))
    return Period(DAYS[start], draw(st.sampled_from([None, DAYS[stop]])))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Statements in no particular order, with gaps, equal neighbours and perhaps no end."""
    marks = sorted(draw(st.sets(st.integers(0, 12), max_size=9)))
    said = [
        Statement(Period(DAYS[start], DAYS[stop]), draw(values), key=start)
        for start, stop in pairwise(marks)
        if draw(st.booleans())
    ]
    has_open_end = draw(st.booleans())
    if marks and has_open_end:
        said.append(Statement(Period(DAYS[marks[-1]]), draw(values), key=marks[-1]))
    return tuple(draw(st.permutations(said)))


changes = (timelines(), periods(), st.none() | values)


@given(*changes)
def test_every_day_of_the_period_says_the_new_value(
    current: Timeline, period: Period, value: str | None
) -> None:
    after = restate(current, period, value).applied_to(current)
    assert all(value_on(after, day) == value for day in DAYS if day in period)


@given(*changes)
def test_no_other_day_changes(current: Timeline, period: Period, value: str | None) -> None:
    after = restate(current, period, value).applied_to(current)
    assert all(value_on(after, day) == value_on(current, day) for day in DAYS if day not in period)


@given(*changes)
def test_no_two_statements_share_a_day(current: Timeline, period: Period, value: str | None) -> None:
    after = restate(current, period, value).applied_to(current)
    assert not any(earlier.valid.overlaps(later.valid) for earlier, later in pairwise(after))


@given(*changes)
def test_saying_it_twice_changes_nothing_more(current: Timeline, period: Period, value: str | None) -> None:
    after = restate(current, period, value).applied_to(current)
    assert restate(after, period, value) == Restatement()


@given(*changes)
def test_the_new_value_has_no_equal_neighbour(current: Timeline, period: Period, value: str | None) -> None:
    change = restate(current, period, value)
    after = change.applied_to(current)
    said_anew = [statement for statement in change.insert if statement.key is None]
    for earlier, later in pairwise(after):
        if earlier in said_anew or later in said_anew:
            assert earlier.value != later.value or not earlier.valid.adjoins(later.valid)


@given(*changes)
def test_only_the_callers_own_statements_are_closed_and_none_comes_back_as_it_was(
    current: Timeline, period: Period, value: str | None
) -> None:
    change = restate(current, period, value)
    assert all(any(closed is statement for statement in current) for closed in change.close)
    assert not any(new == closed for new in change.insert for closed in change.close)


@given(*changes)
def test_what_continues_a_closed_statement_keeps_its_key(
    current: Timeline, period: Period, value: str | None
) -> None:
    change = restate(current, period, value)
    closed = {statement.key: statement for statement in change.close}
    continued = [statement for statement in change.insert if statement.key is not None]
    assert all(closed[part.key].valid.covers(part.valid) for part in continued)
    assert all(closed[part.key].value == part.value for part in continued)
    assert len(change.insert) - len(continued) == (1 if change and value is not None else 0)


@given(timelines(), periods(), values)
def test_the_order_of_the_statements_does_not_matter(current: Timeline, period: Period, value: str) -> None:
    assert restate(current, period, value) == restate(current[::-1], period, value)


def test_a_correction_in_the_middle_leaves_both_ends() -> None:
    member = Statement(Period.of_years(2019, 2022), "Twente", key=7)
    change = restate([member], Period.of_years(2020), "IJsselland")
    assert change.close == (member,)
    assert change.insert == (
        Statement(Period.of_years(2019), "Twente"),
        Statement(Period.of_years(2020), "IJsselland"),
        Statement(Period.of_years(2021, 2022), "Twente"),
    )


def test_a_term_that_goes_on_becomes_one_statement() -> None:
    first, third = (
        Statement(Period.of_years(2019), "chair", key=1),
        Statement(Period.of_years(2021), "chair", key=2),
    )
    change = restate([first, third], Period.of_years(2020), "chair")
    assert change.close == (first, third)
    assert change.insert == (Statement(Period.of_years(2019, 2021), "chair"),)


def test_a_chain_of_equal_statements_is_taken_in_whole_on_either_side() -> None:
    chain = [Statement(Period.of_years(year), "chair", key=year) for year in (2017, 2018, 2020, 2021)]
    change = restate(chain, Period.of_years(2019), "chair")
    assert change.close == tuple(chain)
    assert change.insert == (Statement(Period.of_years(2017, 2021), "chair"),)


def test_equal_neighbours_that_already_say_it_are_left_alone() -> None:
    halves = [Statement(Period.of_years(2019), "chair"), Statement(Period.of_years(2020), "chair")]
    assert not restate(halves, Period.of_years(2019, 2020), "chair")


def test_values_need_no_hash() -> None:
    listed = Statement(Period.of_years(2019), ["Twente"])
    assert not restate([listed], Period.of_years(2019), ["Twente"])
    assert restate([listed], Period.of_years(2019), ["IJsselland"]).close == (listed,)


def test_statements_that_contradict_each_other_are_refused() -> None:
    one = Statement(Period.of_years(2019, 2020), "A")
    with pytest.raises(HistoryError, match="share days"):
        restate([one, replace(one, valid=Period.of_years(2020))], Period.of_years(2025), "B")
