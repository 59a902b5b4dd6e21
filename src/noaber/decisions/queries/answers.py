"""What one organisation was asked on all proposals together, and what it answered."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Consultation, ProposalVersion
from noaber.decisions.queries.asked import rule_points
from noaber.decisions.queries.proposals import proposals
from noaber.decisions.rules.points import in_order, is_addressed
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.versions import SentVersion, counting_versions


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """One point that an organisation was asked; without an answer yet, `answer` and `decided_on` are None."""

    proposal_code: str
    title: str
    label: str
    organ: str
    due_on: dt.date | None
    is_follow_up: bool
    is_withdrawn: bool
    answer: Answer | None
    decided_on: dt.date | None


def asked_of_organisation(actor: Actor, code: str, asof: AsOf) -> list[AskedPoint]:
    """Of the proposals that the actor may read and that were sent by the day; the newest first. Two queries."""
    readable = [row for row in proposals(actor) if row.is_sent and row.dated_on <= asof.valid_on]
    asked, versions = _asked(code), _versions(code)
    return [
        each
        for row in readable
        for each in _points(asked.get(row.code, ()), versions.get(row.code, ()), row.is_withdrawn, asof)
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """One position, in the order of recording."""

    number: int
    label: str
    answer: Answer
    decided_on: dt.date
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class _Consultation:
    """One stage at which the organisation is asked, with what it said there."""

    labels: tuple[str, ...]
    kind: str
    organ: str
    due_on: dt.date | None
    is_follow_up: bool
    said: tuple[_Said, ...]


_COLUMNS = (
    "pk",
    "stage__proposal__code",
    "stage__labels",
    "organisation__kind",
    "organ",
    "due_on",
    "stage__due_on",
    "stage__is_follow_up",
    "positions__point__version__number",
    "positions__point__label",
    "positions__answer",
    "positions__decided_on",
    "positions__recorded_at",
)


@read_once
def _asked(code: str) -> Mapping[str, tuple[_Consultation, ...]]:
    rows = Consultation.objects.filter(organisation__code=code)
    heads: dict[uuid.UUID, tuple[str, _Consultation]] = {}
    said: dict[uuid.UUID, list[_Said]] = defaultdict(list)
    for row in rows.order_by("stage__number", "positions__pk").values_list(*_COLUMNS):
        key, proposal, labels, kind, organ, own, general, is_follow_up, *position = row
        heads[key] = (proposal, _Consultation(tuple(labels), kind, organ, own or general, is_follow_up, ()))
        number, label, answer, decided_on, recorded_at = position
        if number is not None:
            said[key].append(_Said(number, label, Answer(answer), decided_on, recorded_at))
    found: dict[str, list[_Consultation]] = defaultdict(list)
    for key, (proposal, head) in heads.items():
        whole = (head.labels, head.kind, head.organ, head.due_on, head.is_follow_up)
        found[proposal].append(_Consultation(*whole, tuple(said[key])))
    return {proposal: tuple(each) for proposal, each in found.items()}


@read_once
def _versions(code: str) -> Mapping[str, tuple[ProposalVersion, ...]]:
    """The sent versions of every proposal on which the organisation is asked, with their points, the newest first."""
    versions = ProposalVersion.objects.filter(
        proposal__stages__consultations__organisation__code=code, sent_at__isnull=False
    ).distinct()
    found: dict[str, list[ProposalVersion]] = defaultdict(list)
    for version in versions.select_related("proposal").prefetch_related("points").order_by("-number"):
        found[version.proposal.code].append(version)
    return {proposal: tuple(each) for proposal, each in found.items()}


def _points(
    asked: Iterable[_Consultation], versions: Sequence[ProposalVersion], is_withdrawn: bool, asof: AsOf
) -> Iterator[AskedPoint]:
    """The points of the newest text known then, each with the last answer that counts."""
    known = [
        each for each in versions if each.sent_at and (not asof.known_at or each.sent_at < asof.known_at)
    ]
    if not known:
        return
    newest = known[0]
    counting = counting_versions(SentVersion(each.number, each.is_material) for each in known)
    points = rule_points(list(newest.points.all()))
    for each in asked:
        last = {
            said.label: said
            for said in each.said
            if said.number in counting
            and said.decided_on <= asof.valid_on
            and (not asof.known_at or said.recorded_at < asof.known_at)
        }
        for point in in_order(points):
            if (not each.labels or point.label in each.labels) and is_addressed(point, each.kind, points):
                answered = last.get(point.label)
                yield AskedPoint(
                    proposal_code=newest.proposal.code,
                    title=newest.title,
                    label=point.label,
                    organ=each.organ,
                    due_on=each.due_on,
                    is_follow_up=each.is_follow_up,
                    is_withdrawn=is_withdrawn,
                    answer=answered.answer if answered else None,
                    decided_on=answered.decided_on if answered else None,
                )
