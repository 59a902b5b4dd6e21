"""The map of a kind: rates per 1,000, those of small municipalities drawn to the common one."""

from collections.abc import Mapping, Sequence

import numpy as np
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.core.components.maps import BoundaryMap, drawn_map, map_form
from noaber.core.components.pictures import TileMap
from noaber.core.components.table import Table, plain_table
from noaber.core.components.tiles import LegendItem, MapTile
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.figures.queries.areas import Area
from noaber.figures.queries.standing import Beside
from noaber.figures.rules.classes import class_label, class_limits, class_of
from noaber.figures.rules.numbers import count_text, rate_text
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.shrinkage import shrink
from noaber.figures.source_words import mark_of, source_notes
from noaber.figures.views.opening import Opened
from noaber.figures.views.places import municipality_address
from noaber.network.api import boundaries, boundary_note, short_label, tiles


def kind_map(request: Request, page: Opened, found: Beside) -> TileMap | BoundaryMap | None:
    """None where nothing can be compared, or no municipality has a place. Municipalities and boundaries of today."""
    drawn = boundaries(request.today)
    form = map_form(request.GET, drawn.outlines if drawn else None, boundary_note(drawn, request.actor))
    places = form.places(tiles())
    rates = smoothed(found)
    if rates is None or not any(each.code in places for each in found.areas):
        return None
    shown = {
        each.code: float(rate) for each, rate in zip(found.areas, rates, strict=True) if each.code in places
    }
    limits = class_limits(list(shown.values()))
    return drawn_map(
        form,
        name="kaart",
        title=_("%(kind)s per 1.000 inwoners") % {"kind": page.choice.title},
        tiles=_tiles(page, found, shown, limits, places),
        legend=_legend(shown, limits),
        table=_table(page, found, shown),
        note=_note(page),
    )


def _note(page: Opened) -> str:
    mark = mark_of(page.choice.release)
    drawn = _("Cijfers van kleine gemeenten zijn naar het gemiddelde getrokken, omdat toeval daar veel doet.")
    return " ".join(text for text in (mark and f"{mark}.", drawn, *source_notes(page.choice.release)) if text)


def smoothed(found: Beside) -> Floats | None:
    """Per 1,000, drawn to the common rate; None where nothing was counted."""
    try:
        rates = 1_000 * shrink(found.counts, found.people).smoothed
    except ValueError:
        return None
    return np.where(np.isfinite(found.counts), rates, np.nan)


def _tiles(
    page: Opened,
    found: Beside,
    shown: Mapping[str, float],
    limits: Sequence[float],
    places: Mapping[str, tuple[int, int]],
) -> list[MapTile]:
    return [
        _tile(page, area, float(count), shown[area.code], limits, places[area.code])
        for area, count in zip(found.areas, found.counts, strict=True)
        if area.code in shown
    ]


def _tile(
    page: Opened, area: Area, count: float, rate: float, limits: Sequence[float], place: tuple[int, int]
) -> MapTile:
    said = _("%(name)s: %(count)s, op de kaart %(rate)s per 1.000 inwoners") % {
        "name": area.name,
        "count": count_text(count),
        "rate": rate_text(rate),
    }
    return MapTile(
        key=area.code,
        row=place[0],
        column=place[1],
        short=short_label(area.name),
        name=said,
        shown="?" if np.isnan(rate) else rate_text(rate),
        spoken=said,
        ground="open" if np.isnan(rate) else f"step-{class_of(rate, limits)}",
        url=f"{municipality_address(area.code)}{page.choice.query()}",
        called=area.name,
    )


def _legend(shown: Mapping[str, float], limits: Sequence[float]) -> list[LegendItem]:
    known = [rate for rate in shown.values() if not np.isnan(rate)]
    classes = [class_of(rate, limits) for rate in known]
    items = [
        LegendItem(f"step-{number}", class_label(number, limits), format_number(classes.count(number)))
        for number in range(1, len(limits) + 2)
    ]
    unknown = len(shown) - len(known)
    return [*items, *([LegendItem("open", _("geen cijfer"), format_number(unknown))] if unknown else [])]


def _table(page: Opened, found: Beside, shown: Mapping[str, float]) -> Table:
    return plain_table(
        name="kaart",
        caption=_("De kaart als tabel"),
        columns=[
            Column("name", _("Gemeente"), "link"),
            Column("count", _("Aantal"), "figure"),
            Column("rate", _("Op de kaart, per 1.000"), "figure"),
        ],
        rows=[
            {
                "name": area.name,
                "url": f"{municipality_address(area.code)}{page.choice.query()}",
                "count": count_text(float(count)),
                "rate": rate_text(shown[area.code]),
            }
            for area, count in zip(found.areas, found.counts, strict=True)
            if area.code in shown
        ],
    )
