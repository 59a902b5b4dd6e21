"""The funnel: which areas lie further from the common rate than areas do among themselves. No league table.

Spiegelhalter (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine 24, 1185-1202:
exact limits for counts (A.1.1), z-scores on the square root, winsorised overdispersion (A.3.2) and the additive
random effects model (A.3.3); the latter with the moments of DerSimonian & Laird (1986), Controlled Clinical Trials 7,
177-188.

Limits from Poisson alone belong in no comparison of municipalities: they count every real difference between a city
and a village as remarkable. They are here to show what the adjustment does.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from noaber.figures.rules.statistics.arrays import Flags, Floats, counts_of, divided, exposures_of, same_shape
from noaber.figures.rules.statistics.discovery import benjamini_hochberg

INNER: Final = 0.95
OUTER: Final = 0.998
"""The levels of the limits; the outer is about three standard deviations (3.09)."""
WINSORISED: Final = 0.10


@dataclass(frozen=True, slots=True)
class Funnel:
    """All arrays have one number per area; NaN where its count or exposure is missing (or nobody lives there).

    `ratio` is observed / expected at the common rate. `z_poisson` and `z` are standardised on the square root,
    without and with the variance `tau2` between areas; `q` is Benjamini-Hochberg of the latter. `phi_raw` and `phi`
    are the mean squared `z_poisson`, the second after winsorising. The flags are those outside the 99.8 % limits.
    """

    rate: float
    expected: Floats
    ratio: Floats
    z_poisson: Floats
    z: Floats
    q: Floats
    phi_raw: float
    phi: float
    tau2: float
    is_outside_poisson: Flags
    is_outside: Flags


def funnel(counts: ArrayLike, exposures: ArrayLike, *, winsorised: float = WINSORISED) -> Funnel:
    """Compare areas, each one count and exposure (inhabitants, or an expected count of another kind).

    `winsorised` is the share on either side that is pulled in before overdispersion is estimated, so that the one
    that really differs does not widen the limits for itself. With fewer than two areas there is nothing to compare:
    ValueError.
    """
    observed, exposed = same_shape(counts_of(counts), exposures_of(exposures))
    is_there = np.isfinite(observed) & np.isfinite(exposed) & (exposed > 0)
    if is_there.sum() < 2 or observed[is_there].sum() == 0:
        raise ValueError("a funnel compares two areas or more, with at least one count above zero")
    if not 0 <= winsorised < 0.5:
        raise ValueError("winsorise a share from 0 to under one half on either side")
    rate = float(observed[is_there].sum() / exposed[is_there].sum())
    expected = np.where(is_there, rate * exposed, np.nan)
    ratio = divided(observed, expected)
    deviation, error = np.sqrt(ratio) - 1, 1 / (2 * np.sqrt(expected))
    z_poisson = deviation / error
    pulled_in = winsorise(z_poisson[is_there], winsorised)
    phi = float(np.mean(pulled_in**2))
    tau2 = between_variance(phi, 1 / error[is_there] ** 2)
    z = deviation / np.sqrt(error**2 + tau2)
    outer = float(stats.norm.ppf(0.5 + OUTER / 2))
    return Funnel(
        rate,
        expected,
        ratio,
        z_poisson,
        z,
        benjamini_hochberg(2 * stats.norm.sf(np.abs(z))),
        float(np.mean(z_poisson[is_there] ** 2)),
        phi,
        tau2,
        np.abs(z_poisson) > outer,
        np.abs(z) > outer,
    )


def winsorise(values: Floats, share: float) -> Floats:
    """Values beyond the quantiles `share` and 1 - `share` pulled in to them.

    >>> winsorise(np.array([-9.0, -1.0, 0.0, 1.0, 9.0]), 0.25)
    array([-1., -1.,  0.,  1.,  1.])
    """
    low, high = np.quantile(values, [share, 1 - share])
    return np.clip(values, low, high)


def between_variance(phi: float, weights: Floats) -> float:
    """tau^2 between areas by moments, never below zero; `weights` are 1 / s^2 and `phi` the mean squared z-score.

    >>> [between_variance(phi, np.array([4.0, 4.0, 4.0])) for phi in (0.5, 2.0)]
    [0.0, 0.5]
    """
    count, total = weights.size, float(weights.sum())
    spread = total - float((weights**2).sum()) / total
    return max(0.0, (count * phi - (count - 1)) / spread)


@dataclass(frozen=True, slots=True)
class Limits:
    """Of the ratio observed / expected, in the shape of the expected counts they were asked for."""

    lower: Floats
    upper: Floats


def poisson_limits(expected: ArrayLike, level: float = OUTER) -> Limits:
    """Exact limits of O/E, drawn smoothly between whole counts as Spiegelhalter does (A.1.1); `expected` above zero.

    For each tail p: r is the least whole number with P(O <= r) >= p, and r - (P(O <= r) - p) / P(O = r) the limit.
    """
    mean = exposures_of(expected, "expected counts")
    tail = (1 - level) / 2
    return Limits(
        np.maximum(_interpolated(mean, tail), 0.0) / mean,
        _interpolated(mean, 1 - tail) / mean,
    )


def _interpolated(mean: Floats, p: float) -> Floats:
    whole = stats.poisson.ppf(p, mean)
    limit: Floats = whole - (stats.poisson.cdf(whole, mean) - p) / stats.poisson.pmf(whole, mean)
    return limit


def adjusted_limits(expected: ArrayLike, tau2: float, level: float = OUTER) -> Limits:
    """Limits of O/E with `tau2` between areas: (1 +- z sqrt(s^2 + tau^2))^2 with s = 1 / (2 sqrt(E)); `expected`
    above 0.

    These are the limits that `Funnel.is_outside` goes by.

    >>> limits = adjusted_limits([25.0, 400.0], tau2=0.0, level=0.95)
    >>> [(round(float(low), 3), round(float(high), 3)) for low, high in zip(limits.lower, limits.upper)]
    [(0.646, 1.43), (0.904, 1.1)]
    """
    mean = exposures_of(expected, "expected counts")
    z = float(stats.norm.ppf(0.5 + level / 2))
    reach = z * np.sqrt(1 / (4 * mean) + tau2)
    return Limits(np.maximum(1 - reach, 0.0) ** 2, (1 + reach) ** 2)
