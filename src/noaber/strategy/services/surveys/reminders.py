"""Reminding of a survey: one letter to everyone who did not answer yet, and to nobody else."""

import datetime as dt
import uuid

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.models import OutboxMail
from noaber.strategy.access import may_keep_survey
from noaber.strategy.queries.inventory.requests import letters_to
from noaber.strategy.queries.surveys import silent
from noaber.strategy.services.inventory.asking import Asked, checked_sentence
from noaber.strategy.services.surveys.letters import REMINDER, send
from noaber.strategy.services.surveys.survey import hold_open


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
            send(trail, kept, row, letter, key, template=REMINDER, actor=actor, now=now, sentence=words)
    return Asked(len(going), len(letters) - len(going))
