"""Asking for priorities: one letter to everyone who gave none yet, and to nobody else."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.core.mail import queue_mail
from noaber.core.models import OutboxMail
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.api import LetterAbout
from noaber.network import api as network
from noaber.network.api import OrganisationRow
from noaber.strategy.access import may_record_period
from noaber.strategy.models import PolicyPeriod, PriorityRequest
from noaber.strategy.queries.coverage import coverage
from noaber.strategy.queries.periods import TitleRow, titled
from noaber.strategy.queries.requests import letters_to
from noaber.strategy.rules.periods import PeriodState

LONGEST_SENTENCE: Final = 300
TEMPLATE: Final = "strategy/mail/asked.txt"
Letter = LetterAbout[OrganisationRow]


@dataclass(frozen=True, slots=True)
class Asked:
    """How many letters went out, and how many people got none because they were asked a moment before."""

    sent: int
    just_asked: int = 0


def ask_missing(
    period: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    request_key: uuid.UUID,
    sentence: str = "",
    seen: int | None = None,
) -> Asked:
    """Ask everyone who gave no priorities yet; all letters are queued together, or none.

    `request_key` is made with the preview: sent twice, it goes out once. While this looks, nobody can hand in; and
    who was asked after `seen`, the last request that the preview knew of, is left out.
    """
    require(may_record_period(actor))
    words = checked_sentence(sentence)
    with verb("strategy.ask_priorities", actor=actor) as trail:
        found, key = _held(period, AsOf(today))
        letters = letters_to(coverage(period, AsOf(today)).silent, today).letters
        since = PriorityRequest.objects.filter(period=key, pk__gt=seen if seen is not None else 0)
        asked = set(since.values_list("person", flat=True)) if seen is not None else set()
        fresh = [
            (letter, f"strategy.asked {request_key} {letter.contact.person_id}")
            for letter in letters
            if letter.contact.person_id not in asked
        ]
        sent = set(
            OutboxMail.objects.filter(key__in=[name for _each, name in fresh]).values_list("key", flat=True)
        )
        going = [(letter, name) for letter, name in fresh if name not in sent]
        for letter, name in going:
            _send(trail, found, key, letter, name, sentence=words, actor=actor, now=now)
    return Asked(len(going), len(letters) - len(going))


def letter_words(found: TitleRow, letter: Letter, sentence: str) -> Mapping[str, Any]:
    """What the template of the letter needs; the preview shows the same."""
    return {
        "name": letter.contact.name,
        "title": found.title,
        "organisations": in_a_row(row.name for row in letter.rows),
        "sentence": sentence,
        "places": [
            (row.name, f"/strategie/{found.code}/prioriteiten/{row.code}/invullen/") for row in letter.rows
        ],
        "has_account": letter.contact.user_id is not None,
    }


def _held(period: str, asof: AsOf) -> tuple[TitleRow, uuid.UUID]:
    kept = PolicyPeriod.objects.filter(code=period).first()
    if kept is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    kept = lock(PolicyPeriod, kept.pk, revision=None, label=period)
    found = titled(period, asof)
    if found is None or found.state is not PeriodState.PREPARATION:
        raise DomainError(_("Deze periode is niet in voorbereiding; er valt niemand iets te vragen."))
    return found, kept.pk


def checked_sentence(sentence: str) -> str:
    """The own sentence of the coordinator on one line; refused when it is too long."""
    words = " ".join(sentence.split())
    if len(words) > LONGEST_SENTENCE:
        text = _("Houd de zin bij %(limit)s tekens.") % {"limit": LONGEST_SENTENCE}
        raise DomainError(text, field="sentence")
    return words


def _send(
    trail: Trail,
    found: TitleRow,
    period: uuid.UUID,
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
        subject=_("Wilt u uw prioriteiten geven? %(title)s") % {"title": found.title},
        template=TEMPLATE,
        context=letter_words(found, letter, sentence),
        now=now,
    )
    written = [
        PriorityRequest.objects.create(
            period_id=period,
            organisation_id=network.organisation_id(row.code),
            person_id=letter.contact.person_id,
            sent_at=now,
            sent_by_id=actor.user_id,
        )
        for row in letter.rows
    ]
    for row, request in zip(letter.rows, written, strict=True):
        trail.note(request, {"period": found.code, "organisation": row.code})
