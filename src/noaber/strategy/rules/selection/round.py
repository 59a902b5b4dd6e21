"""A selection round: which themes are weighed by which criteria, how many are chosen, and what a choice must say.

The memo names no criteria ("aan de hand van een aantal criteria"); `USUAL_CRITERIA` are those that comparable networks
use (domain.md, section 3). Weights are whole hundredths of a percent, so that they add up exactly. They are fixed
before scoring is opened (R08). Who chooses may choose otherwise than the ranking, and then says why.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from noaber.core.rules.dutch import long_date
from noaber.core.rules.reasons import NAMES_NOTHING, WORDS_NEEDED, names_something, says_something
from noaber.strategy.rules.faults import Fault, reason_faults, too_long
from noaber.strategy.rules.selection.ranking import HIGHEST, LOWEST, TopSet

WHOLE: Final = 10_000
"""100 %, in hundredths of a percent."""
MOST_CRITERIA: Final = 12
MOST_OPTIONS: Final = 20
LONGEST_NAME: Final = 120
LONGEST_TEXT: Final = 1000
LONGEST: Final = {"title": 200, "source": 300, "reason": 500}


class Computed(StrEnum):
    """How the score on a criterion comes about when nobody gives it; `queries/selection/computing.py` takes more."""

    NOT = ""
    BREADTH = "breadth"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class CriterionText:
    """A criterion with its weight in hundredths of a percent; `meaning` says what a high score stands for."""

    code: str
    name: str
    weight: int
    meaning: str = ""
    computed: str = Computed.NOT

    @property
    def part(self) -> Fraction:
        """Its share of the whole, from 0 to 1."""
        return Fraction(self.weight, WHOLE)


@dataclass(frozen=True, slots=True)
class OptionText:
    """A theme that can be chosen: its field of the taxonomy, and what the review of last period says of it (R06).

    `offence`: the code of the kind of offence whose figures are about it; empty when there is none.
    """

    code: str
    name: str
    field: str
    evaluation: str = ""
    offence: str = ""


@dataclass(frozen=True, slots=True)
class RoundText:
    """A round as it is prepared; `places`: how many themes are chosen; `body`: whose members score."""

    title: str
    places: int
    body: str
    criteria: tuple[CriterionText, ...]
    options: tuple[OptionText, ...]

    @property
    def weights(self) -> dict[str, Fraction]:
        return {each.code: each.part for each in self.criteria}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one theme is chosen, and why."""

    is_chosen: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceText:
    """What was chosen: of every theme, by its code, whether and why; `source`: where that can be read.

    `proposal`: the code of the proposal in which the themes are put to the councils, if there is one. `reason`: why it
    replaces the choice with which the strategy was adopted (R49).
    """

    verdicts: Mapping[str, Verdict]
    decided_on: dt.date
    source: str
    proposal: str = ""
    reason: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(code for code, verdict in self.verdicts.items() if verdict.is_chosen)

    @property
    def stripped(self) -> "ChoiceText":
        said = {code: Verdict(each.is_chosen, each.reason.strip()) for code, each in self.verdicts.items()}
        return ChoiceText(said, self.decided_on, self.source.strip(), self.proposal, self.reason.strip())

    def is_another_set(self, other: "ChoiceText") -> bool:
        """Whether other themes were chosen."""
        return set(self.chosen) != set(other.chosen)

    def is_same(self, other: "ChoiceText") -> bool:
        """Whether it says the same, whatever the reason to change it was."""
        return replace(self, reason="") == replace(other, reason="")


def _usual(
    code: str, name: str, percent: int, meaning: str, computed: Computed = Computed.NOT
) -> CriterionText:
    return CriterionText(code, name, percent * 100, meaning, computed)


