"""The letters about what still has to be answered: what stands in them, and the link for whom."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.history import lock
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.models import Consultation, Proposal
from noaber.decisions.queries.follow_up.contacts import Contact
from noaber.decisions.queries.follow_up.outstanding import OpenAnswer
from noaber.decisions.queries.proposals.prerequisites import beside_question
from noaber.decisions.rules.reminders import days_left
from noaber.decisions.services.follow_up.report_links import link_ends, make_link


@dataclass(frozen=True, slots=True)
class Item:
    """One question in a letter. Of a restricted proposal only its title and the link leave the house.

    `points`: those that are still open; `is_partly`: others were decided. `is_late`: its deadline has passed on the day
    of the letter. `beside`: what a room says to who is asked this.
    """

    title: str
    party: str
    points: str
    is_partly: bool
    due_on: dt.date | None
    is_late: bool
    is_restricted: bool
    has_account: bool
    link: str
    link_until: dt.datetime
    beside: str = ""


def absolute(path: str) -> str:
    """The address of a page of this installation, for use outside it."""
    return f"{settings.SITE_URL}{path}"


def report_address(token: str) -> str:
    return f"/melden/{token}/"


def hold(consultations: Iterable[uuid.UUID]) -> None:
    """Nobody answers these questions until the verb has ended: who answered before gets nothing, who does later, may.

    Nor is their proposal withdrawn, or another text sent. In one order, so that two who ask at once wait for each other
    instead of for ever.
    """
    keys = sorted(consultations)
    proposals = Consultation.objects.filter(pk__in=keys).values_list("stage__proposal", flat=True)
    for key in sorted(set(proposals)):
        lock(Proposal, key, revision=None, label="")
    for key in keys:
        lock(Consultation, key, revision=None, label="")


def items_for(
    contact: Contact, rows: Sequence[OpenAnswer], *, now: dt.datetime, today: dt.date | None = None
) -> list[Item]:
    """What stands in the letter of one person: for who has an account the page itself, else a new personal link.

    `today`: the day that deadlines are counted from, where a demonstration plays another than that of `now`.
    """
    return [_item(contact, row, _way(contact, row, now, today), now, today) for row in rows]


def items_to_preview(
    contact: Contact, rows: Sequence[OpenAnswer], *, now: dt.datetime, today: dt.date
) -> list[Item]:
    """The same before it is sent: a personal link is made only then."""
    link = "" if contact.user_id else _("[hier komt de persoonlijke link]")
    return [_item(contact, row, link or _way(contact, row, now, today), now, today) for row in rows]


def is_late(row: OpenAnswer, today: dt.date) -> bool:
    """Whether the deadline of this question has passed."""
    left = days_left(today, row.party.due_on)
    return left is not None and left < 0


def _way(contact: Contact, row: OpenAnswer, now: dt.datetime, today: dt.date | None) -> str:
    """Where this person answers."""
    if contact.user_id is None:
        return absolute(report_address(make_link(row.id, contact.person_id, now=now, today=today)))
    return absolute(f"/voorstellen/{row.found.code}/standpunt/{row.id}/")


def _item(contact: Contact, row: OpenAnswer, link: str, now: dt.datetime, today: dt.date | None) -> Item:
    return Item(
        title=row.found.title,
        party=row.party.name_now,
        points=in_a_row(row.labels),
        is_partly=bool(row.decided),
        due_on=row.party.due_on,
        is_late=is_late(row, today or timezone.localdate(now)),
        is_restricted=row.is_restricted,
        has_account=contact.user_id is not None,
        link=link,
        link_until=link_ends(now, today),
        beside=beside_question(row.found.code, AsOf(today or timezone.localdate(now))),
    )
