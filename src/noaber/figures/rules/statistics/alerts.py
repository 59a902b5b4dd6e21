"""Which series were higher this month than trend, season and chance explain; how many of those chance alone would
give.

Farrington et al. (1996) and Noufaily et al. (2013), as in `seasonal`, with the quantile of the negative binomial and
the exceedance score of the latter (section 3.3). In two places it is stricter, because a month has only some sixty
before it:

- the variance that is predicted holds that of the fitted mean: phi mu + Var(mu-hat), not phi mu alone; - phi is
estimated, so the tail is Student's t rather than normal. A variance of counts rests on fewer degrees of freedom
  than that of normal values, by 2 / (2 + excess kurtosis) (McCullagh & Nelder 1989, Generalized Linear Models, 9.2).

Without these two the rate of false alarms is two to five times the level that is named (simulated: test_alerts).
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from noaber.figures.rules.statistics.arrays import Flags, Floats, Whole, counts_of, share_of
from noaber.figures.rules.statistics.discovery import FalseAlarmBudget, benjamini_hochberg
from noaber.figures.rules.statistics.seasonal import fit_seasonal

LEVEL: Final = 0.001
"""Probability of a false alarm for one series in one month: 4.4 a month over 76 municipalities x 58 offences."""
BASELINE_MONTHS: Final = 60
"""Five years, as in both papers."""
FEWEST_MONTHS: Final = 36
"""Of the baseline that are known: three years, so that trend and season can be told apart
(Farrington et al. 1996)."""
FEWEST_CASES: Final = 5
RECENT_MONTHS: Final = 3
"""A series with under 5 cases in 3 months, this one included, is too sparse to test.

