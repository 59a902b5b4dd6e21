"""What stands in somebody's own calendar, also from rooms above.

register_calendar_source(meetings_and_actions)
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.status import Status
from noaber.core.documents.calendar import CalendarEvent


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in one's own calendar. `about`: whose it is, or where; `event`: the same for a calendar program.

    `is_open`: it waits for somebody, so that it is shown after its day as well.
    """

    kind: Status
    on: dt.date
    title: str
    path: str
    about: str
    event: CalendarEvent
    is_open: bool


CalendarSource = Callable[[Actor, dt.date], Iterable[Entry]]
_sources: list[CalendarSource] = []


def register_calendar_source(source: CalendarSource) -> None:
    """Add to everyone's own calendar: ``source(actor, today)``, of what is restricted only that it is there."""
    if source not in _sources:
        _sources.append(source)


def entries_from_rooms(actor: Actor, today: dt.date) -> list[Entry]:
    return [entry for source in _sources for entry in source(actor, today)]


def due_entry(
    kind: str, uid: str, on: dt.date, *, title: str, about: str, path: str, said: str = ""
) -> Entry:
    """Something that has to be done by a day; `kind` in words, `uid` the same as long as it is the same thing.

    `said`: what a calendar program shows; without it, that this is the last day.
    """
    said = said or _("Uiterlijk vandaag: %(title)s") % {"title": title}
    key = f"{uid}@{settings.SITE_URL.partition('://')[2].partition('/')[0] or 'noaber'}"
    event = CalendarEvent(key, said, on, text=about, url=f"{settings.SITE_URL}{path}", is_busy=False)
    return Entry(Status(kind, "neutral"), on, title, path, about, event, is_open=True)
