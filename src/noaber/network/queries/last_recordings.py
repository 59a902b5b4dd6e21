"""What was recorded last of who sits in a seat, what it replaced, and of which larger act it was a part."""

import datetime as dt
import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from noaber.core.rules.period import Period
from noaber.network.models import (
    Ending,
    Handover,
    HandoverCause,
    HandoverItem,
    Membership,
    MembershipVersion,
    Succession,
)


class Whole(enum.Enum):
    """An act that touched more than this one term."""

    SUCCESSION = enum.auto()
    ENDING = enum.auto()
    MERGER = enum.auto()
    TAKEN_BACK = enum.auto()  # one of these, that was itself taken back


@dataclass(frozen=True, slots=True)
class LastRecording:
    """The days that are known now, and those that were known just before; `key` is of the whole."""

    recorded_at: dt.datetime
    now: tuple[Period, ...]
    before: tuple[Period, ...]
    part_of: Whole | None = None
    key: uuid.UUID | None = None

    @property
    def is_appointment(self) -> bool:
        return not self.before

    @property
    def is_end(self) -> bool:
        """Whether all it did was let the term end (earlier)."""
        if len(self.now) != 1 or len(self.before) != 1:
            return False
        term, was = self.now[0], self.before[0]
        return term != was and term.start == was.start and was.covers(term)


def last_recording(membership: uuid.UUID) -> LastRecording | None:
    """None when nothing is known of the membership (any more)."""
    rows = list(MembershipVersion.objects.filter(membership=membership).order_by("valid_from"))
    known = [row for row in rows if row.known_until is None]
    if not known:
        return None
    at = max(moment for row in rows for moment in (row.known_from, row.known_until) if moment)
    replaced = [row for row in rows if row.known_until == at and row.known_from < at]
    before = [*replaced, *(row for row in known if row.known_from < at)]
    part_of, key = _whole(membership, at, is_first=not before)
    return LastRecording(at, _days(known), _days(before), part_of, key)


def _days(rows: Iterable[MembershipVersion]) -> tuple[Period, ...]:
    """The periods of the rows in order; what adjoins is one term, whatever else was said of its parts."""
    days: list[Period] = []
    for period in sorted((row.period for row in rows), key=lambda period: period.start):
        if days and days[-1].until == period.start:
            days[-1] = Period(days[-1].start, period.until)
        else:
            days.append(period)
    return tuple(days)


def _whole(
    membership: uuid.UUID, at: dt.datetime, *, is_first: bool
) -> tuple[Whole | None, uuid.UUID | None]:
    """A merger only changes terms that were there; what is recorded in one go with it otherwise is a network loaded."""
    held = Membership.objects.get(pk=membership)
    at_once = Q(recorded_at=at) | Q(cancelled_at=at)
    handovers, endings = list(Handover.objects.filter(at_once)), Ending.objects.filter(at_once)
    wholes: list[tuple[Whole, uuid.UUID | None, dt.datetime | None]] = [
        *((Whole.SUCCESSION, row.pk, row.cancelled_at) for row in handovers if _moved_by(row, held)),
        *((Whole.ENDING, row.pk, row.cancelled_at) for row in endings if _followed(row, held)),
    ]
    if not wholes and not is_first:
        lists = [row.pk for row in handovers if row.cause == HandoverCause.MERGER]
        merged = Succession.objects.filter(at_once).values_list("cancelled_at", flat=True)
        wholes = [(Whole.MERGER, next(iter(lists), None), cancelled) for cancelled in merged]
    for whole, key, cancelled in wholes:
        return (Whole.TAKEN_BACK, None) if cancelled else (whole, key)
    return None, None


def _followed(ending: Ending, held: Membership) -> bool:
    return str(held.pk) in ending.followed.get("membership", ())


def _moved_by(handover: Handover, held: Membership) -> bool:
    if handover.cause != HandoverCause.SUCCESSION:
        return False
    if held.person_id not in (handover.predecessor_id, handover.successor_id):
        return False
    moved = handover.items.filter(kind="seat", key=str(held.post_id), outcome=HandoverItem.Outcome.MOVED)
    return handover.post_id == held.post_id or moved.exists()
