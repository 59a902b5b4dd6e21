"""What this reader is asked themselves: first on the page, for it is what a mayor opens it for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.access import OF_BODY, OF_ORGANISATION
from noaber.decisions.queries.closing import may_still_answer
from noaber.decisions.queries.matrix import Party, StageStanding, Standing
from noaber.decisions.views.places import history_address, position_address
from noaber.decisions.words import cell_status, kind_words


@dataclass(frozen=True, slots=True)
class OwnTurn:
    """One body or organisation for which the reader speaks: its answer per point, and what can be done."""

    title: str
    answers: DefinitionList
    note: str
    action: Action | None
    history: Action | None


def own_turns(request: Request, found: Standing) -> list[OwnTurn]:
    """Per party that the reader speaks for by their own seat; who keeps all proposals speaks for all, so for none."""
    if not found.is_sent:
        return []
    asof = AsOf(request.today)
    return [
        _turn(found, stage, party, asof)
        for stage in found.stages
        for party in stage.parties
        if party.labels and _is_own(request.actor, party)
    ]


def _is_own(actor: Actor, party: Party) -> bool:
    roles = OF_BODY if party.body_code else OF_ORGANISATION
    return party.key in actor.scopes_of(*roles)


def _turn(found: Standing, stage: StageStanding, party: Party, asof: AsOf) -> OwnTurn:
    kinds = {point.label: point.kind for point in found.points}
    cells = {label: stage.cells.get((party.key, label)) for label in party.labels}
    items = (
        Definition(
            _("Punt %(label)s: %(kind)s") % {"label": label, "kind": kind_words(kinds[label])},
            status=cell_status(stage, party, label),
            note=cell.text if cell else "",
        )
        for label, cell in cells.items()
    )
    has_answered = any(cells.values())
    may_still = may_still_answer(found, stage, party, asof)
    label = _("Wijzig het standpunt") if has_answered else _("Leg vast wat is besloten")
    record = Action(label, position_address(found.code, party.consultation_id), "primary")
    history = Action(_("Wat er eerder stond"), history_address(found.code, party.consultation_id))
    return OwnTurn(
        _("%(name)s: stap %(number)s") % {"name": party.name, "number": stage.number},
        DefinitionList(tuple(items)),
        _note(stage, party, has_answered=has_answered),
        record if may_still else None,
        history if has_answered else None,
    )


def _note(stage: StageStanding, party: Party, *, has_answered: bool) -> str:
    if stage.lapsed_labels(party):
        labels = in_a_row(stage.lapsed_labels(party))
        return _("Punt %(labels)s is vervallen: er is besloten zonder dit antwoord af te wachten.") % {
            "labels": labels
        }
    if not stage.gate.is_open:
        return _("U bent aan de beurt na stap %(number)s.") % {"number": stage.after}
    if party.due_on and not has_answered:
        return _("Graag uiterlijk %(day)s.") % {"day": long_date(party.due_on)}
    return ""
