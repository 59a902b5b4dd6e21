"""What may be said of a ratio: fewer, more, or that it cannot be told. Never more than its interval says."""

from enum import StrEnum

import numpy as np


class Verdict(StrEnum):
    """In the words that are shown."""

    FEWER = "minder"
    MORE = "meer"
    UNKNOWN = "niet vast te stellen"


def verdict_of(lower: float, upper: float) -> Verdict:
    """Of the interval of a ratio: FEWER when it lies wholly below 1, MORE when above, and else UNKNOWN.

    That 1 lies within it does not say that nothing changed. NaN says nothing.

    >>> [str(verdict_of(*each)) for each in [(0.6, 0.9), (1.1, 2.0), (0.6, 1.0), (float("nan"), 0.5)]]
    ['minder', 'meer', 'niet vast te stellen', 'niet vast te stellen']
    """
    if not (np.isnan(lower) or np.isnan(upper)):
        if upper < 1:
            return Verdict.FEWER
        if lower > 1:
            return Verdict.MORE
    return Verdict.UNKNOWN
