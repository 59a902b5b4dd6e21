"""What happened to the proposal that asked the councils, after the strategy was adopted on it (R09, R14).

It changes nothing of what was adopted: who reads of that, reads that something came after it, and what.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class After(StrEnum):
    """What can happen to it."""

    VERSION = "version"
    TAKEN_BACK = "taken_back"  # an answer that was recorded by mistake
    RECTIFIED = "rectified"  # taken back and said again at once, as it really was
    DAY_RIGHTED = "day_righted"  # what of it was: its day,
    ANSWER_RIGHTED = "answer_righted"  # what was answered,
    REMARK_GONE = "remark_gone"  # or only that nothing was remarked
    OBJECTION = "objection"
    ANSWER = "answer"
    WITHDRAWN = "withdrawn"


_ORDER: Final = tuple(After)


@dataclass(frozen=True, slots=True)
class SentText:
    """A text of it that was sent, when and on which day that was."""

    number: int
    at: dt.datetime
    on: dt.date


@dataclass(frozen=True, slots=True)
class LaterAnswer:
    """What one party answered on a point, when that was recorded, and of which day it is.

    `TAKEN_BACK`: that its last answer on the point was a mistake; with an answer of the same moment that was put right.
    `recorded_on`: the day on which it was recorded, where that is asked. `said`: the answer and its text.
    """

    party: str
    label: str
    what: After
    at: dt.datetime
    on: dt.date
    recorded_on: dt.date | None = None
    said: tuple[str, str] = ("", "")

    def recorded(self, what: After) -> "LaterAnswer":
        """What is told on the day on which it was recorded: the wrong day of an answer tells nothing."""
        return replace(self, what=what, on=self.recorded_on or self.on)

    def is_as(self, other: "LaterAnswer") -> bool:
        return (self.said, self.on) == (other.said, other.on)


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened on a day: `number` of a text, or the `parties` that answered."""

    what: After
    on: dt.date
    number: int = 0
    parties: tuple[str, ...] = ()


def adopted_text(texts: Iterable[SentText], moment: dt.datetime) -> int:
    """The number of the text that counted when the strategy was recorded as adopted; 0 when none was sent by then.

    >>> day = dt.datetime(2020, 3, 1, tzinfo=dt.UTC)
    >>> sent = [SentText(number, day + dt.timedelta(days=number), dt.date(2020, 3, 1 + number)) for number in (1, 2)]
    >>> [adopted_text(sent, day + dt.timedelta(days=later)) for later in (1, 2, 9)]
    [0, 1, 2]
    """
    return max((each.number for each in texts if each.at < moment), default=0)


def happened_since(
    moment: dt.datetime,
    texts: Iterable[SentText],
    answers: Iterable[LaterAnswer],
    withdrawn: tuple[dt.datetime, dt.date] | None = None,
) -> tuple[Happened, ...]:
    """What was recorded from a moment on, the first day first, and of one day what was recorded first; who answered
    alike on a day stands together.

    `answers`: all of them, also of before the moment, in the order of recording. Of who objected on a day, what it
    answered on other points that day is not told apart. What was recorded since and taken back again, is not told.

    >>> then, day = dt.datetime(2020, 3, 1, tzinfo=dt.UTC), dt.date(2020, 3, 2)
    >>> now = then + dt.timedelta(days=1)
    >>> said = [LaterAnswer(party, label, what, now, day) for party, label, what in (
    ...     ("Zuid", "1", After.ANSWER), ("BBG", "1", After.ANSWER), ("BBG", "2", After.OBJECTION),
    ...     ("Noord", "1", After.ANSWER), ("Oost", "1", After.OBJECTION), ("Oost", "1", After.TAKEN_BACK))]
    >>> texts = [SentText(1, then - dt.timedelta(days=9), day), SentText(2, now, day)]
    >>> for each in happened_since(then, texts, said, (now, day)): print(each.what.value, each.number, each.parties)
    version 2 ()
    objection 0 ('BBG',)
    answer 0 ('Noord', 'Zuid')
    withdrawn 0 ()
    >>> [each.what.value for each in happened_since(then, [SentText(3, now + dt.timedelta(hours=1), day)], said[:1])]
    ['answer', 'version']
    """
    found = [(each.at, Happened(After.VERSION, each.on, each.number)) for each in texts if each.at >= moment]
    found += _together(_standing_since(moment, answers))
    if withdrawn and withdrawn[0] >= moment:
        found.append((withdrawn[0], Happened(After.WITHDRAWN, withdrawn[1])))
    found.sort(key=lambda row: (row[1].on, row[0], _ORDER.index(row[1].what), row[1].number, row[1].parties))
    return tuple(each for _at, each in found)


