"""Maps of small areas: a rate of few counts drawn to the common one, the more so the less it rests on.

Gamma-Poisson empirical Bayes: (O + a) / (E + b). Marshall (1991), "Mapping disease and mortality rates using
empirical Bayes estimators", Applied Statistics 40, 283-294 (moments, in closed form); Clayton & Kaldor (1987),
"Empirical Bayes estimates of age-standardized relative risks for use in disease mapping", Biometrics 43, 671-681
(iterated moments).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from noaber.figures.rules.statistics.arrays import (
    Floats,
    counts_of,
    divided,
    exposures_of,
    same_shape,
    share_of,
)

_STEPS: Final = 500


@dataclass(frozen=True, slots=True)
class GammaPrior:
    """Rates of areas as a gamma distribution of `shape` a and `rate` b; both infinite when areas do not differ."""

    mean: float
    shape: float
    rate: float


@dataclass(frozen=True, slots=True)
class Shrunk:
    """`raw` O / E and `smoothed` (O + a) / (E + b) with limits, one per area; `weight` E / (E + b) is the share of
    its own.

    An area without a count has the common rate, and limits of how areas differ; one without exposure is NaN in `raw`
    only.
    """

    prior: GammaPrior
    raw: Floats
    smoothed: Floats
    lower: Floats
    upper: Floats
    weight: Floats


def shrink(counts: ArrayLike, exposures: ArrayLike, *, confidence: float = 0.95) -> Shrunk:
    """Smooth the rates of areas (one axis) with Marshall's prior; counts may be missing (NaN).

    Exposures are inhabitants or expected counts. The limits are those of the gamma posterior, which takes the prior
    as known. ValueError when no area has a count above zero.

    >>> found = shrink([0, 3, 40, 400], [100, 1_000, 10_000, 150_000])
    >>> found.raw.round(4), found.smoothed.round(4)
    (array([0.    , 0.003 , 0.004 , 0.0027]), array([0.0027, 0.0028, 0.0029, 0.0027]))
    """
    observed, exposed = same_shape(counts_of(counts), exposures_of(exposures))
    prior = marshall(observed, exposed)
    own = np.where(np.isfinite(observed + exposed), exposed, 0.0)
    count = np.where(np.isfinite(observed + exposed), observed, 0.0)
    tail = (1 - share_of(confidence, "confidence")) / 2
    if np.isinf(prior.shape):
        common = np.full(observed.shape, prior.mean)
        return Shrunk(prior, divided(observed, exposed), common, common, common, np.zeros(observed.shape))
    shape, rate = count + prior.shape, own + prior.rate
    return Shrunk(
        prior,
        divided(observed, exposed),
        shape / rate,
        stats.gamma.ppf(tail, shape) / rate,
        stats.gamma.isf(tail, shape) / rate,
        own / rate,
    )


def marshall(counts: ArrayLike, exposures: ArrayLike) -> GammaPrior:
    """By moments: m = sum O / sum E, A = sum E (r - m)^2 / sum E - m / mean E, and b = m / A, a = m b.

    A below zero says that areas differ no more than chance: then the prior has no spread at all.
    Areas without count or exposure are left out; ValueError when there is nothing left but zeros.
    """
    observed, exposed = _known(counts, exposures)
    mean = observed.sum() / exposed.sum()
    spread = (exposed * (observed / exposed - mean) ** 2).sum() / exposed.sum() - mean / exposed.mean()
    if spread <= 0:
        return GammaPrior(float(mean), np.inf, np.inf)
    return GammaPrior(float(mean), float(mean**2 / spread), float(mean / spread))


def clayton_kaldor(counts: ArrayLike, exposures: ArrayLike) -> GammaPrior:
    """Iterated: a / b is the mean of the smoothed rates, a / b^2 = sum (1 + b / E)(smoothed - a / b)^2 / (n - 1).

    Each area counts alike, so for areas of very different size it depends more on the small ones than `marshall`
    does. Without convergence in 500 steps, as when areas do not differ, the prior has no spread. Errors as
    `marshall`.
    """
    observed, exposed = _known(counts, exposures)
    start = marshall(observed, exposed)
    mean = start.mean
    rate = start.rate if np.isfinite(start.rate) else float(exposed.max())
    for _ in range(_STEPS):
        smoothed = (observed + mean * rate) / (exposed + rate)
        mean = float(smoothed.mean())
        variance = float(((1 + rate / exposed) * (smoothed - mean) ** 2).sum() / (observed.size - 1))
        before, rate = rate, mean / variance if variance > 0 else np.inf
        if not rate < 1e6 * exposed.max():
            break
        if abs(rate - before) < 1e-9 * rate:
            return GammaPrior(mean, mean * rate, rate)
    return GammaPrior(start.mean, np.inf, np.inf)


def _known(counts: ArrayLike, exposures: ArrayLike) -> tuple[Floats, Floats]:
    observed, exposed = same_shape(counts_of(counts), exposures_of(exposures))
    is_known = np.isfinite(observed) & np.isfinite(exposed) & (exposed > 0)
    if is_known.sum() < 2 or not observed[is_known].sum() > 0:
        raise ValueError("smoothing takes two areas or more, with at least one count above zero")
    return observed[is_known], exposed[is_known]
