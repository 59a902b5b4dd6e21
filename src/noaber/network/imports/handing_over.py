"""A list of people that puts somebody else in a seat makes the same handover list as one succession does."""

import datetime as dt
import uuid
from collections.abc import Sequence

from noaber.core.audit import Trail
from noaber.network.models import HandoverCause, HandoverItem
from noaber.network.services.handover_lists import (
    Term,
    list_seats_taken,
    once_each,
    seats_taken,
    settle_refilled,
    terms_begun,
    terms_in,
)
from noaber.network.services.handovers import elsewhere


def list_handovers(
    posts: Sequence[uuid.UUID], before: Sequence[Term], *, trail: Trail, now: dt.datetime
) -> None:
    """Compare who held the posts `before` with who holds them now, and list what was left behind.

    The list of people says who sits where, so no seat moves along by itself; rooms above move their own things.
    """
    if not posts:
        return
    begun = terms_begun(before, terms_in(posts))
    settle_refilled({term.post for term, _last in begun}, now=now)
    for handover, items in list_seats_taken(
        seats_taken(begun), cause=HandoverCause.IMPORT, trail=trail, now=now
    ):
        HandoverItem.objects.bulk_create(once_each([*items, *elsewhere(handover)]))
