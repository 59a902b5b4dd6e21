"""What must hold before a difference may be tied to a measure, and what the figures say of each.

The list is always whole: what the figures cannot show is said as well, because it is there that a reader must judge
(Roth, Sant'Anna, Bilinski & Poe 2023, "What's trending in difference-in-differences?", J. Econometrics 235, 2218-2244).
"""

from dataclasses import dataclass
from enum import StrEnum
from math import isnan

from noaber.core.rules.dutch import format_number
from noaber.figures.rules.effect.measuring import Measured
from noaber.figures.rules.effect.telling import is_in_percentages, municipalities_text, share_text
from noaber.figures.rules.statistics.measures import PRE_TREND_LEVEL, Basis


class Holds(StrEnum):
    """Said in words and with a mark."""

    FITS = "past erbij"
    WATCH = "let op"
    UNSEEN = "niet te zien"


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
    name = "Vóór de start ging het in beide groepen gelijk op"
    study = found.effect.study
    p_value = study.pre_trend_p if study else None
    if p_value is None:
        return Assumption(name, Holds.UNSEEN, "Er zijn te weinig maanden vóór de start om dat te zien.")
    if p_value < PRE_TREND_LEVEL:
        return Assumption(
            name,
            Holds.WATCH,
            f"De kwartalen vóór de start lopen uiteen, meer dan toeval zelden geeft (p = {_p(p_value)}). Daarom wordt "
            "er over erna niets gezegd.",
        )
    return Assumption(
        name,
        Holds.FITS,
        f"De kwartalen vóór de start lopen niet verder uiteen dan toeval kan geven (p = {_p(p_value)})."
        f"{_slope(found)} Bij kleine aantallen bewijst dat weinig; kijk ook naar de grafiek.",
    )


def _slope(found: Measured) -> str:
    """How much more here than elsewhere, each year before the start."""
    if found.beside is None or not is_in_percentages(found):
        return ""
    slope = found.beside.slope
    low, high = (share_text(each) for each in slope.interval())
    return f" Per jaar vóór de start: {share_text(slope.ratio)} dan elders ({low} tot {high})."


def _earlier(found: Measured) -> Assumption:
    name = "Een start die er niet was, laat niets zien"
    earlier = found.earlier
    if earlier is None or isnan(earlier.lower) or earlier.upper == float("inf"):
        return Assumption(name, Holds.UNSEEN, "Er zijn te weinig maanden of gemeenten om dat na te gaan.")
    if earlier.lower <= 1 <= earlier.upper:
        said = (
            "Doen we alsof de start midden in de maanden ervoor lag, dan is er geen verschil dat toeval zelden "
            "geeft."
        )
        return Assumption(name, Holds.FITS, said)
    said = (
        "Doen we alsof de start midden in de maanden ervoor lag, dan is er óók een verschil dat toeval zelden geeft. "
        "Toen was er nog niets gestart. Wees dus voorzichtig met het verschil erna."
    )
    return Assumption(name, Holds.WATCH, said)


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
    """
    >>> _p(0.312), _p(0.0004)
    ('0,31', 'kleiner dan 0,01')
    """
    if value < 0.01:
        return "kleiner dan 0,01"
    return f"{value:.2f}".replace(".", ",")
