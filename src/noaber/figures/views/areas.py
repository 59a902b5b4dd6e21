"""What the pages of a municipality, a district and the network have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.maps import BoundaryMap
from noaber.core.components.pictures import TileMap
from noaber.core.requests import Request
from noaber.figures.queries.areas import Area
from noaber.figures.views.aside import side_panels
from noaber.figures.views.charts import ChartFigure, chart_file, chart_panels
from noaber.figures.views.choosing import choice_form, notices_of
from noaber.figures.views.kinds import all_kinds, kinds_table
from noaber.figures.views.opening import Opened
from noaber.figures.views.places import EXPLAINED
from noaber.figures.views.remarks import remarks_panel
from noaber.figures.views.revised import revised_panel
from noaber.figures.views.said import said_lines

PAGE = "figures/area.html"


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area with its heading, its charts and where it hangs; `links` lead to areas within it."""

    area: Area
    heading: PageHeading
    figures: Sequence[ChartFigure]
    crumbs: Mapping[str, Any]
    links: tuple[Action, ...] = ()


def area_page(
    request: Request, page: Opened, shown: AreaPage, *, tile_map: TileMap | BoundaryMap | None = None
) -> HttpResponse:
    """The page, or the chart or table that its address asks for as a file."""
    if file := chart_file(request, shown.figures):
        return file
    windows = all_kinds(page, shown.area)
    context = {
        "heading": shown.heading,
        "choice": page.choice,
        "form": choice_form(page.choice),
        "notices": notices_of(page.choice),
        "lines": said_lines(page, windows),
        "side": side_panels(request.actor, page, shown.area),
        "panels": chart_panels(shown.figures),
        "map": tile_map,
        "links": shown.links,
        "remarks": remarks_panel(request, page, shown.area),
        "revised": revised_panel(page, shown.area),
        "explained": EXPLAINED,
        **shown.crumbs,
    }
    return kinds_table(request, page, shown.area, windows).respond(request, PAGE, context)
