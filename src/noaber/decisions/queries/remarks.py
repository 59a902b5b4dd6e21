"""Remarks as they are read: who said what, whose they are to answer, and what was answered.

One query for all remarks and one for the replies, however many; names of seats and parties are those of the day.
"""

import datetime as dt
import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.history import said_of
from noaber.core.reading import read_once
from noaber.decisions.models import Classification, Disposition, Position, RemarkOwner
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules import remarks as rules
from noaber.decisions.rules.positions import Answer, needs_text
from noaber.decisions.rules.remarks import RemarkState, Stated
from noaber.decisions.rules.route import Role
from noaber.network.api import SeatRow, bodies, seats


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to a remark; `effect`: one of `models.Effect`, `in_version`: the text in which it can be read.

    `is_sent`: that text was sent; `is_gone`: it was a draft that was thrown away, `in_version` is then None.
    """

    id: int
    effect: str
    answer: str
    in_version: int | None
    recorded_at: dt.datetime
    is_sent: bool = False
    is_gone: bool = False


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
        return self.title if not self.place or self.place in self.title else f"{self.title} ({self.place})"


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark, or the reason of an objection. `positions`: all that say it, `id` the last of them.

    `role`: what is done at its stage.

    `replies`: the first one first, the last counts; `is_withdrawn`, `is_restricted`: the proposal. `is_mistake`: it was
    taken back.
    """

    id: int
    positions: tuple[int, ...]
    proposal_id: uuid.UUID
    proposal_code: str
    is_withdrawn: bool
    is_restricted: bool
    stage: int
    stage_title: str
    role: Role
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
    is_mistake: bool = False

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
class StandingRemark:
    """How one remark stands, for the page of the proposal."""

    stage: int
    party_name: str
    label: str
    state: RemarkState


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
    rows = [row for row in _with_owners(actor, asof) if row.proposal_code == code]
    replies = _replies(asof) if any(row.state is not RemarkState.OPEN for row in rows) else {}
    return tuple(replace(row, replies=_replies_to(row, replies)) for row in rows)


def remark(actor: Actor, code: str, key: int, asof: AsOf) -> RemarkRow | None:
    """One remark, by any of the positions that say it."""
    return next((row for row in remarks(actor, code, asof) if key in row.positions), None)


def unanswered(code: str, asof: AsOf | None = None) -> tuple[RemarkRow, ...]:
    """The remarks on a proposal that stand without an answer (R10), by all that is recorded when no day is given."""
    rows = _with_owners(ANONYMOUS, asof or AsOf(dt.date.max))
    return tuple(row for row in rows if row.proposal_code == code and row.state is RemarkState.OPEN)


def open_remarks(actor: Actor, asof: AsOf) -> tuple[RemarkRow, ...]:
    """What stands without an answer, on all proposals that were not withdrawn: for the lists of what is to be done."""
    if not actor.is_in_network or not any(row.state is RemarkState.OPEN for row in _read(asof)):
        return ()
    rows = _with_owners(actor, asof)
    return tuple(row for row in rows if row.state is RemarkState.OPEN and not row.is_withdrawn)


def standing_remarks(found: Standing) -> tuple[StandingRemark, ...]:
    """The remarks of a proposal that was read already, without their texts; no query of its own."""
    parties = {
        party.consultation_id: (stage.number, party) for stage in found.stages for party in stage.parties
    }
    stated = [
        Stated(
            str(each.consultation_id), each.label, each.on_version, each.answer, each.text, each.position_id
        )
        for each in found.recorded
    ]
    replied = {each.position_id for each in found.recorded if each.is_replied}
    rows = []
    for each in rules.remarks(stated):
        stage, party = parties[uuid.UUID(each.party)]
        rows.append(StandingRemark(stage, party.name, each.point, each.state(replied)))
    return tuple(rows)


def standing_remark(found: Standing, consultation: uuid.UUID, label: str) -> tuple[int, RemarkState] | None:
    """The remark that stands of a party on a point, by its last position, and how it stands; None for none."""
    own = [each for each in found.recorded if (each.consultation_id, each.label) == (consultation, label)]
    stated = [Stated("", label, each.on_version, each.answer, each.text, each.position_id) for each in own]
    replied = {each.position_id for each in own if each.is_replied}
    said = (each for each in rules.remarks(stated) if each.is_last and not each.is_mistake)
    return next(((each.sequences[-1], each.state(replied)) for each in said), None)


def answered_labels(found: Standing, consultation: uuid.UUID) -> frozenset[str]:
    """The points on which a remark of a party stands that somebody answered; no query of its own."""
    labels = {each.label for each in found.recorded if each.consultation_id == consultation}
    known = ((label, standing_remark(found, consultation, label)) for label in labels)
    return frozenset(label for label, each in known if each and each[1] is RemarkState.ANSWERED)


def count(states: Iterable[RemarkState]) -> Count:
    """How many of the remarks that count are answered."""
    tally = Counter(states)
    return Count(tally[RemarkState.ANSWERED], tally[RemarkState.ANSWERED] + tally[RemarkState.OPEN])


