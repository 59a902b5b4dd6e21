"""Which signals belong on one card, and which months are read from a release.

A row of months goes on one card: months that touch or overlap. A month that stands apart from it begins a card anew.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from noaber.figures.rules.periods import back, span

K = TypeVar("K")

MONTHS_BACK: Final = 6
"""How far back a month is still read, or read again: what is older is no news, and is hardly revised any more."""


def card_for(cards: Mapping[K, Iterable[int]], since: int, period: int) -> K | None:
    """The card on which a signal belongs, of those of its municipality and offence with the months in which they rang.

    `since` is the first month of the row that ends in `period`. The newest card wins; None asks for a new one.

    >>> card_for({"a": [201906]}, 201906, 201907), card_for({"a": [201906]}, 201907, 201907)
    ('a', 'a')
    >>> card_for({"a": [201906]}, 201908, 201908) is None
    True

    Read again after a revision the same month stays on its card, and so does a month before it.

    >>> card_for({"a": [201906]}, 201905, 201906), card_for({"a": [201906]}, 201905, 201905)
    ('a', 'a')
    """
    first, last = back(since, 1), back(period, -1)
    touching = [(max(months), key) for key, found in cards.items() if (months := _within(found, first, last))]
    return max(touching, key=lambda each: each[0])[1] if touching else None


def _within(months: Iterable[int], first: int, last: int) -> list[int]:
    return [month for month in months if first <= month <= last]


def months_to_read(last_period: int, read: Mapping[int, bool]) -> tuple[int, ...]:
    """The months to read from a release that ends in `last_period`, the oldest first.

    `read`: the months that were read before, and whether that was from this very release. The first time that is the
    last month alone; afterwards all that came since, and those read before anew, for the release may revise them; both
    at most `MONTHS_BACK` months back.

    >>> months_to_read(202001, {})
    (202001,)
    >>> months_to_read(202001, {201910: False, 201911: False, 202001: True})
    (201910, 201911, 201912)
    >>> months_to_read(202001, {201501: False})
    (201908, 201909, 201910, 201911, 201912, 202001)
    >>> months_to_read(202001, {202001: True})
    ()
    """
    if not read:
        return (last_period,)
    known = set(read)
    first = max(min(known), back(last_period, MONTHS_BACK - 1))
    return tuple(month for month in span(first, last_period) if not read.get(month, False))
