"""Remarks: the texts with which parties consented or objected, and whether they still ask for an answer.

A party is the key of a body or organisation, a point its label, a version the number of the text. Positions are
appended: the last of a party on a point counts, so an earlier remark that nobody answered lapses when the party says
something else of the same text, or takes it back. One on an earlier text stays to be answered: that the party agrees
with the next text answers nothing; only where it says the same again, that one is answered. What was answered stays in
the reply note, whatever the party says later; that was the point of it. Only what is taken back lapses then too: it
was recorded by mistake, and never said. Saying the same again on the same text is the same remark (the day or the
evidence was corrected, or it was put back after something else had been recorded by mistake): who takes it up and what
was answered belong to those words. On a later text it is a new one: the party read the answer, and says it still.

Source: the memo of 28 January 2019, R10 (every remark answered).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from noaber.decisions.rules.positions import Answer, needs_text


class RemarkState(StrEnum):
    """Whether a remark asks for an answer, has one, or lapsed without."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Stated:
    """One recorded position; ``sequence`` is the order of recording, a higher one is later."""

    party: str
    point: str
    version: int
    answer: Answer
    text: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark, or the reason of an objection; ``sequences``: the positions that say it, the first one first.

    ``is_last``: the party has not answered otherwise since; ``is_left``: it did, but of a later text only;
    ``is_mistake``: it was taken back, and not said again.
    """

    party: str
    point: str
    version: int
    answer: Answer
    text: str
    sequences: tuple[int, ...]
    is_last: bool
    is_left: bool = False
    is_mistake: bool = False

    def state(self, answered: Collection[int]) -> RemarkState:
        """How it stands, where ``answered`` are the positions to which somebody replied.

        >>> (found,) = remarks([Stated("twente", "1", 1, Answer.OBJECTION, "Te duur.", 4)])
        >>> found.state({4}).value, found.state(()).value
        ('answered', 'open')
        >>> more = [Stated("twente", "1", 1, Answer.RETRACTED, "", 5), Stated("twente", "1", 1, Answer.CONSENT, "", 6)]
        >>> (found,) = remarks([Stated("twente", "1", 1, Answer.OBJECTION, "Te duur.", 4), *more])
        >>> found.state({4}).value
        'lapsed'
        """
        if self.is_mistake:
            return RemarkState.LAPSED
        if any(sequence in answered for sequence in self.sequences):
            return RemarkState.ANSWERED
        return RemarkState.OPEN if self.is_last or self.is_left else RemarkState.LAPSED


def remarks(stated: Iterable[Stated]) -> tuple[Remark, ...]:
    """All remarks in the order in which they were first made, whatever the order of reading.

    >>> said = [
    ...     Stated("twente", "1", 1, Answer.WITH_REMARK, "Mits het kan.", 1),
    ...     Stated("twente", "1", 1, Answer.WITH_REMARK, "Mits het kan.", 2),
    ...     Stated("twente", "1", 1, Answer.CONSENT, "", 3),
    ... ]
    >>> [(each.text, each.sequences, each.is_last) for each in remarks(said)]
    [('Mits het kan.', (1, 2), False)]
    >>> back = [Stated("twente", "1", 1, answer, text, number) for answer, text, number in (
    ...     (Answer.RETRACTED, "Vergissing.", 4), (Answer.WITH_REMARK, "Mits het kan.", 5))]
    >>> [(each.sequences, each.is_last, each.state({1}).value) for each in remarks([*said, *back])]
    [((1, 2, 5), True, 'answered')]
    """
    by_point: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for each in sorted(stated, key=lambda one: one.sequence):
        by_point[each.party, each.point].append(each)
    found = [remark for rows in by_point.values() for remark in _of_one(rows)]
    return tuple(sorted(found, key=lambda remark: remark.sequences))


def _of_one(said: list[Stated]) -> Iterator[Remark]:
    """The remarks of one party on one point: the same words on the same text are one remark, whatever came between.

    What was taken back only to be said again, such as with the right day, is no other thing said.
    """
    rows = [row for row in said if row.answer is not Answer.RETRACTED or row is said[-1]]
    alike: dict[tuple[int, Answer, str], list[Stated]] = defaultdict(list)
    for row in rows:
        alike[row.version, row.answer, row.text].append(row)
    for (version, answer, text), same in alike.items():
        if needs_text(answer):
            last = same[-1]
            later = [row for row in said if row.sequence > last.sequence]
            yield Remark(
                last.party,
                last.point,
                version,
                answer,
                text,
                sequences=tuple(row.sequence for row in same),
                is_last=last is rows[-1],
                is_left=_is_left(last, later),
                is_mistake=bool(later) and later[0].answer is Answer.RETRACTED,
            )


def _is_left(remark: Stated, later: Sequence[Stated]) -> bool:
    """Whether the party went on to a later text without taking this back, and without saying it again there.

    >>> first, on_second = (Stated("twente", "1", number, Answer.OBJECTION, "Te duur.", number) for number in (1, 2))
    >>> agreed = [Stated("twente", "1", number, Answer.CONSENT, "", 3) for number in (1, 2)]
    >>> [_is_left(first, rows) for rows in ([], [agreed[1]], [agreed[0]], [on_second])]
    [False, True, False, False]
    """
    if not later or later[0].answer is Answer.RETRACTED:
        return False
    same = (remark.answer, remark.text)
    return all(row.version > remark.version and (row.answer, row.text) != same for row in later)
