"""The verbs about bodies and posts: establish and change."""

import datetime as dt
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import Subject, Version, lock
from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period
from noaber.network.access import may_maintain_register
from noaber.network.models import Body, BodyVersion, Organisation, Post, PostVersion
from noaber.network.services.stating import (
    Values,
    find,
    first_words,
    lock_for_change,
    period_of,
    restate_fields,
)

S = TypeVar("S", Body, Post)


def establish_body(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    kind: str,
    valid_from: dt.date,
    values: Values,
    valid_until: dt.date | None = None,
) -> Body:
    """Add a body: a council, a group or a team."""
    return _establish(Body(code=code, kind=kind), BodyVersion, actor, now, valid_from, valid_until, values)


def change_body(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    values: Values,
    valid_until: dt.date | None = None,
    expected_revision: int | None = None,
) -> Body:
    """Change what is said of a body over a period."""
    body = find(Body, code, what=_("Het overleg"), field="code")
    return _change(
        body, BodyVersion, actor, now, period_of(valid_from, valid_until), values, expected_revision
    )


def establish_post(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    values: Values,
    body: str = "",
    organisation: str = "",
    valid_until: dt.date | None = None,
) -> Post:
    """Add a seat to a body, or a function to an organisation (name one of the two).

    Refused in a body that does not exist on the first day.
    """
    post = Post(
        code=code,
        body=find(Body, body, what=_("Het overleg"), field="body") if body else None,
        organisation=(
            find(Organisation, organisation, what=_("De organisatie"), field="organisation")
            if organisation
            else None
        ),
    )
    require(may_maintain_register(actor))
    with verb("network.establish_post", actor=actor):
        _refuse_without_body(post, valid_from)
        return _establish(post, PostVersion, actor, now, valid_from, valid_until, values)


def _refuse_without_body(post: Post, on: dt.date) -> None:
    """A seat starts in a body that is there; the lock keeps somebody else from ending it meanwhile."""
    if post.body is None:
        return
    lock(Body, post.body.pk, revision=None, label=_("Dit overleg"))
    if not BodyVersion.objects.known(None).valid_on(on).filter(body=post.body).exists():
        raise DomainError(
            _("Dit overleg bestaat niet op %(date)s.") % {"date": long_date(on)}, field="valid_from"
        )


def change_post(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    values: Values,
    valid_until: dt.date | None = None,
    expected_revision: int | None = None,
) -> Post:
    """Change what a post asks over a period; who holds it does not change by that."""
    post = find(Post, code, what=_("De zetel"), field="code")
    if values.get("follows") in (post, post.pk):
        raise DomainError(_("Een zetel kan niet zichzelf volgen."), field="follows")
    return _change(
        post, PostVersion, actor, now, period_of(valid_from, valid_until), values, expected_revision
    )


def _establish(
    subject: S,
    versions: type[Version],
    actor: Actor,
    now: dt.datetime,
    valid_from: dt.date,
    valid_until: dt.date | None,
    values: Values,
) -> S:
    require(may_maintain_register(actor))
    period = period_of(valid_from, valid_until)
    with verb(f"network.establish_{subject._meta.model_name}", actor=actor) as trail:
        _save_new(subject)
        first_words(versions, subject, period, values, now=now)
        trail.note(subject, {"code": subject.code, "valid_from": valid_from.isoformat()})
    return subject


def _save_new(subject: Subject) -> None:
    try:
        subject.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise DomainError(" ".join(messages), field="" if field == "__all__" else field) from error
    subject.save(force_insert=True)


def _change(
    subject: S,
    versions: type[Version],
    actor: Actor,
    now: dt.datetime,
    period: Period,
    values: Values,
    expected_revision: int | None,
) -> S:
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
        changed = restate_fields(versions, subject, period, values, now=now)
        if changed:
            trail.note(subject, {"fields": changed, "valid_from": period.start.isoformat()})
    return subject
