"""Writing a proposal with its points and route."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import (
    Classification,
    Consultation,
    DecisionPoint,
    ObligationTerms,
    Proposal,
    ProposalInsert,
    ProposalVersion,
    Stage,
)
from noaber.decisions.services.drafts.faults import (
    refuse_faulty_points,
    refuse_faulty_stages,
    refuse_faulty_words,
)
from noaber.decisions.services.drafts.stages import refuse_weightless
from noaber.decisions.services.drafts.written import PointText, ProposalText, StageText
from noaber.network.api import bodies, organisations


def draft_proposal(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    text: ProposalText,
    points: Sequence[PointText],
    stages: Sequence[StageText],
    classification: str = Classification.NETWORK,
    linked_to: str = "",
    inserts: Sequence[str] = (),
) -> Proposal:
    """Write a proposal: nobody but who writes proposals sees it before it is sent."""
    require(may_write_proposals(actor))
    refuse_faulty_points(points)
    refuse_faulty_stages(points, stages)
    with verb("decisions.draft_proposal", actor=actor) as trail:
        if Proposal.objects.filter(code=code).exists():
            raise DomainError(_("Er is al een voorstel met code %(code)s.") % {"code": code}, field="code")
        proposal = Proposal.objects.create(
            code=code, classification=classification, linked_to=_linked(linked_to)
        )
        version = ProposalVersion(proposal=proposal, number=1)
        text.into(version)
        refuse_faulty_words(version)
        version.save()
        write_points(version, points)
        ProposalInsert.objects.bulk_create(
            ProposalInsert(version=version, position=place, name=name) for place, name in enumerate(inserts)
        )
        for each in stages:
            refuse_weightless(each, AsOf(text.dated_on))
            write_stage(proposal, each, AsOf(text.dated_on))
        trail.note(proposal, {"code": code})
    return proposal


def _linked(code: str) -> Proposal | None:
    """The plan that must be adopted on the same day (R13)."""
    if not code:
        return None
    found = Proposal.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("Het gekoppelde voorstel bestaat niet."), field="linked_to")
    return found


def write_points(version: ProposalVersion, points: Sequence[PointText]) -> None:
    """The points of a draft, with what they ask per year."""
    written = DecisionPoint.objects.bulk_create(_point(version, each) for each in points)
    ObligationTerms.objects.bulk_create(
        ObligationTerms(
            point=row,
            kind=each.obligation.kind,
            first_year=each.obligation.first_year,
            last_year=each.obligation.last_year,
            rate=each.obligation.rate,
            fte=each.obligation.fte,
            reminder_on=each.obligation.reminder_on,
            is_solidary=each.obligation.is_solidary,
        )
        for row, each in zip(written, points, strict=True)
        if each.obligation
    )


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


def write_stage(proposal: Proposal, each: StageText, asked: AsOf) -> None:
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
        is_follow_up=each.is_follow_up,
    )
    there = {row.code: row.id for row in bodies(ANONYMOUS, asked)}
    unknown = [code for code in each.bodies if code not in there]
    if unknown:
        raise DomainError(
            _("Dit overleg bestaat niet: %(codes)s.") % {"codes": ", ".join(unknown)}, field="stages"
        )
    places = organisations(ANONYMOUS, asked, kinds=each.organisation_kinds) if each.organisation_kinds else []
    Consultation.objects.bulk_create(
        [
            *(Consultation(stage=stage, body_id=there[code]) for code in each.bodies),
            *(
                Consultation(stage=stage, organisation_id=row.id, organ=each.organs.get(row.kind, ""))
                for row in places
            ),
        ]
    )