USUAL_CRITERIA: Final = (
    _usual("bovenlokaal", "Bovenlokaal karakter", 15, "Het stopt niet bij de gemeentegrens."),
    _usual("meerwaarde", "Meerwaarde van samen doen", 15, "Samen lukt wat alleen niet lukt."),
    _usual("breedte", "Breedte", 15, "Hoeveel gemeenten het voorop zetten.", Computed.BREADTH),
    _usual("ernst", "Ernst van de gevolgen", 15, "Hoe zwaar het weegt voor inwoners."),
    _usual("urgentie", "Urgentie en trend", 10, "Het neemt toe of kan niet wachten."),
    _usual("invloed", "Beïnvloedbaarheid", 10, "Wat partners doen, maakt verschil."),
    _usual("draagvlak", "Draagvlak", 10, "Partners willen er zelf capaciteit in steken."),
    _usual("aansluiting", "Aansluiting bij politie en OM", 5, "Het past bij hun prioriteiten."),
    _usual("nieuw", "Nog niet elders belegd", 5, "Niemand anders pakt het al op."),
)


def faults(text: RoundText, fields: Collection[str]) -> list[Fault]:
    """Everything that keeps a round from being prepared; `fields`: the codes of the taxonomy that can be chosen.

    >>> options = tuple(OptionText(f"t{number}", f"Thema {number}", "5.2") for number in (1, 2, 3))
    >>> faults(RoundText("Keuze", 2, "bbg", USUAL_CRITERIA, options), {"5.2"})
    []
    >>> half = CriterionText("x", "Half", 5000)
    >>> [fault.message for fault in faults(RoundText("Keuze", 3, "bbg", (half,), options), {"5.2"})]
    ['De gewichten zijn samen 50 %, niet 100 %.', 'Kies minder thema’s dan er zijn: dit zijn er 3.']
    """
    return [*_head_faults(text), *_criterion_faults(text.criteria), *_option_faults(text, fields)]


def _head_faults(text: RoundText) -> Iterator[Fault]:
    if not text.title.strip():
        yield Fault("title", "Vul een naam in.")
    if len(text.title) > LONGEST["title"]:
        yield Fault("title", too_long(LONGEST["title"]))
    if not text.body:
        yield Fault("body", "Kies wie de scores geeft.")


def _criterion_faults(criteria: Sequence[CriterionText]) -> Iterator[Fault]:
    if not criteria:
        yield Fault("criteria", "Vul ten minste één criterium in.")
        return
    if len(criteria) > MOST_CRITERIA:
        yield Fault("criteria", f"Vul ten hoogste {MOST_CRITERIA} criteria in.")
    if any(not 0 <= each.weight <= WHOLE for each in criteria):
        yield Fault("criteria", "Een gewicht is ten minste 0 % en ten hoogste 100 %.")
    whole = sum(each.weight for each in criteria)
    if whole != WHOLE:
        yield Fault("criteria", f"De gewichten zijn samen {percent(whole)}, niet 100 %.")
    yield from _text_faults("criteria", [each.meaning for each in criteria])
    yield from _doubled("criteria", [each.name for each in criteria], [each.code for each in criteria])


def _option_faults(text: RoundText, fields: Collection[str]) -> Iterator[Fault]:
    options = text.options
    if len(options) > MOST_OPTIONS:
        yield Fault("options", f"Vul ten hoogste {MOST_OPTIONS} thema’s in.")
    if not 1 <= text.places < max(len(options), 1):
        yield Fault("places", f"Kies minder thema’s dan er zijn: dit zijn er {len(options)}.")
    for each in options:
        if each.field not in fields:
            yield Fault(
                "options", f"Het thema ‘{each.field[:40]}’ staat niet in de lijst van veiligheidsthema’s."
            )
    yield from _text_faults("options", [each.evaluation for each in options])
    yield from _doubled("options", [each.name for each in options], [each.code for each in options])


def _text_faults(field: str, texts: Sequence[str]) -> Iterator[Fault]:
    if any(len(text) > LONGEST_TEXT for text in texts):
        yield Fault(field, too_long(LONGEST_TEXT))


def _doubled(field: str, names: Sequence[str], codes: Sequence[str]) -> Iterator[Fault]:
    if any(not name.strip() or len(name) > LONGEST_NAME for name in names):
        yield Fault(field, f"Geef elke regel een naam van ten hoogste {LONGEST_NAME} tekens.")
    twice = [name for name, count in Counter(map(str.casefold, names)).items() if count > 1]
    if twice or len(set(codes)) < len(codes):
        yield Fault(field, "Elke naam staat er één keer.")


