"""An assistant who prepares fills in a form; the principal sends it as their own, or throws it away."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from noaber.accounts.access import may_use_prepared
from noaber.accounts.models import PreparedForm
from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import AccessRefused, DomainError

KEPT_FOR: Final = dt.timedelta(days=60)
MOST_FIELDS: Final = 200
LONGEST_FIELD: Final = 20_000
Outcome = PreparedForm.Outcome
T = TypeVar("T")


def prepare_form(
    *, actor: Actor, path: str, title: str, fields: Mapping[str, Sequence[str]], now: dt.datetime
) -> PreparedForm:
    """Put a filled-in form ready for the principal; once more for the same page takes the place of the first."""
    if not actor.prepares_only or actor.on_behalf_of_id is None or actor.user_id is None:
        raise AccessRefused(_("Klaarzetten doet wie voor een ander voorbereidt."))
    if len(fields) > MOST_FIELDS or any(
        len(text) > LONGEST_FIELD for each in fields.values() for text in each
    ):
        raise DomainError(_("Dit formulier is te groot om klaar te zetten."))
    with verb("accounts.prepare_form", actor=actor) as trail:
        prepared, _is_new = PreparedForm.objects.update_or_create(
            principal_id=actor.on_behalf_of_id,
            assistant_id=actor.user_id,
            path=path,
            outcome=Outcome.WAITING,
            defaults={
                "title": title[:300],
                "fields": {name: list(texts) for name, texts in fields.items()},
                "prepared_at": now,
            },
        )
        trail.note(prepared, {"principal": prepared.principal_id})
    return prepared


def use_prepared(key: int, act: Callable[[], T], *, actor: Actor) -> T:
    """Do what was prepared, as the principal; both land together, so that nothing is sent twice."""
    with verb("accounts.use_prepared", actor=actor) as trail:
        prepared = _lock_waiting(key, actor)
        require(may_use_prepared(actor, principal_id=prepared.principal_id))
        done = act()
        _settle(prepared, Outcome.USED)
        trail.note(prepared, {"assistant": prepared.assistant_id})
    return done


def discard_prepared(key: int, *, actor: Actor) -> PreparedForm:
    """Throw it away: the principal, whoever works for them, or the assistant who prepared it."""
    with verb("accounts.discard_prepared", actor=actor) as trail:
        prepared = _lock_waiting(key, actor)
        _settle(prepared, Outcome.DISCARDED)
        trail.note(prepared)
    return prepared


def discard_old(*, actor: Actor, now: dt.datetime) -> int:
    """What nobody sent within two months is thrown away; how many."""
    with verb("accounts.discard_prepared", actor=actor) as trail:
        count = _empty(PreparedForm.objects.filter(prepared_at__lt=now - KEPT_FOR))
        if count:
            trail.note("accounts.preparedform", {"count": count}, key="old")
    return count


def discard_of(user_id: int) -> int:
    """Everything that somebody prepared or that was prepared for them; for when their data are erased."""
    return _empty(PreparedForm.objects.filter(Q(principal_id=user_id) | Q(assistant_id=user_id)))


def _empty(found: QuerySet[PreparedForm]) -> int:
    return found.filter(outcome=Outcome.WAITING).update(outcome=Outcome.DISCARDED, fields={})


def _lock_waiting(key: int, actor: Actor) -> PreparedForm:
    theirs = Q(principal_id=actor.on_behalf_of_id or actor.user_id) | Q(assistant_id=actor.user_id)
    prepared = PreparedForm.objects.select_for_update().filter(theirs, pk=key).first()
    if prepared is None:
        raise AccessRefused(_("Dit is niet voor u klaargezet."), is_secret=True)
    if prepared.outcome != Outcome.WAITING:
        raise DomainError(_("Wat was klaargezet, is al vastgelegd of weggegooid."))
    return prepared


def _settle(prepared: PreparedForm, outcome: PreparedForm.Outcome) -> None:
    prepared.outcome, prepared.fields = outcome, {}
    prepared.save(update_fields=["outcome", "fields"])
