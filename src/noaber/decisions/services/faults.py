"""What is wrong with a proposal, in Dutch: its points, its route, its words."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from noaber.core.errors import DomainError
from noaber.decisions.models import DecisionPoint, Proposal, ProposalVersion, Stage
from noaber.decisions.queries.asked import rule_points
from noaber.decisions.queries.standing import TEXTS
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import Fault, Point, is_addressed, point_faults
from noaber.decisions.rules.route import Role, StageFault, route_faults
from noaber.decisions.rules.route import Stage as RuleStage
from noaber.decisions.services.written import PointText, StageText

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 20_000
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


def refuse_faulty_points(points: Sequence[PointText]) -> None:
    written = [Point(each.label, each.kind, each.parent, frozenset(each.addressed_to)) for each in points]
    for fault in point_faults(written):
        raise DomainError(POINT_FAULTS[fault.fault] % {"label": fault.label}, field="points")


def refuse_faulty_stages(points: Sequence[PointText], stages: Sequence[StageText]) -> None:
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


def refuse_faulty_route(proposal: Proposal, points: Sequence[DecisionPoint]) -> None:
    """What cannot be sent: a route that leads nowhere, or a stage at which a point is asked of nobody."""
    stages = list(proposal.stages.prefetch_related("consultations__organisation"))
    written = [_rule_stage(stage) for stage in stages]
    for fault in route_faults(written):
        raise DomainError(ROUTE_FAULTS[fault.fault] % {"number": fault.number}, field="stages")
    every = rule_points(points)
    for stage in stages:
        asked = [each.organisation.kind if each.organisation else "" for each in stage.consultations.all()]
        for point in every:
            if stage.labels and point.label not in stage.labels:
                continue
            if not any(not kind or is_addressed(point, kind, every) for kind in asked):
                facts = {"number": stage.number, "label": point.label}
                raise DomainError(
                    _("In stap %(number)s wordt punt %(label)s aan niemand gevraagd.") % facts, field="stages"
                )


def _rule_stage(stage: Stage) -> RuleStage:
    parties = frozenset(str(each.pk) for each in stage.consultations.all())
    return RuleStage(
        stage.number, Role(stage.role), StageRule(stage.rule), parties, stage.due_on, stage.after
    )


def refuse_faulty_words(version: ProposalVersion) -> None:
    """A title that is empty, or a text longer than its field."""
    if not version.title.strip():
        raise DomainError(_("Vul het onderwerp in."), field="title")
    for name in ("title", "sender", "addressee", "author", "portfolio_holder"):
        if len(getattr(version, name)) > LONGEST_LINE:
            raise DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_LINE}, field=name)
    for name in TEXTS:
        if len(getattr(version, name)) > LONGEST_TEXT:
            raise DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_TEXT}, field=name)
