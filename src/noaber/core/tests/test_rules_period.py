"""What periods promise, told day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from noaber.core.rules.period import Period, PeriodError

FIRST = date(2018, 12, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(130)]


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(st.integers(0, 100))
    length = draw(st.none() | st.integers(1, 25))
    return Period(DAYS[start], None if length is None else DAYS[start + length])


def days_of(*parts: Period) -> list[date]:
    return [day for day in DAYS if any(day in part for part in parts)]


@given(periods(), periods())
def test_intersect_holds_the_days_that_both_have(one: Period, other: Period) -> None:
    shared = one.intersect(other)
    assert days_of(*([shared] if shared else [])) == [day for day in days_of(one) if day in other]
    assert (shared is not None) == one.overlaps(other) == other.overlaps(one)


@given(periods(), periods())
def test_minus_holds_the_other_days_once_and_in_order(one: Period, other: Period) -> None:
    parts = one.minus(other)
    assert days_of(*parts) == [day for day in days_of(one) if day not in other]
    assert list(parts) == sorted(parts, key=lambda part: part.start)
    assert all(not part.overlaps(other) for part in parts)
    assert other.covers(one) == (not parts)


@given(periods(), periods())
def test_joined_periods_hold_the_days_of_both_and_no_more(one: Period, other: Period) -> None:
    assume(one.overlaps(other) or one.adjoins(other))
    assert days_of(one.joined_with(other)) == days_of(one, other)
    assert one.joined_with(other) == other.joined_with(one)


def test_periods_with_days_between_them_are_not_joined() -> None:
    with pytest.raises(PeriodError, match="liggen dagen"):
        Period.of_years(2019).joined_with(Period.of_years(2021))


@pytest.mark.parametrize("until", [date(2020, 1, 1), date(2019, 12, 31)])
def test_a_period_without_a_day_is_refused(until: date) -> None:
    with pytest.raises(PeriodError, match="moet na het begin"):
        Period(date(2020, 1, 1), until)


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(PeriodError, match="de laatste dag"):
        Period.through(date(2020, 1, 2), date(2020, 1, 1))


@given(periods())
def test_a_period_is_made_again_from_its_first_and_last_day(period: Period) -> None:
    assert Period.through(period.start, period.last_day) == period


@pytest.mark.parametrize(
    ("start", "until", "months"),
    [
        (date(2019, 1, 1), date(2019, 1, 31), 0),
        (date(2019, 1, 1), date(2019, 2, 1), 1),
        (date(2019, 1, 15), date(2019, 3, 14), 1),
        (date(2020, 1, 31), date(2020, 2, 29), 1),
        (date(2020, 1, 31), date(2020, 2, 28), 0),
        (date(2019, 1, 1), None, None),
    ],
)
def test_only_complete_months_count(start: date, until: date | None, months: int | None) -> None:
    assert Period(start, until).months == months
