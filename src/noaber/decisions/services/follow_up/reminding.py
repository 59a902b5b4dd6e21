"""The daily reminders: ahead of the deadline, after it, and to who bears the responsibility.

One mail per person per day with everything in it. What is due follows from the deadline of today and from what this
person got before about that deadline (`rules/reminders.py`), so that a run that died halfway is simply run again.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.api import User, coordinators_on
from noaber.core.access import WORKER
from noaber.core.audit import Fact, verb
from noaber.core.mail import queue_mail
from noaber.core.models import OutboxMail
from noaber.decisions.models import Reminder
from noaber.decisions.queries.follow_up.contacts import Contact, Contacts, contacts_on
from noaber.decisions.queries.follow_up.letters import Letter, LetterAbout, Post, letters_about
from noaber.decisions.queries.follow_up.outstanding import (
    OpenAnswer,
    all_outstanding,
    ids,
    sent_reminders,
    without_report,
)
from noaber.decisions.rules.reminders import STEPS, Sent, Step, StepKind, due_step
from noaber.decisions.services.follow_up.letters import absolute, hold, items_for

ESCALATION: Final = next(step for step in STEPS if step.kind is StepKind.ESCALATED)
ONE_RUN: Final = dt.timedelta(hours=12)  # the job runs once a day, and again when it failed
SUBJECTS: Final = {
    StepKind.SOON: lambda count: ngettext(
        "Herinnering: nog één besluit te melden", "Herinnering: nog %(count)s besluiten te melden", count
    ),
    StepKind.OVERDUE: lambda count: ngettext(
        "De termijn is voorbij: één besluit", "De termijn is voorbij: %(count)s besluiten", count
    ),
    StepKind.ESCALATED: lambda count: ngettext(
        "Al een week over de termijn: één besluit", "Al een week over de termijn: %(count)s besluiten", count
    ),
}


@dataclass(frozen=True, slots=True)
class _Due:
    """What one person must hear today about one question."""

    row: OpenAnswer
    step: Step


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many mails went out, and how many people could not be reached."""

    mails: int
    unreachable: int


def remind_all(*, now: dt.datetime, today: dt.date) -> Reminded:
    """Send what is due today. Run twice on a day, or after dying halfway, nobody gets anything twice.

    Who reported hears nothing while the report waits for the coordinator.
    """
    rows = [row for row in without_report(all_outstanding(today)) if row.party.due_on]
    contacts = contacts_on(today)
    post = letters_about(rows, lambda row: _everyone(contacts, row))
    sent = sent_reminders(ids(rows))
    mails = sum(
        _send_digest(letter, contacts, now=now, today=today)
        for letter in post.letters
        if _due_for(letter, contacts, sent, today)
    )
    coordinators = coordinators_on(today)
    mails += _tell(coordinators, _escalated(rows, post, contacts, now, today), now=now, about=today)
    unheard = _unheard(rows, post, contacts)
    for days in range(1, ESCALATION.lasts):  # a day on which nobody was at work is made up for
        day = today - dt.timedelta(days=days)
        mails += _tell(coordinators, [row for row in unheard if _is_the_day(row, day)], now=now, about=day)
    return Reminded(mails, len({each.row.id for each in post.unreachable}))


def _escalated(
    rows: Sequence[OpenAnswer], post: Post, contacts: Contacts, now: dt.datetime, today: dt.date
) -> list[OpenAnswer]:
    """What was escalated today, also by a run that did not come this far, and what there is nobody to escalate to."""
    today_sent = Reminder.objects.filter(kind=Reminder.Kind.ESCALATED, sent_at__gt=now - ONE_RUN)
    told = set(today_sent.values_list("consultation", flat=True))
    unheard = set(ids(_unheard(rows, post, contacts)))
    return [row for row in rows if row.id in told or (_is_the_day(row, today) and row.id in unheard)]


def _unheard(rows: Sequence[OpenAnswer], post: Post, contacts: Contacts) -> list[OpenAnswer]:
    """What there is nobody to escalate to, or nobody who can be reached."""
    heard = {
        row.id
        for letter in post.letters
        for row in letter.rows
        if letter.contact in contacts.responsible(row.party.voice_key)
    }
    return [row for row in rows if row.id not in heard]


def _everyone(contacts: Contacts, row: OpenAnswer) -> list[Contact]:
    """Who is asked and who bears the responsibility, each once."""
    party = row.party.voice_key
    found = {each.person_id: each for each in (*contacts.asked(party), *contacts.responsible(party))}
    return list(found.values())


