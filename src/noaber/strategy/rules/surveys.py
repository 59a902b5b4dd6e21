"""What the members are asked in the review of a period, and what their answers come to.

Answers stand on a scale from "zeer oneens" (1) to "zeer eens" (5). The steps have an order and no distance, so there is
a middle answer and no mean. 0 is "weet ik niet": counted, and left out of the middle.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from noaber.strategy.rules.faults import Fault, too_long
from noaber.strategy.rules.periods.period import PeriodState

UNKNOWN: Final = 0
SCALE: Final = (1, 2, 3, 4, 5)
CHOICES: Final = (*SCALE, UNKNOWN)
SMALLEST_GROUP: Final = 5
LONGEST: Final = {"title": 200, "introduction": 2000, "question": 300, "answer": 1000, "reason": 1000}
MOST_QUESTIONS: Final = 25
REVIEWABLE: Final = (PeriodState.ADOPTED, PeriodState.EXTENDED, PeriodState.CLOSED)
"""The states of a period in which the members can be asked how it went."""


class SurveyKind(StrEnum):
    """Of which review it is a part: halfway a period, or at its end."""

    MIDTERM = "midterm"
    ENDTERM = "endterm"


class SurveyState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class QuestionKind(StrEnum):
    """`STATEMENT`: judged on the scale. `OPEN`: answered in own words, or left open."""

    STATEMENT = "statement"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One question; `theme`: the code of the theme that it is about, if any."""

    kind: QuestionKind
    text: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class SurveyText:
    """A survey as it is written. `closes_on`: the last day on which it is answered.

    `is_named`: answers to open questions stand with the name of the organisation.
    """

    title: str
    introduction: str
    closes_on: dt.date
    questions: tuple[QuestionText, ...]
    is_named: bool = False

    @property
    def stripped(self) -> "SurveyText":
        questions = tuple(replace(each, text=each.text.strip()) for each in self.questions)
        return replace(
            self,
            title=self.title.strip(),
            introduction=self.introduction.replace("\r\n", "\n").strip(),
            questions=questions,
        )


@dataclass(frozen=True, slots=True)
class ResponseText:
    """What an organisation answers, by the number of the question."""

    opinions: Mapping[int, int] = field(default_factory=dict)
    remarks: Mapping[int, str] = field(default_factory=dict)

    @property
    def stripped(self) -> "ResponseText":
        """Without open questions that were left open."""
        said = {number: text.replace("\r\n", "\n").strip() for number, text in self.remarks.items()}
        return replace(self, remarks={number: text for number, text in said.items() if text})


def survey_faults(text: SurveyText) -> Iterator[Fault]:
    """Everything that is wrong with a survey.

    >>> one = QuestionText(QuestionKind.STATEMENT, "Het netwerk helpt ons.")
    >>> good = SurveyText("Peiling", "Waarom wij dit vragen.", dt.date(2021, 6, 25), (one,))
    >>> list(survey_faults(good))
    []
    >>> [fault.field for fault in survey_faults(SurveyText(" ", "", good.closes_on, (one, one)))]
    ['title', 'introduction', 'questions']
    """
    if not text.title.strip():
        yield Fault("title", "Vul een naam in.")
    if not text.introduction.strip():
        yield Fault("introduction", "Leg uit waarom u dit vraagt en wat u met de antwoorden doet.")
    for name in ("title", "introduction"):
        if len(getattr(text, name)) > LONGEST[name]:
            yield Fault(name, too_long(LONGEST[name]))
    if not text.questions:
        yield Fault("questions", "Stel ten minste één vraag.")
    elif len(text.questions) > MOST_QUESTIONS:
        yield Fault("questions", f"Stel ten hoogste {MOST_QUESTIONS} vragen.")
    elif len({each.text.strip().casefold() for each in text.questions}) < len(text.questions):
        yield Fault("questions", "Dezelfde vraag staat er twee keer.")
    elif any(not each.text.strip() or len(each.text) > LONGEST["question"] for each in text.questions):
        yield Fault("questions", f"Schrijf elke vraag in ten hoogste {LONGEST['question']} tekens.")


def response_faults(text: ResponseText, questions: Mapping[int, QuestionKind]) -> Iterator[Fault]:
    """What is wrong with an answer; `field` is "q<number>".

    >>> asked = {1: QuestionKind.STATEMENT, 2: QuestionKind.OPEN}
    >>> list(response_faults(ResponseText({1: 4}), asked)), list(response_faults(ResponseText({1: 0}), asked))
    ([], [])
    >>> [fault.field for fault in response_faults(ResponseText({2: 4, 1: 6}, {7: "Ja"}), asked)]
    ['q2', 'q7', 'q1']
    """
    for number in text.opinions:
        if questions.get(number) is not QuestionKind.STATEMENT:
            yield Fault(f"q{number}", "Deze stelling staat niet in de peiling.")
    for number, said in text.remarks.items():
        if questions.get(number) is not QuestionKind.OPEN:
            yield Fault(f"q{number}", "Deze open vraag staat niet in de peiling.")
        elif len(said) > LONGEST["answer"]:
            yield Fault(f"q{number}", too_long(LONGEST["answer"]))
    for number, kind in questions.items():
        if kind is QuestionKind.STATEMENT and text.opinions.get(number) not in CHOICES:
            yield Fault(f"q{number}", "Kies wat u vindt; ‘weet ik niet’ mag ook.")


