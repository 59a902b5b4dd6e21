"""Who sat on which seat in a meeting, and whether there were enough."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.history import said_of, text_of
from noaber.core.reading import read_once
from noaber.meetings.models import Attendance, WithoutQuorum
from noaber.meetings.queries.sittings import SittingRow
from noaber.meetings.rules.attendance import AttendingSeat, Presence
from noaber.meetings.rules.quorum import Quorum, quorum
from noaber.network.api import SeatRow, seats


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


def attendance(actor: Actor, row: SittingRow) -> list[SeatAttendance]:
    """Every seat of the day, the chair first and the secretary last."""
    found = seats(actor, AsOf(row.held_on), body_code=row.body_code)
    recorded = _recorded(row)
    return [_attending(seat, recorded.get(seat.code)) for seat in sorted(found, key=_at_the_table)]


def is_recorded(row: SittingRow) -> bool:
    return row.is_held and bool(_recorded(row))


def motives_of(sitting: uuid.UUID) -> list[str]:
    """Why the body could decide without a quorum, as was recorded, the first reason first."""
    return list(WithoutQuorum.objects.filter(sitting=sitting).values_list("motive", flat=True))


def recorded_quorum(row: SittingRow) -> Quorum:
    """The quorum as the list of the meeting gives it, which holds every seat that was held; one query."""
    seats = (
        AttendingSeat(code, Presence(each.state), each.is_voting, each.proxy_code)
        for code, each in _recorded(row).items()
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


@read_once
def _recorded(row: SittingRow) -> Mapping[str, _Recorded]:
    """By seat; nothing is recorded of a meeting that was not held."""
    if not row.is_held:
        return {}
    found = Attendance.objects.filter(sitting=row.id).annotate(
        seat=said_of("post__versions", AsOf(row.held_on))
    )
    columns = ("post__code", "state", "person_id", text_of("proxy_post__code"), "seat__is_voting")
    return {
        code: _Recorded(*[*values[:-1], bool(values[-1])]) for code, *values in found.values_list(*columns)
    }


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
