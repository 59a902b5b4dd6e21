"""What is wrong with a proposal, in Dutch: its points, its route, its words."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from noaber.core.errors import DomainError
from noaber.core.rules.contact_data import has_telephone
from noaber.core.rules.dutch import long_date
from noaber.decisions.models import ProposalVersion, Stage
from noaber.decisions.queries.drafts.draft import LINES
from noaber.decisions.queries.proposals.standing import TEXTS
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import Fault, Point, point_faults
from noaber.decisions.rules.route import Role, StageFault, route_faults
from noaber.decisions.rules.route import Stage as RuleStage
from noaber.decisions.services.drafts.written import PointText, StageText

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 20_000
POINT_FAULTS: Final = {
    Fault.MALFORMED_LABEL: _lazy("“%(label)s” is geen nummer van een punt. Schrijf bijvoorbeeld 3 of 3a."),
    Fault.DUPLICATE_LABEL: _lazy("Punt %(label)s staat er twee keer."),
    Fault.UNKNOWN_PARENT: _lazy("Punt %(label)s valt onder een punt dat er niet is."),
    Fault.OWN_PARENT: _lazy("Punt %(label)s valt onder zichzelf."),
    Fault.CIRCULAR_PARENTS: _lazy("Punt %(label)s valt in een kring onder zichzelf."),
    Fault.TOO_MANY: _lazy(
        "Een voorstel heeft hoogstens 60 beslispunten; punt %(label)s is er een te veel. "
        "Voeg punten samen, of maak er twee voorstellen van."
    ),
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


def before_last_words(day: dt.date) -> str:
    """Why a next text cannot be of an earlier day: who decided in between, would have decided on neither."""
    text = _("De vorige tekst is van %(day)s. Kies die dag of een latere.")
    return text % {"day": long_date(day)}


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


def refuse_overtaken_deadlines(stages: Iterable[Stage]) -> None:
    """A stage that must be done before the one that it waits for."""
    written = [
        RuleStage(
            each.number, Role(each.role), StageRule(each.rule), frozenset({"all"}), each.due_on, each.after
        )
        for each in stages
    ]
    for fault in route_faults(written):
        if fault.fault is StageFault.DEADLINE_BEFORE_GATE:
            raise DomainError(ROUTE_FAULTS[fault.fault] % {"number": fault.number}, field="due_on")


def refuse_faulty_words(version: ProposalVersion) -> None:
    """A title that is empty, a text longer than its field, a telephone number where a name belongs (R01)."""
    words = {name: getattr(version, name) for name in (*LINES, *TEXTS, "change_note")}
    for fault in word_faults(words):
        raise fault


def word_faults(words: Mapping[str, str]) -> Iterator[DomainError]:
    """All that is wrong with the words of a draft, each at its field."""
    if not words["title"].strip():
        yield DomainError(_("Vul het onderwerp in."), field="title")
    for name in LINES:
        if len(words[name]) > LONGEST_LINE:
            yield DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_LINE}, field=name)
        if name != "title" and has_telephone(words[name]):
            yield DomainError(
                _(
                    "Hier lijkt een telefoonnummer te staan. Noem een functie of een naam; iedereen leest dit."
                ),
                field=name,
            )
    for name in (*TEXTS, "change_note"):
        if len(words[name]) > LONGEST_TEXT:
            yield DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_TEXT}, field=name)
