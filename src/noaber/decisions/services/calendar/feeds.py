"""The address of one's own calendar: made, shown once, revoked."""

import datetime as dt
import secrets

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.audit import verb
from noaber.core.errors import AccessRefused
from noaber.decisions.models import CalendarFeed
from noaber.decisions.queries.follow_up.report_links import token_hash
from noaber.decisions.services.follow_up.report_links import TOKEN_BYTES


def make_feed(*, actor: Actor, now: dt.datetime) -> str:
    """A new address, of which the earlier one ends; its token is shown this once and only its hash is kept."""
    user_id = _own(actor)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with verb("decisions.make_feed", actor=actor) as trail:
        _revoke(user_id, now)
        trail.note(
            CalendarFeed.objects.create(user_id=user_id, token_hash=token_hash(token), made_at=now),
            {"user": user_id},
        )
    return token


def revoke_feed(*, actor: Actor, now: dt.datetime) -> bool:
    """From now on the address gives nothing; answers whether there was one."""
    user_id = _own(actor)
    with verb("decisions.revoke_feed", actor=actor) as trail:
        count = _revoke(user_id, now)
        if count:
            trail.note("decisions.calendarfeed", {"user": user_id}, key=user_id)
    return bool(count)


def _revoke(user_id: int, now: dt.datetime) -> int:
    return CalendarFeed.objects.filter(user=user_id, revoked_at=None).update(revoked_at=now)


def _own(actor: Actor) -> int:
    """Somebody who assists has a calendar of their own; that of the principal is the principal's."""
    if actor.user_id is None:
        raise AccessRefused(_("Log in om uw eigen agenda te gebruiken."))
    return actor.user_id
