"""Interrupted time series beside areas without the measure: a jump and a bend at the start.

Given how many were counted in a month in both groups together, those of the group that started are binomial; so
season, weather and everything else that moves both drop out. Segmented regression on the log odds,

    logit (share of the group) = constant + slope t + level [t >= start] + bend (t - start) [t >= start]

Bernal, Cummins & Gasparrini (2018), "The use of controls in interrupted time series studies of public health
interventions", Int. J. Epidemiol. 47, 2082-2093. Standard errors hold under overdispersion (quasi-binomial)
and when months go together (Newey & West 1987, Econometrica 55, 703-708, enlarged by n / (n - k)): of the two the
larger, with Student's t. In a window of three years Newey and West alone are too small.
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
    """On the log scale, with its standard error, of which `newey_west` is one part, and its degrees of freedom."""

    value: float
    standard_error: float
    newey_west: float
    freedom: int

    @property
    def ratio(self) -> float:
        return float(np.exp(self.value))

    @property
    def p_value(self) -> float:
        """Two-sided, of being nothing."""
        return float(2 * stats.t.sf(abs(self.value) / self.standard_error, self.freedom))

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Of the ratio."""
        reach = float(stats.t.ppf(0.5 + confidence / 2, self.freedom)) * self.standard_error
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

    Or (stacks, months), in which every stack starts in that column. A month that is not known on either side (NaN) or
    has no count at all is left out. ValueError for fewer than `FEWEST_MONTHS` on either side of the start.
    """
    ours, theirs = np.atleast_2d(counts_of(treated)), np.atleast_2d(counts_of(compared))
    if ours.ndim != 2 or ours.shape != theirs.shape:
        raise ValueError("one count for each month, for both groups")
    total = np.nan_to_num(ours + theirs)
    known = total > 0
    if min(known[:, :start].sum(axis=1).min(), known[:, start:].sum(axis=1).min()) < FEWEST_MONTHS:
        raise ValueError(f"fewer than {FEWEST_MONTHS} months on one side of the start")
    design = design_of(total.shape, start)
    values, bread, left_over, variance = _fit(design, np.where(known, ours, 0.0), np.where(known, total, 0.0))
    freedom = int(known.sum()) - len(values)
    phi = float((left_over**2 / np.where(known, variance, 1.0)).sum()) / freedom
    robust = robust_covariance(design, left_over, bread, freedom)
    return Interrupted(*terms_of(values, bread, robust, phi, freedom))


def design_of(shape: tuple[int, ...], start: int) -> Floats:
    """Slope, level and bend, then a constant for each stack: (stacks, months, 3 + stacks). Time is in years."""
    stacks, months = shape
    years = np.broadcast_to((np.arange(months) - start) / 12, shape)
    after = years >= 0
    constants = np.broadcast_to(np.eye(stacks)[:, None, :], (stacks, months, stacks))
    return np.concatenate([np.stack([years, after, years * after], axis=-1), constants], axis=-1)


def lags_of(months: int) -> int:
    """How many months back Newey and West look: 4 (n / 100)^(2/9), rounded down.

    >>> lags_of(60)
    3
    """
    return int(4 * (months / 100) ** (2 / 9))


def _fit(design: Floats, successes: Floats, total: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Values, the inverse of the information, and of every month what is left over and its binomial variance."""
    flat, counted, of = design.reshape(-1, design.shape[-1]), successes.ravel(), total.ravel()
    values = np.zeros(flat.shape[1])
    values[3:] = special.logit((successes.sum(axis=1) + 0.5) / (total.sum(axis=1) + 1))
    for _ in range(_STEPS):
        share = special.expit(flat @ values)
        bread = np.linalg.inv(flat.T @ (flat * (of * share * (1 - share))[:, None]))
        step = bread @ (flat.T @ (counted - of * share))
        values = values + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    share = special.expit(design @ values)
    return values, bread, successes - total * share, total * share * (1 - share)


def terms_of(values: Floats, covariance: Floats, robust: Floats, phi: float, freedom: int) -> list[Term]:
    """Slope, level and bend: each with the larger of its robust error and that of a variance `phi` times as large."""
    own = np.sqrt(max(phi, 1.0) * np.diag(covariance))
    newey_west = np.sqrt(np.diag(robust))
    errors = np.maximum(own, newey_west)
    return [Term(float(values[at]), float(errors[at]), float(newey_west[at]), freedom) for at in (0, 1, 2)]


def robust_covariance(design: Floats, left_over: Floats, bread: Floats, freedom: int) -> Floats:
    """Of values that were fitted to months (stacks, months), when those of a stack go together: Newey & West."""
    scores = design * left_over[..., None]
    meat = np.einsum("smi,smj->ij", scores, scores)
    lags = lags_of(scores.shape[1])
    for lag in range(1, lags + 1):
        product = np.einsum("smi,smj->ij", scores[:, lag:], scores[:, :-lag])
        meat = meat + (1 - lag / (lags + 1)) * (product + product.T)
    return np.asarray(bread @ meat @ bread * (freedom + len(bread)) / freedom)
