"""What a month would have been: a log-linear model with trend and season for many series at once.

Farrington, Andrews, Beale & Catchpole (1996), "A statistical algorithm for the early detection of outbreaks of
infectious disease", J. R. Statist. Soc. A 159, 547-563; Noufaily et al. (2013), "An improved algorithm for outbreak
detection in multiple surveillance systems", Statistics in Medicine 32, 1206-1222 (quasi-Poisson, Anscombe residuals,
weights).

    log mu_t = level + growth * years_t + season[month of t]          variance of y_t = phi * mu_t

Two things are done for months and for small municipalities. Season is twelve effects rather than smooth waves,
because New Year's Eve is no wave; and these and the growth are held by a ridge, as random effects with standard
deviation 1/2. Where there are cases it gives way; in a village where no January ever had a case, January does not
become impossible.

All series of a block are fitted together: Fisher scoring, of which the normal equations (14 x 14) reduce to a
diagonal of twelve and a 2 x 2 (Schur complement), so that a step is two matrix products over all series.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy import stats

from noaber.figures.rules.statistics.arrays import Flags, Floats, Whole

MONTHS: Final = 12
RIDGE: Final = 4.0
"""1 / variance of the twelve effects and of the growth per year: a standard deviation of 1/2 on the log scale."""
DOWN_WEIGHTED_FROM: Final = float(stats.norm.ppf(0.995))
"""2.58: a past month further above what was expected is an outbreak, and weighs less (Noufaily et al. 2013)."""
_NO_GROWTH: Final = 1e12
_STEPS: Final = 30
_CLOSE: Final = 1e-4
"""A step smaller than this is the last: the error left is about its square."""
_LARGEST_STEP: Final = 2.0
_REWEIGHTED: Final = 2
"""Once in the papers; twice here, because an outbreak among five Januaries first raises what a January is."""
_LEAST_LEVEL: Final = -8.0


@dataclass(frozen=True, slots=True)
class Ridge:
    """What holds the twelve effects (one number) and the growth of each series (n,)."""

    season: float
    growth: Floats


@dataclass(frozen=True, slots=True)
class Information:
    """X'WX + ridge for each of n series, in its parts."""

    months: Floats
    """D (n, 12), with the ridge: the diagonal of the twelve effects."""
    between: Floats
    """B D^-1 (n, 2, 12): of level and growth with the twelve."""
    top: Floats
    """The inverse of A - B D^-1 B' (n, 3): level, level x growth, growth."""
    parameters: Floats
    """Effective number of parameters (n,): 14 less what the ridge takes away, the trace of (X'WX + R)^-1 R."""

    @classmethod
    def of(cls, weights: Floats, ridge: Ridge) -> "Information":
        """From the working weights in their grid (n, years, 12)."""
        plain, timed, squared = _moments(weights, 3)
        months = plain + ridge.season
        raw = np.stack([plain, timed], axis=1)
        between = raw / months[:, None, :]
        level = (plain - raw[:, 0] * between[:, 0]).sum(axis=1)
        cross = (timed - raw[:, 0] * between[:, 1]).sum(axis=1)
        growth = (squared - raw[:, 1] * between[:, 1]).sum(axis=1) + ridge.growth
        top = np.stack([growth, -cross, level], axis=1) / (level * growth - cross**2)[:, None]
        one, two = between[:, 0], between[:, 1]
        diagonal = 1 / months + _quadratic(top, one, two)
        parameters = 2 + MONTHS - ridge.season * diagonal.sum(axis=1) - ridge.growth * top[:, 2]
        return cls(months, between, top, parameters)

    def solve(self, top: Floats, months: Floats) -> tuple[Floats, Floats]:
        """The step for a score of (n, 2) and (n, 12), in the same shapes."""
        left = top - (self.between * months[:, None, :]).sum(axis=2)
        level = self.top[:, 0] * left[:, 0] + self.top[:, 1] * left[:, 1]
        growth = self.top[:, 1] * left[:, 0] + self.top[:, 2] * left[:, 1]
        step = np.stack([level, growth], axis=1)
        return step, months / self.months - (self.between * step[:, :, None]).sum(axis=1)

    def variance(self, years: Floats, season: Whole) -> Floats:
        """x' (X'WX + ridge)^-1 x of n series, in the months asked for: (n, ...) with the shape of `years`."""
        level = 1 - self.between[:, 0, season]
        growth = years - self.between[:, 1, season]
        return 1 / self.months[:, season] + _quadratic(self.top, level, growth)


