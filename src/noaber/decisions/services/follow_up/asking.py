"""Asking again: one letter to everyone who has not answered, and to nobody else."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.mail import queue_mail, render_text
from noaber.core.models import OutboxMail
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import Reminder
from noaber.decisions.queries.follow_up.contacts import Contacts, contacts_on
from noaber.decisions.queries.follow_up.letters import Letter, LetterAbout, letters_about
from noaber.decisions.queries.follow_up.outstanding import ids, outstanding, without_report
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.services.follow_up.letters import Item, hold, is_late, items_for, items_to_preview

LONGEST_SENTENCE: Final = 300
TEMPLATE: Final = "decisions/mail/asked.txt"


@dataclass(frozen=True, slots=True)
class Asked:
    """How many letters went out, and how many had gone out already with the same request.

    `just_asked`: how many people got nothing, because somebody else asked them after the preview.
    """

    sent: int
    sent_before: int
    just_asked: int = 0


def ask_again(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    request_key: str,
    sentence: str = "",
    seen: int | None = None,
) -> Asked:
    """Ask everyone who has not answered or reported, each person in one letter; all are queued together, or none.

    `request_key` is made when the preview is shown: the same request twice sends once. Who answers between the preview
    and this moment gets nothing, for who has answered is looked at again while nobody can. Nor does who was asked
    after the preview: `seen` is the last letter that it knew of.
    """
    require(may_write_proposals(actor))
    words = _checked(sentence)
    with verb("decisions.ask_again", actor=actor) as trail:
        held = ids(outstanding(_standing(code, today)))
        hold(held)
        contacts = contacts_on(today)
        found = _standing(code, today)
        letters = _letters(found, contacts, held)
        since = _asked_since(seen, held)
        before = just_asked = 0
        for letter in letters:
            key = f"decisions.asked {request_key} {letter.contact.person_id}"
            if OutboxMail.objects.filter(key=key).exists():
                before += 1
                continue
            fresh = _not_in(since, letter)
            if not fresh.rows:
                just_asked += 1
                continue
            send_question(trail, fresh, key=key, actor=actor, now=now, today=today, sentence=words)
    return Asked(len(letters) - before - just_asked, before, just_asked)


def _letters(found: Standing, contacts: Contacts, held: Collection[uuid.UUID]) -> tuple[Letter, ...]:
    """About what is still open of the questions that nobody can answer now."""
    rows = [row for row in without_report(outstanding(found)) if row.id in held]
    return letters_about(rows, lambda row: contacts.asked(row.party.voice_key)).letters


def _asked_since(seen: int | None, held: Collection[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Which question was put to whom after the preview."""
    if seen is None:
        return set()
    rows = Reminder.objects.filter(consultation__in=held, pk__gt=seen)
    return set(rows.values_list("consultation", "person"))


def _not_in(since: Collection[tuple[uuid.UUID, uuid.UUID]], letter: Letter) -> Letter:
    """The letter without what this person was asked since."""
    rows = tuple(row for row in letter.rows if (row.id, letter.contact.person_id) not in since)
    return LetterAbout(letter.contact, rows)


def _standing(code: str, today: dt.date) -> Standing:
    found = standing(code, AsOf(today))
    if found is None:
        raise DomainError(_("Dit voorstel bestaat niet."))
    if not found.is_sent or found.withdrawn_at or found.is_rejected:
        raise DomainError(_("Dit voorstel loopt niet (meer); er valt niemand iets te vragen."))
    return found


def _checked(sentence: str) -> str:
    words = " ".join(sentence.split())
    if len(words) > LONGEST_SENTENCE:
        raise DomainError(
            _("Houd de zin bij %(limit)s tekens.") % {"limit": LONGEST_SENTENCE}, field="sentence"
        )
    return words


def send_question(
    trail: Trail,
    letter: Letter,
    *,
    key: str,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    sentence: str = "",
) -> None:
    """One letter, in the verb of the caller, who holds its questions. Who is late for any of it reads that first."""
    has_passed = any(is_late(row, today) for row in letter.rows)
    is_restricted = any(row.is_restricted for row in letter.rows)
    subject = (
        _("De termijn is voorbij. Wilt u laten weten wat is besloten?")
        if has_passed
        else _("Wilt u laten weten wat is besloten?")
    )
    queue_mail(
        key=key,
        to=letter.contact.email,
        subject=subject if is_restricted else f"{subject} {letter.rows[0].found.title}",
        template=TEMPLATE,
        context=_context(
            letter, items_for(letter.contact, letter.rows, now=now, today=today), sentence, today
        ),
        now=now,
        names_restricted=is_restricted,
        is_secret=True,
    )
    _note(trail, letter, actor, now)


def preview(letter: Letter, *, sentence: str, now: dt.datetime, today: dt.date) -> str:
    """The text of a letter before it is sent, with words in the place of a personal link."""
    items = items_to_preview(letter.contact, letter.rows, now=now, today=today)
    return render_text(TEMPLATE, _context(letter, items, sentence, today), is_restricted=False)


def _context(letter: Letter, items: list[Item], sentence: str, today: dt.date) -> dict[str, object]:
    has_passed = any(is_late(row, today) for row in letter.rows)
    return {"name": letter.contact.name, "is_late": has_passed, "items": items, "sentence": sentence}


def _note(trail: Trail, letter: Letter, actor: Actor, now: dt.datetime) -> None:
    Reminder.objects.bulk_create(
        Reminder(
            consultation_id=row.id,
            person_id=letter.contact.person_id,
            kind=Reminder.Kind.ASKED,
            about_due_on=row.party.due_on,
            sent_at=now,
            sent_by_id=actor.user_id,
        )
        for row in letter.rows
    )
    for row in letter.rows:
        trail.note("decisions.consultation", {"person": str(letter.contact.person_id)}, key=row.id)
