"""Who sat on which seat in a meeting, and whether there were enough."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F, IntegerField, Value

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.history import said_of, text_of
from noaber.core.reading import read_once
from noaber.meetings.models import Attendance, ReleasedSeat, WithoutQuorum
from noaber.meetings.queries.sittings import SittingRow, sees_work
from noaber.meetings.rules.attendance import AttendingSeat, Presence
from noaber.meetings.rules.quorum import Quorum, quorum
from noaber.network.api import SeatRow, seats

_NOW: Final = 0  # under which the list stands as it was typed, beside those of releases


@dataclass(frozen=True, slots=True)
class SeatAttendance:
    """One seat of the body on the day of the meeting. `presence` None: not recorded.

    `name` is who took it: the holder, or the substitute; a visitor gets none. `substitutes`: who may take the seat.
    """

    post_id: uuid.UUID
    code: str
    title: str
    role: str
    is_voting: bool
    is_vacant: bool
    name: str
    holder_id: uuid.UUID | None
    substitutes: tuple[tuple[uuid.UUID, str], ...]
    presence: Presence | None = None
    person_id: uuid.UUID | None = None
    proxy_code: str = ""

    @property
    def is_at_the_table(self) -> bool:
        return self.presence in (Presence.PRESENT, Presence.SUBSTITUTED)


def attendance(actor: Actor, row: SittingRow, *, reader: Actor | None = None) -> list[SeatAttendance]:
    """Every seat of the day, the chair first and the secretary last; who was there as `reader` may know it.

    Without `reader`, that is the actor.
    """
    found = seats(actor, AsOf(row.held_on), body_code=row.body_code)
    recorded = _seen(reader or actor, row)
    return [_attending(seat, recorded.get(seat.code)) for seat in sorted(found, key=_at_the_table)]


def is_recorded(row: SittingRow) -> bool:
    return bool(_recorded(row))


def is_told(row: SittingRow, release: int, released_at: dt.datetime) -> bool:
    """Whether a released paper still holds who was there, and the newest reason to decide without quorum."""
    lists = _lists(row)
    if row.reasoned_at and row.reasoned_at > released_at:
        return False
    return lists.get(release, {}) == lists.get(_NOW, {})


def motives_of(sitting: uuid.UUID) -> list[str]:
    """Why the body could decide without a quorum, as was recorded, the first reason first."""
    return list(WithoutQuorum.objects.filter(sitting=sitting).values_list("motive", flat=True))


def recorded_quorum(row: SittingRow) -> Quorum:
    """The quorum as the list of the meeting gives it, which holds every seat that was held; one query."""
    return _counted(row, _recorded(row))


def seen_quorum(actor: Actor, row: SittingRow) -> Quorum | None:
    """The quorum of the list that the actor may know; None without one."""
    found = _seen(actor, row)
    return _counted(row, found) if found else None


def _counted(row: SittingRow, found: Mapping[str, "_Recorded"]) -> Quorum:
    seats = (
        AttendingSeat(code, Presence(each.state), each.is_voting, each.proxy_code)
        for code, each in found.items()
    )
    return quorum(seats, fixed=row.quorum)


def attending(found: Sequence[SeatAttendance]) -> list[AttendingSeat]:
    """The seats that somebody holds, as the rules count them; what was not recorded counts as absent."""
    return [
        AttendingSeat(seat.code, seat.presence or Presence.ABSENT, seat.is_voting, seat.proxy_code)
        for seat in found
        if not seat.is_vacant
    ]


def quorum_of(row: SittingRow, found: Sequence[SeatAttendance]) -> Quorum:
    return quorum(attending(found), fixed=row.quorum)


def _at_the_table(seat: SeatRow) -> int:
    return {"chair": 0, "team_lead": 0, "secretary": 2}.get(seat.role, 1)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """One line of the list as it was recorded."""

    state: str
    person_id: uuid.UUID | None
    proxy_code: str
    is_voting: bool


def _recorded(row: SittingRow) -> Mapping[str, _Recorded]:
    """By seat, as it was typed."""
    return _lists(row).get(_NOW, {})


def _seen(actor: Actor, row: SittingRow) -> Mapping[str, _Recorded]:
    """By seat: for who prepares the meeting as it was typed, else as the last paper that holds a list tells it."""
    lists = _lists(row)
    if sees_work(actor, row.body_code):
        return lists.get(_NOW, {})
    told = lists.keys() - {_NOW}
    return lists[max(told)] if told else {}


@read_once
def _lists(row: SittingRow) -> Mapping[int, Mapping[str, _Recorded]]:
    """The list as it was typed and as each release holds it, in one query; none of a meeting that was not held."""
    if not row.is_held:
        return {}
    columns = ("of", "post__code", "state", "person_id", "proxy", "votes")
    proxy = text_of("proxy_post__code")
    typed = Attendance.objects.filter(sitting=row.id).annotate(
        seat=said_of("post__versions", AsOf(row.held_on)),
        of=Value(_NOW, IntegerField()),
        proxy=proxy,
        votes=F("seat__is_voting"),
    )
    told = ReleasedSeat.objects.filter(release__sitting=row.id).annotate(
        of=F("release_id"), proxy=proxy, votes=F("is_voting")
    )
    found: dict[int, dict[str, _Recorded]] = defaultdict(dict)
    for of, code, *values, votes in (
        typed.order_by().values_list(*columns).union(told.order_by().values_list(*columns), all=True)
    ):
        found[of][code] = _Recorded(*[*values, bool(votes)])
    return found


def _attending(seat: SeatRow, recorded: _Recorded | None) -> SeatAttendance:
    state, person, proxy = "", None, ""
    if recorded:
        state, person, proxy = recorded.state, recorded.person_id, recorded.proxy_code
    names = {holder.person_id: holder.shown for holder in seat.holders}
    holder = seat.holder
    return SeatAttendance(
        post_id=seat.id,
        code=seat.code,
        title=seat.title,
        role=seat.role,
        is_voting=seat.is_voting,
        is_vacant=not seat.holders,
        name=names.get(person, "") if person else (holder.shown if holder else ""),
        holder_id=holder.person_id if holder else None,
        substitutes=tuple((each.person_id, each.shown) for each in seat.substitutes),
        presence=Presence(state) if state else None,
        person_id=person,
        proxy_code=proxy,
    )
