"""Remarks as they are read: who said what, whose they are to answer, and what was answered.

Two queries, however many remarks; the names of seats and parties are those of the day.
"""

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Disposition, Position, RemarkOwner
from noaber.decisions.rules import remarks as rules
from noaber.decisions.rules.positions import Answer, needs_text
from noaber.decisions.rules.remarks import RemarkState, Stated
from noaber.network.api import SeatRow, bodies, organisations, seats


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to a remark; `effect`: one of `models.Effect`, `in_version`: the text in which it can be read."""

    id: int
    effect: str
    answer: str
    in_version: int | None
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Owner:
    """The seat that takes up a remark; `holders`: the accounts of who holds it today, none when it is vacant."""

    post_id: uuid.UUID
    code: str
    title: str
    place: str
    holders: frozenset[int]

    @property
    def shown(self) -> str:
        return f"{self.title} ({self.place})" if self.place else self.title


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark, or the reason of an objection. `positions`: all that say it, `id` the last of them.

    `replies`: the first one first, the last counts; `is_withdrawn`: the proposal was.
    """

    id: int
    positions: tuple[int, ...]
    proposal_id: uuid.UUID
    proposal_code: str
    is_withdrawn: bool
    stage: int
    stage_title: str
    party: str
    party_name: str
    label: str
    point_text: str
    on_version: int
    answer: Answer
    text: str
    decided_on: dt.date
    state: RemarkState
    owner: Owner | None
    replies: tuple[Reply, ...]

    @property
    def reply(self) -> Reply | None:
        """The answer that counts."""
        return self.replies[-1] if self.replies else None

    @property
    def point_order(self) -> tuple[int, str]:
        """Labels as people count: 2 before 10, 3 before 3a."""
        digits = re.match(r"\d*", self.label)
        number = digits.group() if digits else ""
        return int(number or 0), self.label.removeprefix(number)

    @property
    def counts(self) -> bool:
        """Whether it belongs in the count of what must be answered: it stands, or has been answered."""
        return self.state is not RemarkState.LAPSED


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many are answered."""

    answered: int
    total: int


def remarks(actor: Actor, code: str, asof: AsOf) -> tuple[RemarkRow, ...]:
    """The remarks on one proposal in the order of stages, points and names; none for who is not in the network.

    Whether the actor may read the proposal itself is for who asks to see to.
    """
    if not actor.is_in_network:
        return ()
    return tuple(row for row in _rows(actor, asof) if row.proposal_code == code)


def remark(actor: Actor, code: str, key: int, asof: AsOf) -> RemarkRow | None:
    """One remark, by any of the positions that say it."""
    return next((row for row in remarks(actor, code, asof) if key in row.positions), None)


def unanswered(code: str, asof: AsOf | None = None) -> tuple[RemarkRow, ...]:
    """The remarks on a proposal that stand without an answer (R10), by all that is recorded when no day is given."""
    rows = _rows(ANONYMOUS, asof or AsOf(dt.date.max))
    return tuple(row for row in rows if row.proposal_code == code and row.state is RemarkState.OPEN)


def count(rows: Sequence[RemarkRow]) -> Count:
    """How many of the remarks that count are answered."""
    counted = [row for row in rows if row.counts]
    return Count(sum(row.reply is not None for row in counted), len(counted))


def open_remarks(actor: Actor, asof: AsOf) -> tuple[RemarkRow, ...]:
    """What stands without an answer, on all proposals that were not withdrawn: for the lists of what is to be done."""
    if not actor.is_in_network:
        return ()
    rows = _rows(actor, asof)
    return tuple(row for row in rows if row.state is RemarkState.OPEN and not row.is_withdrawn)


def _rows(actor: Actor, asof: AsOf) -> tuple[RemarkRow, ...]:
    found = _read(asof)
    if not any(row.owner for row in found):
        return found
    owners = {seat.id: _owner(seat) for seat in seats(actor, asof)}
    return tuple(_with_owner(row, owners) for row in found)


def _with_owner(row: RemarkRow, owners: Mapping[uuid.UUID, Owner]) -> RemarkRow:
    """The seat as it is today; a seat that is no more owns nothing."""
    return replace(row, owner=owners.get(row.owner.post_id)) if row.owner else row


def _owner(seat: SeatRow) -> Owner:
    accounts = (holder.user_id for holder in seat.holders if not holder.is_substitute)
    place = seat.body_name or seat.organisation_name
    return Owner(seat.id, seat.code, seat.title, place, frozenset(filter(None, accounts)))


@read_once
def _read(asof: AsOf) -> tuple[RemarkRow, ...]:
    said = {each.id: each for each in map(_Said._make, _positions(asof).values_list(*_COLUMNS))}
    found = rules.remarks(
        Stated(str(each.consultation), each.label, each.version, Answer(each.answer), each.text, each.id)
        for each in said.values()
    )
    replies = _replies(asof) if found else {}
    names = _names(asof) if found else {}
    rows = [_row([said[key] for key in remark.sequences], remark, replies, names) for remark in found]
    return tuple(
        sorted(rows, key=lambda row: (row.proposal_code, row.stage, row.point_order, row.party_name, row.id))
    )


class _Said(NamedTuple):
    """A position as it was read, in the order of `_COLUMNS`."""

    id: int
    consultation: uuid.UUID
    proposal_id: uuid.UUID
    proposal_code: str
    withdrawn_at: dt.datetime | None
    stage: int
    stage_title: str
    body: str | None
    organisation: str | None
    label: str
    point_text: str
    version: int
    answer: str
    text: str
    decided_on: dt.date
    owner_id: uuid.UUID | None


_COLUMNS = (
    "pk",
    "consultation_id",
    "consultation__stage__proposal_id",
    "consultation__stage__proposal__code",
    "consultation__stage__proposal__withdrawn_at",
    "consultation__stage__number",
    "consultation__stage__title",
    "consultation__body__code",
    "consultation__organisation__code",
    "point__label",
    "point__text",
    "point__version__number",
    "answer",
    "text",
    "decided_on",
    "owner_id",
)
_WITH_TEXT = [answer.value for answer in Answer if needs_text(answer)]


def _positions(asof: AsOf) -> QuerySet[Position]:
    """All that was said by who ever made a remark, on the points of that remark, with the last owner of each."""
    same = Position.objects.filter(
        consultation=OuterRef("consultation"), point__label=OuterRef("point__label"), answer__in=_WITH_TEXT
    )
    owners = RemarkOwner.objects.filter(position=OuterRef("pk")).order_by("-pk")
    said = Position.objects.filter(Exists(same), decided_on__lte=asof.valid_on)
    if asof.known_at:
        said = said.filter(recorded_at__lt=asof.known_at)
        owners = owners.filter(recorded_at__lt=asof.known_at)
    owner = Subquery(owners.values("owner")[:1], output_field=UUIDField())
    return said.annotate(owner_id=owner).order_by("pk")


def _replies(asof: AsOf) -> dict[int, list[Reply]]:
    """What was answered, by position, the first one first."""
    rows = Disposition.objects.order_by("pk")
    if asof.known_at:
        rows = rows.filter(recorded_at__lt=asof.known_at)
    found: dict[int, list[Reply]] = defaultdict(list)
    columns = ("position_id", "pk", "effect", "answer", "in_version__number", "recorded_at")
    for position, *reply in rows.values_list(*columns):
        found[position].append(Reply(*reply))
    return found


def _row(
    said: Sequence[_Said],
    remark: rules.Remark,
    replies: Mapping[int, Sequence[Reply]],
    names: Mapping[str, str],
) -> RemarkRow:
    last = said[-1]
    party = f"body:{last.body}" if last.body else f"organisation:{last.organisation}"
    owner = next((each.owner_id for each in reversed(said) if each.owner_id), None)
    return RemarkRow(
        id=last.id,
        positions=remark.sequences,
        proposal_id=last.proposal_id,
        proposal_code=last.proposal_code,
        is_withdrawn=last.withdrawn_at is not None,
        stage=last.stage,
        stage_title=last.stage_title,
        party=party,
        party_name=names.get(party, last.body or last.organisation or ""),
        label=last.label,
        point_text=last.point_text,
        on_version=last.version,
        answer=remark.answer,
        text=remark.text,
        decided_on=last.decided_on,
        state=remark.state(replies.keys()),
        owner=Owner(owner, "", "", "", frozenset()) if owner else None,
        replies=tuple(sorted((each for key in remark.sequences for each in replies.get(key, ())), key=_id)),
    )


def _id(reply: Reply) -> int:
    return reply.id


def _names(asof: AsOf) -> dict[str, str]:
    """What every body and organisation is called on the day, by key."""
    found = {f"body:{row.code}": row.called for row in bodies(ANONYMOUS, asof)}
    return found | {f"organisation:{row.code}": row.name for row in organisations(ANONYMOUS, asof)}
