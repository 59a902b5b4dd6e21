"""Who is at the table: seats that are taken, by whom, and for whom somebody else may speak.

A seat is known by its code. A substitute takes the seat; a proxy leaves it empty and lets another seat speak for it.

Source: the usual rules of order of Dutch administrative bodies; notes/decisions.md, b8 (a proxy whose holder is away
must not count, and who gave one cannot be there as well).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Presence(StrEnum):
    """How a seat was taken in a meeting."""

    PRESENT = "present"
    SUBSTITUTED = "substituted"
    PROXY = "proxy"
    ABSENT = "absent"


AT_THE_TABLE = frozenset({Presence.PRESENT, Presence.SUBSTITUTED})


@dataclass(frozen=True, slots=True)
class AttendingSeat:
    """One seat in a meeting; ``proxy_to`` is the code of the seat that speaks for it, when a proxy was given."""

    code: str
    presence: Presence
    is_voting: bool = True
    proxy_to: str = ""

    @property
    def is_at_the_table(self) -> bool:
        return self.presence in AT_THE_TABLE


class ProxyBar(StrEnum):
    """Why a proxy cannot be."""

    NOBODY_NAMED = "nobody_named"
    NOT_GIVEN = "not_given"
    ITSELF = "itself"
    UNKNOWN = "unknown"
    HOLDER_HAS_NO_VOTE = "holder_has_no_vote"
    HOLDER_AWAY = "holder_away"
    HOLDER_HAS_ONE = "holder_has_one"


def proxy_faults(seats: Iterable[AttendingSeat]) -> dict[str, ProxyBar]:
    """What is wrong with the proxies of one meeting, by the code of the seat that gave it; empty when all is well.

    - a proxy names the seat that holds it, and only who is not there gives one
    - the holder is another seat of the same body that votes, and is there (itself or by its substitute)
    - one proxy per holder: of two for the same holder, both are told

    >>> seats = [AttendingSeat("a", Presence.PRESENT), AttendingSeat("b", Presence.PROXY, proxy_to="a")]
    >>> proxy_faults(seats)
    {}
    >>> proxy_faults([AttendingSeat("a", Presence.ABSENT), AttendingSeat("b", Presence.PROXY, proxy_to="a")])
    {'b': <ProxyBar.HOLDER_AWAY: 'holder_away'>}
    """
    by_code = {seat.code: seat for seat in seats}
    holders = [seat.proxy_to for seat in by_code.values() if seat.presence is Presence.PROXY]
    found = {code: _bar(seat, by_code, holders) for code, seat in by_code.items()}
    return {code: bar for code, bar in found.items() if bar}


def _bar(seat: AttendingSeat, by_code: dict[str, AttendingSeat], holders: list[str]) -> ProxyBar | None:
    if seat.presence is not Presence.PROXY:
        return ProxyBar.NOT_GIVEN if seat.proxy_to else None
    if not seat.proxy_to:
        return ProxyBar.NOBODY_NAMED
    if seat.proxy_to == seat.code:
        return ProxyBar.ITSELF
    holder = by_code.get(seat.proxy_to)
    if holder is None:
        return ProxyBar.UNKNOWN
    if not holder.is_voting:
        return ProxyBar.HOLDER_HAS_NO_VOTE
    if not holder.is_at_the_table:
        return ProxyBar.HOLDER_AWAY
    return ProxyBar.HOLDER_HAS_ONE if holders.count(seat.proxy_to) > 1 else None
