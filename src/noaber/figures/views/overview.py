"""/cijfers/ and /cijfers/district/<code>/: the network and a district, as municipalities together."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.components.frame import Action, PageHeading
from noaber.core.requests import Request
from noaber.figures.access import may_read_signals
from noaber.figures.queries.areas import Area, district_areas, own_municipality
from noaber.figures.queries.standing import beside
from noaber.figures.rules.numbers import in_window
from noaber.figures.views.area_charts import area_charts
from noaber.figures.views.areas import AreaPage, area_page
from noaber.figures.views.comparing import areas_figure
from noaber.figures.views.maps import kind_map
from noaber.figures.views.opening import Opened, nothing_yet, opened, to_kind
from noaber.figures.views.places import (
    COUNTRY,
    EFFECT,
    FIGURES,
    REPORT,
    district_address,
    municipality_address,
)


def overview_page(request: Request) -> HttpResponse:
    """All municipalities together; the map and the districts lead on."""
    page = opened(request)
    if page is None:
        return nothing_yet(request, _("Cijfers"))
    area, districts = page.network, district_areas(page.areas)
    title = _("%(kind)s in de districten") % {"kind": page.choice.title}
    compared = areas_figure(page, districts, title, "districten")
    shown = AreaPage(
        area,
        _heading(request, page),
        [*area_charts(page, area), compared],
        {},
        links=_districts(page, districts),
    )
    found = beside(page.counted, page.areas, page.choice.kind)
    return area_page(request, page, shown, tile_map=kind_map(request, page, found))


def _heading(request: Request, page: Opened) -> PageHeading:
    """Whoever speaks for a municipality is led there first."""
    own, query = own_municipality(request.actor, request.today), page.choice.query()
    to_own = [Action(own.name, f"{municipality_address(own.code)}{query}", "primary")] if own else []
    return PageHeading(
        _("Cijfers over veiligheid"),
        kicker=page.network.name,
        intro=_intro(page, page.network),
        actions=(*to_own, to_kind(page), Action(_("Landelijk"), f"{COUNTRY}{query}"), *_for_network(request)),
    )


def _for_network(request: Request) -> list[Action]:
    """For who is in the network: the figures by mail, and what followed on a measure."""
    if not may_read_signals(request.actor):
        return []
    return [Action(_("Maandbericht in uw mail"), REPORT), Action(_("Effect van een maatregel"), EFFECT)]


def _intro(page: Opened, area: Area) -> str:
    said = {"count": len(area.members), "window": in_window(page.choice.last)}
    return _("Misdrijven die de politie registreerde in %(count)s gemeenten samen, %(window)s.") % said


def _districts(page: Opened, districts: list[Area]) -> tuple[Action, ...]:
    query = page.choice.query()
    return tuple(Action(each.name, f"{district_address(each.code)}{query}") for each in districts)


def district_page(request: Request, code: str) -> HttpResponse:
    """The municipalities of a district together, and beside each other by size."""
    page = opened(request)
    if page is None:
        return nothing_yet(request, _("District"))
    area = next((each for each in district_areas(page.areas) if each.code == code), None)
    if area is None:
        raise Http404
    title = _("%(kind)s in de gemeenten van %(area)s, de grootste eerst") % {
        "kind": page.choice.title,
        "area": area.name,
    }
    compared = areas_figure(page, _by_size(page, area), title, f"gemeenten-{area.code}")
    heading = PageHeading(
        _("District %(name)s") % {"name": area.name},
        kicker=_("Cijfers over veiligheid"),
        intro=_intro(page, area),
        actions=(to_kind(page),),
    )
    crumbs = crumbs_of([(_("Cijfers"), f"{FIGURES}{page.choice.query()}")], area.name)
    return area_page(request, page, AreaPage(area, heading, [*area_charts(page, area), compared], crumbs))


def _by_size(page: Opened, area: Area) -> list[Area]:
    members = [each for each in page.areas if each.code in area.members]
    return sorted(members, key=lambda each: -page.people_of(each))
