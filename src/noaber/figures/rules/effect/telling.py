"""What is said of a measure, in sentences that never claim more than the interval, and never why (R27).

The outcome is a comparison of what was counted with how it went elsewhere. Both ends of the interval are always said
with it; a small number is never a percentage; that 1 lies within the interval is said as "chance is not ruled out",
never as "it does nothing".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from noaber.core.rules.dutch import few_in_a_row, format_number
from noaber.figures.rules.effect.before_start import Alike, BeforeStart, Beside, before_start
from noaber.figures.rules.effect.measuring import FEWEST_CASES, Measured, Standing
from noaber.figures.rules.small_numbers import may_be_percentage
from noaber.figures.rules.statistics.verdicts import Verdict

NO_CAUSE: Final = "Waardoor dat zo is, zeggen deze cijfers niet."
_NOT_SHOWN: Final = "Dat het vóór de start gelijk op ging met elders, laten ze ook niet zien."
_ONE: Final = 0.01
"""Less than this from 1 is no whole per cent."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sentences are about: the kind of offence, and months before and after the start."""

    title: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Told:
    """`lead` stands on top; `rest` under it."""

    lead: str
    rest: str


def municipalities_text(count: int) -> str:
    """
    >>> municipalities_text(1), municipalities_text(5)
    ('1 gemeente', '5 gemeenten')
    """
    return "1 gemeente" if count == 1 else f"{format_number(count)} gemeenten"


def left_out_text(left_out: Sequence[str], compared: Sequence[str], most: int | None = None) -> str:
    """Who misses a month, by name; who does so around one start only was compared with beside another.

    >>> left_out_text(["Enschede"], ["Zwolle"])
    'Niet om mee te vergelijken, omdat een maand geen cijfer heeft: Enschede.'
    >>> left_out_text(["Zwolle"], ["Zwolle"])
    'Niet bij elke start om mee te vergelijken, omdat een maand geen cijfer heeft: Zwolle.'
    >>> left_out_text([], ["Zwolle"])
    ''
    """
    nowhere = [each for each in left_out if each not in compared]
    not_always = [each for each in left_out if each in compared]
    return " ".join(
        f"{when} om mee te vergelijken, omdat een maand geen cijfer heeft: {few_in_a_row(names, most or len(names))}."
        for when, names in (("Niet", nowhere), ("Niet bij elke start", not_always))
        if names
    )


def later_text(compared: Sequence[str], started: Sequence[str], most: int | None = None) -> str:
    """Who started later is no odd one beside an earlier start, and is named: readers expect who never did.

    >>> later_text(["Borne", "Zwolle"], ["Enschede", "Zwolle"])
    'Ook vergeleken met wie pas later begon, in de maanden daarvoor: Zwolle.'
    >>> later_text(["Borne"], ["Enschede", "Zwolle"])
    ''
    """
    names = [each for each in compared if each in started]
    if not names:
        return ""
    return f"Ook vergeleken met wie pas later begon, in de maanden daarvoor: {few_in_a_row(names, most or len(names))}."


def share_text(ratio: float) -> str:
    """A ratio as more or fewer, in whole per cents.

    >>> share_text(0.88), share_text(1.031), share_text(0.998), share_text(1.0)
    ('12% minder', '3% meer', 'minder dan 1% minder', 'evenveel')
    """
    if ratio == 1:
        return "evenveel"
    side = "minder" if ratio < 1 else "meer"
    share = abs(ratio - 1)
    return f"minder dan 1% {side}" if share < _ONE else f"{format_number(round(100 * share))}% {side}"


def number_text(ratio: float, elsewhere: float) -> str:
    """The same in cases, where there would have been `elsewhere`.

    >>> number_text(0.8, 30), number_text(1.1, 30), number_text(1.01, 30)
    ('6 minder', '3 meer', 'ongeveer evenveel')
    """
    difference = round(elsewhere * (ratio - 1))
    if not difference:
        return "ongeveer evenveel"
    return f"{format_number(abs(difference))} {'minder' if difference < 0 else 'meer'}"


