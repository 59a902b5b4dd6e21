"""The page of an organisation, with a panel per room."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.absence import absent_page, not_yet_page, or_not_found
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.points import panels
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.network.api import (
    Ended,
    MergerToCome,
    OrganisationRow,
    ended_organisation,
    first_day_of_organisation,
    merger_to_come,
    organisation,
    successions,
)

GONE = 410


@public
def organisation_page(request: Request, code: str) -> HttpResponse:
    """Municipalities and partners share this page; each room shows what it knows of them."""
    asof = asof_of(request)
    row = organisation(request.actor, code, asof)
    if row is None:
        return _not_on_the_day(request, code, asof)
    address = organisation_address(code, asof)
    if not address.startswith(request.path):
        return redirect(address)
    context = {
        "heading": PageHeading(row.name, kicker=_kicker(row)),
        "breadcrumbs": [_listed(row), NavItem(row.name, "", is_current=True)],
        "asof": asof_bar(asof, request.GET.dict()),
        "notice": _to_come(merger_to_come(request.actor, code, asof)) if row.is_municipality else None,
        "panels": panels(request.actor, code, asof),
    }
    return render(request, "site/organisation.html", context)


def _kicker(row: OrganisationRow) -> str:
    if not row.district_name:
        return row.kind_label
    return _("Gemeente in %(district)s") % {"district": row.district_name}


def _listed(row: OrganisationRow) -> NavItem:
    if row.is_municipality:
        return NavItem(_("Gemeenten"), "/gemeenten/")
    return NavItem(_("Organisaties"), "/organisaties/")


def _to_come(merger: MergerToCome | None) -> Notice | None:
    """That municipalities go on as one, before the day that they do."""
    if merger is None:
        return None
    successor = merger.successor
    facts = {
        "day": long_date(merger.effective_on),
        "names": in_a_row(merger.names),
        "new": successor.name,
    }
    address = organisation_address(successor.code, AsOf(merger.effective_on, is_asked=True))
    return Notice(
        _("Vanaf %(day)s gaan %(names)s samen verder als %(new)s.") % facts,
        action=Action(_("Bekijk %(new)s op die dag") % facts, address),
    )


def _not_on_the_day(request: Request, code: str, asof: AsOf) -> HttpResponse:
    """One that is still to begin opens on its first day; of one that is no more it says what came after it."""
    listed = NavItem(_("Gemeenten"), "/gemeenten/")
    ended = ended_organisation(code, asof)
    if ended is None:
        first_day = partial(first_day_of_organisation, code)
        return or_not_found(not_yet_page(request, asof, first_day, organisation_address(code), listed))
    then = organisation_address(code, AsOf(ended.last_day, is_asked=True))
    heading = PageHeading(
        ended.name,
        kicker=_("Bestaat niet meer"),
        actions=(Action(_("Bekijk hoe het was"), then, "primary"),),
    )
    notice = _ended_notice(ended, _successor(request, code, asof), asof)
    return absent_page(request, asof, heading, notice, listed, status=GONE)


def _successor(request: Request, code: str, asof: AsOf) -> OrganisationRow | None:
    codes = [row.successor for row in successions(code, known_at=asof.known_at) if row.predecessor == code]
    return next((row for row in (organisation(request.actor, one, asof) for one in codes) if row), None)


def _ended_notice(ended: Ended, successor: OrganisationRow | None, asof: AsOf) -> Notice:
    text = _("De laatste dag was %(day)s.") % {"day": long_date(ended.last_day)}
    if successor is None:
        return Notice(text, "neutral")
    names = {"text": text, "name": successor.name}
    return Notice(
        _("%(text)s Daarna ging %(name)s verder.") % names,
        "neutral",
        action=Action(successor.name, organisation_address(successor.code, asof)),
    )
