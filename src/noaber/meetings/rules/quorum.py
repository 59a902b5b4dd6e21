"""The quorum of a meeting: whether enough seats are taken to decide.

Only voting seats that are held on the day count; a vacant seat is nobody's duty to fill that evening. A substitute
takes the seat and counts. A proxy does not count unless the rules of the body say so (``proxies_count``): who gave one
is not there, though another seat may speak for it.

Source: Gemeentewet article 20 ("meer dan de helft van het aantal zitting hebbende leden"), by analogy.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from noaber.meetings.rules.attendance import AttendingSeat, Presence


@dataclass(frozen=True, slots=True)
class Quorum:
    """Numbers of seats: ``taken`` of ``voting``, and how many are ``needed``; 0 needed where no seat votes."""

    voting: int
    taken: int
    substituted: int
    proxies: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.taken >= self.needed

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.taken)


def quorum(seats: Iterable[AttendingSeat], *, fixed: int = 0, proxies_count: bool = False) -> Quorum:
    """Count the seats of a meeting. ``fixed``: how many must be taken by the rules of the body; 0 for more than half.

    >>> seats = [
    ...     AttendingSeat("a", Presence.PRESENT),
    ...     AttendingSeat("b", Presence.SUBSTITUTED),
    ...     AttendingSeat("c", Presence.PROXY, proxy_to="a"),
    ...     AttendingSeat("d", Presence.ABSENT),
    ...     AttendingSeat("secretary", Presence.PRESENT, is_voting=False),
    ... ]
    >>> found = quorum(seats)
    >>> found.taken, found.voting, found.needed, found.is_reached
    (2, 4, 3, False)
    >>> quorum(seats, proxies_count=True).is_reached, quorum(seats, fixed=2).is_reached
    (True, True)
    >>> quorum([]).is_reached  # no seat votes: no quorum is asked
    True
    """
    voting = [seat for seat in seats if seat.is_voting]
    proxies = sum(seat.presence is Presence.PROXY for seat in voting)
    taken = sum(seat.is_at_the_table for seat in voting) + (proxies if proxies_count else 0)
    return Quorum(
        voting=len(voting),
        taken=taken,
        substituted=sum(seat.presence is Presence.SUBSTITUTED for seat in voting),
        proxies=proxies,
        needed=(fixed or len(voting) // 2 + 1) if voting else 0,
    )
