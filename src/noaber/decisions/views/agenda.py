"""/agenda/: own deadlines, meetings and actions, the address of the own calendar, and whether the Friday mail comes."""

import datetime as dt
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.accounts.api import count_strange_key, tried_too_often
from noaber.core import clock
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.documents.calendar import ICS_MEDIA_TYPE, to_ics
from noaber.core.errors import DomainError
from noaber.core.requests import Request, public
from noaber.decisions.queries.calendar.agenda import entries_of, feed_of, own_settings
from noaber.decisions.queries.calendar.entries import Entry
from noaber.decisions.services.calendar.feeds import make_feed, revoke_feed
from noaber.decisions.services.calendar.weekly import is_stop_token, stop_weekly, want_weekly
from noaber.decisions.services.follow_up.letters import absolute
from noaber.network.api import network_name

AGENDA = "/agenda/"
REFRESH = dt.timedelta(hours=4)


@never_cache
@require_safe
def agenda_page(request: Request) -> HttpResponse:
    """What stands in the own calendar, and the choices."""
    return _table(request).respond(request, "decisions/agenda.html", _context(request))


def _context(request: Request, *, address: str = "") -> dict[str, object]:
    intro = _("Uw eigen termijnen, vergaderingen en acties, ook in uw eigen agendaprogramma.")
    return {
        "heading": PageHeading(_("Mijn agenda"), intro=intro),
        "breadcrumbs": [NavItem(_("Mijn werk"), "/mijn/"), NavItem(_("Mijn agenda"), "", is_current=True)],
        "own": own_settings(request.actor.user_id or 0),
        "address": address,
    }


def _table(request: Request) -> Table:
    """What the calendar address gives too, but for what is over."""
    rows = [row for row in entries_of(request.actor, request.today) if row.is_open or row.on >= request.today]
    return list_table(
        request.GET,
        name="agenda",
        caption=_("Mijn agenda"),
        columns=[
            Column("on", _("Dag"), "date"),
            Column("kind", _("Soort"), "status"),
            Column("title", _("Wat"), "link"),
            Column("about", _("Bijzonderheden")),
        ],
        rows=[_cells(row) for row in rows],
        empty_text=_("Er staat niets in uw agenda: geen open termijnen of acties en geen vergaderingen."),
    )


def _cells(row: Entry) -> Row:
    return {"on": row.on, "kind": row.kind, "title": row.title, "url": row.path, "about": row.about}


@never_cache
@require_POST
def new_feed(request: Request) -> HttpResponse:
    """The address is shown this once, in the answer itself: it is kept nowhere, so a redirect could not show it."""
    token = make_feed(actor=request.actor, now=clock.now())
    context = _context(request, address=absolute(f"/agenda/{token}.ics"))
    return render(request, "decisions/agenda.html", {**context, "table": _table(request)})


@require_POST
def end_feed(request: Request) -> HttpResponse:
    """The address gives nothing any more."""
    if revoke_feed(actor=request.actor, now=clock.now()):
        messages.success(request, _("Het agenda-adres is ingetrokken. Uw agendaprogramma krijgt niets meer."))
    return redirect(AGENDA)


@require_POST
def choose_weekly(request: Request) -> HttpResponse:
    """Whether the Friday mail comes."""
    is_wanted = request.POST.get("gewenst") == "ja"
    want_weekly(is_wanted, actor=request.actor)
    messages.success(
        request, _("U krijgt de vrijdagmail.") if is_wanted else _("U krijgt geen vrijdagmail meer.")
    )
    return redirect(AGENDA)


@public
@never_cache
@require_safe
def feed(request: Request, token: str) -> HttpResponse:
    """What a calendar program fetches: nothing restricted, and nothing at all once it was revoked."""
    found = feed_of(token, request.today)
    if found.actor is None:
        if found.is_gone:
            return HttpResponse(status=HTTPStatus.GONE)
        if tried_too_often(request):
            return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
        count_strange_key(request)
        raise Http404
    events = [row.event for row in entries_of(found.actor, request.today)]
    content = to_ics(
        events,
        name=network_name() or "Noaber",
        stamped_at=clock.now(),
        refresh=REFRESH,
        is_example=clock.reached_on() is not None,
    )
    answer = HttpResponse(content, content_type=ICS_MEDIA_TYPE)
    answer["Content-Disposition"] = 'inline; filename="agenda.ics"'
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@csrf_exempt  # a mail program posts it for the reader (RFC 8058), without cookies; the signed address is the proof
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_weekly_page(request: Request, token: str) -> HttpResponse:
    """Ask once more in a browser; one click in a mail program."""
    if not is_stop_token(token):
        return render(request, "decisions/weekly_stop.html", {"state": "wrong"}, status=HTTPStatus.GONE)
    if request.method != "POST":
        return render(request, "decisions/weekly_stop.html", {"state": "asked"})
    try:
        stop_weekly(token, actor=request.actor)
    except DomainError:
        return render(request, "decisions/weekly_stop.html", {"state": "wrong"}, status=HTTPStatus.GONE)
    return render(request, "decisions/weekly_stop.html", {"state": "stopped"})
