"""What this reader is asked themselves: first on the page, for it is what a mayor opens it for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.access import OF_BODY, OF_ORGANISATION
from noaber.decisions.closing_words import lapsed_sentence
from noaber.decisions.queries.proposals.closing import may_still_answer
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
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
    return not actor.scopes_of(*roles).isdisjoint(party.voice_keys)


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
    left = stage.open_labels(party) if has_answered else ()
    may_still = may_still_answer(found, stage, party, asof)
    label = _label(has_answered=has_answered, is_partly=bool(left))
    tone: Literal["primary", "secondary"] = "secondary" if stage.lapsed_labels(party) else "primary"
    record = Action(label, position_address(found.code, party.consultation_id), tone)
    history = Action(_("Wat er eerder stond"), history_address(found.code, party.consultation_id))
    return OwnTurn(
        _("%(name)s: stap %(number)s") % {"name": party.name_now, "number": stage.number},
        DefinitionList(tuple(items)),
        _note(found, stage, party, left, has_answered=has_answered),
        record if may_still else None,
        history if has_answered else None,
    )


def _label(*, has_answered: bool, is_partly: bool) -> str:
    if is_partly:
        return _("Leg vast wat nog open is")
    return _("Wijzig het standpunt") if has_answered else _("Leg vast wat is besloten")


def _note(
    found: Standing, stage: StageStanding, party: Party, left: Sequence[str], *, has_answered: bool
) -> str:
    """Until when, and for who answered some points, which ones are left."""
    if lapsed := stage.lapsed_labels(party):
        return lapsed_sentence(found, stage, lapsed)
    if not stage.gate.is_open:
        return _("U bent aan de beurt na stap %(number)s.") % {"number": stage.after}
    still = _("Punt %(labels)s nog open.") % {"labels": in_a_row(left)} if left else ""
    if party.due_on is None or (has_answered and not left):
        return still
    until = _("Graag uiterlijk %(day)s.") % {"day": long_date(party.due_on)}
    return f"{still} {until}".strip()
