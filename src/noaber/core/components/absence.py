"""In the place of the page of something that the register does not have on the day that was asked."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import long_date

NOT_FOUND: Final = 404
FirstDay = Callable[[AsOf], dt.date | None]


def not_yet_page(
    request: HttpRequest, asof: AsOf, first_day: FirstDay, address: str, listed: NavItem
) -> HttpResponse | None:
    """Something that comes later: its first day, or an explanation when another day was asked; None: it never comes.

    ``first_day`` answers when it begins after the day of an `AsOf`, as known then.
    """
    begins = first_day(asof)
    if begins and not asof.is_asked:
        return redirect(with_dates(address, AsOf(begins, is_asked=True)))
    if begins:
        text = _("Op %(day)s stond dit nog niet in het register. Het staat er vanaf %(begins)s.")
        way = Action(_("Bekijk %(day)s") % {"day": long_date(begins)}, _on(address, begins))
        facts = {"day": long_date(asof.valid_on), "begins": long_date(begins)}
    elif asof.known_on and first_day(AsOf(dt.date.min)):
        text = _("Wat op %(day)s bekend was, noemt dit niet.")
        way = Action(_("Bekijk wat nu bekend is"), _on(address, asof.valid_on))
        facts = {"day": long_date(asof.known_on)}
    else:
        return None
    heading, notice = PageHeading(_("Nog niet in het register")), Notice(text % facts, "neutral", action=way)
    return absent_page(request, asof, heading, notice, listed, status=NOT_FOUND)


def _on(address: str, day: dt.date) -> str:
    return with_dates(address, AsOf(day, is_asked=True))


def absent_page(
    request: HttpRequest, asof: AsOf, heading: PageHeading, notice: Notice, listed: NavItem, *, status: int
) -> HttpResponse:
    """The frame, the two dates, and why there is nothing more to see."""
    context = {
        "heading": heading,
        "breadcrumbs": [listed, NavItem(heading.title, "", is_current=True)],
        "asof": asof_bar(asof, request.GET.dict()),
        "notice": notice,
    }
    return render(request, "core/absent.html", context, status=status)


def or_not_found(page: HttpResponse | None) -> HttpResponse:
    """The page, or the one of what never was."""
    if page is None:
        raise Http404
    return page
