"""Interrupted time series beside areas without the measure: a jump and a bend at the start.

Given how many were counted in a month in both groups together, those of the group that started are binomial; so
season, weather and everything else that moves both drop out. Segmented regression on the log odds,

    logit (share of the group) = constant + slope t + level [t >= start] + bend (t - start) [t >= start]

Bernal, Cummins & Gasparrini (2018), "The use of controls in interrupted time series studies of public health
interventions", Int. J. Epidemiol. 47, 2082-2093. Standard errors hold under overdispersion and when months go
together (Newey & West 1987, Econometrica 55, 703-708).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from noaber.figures.rules.statistics.arrays import Floats, counts_of

FEWEST_MONTHS: Final = 8
"""On either side of the start: two for each of the four parameters (Bernal et al. 2017 want more: eight is the
least).
"""
_STEPS: Final = 50


@dataclass(frozen=True, slots=True)
class Term:
    """On the log scale, with its standard error and the two-sided p-value of being nothing."""

    value: float
    standard_error: float

    @property
    def p_value(self) -> float:
        return float(2 * stats.norm.sf(abs(self.value) / self.standard_error))

    def ratio_interval(self, confidence: float = 0.95) -> tuple[float, float]:
        reach = float(stats.norm.ppf(0.5 + confidence / 2)) * self.standard_error
        return float(np.exp(self.value - reach)), float(np.exp(self.value + reach))


@dataclass(frozen=True, slots=True)
class Interrupted:
    """`slope` per year before the start (a pre-trend when it is something), `level` at once, `bend` per year after
    it.
    """

    slope: Term
    level: Term
    bend: Term


def interrupted_series(treated: ArrayLike, compared: ArrayLike, start: int) -> Interrupted:
    """From the months (months,) of the group that started in column `start`, and those of the areas beside it.

    A month that is not known on either side (NaN) or has no count at all is left out. ValueError for fewer than
    `FEWEST_MONTHS` on either side of the start.
    """
    ours, theirs = counts_of(treated), counts_of(compared)
    if ours.ndim != 1 or ours.shape != theirs.shape:
        raise ValueError("one count for each month, for both groups")
    total = np.nan_to_num(ours + theirs)
    known = total > 0
    if min(known[:start].sum(), known[start:].sum()) < FEWEST_MONTHS:
        raise ValueError(f"fewer than {FEWEST_MONTHS} months on one side of the start")
    years = (np.arange(len(ours)) - start) / 12
    after = years >= 0
    design = np.stack([np.ones_like(years), years, after, years * after], axis=1)
    values, covariance = _fit(design, np.where(known, ours, 0.0), total)
    errors = np.sqrt(np.diag(covariance))
    return Interrupted(*(Term(float(values[at]), float(errors[at])) for at in (1, 2, 3)))


def lags_of(months: int) -> int:
    """How many months back Newey and West look: 4 (n / 100)^(2/9), rounded down.

    >>> lags_of(60)
    3
    """
    return int(4 * (months / 100) ** (2 / 9))


def _fit(design: Floats, successes: Floats, total: Floats) -> tuple[Floats, Floats]:
    values = np.zeros(design.shape[1])
    values[0] = special.logit((successes.sum() + 0.5) / (total.sum() + 1))
    for _ in range(_STEPS):
        share = special.expit(design @ values)
        bread = np.linalg.inv(design.T @ (design * (total * share * (1 - share))[:, None]))
        step = bread @ (design.T @ (successes - total * share))
        values = values + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    scores = design * (successes - total * special.expit(design @ values))[:, None]
    meat = scores.T @ scores
    lags = lags_of(len(total))
    for lag in range(1, lags + 1):
        product = scores[lag:].T @ scores[:-lag]
        meat = meat + (1 - lag / (lags + 1)) * (product + product.T)
    return values, bread @ meat @ bread