The papers have 5 cases in 4 weeks; the R package surveillance takes that over (`limit54`). For months: 5 in 3.
"""
BLOCK: Final = 1_024
"""Series fitted together: bounds the memory (1,024 x 160 months: 1.3 MB per array)."""
_POISSON: Final = 1 + 1e-6


class Standing(IntEnum):
    """Whether a series was tested, or why not."""

    TESTED = 0
    MISSING = 1
    """The month itself is not known."""
    SPARSE = 2
    """Fewer than `FEWEST_CASES` in the last `RECENT_MONTHS`."""
    SHORT = 3
    """Fewer than `FEWEST_MONTHS` months of the baseline are known."""


@dataclass(frozen=True, slots=True)
class MonthAlerts:
    """One number per series, in the order they were given; NaN (and no alarm) where the series was not tested.

    `expected` is the mean the model gives the month, `upper` the largest count that is no alarm, `score` is (count -
    expected) / (upper - expected), so above 1 for an alarm. `p_value` is the probability of this count or more,
    `q_value` that of Benjamini-Hochberg over all series tested. `phi` is the overdispersion, 1 for none.
    """

    standing: Whole
    observed: Floats
    expected: Floats
    upper: Floats
    score: Floats
    p_value: Floats
    q_value: Floats
    phi: Floats
    is_alarm: Flags
    budget: FalseAlarmBudget

    def discoveries(self, rate: float = 0.05) -> Flags:
        """The alarms of which at most `rate` is false on average, over all series of the month together."""
        return np.asarray(self.is_alarm & (self.q_value <= share_of(rate, "the rate")))


def month_alerts(
    counts: ArrayLike, *, level: float = LEVEL, baseline_months: int = BASELINE_MONTHS
) -> MonthAlerts:
    """Test the last month of every series against at most `baseline_months` before it.

    `counts` (series, months), oldest first, every month a column; NaN is a month that is not known: it is left out of
    the fit, and as last month it gives no alarm. For "since when", call it again on `counts[:, :-1]`, and so on.
    ValueError for counts that are none, for a level outside 0 to 1, and for fewer than `FEWEST_MONTHS` + 1 months.
    """
    found = counts_of(counts)
    share_of(level, "the level")
    if found.ndim != 2 or found.shape[1] <= FEWEST_MONTHS or baseline_months < FEWEST_MONTHS:
        raise ValueError(
            f"series x months, with {FEWEST_MONTHS} months or more before the one that is tested"
        )
    series = found[:, -(baseline_months + 1) :]
    standing = _standing(series)
    tested = np.flatnonzero(standing == Standing.TESTED)
    columns = np.full((5, len(series)), np.nan)
    for start in range(0, tested.size, BLOCK):
        rows = tested[start : start + BLOCK]
        columns[:, rows] = _tested(series[rows], level)
    expected, upper, p_value, phi, score = columns
    return MonthAlerts(
        standing,
        series[:, -1],
        expected,
        upper,
        score,
        p_value,
        benjamini_hochberg(p_value),
        phi,
        series[:, -1] > upper,
        FalseAlarmBudget(tested.size, level),
    )


def dispersions(counts: ArrayLike, *, baseline_months: int = BASELINE_MONTHS) -> Floats:
    """How much more the months of every series (series, months) vary than Poisson: phi, 1 for none.

    From the months before the last one, also where that is missing or has too few cases to be tested; NaN where fewer
    than `FEWEST_MONTHS` are known. ValueError for counts that are none.
    """
    past = counts_of(counts)[:, -(baseline_months + 1) : -1]
    known = np.flatnonzero(np.isfinite(past).sum(axis=1) >= FEWEST_MONTHS)
    phi = np.full(len(past), np.nan)
    for start in range(0, known.size, BLOCK):
        rows = known[start : start + BLOCK]
        phi[rows] = fit_seasonal(past[rows]).phi
    return phi


def _standing(series: Floats) -> Whole:
    """The first reason that holds: this month is missing, there is too little history, there are too few cases."""
    is_missing = np.isnan(series[:, -1])
    is_short = np.isfinite(series[:, :-1]).sum(axis=1) < FEWEST_MONTHS
    is_sparse = np.nansum(series[:, -RECENT_MONTHS:], axis=1) < FEWEST_CASES
    return np.select(
        [is_missing, is_short, is_sparse],
        [Standing.MISSING, Standing.SHORT, Standing.SPARSE],
        default=Standing.TESTED,
    ).astype(np.int64)


def _tested(series: Floats, level: float) -> Floats:
    """Rows expected, upper, p-value, phi and score of each of the series."""
    past, observed = series[:, :-1], series[:, -1]
    fit = fit_seasonal(past)
    ahead = fit.predict()
    # In a baseline without one case the mean is half a case in all of it (Jeffreys' prior), not none.
    mean = np.maximum(ahead.mean[:, 0], 0.5 / np.isfinite(past).sum(axis=1))
    freedom = np.where(fit.phi > 1, degrees_of_freedom(fit.freedom, mean, fit.phi), np.inf)
    spread = fit.phi + mean * ahead.log_variance[:, 0]
    tail = _above(observed, mean, spread)
    p_value = stats.t.sf(stats.norm.isf(tail), freedom)
    upper = np.maximum(_quantile(stats.norm.sf(stats.t.isf(level, freedom)), mean, spread), 1.0)
    return np.stack([mean, upper, p_value, fit.phi, (observed - mean) / (upper - mean)])


def degrees_of_freedom(freedom: Floats, mean: Floats, phi: Floats) -> Floats:
    """What an estimate of phi from counts is worth: `freedom` x 2 / (2 + excess kurtosis of the negative binomial).

    The kurtosis is 6 (phi - 1) / mu + 1 / (phi mu); for the normal it is 0, and nothing is lost. At least 3.

    >>> degrees_of_freedom(np.array([46.0, 46.0]), np.array([5.0, 1e9]), np.array([1.5, 3.0])).round(1)
    array([33.7, 46. ])
    """
    kurtosis = 6 * (phi - 1) / mean + 1 / (phi * mean)
    return np.maximum(2 * freedom / (2 + kurtosis), 3.0)


def _above(observed: Floats, mean: Floats, spread: Floats) -> Floats:
    """P(Y >= observed) with variance `spread` x mean: negative binomial, or Poisson where the spread is 1."""
    size, chance = _shape(mean, spread)
    poisson, binomial = stats.poisson.sf(observed - 1, mean), stats.nbinom.sf(observed - 1, size, chance)
    return np.asarray(np.where(spread < _POISSON, poisson, binomial))


def _quantile(tail: Floats, mean: Floats, spread: Floats) -> Floats:
    """The least count with a probability of at most `tail` above it."""
    size, chance = _shape(mean, spread)
    poisson, binomial = stats.poisson.isf(tail, mean), stats.nbinom.isf(tail, size, chance)
    return np.asarray(np.where(spread < _POISSON, poisson, binomial))


def _shape(mean: Floats, spread: Floats) -> tuple[Floats, Floats]:
    above = np.maximum(spread, _POISSON)
    return mean / (above - 1), 1 / above
