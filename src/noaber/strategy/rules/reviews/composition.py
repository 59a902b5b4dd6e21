"""What a review shows of what was recorded, as it is kept with each version that was shared.

Everything is text, number or truth, so that it can be written as JSON and read back the same: an older version stays
readable as it was, whatever is recorded later, and whatever themes and organisations are called by then.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from noaber.core.rules.dutch import in_a_row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MeasuredPart:
    """An indicator of a goal: where it began, where it is (empty: not known) and where it should be, as read."""

    title: str
    unit: str
    source: str
    base: str
    value: str
    value_year: int | None
    target: str


@dataclass(frozen=True, slots=True)
class DonePart:
    """An activity of a goal."""

    title: str
    state: str
    doers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalPart:
    """A goal with how it was going last; `status` is empty when nobody ever said so. Days are ISO."""

    code: str
    title: str
    owner: str
    status: str
    said_on: str
    sentence: str
    indicators: tuple[MeasuredPart, ...] = ()
    activities: tuple[DonePart, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangePart:
    """What changed in the period, with the reason (R49)."""

    on: str
    goal: str
    what: str
    change: str
    reason: str
    is_innovation: bool


@dataclass(frozen=True, slots=True)
class ThemePart:
    """A theme with its goals and what changed in them; `note`: what must be said of it, such as that it was dropped."""

    code: str
    name: str
    goals: tuple[GoalPart, ...] = ()
    changes: tuple[ChangePart, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PointPart:
    """A point of a proposal and what became of it; `remarks`: by effect how many were answered so."""

    label: str
    text: str
    outcome: str
    remarks: tuple[tuple[str, int], ...] = ()
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class ProposalPart:
    """A proposal that led to the strategy; `adopted_on` is empty while it was not adopted.

    Of one that is not public, the code is empty and its points are not told.
    """

    code: str
    title: str
    adopted_on: str
    points: tuple[PointPart, ...] = ()


@dataclass(frozen=True, slots=True)
class FigurePart:
    """A claim with a figure, recomputed from the counts (R27); None or empty is what could not be found."""

    offence: str
    area: str
    base_year: int
    base: int | None
    end_year: int
    end: int | None
    claimed: str
    came_out: str
    agrees: bool | None
    is_provisional: bool
    missing: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultPart:
    """What was reached, by whom together (R21) and from what that shows (R20)."""

    code: str
    title: str
    reached: str
    theme: str
    partners: tuple[str, ...]
    evidence: tuple[str, ...]
    has_evidence: bool
    figure: FigurePart | None = None


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A question of the survey among members: how many answered of how many, and what they said."""

    question: str
    answered: int
    asked: int
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """All that was recorded of a period by a day (ISO).

    `drafts`: how many results were still written then. Nothing else of them is here: a draft is for who writes it.
    """

    on: str
    themes: tuple[ThemePart, ...] = ()
    proposals: tuple[ProposalPart, ...] = ()
    results: tuple[ResultPart, ...] = ()
    survey: tuple[AskedPart, ...] = ()
    survey_note: str = ""  # what must be said beside it: that it still runs, or that few answered
    drafts: int = 0

    @property
    def goals(self) -> tuple[GoalPart, ...]:
        return tuple(goal for theme in self.themes for goal in theme.goals)

    @property
    def shown(self) -> tuple[ResultPart, ...]:
        return tuple(each for each in self.results if each.has_evidence)

    @property
    def not_shown(self) -> tuple[ResultPart, ...]:
        """What was recorded as reached, without anything that shows it any more (R20)."""
        return tuple(each for each in self.results if not each.has_evidence)

    @property
    def figures(self) -> tuple[ResultPart, ...]:
        return tuple(each for each in self.results if each.figure)


