"""What stands out, in sentences. Each says what was counted and what chance can do; none says why (R27).

A difference is called more than chance only when it is so with all kinds of an area looked at together (the q-value of
`statistics.discovery`), and a small number is never a percentage (`statistics.rates.told_change`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import Final

from noaber.core.rules.dutch import few_in_a_row, format_number, in_a_row
from noaber.figures.rules.absent import Absent, absent_text
from noaber.figures.rules.numbers import (
    NO_FIGURE,
    count_text,
    interval_text,
    month_text,
    rate_text,
    window_text,
)
from noaber.figures.rules.reliability import is_police_driven
from noaber.figures.rules.statistics.rates import told_change
from noaber.figures.rules.statistics.verdicts import Verdict
from noaber.figures.rules.tables import TOTAL

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
    to say how much they vary.
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


def what_stands_out(found: Sequence[KindWindow], last: int) -> list[Sentence]:
    """The changes that are more than chance, rises first; then what lies outside the usual; then all the rest in one.

    >>> [each.text for each in what_stands_out([], 201912)]
    ['Er zijn geen cijfers over 2019.']
    """
    counted = [each for each in found if each.is_counted]
    if not counted:
        return [_nothing_to_compare(found, last), *_most(found)]
    known = [each for each in counted if each.is_compared]
    rises = [each for each in known if each.verdict is Verdict.MORE]
    falls = [each for each in known if each.verdict is Verdict.FEWER]
    outside = [each for each in counted if each.side in (Side.ABOVE, Side.BELOW)]
    sentences = [change_sentence(each, last) for each in (*rises, *falls)]
    sentences += [place_sentence(each) for each in outside]
    sentences += _the_rest(len(known) - len(rises) - len(falls), len(known), found)
    return [*sentences, *_usual(counted), *_most(found)]


def _nothing_to_compare(found: Sequence[KindWindow], last: int) -> Sentence:
    r"""
    >>> def together(before, after, *absent):
    ...     unknown = Verdict.UNKNOWN, Side.UNKNOWN
    ...     return KindWindow("1.1.1", "Woninginbraak", before, after, 2, 1, 3, 2, *unknown, absent)
    >>> print(_nothing_to_compare([together(420, float("nan"), "Aalten")], 201912).text.replace(". ", ".\n"))
    Over 2019 is er geen som van de gemeenten samen.
    Er ontbreken cijfers van: Aalten.
    >>> _nothing_to_compare([together(420, float("nan"))], 201912).text
    'Er is niet van elke maand een cijfer over 2019, dus over twaalf maanden is niets te zeggen.'
    >>> _nothing_to_compare([together(float("nan"), 300)], 201912).text
    'Over de twaalf maanden vóór 2019 zijn er geen cijfers, dus over een verschil is niets te zeggen.'
    """
    window, names = window_text(last), _absent_of(found)
    if not found:
        text = f"Er zijn geen cijfers over {window}."
    elif names:
        when = window if any(isnan(each.after) for each in found) else f"de twaalf maanden vóór {window}"
        text = f"Over {when} is er geen som van de gemeenten samen. Er ontbreken cijfers van: {names}."
    elif any(not isnan(each.after) for each in found):
        text = f"Over de twaalf maanden vóór {window} zijn er geen cijfers, dus over een verschil is niets te zeggen."
    else:
        text = (
            f"Er is niet van elke maand een cijfer over {window}, dus over twaalf maanden is niets te zeggen."
        )
    return Sentence(Tone.PLAIN, text)


def _absent_of(found: Sequence[KindWindow]) -> str:
    return absent_text([Absent(each.title, each.absent) for each in found], len(found))


def _usual(known: Sequence[KindWindow]) -> list[Sentence]:
    """Beside other municipalities, where all is as usual."""
    compared = [each for each in known if each.side is not Side.UNKNOWN]
    if not compared or any(each.side is not Side.USUAL for each in compared):
        return []
    return [
        Sentence(
            Tone.PLAIN, "Bij geen soort ligt het cijfer buiten wat bij gemeenten van deze omvang gewoon is."
        )
    ]


def _most(found: Sequence[KindWindow]) -> list[Sentence]:
    """The three that are counted most; not the total, which is all of them together. Who has no figure may be more.

    >>> def kind(title, after):
    ...     return KindWindow(title, title, 1, after, 1, 1, 1, 1, Verdict.UNKNOWN, Side.UNKNOWN)
    >>> print(_most([kind("Fietsen", 95), kind("Vernieling", 60)])[0].text)
    Het vaakst geregistreerd: Fietsen (95) en Vernieling (60).
    >>> print(_most([kind("Fietsen", float("nan")), kind("Vernieling", 60)])[0].text)
    Het vaakst geregistreerd van de soorten met elke maand een cijfer: Vernieling (60).
    """
    single = [each for each in found if each.kind != TOTAL]
    known = [each for each in single if not isnan(each.after)]
    most = sorted((each for each in known if each.after), key=lambda each: -each.after)[:3]
    if not most:
        return []
    names = in_a_row(f"{each.title} ({count_text(each.after)})" for each in most)
    of_whom = "" if len(known) == len(single) else " van de soorten met elke maand een cijfer"
    return [Sentence(Tone.PLAIN, f"Het vaakst geregistreerd{of_whom}: {names}.")]


def _the_rest(rest: int, known: int, found: Sequence[KindWindow]) -> list[Sentence]:
    """
    >>> def kind(title, after, has_history=True):
    ...     return KindWindow(title, title, 9, after, 1, 1, 1, 1, Verdict.UNKNOWN, Side.UNKNOWN, (), True, has_history)
    >>> for each in _the_rest(0, 0, [kind("Fietsen", float("nan")), kind("Overval", 9, has_history=False)]):
    ...     print(each.text)
    Niet elke maand een cijfer, dus daarover is niets te zeggen: Fietsen.
    Te weinig maanden om te zeggen of een verschil toeval kan zijn: Overval.
    """
    texts = []
    if known and rest == known:
        texts.append(
            "Geen soort veranderde meer dan toeval kan geven, vergeleken met de twaalf maanden daarvoor."
        )
    elif rest:
        which = "één andere soort" if rest == 1 else f"de andere {rest} soorten"
        texts.append(f"Bij {which} is het verschil niet groter dan toeval kan geven.")
    unknown = [each for each in found if not each.is_counted]
    short = [each for each in found if each.is_counted and not each.has_history]
    if unknown:
        names = _absent_of(unknown)
        by_whom = f" Er ontbreken cijfers van: {names}." if names else ""
        which = few_in_a_row([each.title for each in unknown])
        texts.append(f"Niet elke maand een cijfer, dus daarover is niets te zeggen: {which}.{by_whom}")
    if short:
        which = few_in_a_row([each.title for each in short])
        texts.append(f"Te weinig maanden om te zeggen of een verschil toeval kan zijn: {which}.")
    return [Sentence(Tone.PLAIN, text) for text in texts]
