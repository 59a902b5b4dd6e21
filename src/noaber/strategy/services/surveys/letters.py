"""The letters of a survey: to everyone when it opens, and to who did not answer when the coordinator reminds."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.audit import Trail
from noaber.core.mail import queue_mail
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.network import api as network
from noaber.strategy.models import Survey, SurveyReminder
from noaber.strategy.queries.inventory.requests import letters_to
from noaber.strategy.queries.surveys import SurveyRow, asked_of
from noaber.strategy.services.inventory.asking import Letter

INVITATION: Final = "strategy/mail/survey_invitation.txt"
REMINDER: Final = "strategy/mail/survey_reminder.txt"


def invite(
    trail: Trail, kept: Survey, row: SurveyRow, *, actor: Actor, now: dt.datetime, today: dt.date
) -> int:
    """Write to everyone who is asked, in the verb of the caller; answers how many letters are queued.

    A survey is opened once, and the letters are queued with that or not at all.
    """
    letters = letters_to(asked_of(row, AsOf(today)), today).letters
    for letter in letters:
        key = f"strategy.survey_opened {kept.pk} {letter.contact.person_id}"
        send(trail, kept, row, letter, key, template=INVITATION, actor=actor, now=now)
    return len(letters)


def letter_words(row: SurveyRow, letter: Letter, sentence: str = "") -> Mapping[str, Any]:
    """What the templates of the letters need; the previews show the same."""
    way = f"/strategie/{row.period}/peilingen/{row.code}/invullen/"
    return {
        "name": letter.contact.name,
        "title": row.text.title,
        "organisations": in_a_row(each.name for each in letter.rows),
        "last_day": long_date(row.text.closes_on),
        "sentence": sentence,
        "places": [(each.name, f"{way}{each.code}/") for each in letter.rows],
        "has_account": letter.contact.user_id is not None,
    }


def send(
    trail: Trail,
    kept: Survey,
    row: SurveyRow,
    letter: Letter,
    key: str,
    *,
    template: str,
    actor: Actor,
    now: dt.datetime,
    sentence: str = "",
) -> None:
    """One letter, in the verb of the caller; who got it about which organisation stays to be read."""
    queue_mail(
        key=key,
        to=letter.contact.email,
        subject=_("Wilt u de peiling invullen? %(title)s") % {"title": row.text.title},
        template=template,
        context=letter_words(row, letter, sentence),
        now=now,
    )
    for each in letter.rows:
        written = SurveyReminder.objects.create(
            survey=kept,
            organisation_id=network.organisation_id(each.code),
            person_id=letter.contact.person_id,
            sent_at=now,
            sent_by_id=actor.user_id,
        )
        trail.note(written, {"period": row.period, "survey": row.code, "organisation": each.code})
