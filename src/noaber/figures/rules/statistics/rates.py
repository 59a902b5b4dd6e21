"""Counts per 1,000 inhabitants with an interval, windows of twelve months, and how a change may be told.

Byar's approximation: Breslow & Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69. Exact limits:
Garwood (1936), Biometrika 28, 437-442. Which of both: the public health data techniques guidance of the UK Health
Security Agency (Byar from 10 on, exact below).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from noaber.figures.rules.small_numbers import may_be_percentage
from noaber.figures.rules.statistics.arrays import (
    Floats,
    counts_of,
    divided,
    exposures_of,
    same_shape,
    share_of,
)

BYAR_FROM: Final = 10
"""From this count on Byar's approximation, below it the exact limits."""
Months = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates per `per` inhabitants, arrays in the shape of the counts; NaN where count or inhabitants are missing."""

    rate: Floats
    lower: Floats
    upper: Floats
    per: int
    confidence: float


def poisson_interval(counts: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Two-sided limits of the mean behind each count, in the shape of `counts`: Byar from 10 on, exact below.

    NaN stays NaN. ValueError for a count that is not whole or below zero.

    >>> lower, upper = poisson_interval([0, 8, 381])
    >>> [(round(float(low), 2), round(float(high), 2)) for low, high in zip(lower, upper)]
    [(0.0, 3.69), (3.45, 15.76), (343.7, 421.25)]
    """
    found = counts_of(counts)
    tail = (1 - share_of(confidence, "confidence")) / 2
    is_small = found < BYAR_FROM
    exact, near = garwood(found, tail), byar(found, tail)
    return np.where(is_small, exact[0], near[0]), np.where(is_small, exact[1], near[1])


def garwood(counts: Floats, tail: float) -> tuple[Floats, Floats]:
    """Exact limits with `tail` on either side: half the chi-squared quantiles at 2O and 2O + 2 degrees of freedom."""
    lower = np.where(counts == 0, 0.0, stats.chi2.ppf(tail, 2 * np.where(counts == 0, 1, counts)) / 2)
    upper: Floats = stats.chi2.ppf(1 - tail, 2 * counts + 2) / 2
    return lower, upper


def byar(counts: Floats, tail: float) -> tuple[Floats, Floats]:
    """Byar's limits: O (1 - 1/(9O) - z/(3 sqrt O))^3, and the same with + z for O + 1."""
    z = float(stats.norm.ppf(1 - tail))
    some, more = np.maximum(counts, 1), counts + 1
    lower = counts * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    return lower, more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3


def rates(counts: ArrayLike, inhabitants: ArrayLike, *, per: int = 1_000, confidence: float = 0.95) -> Rates:
    """`per` * count / inhabitants with the limits of `poisson_interval`; the two arrays broadcast.

    A year has its mean population, a window of twelve months that of 1 January of its last year
    (`window_inhabitants`). Nobody living there (0) has no rate: NaN. ValueError for negative numbers and counts that
    are not whole.

    >>> found = rates([381, 8], [158_986, 1_654])
    >>> for rate, low, high in zip(found.rate, found.lower, found.upper):
    ...     print(f"{rate:.2f} [{low:.2f}; {high:.2f}]")
    2.40 [2.16; 2.65]
    4.84 [2.09; 9.53]
    """
    found, people = same_shape(counts_of(counts), exposures_of(inhabitants, "inhabitants"))
    lower, upper = poisson_interval(found, confidence=confidence)
    return Rates(
        per * divided(found, people),
        per * divided(lower, people),
        per * divided(upper, people),
        per,
        confidence,
    )


def window_totals(counts: ArrayLike, months: Months, *, length: int = 12) -> Floats:
    """Totals of the `length` months that end with each month, in the shape of `counts` (..., months).

    A window that begins before the first month, or in which one month is missing, has no total: NaN. ValueError
    unless `months` (datetime64[M], as long as the last axis) follow each other: eleven rows before are then eleven
    months before.

    >>> months = np.arange("2018-11", "2019-03", dtype="datetime64[M]")
    >>> window_totals([[1, 2, 3, 4], [1, float("nan"), 3, 4]], months, length=2)
    array([[nan,  3.,  5.,  7.], [nan, nan, nan,  7.]])
    """
    found = counts_of(counts)
    if length < 1:
        raise ValueError("a window has one month or more")
    if found.shape[-1] != len(months) or (np.diff(months.astype("datetime64[M]").astype(int)) != 1).any():
        raise ValueError("every month has its column, in order and without gaps; a missing figure is NaN")
    totals = np.full(found.shape, np.nan)
    if len(months) >= length:
        windows = np.lib.stride_tricks.sliding_window_view(found, length, axis=-1)
        totals[..., length - 1 :] = windows.sum(axis=-1)
    return totals


def window_inhabitants(inhabitants: ArrayLike, years: ArrayLike, months: Months) -> Floats:
    """Who lived there on 1 January of the year in which each month falls: (..., years) becomes (..., months).

    For windows of twelve months, named by their last. A year that is not there gives NaN.

    >>> window_inhabitants([100, 110], [2018, 2019], np.array(["2018-12", "2019-01", "2020-01"], "datetime64[M]"))
    array([100., 110.,  nan])
    """
    people, known = exposures_of(inhabitants, "inhabitants"), np.asarray(years, dtype=np.int64)
    wanted = months.astype("datetime64[Y]").astype(np.int64) + 1970
    at = {int(year): index for index, year in enumerate(known)}
    padded = np.concatenate([people, np.full((*people.shape[:-1], 1), np.nan)], axis=-1)
    return np.asarray(padded[..., [at.get(int(year), -1) for year in wanted]])


@dataclass(frozen=True, slots=True)
class ToldChange:
    """From one count to another as it may be told. `percentage` (one decimal, half up) is None for small numbers."""

    before: int
    after: int
    percentage: Decimal | None


def told_change(before: int, after: int) -> ToldChange:
    """As a percentage when neither count is small (`rules.small_numbers`), and else only as the two counts.

    A percentage is a way to tell it and no proof that anything changed: that is `comparison.compare`.
    ValueError for a count below zero.

    >>> told_change(9_311, 6_083).percentage, told_change(2, 6).percentage, told_change(0, 80).percentage
    (Decimal('-34.7'), None, None)
    """
    if min(before, after) < 0:
        raise ValueError("a count is zero or more")
    if not may_be_percentage(before, after):
        return ToldChange(before, after, None)
    share = Fraction(after - before, before) * 1_000
    tenths = (Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    return ToldChange(before, after, tenths / 10)
