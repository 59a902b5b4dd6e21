"""Positions: what each party answered on each point, and how those answers are counted.

A party is the code of a body or an organisation, a point its label. Positions are appended and never edited:
of one party on one point the latest counts. Counts are numbers of parties.

Source: the memo of 28 January 2019, R54-R58; taking note is not a vote (R55).
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.decisions.rules.points import PointKind


class Answer(StrEnum):
    """What a party can answer; RETRACTED takes back what was recorded, so that nothing is answered any more."""

    CONSENT = "consent"
    WITH_REMARK = "consent_with_remark"
    OBJECTION = "objection"
    TOOK_NOTE = "took_note"
    DEFERRED = "deferred"
    NOT_DISCUSSED = "not_discussed"
    RETRACTED = "retracted"


_NOTHING_YET = (Answer.DEFERRED, Answer.NOT_DISCUSSED)

# What stands: the other answers say nothing yet.
FINAL: Final = frozenset(Answer) - frozenset((*_NOTHING_YET, Answer.RETRACTED))
_RANK = {answer: rank for rank, answer in enumerate(Answer)}


def answers_to(kind: PointKind) -> tuple[Answer, ...]:
    """The answers that a point of this kind allows, in the order to offer them.

    >>> [answer.value for answer in answers_to(PointKind.TAKE_NOTE)]
    ['took_note', 'deferred', 'not_discussed']
    >>> [answer.value for answer in answers_to(PointKind.ADOPT)]
    ['consent', 'consent_with_remark', 'objection', 'deferred', 'not_discussed']
    """
    if kind is PointKind.TAKE_NOTE:
        return (Answer.TOOK_NOTE, *_NOTHING_YET)
    return (Answer.CONSENT, Answer.WITH_REMARK, Answer.OBJECTION, *_NOTHING_YET)


def needs_text(answer: Answer) -> bool:
    """Must something be written with it: the reason of an objection, the remark of a consent with remark?

    >>> [answer.value for answer in Answer if needs_text(answer)]
    ['consent_with_remark', 'objection']
    """
    return answer in {Answer.OBJECTION, Answer.WITH_REMARK}


@dataclass(frozen=True, slots=True)
class Given:
    """One recorded position; ``sequence`` is the order of recording, a higher one is later."""

    party: str
    point: str
    answer: Answer
    sequence: int


def latest(given: Iterable[Given]) -> dict[tuple[str, str], Answer]:
    """What counts now, by party and point, in whatever order the positions come in; what was taken back does not.

    A sequence number is used once. Should two positions share it all the same, then the answer further down in
    Answer counts, so that the result never hangs on the order of reading.

    >>> latest([Given("twente", "1", Answer.CONSENT, 7), Given("twente", "1", Answer.DEFERRED, 3)])
    {('twente', '1'): <Answer.CONSENT: 'consent'>}
    >>> latest([Given("twente", "1", Answer.CONSENT, 3), Given("twente", "1", Answer.RETRACTED, 7)])
    {}
    """
    in_order = sorted(given, key=lambda position: (position.sequence, _RANK[position.answer]))
    last = {(position.party, position.point): position.answer for position in in_order}
    return {at: answer for at, answer in last.items() if answer is not Answer.RETRACTED}


def answers_on(point: str, parties: Collection[str], given: Iterable[Given]) -> dict[str, Answer]:
    """What counts now on one point, by party; a stranger (not in ``parties``) is left out.

    >>> answers_on("1", {"twente"}, [Given("twente", "1", Answer.CONSENT, 1), Given("x", "1", Answer.CONSENT, 2)])
    {'twente': <Answer.CONSENT: 'consent'>}
    """
    members = frozenset(parties)
    counted = (position for position in given if position.point == point and position.party in members)
    return {party: answer for (party, _), answer in latest(counted).items()}


@dataclass(frozen=True, slots=True)
class Tally:
    """Parties by what they answered; each is in exactly one class, ``open`` when it has not answered."""

    consent: int
    with_remark: int
    objection: int
    took_note: int
    deferred: int
    not_discussed: int
    open: int

    @property
    def final(self) -> int:
        """Those who said something that stands; deferring and not discussing say nothing yet."""
        return self.consent + self.with_remark + self.objection + self.took_note

    @property
    def answered(self) -> int:
        """Those of whom a position is recorded, be it that it was deferred or not discussed."""
        return self.final + self.deferred + self.not_discussed

    @property
    def expected(self) -> int:
        """All parties."""
        return self.answered + self.open


def tally(point: str, parties: Collection[str], given: Iterable[Given]) -> Tally:
    """Count what the parties answered on a point; the classes add up to the number of different parties.

    >>> given = [Given("twente", "3a", Answer.CONSENT, 1), Given("elsewhere", "3a", Answer.OBJECTION, 2)]
    >>> counted = tally("3a", {"twente", "ijsselland"}, given)
    >>> counted.consent, counted.objection, counted.open, counted.expected
    (1, 0, 1, 2)
    """
    counts = Counter(answers_on(point, parties, given).values())
    return Tally(
        consent=counts[Answer.CONSENT],
        with_remark=counts[Answer.WITH_REMARK],
        objection=counts[Answer.OBJECTION],
        took_note=counts[Answer.TOOK_NOTE],
        deferred=counts[Answer.DEFERRED],
        not_discussed=counts[Answer.NOT_DISCUSSED],
        open=len(frozenset(parties)) - counts.total(),
    )