def score_fault(value: int, motive: str) -> Fault | None:
    """What is wrong with a score; each says why it was given.

    >>> score_fault(6, "x").message, score_fault(3, " ").message, score_fault(3, "Veel zaken.")
    ('Een score is een heel getal van 1 tot en met 5.', 'Vul in waarom u deze score geeft.', None)
    >>> score_fault(3, "...").field
    'motive'
    """
    if not LOWEST <= value <= HIGHEST:
        return Fault("value", f"Een score is een heel getal van {LOWEST} tot en met {HIGHEST}.")
    if not motive.strip():
        return Fault("motive", "Vul in waarom u deze score geeft.")
    if not names_something(motive):
        return Fault("motive", NAMES_NOTHING)
    if len(motive) > LONGEST_TEXT:
        return Fault("motive", too_long(LONGEST_TEXT))
    return None


def choice_faults(
    text: ChoiceText,
    *,
    names: Mapping[str, str],
    places: int,
    top: TopSet,
    sourceless: Mapping[str, Sequence[str]],
    today: dt.date,
) -> list[Fault]:
    """What keeps a choice from being recorded; `sourceless`: by theme which kinds of source it lacks (R06).

    >>> top = TopSet(frozenset({"a"}), frozenset(), 0)
    >>> day, known = dt.date(2018, 12, 17), {"names": {"a": "A", "b": "B"}, "places": 1, "top": top}
    >>> text = ChoiceText({"a": Verdict(True), "b": Verdict(False)}, day, "Verslag BBG")
    >>> [(fault.field, fault.message) for fault in choice_faults(text, sourceless={}, today=day, **known)]
    [('reason_b', 'Vul in waarom ‘B’ niet is gekozen.')]
    >>> text = ChoiceText({"a": Verdict(False, "Het is te duur."), "b": Verdict(True)}, day, "Verslag BBG")
    >>> found = choice_faults(text, sourceless={"b": ["lokaal"]}, today=day, **known)
    >>> [fault.message for fault in found]  # doctest: +NORMALIZE_WHITESPACE
    ['‘B’ staat niet bovenaan. Vul in waarom het toch is gekozen.',
     '‘B’ heeft geen bron: lokaal. Elk thema volgt uit drie soorten bronnen.
       Leg die bron eerst vast, bij de prioriteiten.']
    """
    found = []
    if text.decided_on > today:
        found.append(Fault("decided_on", "Deze dag is nog niet geweest."))
    if not text.source.strip():
        found.append(Fault("source", "Vul in waar de keuze te lezen is."))
    elif not names_something(text.source):
        found.append(Fault("source", NAMES_NOTHING))
    elif len(text.source) > LONGEST["source"]:
        found.append(Fault("source", too_long(LONGEST["source"])))
    if len(text.chosen) != places:
        verb = "is" if len(text.chosen) == 1 else "zijn"
        found.append(Fault("chosen", f"Kies {themes_counted(places)}; nu {verb} het er {len(text.chosen)}."))
    for code, verdict in text.verdicts.items():
        if needed := _reason_needed(code, verdict, names[code], top):
            found.append(Fault(f"reason_{code}", needed))
        elif len(verdict.reason) > LONGEST_TEXT:
            found.append(Fault(f"reason_{code}", too_long(LONGEST_TEXT)))
        if verdict.is_chosen and sourceless.get(code):
            kinds = ", ".join(sourceless[code])
            needed = "Elk thema volgt uit drie soorten bronnen. Leg die bron eerst vast, bij de prioriteiten."
            found.append(Fault(f"chosen_{code}", f"‘{names[code]}’ heeft geen bron: {kinds}. {needed}"))
    return found


def turned_faults(text: ChoiceText, before: ChoiceText, names: Mapping[str, str]) -> Iterator[Fault]:
    """A theme whose verdict turned is not told with the words of the other verdict.

    >>> said = {"a": Verdict(True, "Dit raakt velen."), "b": Verdict(False)}
    >>> first = ChoiceText(said, dt.date(2018, 12, 17), "Besluitenlijst")
    >>> other = replace(first, verdicts={"a": Verdict(False, "Dit raakt velen."), "b": Verdict(True)})
    >>> [(fault.field, fault.message) for fault in turned_faults(other, first, {"a": "A", "b": "B"})]
    [('reason_a', 'Met deze woorden is ‘A’ eerder juist gekozen. Vul in waarom nu niet.')]
    """
    for code, verdict in text.verdicts.items():
        was = before.verdicts.get(code, verdict)
        if verdict.is_chosen is not was.is_chosen and verdict.reason and verdict.reason == was.reason:
            kept = (
                f"Met deze woorden is ‘{names[code]}’ eerder juist niet gekozen. Vul in waarom nu wel."
                if verdict.is_chosen
                else f"Met deze woorden is ‘{names[code]}’ eerder juist gekozen. Vul in waarom nu niet."
            )
            yield Fault(f"reason_{code}", kept)


