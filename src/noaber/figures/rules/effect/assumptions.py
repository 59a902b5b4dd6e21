"""What must hold before a difference may be tied to a measure, and what the figures say of each.

The list is always whole: what the figures cannot show is said as well, because it is there that a reader must judge
(Roth, Sant'Anna, Bilinski & Poe 2023, "What's trending in difference-in-differences?", J. Econometrics 235, 2218-2244).
"""

from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import Final

from noaber.core.rules.dutch import format_number
from noaber.figures.rules.effect.before_start import (
    CLEAR_LEVEL,
    Alike,
    BeforeStart,
    Line,
    before_start,
    is_smaller,
)
from noaber.figures.rules.effect.measuring import Measured, Standing
from noaber.figures.rules.effect.telling import (
    alone_text,
    is_in_percentages,
    municipalities_text,
    share_text,
)
from noaber.figures.rules.statistics.measures import PRE_TREND_LEVEL, Basis


class Holds(StrEnum):
    """Said in words and with a mark."""

    FITS = "past erbij"
    WATCH = "let op"
    UNSEEN = "niet te zien"


_HOLDS: Final = {
    Alike.UNKNOWN: Holds.UNSEEN,
    Alike.APART: Holds.WATCH,
    Alike.DOUBTFUL: Holds.WATCH,
    Alike.NOT_SHOWN: Holds.UNSEEN,
    Alike.SHOWN: Holds.FITS,
}


