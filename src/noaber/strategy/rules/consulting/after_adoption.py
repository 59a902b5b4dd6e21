"""What happened to the proposal that asked the councils, after the strategy was adopted on it (R09, R14).

It changes nothing of what was adopted: who reads of that, reads that something came after it, and what.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class After(StrEnum):
    """What can happen to it."""

    VERSION = "version"
    TAKEN_BACK = "taken_back"  # an answer that was recorded by mistake
    RECTIFIED = "rectified"  # the same answer, with the day that it really was of
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

    `TAKEN_BACK`: that its last answer on the point was a mistake, and on which day that was said; with an answer of the
    same moment only its day was. `recorded_on`: the day on which it was recorded, where that is asked.
    """

    party: str
    label: str
    what: After
    at: dt.datetime
    on: dt.date
    recorded_on: dt.date | None = None


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
    come back: that it was taken back is told of both. What was taken back and said again at once, is told as a day that
    was put right, on the day on which that was done.

    >>> then, day = dt.datetime(2020, 3, 1, tzinfo=dt.UTC), dt.date(2020, 3, 2)
    >>> def told(*said):
    ...     rows = [LaterAnswer("BBG", "1", what, then + dt.timedelta(days=at), day) for at, what in said]
    ...     return [each.what.value for each in _standing_since(then, rows)]
    >>> told((1, After.OBJECTION), (2, After.TAKEN_BACK))
    []
    >>> told((-1, After.ANSWER), (2, After.TAKEN_BACK), (3, After.ANSWER))
    ['taken_back', 'answer']
    >>> told((-1, After.ANSWER), (1, After.OBJECTION), (2, After.TAKEN_BACK))
    ['taken_back']
    >>> told((-2, After.ANSWER), (-1, After.TAKEN_BACK), (1, After.OBJECTION))
    ['objection']
    >>> again = (2, After.TAKEN_BACK), (2, After.ANSWER)
    >>> told((-1, After.ANSWER), *again), told((1, After.ANSWER), *again)
    (['rectified'], ['answer'])
    >>> told((-1, After.ANSWER), *again, (3, After.TAKEN_BACK), (3, After.ANSWER)), told((-1, After.ANSWER), *again,
    ...     (3, After.TAKEN_BACK))
    (['rectified'], ['taken_back'])
    """
    by_point: dict[tuple[str, str], list[LaterAnswer]] = {}
    for each in answers:
        said = by_point.setdefault((each.party, each.label), [])
        if each.what is After.TAKEN_BACK:
            if said and said[-1].at >= moment:
                said.pop()
            if not said or said[-1].what is After.TAKEN_BACK:
                continue  # nothing stood before it
        elif said and said[-1].what is After.TAKEN_BACK and said[-1].at == each.at:
            said[-1] = replace(each, what=After.RECTIFIED, on=each.recorded_on or each.on)
            continue
        said.append(each)
    for said in by_point.values():
        yield from (each for each in said if each.at >= moment)


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