def is_in_percentages(found: Measured) -> bool:
    """Both counts, and what there would have been, are large enough for one."""
    totals = found.totals
    return may_be_percentage(totals.before, min(totals.after, int(totals.elsewhere)))


def tell(found: Measured, asked: Asked) -> Told:
    """The first sentences of the page; of whoever may say nothing, why."""
    if found.standing is Standing.TOLD:
        said = [_outcome(found, asked), _warning(found)]
        return Told(" ".join(each for each in said if each), _certainty(found))
    return _WHY[found.standing](found, asked)


def _outcome(found: Measured, asked: Asked) -> str:
    """What was found, with both ends of its interval."""
    effect, totals = found.effect, found.totals
    where = f"in {'de ' if effect.treated > 1 else ''}{municipalities_text(effect.treated)}"
    after = f"{asked.title}: in de {asked.after} maanden na de start waren er {where}"
    other = "die andere gemeente" if effect.compared == 1 else f"de {effect.compared} andere gemeenten"
    as_elsewhere = f"als het er was gegaan zoals in {other}"
    if is_in_percentages(found):
        main, low, high = (share_text(each) for each in (effect.ratio, effect.lower, effect.upper))
        return f"{after} {main} geteld dan {as_elsewhere}. {_between(low, high, effect.verdict)}"
    expected = totals.after / effect.ratio
    low, high = (number_text(each, expected) for each in (effect.lower, effect.upper))
    count = (
        f"{format_number(totals.after)} geteld, tegen zo’n {format_number(round(expected))} {as_elsewhere}"
    )
    return f"{after} {count}. {_between(low, high, effect.verdict)}"


def _between(low: str, high: str, verdict: Verdict) -> str:
    if verdict is Verdict.UNKNOWN:
        return f"Het kan ook tussen {low} en {high} liggen. Toeval is dus niet uit te sluiten."
    return f"De onzekerheid loopt van {low} tot {high}. Zo’n verschil geeft toeval zelden."


def _warning(found: Measured) -> str:
    """In the sentence itself, for who reads no further: that it was not clearly alike before the start."""
    before = before_start(found)
    if before.alike is not Alike.DOUBTFUL:
        return ""
    is_sloping = before.line is not None and before.line.is_sloping
    doubt = _ELSEWHERE if is_sloping else _UNCLEAR
    return f"Let op: {doubt} {alone_text(found, before)}".rstrip()


_ELSEWHERE: Final = "vóór de start liep het misschien al anders dan elders."
_UNCLEAR: Final = "het is niet duidelijk dat het vóór de start gelijk op ging met elders."


def alone_text(found: Measured, before: BeforeStart) -> str:
    """Where it is doubtful, what the line before the start gives by itself, beside what was found."""
    line = before.line
    if line is None or before.alike is not Alike.DOUBTFUL:
        return ""
    if abs(line.alone - 1) < _ONE:
        return ""
    if not is_in_percentages(found):
        return _ALONE_IN_WORDS[line.beside(before.found)]
    alone = f"Ging het verder zoals ervoor, dan waren het er uit zichzelf al zo’n {share_text(line.alone)}"
    beside = _ALONE[line.beside(before.found)]
    return f"{alone}: {beside} het verschil dat is gevonden ({share_text(before.found)})."


_ALONE: Final = {
    Beside.AS_LARGE: "minstens zo groot als",
    Beside.LESS: "een deel van",
    Beside.OPPOSITE: "de andere kant op dan",
}
_ALONE_IN_WORDS: Final = {
    Beside.AS_LARGE: "Ging het verder zoals ervoor, dan gaf dat uit zichzelf al een verschil dat minstens zo groot is.",
    Beside.LESS: "Ging het verder zoals ervoor, dan gaf dat uit zichzelf al een deel van het verschil.",
    Beside.OPPOSITE: "Ging het verder zoals ervoor, dan gaf dat uit zichzelf een verschil de andere kant op.",
}


