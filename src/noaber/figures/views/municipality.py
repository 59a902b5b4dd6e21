"""/cijfers/gemeente/<code>/ and what hangs under it: the municipality, its peers, and its neighbourhoods."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.addresses import organisation_address
from noaber.core.components.frame import Action, PageHeading
from noaber.core.requests import Request
from noaber.figures.queries.areas import Area
from noaber.figures.queries.standing import beside
from noaber.figures.rules.numbers import in_window
from noaber.figures.rules.peers import of_like_size
from noaber.figures.views.area_charts import area_charts
from noaber.figures.views.areas import AreaPage, area_page
from noaber.figures.views.charts import chart_file, chart_panels
from noaber.figures.views.choosing import choice_form, notices_of
from noaber.figures.views.comparing import areas_figure, funnel_figure
from noaber.figures.views.opening import Opened, nothing_yet, opened, to_kind
from noaber.figures.views.places import (
    FIGURES,
    district_address,
    municipality_address,
    neighbourhoods_address,
    peers_address,
)

COMPARED = "figures/compared.html"


def municipality_page(request: Request, code: str) -> HttpResponse:
    page = opened(request)
    if page is None:
        return nothing_yet(request, _("Gemeente"))
    area = _municipality(page, code)
    shown = AreaPage(area, _heading(page, area), area_charts(page, area), _crumbs(page, area.name))
    return area_page(request, page, shown)


def _municipality(page: Opened, code: str) -> Area:
    area = next((each for each in page.areas if each.code == code), None)
    if area is None:
        raise Http404
    return area


def _crumbs(page: Opened, last: str, *between: tuple[str, str]) -> dict[str, object]:
    query = page.choice.query()
    links = [(label, f"{address}{query}") for label, address in between]
    return crumbs_of([(_("Cijfers"), f"{FIGURES}{query}"), *links], last)


def _heading(page: Opened, area: Area) -> PageHeading:
    query = page.choice.query()
    district = Action(
        _("District %(name)s") % {"name": area.district_name},
        f"{district_address(area.district_code)}{query}",
    )
    return PageHeading(
        area.name,
        kicker=_("Cijfers over veiligheid"),
        intro=_("Misdrijven die de politie registreerde %(window)s.")
        % {"window": in_window(page.choice.last)},
        actions=(
            Action(_("Vergelijk"), f"{peers_address(area.code)}{query}"),
            *([district] if area.district_code else []),
            Action(_("Wijken en buurten"), f"{neighbourhoods_address(area.code)}{query}"),
            Action(_("Over de gemeente"), organisation_address(area.code)),
        ),
    )


def peers_page(request: Request, code: str) -> HttpResponse:
    """A municipality beside those of like size, and among all of them in the funnel."""
    page = opened(request)
    if page is None:
        return nothing_yet(request, _("Vergelijken"))
    area = _municipality(page, code)
    peers = _beside(page, area)
    title = _("%(kind)s in gemeenten van de omvang van %(area)s, de grootste eerst") % {
        "kind": page.choice.title,
        "area": area.name,
    }
    compared = areas_figure(page, peers, title, f"{area.code}-vergeleken", own=area.code)
    funnel = funnel_figure(page, beside(page.counted, page.areas, page.choice.kind), own=area.name)
    figures = [compared, *([funnel] if funnel else [])]
    if file := chart_file(request, figures):
        return file
    context = {
        "heading": _peers_heading(page, area),
        "form": choice_form(page.choice),
        "notices": notices_of(page.choice),
        "panels": chart_panels(figures),
        **_crumbs(page, _("Vergelijken"), (area.name, municipality_address(code))),
    }
    return render(request, COMPARED, context)


def _beside(page: Opened, area: Area) -> list[Area]:
    """Its peers and itself, the largest first."""
    people = {each.code: page.people_of(each) for each in page.areas}
    wanted = {*of_like_size(area.code, people), area.code}
    return sorted((each for each in page.areas if each.code in wanted), key=lambda each: -people[each.code])


def _peers_heading(page: Opened, area: Area) -> PageHeading:
    return PageHeading(
        _("%(area)s vergeleken") % {"area": area.name},
        kicker=page.choice.title,
        intro=_("Naast de acht gemeenten met ongeveer evenveel inwoners, en tussen alle andere."),
        actions=(to_kind(page),),
    )
