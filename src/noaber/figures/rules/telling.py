"""What stands out in one kind of offence, in sentences. Each says what was counted and what chance can do.

None says why (R27). A difference is called more than chance only when it is so with all kinds of an area looked at
together (the q-value of `statistics.discovery`), and a small number is never a percentage
(`statistics.rates.told_change`).
"""

from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import Final

from noaber.core.rules.dutch import format_number
from noaber.figures.rules.numbers import (
    NO_FIGURE,
    count_text,
    interval_text,
    month_text,
    rate_text,
)
from noaber.figures.rules.reliability import is_police_driven
from noaber.figures.rules.statistics.rates import told_change
from noaber.figures.rules.statistics.verdicts import Verdict

RATE: Final = 0.05
"""At most one in twenty of what is called more than chance is chance."""


class Side(StrEnum):
    """Beside other areas of the size."""

    ABOVE = "hoger"
    BELOW = "lager"
    USUAL = "gewoon"
    UNKNOWN = "niet te zeggen"


@dataclass(frozen=True, slots=True)
class KindWindow:
    """One kind in a window of twelve months and in the twelve before; NaN where there is no figure.

    `verdict` on the change, `side` beside other municipalities (UNKNOWN where that was not looked at). `absent`: of
    municipalities together, the names of those without a figure in one of the windows, where others have one.
    `is_common_whole`: whether every municipality is in the common rate. `has_history`: whether enough months are known
    to say how much they vary. `has_before` and `has_after`: whether any month of that window has a figure.
    """

    kind: str
    title: str
    before: float
    after: float
    rate: float
    lower: float
    upper: float
    common_rate: float
    verdict: Verdict
    side: Side
    absent: tuple[str, ...] = ()
    is_common_whole: bool = True
    has_history: bool = True
    has_before: bool = True
    has_after: bool = True

    @property
    def is_counted(self) -> bool:
        """Whether both windows have a figure; without one nothing can be said of the change."""
        return not (isnan(self.before) or isnan(self.after))

    @property
    def is_compared(self) -> bool:
        """Whether anything can be said of the change: both are counted, and it is known what chance gives."""
        return self.is_counted and self.has_history


@dataclass(frozen=True, slots=True)
class MonthAlarm:
    """A month above what trend, season and chance explain, in counts."""

    title: str
    period: int
    count: float
    expected: float
    upper: float


class Tone(StrEnum):
    """What a sentence is about, for the mark before it."""

    MORE = "meer"
    FEWER = "minder"
    PLACE = "naast anderen"
    PLAIN = "gewoon"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`kind`: the code of what it is about, to open it; empty when it is about all of them."""

    tone: Tone
    text: str
    kind: str = ""


def difference_text(before: float, after: float) -> str:
    """What became of it: with a percentage where the counts carry one, else only as counts.

    >>> difference_text(1402, 1563), difference_text(4, 9), difference_text(9, 9), difference_text(float("nan"), 3)
    ('+161 (+11,5%)', '+5', 'gelijk', 'geen cijfer')
    """
    if isnan(before) or isnan(after):
        return NO_FIGURE
    change = int(after - before)
    if not change:
        return "gelijk"
    told = told_change(int(before), int(after)).percentage
    sign = "+" if change > 0 else "−"
    share = "" if told is None else f" ({sign}{format_number(abs(told), 1)}%)"
    return f"{sign}{format_number(abs(change))}{share}"


def change_sentence(each: KindWindow, last: int) -> Sentence:
    r"""
    >>> burglary = KindWindow("1.1.1", "Woninginbraak", 420, 300, 1.9, 1.7, 2.1, 2.0, Verdict.FEWER, Side.USUAL)
    >>> print(change_sentence(burglary, 201912).text.replace(". ", ".\n"))
    Woninginbraak: 300 in 2019, tegen 420 in de twaalf maanden daarvoor: −120 (−28,6%).
    Zo’n daling geeft toeval zelden.
    """
    is_more = each.verdict is Verdict.MORE
    change = difference_text(each.before, each.after)
    text = (
        f"{each.title}: {count_text(each.after)} in {_in_window(last)}, tegen {count_text(each.before)} in de twaalf "
        f"maanden daarvoor: {change}. Zo’n {'stijging' if is_more else 'daling'} geeft toeval zelden."
    )
    return Sentence(Tone.MORE if is_more else Tone.FEWER, text + _looked_for(each), each.kind)


def _looked_for(each: KindWindow) -> str:
    """What a change says less of where the police finds it by looking for it."""
    if not is_police_driven(each.kind):
        return ""
    return " Dit cijfer hangt sterk af van hoeveel er wordt gezocht en gecontroleerd."


def _in_window(last: int) -> str:
    return str(last // 100) if last % 100 == 12 else f"de twaalf maanden tot en met {month_text(last)}"


def place_sentence(each: KindWindow) -> Sentence:
    r"""
    >>> theft = KindWindow("1.2.3", "Fietsen", 90, 95, 9.8, 7.9, 12.0, 4.1, Verdict.UNKNOWN, Side.ABOVE)
    >>> print(place_sentence(theft).text.replace(". ", ".\n"))
    Fietsen: 9,80 per 1.000 inwoners (7,90 tot 12,0), en dat is hoger dan bij gemeenten van deze omvang gewoon is.
    Alle gemeenten samen: 4,10.
    """
    text = (
        f"{each.title}: {rate_text(each.rate)} per 1.000 inwoners ({interval_text(each.lower, each.upper)}), en dat is "
        f"{each.side} dan bij gemeenten van deze omvang gewoon is. {_everybody(each)}: {rate_text(each.common_rate)}."
    )
    return Sentence(Tone.PLACE, text, each.kind)


def _everybody(each: KindWindow) -> str:
    return "Alle gemeenten samen" if each.is_common_whole else "Alle gemeenten met een cijfer samen"


def alarm_sentence(each: MonthAlarm, kind: str) -> Sentence:
    """
    >>> alarm_sentence(MonthAlarm("Fietsen", 201906, 343.0, 169.2, 267.0), "1.2.3").text
    'Fietsen: 343 in juni 2019. Naar trend en seizoen waren er zo’n 169 te verwachten; tot 267 past bij toeval.'
    """
    text = (
        f"{each.title}: {count_text(each.count)} in {month_text(each.period)}. Naar trend en seizoen waren er zo’n "
        f"{format_number(round(each.expected))} te verwachten; tot {count_text(each.upper)} past bij toeval."
    )
    return Sentence(Tone.MORE, text, kind)