def _quadratic(top: Floats, level: Floats, growth: Floats) -> Floats:
    a, b, c = (top[:, at].reshape(-1, *[1] * (level.ndim - 1)) for at in range(3))
    return np.asarray(a * level**2 + 2 * b * level * growth + c * growth**2)


@dataclass(frozen=True, slots=True)
class Prediction:
    """Of n series for some months after the baseline, (n, months): the mean, and the variance of its logarithm."""

    mean: Floats
    log_variance: Floats


@dataclass(frozen=True, slots=True)
class SeasonalFit:
    """Of n series. `phi` (n,) is never below 1; `freedom` (n,) is how many degrees of freedom it rests on."""

    level: Floats
    growth: Floats
    season: Floats
    phi: Floats
    freedom: Floats
    information: Information

    def predict(self, months: int = 1) -> Prediction:
        """The first `months` months after the baseline; the variance of the logarithm is phi x' (X'WX + ridge)^-1 x."""
        ahead = np.arange(months)
        years, season = ahead / MONTHS, ahead % MONTHS
        log_mean = self.level[:, None] + self.growth[:, None] * years + self.season[:, season]
        variance = self.phi[:, None] * self.information.variance(years, season)
        return Prediction(np.exp(np.clip(log_mean, 2 * _LEAST_LEVEL, 20.0)), variance)

    def mean(self, years: int) -> Floats:
        """The fitted mean of the last `years` years, in their grid (n, years, 12)."""
        log_mean = self.growth[:, None, None] * _grid(years)
        log_mean += self.level[:, None, None] + self.season[:, None, :]
        np.clip(log_mean, 2 * _LEAST_LEVEL, 20.0, out=log_mean)
        return np.asarray(np.exp(log_mean, out=log_mean))


