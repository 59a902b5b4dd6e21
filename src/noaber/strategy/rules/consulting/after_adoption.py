"""What happened to the proposal that asked the councils, after the strategy was adopted on it (R09, R14).

It changes nothing of what was adopted: who reads of that, reads that something came after it, and what.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class After(StrEnum):
    """What can happen to it."""

    VERSION = "version"
    OBJECTION = "objection"
    ANSWER = "answer"
    TAKEN_BACK = "taken_back"  # an answer that was recorded by mistake
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
    """What one party answered, when that was recorded, and of which day it is."""

    party: str
    what: After
    at: dt.datetime
    on: dt.date


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
    """What was recorded from a moment on, the first day first; who answered alike on a day stands together.

    Of who objected on a day, what it answered on other points that day is not told apart.

    >>> then, day = dt.datetime(2020, 3, 1, tzinfo=dt.UTC), dt.date(2020, 3, 2)
    >>> now = then + dt.timedelta(days=1)
    >>> said = [LaterAnswer(party, what, now, day) for party, what in (
    ...     ("Zuid", After.ANSWER), ("BBG", After.ANSWER), ("BBG", After.OBJECTION), ("Noord", After.ANSWER))]
    >>> texts = [SentText(1, then - dt.timedelta(days=9), day), SentText(2, now, day)]
    >>> for each in happened_since(then, texts, said, (now, day)): print(each.what.value, each.number, each.parties)
    version 2 ()
    objection 0 ('BBG',)
    answer 0 ('Noord', 'Zuid')
    withdrawn 0 ()
    """
    found = [Happened(After.VERSION, each.on, each.number) for each in texts if each.at >= moment]
    found += _answered(each for each in answers if each.at >= moment)
    if withdrawn and withdrawn[0] >= moment:
        found.append(Happened(After.WITHDRAWN, withdrawn[1]))
    return tuple(sorted(found, key=lambda each: (each.on, _ORDER.index(each.what), each.number)))


def _answered(said: Iterable[LaterAnswer]) -> Iterator[Happened]:
    by_party: dict[tuple[dt.date, str], set[After]] = {}
    for each in said:
        by_party.setdefault((each.on, each.party), set()).add(each.what)
    together: dict[tuple[dt.date, After], list[str]] = {}
    for (on, party), kinds in by_party.items():
        together.setdefault((on, min(kinds, key=_ORDER.index)), []).append(party)
    for (on, what), parties in together.items():
        yield Happened(what, on, parties=tuple(sorted(parties)))
