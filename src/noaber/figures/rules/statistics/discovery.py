"""Many series looked at in one month: how many alarms chance alone gives, and which stand out from so many.

Benjamini & Hochberg (1995), "Controlling the false discovery rate", J. R. Statist. Soc. B 57, 289-300; Benjamini &
Yekutieli (2001), "The control of the false discovery rate in multiple testing under dependency", Ann. Statist. 29,
1165-1188.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from noaber.figures.rules.statistics.arrays import Floats, share_of


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """q-values, in the shape of `p_values`: flag q < .05, and at most one in twenty of the flags is false on average.

    For tests that are independent or go up together (as series of neighbours do). A NaN was not tested: it stays NaN
    and does not count. ValueError for a p-value outside 0 to 1.

    >>> [round(float(each), 3) for each in benjamini_hochberg([0.01, 0.02, 0.03, 0.5])]
    [0.04, 0.04, 0.04, 0.5]
    """
    return _stepped_up(p_values, lambda count: 1.0)


def benjamini_yekutieli(p_values: ArrayLike) -> Floats:
    """q-values that hold whatever the tests have to do with each other; stricter by 1 + 1/2 + ... + 1/m.

    Shapes, NaN and errors as `benjamini_hochberg`.

    >>> [round(float(each), 4) for each in benjamini_yekutieli([0.01, 0.02])]
    [0.03, 0.03]
    """
    return _stepped_up(p_values, lambda count: float(np.sum(1 / np.arange(1, count + 1))))


def _stepped_up(p_values: ArrayLike, factor_of: Callable[[int], float]) -> Floats:
    values = np.asarray(p_values, dtype=np.float64)
    if ((values < 0) | (values > 1)).any():
        raise ValueError("a p-value is between 0 and 1")
    q_values = np.full(values.shape, np.nan)
    is_tested = np.isfinite(values)
    tested = values[is_tested]
    if tested.size:
        order = np.argsort(tested)[::-1]
        ranks = np.arange(tested.size, 0, -1)
        stepped = np.minimum.accumulate(tested[order] * factor_of(tested.size) * tested.size / ranks)
        found = np.empty_like(tested)
        found[order] = np.minimum(stepped, 1.0)
        q_values[is_tested] = found
    return q_values


@dataclass(frozen=True, slots=True)
class FalseAlarmBudget:
    """What chance alone does in one month: `tested` series, each with a probability `level` of a false alarm."""

    tested: int
    level: float

    def __post_init__(self) -> None:
        share_of(self.level, "the level")
        if self.tested < 0:
            raise ValueError("a number of series is zero or more")

    @property
    def expected(self) -> float:
        """False alarms to expect when nothing is going on anywhere."""
        return self.tested * self.level

    def at_most(self, confidence: float = 0.95) -> int:
        """As many or fewer in `confidence` of the months when nothing is going on; the series taken as independent.

        >>> FalseAlarmBudget(4_408, 0.001).at_most(0.95)
        8
        """
        return int(stats.binom.ppf(share_of(confidence, "confidence"), self.tested, self.level))

    def chance_of(self, alarms: int) -> float:
        """The probability of this many alarms, or more, when nothing is going on.

        >>> budget = FalseAlarmBudget(tested=4_408, level=0.001)
        >>> round(budget.expected, 1), round(budget.chance_of(5), 2), f"{budget.chance_of(20):.0e}"
        (4.4, 0.45, '5e-08')
        """
        return float(stats.binom.sf(alarms - 1, self.tested, self.level))
