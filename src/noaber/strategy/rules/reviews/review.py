"""The review of a period, halfway (midterm) and at its end (endterm): its course, and what its authors add.

It is written, shared for reactions until a day, and at last final: then nothing of it changes any more. It may be
written again between sharing and becoming final; what was shared stays readable as it was.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from noaber.core.rules.dutch import long_date
from noaber.strategy.rules.faults import Fault, name_faults, too_long

LONGEST: Final = {"conclusion": 4000, "source": 300}
LONGEST_CONCLUSION: Final = 2000
LONGEST_FINDING: Final = {"text": 300, "recommendation": 500}
LONGEST_REACTION: Final = 2000
LONGEST_ANSWER: Final = 2000
MOST_FINDINGS: Final = 20
SHORTEST_TERM: Final = dt.timedelta(days=5)
"""In which who takes part can read a draft and react; mostly it is weeks."""


class ReviewKind(StrEnum):
    """Which look back it is."""

    MIDTERM = "midterm"
    ENDTERM = "endterm"


class ReviewState(StrEnum):
    """Where a review stands."""

    WRITING = "writing"
    SHARED = "shared"
    FINAL = "final"


FOLLOWS: Final[Mapping[ReviewState | None, tuple[ReviewState, ...]]] = {
    None: (ReviewState.WRITING,),
    ReviewState.WRITING: (ReviewState.WRITING, ReviewState.SHARED, ReviewState.FINAL),
    ReviewState.SHARED: (ReviewState.WRITING, ReviewState.SHARED, ReviewState.FINAL),
    ReviewState.FINAL: (),
}
"""The state that may come after each; None before anything was written."""


@dataclass(frozen=True, slots=True)
class FindingText:
    """What was found, on a theme (its code) or on the whole, and what is recommended."""

    text: str
    theme: str = ""
    recommendation: str = ""


@dataclass(frozen=True, slots=True)
class ReviewText:
    """The judgement of the authors: in general, per theme (its code), and what they found."""

    conclusion: str = ""
    of_themes: tuple[tuple[str, str], ...] = ()
    findings: tuple[FindingText, ...] = ()


def renamed(text: ReviewText, codes: Mapping[str, str]) -> ReviewText:
    """The same, with what was concluded of a theme under the code that it has by now (`codes`).

    >>> renamed(ReviewText("", (("verkeer", "Goed."), ("zorg", "Af."))), {"verkeer": "verkeersveiligheid"}).of_themes
    (('verkeersveiligheid', 'Goed.'), ('zorg', 'Af.'))
    """
    return replace(text, of_themes=tuple((codes.get(code, code), said) for code, said in text.of_themes))


class Part(StrEnum):
    """What the authors add to a review."""

    CONCLUSION = "conclusion"
    THEMES = "of_themes"
    FINDINGS = "findings"


def changed_parts(before: ReviewText, after: ReviewText) -> tuple[Part, ...]:
    """The parts that say something else than before.

    >>> changed_parts(ReviewText("Goed."), ReviewText("Goed.", findings=(FindingText("Te laat."),)))
    (<Part.FINDINGS: 'findings'>,)
    >>> changed_parts(ReviewText("Goed."), ReviewText("Goed."))
    ()
    """
    was, now = _by_part(before), _by_part(after)
    return tuple(part for part in Part if was[part] != now[part])


def _by_part(text: ReviewText) -> Mapping[Part, object]:
    """In whatever order the themes were written."""
    return {
        Part.CONCLUSION: text.conclusion,
        Part.THEMES: dict(text.of_themes),
        Part.FINDINGS: text.findings,
    }


@dataclass(frozen=True, slots=True)
class Course:
    """How far a review is. `due_on`: the last day for reactions to what was shared last, on `shared_on`.

    `text_number`: of the version in which its text was written. Who reacted on a later one, read that text.

    >>> course = Course(ReviewState.SHARED, dt.date(2021, 4, 1), dt.date(2021, 4, 30))
    >>> course.takes_reactions(dt.date(2021, 4, 30)), course.takes_reactions(dt.date(2021, 5, 1))
    (True, False)
    """

    state: ReviewState | None = None
    shared_on: dt.date | None = None
    due_on: dt.date | None = None
    text_number: int = 0

    @property
    def is_final(self) -> bool:
        return self.state is ReviewState.FINAL

    @property
    def shown(self) -> ReviewState:
        """Where it stands for who reads: shared, also while the next text is written."""
        if self.is_final:
            return ReviewState.FINAL
        return ReviewState.SHARED if self.shared_on else ReviewState.WRITING

    def takes_reactions(self, day: dt.date) -> bool:
        """Whether it was shared, and its day has not passed; also while the next text is written."""
        return not self.is_final and self.due_on is not None and day <= self.due_on


def text_shared(states: Iterable[ReviewState]) -> int:
    """The number of the version with the text that was shared last, 0 before; `states`: of all versions in order.

    >>> writing, shared = ReviewState.WRITING, ReviewState.SHARED
    >>> text_shared([writing, shared]), text_shared([writing, shared, writing, shared, shared, writing])
    (1, 3)
    """
    written = found = 0
    for number, state in enumerate(states, start=1):
        if state is ReviewState.WRITING:
            written = number
        elif state is ReviewState.SHARED:
            found = written
    return found


def order_faults(course: Course, state: ReviewState) -> Iterator[Fault]:
    """Whether a state may come after where it stands.

    >>> [fault.message for fault in order_faults(Course(ReviewState.FINAL), ReviewState.WRITING)]
    ['Deze review is definitief; er verandert niets meer aan.']
    >>> [fault.message for fault in order_faults(Course(ReviewState.WRITING), ReviewState.FINAL)]
    ['Deel eerst een concept, zodat de deelnemers kunnen reageren.']
    """
    if course.is_final:
        yield Fault("", "Deze review is definitief; er verandert niets meer aan.")
    elif state not in FOLLOWS[course.state]:
        yield Fault("", "Schrijf de review eerst.")
    elif state is ReviewState.FINAL and course.shared_on is None:
        yield Fault("", "Deel eerst een concept, zodat de deelnemers kunnen reageren.")


def sharing_faults(course: Course, due_on: dt.date, today: dt.date) -> Iterator[Fault]:
    """What is wrong with sharing a draft until a day.

    >>> day, today = dt.date(2021, 4, 30), dt.date(2021, 4, 1)
    >>> list(sharing_faults(Course(ReviewState.WRITING), day, today))
    []
    >>> [fault.message for fault in sharing_faults(Course(ReviewState.WRITING), dt.date(2021, 4, 5), today)]
    ['Kies 6 april 2021 of later: wie het leest, heeft tijd nodig.']
    >>> shared = Course(ReviewState.SHARED, today, day)
    >>> [fault.message for fault in sharing_faults(shared, dt.date(2021, 4, 20), today)]
    ['Er is gezegd dat reageren kan tot en met 30 april 2021. Kies die dag of een latere.']
    """
    yield from order_faults(course, ReviewState.SHARED)
    if due_on < (first := today + SHORTEST_TERM):
        yield Fault("due_on", f"Kies {long_date(first)} of later: wie het leest, heeft tijd nodig.")
    elif course.takes_reactions(today) and course.due_on and due_on < course.due_on:
        yield Fault(
            "due_on",
            f"Er is gezegd dat reageren kan tot en met {long_date(course.due_on)}. Kies die dag of een latere.",
        )


@dataclass(frozen=True, slots=True)
class Finishing:
    """When it was decided that a review is final, and where that can be read."""

    decided_on: dt.date
    source: str


def finishing_faults(
    course: Course,
    said: Finishing,
    text: ReviewText,
    kind: ReviewKind,
    *,
    unanswered: int,
    today: dt.date,
    answered_on: dt.date | None = None,
) -> Iterator[Fault]:
    """What keeps a review from becoming final; `unanswered`: how many reactions have no answer, `answered_on`: the day
    of the last answer.

    >>> course = Course(ReviewState.SHARED, dt.date(2021, 4, 1), dt.date(2021, 4, 30))
    >>> text = ReviewText("Het gaat goed.", (), (FindingText("Te weinig mensen."),))
    >>> def wrong(day, unanswered=0, text=text):
    ...     said = Finishing(day, "besluitenlijst BBG")
    ...     found = finishing_faults(course, said, text, ReviewKind.ENDTERM, unanswered=unanswered, today=day)
    ...     return [fault.message for fault in found]
    >>> wrong(dt.date(2021, 5, 12))
    []
    >>> wrong(dt.date(2021, 4, 30))
    ['Reageren kan nog tot en met 30 april 2021. Daarna kan de review definitief worden.']
    >>> wrong(dt.date(2021, 5, 12), unanswered=1)
    ['Beantwoord eerst elke reactie; 1 wacht nog.']
    >>> wrong(dt.date(2021, 5, 12), text=ReviewText("Het gaat goed."))
    ['Een endterm review heeft ten minste één bevinding: daarmee begint de volgende periode.']
    >>> said = Finishing(dt.date(2021, 4, 30), "besluitenlijst BBG")
    >>> kept = {"unanswered": 0, "today": dt.date(2021, 6, 1), "answered_on": dt.date(2021, 5, 4)}
    >>> [fault.message for fault in finishing_faults(course, said, text, ReviewKind.ENDTERM, **kept)]
    ['Reageren kon tot en met 30 april 2021. Kies een dag daarna.']
    >>> said = Finishing(dt.date(2021, 5, 3), "besluitenlijst BBG")
    >>> [fault.message for fault in finishing_faults(course, said, text, ReviewKind.ENDTERM, **kept)]
    ['De laatste reactie is beantwoord op 4 mei 2021. Kies die dag of een latere.']
    """
    yield from order_faults(course, ReviewState.FINAL)
    yield from early_faults(course, today)
    if unanswered:
        waits = "wacht" if unanswered == 1 else "wachten"
        yield Fault("", f"Beantwoord eerst elke reactie; {unanswered} {waits} nog.")
    if not text.conclusion.strip():
        yield Fault("", "Schrijf eerst een algemene conclusie.")
    if kind is ReviewKind.ENDTERM and not text.findings:
        yield Fault(
            "", "Een endterm review heeft ten minste één bevinding: daarmee begint de volgende periode."
        )
    yield from _day_faults(course, said, today, answered_on)


def early_faults(course: Course, today: dt.date) -> Iterator[Fault]:
    """As long as organisations can react, it does not become final."""
    if course.due_on and course.takes_reactions(today):
        day = long_date(course.due_on)
        yield Fault("", f"Reageren kan nog tot en met {day}. Daarna kan de review definitief worden.")


def _day_faults(
    course: Course, said: Finishing, today: dt.date, answered_on: dt.date | None
) -> Iterator[Fault]:
    """Who decides, has the last draft, and what was said of it with its answers."""
    if said.decided_on > today:
        yield Fault("decided_on", "Deze dag ligt na vandaag. Leg het vast als het is besloten.")
    elif course.shared_on and said.decided_on < course.shared_on:
        yield Fault("decided_on", "Deze dag ligt voor het delen van het laatste concept.")
    elif course.due_on and said.decided_on <= course.due_on < today:
        yield Fault("decided_on", f"Reageren kon tot en met {long_date(course.due_on)}. Kies een dag daarna.")
    elif answered_on and said.decided_on < answered_on:
        day = long_date(answered_on)
        yield Fault("decided_on", f"De laatste reactie is beantwoord op {day}. Kies die dag of een latere.")
    if not said.source.strip():
        yield Fault("source", "Vul in waar het besluit staat.")
    elif len(said.source) > LONGEST["source"]:
        yield Fault("source", too_long(LONGEST["source"]))
    yield from name_faults("source", said.source)


def text_faults(text: ReviewText, themes: Collection[str], lacking: Collection[str] = ()) -> Iterator[Fault]:
    """What is wrong with the judgement; `themes`: the codes that it may be about. Of those that the network is
    `lacking` something is concluded, and nothing found: a finding goes on to the next inventory by its theme.

    >>> [fault.message for fault in text_faults(ReviewText("", (("x", "Goed."),), (FindingText(" "),)), {"cyber"})]
    ['Het thema ‘x’ is hier niet bekend.', 'Vul in wat er is gevonden, of maak de hele rij leeg.']
    """
    concluded = (theme for theme, _text in text.of_themes if theme not in lacking)
    named = (*concluded, *(each.theme for each in text.findings))
    for theme in dict.fromkeys(named):
        if theme and theme not in themes:
            yield Fault("findings", f"Het thema ‘{theme[:40]}’ is hier niet bekend.")
    if len(text.conclusion) > LONGEST["conclusion"]:
        yield Fault("conclusion", too_long(LONGEST["conclusion"]))
    for theme, said in text.of_themes:
        if len(said) > LONGEST_CONCLUSION:
            yield Fault(f"theme_{theme}", too_long(LONGEST_CONCLUSION))
    if len(text.findings) > MOST_FINDINGS:
        yield Fault("findings", f"Noem ten hoogste {MOST_FINDINGS} bevindingen.")
    for each in text.findings:
        if not each.text.strip():
            yield Fault("findings", "Vul in wat er is gevonden, of maak de hele rij leeg.")
        for field, longest in LONGEST_FINDING.items():
            if len(getattr(each, field)) > longest:
                yield Fault(
                    "findings", f"De tekst bij een bevinding is te lang: ten hoogste {longest} tekens."
                )


class ReactionState(StrEnum):
    """Whether a reaction asks for an answer, has one, or was replaced by a later one without."""

    OPEN = "open"
    ANSWERED = "answered"
    REPLACED = "replaced"


def reaction_states(
    reactions: Iterable[tuple[int, str]], answered: Collection[int]
) -> Mapping[int, ReactionState]:
    """By number how each stands: the last of an organisation counts; what was answered stays, as remarks do.

    `reactions`: number and organisation, in any order.

    >>> found = reaction_states([(1, "GM1"), (2, "GM2"), (3, "GM1"), (4, "GM2")], {1})
    >>> {number: state.value for number, state in sorted(found.items())}
    {1: 'answered', 2: 'replaced', 3: 'open', 4: 'open'}
    """
    by_organisation: dict[str, list[int]] = defaultdict(list)
    for number, organisation in reactions:
        by_organisation[organisation].append(number)
    return {
        number: ReactionState.ANSWERED
        if number in answered
        else ReactionState.OPEN
        if number == max(numbers)
        else ReactionState.REPLACED
        for numbers in by_organisation.values()
        for number in numbers
    }
