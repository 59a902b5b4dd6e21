"""A next text, taking a proposal back, and throwing away what was never sent."""

import datetime as dt

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change
from noaber.core.rules.reasons import SAYS_NOTHING, says_something
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import (
    Disposition,
    Proposal,
    ProposalAttachment,
    ProposalInsert,
    ProposalVersion,
    Stage,
)
from noaber.decisions.queries.drafts.draft import LINES
from noaber.decisions.queries.proposals.prerequisites import withdrawing_faults
from noaber.decisions.queries.proposals.standing import TEXTS
from noaber.decisions.services.drafts.attachments import let_go
from noaber.decisions.services.drafts.draft import hold_proposal, hold_unsent, refuse_adopted, refuse_finished
from noaber.decisions.services.drafts.drafting import write_points
from noaber.decisions.services.drafts.letting_go import let_go_of
from noaber.decisions.services.drafts.points import written_points

LONGEST_REASON = 2000


def write_next_version(
    code: str, *, actor: Actor, today: dt.date, expected_revision: int | None = None
) -> ProposalVersion:
    """Begin a next text from the last one that was sent: with its points, attachments, figures and terms.

    Refused: while a text is being written, and after the proposal was adopted or withdrawn.
    """
    require(may_write_proposals(actor))
    with verb("decisions.write_next_version", actor=actor) as trail:
        proposal = hold_proposal(code, expected_revision)
        last = proposal.versions.order_by("number").last()
        if last is None or last.sent_at is None:
            raise DomainError(_("Er wordt al aan een nieuwe tekst geschreven."))
        refuse_finished(proposal)
        version = ProposalVersion(
            proposal=proposal,
            number=last.number + 1,
            dated_on=max(today, last.dated_on),
            **{name: getattr(last, name) for name in (*LINES, *TEXTS)},
        )
        version.save()
        write_points(version, written_points(last))
        ProposalAttachment.objects.bulk_create(
            ProposalAttachment(
                version=version, position=each.position, title=each.title, file_id=each.file_id
            )
            for each in last.attachments.all()
        )
        ProposalInsert.objects.bulk_create(
            ProposalInsert(version=version, position=each.position, name=each.name)
            for each in last.inserts.all()
        )
        count_change(proposal)
        trail.note(version, {"proposal": code, "number": version.number})
    return version


def withdraw_proposal(
    code: str, reason: str, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> Proposal:
    """Take back a proposal that was sent: it stays readable with the reason, and nothing more is recorded on it.

    Refused: without a reason in words, twice, a draft that was never sent (that is thrown away), what was adopted
    (unless it waits for a plan that was rejected or withdrawn), and what another proposal that runs rests on.
    """
    require(may_write_proposals(actor))
    typed = reason.strip()
    if not typed:
        raise DomainError(_("Vul in waarom het voorstel wordt ingetrokken."), field="reason")
    if not says_something(typed):
        raise DomainError(_(SAYS_NOTHING), field="reason")
    if len(typed) > LONGEST_REASON:
        raise DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_REASON}, field="reason")
    with verb("decisions.withdraw_proposal", actor=actor) as trail:
        proposal = hold_proposal(code, expected_revision)
        if not proposal.versions.exclude(sent_at=None).exists():
            raise DomainError(_("Dit voorstel is nooit verstuurd. Gooi het concept weg."))
        refuse_adopted(proposal)
        if held := withdrawing_faults(code):
            raise DomainError(" ".join(held), field="reason")
        proposal.withdrawn_at, proposal.withdrawal_reason = now, typed
        proposal.save(update_fields=["withdrawn_at", "withdrawal_reason"])
        count_change(proposal)
        trail.note(proposal, {"code": code}, records=[proposal])
    return proposal


def discard_draft(code: str, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None) -> bool:
    """Throw a draft away; answers whether the proposal is gone with it, because nothing of it was ever sent.

    What was answered to a remark stays as it was given; where it was adopted in this draft, that is still to be done.
    """
    require(may_write_proposals(actor))
    with verb("decisions.discard_draft", actor=actor) as trail:
        is_whole = not ProposalVersion.objects.filter(proposal__code=code, sent_at__isnull=False).exists()
        if is_whole:
            let_go_of(code, actor=actor, now=now)
        held = hold_unsent(code, expected_revision)
        if held.is_first is not is_whole:
            raise Conflict(_("Dit voorstel"), revision=held.proposal.revision)
        files = [each.file for each in held.version.attachments.select_related("file")]
        answers = Disposition.objects.filter(in_version=held.version).order_by("pk")
        facts: dict[str, Fact] = {"proposal": code, "number": held.version.number}
        facts["answers"] = list(answers.values_list("pk", flat=True))
        trail.note(held.version, facts)
        held.version.delete()
        if held.is_first:
            _delete(held.proposal)
        else:
            count_change(held.proposal)
        let_go(files, actor=actor, now=now)
    return held.is_first


def _delete(proposal: Proposal) -> None:
    if proposal.linked_from.exists():
        raise DomainError(_("Een ander voorstel is hieraan gekoppeld. Maak dat eerst los."))
    try:
        for stage in Stage.objects.filter(proposal=proposal):
            stage.consultations.all().delete()
            stage.delete()
    except ProtectedError:
        raise DomainError(_("Dit voorstel staat al op een agenda. Haal het daar eerst af.")) from None
    try:
        proposal.delete()
    except ProtectedError:
        # Something that never changes names it (`letting_go.py`): it stays, without a text.
        count_change(proposal)