def _certainty(found: Measured) -> str:
    if found.effect.verdict is Verdict.UNKNOWN:
        return (
            "Dat betekent niet dat er niets is veranderd, en ook niet dat er iets is veranderd: deze cijfers laten het "
            "niet zien."
        )
    open_still = f" {_NOT_SHOWN}" if before_start(found).alike is Alike.NOT_SHOWN else ""
    return (
        f"{NO_CAUSE}{open_still} Onder “Waar dit op rust” staat wat er waar moet zijn om het verschil met de start te "
        "verbinden."
    )


def _no_window(found: Measured, asked: Asked) -> Told:
    need = f"{asked.before} maanden vóór en {asked.after} maanden vanaf de start"
    return Told(
        "Er is nog niets te zeggen.",
        f"Van geen van de gemeenten liggen {need} helemaal in de cijfers. Kies minder maanden, of wacht op nieuwe "
        "cijfers.",
    )


def _nothing_beside(found: Measured, asked: Asked) -> Told:
    return Told(
        "Er is niets om mee te vergelijken.",
        "Alle gemeenten zijn in deze maanden gestart, of doen niet mee aan de vergelijking. Zonder gemeenten die niet "
        "gestart zijn is niet te zien wat er anders ook was gebeurd.",
    )


def _unknown_months(found: Measured, asked: Asked) -> Told:
    return Told(
        "Er is niets te zeggen.",
        "Van geen gestarte gemeente, of van geen andere, zijn alle maanden rond de start er: er ontbreekt een cijfer, "
        "of er zijn nog te weinig maanden voor of na de start. Een deel is niet het geheel.",
    )


def _too_small(found: Measured, asked: Asked) -> Told:
    totals = found.totals
    started = "gemeente" if len(found.treated) == 1 else "gemeenten"
    counted = (
        f"In de gestarte {started} waren het er {format_number(totals.before)} in de {asked.before} maanden vóór de "
        f"start en {format_number(totals.after)} in de {asked.after} maanden erna."
    )
    why = (
        f"Onder de {FEWEST_CASES} is zelfs een halvering niet van toeval te onderscheiden, dus staat hier geen "
        "uitkomst."
    )
    return Told(f"{asked.title}: er zijn te weinig gevallen om iets te zeggen.", f"{counted} {why}")


def _none_after(found: Measured, asked: Asked) -> Told:
    elsewhere = format_number(round(found.totals.elsewhere))
    return Told(
        f"{asked.title}: in de {asked.after} maanden na de start is er niets geteld.",
        f"Was het gegaan zoals elders, dan waren het er zo’n {elsewhere}. Van nul is geen onzekerheid te geven. Kijk "
        "eerst of er in die maanden wel is geregistreerd.",
    )


def _too_few_areas(found: Measured, asked: Asked) -> Told:
    return Told(
        "Er zijn te weinig gemeenten om mee te vergelijken.",
        "Hoe zeker een verschil is, volgt hier uit wat er in gemeenten gebeurt die niet gestart zijn. Daarvoor zijn er "
        "minstens 19 nodig, en meer dan er gestart zijn. Vergelijk met alle andere gemeenten, of kies er meer.",
    )


def _ran_apart(found: Measured, asked: Asked) -> Told:
    return Told(
        f"{asked.title}: over wat er na de start gebeurde, is niets te zeggen.",
        "Vóór de start ging het in de gestarte gemeenten al anders dan in de andere. Dan zegt een verschil erna niets "
        "over de start.",
    )


def _no_leads(found: Measured, asked: Asked) -> Told:
    return Told(
        f"{asked.title}: over wat er na de start gebeurde, is niets te zeggen.",
        "Er zijn te weinig maanden vóór de start om te zien of het in de gemeenten daarvoor gelijk op ging.",
    )


_WHY: Final = {
    Standing.NO_WINDOW: _no_window,
    Standing.NOTHING_BESIDE: _nothing_beside,
    Standing.UNKNOWN_MONTHS: _unknown_months,
    Standing.TOO_SMALL: _too_small,
    Standing.NONE_AFTER: _none_after,
    Standing.TOO_FEW_AREAS: _too_few_areas,
    Standing.RAN_APART: _ran_apart,
    Standing.NO_LEADS: _no_leads,
}
