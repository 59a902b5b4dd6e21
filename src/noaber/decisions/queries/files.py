"""Who may read the files of this room: what belongs to a proposal, is for who may read that proposal."""

import uuid

from noaber.core.access import ALLOWED, Actor, Decision, Refused
from noaber.decisions.models import Consultation, ProposalVersion, Report
from noaber.decisions.queries.proposals.proposal import KEEPERS, may_read_proposal

_HIDDEN = Refused("Dit bestand bestaat niet.", is_secret=True)


def may_read_evidence(actor: Actor, consultation: str) -> Decision:
    """The document of a decision is for the network; the address of a published one stands beside it."""
    found = Consultation.objects.filter(pk=uuid.UUID(consultation)).select_related("stage__proposal").first()
    if found is None or not actor.is_in_network:
        return _HIDDEN
    return ALLOWED if may_read_proposal(actor, found.stage.proposal.code) else _HIDDEN


def may_read_evaluation(actor: Actor, code: str) -> Decision:
    """The document of an evaluation is for the network, as that of any decision."""
    return ALLOWED if actor.is_in_network and may_read_proposal(actor, code) else _HIDDEN


def may_read_attachment(actor: Actor, version: str) -> Decision:
    """An attachment of what was sent is for who reads the proposal, that of a draft for its writers."""
    found = ProposalVersion.objects.filter(pk=int(version)).select_related("proposal").first()
    if found is None or not may_read_proposal(actor, found.proposal.code, is_draft=found.sent_at is None):
        return _HIDDEN
    return ALLOWED


def may_read_reported(actor: Actor, report: str) -> Decision:
    """The document of a report: until it is confirmed for the coordinator and who speaks for the party."""
    rows = Report.objects.filter(pk=uuid.UUID(report))
    found = rows.select_related("link__consultation__body", "link__consultation__organisation").first()
    if found is None:
        return _HIDDEN
    asked = found.link.consultation
    if found.state == Report.State.CONFIRMED:
        return may_read_evidence(actor, str(asked.pk))
    scope = f"body:{asked.body.code}" if asked.body else f"organisation:{asked.organisation.code}"  # type: ignore[union-attr]
    speaks = any(actor.has(role, scope=scope) for role in ("chair", "secretary", "mayor", "contact", "head"))
    return ALLOWED if actor.has(*KEEPERS) or speaks else _HIDDEN
