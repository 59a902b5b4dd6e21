"""Writing a proposal with its points and route, and sending it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from noaber.core.access import ANONYMOUS, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import (
    Classification,
    Consultation,
    DecisionPoint,
    Proposal,
    ProposalVersion,
    Stage,
)
from noaber.decisions.queries.standing import TEXTS
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import Fault, Point, PointKind, point_faults
from noaber.decisions.rules.route import Role, StageFault, route_faults
from noaber.decisions.rules.route import Stage as RuleStage
from noaber.network.api import bodies, organisations

POINT_FAULTS: Final = {
    Fault.MALFORMED_LABEL: _lazy("“%(label)s” is geen nummer van een punt. Schrijf bijvoorbeeld 3 of 3a."),
    Fault.DUPLICATE_LABEL: _lazy("Punt %(label)s staat er twee keer."),
    Fault.UNKNOWN_PARENT: _lazy("Punt %(label)s valt onder een punt dat er niet is."),
    Fault.OWN_PARENT: _lazy("Punt %(label)s valt onder zichzelf."),
    Fault.CIRCULAR_PARENTS: _lazy("Punt %(label)s valt in een kring onder zichzelf."),
}
ROUTE_FAULTS: Final = {
    StageFault.NO_ADOPTING_STAGE: _lazy("De route heeft geen stap waarin het voorstel wordt vastgesteld."),
    StageFault.NUMBER_BELOW_ONE: _lazy("Nummer de stappen vanaf 1."),
    StageFault.DUPLICATE_NUMBER: _lazy("Stap %(number)s staat er twee keer."),
    StageFault.NO_PARTIES: _lazy("In stap %(number)s wordt niemand iets gevraagd."),
    StageFault.UNKNOWN_GATE: _lazy("Stap %(number)s wacht op een stap die er niet is."),
    StageFault.LATER_GATE: _lazy("Stap %(number)s wacht op een latere stap."),
    StageFault.CIRCULAR_GATES: _lazy("Stap %(number)s wacht in een kring op zichzelf."),
    StageFault.DEADLINE_BEFORE_GATE: _lazy("Stap %(number)s moet klaar zijn voor de stap waar hij op wacht."),
}


@dataclass(frozen=True, slots=True)
class PointText:
    """A point as it is written. `forwarded_to` and `advice`: where consent sends it, and with which advice."""

    label: str
    kind: PointKind
    text: str
    parent: str = ""
    addressed_to: tuple[str, ...] = ()
    forwarded_to: tuple[str, ...] = ()
    advice: str = ""


@dataclass(frozen=True, slots=True)
class StageText:
    """A stage as it is written: bodies by code, or all organisations of these kinds."""

    number: int
    title: str
    role: Role
    rule: StageRule
    bodies: tuple[str, ...] = ()
    organisation_kinds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    after: int = 0
    due_on: dt.date | None = None
    quorum: int = 0


def draft_proposal(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    title: str,
    sender: str,
    addressee: str,
    dated_on: dt.date,
    points: Sequence[PointText],
    stages: Sequence[StageText],
    texts: Mapping[str, str] | None = None,
    classification: str = Classification.NETWORK,
) -> Proposal:
    """Write a proposal: nobody but who writes proposals sees it before it is sent."""
    require(may_write_proposals(actor))
    _refuse_faulty_points(points)
    _refuse_faulty_stages(points, stages)
    with verb("decisions.draft_proposal", actor=actor) as trail:
        if Proposal.objects.filter(code=code).exists():
            raise DomainError(_("Er is al een voorstel met code %(code)s.") % {"code": code}, field="code")
        proposal = Proposal.objects.create(code=code, classification=classification)
        words = {name: (texts or {}).get(name, "") for name in TEXTS}
        version = ProposalVersion.objects.create(
            proposal=proposal,
            number=1,
            title=title,
            sender=sender,
            addressee=addressee,
            dated_on=dated_on,
            **words,
        )
        DecisionPoint.objects.bulk_create(_point(version, each) for each in points)
        asked = AsOf(dated_on)
        for each in stages:
            _write_stage(proposal, each, asked)
        trail.note(proposal, {"code": code})
    return proposal


def _point(version: ProposalVersion, each: PointText) -> DecisionPoint:
    return DecisionPoint(
        version=version,
        label=each.label,
        kind=each.kind.value,
        text=each.text,
        parent=each.parent,
        addressed_to=list(each.addressed_to),
        forwarded_to=list(each.forwarded_to),
        advice=each.advice,
    )


def _write_stage(proposal: Proposal, each: StageText, asked: AsOf) -> None:
    """The stage with everyone who is asked: they are known before any meeting."""
    stage = Stage.objects.create(
        proposal=proposal,
        number=each.number,
        title=each.title,
        role=each.role.value,
        rule=each.rule.value,
        quorum=each.quorum,
        labels=list(each.labels),
        after=each.after,
        due_on=each.due_on,
    )
    there = {row.code: row.id for row in bodies(ANONYMOUS, asked)}
    unknown = [code for code in each.bodies if code not in there]
    if unknown:
        raise DomainError(
            _("Dit overleg bestaat niet: %(codes)s.") % {"codes": ", ".join(unknown)}, field="stages"
        )
    kinds = [row.id for row in organisations(ANONYMOUS, asked, kinds=each.organisation_kinds)]
    Consultation.objects.bulk_create(
        [
            *(Consultation(stage=stage, body_id=there[code]) for code in each.bodies),
            *(
                Consultation(stage=stage, organisation_id=key)
                for key in (kinds if each.organisation_kinds else ())
            ),
        ]
    )


def send_proposal(
    code: str, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> ProposalVersion:
    """From now on the text does not change, and who is asked can answer. Sent once."""
    require(may_write_proposals(actor))
    with verb("decisions.send_proposal", actor=actor) as trail:
        found = Proposal.objects.filter(code=code).first()
        if found is None:
            raise DomainError(_("Dit voorstel bestaat niet."))
        proposal = lock(Proposal, found.pk, revision=expected_revision, label=_("Dit voorstel"))
        version = proposal.versions.order_by("number").last()
        if version is None or version.sent_at:
            raise DomainError(_("Dit voorstel is al verstuurd."))
        points = list(version.points.order_by("label"))
        if not points:
            raise DomainError(_("Een voorstel vraagt iets: voeg eerst een beslispunt toe."))
        _refuse_faulty_route(proposal)
        version.sent_at = now
        version.content_hash = content_hash(version, points)
        version.save(update_fields=["sent_at", "content_hash"])
        proposal.revision += 1
        proposal.save(update_fields=["revision"])
        trail.note(
            version, {"proposal": proposal.code, "number": version.number, "hash": version.content_hash}
        )
    return version


def content_hash(version: ProposalVersion, points: Sequence[DecisionPoint]) -> str:
    """SHA-256 of the text and the points, as canonical JSON: what a body saw (R60)."""
    content: dict[str, Any] = {
        name: getattr(version, name) for name in ("title", "sender", "addressee", *TEXTS)
    }
    content["points"] = sorted(
        [
            point.label,
            point.kind,
            point.text,
            point.parent,
            sorted(point.addressed_to),
            sorted(point.forwarded_to),
            point.advice,
        ]
        for point in points
    )
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _refuse_faulty_points(points: Sequence[PointText]) -> None:
    written = [Point(each.label, each.kind, each.parent, frozenset(each.addressed_to)) for each in points]
    for fault in point_faults(written):
        raise DomainError(POINT_FAULTS[fault.fault] % {"label": fault.label}, field="points")


def _refuse_faulty_stages(points: Sequence[PointText], stages: Sequence[StageText]) -> None:
    """What cannot even be written down: a number or a body twice, a point that is not there."""
    labels = {each.label for each in points}
    seen: set[int] = set()
    for stage in stages:
        if stage.number in seen:
            raise DomainError(
                ROUTE_FAULTS[StageFault.DUPLICATE_NUMBER] % {"number": stage.number}, field="stages"
            )
        seen.add(stage.number)
        unknown = [label for label in stage.labels if label not in labels]
        facts = {"number": stage.number, "labels": ", ".join(unknown)}
        if unknown:
            raise DomainError(
                _("Stap %(number)s gaat over een punt dat er niet is: %(labels)s.") % facts, field="stages"
            )
        if len(set(stage.bodies)) < len(stage.bodies):
            raise DomainError(_("In stap %(number)s staat een overleg twee keer.") % facts, field="stages")


def _refuse_faulty_route(proposal: Proposal) -> None:
    stages = []
    for stage in proposal.stages.all():
        parties = frozenset(str(key) for key in stage.consultations.values_list("pk", flat=True))
        stages.append(
            RuleStage(
                stage.number, Role(stage.role), StageRule(stage.rule), parties, stage.due_on, stage.after
            )
        )
    for fault in route_faults(stages):
        raise DomainError(ROUTE_FAULTS[fault.fault] % {"number": fault.number}, field="stages")
