"""Remarks: whose they are, and what is answered to them."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import WORKER, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.decisions.access import may_answer_remark, may_assign_remarks
from noaber.decisions.models import Disposition, Effect, Proposal, ProposalVersion, RemarkOwner
from noaber.decisions.queries.proposals.proposal import may_read_proposal, may_seat_read
from noaber.decisions.queries.remarks import RemarkRow, remark
from noaber.decisions.rules.remarks import RemarkState
from noaber.network.api import seats

LONGEST_ANSWER: Final = 4000
IN_TEXT: Final = (Effect.ADOPTED, Effect.PARTLY)  # the effects that can be read in a later text


def assign_remarks(
    code: str,
    remarks: Collection[int],
    post_code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
) -> list[RemarkOwner]:
    """Give these remarks on a proposal to a seat; answers what was new (nothing when they were its already).

    Whoever holds the seat, today or later, has them to answer. Refused: a seat that is not there today or may not read
    the proposal, a remark that is not of it, and one that lapsed because its party said something else since.
    """
    require(may_assign_remarks(actor))
    with verb("decisions.assign_remarks", actor=actor) as trail:
        proposal = _locked(code)
        seat = next(iter(seats(WORKER, AsOf(today), code=post_code)), None)
        if seat is None:
            raise DomainError(_("Deze zetel is er vandaag niet. Kies een andere."), field="owner")
        if not may_seat_read(seat, code):
            text = _(
                "Dit voorstel is besloten, en “%(seat)s” mag het niet lezen. Kies een zetel van een overleg dat om een "
                "standpunt is gevraagd."
            )
            raise DomainError(text % {"seat": seat.title}, field="owner")
        if not remarks:
            raise DomainError(_("Kies ten minste één kanttekening."), field="remarks")
        rows = [_find(code, key, today, field="remarks") for key in sorted(remarks)]
        for row in rows:
            _refuse_lapsed(row, field="remarks")
        new = [
            RemarkOwner(position_id=row.id, owner_id=seat.id, recorded_at=now, recorded_by_id=actor.user_id)
            for row in {row.id: row for row in rows}.values()
            if row.owner is None or row.owner.post_id != seat.id
        ]
        if new:
            RemarkOwner.objects.bulk_create(new)
            trail.note(
                proposal, {"remarks": [each.position_id for each in new], "owner": post_code}, records=new
            )
    return new


def answer_remark(
    code: str,
    key: int,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    effect: str,
    answer: str,
    in_version: int | None = None,
    expected_reply: int | None = None,
) -> Disposition | None:
    """Record what is answered to a remark and what it does to the text; None when that stood already.

    `in_version`: the number of the text in which the effect can be read, None as long as it is not written.
    `expected_reply`: the last answer that the writer saw (0 for none). Refused: who neither holds the seat that owns
    the remark nor keeps the proposals, an empty answer, a remark that nobody owns or that lapsed, a version that was
    there already when the remark was made, and a version with an answer that changes nothing in the text.
    """
    if not may_read_proposal(actor, code):
        raise AccessRefused(_("Dit voorstel bestaat niet."), is_secret=True)
    with verb("decisions.answer_remark", actor=actor) as trail:
        _locked(code)
        row = _find(code, key, today)
        require(may_answer_remark(actor, row.owner.holders if row.owner else ()))
        _refuse_lapsed(row)
        if row.owner is None:
            raise DomainError(_("Deze kanttekening heeft nog geen eigenaar. Kies die eerst."))
        said = (_known_effect(effect), _checked(answer), in_version)
        version = _version(row, said[0], in_version)
        if row.reply and (row.reply.effect, row.reply.answer, row.reply.in_version) == said:
            return None  # sent twice: it stands there already
        last = row.reply.id if row.reply else 0
        if expected_reply is not None and expected_reply != last:
            raise Conflict(_("De beantwoording van deze kanttekening"), revision=last)
        reply = Disposition.objects.create(
            position_id=row.id,
            effect=said[0],
            answer=said[1],
            in_version=version,
            **recorded_by(actor, now),
        )
        trail.note(reply, {"position": row.id, "effect": said[0], "in_version": in_version}, records=[reply])
    return reply


def _locked(code: str) -> Proposal:
    """One at a time per proposal, as for recording: a party may say something else at this very moment."""
    key: uuid.UUID | None = Proposal.objects.filter(code=code).values_list("pk", flat=True).first()
    if key is None:
        raise DomainError(_("Dit voorstel bestaat niet."))
    found = lock(Proposal, key, revision=None, label=_("Dit voorstel"))
    if found.withdrawn_at:
        raise DomainError(_("Dit voorstel is ingetrokken; er valt niets meer vast te leggen."))
    return found


def _find(code: str, key: int, today: dt.date, *, field: str = "") -> RemarkRow:
    row = remark(WORKER, code, key, AsOf(today))
    if row is None:
        raise DomainError(_("Deze kanttekening hoort niet bij dit voorstel."), field=field)
    return row


def _refuse_lapsed(row: RemarkRow, *, field: str = "") -> None:
    if row.state is RemarkState.LAPSED:
        text = _("%(party)s zei later iets anders over punt %(label)s. Deze kanttekening is vervallen.")
        raise DomainError(text % {"party": row.party_name, "label": row.label}, field=field)


def _known_effect(effect: str) -> str:
    if effect not in Effect.values:
        raise DomainError(_("Kies wat de kanttekening met de tekst doet."), field="effect")
    return effect


def _checked(answer: str) -> str:
    text = answer.strip()
    if not text:
        raise DomainError(_("Vul het antwoord in."), field="answer")
    if len(text) > LONGEST_ANSWER:
        raise DomainError(
            _("Houd het antwoord bij %(limit)s tekens.") % {"limit": LONGEST_ANSWER}, field="answer"
        )
    return text


def _version(row: RemarkRow, effect: str, number: int | None) -> ProposalVersion | None:
    if number is None:
        return None
    if effect not in IN_TEXT:
        text = _("Dit antwoord verandert niets in de tekst. Laat de versie leeg, of kies een ander gevolg.")
        raise DomainError(text, field="in_version")
    if number <= row.on_version:
        text = _("De kanttekening gaat over versie %(number)s. Kies een latere versie.")
        raise DomainError(text % {"number": row.on_version}, field="in_version")
    found = ProposalVersion.objects.filter(proposal=row.proposal_id, number=number).first()
    if found is None:
        raise DomainError(_("Deze versie is er niet."), field="in_version")
    return found
