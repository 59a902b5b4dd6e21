"""What the coordinator does with a report: confirm it, and it counts; or send it back with the reason."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.core.mail import preview_recipients, queue_mail
from noaber.core.mail.recipients import Recipient
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import Position, Proposal, Report
from noaber.decisions.queries.follow_up.contacts import Contact, Contacts, contacts_on, correspondent
from noaber.decisions.queries.follow_up.letters import letters_about
from noaber.decisions.queries.follow_up.outstanding import OpenAnswer
from noaber.decisions.queries.follow_up.report_links import open_question
from noaber.decisions.queries.proposals.asked import is_changed_since
from noaber.decisions.services.answers.recording import record_positions
from noaber.decisions.services.follow_up.asking import send_question
from noaber.decisions.services.follow_up.letters import hold, items_for
from noaber.decisions.services.follow_up.reporting import said_in

LONGEST_REASON = 1000


def confirm_report(
    report: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> list[Position]:
    """Let a report count, with its document and who reported it. Confirmed twice, it counts once.

    `expected_revision`: of the question as the coordinator saw it; when somebody answered it since, nothing is
    recorded and the coordinator looks again.
    """
    require(may_write_proposals(actor))
    with verb("decisions.confirm_report", actor=actor) as trail:
        found = _held(report)
        if found.state == Report.State.CONFIRMED:
            return []
        _refuse_settled(found)
        if is_changed_since(found.link.consultation.stage, found.reported_at):
            raise DomainError(
                _(
                    "Na deze melding is een gewijzigde tekst verstuurd. Stuur de melding terug; "
                    "de melder krijgt dan een nieuwe link."
                )
            )
        positions = record_positions(
            found.link.consultation_id,
            said_in(found),
            actor=actor,
            now=now,
            today=today,
            decided_on=found.decided_on,
            evidence=found.evidence,
            document=found.evidence_file,
            reported_by=found.link.person_id,
            expected_revision=expected_revision,
        )
        _settle(found, Report.State.CONFIRMED, actor, now)
        trail.note(found, {"consultation": str(found.link.consultation_id)})
    return positions


@dataclass(frozen=True, slots=True)
class SentBack:
    """Whether the reporter could be told, and how many others were asked instead."""

    is_told: bool
    asked: int = 0


def reject_report(
    report: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    reason: str,
    ask_present: bool = False,
) -> SentBack:
    """Send a report back: the reporter hears why, with a new link while they still speak for the party.

    `ask_present`: when they do not any more, ask who is there now in the same act.
    """
    require(may_write_proposals(actor))
    _refuse_reason(reason)
    with verb("decisions.reject_report", actor=actor) as trail:
        found = _held(report)
        _refuse_settled(found)
        found.reason = reason.strip()
        _settle(found, Report.State.REJECTED, actor, now)
        trail.note(found, {"consultation": str(found.link.consultation_id)})
        hold([found.link.consultation_id])
        row, contacts = open_question(found.link.consultation_id, today), contacts_on(today)
        is_gone = row is not None and not contacts.speaks(row.party.key, found.link.person_id)
        is_told = _tell(found, row, contacts if is_gone else None, now, today)
        asked = 0
        if row and is_gone and ask_present:
            letters = letters_about([row], lambda each: contacts.asked(each.party.key)).letters
            for letter in letters:
                key = f"decisions.asked {found.pk} {letter.contact.person_id}"
                send_question(trail, letter, key=key, actor=actor, now=now, today=today)
            asked = len(letters)
    return SentBack(is_told, asked)


def _refuse_reason(reason: str) -> None:
    if not reason.strip():
        raise DomainError(_("Vul in waarom u de melding terugstuurt."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise DomainError(
            _("Houd de reden bij %(limit)s tekens.") % {"limit": LONGEST_REASON}, field="reason"
        )


def _held(report: uuid.UUID) -> Report:
    if not Report.objects.filter(pk=report).exists():
        raise DomainError(_("Deze melding bestaat niet."))
    lock(Report, report, revision=None, label=_("Deze melding"))
    found = Report.objects.select_related("link__consultation__stage", "evidence_file").get(pk=report)
    # Texts are sent under this lock: none comes in between looking and recording.
    lock(Proposal, found.link.consultation.stage.proposal_id, revision=None, label=_("Dit voorstel"))
    return found


def _refuse_settled(found: Report) -> None:
    if found.state == Report.State.CONFIRMED:
        raise DomainError(_("Deze melding is al bevestigd."))
    if found.state == Report.State.REJECTED:
        raise DomainError(_("Deze melding is al teruggestuurd."))


def _settle(found: Report, state: Report.State, actor: Actor, now: dt.datetime) -> None:
    found.state, found.settled_at, found.settled_by_id = state, now, actor.user_id
    found.revision += 1
    found.save(update_fields=["state", "reason", "settled_at", "settled_by_id", "revision"])


def _is_reachable(reporter: Contact) -> bool:
    return bool(preview_recipients([Recipient(reporter.name, reporter.email)]).recipients)


def _tell(
    found: Report, row: OpenAnswer | None, others: Contacts | None, now: dt.datetime, today: dt.date
) -> bool:
    """Answers whether it could be sent. A new link only when the question is still open and theirs.

    `others`: who speak for the party now that the reporter does not; of a restricted proposal nobody is named.
    """
    reporter = correspondent(found.link.person_id, today)
    if reporter is None or not _is_reachable(reporter):
        return False
    is_named = row is not None and others is not None and not row.is_restricted
    queue_mail(
        key=f"decisions.report_returned {found.pk}",
        to=reporter.email,
        subject=_("Uw melding is teruggestuurd"),
        template="decisions/mail/report_returned.txt",
        context={
            "name": reporter.name,
            "reason": found.reason,
            "items": items_for(reporter, [row], now=now, today=today) if row and not others else [],
            "is_gone": others is not None,
            "party": row.party.name if row and is_named else "",
            "others": in_a_row(each.name for each in others.asked(row.party.key))
            if row and others and is_named
            else "",
        },
        now=now,
        names_restricted=row is None or row.is_restricted,
        is_secret=True,
    )
    return True
