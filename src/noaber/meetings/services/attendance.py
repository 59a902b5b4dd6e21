"""Who was at a meeting, on which seat, and who spoke for whom."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock, recorded_by
from noaber.meetings.access import may_keep_sittings
from noaber.meetings.models import Attendance, Sitting
from noaber.meetings.queries.attendance import SeatAttendance, attendance, is_recorded, quorum_of
from noaber.meetings.queries.sittings import SittingRow
from noaber.meetings.queries.sittings import sitting as sitting_row
from noaber.meetings.rules.attendance import AttendingSeat, Presence, proxy_faults
from noaber.meetings.services.sittings import find_sitting, refuse_before
from noaber.meetings.words import BARS, quorum_in_words

LONGEST_MOTIVE: Final = 1000


@dataclass(frozen=True, slots=True)
class Attended:
    """How one seat was taken. `proxy_to`: the code of the seat that speaks for it; `substitute`: who sat in for it."""

    presence: Presence
    proxy_to: str = ""
    substitute: uuid.UUID | None = None


def record_attendance(
    sitting: uuid.UUID,
    said: Mapping[str, Attended],
    *,
    actor: Actor,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Record who was there, by the code of the seat; the meeting is then held. False when it stood so already.

    Refused: a seat that this body does not have on the day, a vacant one that is taken, a substitute who is none in
    the register, and a proxy that cannot be (`rules.attendance`). A seat that is not named keeps what was recorded;
    when nothing was, it was empty: so the list is whole, and the quorum can be read from it alone.
    """
    found = find_sitting(sitting)
    require(may_keep_sittings(actor, found.body.code))
    with verb("meetings.record_attendance", actor=actor) as trail:
        held = lock(Sitting, sitting, revision=expected_revision, label=_("Deze presentielijst"))
        refuse_before(held, today)
        at_table = {seat.code: seat for seat in attendance(COMMAND, _row(held))}
        for code, each in said.items():
            _refuse_seat(at_table.get(code), each)
        _refuse_proxies(at_table, said)
        everyone = {**_unsaid(at_table), **said}
        said_now = sorted(everyone.items())
        changed = {code: row for code, each in said_now if (row := _keep(held, at_table, code, each))}
        if not changed:
            return False
        held.state = Sitting.State.HELD
        held.revision += 1
        held.save(update_fields=["state", "revision"])
        seats = [f"{code}={_in_short(everyone[code])}" for code in changed]
        trail.note(held, {"seats": seats}, records=changed.values())
    return True


def require_quorum(held: Sitting, motive: str, *, actor: Actor, now: dt.datetime) -> bool:
    """Whether there was one. Who goes on without, says why the body could decide, and that is kept."""
    row = _row(held)
    found = quorum_of(row, attendance(COMMAND, row))
    if is_recorded(row) and found.is_reached:
        return True
    if motive.strip():
        keep_motive(held.pk, motive, actor=actor, now=now)
        return False
    if not is_recorded(row):
        text = _("Leg eerst vast wie er was; zonder presentielijst is er geen quorum vastgesteld.")
        raise DomainError(text, field="motive")
    text = _("Er was geen quorum. %(sum)s Schrijf op waarom het overleg toch mocht besluiten.")
    raise DomainError(text % {"sum": quorum_in_words(found, row.quorum)}, field="motive")


def keep_motive(sitting: uuid.UUID, motive: str, *, actor: Actor, now: dt.datetime) -> None:
    """Keep why the body could decide without a quorum; the same reason once."""
    found = find_sitting(sitting)
    require(may_keep_sittings(actor, found.body.code))
    text = motive.strip()
    if not text or len(text) > LONGEST_MOTIVE:
        refused = _(
            "Schrijf in hoogstens %(most)s tekens op waarom het overleg zonder quorum mocht besluiten."
        )
        raise DomainError(refused % {"most": LONGEST_MOTIVE}, field="motive")
    if found.motives.filter(motive=text).exists():
        return
    with verb("meetings.decide_without_quorum", actor=actor) as trail:
        kept = found.motives.create(
            motive=text,
            **recorded_by(actor, now),
        )
        trail.note(found, records=[kept])


def _row(held: Sitting) -> SittingRow:
    row = sitting_row(COMMAND, held.pk)
    if row is None:
        raise DomainError(_("Deze vergadering bestaat niet."))
    return row


def _refuse_seat(seat: SeatAttendance | None, said: Attended) -> None:
    if seat is None:
        raise DomainError(_("Deze zetel is er niet op de dag van de vergadering."))
    facts = {"seat": seat.title}
    if said.presence is Presence.PRESENT and seat.holder_id is None:
        raise DomainError(_("%(seat)s is vacant; daar kan niemand op zitten.") % facts, field=seat.code)
    if said.presence is Presence.SUBSTITUTED and said.substitute not in dict(seat.substitutes):
        text = _("Kies bij %(seat)s een plaatsvervanger die in het register staat.")
        raise DomainError(text % facts, field=seat.code)
    if said.presence is Presence.PROXY and seat.holder_id is None:
        raise DomainError(_("%(seat)s is vacant; er is niemand die volmacht geeft.") % facts, field=seat.code)


def _refuse_proxies(at_table: Mapping[str, SeatAttendance], said: Mapping[str, Attended]) -> None:
    """The rules look at the whole table: what is recorded now, and what stood for the other seats."""
    seats = [_attending(seat, said.get(code)) for code, seat in at_table.items()]
    for code, bar in proxy_faults(seats).items():
        raise DomainError(str(BARS[bar]) % {"seat": at_table[code].title}, field=code)


def _attending(seat: SeatAttendance, said: Attended | None) -> AttendingSeat:
    if said is None:
        return AttendingSeat(seat.code, seat.presence or Presence.ABSENT, seat.is_voting, seat.proxy_code)
    return AttendingSeat(seat.code, said.presence, seat.is_voting, said.proxy_to)


def _unsaid(at_table: Mapping[str, SeatAttendance]) -> dict[str, Attended]:
    absent = Attended(Presence.ABSENT)
    return {code: absent for code, seat in at_table.items() if seat.presence is None and not seat.is_vacant}


def _keep(
    held: Sitting, at_table: Mapping[str, SeatAttendance], code: str, said: Attended
) -> Attendance | None:
    """Write one seat down; None when it stood so."""
    seat = at_table[code]
    person = {Presence.PRESENT: seat.holder_id, Presence.SUBSTITUTED: said.substitute}.get(said.presence)
    proxy = said.proxy_to if said.presence is Presence.PROXY else ""
    if (seat.presence, seat.person_id, seat.proxy_code) == (said.presence, person, proxy):
        return None
    values = {
        "state": said.presence.value,
        "person_id": person,
        "proxy_post_id": at_table[proxy].post_id if proxy else None,
    }
    return Attendance.objects.update_or_create(sitting=held, post_id=seat.post_id, defaults=values)[0]


def _in_short(said: Attended) -> str:
    return f"{said.presence}:{said.proxy_to}" if said.proxy_to else said.presence.value
