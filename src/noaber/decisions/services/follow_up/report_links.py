"""Making a link with which one person reports what one party decided."""

import datetime as dt
import secrets
import uuid
from typing import Final

from django.utils import timezone

from noaber.decisions.models import ReportLink
from noaber.decisions.queries.follow_up.report_links import token_hash

VALID_FOR: Final = dt.timedelta(days=30)
TOKEN_BYTES: Final = 24


def link_ends(now: dt.datetime, today: dt.date | None = None) -> dt.datetime:
    """The end of the last day of a link, counted from the day that a demonstration plays, else from that of `now`."""
    last = (today or timezone.localdate(now)) + VALID_FOR
    return timezone.make_aware(dt.datetime.combine(last, dt.time(23, 59, 59)))


def make_link(
    consultation: uuid.UUID, person: uuid.UUID, *, now: dt.datetime, today: dt.date | None = None
) -> str:
    """A new token, within the verb of the caller, who holds the lock of the consultation; older links end.

    The token goes into one mail and nowhere else: only its hash is kept.
    """
    earlier = ReportLink.objects.filter(consultation=consultation, person=person)
    earlier.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ReportLink.objects.create(
        consultation_id=consultation,
        person_id=person,
        token_hash=token_hash(token),
        made_at=now,
        expires_at=link_ends(now, today),
    )
    return token