@dataclass(frozen=True, slots=True)
class Distribution:
    """How often each step of the scale was chosen: `counts[0]` is "weet ik niet", `counts[1]` to `[5]` the scale."""

    counts: tuple[int, int, int, int, int, int]

    @property
    def answered(self) -> int:
        return sum(self.counts)

    @property
    def with_opinion(self) -> int:
        return sum(self.counts[1:])

    @property
    def shares(self) -> tuple[int, ...]:
        """Whole percentages in the order of `counts`, each rounded of itself: the same count is the same share.

        So together they need not be 100. Nothing but zeros when nobody answered.

        >>> Distribution((0, 1, 1, 1, 0, 0)).shares, Distribution((1, 0, 7, 0, 0, 0)).shares
        ((0, 33, 33, 33, 0, 0), (13, 0, 88, 0, 0, 0))
        >>> Distribution((0, 0, 0, 0, 0, 0)).shares
        (0, 0, 0, 0, 0, 0)
        """
        whole = self.answered or 1
        return tuple((200 * count + whole) // (2 * whole) for count in self.counts)

    @property
    def middle(self) -> tuple[int, ...]:
        """The step in the middle of who has an opinion; two where the middle lies between them, none without opinions.

        >>> Distribution((9, 1, 0, 0, 2, 0)).middle, Distribution((0, 0, 1, 0, 1, 0)).middle
        ((4,), (2, 4))
        >>> Distribution((3, 0, 0, 0, 0, 0)).middle
        ()
        """
        whole = self.with_opinion
        if not whole:
            return ()
        lower, upper = self._step_at((whole - 1) // 2), self._step_at(whole // 2)
        return (lower,) if lower == upper else (lower, upper)

    def _step_at(self, place: int) -> int:
        """The step of who stands on a place (from 0), when all stand in order of what they chose."""
        for step in SCALE:
            place -= self.counts[step]
            if place < 0:
                return step
        raise IndexError(place)


def distribution(opinions: Iterable[int]) -> Distribution:
    """Count what was chosen.

    >>> distribution([5, 4, 4, 0]).counts
    (1, 0, 0, 0, 2, 1)
    """
    found = Counter(opinions)
    return Distribution(
        (found[UNKNOWN], found[SCALE[0]], found[SCALE[1]], found[SCALE[2]], found[SCALE[3]], found[SCALE[4]])
    )


def pooled(sizes: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Groups that may stand apart: who would be too few is joined with the next smallest.

    Joined, and not left out: what is left out of a sum can be found by subtraction. A group of nobody is not there;
    with one group left nothing is broken down.

    >>> pooled({"Twente": 14, "IJsselland": 11, "zonder district": 3})
    (('Twente',), ('IJsselland', 'zonder district'))
    >>> pooled({"gemeente": 70, "politie": 1, "OM": 1, "RIEC": 0}), pooled({"gemeente": 4})
    ((('gemeente', 'politie', 'OM'),), (('gemeente',),))
    """
    order = {name: place for place, name in enumerate(sizes)}
    groups: list[tuple[int, tuple[str, ...]]] = [(size, (name,)) for name, size in sizes.items() if size]

    def weight(each: tuple[int, tuple[str, ...]]) -> tuple[int, int]:
        return each[0], order[each[1][0]]

    groups.sort(key=weight)
    while len(groups) > 1 and groups[0][0] < SMALLEST_GROUP:
        first, second, *rest = groups
        names = tuple(sorted((*first[1], *second[1]), key=order.__getitem__))
        groups = sorted([(first[0] + second[0], names), *rest], key=weight)
    return tuple(names for _size, names in sorted(groups, key=lambda each: order[each[1][0]]))


def is_low(answered: int, asked: int) -> bool:
    """Whether so few answered that the outcome says little: fewer than half of who was asked.

    >>> is_low(39, 79), is_low(40, 79)
    (True, False)
    """
    return 2 * answered < asked


_ALWAYS: Final = (
    "De strategie gaat over wat voor onze organisatie belangrijk is.",
    "Het netwerk helpt ons bij wat wij alleen niet kunnen.",
    "Wij gebruiken de kennis en de producten van het netwerk.",
    "Wij weten bij wie in het netwerk wij moeten zijn.",
    "Wat het netwerk oplevert, is onze bijdrage in geld of mensen waard.",
)
_OF_THEME: Final = {
    SurveyKind.MIDTERM: "Bij het thema {theme} gaat het de goede kant op.",
    SurveyKind.ENDTERM: "Bij het thema {theme} is bereikt wat wij samen wilden.",
}
_IN_WORDS: Final = {
    SurveyKind.MIDTERM: ("Wat gaat goed en moet zo blijven?", "Wat moet in de rest van deze periode anders?"),
    SurveyKind.ENDTERM: ("Wat ging goed en moet zo blijven?", "Wat moet in de volgende periode anders?"),
}


def usual_questions(kind: SurveyKind, themes: Mapping[str, str]) -> tuple[QuestionText, ...]:
    """Where a new survey begins: five statements, one per theme (code -> name), and two open questions.

    >>> [each.text for each in usual_questions(SurveyKind.MIDTERM, {"cybercrime": "Cybercrime"})][5:]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['Bij het thema Cybercrime gaat het de goede kant op.', 'Wat gaat goed en moet zo blijven?',
     'Wat moet in de rest van deze periode anders?']
    """
    of_themes = (
        QuestionText(QuestionKind.STATEMENT, _OF_THEME[kind].format(theme=name), code)
        for code, name in themes.items()
    )
    return (
        *(QuestionText(QuestionKind.STATEMENT, text) for text in _ALWAYS),
        *of_themes,
        *(QuestionText(QuestionKind.OPEN, text) for text in _IN_WORDS[kind]),
    )
