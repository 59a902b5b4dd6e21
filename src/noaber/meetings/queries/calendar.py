"""Meetings and actions in a calendar: in everyone's own, and a meeting in a file of its own."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.addresses import body_address
from noaber.core.asof import AsOf
from noaber.core.components.status import Status
from noaber.core.documents.calendar import CalendarEvent
from noaber.decisions.api import Entry, due_entry
from noaber.meetings.addresses import action_address, sitting_address
from noaber.meetings.queries.actions import actions, my_seats
from noaber.meetings.queries.sittings import SittingRow, sittings
from noaber.network.api import bodies

MEETING: Final = ("chair", "secretary", "lead", "member")
LOOKING_BACK: Final = dt.timedelta(days=31)


def calendar_entries(actor: Actor, today: dt.date) -> Iterator[Entry]:
    """Meetings of the actor's bodies from a month back, and what an own seat has to do by a day."""
    yield from _meetings(actor, today)
    yield from _actions(actor, today)


def sitting_event(row: SittingRow, name: str) -> CalendarEvent:
    """A meeting for a calendar program: the same in one's own calendar as in the file of the meeting."""
    begin, end = row.moments
    url = f"{settings.SITE_URL}{sitting_address(row.id)}"
    return CalendarEvent(
        uid=f"{row.id}@noaber",
        title=name,
        starts=begin,
        ends=end,
        text=_("Agenda en stukken: %(url)s") % {"url": url},
        place=row.location,
        url=url,
        sequence=row.sequence,
        is_cancelled=row.is_cancelled,
    )


def _meetings(actor: Actor, today: dt.date) -> Iterator[Entry]:
    scopes = (scope for scope in actor.scopes_of(*MEETING) if scope.startswith("body:"))
    codes = {scope.removeprefix("body:") for scope in scopes}
    if not codes:
        return
    names = {row.code: row.called for row in bodies(ANONYMOUS, AsOf(today))}
    for row in sittings(actor):
        if row.body_code in codes and row.held_on >= today - LOOKING_BACK:
            name = names.get(row.body_code, row.body_code)
            about = ", ".join(filter(None, (f"{row.starts_at:%H:%M}", row.location)))
            event = sitting_event(row, name)
            path = sitting_address(row.id)
            yield Entry(_kind(row), row.held_on, name, path, about, event, is_open=False)


def _kind(row: SittingRow) -> Status:
    if row.is_cancelled:
        return Status(_("Vergadering gaat niet door"), "danger")
    return Status(_("Vergadering"), "neutral")


def _actions(actor: Actor, today: dt.date) -> Iterator[Entry]:
    mine = {seat.id: seat.title for seat in my_seats(actor, AsOf(today))}
    for row in actions(actor, AsOf(today)) if mine else ():
        if row.is_open and row.due_on and row.holder_id in mine:
            title = _("besloten actie") if row.restricted_code else row.title
            about = "" if row.restricted_code else mine[row.holder_id]
            path = body_address(row.body_code) if row.is_hidden else action_address(row.id)
            yield due_entry(_("Actie"), f"action-{row.id}", row.due_on, title=title, about=about, path=path)
