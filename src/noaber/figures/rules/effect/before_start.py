"""Whether both groups went alike before the start, and what a line that was there already would give by itself.

A test that finds nothing proves little (Roth 2022, AER: Insights 4, 305-322), and one that only just finds nothing
proves less. So the burden of proof is turned round, on the scale of the outcome (Bilinski & Hatfield 2026, "Nothing to
see here? A non-inferiority approach to parallel trends", Statistics in Medicine, arXiv:1805.03273; Dette & Schumann
2024, J. Business & Economic Statistics, doi:10.1080/07350015.2024.2308121): the groups went alike only where nothing
was found, and no line that the months before leave room for gives by itself as large a difference as was found.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf, log
from typing import Final

from noaber.figures.rules.effect.measuring import Measured
from noaber.figures.rules.statistics.measures import PRE_TREND_LEVEL

CLEAR_LEVEL: Final = 0.1
"""From this p-value of the joint test on, the quarters before the start show nothing; under it, it is doubtful."""


class Alike(StrEnum):
    """In the order of what is said first."""

    UNKNOWN = "there is no quarter to see it by"
    APART = "the quarters ran apart, so that nothing is said of after"
    DOUBTFUL = "the quarters, the line, or both are not clearly alike"
    NOT_SHOWN = "nothing was found, but a line that makes the difference by itself is not ruled out"
    SHOWN = "nothing was found, and no such line is left"


class Beside(StrEnum):
    """What the line would give by itself, beside the difference that was found."""

    OPPOSITE = "to the other side"
    LESS = "less"
    AS_LARGE = "as large or larger"


@dataclass(frozen=True, slots=True)
class Line:
    """How the group that started ran to or from the others, each year before the start; all are ratios.

    `alone`: what the line gives by itself, from the middle of the months before to that of those after, which is what
    the outcome compares; `most`: the same of the end of its interval that gives most, in either direction.
    """

    yearly: float
    lower: float
    upper: float
    alone: float
    most: float

    @property
    def is_sloping(self) -> bool:
        """ "As much as elsewhere" lies outside its interval."""
        return not self.lower <= 1 <= self.upper

    def beside(self, found: float) -> Beside:
        if (self.alone - 1) * (found - 1) < 0:
            return Beside.OPPOSITE
        return Beside.LESS if is_smaller(self.alone, found) else Beside.AS_LARGE


@dataclass(frozen=True, slots=True)
class BeforeStart:
    """`found`: the ratio that is told; `line` is None where the months are too few for one."""

    alike: Alike
    p_value: float | None
    line: Line | None
    found: float

    @property
    def is_unclear(self) -> bool:
        """By the quarters alone."""
        return self.p_value is not None and self.p_value < CLEAR_LEVEL


def before_start(found: Measured) -> BeforeStart:
    study, line = found.effect.study, _line(found)
    p_value = study.pre_trend_p if study else None
    return BeforeStart(_alike(p_value, line, found.effect.ratio), p_value, line, found.effect.ratio)


def _alike(p_value: float | None, line: Line | None, found: float) -> Alike:
    """
    >>> flat, falling = Line(1, 0.98, 1.02, 1, 0.97), Line(0.83, 0.75, 0.92, 0.76, 0.65)
    >>> [str(_alike(p, flat, 0.8).name) for p in (None, 0.049, 0.051, 0.3)]
    ['UNKNOWN', 'APART', 'DOUBTFUL', 'SHOWN']
    >>> [str(_alike(0.3, *each).name) for each in ((falling, 0.5), (flat, 0.98), (None, 0.8))]
    ['DOUBTFUL', 'NOT_SHOWN', 'NOT_SHOWN']
    """
    if p_value is None:
        return Alike.UNKNOWN
    if p_value < PRE_TREND_LEVEL:
        return Alike.APART
    if p_value < CLEAR_LEVEL or (line is not None and line.is_sloping):
        return Alike.DOUBTFUL
    return Alike.SHOWN if line is not None and is_smaller(line.most, found) else Alike.NOT_SHOWN


def _line(found: Measured) -> Line | None:
    """From a start that was not, halfway the months before: its two halves lie half those months apart.

    So its uncertainty is that of the outcome, by placebo starts. The slope of the interrupted time series knows
    nothing of how municipalities differ from year to year: simulated, without any measure, its 95 % interval left out
    1 in 28 to 50 % of the panels, this one in 3 to 11 %.
    """
    earlier, months = found.earlier, found.months
    if earlier is None or months is None or not 0 < earlier.lower <= earlier.upper < inf:
        return None
    half, whole = months.before / 24, len(months.counted) / 24
    yearly, lower, upper = (end ** (1 / half) for end in (earlier.ratio, earlier.lower, earlier.upper))
    most = max(lower, upper, key=lambda end: abs(log(end)))
    return Line(yearly, lower, upper, yearly**whole, most**whole)


def is_smaller(ratio: float, than: float) -> bool:
    """Less far from 1, to either side: half and double are as far.

    >>> is_smaller(0.9, 0.8), is_smaller(1.2, 0.8), is_smaller(1.3, 0.8), is_smaller(0.8, 0.8)
    (True, True, False, False)
    """
    return 0 < ratio < inf and abs(log(ratio)) < abs(log(than)) - 1e-9