def _standing_since(moment: dt.datetime, answers: Iterable[LaterAnswer]) -> Iterator[LaterAnswer]:
    """What was recorded from a moment on, without what was a mistake.

    A mistake of before the moment was taken back since; and one since took the place of what stood, which does not
    come back: that it was taken back is told of both. What was taken back and said again at once was put right, and
    told as what of it was; what is said again as it stood at the moment is not told. All on the day on which that was
    done.

    >>> then, day = dt.datetime(2020, 3, 1, tzinfo=dt.UTC), dt.date(2020, 3, 2)
    >>> def told(*said):
    ...     rows = [LaterAnswer("BBG", "1", what, then + dt.timedelta(days=at), dt.date(2020, 2, on), day, (word, ""))
    ...             for at, what, on, word in said]
    ...     return [(each.what.value, each.on.day) for each in _standing_since(then, rows)]
    >>> before, again = (-1, After.ANSWER, 9, "ja"), (2, After.ANSWER, 9, "ja")
    >>> back, later = (2, After.TAKEN_BACK, 9, ""), (3, After.TAKEN_BACK, 9, "")
    >>> told((1, After.OBJECTION, 9, "nee"), back)
    []
    >>> told(before, back, (3, After.ANSWER, 8, "ja"))
    [('taken_back', 2), ('answer', 8)]
    >>> told(before, (1, After.OBJECTION, 9, "nee"), back)
    [('taken_back', 2)]
    >>> told((-2, *before[1:]), (-1, After.TAKEN_BACK, 9, ""), (1, After.OBJECTION, 9, "nee"))
    [('objection', 9)]
    >>> told(before, back, again), told(before, back, (3, *again[1:])), told((1, *before[1:]), back, again)
    ([], [], [('answer', 9)])
    >>> told(before, back, (2, After.ANSWER, 8, "nee"))
    [('day_righted', 2), ('answer_righted', 2)]
    >>> told(before, back, (2, After.ANSWER, 8, "ja"), later, (3, After.ANSWER, 7, "ja")), told(before, back, again,
    ...     later)
    ([('day_righted', 2)], [('taken_back', 2)])
    """
    by_point: dict[tuple[str, str], list[LaterAnswer]] = {}
    for each in answers:
        said = by_point.setdefault((each.party, each.label), [])
        if each.what is After.TAKEN_BACK:
            if said and said[-1].at >= moment:
                said.pop()
            if not said or said[-1].what is After.TAKEN_BACK:
                continue  # nothing stood before it
        elif len(said) > 1 and said[-1].what is After.TAKEN_BACK and said[-1].at >= moment:
            if said[-2].is_as(each):
                said.pop()
                continue
            if said[-1].at == each.at:
                said[-1] = replace(each, what=After.RECTIFIED)
                continue
        said.append(each)
    for said in by_point.values():
        yield from _told(moment, said)


def _told(moment: dt.datetime, said: Sequence[LaterAnswer]) -> Iterator[LaterAnswer]:
    for was, each in zip((None, *said), said, strict=False):
        if each.at < moment:
            continue
        if was and each.what is After.RECTIFIED:
            yield from (each.recorded(what) for what in _righted(was, each))
        else:
            yield each.recorded(After.TAKEN_BACK) if each.what is After.TAKEN_BACK else each


def _righted(was: LaterAnswer, now: LaterAnswer) -> Iterator[After]:
    """What of an answer was put right.

    >>> with_remark = LaterAnswer("BBG", "1", After.ANSWER, dt.datetime.min, dt.date.min, said=("with_remark", "Mits."))
    >>> without = replace(with_remark, said=("consent", ""), on=dt.date.max)
    >>> [each.value for each in _righted(with_remark, without)]
    ['day_righted', 'remark_gone']
    >>> [each.value for each in _righted(replace(with_remark, what=After.OBJECTION), replace(without, on=dt.date.min))]
    ['answer_righted']
    """
    if was.on != now.on:
        yield After.DAY_RIGHTED
    if was.said != now.said:
        is_remark = was.what is After.ANSWER and was.said[1] and not now.said[1]
        yield After.REMARK_GONE if is_remark else After.ANSWER_RIGHTED


def _together(said: Iterable[LaterAnswer]) -> Iterator[tuple[dt.datetime, Happened]]:
    """Each with the moment at which the first of it was recorded."""
    by_party: dict[tuple[dt.date, str], dict[After, dt.datetime]] = {}
    for each in said:
        by_party.setdefault((each.on, each.party), {}).setdefault(each.what, each.at)
    together: dict[tuple[dt.date, After], dict[str, dt.datetime]] = {}
    for (on, party), kinds in by_party.items():
        for what, at in kinds.items():
            if what is not After.ANSWER or After.OBJECTION not in kinds:
                together.setdefault((on, what), {})[party] = at
    for (on, what), parties in together.items():
        yield min(parties.values()), Happened(what, on, parties=tuple(sorted(parties)))
