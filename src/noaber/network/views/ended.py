"""What a page says of a body or a seat that ends, or that is no more."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.addresses import body_address, with_dates
from noaber.core.asof import AsOf
from noaber.core.components.absence import FirstDay, absent_page, not_yet_page, or_not_found
from noaber.core.components.frame import Action, NavItem, PageHeading
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
    ended = ended_body(code, asof)
    if ended is None:
        return _not_yet(request, asof, partial(first_day_of_body, code), body_address(code))
    return _ended_page(request, asof, ended, ending_of(asof, body=code), body_address(code))


def no_seat_page(request: Request, code: str, asof: AsOf) -> HttpResponse:
    """In the place of the page of a seat that is not there on the day."""
    ended = ended_seat(code, asof)
    if ended is None:
        return _not_yet(request, asof, partial(first_day_of_seat, code), seat_address(code))
    return _ended_page(request, asof, ended, ending_of(asof, post=code), seat_address(code))


def _not_yet(request: Request, asof: AsOf, first_day: FirstDay, address: str) -> HttpResponse:
    return or_not_found(not_yet_page(request, asof, first_day, address, _listed()))


def _listed() -> NavItem:
    return NavItem(_("Overleggen en teams"), "/overleggen/")


def _ended_page(
    request: Request, asof: AsOf, ended: Ended, row: EndingRow | None, address: str
) -> HttpResponse:
    """It was there until a day, and this is how to see it as it was."""
    text = _("Dit bestaat niet meer. De laatste dag was %(day)s.") % {"day": long_date(ended.last_day)}
    actions = [
        Action(_("Bekijk hoe het was"), with_dates(address, AsOf(ended.last_day, is_asked=True)), "primary")
    ]
    if request.actor.is_in_network:
        actions.append(Action(_("Geschiedenis"), f"{address}geschiedenis/"))
    notice = Notice(_with_reason(request, text, row), "neutral", action=_way_back(request, row))
    heading = PageHeading(ended.name, kicker=_("Opgeheven"), actions=tuple(actions))
    return absent_page(request, asof, heading, notice, _listed(), status=GONE)


def _with_reason(request: Request, text: str, row: EndingRow | None) -> str:
    """Why is for the network; that it ends anyone may know."""
    if row is None or not request.actor.is_in_network:
        return text
    return _("%(text)s Reden: %(reason)s") % {"text": text, "reason": row.reason}


def _way_back(request: Request, row: EndingRow | None) -> Action | None:
    if row is None or not may_maintain_register(request.actor):
        return None
    return Action(_("Toch niet opheffen"), f"/opheffingen/{row.id}/terugnemen/")
