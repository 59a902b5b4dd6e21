"""Taking back what was recorded by mistake, such as for the wrong party: appended, so that both stay readable."""

import datetime as dt
import uuid
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.decisions.closing_words import closed_because
from noaber.decisions.models import Consultation, Position, Proposal
from noaber.decisions.queries.proposals.asked import asked_of
from noaber.decisions.queries.proposals.closing import labels_to_take_back
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import find_consultation, require_voice

LONGEST_REASON: Final = 2000


def take_back_positions(
    consultation: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> list[Position]:
    """Take back every answer of a party that stands; answers what was appended (nothing when nothing stood any more).

    From then on the party has not answered: it is asked again. Refused: who may not speak for the party, without a
    reason, of what was withdrawn, and where others built upon the answer or the proposal was adopted. Who was heard and
    recorded only after the adoption, is taken back from there: nothing was built upon it, and nobody is asked again.
    """
    found = find_consultation(consultation)
    require_voice(found, actor=actor, today=today)
    if not reason.strip():
        raise DomainError(_("Vul in waarom het standpunt wordt ingetrokken."), field="reason")
    if len(reason) > LONGEST_REASON:
        text = _("Houd de reden bij %(count)s tekens.")
        raise DomainError(text % {"count": LONGEST_REASON}, field="reason")
    with verb("decisions.take_back_positions", actor=actor) as trail:
        # As for recording: the gate of a stage depends on what stands at another.
        found.stage.proposal = lock(Proposal, found.stage.proposal_id, revision=None, label=_("Dit voorstel"))
        labels = _standing_labels(found)
        if not labels:
            return []  # sent twice: it was taken back already
        held = lock(Consultation, found.pk, revision=expected_revision, label=_("Deze behandeling"))
        points = [point for point in asked_of(found) if point.label in labels]
        act = {
            "answer": Answer.RETRACTED.value,
            "text": reason.strip(),
            "decided_on": today,
            **recorded_by(actor, now),
        }
        new = Position.objects.bulk_create(
            Position(consultation=found, point=point, **act) for point in points
        )
        count_change(held)
        trail.note(held, {"points": [point.label for point in points]}, records=new)
    return new


def _standing_labels(found: Consultation) -> set[str]:
    """The points on which something stands that may be taken back, by all that is recorded."""
    if found.stage.proposal.withdrawn_at:
        raise DomainError(_("Dit voorstel is ingetrokken; er valt niets meer vast te leggen."))
    whole = standing(found.stage.proposal.code, AsOf(dt.date.max))
    stage = next((each for each in whole.stages if each.id == found.stage_id), None) if whole else None
    party = (
        next((each for each in stage.parties if each.consultation_id == found.pk), None) if stage else None
    )
    if whole is None or stage is None or party is None:
        return set()
    labels = labels_to_take_back(whole, stage, party, AsOf(dt.date.max))
    if not labels and any((party.key, label) in stage.cells for label in party.labels):
        raise DomainError(closed_words(whole))
    return set(labels)


def closed_words(whole: Standing) -> str:
    """Why nothing can be taken back any more."""
    text = _(
        "Deze stap is gesloten: %(why)s. Wie erop terugkomt, doet dat met een nieuw voorstel. Is het verkeerd "
        "vastgelegd? Rectificeer het dan, met de reden."
    )
    return text % {"why": closed_because(whole)}
