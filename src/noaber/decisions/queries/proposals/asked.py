"""Which points are asked of whom."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Protocol

from noaber.decisions.models import Consultation, DecisionPoint, ProposalVersion, Stage
from noaber.decisions.rules.forwarding import SendingPoint
from noaber.decisions.rules.points import Point, PointKind, is_addressed, labels_in_order
from noaber.decisions.rules.versions import SentVersion, counting_versions


def sent_version(stage: Stage) -> ProposalVersion | None:
    """The text that counts: the last one that was sent."""
    return stage.proposal.versions.exclude(sent_at=None).order_by("number").last()


def standing_versions(stage: Stage) -> list[ProposalVersion]:
    """The texts on which an answer counts, the newest first: back to the last one that changed what is asked (R10)."""
    sent = list(stage.proposal.versions.exclude(sent_at=None).order_by("-number"))
    counting = counting_versions(SentVersion(each.number, each.is_material) for each in sent)
    return [each for each in sent if each.number in counting]


def is_changed_since(stage: Stage, moment: dt.datetime) -> bool:
    """Whether a text with another meaning was sent after a moment: an answer from before it is about the old one."""
    return stage.proposal.versions.filter(number__gt=1, is_material=True, sent_at__gt=moment).exists()


def is_changed_for(consultation: uuid.UUID, moment: dt.datetime) -> bool:
    """The same, for who is asked."""
    return is_changed_since(Stage.objects.select_related("proposal").get(consultations=consultation), moment)


def asked_title(consultation: uuid.UUID, *, body_code: str) -> str | None:
    """What the text is called that this body is asked; None when it is not asked, or nothing was sent yet."""
    rows = Consultation.objects.select_related("stage__proposal")
    found = rows.filter(pk=consultation, body__code=body_code).first()
    version = sent_version(found.stage) if found else None
    return version.title if version else None


def rule_points(points: Sequence[DecisionPoint]) -> list[Point]:
    return [
        Point(point.label, PointKind(point.kind), point.parent, frozenset(point.addressed_to))
        for point in points
    ]


class _Sends(Protocol):
    """A point as it is kept, or as it was read."""

    @property
    def label(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def forwarded_to(self) -> Iterable[str]: ...


def sending_points(points: Iterable[_Sends]) -> list[SendingPoint]:
    """The points as far as sending on goes."""
    return [SendingPoint(point.label, point.parent, frozenset(point.forwarded_to)) for point in points]


def labels_of(stage: Stage, points: Sequence[DecisionPoint]) -> list[str]:
    """The points that a stage treats, in the order of the proposal."""
    return [point.label for point in points if not stage.labels or point.label in stage.labels]


def asked_of(consultation: Consultation, version: ProposalVersion | None = None) -> list[DecisionPoint]:
    """The points of the sent text that this party is asked: those of the stage, addressed to its kind.

    `version`: of this one of its texts; None for the one that counts.
    """
    version = version or sent_version(consultation.stage)
    if version is None:
        return []
    by_label = {point.label: point for point in version.points.all()}
    points = [by_label[label] for label in labels_in_order(by_label)]
    treated = [point for point in points if point.label in labels_of(consultation.stage, points)]
    kind = consultation.organisation.kind if consultation.organisation else ""
    if not kind:
        return treated
    every = {point.label: point for point in rule_points(points)}
    return [point for point in treated if is_addressed(every[point.label], kind, every.values())]