@dataclass(frozen=True, slots=True)
class Assumption:
    """`name`: what must hold; `said`: what the figures say of it."""

    name: str
    holds: Holds
    said: str


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the counts: `annotations` on these months, cells the last release `revised`, months of the
    window that are still `recent`, and whether the police finds this kind by looking (`is_sought`).
    """

    annotations: int
    revised: int
    recent: int
    is_sought: bool


def assumptions(found: Measured, around: Around) -> tuple[Assumption, ...]:
    """In the order in which a reader should ask them."""
    return (
        _alike_before(found),
        _earlier(found),
        _spill(),
        _at_once(around),
        _registered(around),
        _people(found),
        _enough(found),
    )


def _alike_before(found: Measured) -> Assumption:
    before = before_start(found)
    return Assumption(
        "Vóór de start ging het in beide groepen gelijk op", _HOLDS[before.alike], _said(found, before)
    )


def _said(found: Measured, before: BeforeStart) -> str:
    """The quarters, then the line, then what the line would give by itself."""
    if before.p_value is None:
        return "Er zijn te weinig maanden vóór de start om dat te zien."
    if before.alike is Alike.APART:
        return (
            f"De kwartalen vóór de start lopen uiteen, meer dan toeval zelden geeft ({_p(before.p_value)}). Daarom "
            "wordt er over erna niets gezegd."
        )
    quarters = "niet duidelijk gelijk op" if before.is_unclear else "niet verder uiteen dan toeval kan geven"
    said = f"De kwartalen vóór de start lopen {quarters} ({_p(before.p_value)})."
    parts = [said, _line(found, before.line), alone_text(found, before), _left_open(found, before)]
    return " ".join(part for part in parts if part)


def _line(found: Measured, line: Line | None) -> str:
    """How much more here than elsewhere, each year before the start."""
    if line is None:
        return "Er zijn te weinig maanden of gemeenten om te zien hoe het verloop ervoor was."
    if not is_in_percentages(found):
        return (
            "Het verloop ervoor was anders dan elders, meer dan toeval zelden geeft."
            if line.is_sloping
            else ""
        )
    yearly, low, high = (share_text(each) for each in (line.yearly, line.lower, line.upper))
    said = f"Per jaar vóór de start: {yearly} dan elders ({low} tot {high})."
    return f"{said} “Evenveel” valt daarbuiten." if line.is_sloping else said


def _left_open(found: Measured, before: BeforeStart) -> str:
    """What the months before rule out, or cannot."""
    if before.line is None or before.alike not in (Alike.SHOWN, Alike.NOT_SHOWN):
        return ""
    if before.alike is Alike.SHOWN:
        return "Ook het sterkste verloop dat daarbij past, geeft uit zichzelf minder dan het verschil van bovenaan."
    most = f" ({share_text(before.line.most)})" if is_in_percentages(found) else ""
    return (
        f"Maar daarbij past ook een verloop dat uit zichzelf een verschil geeft{most} dat minstens zo groot is als dat "
        "van bovenaan. Of het gelijk op ging, is hier dus niet te zien."
    )


def _earlier(found: Measured) -> Assumption:
    name = "Een start die er niet was, laat niets zien"
    earlier = found.earlier
    if earlier is None or isnan(earlier.lower) or earlier.upper == float("inf"):
        return Assumption(name, Holds.UNSEEN, "Er zijn te weinig maanden of gemeenten om dat na te gaan.")
    as_if = "Doen we alsof de start midden in de maanden ervoor lag, dan is er"
    if not earlier.lower <= 1 <= earlier.upper:
        said = f"{as_if} óók een verschil dat toeval zelden geeft. Toen was er nog niets gestart."
        if found.standing is Standing.TOLD:
            said = f"{said} Wees dus voorzichtig met het verschil erna."
        return Assumption(name, Holds.WATCH, said)
    said = f"{as_if} geen verschil dat toeval zelden geeft."
    if found.standing is not Standing.TOLD:
        return Assumption(name, Holds.UNSEEN, f"{said} Er is hier geen uitkomst om dat naast te leggen.")
    if all(is_smaller(end, found.effect.ratio) for end in (earlier.lower, earlier.upper)):
        return Assumption(name, Holds.FITS, said)
    wide = "Maar de onzekerheid is zo groot dat een verschil als dat van bovenaan er toen ook al kan zijn geweest."
    return Assumption(name, Holds.UNSEEN, f"{said} {wide}")


def _spill() -> Assumption:
    said = (
        "Verschuiven misdrijven naar een gemeente ernaast, dan lijkt het verschil groter dan het is. Werkt de "
        "maatregel ook daar, dan lijkt het kleiner. Laat buurgemeenten buiten de vergelijking als u dat denkt."
    )
    return Assumption("De maatregel werkt niet door in de andere gemeenten", Holds.UNSEEN, said)


def _at_once(around: Around) -> Assumption:
    name = "Er veranderde op dat moment niets anders"
    said = "Deze cijfers weten niet wat er verder gebeurde: een tweede maatregel, of een andere aanpak."
    if not around.annotations:
        return Assumption(name, Holds.UNSEEN, f"{said} In het netwerk is er niets bij aangetekend.")
    count = "één aantekening" if around.annotations == 1 else f"{around.annotations} aantekeningen"
    return Assumption(name, Holds.WATCH, f"{said} Bij deze maanden staat wel {count}; lees die eerst.")


def _registered(around: Around) -> Assumption:
    name = "Er werd steeds op dezelfde manier geregistreerd"
    parts = []
    if around.recent:
        months = "De laatste maand is" if around.recent == 1 else f"De laatste {around.recent} maanden zijn"
        parts.append(f"{months} nog niet volledig: aangiften komen later binnen.")
    if around.revised:
        cells = "één maandcijfer" if around.revised == 1 else f"{format_number(around.revised)} maandcijfers"
        parts.append(f"In de laatste publicatie zijn {cells} van de gestarte gemeenten herzien.")
    if around.is_sought:
        parts.append(
            "Dit cijfer hangt sterk af van hoeveel de politie zoekt en controleert; een maatregel verandert dat vaak "
            "zelf."
        )
    else:
        parts.append(
            "Dit cijfer hangt af van hoe vaak mensen aangifte doen; een maatregel kan dat zelf veranderen."
        )
    is_watched = bool(around.recent or around.revised or around.is_sought)
    return Assumption(name, Holds.WATCH if is_watched else Holds.UNSEEN, " ".join(parts))


def _people(found: Measured) -> Assumption:
    name = "Het aantal inwoners groeide ongeveer gelijk"
    here, there = found.growth
    if isnan(here) or isnan(there):
        return Assumption(name, Holds.UNSEEN, "Niet van alle gemeenten en maanden is het inwonertal bekend.")
    apart = abs(here / there - 1)
    facts = f"In de gestarte gemeenten {_grown(here)}, elders {_grown(there)}."
    if apart < 0.01:
        return Assumption(name, Holds.FITS, f"{facts} Aan de uitkomst scheelt dat minder dan een procent.")
    return Assumption(name, Holds.WATCH, f"{facts} Trek dat verschil in gedachten van de uitkomst af.")


def _grown(ratio: float) -> str:
    """
    >>> _grown(1.012), _grown(0.995)
    ('+1,2%', '−0,5%')
    """
    tenths = format_number(round(abs(ratio - 1) * 1000))
    whole, tenth = divmod(int(tenths.replace(".", "")), 10)
    return f"{'−' if ratio < 1 else '+'}{whole},{tenth}%"


def _enough(found: Measured) -> Assumption:
    name = "Er zijn genoeg gemeenten om toeval te kennen"
    effect = found.effect
    count = f"{municipalities_text(effect.treated)} gestart, {effect.compared} om mee te vergelijken."
    if effect.basis is Basis.PLACEBOS and effect.placebos:
        smallest = f"1 op {format_number(effect.placebos + 1)}"
        said = (
            f"{count} De onzekerheid komt van {format_number(effect.placebos)} proeven waarin gemeenten “starten” die "
            f"dat niet deden. Zekerder dan {smallest} kan deze uitkomst dus niet zijn."
        )
        return Assumption(name, Holds.WATCH if effect.treated < 3 else Holds.FITS, said)
    if effect.basis is Basis.CLUSTERS:
        said = f"{count} De onzekerheid houdt er rekening mee dat maanden in één gemeente op elkaar lijken."
        return Assumption(name, Holds.FITS, said)
    return Assumption(name, Holds.WATCH, f"{count} Dat is te weinig om een onzekerheid te geven.")


def _p(value: float) -> str:
    """Never rounded onto a limit that it does not have.

    >>> _p(0.312), _p(0.0004), _p(0.05), _p(0.1)
    ('p = 0,31', 'p kleiner dan 0,01', 'p = 0,05', 'p = 0,10')
    >>> _p(0.049), _p(0.051), _p(0.0501), _p(0.04996), _p(0.097), _p(0.1004)
    ('p = 0,049', 'p = 0,051', 'p net boven 0,05', 'p net onder 0,05', 'p = 0,097', 'p net boven 0,10')
    """
    if value < 0.01:
        return "p kleiner dan 0,01"
    limit = next((each for each in (PRE_TREND_LEVEL, CLEAR_LEVEL) if abs(value - each) < 0.0051), value)
    if value == limit:
        return f"p = {_decimals(value, 2)}"
    if round(value, 3) != limit:
        return f"p = {_decimals(value, 3)}"
    return f"p net {'boven' if value > limit else 'onder'} {_decimals(limit, 2)}"


def _decimals(value: float, count: int) -> str:
    return f"{value:.{count}f}".replace(".", ",")
