"""Asking for priorities: one letter to everyone who gave none yet, and to nobody else."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.core.mail import queue_mail
from noaber.core.models import OutboxMail
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.api import LetterAbout
from noaber.network import api as network
from noaber.network.api import OrganisationRow
from noaber.strategy.access import may_record_period
from noaber.strategy.models import PolicyPeriod, PriorityRequest
from noaber.strategy.queries.inventory.coverage import coverage
from noaber.strategy.queries.inventory.offers import offers
from noaber.strategy.queries.inventory.requests import letters_to
from noaber.strategy.queries.periods.period import TitleRow, period, titled
from noaber.strategy.rules.periods.period import PeriodState

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
    due_on: dt.date,
    request_key: uuid.UUID,
    sentence: str = "",
    seen: int | None = None,
) -> Asked:
    """Ask everyone who gave no priorities yet to do so by a day; all letters are queued together, or none.

    `request_key` is made with the preview: sent twice, it goes out once. While this looks, nobody can hand in; and
    who was asked after `seen`, the last request that the preview knew of, is left out.
    """
    require(may_record_period(actor))
    request = Request(due_on, checked_sentence(sentence))
    if due_on < today:
        raise DomainError(_("Deze dag is al voorbij. Kies een latere."), field="due_on")
    with verb("strategy.ask_priorities", actor=actor) as trail:
        found, key = _held(period, AsOf(today))
        letters = letters_to(coverage(period, AsOf(today)).silent, today).letters
        since = PriorityRequest.objects.filter(period=key, pk__gt=seen if seen is not None else 0)
        asked = set(since.values_list("person", flat=True)) if seen is not None else set()
        going = _not_sent(request_key, (each for each in letters if each.contact.person_id not in asked))
        offered = offered_to(period, AsOf(today)) if going else frozenset()
        for letter, name in going:
            words = letter_words(found, letter, request, offered)
            _send(trail, found, key, letter, name, words=words, due_on=due_on, actor=actor, now=now)
    return Asked(len(going), len(letters) - len(going))


@dataclass(frozen=True, slots=True)
class Request:
    """What the coordinator asks: by which day, and a sentence of their own."""

    due_on: dt.date | None
    sentence: str = ""


def _not_sent(request_key: uuid.UUID, letters: Iterable[Letter]) -> list[tuple[Letter, str]]:
    """The letters that did not go out with this request, each with its key."""
    keyed = [(each, f"strategy.asked {request_key} {each.contact.person_id}") for each in letters]
    there = OutboxMail.objects.filter(key__in=[key for _each, key in keyed])
    sent = set(there.values_list("key", flat=True))
    return [(each, key) for each, key in keyed if key not in sent]


def offered_to(code: str, asof: AsOf) -> frozenset[str]:
    """Who finds something to start from in the form: what was given before."""
    found = period(code, asof)
    return frozenset(offers(found, asof)) if found else frozenset()


def letter_words(
    found: TitleRow, letter: Letter, request: Request, offered: Collection[str]
) -> Mapping[str, Any]:
    """What the template of the letter needs; the preview shows the same. `offered`: as `offered_to`."""
    return {
        "name": letter.contact.name,
        "title": found.title,
        "organisations": in_a_row(row.name for row in letter.rows),
        "last_day": long_date(request.due_on) if request.due_on else _("(hier komt de dag)"),
        "offered": in_a_row(row.name for row in letter.rows if row.code in offered),
        "sentence": request.sentence,
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
    words: Mapping[str, Any],
    due_on: dt.date,
    actor: Actor,
    now: dt.datetime,
) -> None:
    queue_mail(
        key=key,
        to=letter.contact.email,
        subject=_("Wilt u uw prioriteiten geven? %(title)s") % {"title": found.title},
        template=TEMPLATE,
        context=words,
        now=now,
    )
    written = [
        PriorityRequest.objects.create(
            period_id=period,
            organisation_id=network.organisation_id(row.code),
            person_id=letter.contact.person_id,
            sent_at=now,
            sent_by_id=actor.user_id,
            due_on=due_on,
        )
        for row in letter.rows
    ]
    for row, request in zip(letter.rows, written, strict=True):
        facts: dict[str, Fact] = {"period": found.code, "organisation": row.code}
        trail.note(request, {**facts, "due_on": due_on.isoformat()})
