"""What creeps: a rise or a fall that no single month shows, added up over months.

EWMA: Roberts (1959), Technometrics 1, 239-250; limits and run lengths by Lucas & Saccucci (1990), Technometrics 32,
1-12, worked out with the integral equation of Crowder (1987), Technometrics 29, 401-407. CUSUM of counts: Lucas
(1985), "Counted data CUSUM's", Technometrics 27, 129-144; run lengths by the Markov chain of Brook & Evans (1972),
Biometrika 59, 539-549.

The average run length is how many months it takes on average until an alarm: long when nothing changed, short when it
did. It supposes that what is expected is known; fitted on sixty months it is shorter (`monitor` says how it allows
for it).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from noaber.figures.rules.statistics.arrays import Flags, Floats, Whole, counts_of
from noaber.figures.rules.statistics.seasonal import anscombe, fit_seasonal

WEIGHT: Final = 0.2
"""lambda: how much the last month weighs."""
WIDTH: Final = 2.962
"""L: limits at L standard deviations; with a weight of .2 one false alarm in 500 months (Lucas & Saccucci, table 3).
"""
_BLOCK: Final = 1_024
_PER_CASE: Final = 10
"""Steps of the Markov chain in one case."""


@dataclass(frozen=True, slots=True)
class Drift:
    """`path` and `limit` (series, months): beyond +limit or -limit is drift; NaN before the first known month.

    `first` (series,) is the column in which the path was first beyond it, or -1.
    """

    path: Floats
    limit: Floats
    is_beyond: Flags
    first: Whole


def ewma(residuals: ArrayLike, *, weight: float = WEIGHT, width: float = WIDTH) -> Drift:
    """Exponentially weighted mean of standardised residuals (series, months), z = weight x + (1 - weight) z.

    A missing month (NaN) leaves the path where it was, and the limit too. The limits widen from the first month on,
    as the variance weight / (2 - weight) (1 - (1 - weight)^(2t)) does. ValueError for a weight outside 0 to 1 (1
    itself may).
    """
    found = np.atleast_2d(np.asarray(residuals, dtype=np.float64))
    if not 0 < weight <= 1 or not width > 0:
        raise ValueError("the weight lies above 0 and is at most 1, the width above 0")
    known = np.isfinite(found)
    path, at = np.empty_like(found), np.zeros(len(found))
    for month in range(found.shape[1]):
        at = np.where(known[:, month], weight * found[:, month] + (1 - weight) * at, at)
        path[:, month] = at
    months = known.cumsum(axis=1)
    variance = weight / (2 - weight) * (1 - (1 - weight) ** (2 * months))
    return _drift(np.where(months > 0, path, np.nan), width * np.sqrt(variance))


def reference_value(mean: float, raised: float) -> float:
    """k = (mu1 - mu0) / (ln mu1 - ln mu0): the CUSUM that is quickest from `mean` to `raised` (Lucas 1985,
    Moustakides).

    >>> round(reference_value(4.0, 7.0), 3)
    5.361
    """
    if not 0 < mean < raised:
        raise ValueError("both means are above zero, and the second is the larger")
    return float((raised - mean) / (np.log(raised) - np.log(mean)))


def poisson_cusum(counts: ArrayLike, expected: ArrayLike, ratio: float, limit: float) -> Drift:
    """S = max(0, S + y - k) of each series (series, months), beyond when S > `limit`; k is mu (ratio - 1) / ln ratio.

    `expected` broadcasts to the counts, so mu may have its season: that is then the likelihood ratio CUSUM for a rise
    of all months by `ratio`, which lies above 1. Where phi is above 1, use `ewma` of
    standardised residuals: this gives too many alarms then. A missing month leaves S where it was.
    """
    observed = np.atleast_2d(counts_of(counts))
    if not ratio > 1 or not limit > 0:
        raise ValueError("the ratio lies above 1, the limit above 0")
    reference = (
        np.broadcast_to(np.asarray(expected, dtype=np.float64), observed.shape) * (ratio - 1) / np.log(ratio)
    )
    steps = np.where(np.isfinite(observed), observed - reference, 0.0)
    path, at = np.empty_like(observed), np.zeros(len(observed))
    for month in range(observed.shape[1]):
        at = np.maximum(0.0, at + steps[:, month])
        path[:, month] = at
    return _drift(path, np.full(observed.shape, limit))


def _drift(path: Floats, limit: Floats) -> Drift:
    is_beyond = np.abs(path) > limit
    first = np.where(is_beyond.any(axis=1), is_beyond.argmax(axis=1), -1)
    return Drift(path, limit, is_beyond, first)


def monitor(counts: ArrayLike, months: int = 12, *, weight: float = WEIGHT, width: float = WIDTH) -> Drift:
    """EWMA of the last `months` of each series (series, months) against the trend and season of those before.

    The residuals are Anscombe's, over the standard deviation that is predicted (phi, and the fitted mean being
    uncertain); that the twelve share one fitted mean makes them go together, which the limits do not know. See the
    test for what is left of it. Series of fewer than 36 known months before have no path: NaN.
    """
    found = counts_of(counts)
    residuals = np.full((len(found), months), np.nan)
    rows = np.flatnonzero(np.isfinite(found[:, :-months]).sum(axis=1) >= 36)
    for start in range(0, rows.size, _BLOCK):
        block = rows[start : start + _BLOCK]
        fit = fit_seasonal(found[block, :-months])
        ahead = fit.predict(months)
        spread = fit.phi[:, None] + ahead.mean * ahead.log_variance
        residuals[block] = anscombe(found[block, -months:], ahead.mean) / np.sqrt(spread)
    return ewma(residuals, weight=weight, width=width)


def ewma_run_length(shift: float = 0.0, *, weight: float = WEIGHT, width: float = WIDTH) -> float:
    """Average run length, in months, when the residuals have moved by `shift` standard deviations; limits at their
    widest.

    Crowder's integral equation by Gauss-Legendre quadrature.

    >>> [round(ewma_run_length(shift)) for shift in (0.0, 0.5, 1.0)]
    [500, 42, 11]
    """
    reach = width * np.sqrt(weight / (2 - weight))
    nodes, weights = np.polynomial.legendre.leggauss(64)
    nodes, weights = nodes * reach, weights * reach
    kernel = stats.norm.pdf((nodes - (1 - weight) * nodes[:, None]) / weight - shift) / weight * weights
    lengths = np.linalg.solve(np.eye(64) - kernel, np.ones(64))
    from_start = stats.norm.pdf(nodes / weight - shift) / weight * weights
    return float(1 + from_start @ lengths)


def cusum_run_length(mean: float, reference: float, limit: float, *, per_case: int = _PER_CASE) -> float:
    """Average run length, in months, of S > `limit` for Poisson counts of this mean, from S = 0.

    A Markov chain on S in steps of 1 / `per_case`, to which `reference` and `limit` are rounded: exact when both are
    such multiples.
    """
    step, states = round(reference * per_case), round(limit * per_case) + 1
    come_from = np.arange(states)[:, None]
    jump = np.arange(states) - come_from + step
    is_whole = (jump >= 0) & (jump % per_case == 0)
    chances = stats.poisson.pmf(np.arange(jump.max() // per_case + 1), mean)
    moves = np.where(is_whole, chances[np.maximum(jump, 0) // per_case], 0.0)
    moves[:, 0] = stats.poisson.cdf((step - come_from[:, 0]) // per_case, mean)
    return float(np.linalg.solve(np.eye(states) - moves, np.ones(states))[0])


def cusum_limit(mean: float, reference: float, run_length: float) -> float:
    """The least limit, in steps of one tenth, with an average run length of at least `run_length` months at
    `mean`.

    `run_length` 1 or more; ValueError when a limit of 64 is not enough, as when `reference` is below the mean.

    >>> cusum_limit(4.0, 5.0, run_length=500)
    10.0
    """
    low, high = 0, 20
    while cusum_run_length(mean, reference, high / _PER_CASE) < run_length:
        low, high = high, 2 * high
        if high > 640:
            raise ValueError("no limit up to 64 cases is so seldom passed; choose a larger reference value")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (
            (low, middle)
            if cusum_run_length(mean, reference, middle / _PER_CASE) >= run_length
            else (middle, high)
        )
    return high / _PER_CASE
