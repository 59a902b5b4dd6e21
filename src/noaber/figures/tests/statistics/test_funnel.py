"""The funnel on the real figures of 2019, beside other implementations of its parts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from noaber.figures.rules.statistics.funnel import (
    OUTER,
    adjusted_limits,
    between_variance,
    funnel,
    poisson_limits,
)
from noaber.figures.tests.statistics.facts import codes, counts, inhabitants


def test_burglary_in_2019_in_the_76() -> None:
    """Poisson limits flag 25 municipalities; once they may differ among themselves, one; among 76, none."""
    found = funnel(counts("1.1.1", 2019), inhabitants(2019))

    assert found.is_outside_poisson.sum() == 25
    assert (round(found.phi_raw, 1), round(found.phi, 1)) == (8.5, 5.6)
    assert [codes()[at] for at in np.flatnonzero(found.is_outside)] == ["GM0274"]  # Renkum
    assert not (found.q < 0.05).any()


def test_exact_poisson_limits_flag_twenty() -> None:
    """The 25 are by the z-score on the square root, as the adjusted flag is; the exact limits are a little wider."""
    found = funnel(counts("1.1.1", 2019), inhabitants(2019))
    limits = poisson_limits(found.expected)

    assert ((found.ratio < limits.lower) | (found.ratio > limits.upper)).sum() == 20


def test_the_flag_is_what_the_picture_shows() -> None:
    found = funnel(counts("1.1.1", 2019), inhabitants(2019))
    limits = adjusted_limits(found.expected, found.tau2, OUTER)

    assert ((found.ratio < limits.lower) | (found.ratio > limits.upper)).tolist() == found.is_outside.tolist()


def test_the_variance_between_areas_is_that_of_dersimonian_and_laird() -> None:
    """On effects whose weighted mean is the target, statsmodels' pooled estimate has the same moments."""
    draw = np.random.default_rng(1)
    variances = 1 / draw.uniform(5, 80, 30)
    effects = draw.normal(0, 0.4, 30)
    effects -= np.average(effects, weights=1 / variances)

    theirs = combine_effects(effects, variances, method_re="dl").tau2

    assert between_variance(float(np.mean(effects**2 / variances)), 1 / variances) == pytest.approx(theirs)


def test_limits_hold_the_tails_they_name() -> None:
    """Interpolated as in the paper, so the probability outside lies within that of one count more or less."""
    mean = np.array([4.0, 30.0, 260.0])
    limits = poisson_limits(mean, 0.95)
    above = limits.upper * mean

    assert (stats.poisson.cdf(np.floor(above), mean) <= 0.975).all()
    assert (stats.poisson.cdf(np.floor(above) + 1, mean) >= 0.975).all()


def test_areas_that_do_not_differ_keep_their_limits() -> None:
    """500 funnels under one common rate: 0.2 % outside, and no variance between areas made up."""
    draw = np.random.default_rng(4)
    exposures = draw.uniform(20_000, 200_000, 76)
    found = [funnel(draw.poisson(0.002 * exposures), exposures) for _ in range(500)]

    outside = np.mean([each.is_outside.mean() for each in found])
    # Of 38,000 areas; winsorising takes phi below 1, so that tau^2 is seldom above zero.
    assert 0.0012 < outside < 0.0028
    assert np.median([each.tau2 for each in found]) == 0.0


def test_areas_that_differ_are_rarely_flagged_once_adjusted() -> None:
    """With 25 % between areas Poisson limits flag over a quarter of the areas, the adjusted ones one in eighty.

    More than 0.2 %, because winsorising takes part of what lies between areas for remarkable (here tau is 0.11, not
    0.125).
    """
    draw = np.random.default_rng(5)
    exposures = draw.uniform(20_000, 200_000, 76)
    counted = [draw.poisson(0.002 * exposures * draw.gamma(16, 1 / 16, 76)) for _ in range(200)]
    found = [funnel(each, exposures) for each in counted]

    assert np.mean([each.is_outside_poisson.mean() for each in found]) > 0.25
    assert np.mean([each.is_outside.mean() for each in found]) < 0.02


@given(st.integers(1, 40))
def test_the_unit_of_exposure_does_not_matter(factor: int) -> None:
    observed, people = counts("1.4.5", 2019), inhabitants(2019)

    assert np.allclose(funnel(observed, people).z, funnel(observed, people * factor).z)


def test_a_missing_area_is_left_out_and_not_zero() -> None:
    observed, people = counts("1.1.1", 2019).copy(), inhabitants(2019)
    observed[3] = np.nan

    found, without = funnel(observed, people), funnel(np.delete(observed, 3), np.delete(people, 3))

    assert np.isnan([found.z[3], found.q[3], found.expected[3]]).all()
    assert not found.is_outside[3]
    assert found.tau2 == without.tau2
    with pytest.raises(ValueError, match="two areas"):
        funnel([5, np.nan], [100, 100])
