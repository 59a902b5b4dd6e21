"""What a monthly report says of one kind of offence in an area, and which of them it begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final

from noaber.core.rules.dutch import in_a_row
from noaber.figures.rules.absent import Absent, absent_text
from noaber.figures.rules.kinds_said import every_kind
from noaber.figures.rules.numbers import count_text, month_text
from noaber.figures.rules.periods import back
from noaber.figures.rules.reliability import is_police_driven
from noaber.figures.rules.standing_out import what_stands_out
from noaber.figures.rules.statistics.verdicts import Verdict
from noaber.figures.rules.tables import TOTAL
from noaber.figures.rules.telling import KindWindow, Sentence, Side, Tone, difference_text

MOST_SAID: Final = 6
MOST_ROWS: Final = 12
CHANGES: Final = (Tone.MORE, Tone.FEWER)


@dataclass(frozen=True, slots=True)
class KindLine:
    """Counts of the month and of the same month a year before, the twelve months, and the rates of others beside them.

    NaN where there is no figure; `is_withheld` tells a month of which the source gives none from one not published.
    `absent`: of municipalities together, the names of those without a figure in the month, where others have one.
    """

    month: float
    month_before: float
    window: KindWindow
    district_rate: float
    peers_rate: float
    network_rate: float
    has_signal: bool = False
    is_withheld: bool = False
    absent: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return self.window.kind

    @property
    def title(self) -> str:
        return self.window.title

    @property
    def change(self) -> str:
        return difference_text(self.window.before, self.window.after)

    @property
    def weight(self) -> tuple[bool, bool, bool, float]:
        """What comes first: a signal, a change beyond chance, outside the usual, then what is counted most."""
        side = self.window.side in (Side.ABOVE, Side.BELOW)
        count = 0.0 if isnan(self.window.after) else self.window.after
        return self.has_signal, self.window.verdict is not Verdict.UNKNOWN, side, count


def focus_of(lines: Sequence[KindLine]) -> str:
    """The kind that the charts are of; never the total, unless there is nothing else."""
    single = [each for each in lines if each.kind != TOTAL] or lines
    return max(single, key=lambda each: each.weight).kind


def first_lines(lines: Sequence[KindLine], most: int = MOST_ROWS) -> list[KindLine]:
    """As many as fit in a mail, in their own order."""
    kept = sorted(lines, key=lambda each: each.weight, reverse=True)[:most]
    return [each for each in lines if each in kept]


@dataclass(frozen=True, slots=True)
class Said:
    """What stands out: a sentence that leads to single kinds, these, and then what holds of all of them."""

    lead: str
    kinds: tuple[str, ...]
    rest: tuple[str, ...]


def said_of(lines: Sequence[KindLine], last: int, most: int = MOST_SAID, *, is_chosen: bool = False) -> Said:
    """As `what_stands_out`, with what the sentences share said once, and at most so many of single kinds."""
    found = what_stands_out([each.window for each in lines], last, is_chosen=is_chosen)
    windows = {each.kind: each.window for each in lines}
    single = [each for each in found if each.kind]
    kinds = [_short(windows[each.kind]) if each.tone in CHANGES else each.text for each in single[:most]]
    rest = [each.text for each in found if not each.kind]
    if len(single) > most:
        rest.insert(0, f"Er viel nog {len(single) - most} keer iets op; zie de tabel.")
    return Said(_lead(single[:most], last), tuple(kinds), tuple(rest))


def _lead(single: Sequence[Sentence], last: int) -> str:
    """Of changes alone that they are more than chance; how an area is beside others is no change."""
    if not single:
        return ""
    if all(each.tone in CHANGES for each in single):
        return f"Over twaalf maanden, tot en met {month_text(last)}, was dit verschil groter dan toeval meestal geeft:"
    return f"Over twaalf maanden, tot en met {month_text(last)}, viel dit op:"


def _short(each: KindWindow) -> str:
    looked_for = " Dat volgt sterk hoeveel er wordt gezocht." if is_police_driven(each.kind) else ""
    counts = f"{count_text(each.after)}, een jaar eerder {count_text(each.before)}"
    return f"{each.title}: {counts}: {difference_text(each.before, each.after)}.{looked_for}"


def missing_said(lines: Sequence[KindLine], period: int, *, is_chosen: bool = False) -> list[str]:
    """What is not known, and why not; a nought is a figure and not among them. `is_chosen`: a reader chose the kinds.

    >>> missing_said([], 201906)
    []
    """
    partial = [each for each in lines if each.absent or each.window.absent]
    unknown = _unknown(_without(lines, partial), period)
    return [
        *_absent_said(partial, len(lines), period),
        *(
            f"{said}: {in_a_row(every_kind(of, len(lines), is_chosen=is_chosen))}."
            for said, of in unknown
            if of
        ),
    ]


def _absent_said(lines: Sequence[KindLine], kinds: int, period: int) -> list[str]:
    """Of municipalities together, of which some have a figure and others none."""
    month = absent_text([Absent(each.title, each.absent) for each in lines], kinds)
    year = absent_text([Absent(each.title, each.window.absent) for each in lines], kinds)
    said = []
    if month:
        said.append(f"Over {month_text(period)} ontbreken cijfers van: {month}.")
    if year and year != month:
        said.append(f"Over de twaalf maanden, of de twaalf daarvoor, ontbreken cijfers van: {year}.")
    if said:
        said.append("Waar een cijfer van een gemeente ontbreekt, is er geen som van de gemeenten samen.")
    return said


def _without(lines: Sequence[KindLine], left_out: Sequence[KindLine]) -> list[KindLine]:
    kinds = {each.kind for each in left_out}
    return [each for each in lines if each.kind not in kinds]


def _unknown(lines: Sequence[KindLine], period: int) -> list[tuple[str, list[str]]]:
    """Each way in which a figure can be missing, and the kinds of which it is."""
    month, missing = month_text(period), [each for each in lines if isnan(each.month)]
    there = [each for each in lines if not isnan(each.month)]
    before = [each for each in lines if not isnan(each.window.after) and isnan(each.window.before)]
    return [
        (
            f"Over {month} geeft de bron geen cijfer van",
            [each.title for each in missing if each.is_withheld],
        ),
        (f"Over {month} is niets gepubliceerd van", [each.title for each in missing if not each.is_withheld]),
        (
            "Niet van alle twaalf maanden is er een cijfer van",
            [each.title for each in there if isnan(each.window.after)],
        ),
        ("Van de twaalf maanden daarvoor ontbreekt iets bij", [each.title for each in before]),
    ]


def year_before(period: int) -> int:
    """The same month a year earlier.

    >>> year_before(201906)
    201806
    """
    return back(period, 12)
