"""How sure a signal is, in one of three words: by its q-value, and by how many false alarms the month is to expect."""

import math
from enum import StrEnum
from typing import Final

SURE: Final = 0.05
LIKELY: Final = 0.5


class Certainty(StrEnum):
    SURE = "sure"
    LIKELY = "likely"
    CHANCE = "chance"


def certainty(q_value: float | None, *, signals: int, expected: float) -> Certainty:
    """`signals`: how many the month has; `expected`: how many chance alone gives (the budget of the month).

    Sure: of all signals that are so sure at most one in twenty is chance (Benjamini-Hochberg, q <= .05). Likely: fewer
    than half of them (q <= .5), in a month with at least twice as many signals as chance gives. Otherwise chance
    explains it as well.

    >>> certainty(0.01, signals=1, expected=4.4)
    <Certainty.SURE: 'sure'>
    >>> certainty(0.3, signals=9, expected=4.4), certainty(0.3, signals=5, expected=4.4)
    (<Certainty.LIKELY: 'likely'>, <Certainty.CHANCE: 'chance'>)
    >>> certainty(0.6, signals=20, expected=4.4), certainty(None, signals=20, expected=4.4)
    (<Certainty.CHANCE: 'chance'>, <Certainty.CHANCE: 'chance'>)
    """
    if q_value is None or math.isnan(q_value):
        return Certainty.CHANCE
    if q_value <= SURE:
        return Certainty.SURE
    is_busy = signals >= 2 * expected
    return Certainty.LIKELY if q_value <= LIKELY and is_busy else Certainty.CHANCE


def chance_among(signals: int, expected: float, *, sure: int = 0) -> int:
    """How many of the signals of a month are about chance, in whole signals: never more than are not sure.

    >>> chance_among(9, 4.408), chance_among(3, 4.4), chance_among(9, 4.408, sure=7), chance_among(0, 0.5)
    (4, 3, 2, 0)
    """
    return min(signals - sure, math.floor(expected + 0.5))