def lacking(found: Composition) -> Iterator[str]:
    """What could not be found, a sentence each: it is said, never left out.

    >>> list(lacking(Composition("2018-12-31", themes=(ThemePart("cyber", "Cybercrime"),))))[:2]
    ['Bij het thema Cybercrime is geen doel vastgelegd.', 'Er is geen voorstel gevonden dat tot de strategie leidde.']
    """
    if not found.themes:
        yield "Van deze periode zijn geen thema’s met doelen vastgelegd."
    for theme in found.themes:
        if not theme.goals:
            yield f"Bij het thema {theme.name} is geen doel vastgelegd."
    yield from _of_goals(found.goals)
    if not found.proposals:
        yield "Er is geen voorstel gevonden dat tot de strategie leidde."
    for proposal in found.proposals:
        if not proposal.code:
            yield "Een voorstel is niet openbaar; de punten ervan staan hier niet."
        waiting = sum(point.unanswered for point in proposal.points)
        if waiting:
            remarks = "kanttekening" if waiting == 1 else "kanttekeningen"
            yield f"Bij ‘{proposal.title}’ is op {waiting} {remarks} geen antwoord vastgelegd."
    yield from _of_results(found)
    if not found.survey:
        yield found.survey_note or "Er is geen peiling gehouden."


def _of_goals(goals: tuple[GoalPart, ...]) -> Iterator[str]:
    for goal in goals:
        if not goal.status:
            yield f"Van het doel ‘{goal.title}’ is nooit gezegd hoe het ging."
        if not goal.indicators:
            yield f"Het doel ‘{goal.title}’ heeft geen indicator."
        for each in goal.indicators:
            if not each.base:
                yield f"Van de indicator ‘{each.title}’ is het begin niet bekend."
            if not each.value:
                yield f"Van de indicator ‘{each.title}’ is niet bekend hoe het nu staat."


def _of_results(found: Composition) -> Iterator[str]:
    if not found.results:
        yield "Er is geen resultaat vastgelegd."
    for each in found.not_shown:
        yield f"Het resultaat ‘{each.title}’ heeft geen bewijs."
    if found.drafts:
        yield draft_words(found.drafts)
    for each in found.figures:
        figure = each.figure
        if figure and figure.agrees is None:
            of = f" van {in_a_row(figure.missing)}" if figure.missing else ""
            yield f"Het cijfer bij ‘{each.title}’ is niet na te rekenen: er ontbreken aantallen{of}."


def draft_words(count: int) -> str:
    """How many results are still drafts, and no more of them than that.

    >>> draft_words(1), draft_words(2)
    ('1 resultaat is nog een concept en telt niet mee.', '2 resultaten zijn nog een concept en tellen niet mee.')
    """
    if count == 1:
        return "1 resultaat is nog een concept en telt niet mee."
    return f"{count} resultaten zijn nog een concept en tellen niet mee."


def written(found: Composition) -> str:
    """As JSON, the same for the same content."""
    return json.dumps(asdict(found), ensure_ascii=False, sort_keys=True)


def read(text: str) -> Composition:
    """What `written` wrote; a field that came later has its usual value.

    Earlier versions kept the drafts themselves, which were never for everyone: of those only the number is read.

    >>> whole = Composition("2018-12-31", (ThemePart("cyber", "Cybercrime", (), ()),))
    >>> read(written(whole)) == whole
    True
    >>> read('{"on": "2018-12-31"}') == Composition("2018-12-31")
    True
    >>> read('{"on": "2018-12-31", "results": [{"code": "gerucht", "title": "Gerucht", "is_draft": true}]}')
    Composition(on='2018-12-31', themes=(), proposals=(), results=(), survey=(), survey_note='', drafts=1)
    """
    kept = json.loads(text)
    results = kept.get("results", [])
    recorded = [each for each in results if not each.get("is_draft")]
    drafts = kept.get("drafts", 0) + len(results) - len(recorded)
    return _made(Composition, {**kept, "results": recorded, "drafts": drafts})


def _made(kind: type[T], values: dict[str, Any]) -> T:
    hints = get_type_hints(kind)
    known = (each.name for each in fields(kind) if each.name in values)  # type: ignore[arg-type]
    return kind(**{name: _value(hints[name], values[name]) for name in known})


def _value(hint: Any, value: Any) -> Any:
    """A value as its type says: lists are tuples, objects are parts."""
    if value is None:
        return None
    if get_origin(hint) is UnionType:
        return _value(next(each for each in get_args(hint) if each is not type(None)), value)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_value(each, one) for each, one in zip(kinds, value, strict=True))
    return _made(hint, value) if hasattr(hint, "__dataclass_fields__") else value