def fit_seasonal(counts: Floats, *, ridge: float = RIDGE) -> SeasonalFit:
    """Fit n series of past months, shape (n, months), oldest first; NaN is a month that is not known and is left out.

    Then again with the months that stood out weighing less. A growth that would carry the first month
    after the baseline above every month in it is not believed, and left out (Farrington et al. 1996, section 3.2).
    Each series needs more known months than parameters (at most 14); the caller sees to that.

    `phi` is Pearson's estimate, in which a month that stands out counts as if it were 2.58 standard errors above:
    with the weights of the mean (1/s^2) it would be too small in quiet years, and alarms too many.
    """
    years = -(-counts.shape[1] // MONTHS)
    grid = np.full((len(counts), years * MONTHS), np.nan)
    grid[:, grid.shape[1] - counts.shape[1] :] = counts
    known = np.isfinite(grid).reshape(-1, years, MONTHS)
    observed = np.where(known, grid.reshape(known.shape), 0.0)
    held = Ridge(ridge, np.full(len(counts), ridge))
    weights = known.astype(float)
    fit = _with_phi(_fitted(observed, weights, held, None), observed, known, weights)
    for _ in range(_REWEIGHTED):
        residual = _standardised(fit, observed)
        weights = _weights(residual, known)
        counted = known * np.minimum(1, DOWN_WEIGHTED_FROM / residual) ** 2
        fit = _with_phi(_fitted(observed, weights, held, fit), observed, known, counted)
    rows = np.flatnonzero(fit.predict().mean[:, 0] > observed.max(axis=(1, 2), initial=0.0))
    if rows.size:
        no_growth = Ridge(ridge, np.full(rows.size, _NO_GROWTH))
        flat = _fitted(observed[rows], weights[rows], no_growth, None)
        fit = _replaced(fit, rows, _with_phi(flat, observed[rows], known[rows], counted[rows]))
    return fit


def _grid(years: int) -> Floats:
    """Years before the month after the baseline (so below 0), shape (years, 12)."""
    return np.arange(-years * MONTHS, 0).reshape(years, MONTHS) / MONTHS


def _moments(values: Floats, number: int) -> Floats:
    """Sums over the years of values x t^k, for k from 0 to under `number`: (number, n, 12)."""
    powers = _grid(values.shape[1]) ** np.arange(number)[:, None, None]
    return np.asarray(np.einsum("nym,kym->knm", values, powers))


def _fitted(observed: Floats, weights: Floats, ridge: Ridge, start: SeasonalFit | None) -> SeasonalFit:
    fit = _start(observed, weights, ridge) if start is None else start
    for _ in range(_STEPS):
        mean = fit.mean(observed.shape[1])
        information = Information.of(weights * mean, ridge)
        plain, timed = _moments(weights * (observed - mean), 2)
        score = np.stack([plain.sum(axis=1), timed.sum(axis=1) - ridge.growth * fit.growth], axis=1)
        step, season = information.solve(score, plain - ridge.season * fit.season)
        size = np.abs(step).sum(axis=1) + np.abs(season).max(axis=1)
        damped = np.minimum(1, _LARGEST_STEP / np.maximum(size, _LARGEST_STEP))[:, None]
        step, season = damped * step, damped * season
        level = np.maximum(fit.level + step[:, 0], _LEAST_LEVEL)
        is_moving = (size > _CLOSE) & (np.maximum(level, fit.level) > _LEAST_LEVEL)
        fit = replace(
            fit,
            level=level,
            growth=fit.growth + step[:, 1],
            season=fit.season + season,
            information=information,
        )
        if not is_moving.any():
            break
    return fit


def _start(observed: Floats, weights: Floats, ridge: Ridge) -> SeasonalFit:
    """The mean, no growth, and for each month its count against the mean, drawn to it as a gamma prior would."""
    counted, weighed = (weights * observed).sum(axis=1), weights.sum(axis=1)
    average = counted.sum(axis=1) / np.maximum(weighed.sum(axis=1), 1)
    average = np.maximum(average, np.exp(_LEAST_LEVEL))
    season = np.log((counted + RIDGE) / (average[:, None] * weighed + RIDGE))
    nothing = np.zeros(len(observed))
    information = Information.of(weights * average[:, None, None], ridge)
    return SeasonalFit(np.log(average), nothing, season, nothing + 1, nothing, information)


def _with_phi(fit: SeasonalFit, observed: Floats, known: Flags, weights: Floats) -> SeasonalFit:
    mean = fit.mean(observed.shape[1])
    pearson = (weights * (observed - mean) ** 2 / mean).sum(axis=(1, 2))
    freedom = np.maximum(known.sum(axis=(1, 2)) - fit.information.parameters, 1.0)
    return replace(fit, phi=np.maximum(1.0, pearson / freedom), freedom=freedom)


def anscombe(observed: Floats, mean: Floats) -> Floats:
    """Anscombe residuals of Poisson counts: 3/2 (y^(2/3) - mu^(2/3)) / mu^(1/6)."""
    root = np.cbrt(mean)
    return np.asarray(1.5 * (np.cbrt(observed) ** 2 - root**2) / np.sqrt(root))


def _standardised(fit: SeasonalFit, observed: Floats) -> Floats:
    """Anscombe residuals over sqrt(phi (1 - h)), those below 1 as 1: only what stands out above matters here."""
    years = observed.shape[1]
    mean = fit.mean(years)
    leverage = mean * fit.information.variance(
        _grid(years), np.broadcast_to(np.arange(MONTHS), (years, MONTHS))
    )
    scale = np.sqrt(fit.phi[:, None, None] * (1 - np.minimum(leverage, 0.99)))
    return np.asarray(np.maximum(anscombe(observed, mean) / scale, 1.0))


def _weights(residual: Floats, known: Flags) -> Floats:
    """gamma / s^2 where the standardised residual s is above 2.58 and else gamma; they add up to the known months."""
    weights = known / np.where(residual > DOWN_WEIGHTED_FROM, residual, 1.0) ** 2
    total = weights.sum(axis=(1, 2), keepdims=True)
    return np.asarray(weights * known.sum(axis=(1, 2), keepdims=True) / np.maximum(total, 1e-9))


def _replaced(fit: SeasonalFit, rows: Whole, other: SeasonalFit) -> SeasonalFit:
    """`fit` with the series `rows` taken from `other`."""

    def merged(whole: Floats, part: Floats) -> Floats:
        found = np.copy(whole)
        found[rows] = part
        return found

    of_fit = ("level", "growth", "season", "phi", "freedom")
    of_information = ("months", "between", "top", "parameters")
    parts = (
        merged(getattr(fit.information, each), getattr(other.information, each)) for each in of_information
    )
    own = {each: merged(getattr(fit, each), getattr(other, each)) for each in of_fit}
    return replace(fit, **own, information=Information(*parts))
