"""What organisations were asked on all proposals together, and what they answered."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, Value, When

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Consultation
from noaber.decisions.queries.answers.lapsed import may_have_lapsed
from noaber.decisions.queries.answers.treated import treated_by
from noaber.decisions.queries.proposals.proposal import ProposalRow, proposals
from noaber.decisions.rules.points import Point, PointKind, in_order, is_addressed
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.rules.versions import SentVersion, counting_versions


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """One point that an organisation was asked; without an answer yet, `answer` and `decided_on` are None.

    `role`: what is done at its stage; `is_lapsed`: it was decided without waiting for the answer.
    """

    organisation: str
    proposal_code: str
    title: str
    label: str
    organ: str
    due_on: dt.date | None
    is_follow_up: bool
    is_withdrawn: bool
    role: Role
    is_lapsed: bool
    answer: Answer | None
    decided_on: dt.date | None


def asked_of_organisations(actor: Actor, codes: Sequence[str], asof: AsOf) -> list[AskedPoint]:
    """Of each in turn, of the proposals that the actor may read and that were sent by the day, the newest first.

    One query beside that for the proposals, however many there are; a proposal is read whole where something may have
    lapsed.
    """
    asked = _asked(tuple(codes))
    return [
        each
        for code in codes
        for row in proposals(actor)
        if row.is_sent and row.dated_on <= asof.valid_on
        for consultation in asked.get((code, row.code), ())
        for each in _points(row, consultation, asof)
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """One position; a dictionary of them by their number is in the order of recording."""

    number: int
    label: str
    answer: Answer
    decided_on: dt.date
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class _Version:
    """A text that was sent, with its points."""

    is_material: bool
    sent_at: dt.datetime
    points: dict[str, Point] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Consultation:
    """One stage at which the organisation is asked: on which texts, and what it said.

    `may_lapse`: something was decided after it, perhaps without waiting for the answer.
    """

    id: uuid.UUID
    organisation: str
    role: Role
    may_lapse: bool
    labels: tuple[str, ...]
    kind: str
    organ: str
    due_on: dt.date | None
    is_follow_up: bool
    versions: dict[int, _Version] = field(default_factory=dict)
    said: dict[int, _Said] = field(default_factory=dict)


_VERSION = "stage__proposal__versions"
_CONSULTATION = (
    "stage__proposal__code",
    "pk",
    "organisation__code",
    "stage__role",
    "may_lapse",
    "stage__labels",
    "organisation__kind",
    "organ",
)
_DEADLINES = ("due_on", "stage__due_on", "stage__is_follow_up")
_TEXT = tuple(f"{_VERSION}__{name}" for name in ("number", "is_material", "sent_at"))
_POINT = tuple(f"{_VERSION}__points__{name}" for name in ("label", "kind", "parent", "addressed_to"))
_POSITION = (
    "positions__pk",
    "positions__point__version__number",
    "positions__point__label",
    "positions__answer",
    "positions__decided_on",
    "positions__recorded_at",
)


@read_once
def _asked(codes: tuple[str, ...]) -> Mapping[tuple[str, str], tuple[_Consultation, ...]]:
    """By organisation and proposal; one query. A row per point and position: a few dozen for each of both."""
    lapsing = Case(When(may_have_lapsed(), then=Value(True)), default=Value(False))
    rows = Consultation.objects.filter(
        organisation__code__in=codes, stage__proposal__versions__sent_at__isnull=False
    )
    rows = rows.annotate(may_lapse=lapsing).order_by("stage__number", "pk", "positions__pk")
    found: dict[tuple[str, str], dict[uuid.UUID, _Consultation]] = defaultdict(dict)
    columns = (*_CONSULTATION, *_DEADLINES, *_TEXT, *_POINT, *_POSITION)
    for row in rows.values_list(*columns):
        proposal, key, code, role, may_lapse, labels, kind, organ, *more = row
        own, general, is_follow_up, *rest = more
        head = _Consultation(
            key, code, Role(role), may_lapse, tuple(labels), kind, organ, own or general, is_follow_up
        )
        each = found[code, proposal].setdefault(key, head)
        number, is_material, sent_at, label, point_kind, parent, addressed_to, *position = rest
        version = each.versions.setdefault(number, _Version(is_material, sent_at))
        version.points[label] = Point(label, PointKind(point_kind), parent, frozenset(addressed_to))
        if position[0] is not None:
            each.said[position[0]] = _Said(position[1], position[2], Answer(position[3]), *position[4:])
    return {place: tuple(each.values()) for place, each in found.items()}


def _points(row: ProposalRow, asked: _Consultation, asof: AsOf) -> Iterator[AskedPoint]:
    """The points of the newest text known then, each with the last answer that counts."""
    known = {
        number: version
        for number, version in asked.versions.items()
        if not asof.known_at or version.sent_at < asof.known_at
    }
    if not known:
        return
    last = _last(asked, known, asof)
    points = in_order(known[max(known)].points.values())
    mine = [
        point
        for point in points
        if (not asked.labels or point.label in asked.labels) and is_addressed(point, asked.kind, points)
    ]
    lapsed = _lapsed(row, asked, asof) if any(point.label not in last for point in mine) else ()
    for point in mine:
        said = last.get(point.label)
        yield AskedPoint(
            organisation=asked.organisation,
            proposal_code=row.code,
            title=row.title,
            label=point.label,
            organ=asked.organ,
            due_on=asked.due_on,
            is_follow_up=asked.is_follow_up,
            is_withdrawn=row.is_withdrawn,
            role=asked.role,
            is_lapsed=point.label in lapsed,
            answer=said.answer if said else None,
            decided_on=said.decided_on if said else None,
        )


def _lapsed(row: ProposalRow, asked: _Consultation, asof: AsOf) -> tuple[str, ...]:
    """The points on which it never answered and is not asked any more."""
    place = treated_by(asked.id, row.code, asof) if asked.may_lapse else None
    return place.stage.lapsed_labels(place.party) if place else ()


def _last(asked: _Consultation, known: Mapping[int, _Version], asof: AsOf) -> dict[str, _Said]:
    """By label the last answer that was given by the day, known at the moment, on a text that counts.

    What was taken back, is no answer.
    """
    counting = counting_versions(SentVersion(number, each.is_material) for number, each in known.items())
    last = {
        said.label: said
        for _, said in sorted(asked.said.items())
        if said.number in counting
        and said.decided_on <= asof.valid_on
        and (not asof.known_at or said.recorded_at < asof.known_at)
    }
    return {label: said for label, said in last.items() if said.answer is not Answer.RETRACTED}
