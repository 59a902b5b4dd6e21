"""What a page says of a body or a seat that ends, or that is no more."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core.addresses import body_address, with_dates
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.network.access import may_maintain_register
from noaber.network.queries.endings import (
    Ended,
    EndingRow,
    ended_body,
    ended_seat,
    ending_of,
    first_day_of_body,
    first_day_of_seat,
)
from noaber.network.views.editing import crumbs_of
from noaber.network.views.places import seat_address

GONE = 410


def ending_notice(request: Request, row: EndingRow | None) -> Notice | None:
    """Above the page of something that ends on a day to come."""
    if row is None:
        return None
    text = _("Wordt opgeheven. De laatste dag is %(day)s.") % {"day": long_date(row.last_day)}
    return Notice(_with_reason(request, text, row), "warning", action=_way_back(request, row))


def no_body_page(request: Request, code: str, asof: AsOf) -> HttpResponse:
    """In the place of the page of a body that is not there on the day."""
    begins = first_day_of_body(code, asof)
    if begins and not asof.is_asked:
        return redirect(body_address(code, AsOf(begins, is_asked=True)))
    return _ended_page(request, ended_body(code, asof), ending_of(asof, body=code), body_address(code))


def no_seat_page(request: Request, code: str, asof: AsOf) -> HttpResponse:
    """In the place of the page of a seat that is not there on the day."""
    begins = first_day_of_seat(code, asof)
    if begins and not asof.is_asked:
        return redirect(seat_address(code, AsOf(begins, is_asked=True)))
    return _ended_page(request, ended_seat(code, asof), ending_of(asof, post=code), seat_address(code))


def _ended_page(request: Request, ended: Ended | None, row: EndingRow | None, address: str) -> HttpResponse:
    """It was there until a day, and this is how to see it as it was. Else 404."""
    if ended is None:
        raise Http404
    text = _("Dit bestaat niet meer. De laatste dag was %(day)s.") % {"day": long_date(ended.last_day)}
    actions = [
        Action(_("Bekijk hoe het was"), with_dates(address, AsOf(ended.last_day, is_asked=True)), "primary")
    ]
    if request.actor.is_in_network:
        actions.append(Action(_("Geschiedenis"), f"{address}geschiedenis/"))
    notice = Notice(_with_reason(request, text, row), "neutral", action=_way_back(request, row))
    context = {
        "heading": PageHeading(ended.name, kicker=_("Opgeheven"), actions=tuple(actions)),
        **crumbs_of([(_("Overleggen en teams"), "/overleggen/")], ended.name),
        "notice": notice,
    }
    return render(request, "network/ended.html", context, status=GONE)


def _with_reason(request: Request, text: str, row: EndingRow | None) -> str:
    """Why is for the network; that it ends anyone may know."""
    if row is None or not request.actor.is_in_network:
        return text
    return _("%(text)s Reden: %(reason)s") % {"text": text, "reason": row.reason}


def _way_back(request: Request, row: EndingRow | None) -> Action | None:
    if row is None or not may_maintain_register(request.actor):
        return None
    return Action(_("Toch niet opheffen"), f"/opheffingen/{row.id}/terugnemen/")