def _with_owners(actor: Actor, asof: AsOf) -> tuple[RemarkRow, ...]:
    """With the seats as they are on the day; a seat that is no more owns nothing."""
    found = _read(asof)
    if not any(row.owner for row in found):
        return found
    called = {row.code: row.called for row in bodies(ANONYMOUS, asof)}
    owners = {seat.id: _owner(seat, called) for seat in seats(actor, asof)}
    return tuple(replace(row, owner=owners.get(row.owner.post_id)) if row.owner else row for row in found)


def _owner(seat: SeatRow, called: Mapping[str, str]) -> Owner:
    accounts = (holder.user_id for holder in seat.holders if not holder.is_substitute)
    place = called.get(seat.body_code, seat.body_name) or seat.organisation_name
    return Owner(seat.id, seat.code, seat.title, place, frozenset(filter(None, accounts)))


@read_once
def _read(asof: AsOf) -> tuple[RemarkRow, ...]:
    """All remarks in one query; of an owner only the seat's identity, and no replies yet."""
    said = {each.id: each for each in map(_Said._make, _positions(asof).values_list(*_COLUMNS))}
    found = rules.remarks(
        Stated(str(each.consultation), each.label, each.version, Answer(each.answer), each.text, each.id)
        for each in said.values()
    )
    replied = {each.id for each in said.values() if each.is_replied}
    rows = [_row([said[key] for key in remark.sequences], remark, replied) for remark in found]
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
    classification: str
    stage: int
    stage_title: str
    role: str
    body: str | None
    organisation: str | None
    label: str
    point_text: str
    version: int
    answer: str
    text: str
    decided_on: dt.date
    owner_id: uuid.UUID | None
    is_replied: bool
    body_name: str | None
    body_short: str | None
    organisation_name: str | None


_COLUMNS = (
    "pk",
    "consultation_id",
    "consultation__stage__proposal_id",
    "consultation__stage__proposal__code",
    "consultation__stage__proposal__withdrawn_at",
    "consultation__stage__proposal__classification",
    "consultation__stage__number",
    "consultation__stage__title",
    "consultation__stage__role",
    "consultation__body__code",
    "consultation__organisation__code",
    "point__label",
    "point__text",
    "point__version__number",
    "answer",
    "text",
    "decided_on",
    "owner_id",
    "is_replied",
    "body_said__name",
    "body_said__short_name",
    "organisation_said__name",
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
    return said.annotate(
        owner_id=Subquery(owners.values("owner")[:1], output_field=UUIDField()),
        is_replied=Exists(_dispositions(asof).filter(position=OuterRef("pk"))),
        body_said=said_of("consultation__body__versions", asof),
        organisation_said=said_of("consultation__organisation__versions", asof),
    ).order_by("pk")


def _dispositions(asof: AsOf) -> QuerySet[Disposition]:
    rows = Disposition.objects.order_by("pk")
    return rows.filter(recorded_at__lt=asof.known_at) if asof.known_at else rows


@read_once
def _replies(asof: AsOf) -> Mapping[int, Sequence[Reply]]:
    """What was answered, by position, the first one first."""
    found: dict[int, list[Reply]] = defaultdict(list)
    columns = ("position_id", "pk", "effect", "answer", "recorded_at")
    text = ("in_version_id", "in_version__number", "in_version__sent_at")
    rows = _dispositions(asof).values_list(*columns, *text)
    for position, key, effect, answer, at, version, number, sent_at in rows:
        is_sent = sent_at is not None and (asof.known_at is None or sent_at < asof.known_at)
        is_gone = version is not None and number is None
        found[position].append(Reply(key, effect, answer, number, at, is_sent, is_gone))
    return found


def _replies_to(row: RemarkRow, replies: Mapping[int, Sequence[Reply]]) -> tuple[Reply, ...]:
    own = [reply for key in row.positions for reply in replies.get(key, ())]
    return tuple(sorted(own, key=lambda reply: reply.id))


def _row(said: Sequence[_Said], remark: rules.Remark, replied: Collection[int]) -> RemarkRow:
    last = said[-1]
    party = f"body:{last.body}" if last.body else f"organisation:{last.organisation}"
    owner = next((each.owner_id for each in reversed(said) if each.owner_id), None)
    return RemarkRow(
        id=last.id,
        positions=remark.sequences,
        proposal_id=last.proposal_id,
        proposal_code=last.proposal_code,
        is_withdrawn=last.withdrawn_at is not None,
        is_restricted=last.classification == Classification.RESTRICTED,
        stage=last.stage,
        stage_title=last.stage_title,
        role=Role(last.role),
        party=party,
        party_name=last.body_short or last.body_name or last.organisation_name or party.partition(":")[2],
        label=last.label,
        point_text=last.point_text,
        on_version=last.version,
        answer=remark.answer,
        text=remark.text,
        decided_on=last.decided_on,
        state=remark.state(replied),
        owner=Owner(owner, "", "", "", frozenset()) if owner else None,
        replies=(),
        is_mistake=remark.is_mistake,
    )