def change_faults(
    text: ChoiceText,
    before: ChoiceText,
    adopted_on: dt.date | None,
    *,
    was_put: bool = False,
    keeps: bool = False,
) -> list[Fault]:
    """What keeps a choice from replacing the one before; `adopted_on`: when the strategy was adopted (R49).

    `was_put`: the councils were asked to consent to it, or to a choice before it. What they read stands, also when that
    was withdrawn: the proposal that a choice names stays with it in its own round (`keeps`).

    >>> first = ChoiceText({"a": Verdict(True), "b": Verdict(False, "Te klein.")}, dt.date(2019, 1, 22), "Verslag")
    >>> other = replace(first, verdicts={"a": Verdict(False, "Klaar."), "b": Verdict(True)})
    >>> change_faults(other, first, None)
    []
    >>> [fault.field for fault in change_faults(other, first, dt.date(2019, 4, 24))]
    ['reason', 'decided_on']
    >>> [fault.field for fault in change_faults(replace(first, source="Besluitenlijst"), first, dt.date(2019, 4, 24))]
    ['reason']
    >>> put = replace(first, proposal="themas")
    >>> [fault.field for fault in change_faults(replace(put, source="Besluitenlijst"), put, None, was_put=True)]
    ['reason']
    >>> dropped = replace(put, proposal="", reason="Dit was een vergissing.")
    >>> found = change_faults(dropped, put, None, was_put=True, keeps=True)
    >>> [fault.field for fault in found]
    ['proposal']
    """
    if text.is_same(before) or not (adopted_on or was_put):
        return []
    found = []
    if keeps and not text.proposal and not text.is_another_set(before):
        message = (
            "Met dit voorstel zijn de thema’s voorgelegd. Dat blijft hier staan, ook als het is ingetrokken."
        )
        found.append(Fault("proposal", message))
    since = "De strategie is vastgesteld." if adopted_on else "De thema’s zijn aan de overleggen voorgelegd."
    found += reason_faults("reason", text.reason, f"{since} Vul in waarom de keuze verandert.")
    if len(text.reason) > LONGEST["reason"]:
        found.append(Fault("reason", too_long(LONGEST["reason"])))
    if adopted_on and text.is_another_set(before) and text.decided_on < adopted_on:
        day = f"De strategie is vastgesteld op {long_date(adopted_on)}."
        found.append(Fault("decided_on", f"{day} Andere thema’s zijn op die dag of later gekozen."))
    return found


def _reason_needed(code: str, verdict: Verdict, name: str, top: TopSet) -> str:
    """What asks for a reason that was not given, or says nothing; who is chosen from the top needs none."""
    if verdict.reason.strip():
        is_told = says_something(verdict.reason)
        return "" if is_told else f"De reden bij ‘{name}’ zegt te weinig. {WORDS_NEEDED}"
    if verdict.is_chosen and code in top.certain:
        return ""
    if not verdict.is_chosen:
        return f"Vul in waarom ‘{name}’ niet is gekozen."
    if code in top.tied:
        return f"‘{name}’ staat gelijk met een ander thema. Vul in waarom dit thema is gekozen."
    return f"‘{name}’ staat niet bovenaan. Vul in waarom het toch is gekozen."


def themes_counted(count: int) -> str:
    """
    >>> themes_counted(1), themes_counted(4)
    ('1 thema', '4 thema’s')
    """
    return f"{count} thema" if count == 1 else f"{count} thema’s"


def percent(hundredths: int) -> str:
    """A weight in words.

    >>> percent(1250), percent(5000), percent(10003)
    ('12,5 %', '50 %', '100,03 %')
    """
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " %"
