"""Run lengths of the charts against published tables and against simulated paths."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.figures.rules.statistics.drift import (
    cusum_limit,
    cusum_run_length,
    ewma,
    ewma_run_length,
    monitor,
    poisson_cusum,
    reference_value,
)
from noaber.figures.tests.statistics.simulated import counted, monthly_means


@pytest.mark.parametrize(
    ("weight", "width", "lengths"),
    [
        (0.40, 3.054, [500, 224, 71.2, 28.4, 14.3, 5.9]),
        (0.20, 2.962, [500, 150, 41.8, 18.2, 10.5, 5.5]),
        (0.10, 2.814, [500, 106, 31.3, 15.9, 10.3, 6.1]),
    ],
)
def test_run_lengths_are_those_of_lucas_and_saccucci(
    weight: float, width: float, lengths: list[float]
) -> None:
    """Table 3 of the paper, as Montgomery (Statistical Quality Control, table 9.11) reprints it."""
    found = [ewma_run_length(shift, weight=weight, width=width) for shift in (0, 0.25, 0.5, 0.75, 1, 1.5)]

    assert found == pytest.approx(lengths, rel=0.02)


def test_the_ewma_runs_as_long_as_it_says() -> None:
    """With limits that begin narrow a chart is a little quicker than the run length, which supposes them at their
    widest.
    """
    draw = np.random.default_rng(7)
    shifted = ewma(draw.standard_normal((2_000, 200)) + 1.0)

    assert shifted.is_beyond[:, -1].any()
    assert (shifted.first + 1).mean() == pytest.approx(ewma_run_length(1.0), abs=1.5)


@pytest.mark.parametrize(("mean", "reference", "limit"), [(4.0, 5.0, 8.0), (1.0, 1.5, 4.0), (0.25, 0.5, 2.5)])
def test_the_cusum_runs_as_long_as_it_says(mean: float, reference: float, limit: float) -> None:
    draw = np.random.default_rng(9)
    ratio = 1.0001
    while mean * (ratio - 1) / np.log(ratio) < reference:
        ratio *= 1.0001
    found = poisson_cusum(draw.poisson(mean * 1.0, (600, 4_000)), mean, ratio, limit)

    lengths = found.first[found.first >= 0] + 1
    assert (found.first >= 0).mean() > 0.99
    assert lengths.mean() == pytest.approx(cusum_run_length(mean, reference, limit), rel=0.12)


def test_a_limit_is_the_least_that_is_long_enough() -> None:
    reference = reference_value(4.0, 7.0)
    limit = cusum_limit(4.0, reference, 500)

    assert cusum_run_length(4.0, reference, limit) >= 500 > cusum_run_length(4.0, reference, limit - 0.1)
    assert cusum_run_length(7.0, reference, limit) < 6
    with pytest.raises(ValueError, match="reference"):
        cusum_limit(4.0, 2.0, 500)


def test_months_of_a_cusum_by_hand() -> None:
    """k = 5 (mu 4 rising to about 6.17): S is 0, 2, 5, 5, 0 for counts of 3, 7, 8, none known, 0."""
    ratio = 6.1666 / 4
    found = poisson_cusum([[3, 7, 8, np.nan, 0]], 4.0, ratio, 4.0)

    assert found.path[0] == pytest.approx([0, 2, 5, 5, 0], abs=0.02)
    assert found.first.tolist() == [2]


def test_a_missing_month_leaves_the_path_where_it_was() -> None:
    found = ewma([[np.nan, 1.0, np.nan, 1.0]])

    assert np.isnan(found.path[0, 0])
    assert found.path[0, 1:].tolist() == pytest.approx([0.2, 0.2, 0.36])
    assert found.limit[0, 1] == found.limit[0, 2]


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=30))
def test_up_and_down_are_alike(residuals: list[float]) -> None:
    up, down = ewma([residuals]), ewma([[-each for each in residuals]])

    assert np.allclose(up.path, -down.path)
    assert up.first.tolist() == down.first.tolist()


def test_a_rise_of_a_quarter_is_seen_within_the_year() -> None:
    """20 a month, phi 1.5: twelve months at a quarter more are seen in half of the series, at half more in 96 %.

    Without a rise 7 % of the series pass a limit in twelve months. It would be 2.6 % with the expected value known:
    the rest is that it was fitted on sixty months.
    """
    draw = np.random.default_rng(10)
    mean = np.broadcast_to(monthly_means(20, 72), (1_500, 72)).copy()
    quiet = monitor(counted(draw, mean, 1.5))
    mean[:, -12:] *= 1.25
    risen = monitor(counted(draw, mean, 1.5))

    assert quiet.is_beyond.any(axis=1).mean() < 0.095
    assert risen.is_beyond.any(axis=1).mean() > 0.45
