"""What adding something with a code to the register, and other words for it, have in common."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import Subject, Version
from noaber.core.rules.period import Period
from noaber.network.access import may_maintain_register
from noaber.network.models import Body, Post, Theme
from noaber.network.services.stating import (
    Values,
    first_words,
    lock_for_change,
    period_of,
    refuse_before_first,
    restate_fields,
)

S = TypeVar("S", Body, Post, Theme)
Check = Callable[[S], None]
Keep = Callable[[S], Iterable[Model]]


def establish(
    subject: S,
    versions: type[Version],
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    valid_until: dt.date | None,
    values: Values,
    check: Check[S] | None = None,
) -> S:
    """Save a new subject with its first words, from `valid_from` to before `valid_until`, if `check` lets it."""
    require(may_maintain_register(actor))
    period = period_of(valid_from, valid_until)
    with verb(f"network.establish_{subject._meta.model_name}", actor=actor) as trail:
        save_new(subject)
        if check:
            check(subject)
        first_words(versions, subject, period, values, now=now)
        trail.note(subject, {"code": subject.code, "valid_from": valid_from.isoformat()})
    return subject


def save_new(subject: Subject) -> None:
    """Save an identity, or say in Dutch why it cannot be."""
    try:
        subject.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise DomainError(" ".join(messages), field="" if field == "__all__" else field) from error
    subject.save(force_insert=True)


def change(
    subject: S,
    versions: type[Version],
    *,
    actor: Actor,
    now: dt.datetime,
    period: Period,
    values: Values,
    expected_revision: int | None,
    check: Check[S] | None = None,
    keep: Keep[S] | None = None,
) -> S:
    """Change some of what is said over a period, if `check` lets it; what is the same already is not noted.

    `keep`: what is stored beside a change.
    """
    require(may_maintain_register(actor))
    with verb(f"network.change_{subject._meta.model_name}", actor=actor) as trail:
        subject = lock_for_change(
            subject,
            versions,
            expected_revision=expected_revision,
            label=subject.code,
            changes=values,
            on=period.start,
        )
        refuse_before_first(versions, subject, period)
        if check:
            check(subject)
        changed = restate_fields(versions, subject, period, values, now=now)
        if changed:
            for each in keep(subject) if keep else ():
                each.save(force_insert=True)
            trail.note(subject, {"fields": changed, "valid_from": period.start.isoformat()})
    return subject
