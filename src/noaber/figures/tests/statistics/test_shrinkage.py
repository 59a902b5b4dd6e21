"""Smoothed rates: lip cancer in Scotland, beside a negative binomial by statsmodels, and simulated areas."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.shrinkage import clayton_kaldor, marshall, shrink
from noaber.figures.tests.statistics.facts import counts, inhabitants

# Clayton & Kaldor (1987), table 1: lip cancer in the 56 counties of Scotland, 1975-1980, observed and expected.
OBSERVED = [
    *(9, 39, 11, 9, 15, 8, 26, 7, 6, 20, 13, 5, 3, 8, 17, 9, 2, 7, 9, 7, 16, 31, 11, 7, 19, 15, 7, 10),
    *(16, 11, 5, 3, 7, 8, 11, 9, 11, 8, 6, 4, 10, 8, 2, 6, 19, 3, 2, 3, 28, 6, 1, 1, 1, 1, 0, 0),
]
EXPECTED = [
    *(1.4, 8.7, 3.0, 2.5, 4.3, 2.4, 8.1, 2.3, 2.0, 6.6, 4.4, 1.8, 1.1, 3.3, 7.8, 4.6, 1.1, 4.2, 5.5),
    *(4.4, 10.5, 22.7, 8.8, 5.6, 15.5, 12.5, 6.0, 9.0, 14.4, 10.2, 4.8, 2.9, 7.0, 8.5, 12.3, 10.1),
    *(12.7, 9.4, 7.2, 5.3, 18.8, 15.8, 4.3, 14.6, 50.7, 8.2, 5.6, 9.3, 88.7, 19.6, 3.4, 3.6, 5.7, 7.0),
    *(4.2, 1.8),
]


def by_likelihood() -> tuple[float, float]:
    """Shape and rate of the gamma by maximum likelihood: the size of the negative binomial, and size / mean."""
    model = sm.NegativeBinomial(OBSERVED, np.ones(56), offset=np.log(EXPECTED))
    log_mean, alpha = model.fit(disp=0).params
    return 1 / alpha, 1 / alpha / np.exp(log_mean)


def test_lip_cancer_by_three_ways_to_the_same_prior() -> None:
    """Moments and likelihood differ in their estimate, not in kind: shapes of 1.6 to 2.4, and the same smoothed
    rates.
    """
    shape, rate = by_likelihood()
    theirs = (np.array(OBSERVED) + shape) / (np.array(EXPECTED) + rate)
    found = clayton_kaldor(OBSERVED, EXPECTED)

    assert found.shape == pytest.approx(shape, rel=0.2)
    assert found.mean == pytest.approx(shape / rate, rel=0.05)
    assert np.allclose(
        (np.array(OBSERVED) + found.shape) / (np.array(EXPECTED) + found.rate), theirs, rtol=0.1
    )


def test_clayton_and_kaldor_solve_their_equations() -> None:
    found = clayton_kaldor(OBSERVED, EXPECTED)
    smoothed = (np.array(OBSERVED) + found.shape) / (np.array(EXPECTED) + found.rate)

    assert smoothed.mean() == pytest.approx(found.shape / found.rate)
    squares = (1 + found.rate / np.array(EXPECTED)) * (smoothed - found.mean) ** 2
    assert squares.sum() / 55 == pytest.approx(found.shape / found.rate**2)


def test_marshall_by_hand() -> None:
    """Two areas of 100 with rates .1 and .3: m = .2, s^2 = .01, A = .01 - .2 / 100 = .008, b = 25, a = 5."""
    prior = marshall([10, 30], [100, 100])

    assert (prior.mean, prior.shape, prior.rate) == pytest.approx((0.2, 5.0, 25.0))
    assert shrink([10, 30], [100, 100]).smoothed == pytest.approx([15 / 125, 35 / 125])


def areas(draw: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """True rates, counts and inhabitants of 300 small areas."""
    people = draw.lognormal(6.5, 1.0, 300).round() + 50
    true = draw.gamma(4, 0.005 / 4, 300)
    return true, draw.poisson(true * people).astype(float), people


def test_smoothed_rates_lie_nearer_to_the_true_ones() -> None:
    """The mean squared error is at most 0.35 times that of the raw rates; nine in ten intervals hold the true one."""
    draw = np.random.default_rng(2)
    raw, smoothed, held = [], [], []
    for _ in range(50):
        true, observed, people = areas(draw)
        found = shrink(observed, people)
        raw.append(np.mean((found.raw - true) ** 2))
        smoothed.append(np.mean((found.smoothed - true) ** 2))
        held.append(np.mean((found.lower <= true) & (true <= found.upper)))

    assert np.mean(smoothed) < 0.35 * np.mean(raw)
    assert 0.90 < np.mean(held) < 0.97


def test_the_prior_is_found_again() -> None:
    draw = np.random.default_rng(3)
    shapes = [marshall(*areas(draw)[1:]).shape for _ in range(100)]

    assert np.median(shapes) == pytest.approx(4, rel=0.15)


def test_large_areas_keep_their_own_rate() -> None:
    found = shrink(counts("1.1.1", 2019), inhabitants(2019))

    assert found.weight[inhabitants(2019) > 100_000].min() > 0.95
    assert np.corrcoef(found.raw, found.smoothed)[0, 1] > 0.9


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 5_000)), min_size=2, max_size=20), st.integers(1, 9)
)
def test_between_its_own_rate_and_the_common_one(pairs: list[tuple[int, int]], unit: int) -> None:
    """And the unit of exposure does not matter."""
    observed, people = (np.array(each, dtype=float) for each in zip(*pairs, strict=True))
    if not observed.any():
        observed[0] = 1.0

    found, scaled = shrink(observed, people), shrink(observed, people * unit)

    low, high = np.minimum(found.raw, found.prior.mean), np.maximum(found.raw, found.prior.mean)
    assert ((found.smoothed >= low - 1e-9) & (found.smoothed <= high + 1e-9)).all()
    assert np.allclose(found.smoothed, scaled.smoothed * unit, rtol=1e-6)


def test_areas_alike_and_areas_unknown() -> None:
    alike = shrink([10, 10, 10], [100, 100, 100])
    found = shrink([10, 30, np.nan, 0], [100, 100, 100, 0])

    assert np.isinf(alike.prior.shape)
    assert alike.smoothed.tolist() == [0.1, 0.1, 0.1]
    assert clayton_kaldor([10, 10, 10], [100, 100, 100]).rate == np.inf
    assert found.smoothed[2:] == pytest.approx([0.2, 0.2])
    assert np.isnan(found.raw[2:]).all()
    with pytest.raises(ValueError, match="above zero"):
        shrink([0, 0], [10, 10])
