"""Which organ of an organisation decides, and by when: the organisation says so itself, until it has decided."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_plan_own_decision, may_write_proposals
from noaber.decisions.models import Consultation, Proposal, Stage
from noaber.decisions.queries.proposals.asked import sent_version
from noaber.decisions.queries.proposals.taken_back import not_taken_back
from noaber.decisions.rules.forwarding import organs_of
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.services.answers.ended_parties import successors_on


def plan_own_decision(
    consultation: uuid.UUID,
    *,
    actor: Actor,
    today: dt.date,
    organ: str,
    due_on: dt.date | None,
    expected_revision: int | None = None,
) -> Consultation:
    """Both at once, as the form gives them; what stands already is left as it is."""
    with verb("decisions.set_organ", actor=actor):
        held = set_organ(
            consultation, actor=actor, today=today, organ=organ, expected_revision=expected_revision
        )
        return set_own_deadline(
            consultation, actor=actor, today=today, due_on=due_on, expected_revision=held.revision
        )


def set_organ(
    consultation: uuid.UUID,
    *,
    actor: Actor,
    today: dt.date,
    organ: str,
    expected_revision: int | None = None,
) -> Consultation:
    """Say which organ decides there. Said twice it is said once.

    Refused: who does not speak for the organisation, an organ that it does not have, and once it has decided.
    """
    found = _find(consultation, actor, today)
    kind = found.organisation.kind if found.organisation else ""
    if organ not in organs_of(kind):
        raise DomainError(_("Dit orgaan heeft deze organisatie niet."), field="organ")

    with verb("decisions.set_organ", actor=actor) as trail:
        held = _held(found, expected_revision)
        if held.organ != organ:
            before, held.organ = held.organ, organ
            _keep(held)
            trail.note(held, {"organ": organ, "before": before}, records=[held])
    return held


def set_own_deadline(
    consultation: uuid.UUID,
    *,
    actor: Actor,
    today: dt.date,
    due_on: dt.date | None,
    expected_revision: int | None = None,
) -> Consultation:
    """Give an organisation a deadline of its own; None gives it that of the stage again.

    Later than the stage is only for the coordinator, who watches over the whole; a day that is over is no deadline.
    """
    found = _find(consultation, actor, today)

    with verb("decisions.set_own_deadline", actor=actor) as trail:
        held = _held(found, expected_revision)
        if held.due_on != due_on:
            _refuse_untimely(found, due_on, actor=actor, today=today)
            before, held.due_on = held.due_on, due_on
            _keep(held)
            trail.note(held, {"due_on": _iso(due_on), "before": _iso(before)}, records=[held])
    return held


@dataclass(frozen=True, slots=True)
class Followed:
    """Own deadlines after that of everyone, once it moved: those that went along, and how many were left as agreed."""

    moved: tuple[Consultation, ...] = ()
    kept: int = 0


def follow_everyone(stage: Stage, before: dt.date | None) -> Followed:
    """The deadline of a stage moved (it `before` was): an own one that is later now, goes along until it is decided.

    Not one that was later already: that is what the coordinator agreed with an organisation. The caller holds the
    proposal, and records what moved.
    """
    if stage.due_on is None or (before and stage.due_on >= before):
        return Followed()
    decided = not_taken_back().filter(consultation=OuterRef("pk"), answer__in=sorted(FINAL))
    later = stage.consultations.filter(~Exists(decided), due_on__gt=stage.due_on).order_by("pk")
    moved = [each for each in later if before is None or (each.due_on and each.due_on <= before)]
    for each in moved:
        each.due_on = None
        _keep(each)
    return Followed(tuple(moved), len(later) - len(moved))


def _find(consultation: uuid.UUID, actor: Actor, today: dt.date) -> Consultation:
    rows = Consultation.objects.select_related("stage__proposal", "organisation")
    found = rows.filter(pk=consultation).first()
    if found is None:
        raise DomainError(_("Deze behandeling bestaat niet."))
    if found.organisation is None or not found.stage.is_follow_up:
        require(may_write_proposals(actor))
        raise DomainError(_("Dit is geen eigen besluit van een organisatie."))
    require(may_plan_own_decision(actor, found.organisation.code, successors_on(found, today)))
    return found


def _held(found: Consultation, revision: int | None) -> Consultation:
    """Locked, and then looked at again: somebody may have decided since."""
    found.stage.proposal = lock(Proposal, found.stage.proposal_id, revision=None, label=_("Dit voorstel"))
    held = lock(Consultation, found.pk, revision=revision, label=_("De planning van dit besluit"))
    _refuse_settled(found)
    return held


def _refuse_settled(found: Consultation) -> None:
    if found.stage.proposal.withdrawn_at:
        raise DomainError(_("Dit voorstel is ingetrokken; er valt niets meer te besluiten."))
    if sent_version(found.stage) is None:
        raise DomainError(_("Dit voorstel is nog niet verstuurd."))
    if not_taken_back().filter(consultation=found, answer__in=sorted(FINAL)).exists():
        raise DomainError(
            _("Deze organisatie heeft al besloten. Door wie en wanneer, staat nu vast bij het besluit.")
        )


def _refuse_untimely(found: Consultation, due_on: dt.date | None, *, actor: Actor, today: dt.date) -> None:
    if due_on is None:
        return
    if due_on < today:
        raise DomainError(_("Kies een dag die nog komt."), field="due_on")
    last = found.stage.due_on
    if last and due_on > last and not may_write_proposals(actor):
        text = _("De termijn voor iedereen is %(day)s. Later kan alleen in overleg met de coördinator.")
        raise DomainError(text % {"day": long_date(last)}, field="due_on")


def _keep(held: Consultation) -> None:
    held.revision += 1
    held.save(update_fields=["organ", "due_on", "revision"])


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
