"""Reminding of a survey: one letter to everyone who did not answer yet, and to nobody else."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Trail, verb
from noaber.core.mail import queue_mail
from noaber.core.models import OutboxMail
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.network import api as network
from noaber.strategy.access import may_keep_survey
from noaber.strategy.models import Survey, SurveyReminder
from noaber.strategy.queries.requests import letters_to
from noaber.strategy.queries.surveys import SurveyRow, silent
from noaber.strategy.services.asking import Asked, Letter, checked_sentence
from noaber.strategy.services.surveys import hold_open

TEMPLATE: Final = "strategy/mail/survey_reminder.txt"


def remind_missing(
    period: str,
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    request_key: uuid.UUID,
    sentence: str = "",
    seen: int | None = None,
) -> Asked:
    """Remind everyone who did not answer yet; all letters are queued together, or none.

    `request_key` is made with the preview: sent twice, it goes out once. While this looks, nobody can answer; and
    who was reminded after `seen`, the last letter that the preview knew of, is left out.
    """
    require(may_keep_survey(actor))
    words = checked_sentence(sentence)
    with verb("strategy.remind_survey", actor=actor) as trail:
        kept, row = hold_open(period, code, today)
        letters = letters_to(silent(row, AsOf(today)), today).letters
        since = kept.reminders.filter(pk__gt=seen) if seen is not None else kept.reminders.none()
        asked = set(since.values_list("person", flat=True))
        fresh = [
            (letter, f"strategy.survey {request_key} {letter.contact.person_id}")
            for letter in letters
            if letter.contact.person_id not in asked
        ]
        queued = OutboxMail.objects.filter(key__in=[key for _each, key in fresh])
        sent = set(queued.values_list("key", flat=True))
        going = [(letter, key) for letter, key in fresh if key not in sent]
        for letter, key in going:
            _send(trail, kept, row, letter, key, sentence=words, actor=actor, now=now)
    return Asked(len(going), len(letters) - len(going))


def reminder_words(row: SurveyRow, letter: Letter, sentence: str) -> Mapping[str, Any]:
    """What the template of the letter needs; the preview shows the same."""
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


def _send(
    trail: Trail,
    kept: Survey,
    row: SurveyRow,
    letter: Letter,
    key: str,
    *,
    sentence: str,
    actor: Actor,
    now: dt.datetime,
) -> None:
    queue_mail(
        key=key,
        to=letter.contact.email,
        subject=_("Wilt u de peiling invullen? %(title)s") % {"title": row.text.title},
        template=TEMPLATE,
        context=reminder_words(row, letter, sentence),
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
