"""How sure a signal is, in one of three words: by its q-value, and by how many false alarms the month is to expect."""

import math
from enum import StrEnum
from itertools import accumulate
from typing import Final

SURE: Final = 0.05
LIKELY: Final = 0.5
UNUSUAL: Final = 0.05
"""How seldom chance may give as many signals in a month, for some of them to be called likely."""


class Certainty(StrEnum):
    SURE = "sure"
    LIKELY = "likely"
    CHANCE = "chance"


def certainty(q_value: float | None, *, signals: int, expected: float) -> Certainty:
    """`signals`: how many the month has; `expected`: how many chance alone gives (the budget of the month).

    Sure: of all signals that are so sure at most one in twenty is chance (Benjamini-Hochberg, q <= .05). Likely: fewer
    than half of them (q <= .5), in a month with more signals than chance gives in one month of twenty. Otherwise
    chance explains it as well: where half a signal is to be expected, one says nothing.

    >>> certainty(0.01, signals=1, expected=0.5), certainty(0.3, signals=1, expected=0.5)
    (<Certainty.SURE: 'sure'>, <Certainty.CHANCE: 'chance'>)
    >>> certainty(0.3, signals=9, expected=4.4), certainty(0.3, signals=5, expected=4.4)
    (<Certainty.LIKELY: 'likely'>, <Certainty.CHANCE: 'chance'>)
    >>> certainty(0.6, signals=20, expected=4.4), certainty(None, signals=20, expected=4.4)
    (<Certainty.CHANCE: 'chance'>, <Certainty.CHANCE: 'chance'>)
    """
    if q_value is None or math.isnan(q_value):
        return Certainty.CHANCE
    if q_value <= SURE:
        return Certainty.SURE
    is_busy = at_least(signals, expected) <= UNUSUAL
    return Certainty.LIKELY if q_value <= LIKELY and is_busy else Certainty.CHANCE


def at_least(count: int, expected: float) -> float:
    """The chance of so many or more where so many are expected (Poisson).

    >>> [round(at_least(count, 0.5), 3) for count in range(4)]
    [1.0, 0.393, 0.09, 0.014]
    >>> round(at_least(400, 400), 3), at_least(900, 20), at_least(1, 0)
    (0.507, 0.0, 0.0)
    """
    exactly = accumulate(
        range(1, count), lambda chance, k: chance * expected / k, initial=math.exp(-expected)
    )
    return max(0.0, 1 - math.fsum(exactly)) if count else 1.0


def chance_among(signals: int, expected: float, *, sure: int = 0) -> int:
    """How many of the signals of a month are about chance, in whole signals: never more than are not sure.

    >>> chance_among(9, 4.408), chance_among(3, 4.4), chance_among(9, 4.408, sure=7), chance_among(0, 0.5)
    (4, 3, 2, 0)
    """
    return min(signals - sure, math.floor(expected + 0.5))
