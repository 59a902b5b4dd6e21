"""The pages that show what was said of something, and when it was recorded."""

import uuid
from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.editing import Crumbs, frame
from noaber.core.access import require
from noaber.core.addresses import body_address, organisation_address, person_address
from noaber.core.asof import AsOf
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.status import Status
from noaber.core.requests import Request
from noaber.network.access import may_see_contacts
from noaber.network.queries.bodies import body
from noaber.network.queries.history import (
    body_history,
    organisation_history,
    person_history,
    seat_history,
)
from noaber.network.queries.history_entries import HeldTerm, HistoryEntry, Kind, Merged
from noaber.network.queries.organisations import last_names, organisation
from noaber.network.queries.people import person
from noaber.network.queries.seats import seat
from noaber.network.views.histories.words import From, text_of, title_of
from noaber.network.views.places import organisation_crumbs, seat_address
from noaber.network.views.seats.seat import seat_crumbs


def organisation_history_page(request: Request, code: str) -> HttpResponse:
    """Everything the register ever said of an organisation."""
    row = organisation(request.actor, code, AsOf(request.today))
    name = row.name if row else last_names([code]).get(code, code)
    crumbs = organisation_crumbs(code, name)
    return _page(request, name, organisation_history(code), crumbs)


def person_history_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Everything the register ever said of a person, with seats and themes; after erasure without the name."""
    row = person(request.actor, key, AsOf(request.today))
    name = row.name if row else _("Persoon")
    crumbs = [(_("Personen"), "/personen/"), (name, person_address(key))]
    return _page(request, name, person_history(key), crumbs, "person")


def body_history_page(request: Request, code: str) -> HttpResponse:
    """Everything the register ever said of a body."""
    row = body(request.actor, code, AsOf(request.today))
    name = row.name if row else code
    crumbs = [(_("Overleggen en teams"), "/overleggen/"), (name, body_address(code))]
    return _page(request, name, body_history(code), crumbs)


def seat_history_page(request: Request, code: str) -> HttpResponse:
    """Everything the register ever said of a seat, and of who held it."""
    row = seat(request.actor, code, AsOf(request.today))
    name = row.title if row else code
    crumbs = [*(seat_crumbs(row) if row else ()), (name, seat_address(code))]
    return _page(request, name, seat_history(code), crumbs, "seat")


def _page(
    request: Request, name: str, entries: Sequence[HistoryEntry], crumbs: Crumbs, seen_from: From = "itself"
) -> HttpResponse:
    require(may_see_contacts(request.actor))
    if not entries:
        raise Http404
    intro = _(
        "Wat er in het register is vastgelegd, het laatst vastgelegde bovenaan. Niets wordt overschreven."
    )
    events = tuple(_event(entry, seen_from) for entry in entries)
    context = {
        **frame(_("Geschiedenis"), crumbs, kicker=name, intro=intro),
        "timeline": Timeline(events, _("Vastgelegd over %(name)s") % {"name": name}),
    }
    return render(request, "network/history.html", context)


def _event(entry: HistoryEntry, seen_from: From) -> TimelineEvent:
    return TimelineEvent(
        on=timezone.localtime(entry.recorded_at).date(),
        title=title_of(entry, seen_from),
        text=text_of(entry),
        url=_address(entry.term, seen_from),
        status=_status(entry),
        links=tuple((other.name, _address_of(entry, other)) for other in entry.merged),
    )


def _address_of(entry: HistoryEntry, other: Merged) -> str:
    """A municipality as it was then; what a merger that was taken back began has a history only."""
    if entry.is_withdrawn or entry.kind is Kind.UNMERGED:
        return f"/organisaties/{other.code}/geschiedenis/"
    return organisation_address(other.code, AsOf(other.on, is_asked=True))


def _address(term: HeldTerm | None, seen_from: From) -> str:
    """The other side of a term: the person on the page of a seat, the seat on the page of a person."""
    if term is None:
        return ""
    if seen_from == "seat":
        return person_address(term.person_id)
    return seat_address(term.post_code) if term.post_code else "/themas/"


def _status(entry: HistoryEntry) -> Status | None:
    if entry.is_withdrawn:
        return Status(_("later teruggenomen"), "neutral")
    return None if entry.is_current else Status(_("later verbeterd"), "neutral")
