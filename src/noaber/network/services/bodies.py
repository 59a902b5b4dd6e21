"""The verbs about bodies and posts: establish and change."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.core.rules.dutch import long_date
from noaber.network.access import may_maintain_register
from noaber.network.models import Body, BodyVersion, Organisation, Post, PostVersion
from noaber.network.services.establishing import change, establish
from noaber.network.services.stating import Values, find, period_of


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
    return establish(
        Body(code=code, kind=kind),
        BodyVersion,
        actor=actor,
        now=now,
        valid_from=valid_from,
        valid_until=valid_until,
        values=values,
    )


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
    return change(
        body,
        BodyVersion,
        actor=actor,
        now=now,
        period=period_of(valid_from, valid_until),
        values=values,
        expected_revision=expected_revision,
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
        return establish(
            post,
            PostVersion,
            actor=actor,
            now=now,
            valid_from=valid_from,
            valid_until=valid_until,
            values=values,
        )


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
    return change(
        post,
        PostVersion,
        actor=actor,
        now=now,
        period=period_of(valid_from, valid_until),
        values=values,
        expected_revision=expected_revision,
    )
