"""Rates and their intervals, beside published tables and scipy; windows; when a change is a percentage."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from noaber.figures.rules.small_numbers import PERCENTAGE_FROM
from noaber.figures.rules.statistics.rates import (
    byar,
    garwood,
    poisson_interval,
    rates,
    told_change,
    window_totals,
)
from noaber.figures.tests.statistics.facts import codes, counts, inhabitants

# Garwood (1936), 95 %: as in the tables of Ulm (1990), Am. J. Epidemiol. 131, 373-375.
GARWOOD = {0: (0.0, 3.689), 1: (0.025, 5.572), 5: (1.623, 11.668), 10: (4.795, 18.390), 50: (37.111, 65.919)}


def test_exact_limits_are_those_of_the_tables() -> None:
    lower, upper = garwood(np.array(list(GARWOOD), dtype=float), 0.025)

    assert np.round(lower, 3).tolist() == [low for low, _ in GARWOOD.values()]
    assert np.round(upper, 3).tolist() == [high for _, high in GARWOOD.values()]


@pytest.mark.parametrize("count", [10, 37, 381, 6_056])
def test_byar_is_the_exact_interval_to_half_a_percent(count: int) -> None:
    exact = garwood(np.array([float(count)]), 0.025)

    assert np.allclose(poisson_interval([count]), exact, rtol=0.005)


def test_enschede_and_rozendaal_in_2019() -> None:
    """The values that were worked out beforehand, on the population of 1 January."""
    found = rates(counts("1.1.1", 2019), inhabitants(2019))

    def told(code: str) -> list[float]:
        at = codes().index(code)
        return [round(float(each[at]), 2) for each in (found.rate, found.lower, found.upper)]

    assert told("GM0153") == [2.40, 2.16, 2.65]
    assert told("GM0277") == [4.84, 2.09, 9.53]  # eight cases: exact; by Byar it would be 2.08
    assert (
        float(byar(np.array([8.0]), 0.025)[0][0]) / inhabitants(2019)[codes().index("GM0277")] * 1_000 < 2.085
    )


@pytest.mark.parametrize("mean", [3.0, 15.0, 120.0])
def test_the_interval_holds_what_it_promises(mean: float) -> None:
    """Coverage summed over the whole Poisson distribution: 95 % or more for exact limits, for Byar within a percent."""
    some = np.arange(0, 400)
    lower, upper = poisson_interval(some)

    held = stats.poisson.pmf(some, mean)[(lower <= mean) & (mean <= upper)].sum()

    assert held >= 0.94


@given(st.integers(0, 100_000), st.integers(1, 5_000))
def test_more_counts_move_both_limits_up(count: int, more: int) -> None:
    lower, upper = poisson_interval([count, count + more])

    assert lower[0] <= lower[1]
    assert upper[0] < upper[1]
    assert lower[0] <= count <= upper[0]


def test_missing_is_not_zero_and_nobody_has_no_rate() -> None:
    found = rates([np.nan, 0, 5], [1_000, 1_000, 0])

    assert np.isnan(found.rate[[0, 2]]).all()
    assert (found.rate[1], found.lower[1]) == (0.0, 0.0)
    assert found.upper[1] == pytest.approx(3.689, abs=0.001)


def test_a_window_needs_all_of_its_months() -> None:
    months = np.arange("2018-01", "2019-07", dtype="datetime64[M]")
    series = np.arange(18, dtype=float)
    series[3] = np.nan

    totals = window_totals(series, months)

    assert np.isnan(totals[:15]).all()
    assert totals[15:].tolist() == [sum(range(4, 16)), sum(range(5, 17)), sum(range(6, 18))]
    with pytest.raises(ValueError, match="without gaps"):
        window_totals(series[:17], np.delete(months, 4))


@pytest.mark.parametrize(
    ("before", "after", "percentage"),
    [
        (49, 98, None),
        (98, 49, None),
        (PERCENTAGE_FROM, PERCENTAGE_FROM, Decimal("0.0")),
        (80, 120, Decimal("50.0")),
        (2_000, 2_001, Decimal("0.1")),
    ],
)
def test_small_numbers_are_never_a_percentage(before: int, after: int, percentage: Decimal | None) -> None:
    assert told_change(before, after).percentage == percentage


@pytest.mark.parametrize("wrong", [[-1], [1.5], [np.inf]])
def test_what_is_no_count_is_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        poisson_interval(wrong)