def _is_the_day(row: OpenAnswer, today: dt.date) -> bool:
    due_on = row.party.due_on
    return due_on is not None and (due_on - today).days == ESCALATION.days_before


def _send_digest(letter: Letter, contacts: Contacts, *, now: dt.datetime, today: dt.date) -> bool:
    """The mail of one person, with what of it is still due now that nobody can answer; one a day, no more."""
    key = f"decisions.reminder {letter.contact.person_id} {today.isoformat()}"
    with verb("decisions.remind", actor=WORKER) as trail:
        hold(row.id for row in letter.rows)
        still_open = set(ids(without_report(all_outstanding(today))))
        fresh = LetterAbout(letter.contact, tuple(row for row in letter.rows if row.id in still_open))
        due = _due_for(fresh, contacts, sent_reminders(ids(fresh.rows)), today)
        if not due or OutboxMail.objects.filter(key=key).exists():
            return False
        _queue(letter.contact, due, key, now, today)
        Reminder.objects.bulk_create(_reminder(letter.contact, each, now) for each in due)
        for each in due:
            facts: dict[str, Fact] = {"person": str(letter.contact.person_id), "step": each.step.days_before}
            trail.note("decisions.consultation", facts, key=each.row.id)
    return True


def _due_for(
    letter: Letter, contacts: Contacts, sent: Mapping[uuid.UUID, Sequence[Reminder]], today: dt.date
) -> list[_Due]:
    found = []
    for row in letter.rows:
        had = [
            Sent(each.days_before, each.about_due_on)
            for each in sent.get(row.id, ())
            if each.person_id == letter.contact.person_id
            and each.days_before is not None
            and each.about_due_on is not None
        ]
        step = due_step(today, row.party.due_on, had, is_answered=False, is_open=True)
        if step and _concerns(letter.contact, contacts, row, step):
            found.append(_Due(row, step))
    return found


def _concerns(contact: Contact, contacts: Contacts, row: OpenAnswer, step: Step) -> bool:
    """A reminder is for who was asked; after a week it is for who bears the responsibility."""
    of = contacts.responsible if step.kind is StepKind.ESCALATED else contacts.asked
    return any(each.person_id == contact.person_id for each in of(row.party.voice_key))


def _queue(contact: Contact, due: Sequence[_Due], key: str, now: dt.datetime, today: dt.date) -> None:
    """The gravest of it gives the mail its subject."""
    gravest = max(due, key=lambda each: list(StepKind).index(each.step.kind)).step.kind
    rows = [each.row for each in due]
    queue_mail(
        key=key,
        to=contact.email,
        subject=SUBJECTS[gravest](len(due)) % {"count": len(due)},
        template="decisions/mail/reminder.txt",
        context={
            "name": contact.name,
            "is_escalated": gravest is StepKind.ESCALATED,
            "is_overdue": gravest is StepKind.OVERDUE,
            "items": items_for(contact, rows, now=now, today=today),
        },
        now=now,
        names_restricted=any(row.is_restricted for row in rows),
        is_secret=True,
    )


def _reminder(contact: Contact, each: _Due, now: dt.datetime) -> Reminder:
    return Reminder(
        consultation_id=each.row.id,
        person_id=contact.person_id,
        kind=each.step.kind.value,
        days_before=each.step.days_before,
        about_due_on=each.row.party.due_on,
        sent_at=now,
    )


def _tell(
    coordinators: Iterable[User], rows: Sequence[OpenAnswer], *, now: dt.datetime, about: dt.date
) -> int:
    """To each coordinator one mail about what was to be escalated on a day; the key keeps it from being repeated."""
    count = 0
    for user in coordinators if rows else ():
        key = f"decisions.escalated {user.pk} {about.isoformat()}"
        if OutboxMail.objects.filter(key=key).exists():
            continue
        with verb("decisions.tell_coordinator", actor=WORKER) as trail:
            queue_mail(
                key=key,
                to=user.email,
                subject=_("Opgeschaald: al een week over de termijn"),
                template="decisions/mail/escalated.txt",
                context={"name": user.display_name, "items": _told(rows)},
                now=now,
                names_restricted=any(row.is_restricted for row in rows),
            )
            trail.note(user, {"questions": len(rows)})
        count += 1
    return count


def _told(rows: Iterable[OpenAnswer]) -> list[dict[str, object]]:
    return [
        {
            "party": row.party.name_now,
            "title": row.found.title,
            "due_on": row.party.due_on,
            "is_restricted": row.is_restricted,
            "link": absolute(f"/voorstellen/{row.found.code}/openstaand/"),
        }
        for row in rows
    ]
