"""What is wrong with a proposal, in Dutch: its points, its route, its words."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from noaber.core.errors import DomainError
from noaber.decisions.models import DecisionPoint, Proposal, ProposalVersion, Stage
from noaber.decisions.queries.asked import rule_points
from noaber.decisions.queries.drafts import LINES
from noaber.decisions.queries.standing import TEXTS
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import Fault, Point, is_addressed, point_faults
from noaber.decisions.rules.route import Role, StageFault, route_faults
from noaber.decisions.rules.route import Stage as RuleStage
from noaber.decisions.rules.telephones import has_telephone
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


def route_faults_of(proposal: Proposal, points: Sequence[DecisionPoint]) -> Iterator[DomainError]:
    """All that is wrong with the route, each with the number of its stage."""
    stages = list(proposal.stages.prefetch_related("consultations__organisation"))
    for fault in route_faults([_rule_stage(stage) for stage in stages]):
        yield _at_stage(fault.number, ROUTE_FAULTS[fault.fault], fault.fault)
    every = rule_points(points)
    for stage in stages:
        treated = [point for point in every if not stage.labels or point.label in stage.labels]
        if points and not treated:
            yield _at_stage(stage.number, _("Stap %(number)s gaat over geen enkel punt van deze tekst."))
        asked = [each.organisation.kind if each.organisation else "" for each in stage.consultations.all()]
        for point in treated:
            if asked and not any(not kind or is_addressed(point, kind, every) for kind in asked):
                text = _("In stap %(number)s wordt punt %(label)s aan niemand gevraagd.")
                yield _at_stage(stage.number, text, label=point.label)


class StageError(DomainError):
    """A fault of one stage of a route; `number` 0 is the route as a whole."""

    def __init__(self, message: str, number: int, fault: StageFault | None = None) -> None:
        super().__init__(message, field="stages")
        self.number = number
        self.fault = fault


def _at_stage(number: int, text: str | Promise, fault: StageFault | None = None, **facts: str) -> StageError:
    return StageError(str(text) % {"number": number, **facts}, number, fault)


def _rule_stage(stage: Stage) -> RuleStage:
    parties = frozenset(str(each.pk) for each in stage.consultations.all())
    return RuleStage(
        stage.number, Role(stage.role), StageRule(stage.rule), parties, stage.due_on, stage.after
    )


def refuse_faulty_words(version: ProposalVersion) -> None:
    """A title that is empty, a text longer than its field, a telephone number where a name belongs (R01)."""
    for fault in word_faults(version):
        raise fault


def word_faults(version: ProposalVersion) -> Iterator[DomainError]:
    """All that is wrong with the words of a draft, each at its field."""
    if not version.title.strip():
        yield DomainError(_("Vul het onderwerp in."), field="title")
    for name in LINES:
        text = getattr(version, name)
        if len(text) > LONGEST_LINE:
            yield DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_LINE}, field=name)
        if name != "title" and has_telephone(text):
            yield DomainError(
                _(
                    "Hier lijkt een telefoonnummer te staan. Noem een functie of een naam; iedereen leest dit."
                ),
                field=name,
            )
    for name in (*TEXTS, "change_note"):
        if len(getattr(version, name)) > LONGEST_TEXT:
            yield DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_TEXT}, field=name)
