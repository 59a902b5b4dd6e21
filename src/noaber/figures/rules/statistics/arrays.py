"""What goes into every statistic: arrays of counts and exposures, in which a missing figure is NaN and never zero."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


def counts_of(values: ArrayLike, name: str = "counts") -> Floats:
    """Counts as floats. NaN is a count that is not known; ValueError for one below zero or that is not whole.

    >>> counts_of([3, 0, float("nan")])
    array([ 3.,  0., nan])
    >>> counts_of([2.5])
    Traceback (most recent call last):
    ValueError: counts are whole numbers of zero or more, or NaN when missing; not 2.5
    """
    counts = np.asarray(values, dtype=np.float64)
    wrong = (counts < 0) | np.isinf(counts) | (np.isfinite(counts) & (counts != np.floor(counts)))
    if wrong.any():
        found = counts[wrong].flat[0]
        raise ValueError(f"{name} are whole numbers of zero or more, or NaN when missing; not {found:g}")
    return counts


def exposures_of(values: ArrayLike, name: str = "exposures") -> Floats:
    """Inhabitants, expected counts or months: zero or more, or NaN when missing; ValueError for anything else."""
    exposures = np.asarray(values, dtype=np.float64)
    wrong = (exposures < 0) | np.isinf(exposures)
    if wrong.any():
        raise ValueError(f"{name} are zero or more, or NaN when missing; not {exposures[wrong].flat[0]:g}")
    return exposures


def share_of(value: float, name: str) -> float:
    """A level, a confidence: between zero and one, neither of them; ValueError for anything else."""
    if not 0 < value < 1:
        raise ValueError(f"{name} is between 0 and 1, not {value:g}")
    return value


def same_shape(*arrays: NDArray[Any]) -> list[NDArray[Any]]:
    """The arrays made alike by the rules of numpy; ValueError when they do not go together."""
    return list(np.broadcast_arrays(*arrays))


def divided(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """`numerator` / `denominator`, and NaN where the denominator is zero: nothing can be said there.

    >>> divided([1.0, 1.0], [4.0, 0.0])
    array([0.25,  nan])
    """
    above, below = np.broadcast_arrays(np.asarray(numerator, float), np.asarray(denominator, float))
    quotient = np.full(above.shape, np.nan)
    np.divide(above, below, out=quotient, where=below > 0)
    return quotient
