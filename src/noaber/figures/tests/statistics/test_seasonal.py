"""The fit of many series together is what statsmodels finds for each alone."""

import warnings
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm

from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.seasonal import RIDGE, Ridge, _fitted, anscombe, fit_seasonal
from noaber.figures.tests.statistics.simulated import series

MONTHS = 57


def design(months: int) -> Floats:
    """Columns: level, years before the month after, the twelve months of the year."""
    after = np.arange(-months, 0)
    return np.column_stack([np.ones(months), after / 12, np.eye(12)[after % 12]])


def alone(counts: Floats, weights: Floats | None = None) -> Any:
    known = np.isfinite(counts)
    matrix = np.delete(design(len(counts)), 2, axis=1)[
        known
    ]  # without the first month: statsmodels has no ridge
    family = sm.families.Poisson()
    given = None if weights is None else weights[known]
    return sm.GLM(counts[known], matrix, family=family, freq_weights=given).fit(scale="X2", tol=1e-12)


def test_without_the_ridge_it_is_the_glm_of_statsmodels() -> None:
    """Fit, dispersion and the variance of a prediction, with missing months; a series for which nothing stands out."""
    counts = series(np.random.default_rng(2), 12, 60, 1.3, MONTHS)
    counts[0, [4, 17, 30]] = np.nan
    counts = np.where(counts > 130, np.nan, counts)
    found = fit_seasonal(counts, ridge=1e-7)
    ahead = found.predict(3)

    compared = 0
    for at, one in enumerate(counts):
        theirs = alone(one)
        next_months = np.delete(design(MONTHS + 3), 2, axis=1)[-3:].copy()
        next_months[:, 1] = np.arange(3) / 12
        next_months[:, 2:] = np.eye(12)[np.arange(3) % 12][:, 1:]
        if theirs.get_influence(observed=False).resid_studentized.max() > 2.3:
            continue  # it is reweighted here, and not there
        compared += 1
        assert np.allclose(ahead.mean[at], theirs.predict(next_months), rtol=1e-4)
        assert found.phi[at] == pytest.approx(max(1.0, theirs.scale), rel=1e-4)
        variance = np.einsum("ij,jk,ik->i", next_months, theirs.cov_params() / theirs.scale, next_months)
        assert np.allclose(ahead.log_variance[at], found.phi[at] * variance, rtol=1e-3)
    assert compared >= 5


def test_residuals_are_those_of_statsmodels() -> None:
    counts = series(np.random.default_rng(4), 1, 6, 1.5, MONTHS)[0]
    theirs = alone(counts)

    assert np.allclose(anscombe(counts, theirs.fittedvalues), theirs.resid_anscombe_unscaled)


def test_with_the_ridge_the_penalised_score_is_zero() -> None:
    """At the maximum X'(y - mu) = R beta; and the effective parameters are the trace of the hat matrix."""
    counts = series(np.random.default_rng(3), 30, 3, 1.5, 60)
    grid = counts.reshape(30, 5, 12)
    ridge = Ridge(RIDGE, np.full(30, RIDGE))
    fit = _fitted(grid, np.ones_like(grid), ridge, None)
    matrix, held = design(60), np.diag([0, RIDGE, *[RIDGE] * 12])
    # Their columns turn with the month after the baseline; sixty months are whole years, so the first is month 0.
    for at in range(30):
        beta = np.concatenate([[fit.level[at], fit.growth[at]], fit.season[at]])
        mean = np.exp(matrix @ beta)
        assert np.abs(matrix.T @ (counts[at] - mean) - held @ beta).max() < 1e-4
        information = matrix.T @ (mean[:, None] * matrix)
        trace = np.trace(np.linalg.solve(information + held, information))
        assert fit.information.parameters[at] == pytest.approx(trace, rel=1e-3)


def test_an_outbreak_in_the_past_hardly_raises_what_is_expected() -> None:
    draw = np.random.default_rng(5)
    quiet = series(draw, 200, 20, 1.5, 60)
    with_outbreak = quiet.copy()
    with_outbreak[:, 35] += 60

    raised = fit_seasonal(with_outbreak).predict().mean / fit_seasonal(quiet).predict().mean

    assert raised.mean() < 1.03


def test_a_month_that_never_had_a_case_does_not_become_impossible() -> None:
    counts = np.full((1, 60), 2.0)
    counts[0, ::12] = 0.0

    ahead = fit_seasonal(counts).predict(12)

    assert 0.5 < ahead.mean[0, 0] < 1.9
    assert np.isfinite(ahead.log_variance).all()


@pytest.mark.parametrize(
    "counts",
    [
        np.zeros(60),
        np.r_[np.zeros(59), 40.0],
        np.r_[40.0, np.zeros(59)],
        np.r_[np.full(30, np.nan), np.full(30, 9e5)],
    ],
    ids=["nothing", "only the last", "only the first", "very many"],
)
def test_odd_series_have_a_finite_fit(counts: Floats) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fit = fit_seasonal(counts[None, :])

    ahead = fit.predict()
    assert np.isfinite([ahead.mean, ahead.log_variance]).all()
    assert ahead.mean[0, 0] <= np.nanmax(counts) + 0.1


def test_a_growth_beyond_all_that_was_seen_is_not_believed() -> None:
    rising = np.array([[round(float(np.exp(each / 15))) for each in range(61)]], dtype=float)

    assert fit_seasonal(rising).predict().mean[0, 0] <= rising.max()


def test_the_order_of_the_series_does_not_matter() -> None:
    counts = series(np.random.default_rng(8), 40, 8, 2, 50)

    whole, half = fit_seasonal(counts), fit_seasonal(counts[20:])

    assert np.allclose(whole.predict().mean[20:], half.predict().mean, rtol=1e-6)
