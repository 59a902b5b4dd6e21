"""One map in two shapes: tiles of one size, or areas within their real boundaries. The choice stands in the address.

    form = map_form(request.GET, outlines, note=...)
    map = drawn_map(form, name="kaart", title=..., tiles=..., legend=..., table=...)

Both are shown by ``core/components/tile_map.html``; links of the page keep `MAP`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from noaber.core.components.areas import WIDTH, areas_markup, box_of, swatch_markup
from noaber.core.components.pictures import TileMap, tile_map
from noaber.core.components.table import Table
from noaber.core.components.texts import Tab, Tabs
from noaber.core.components.tiles import LegendItem, MapTile, Outline

MAP: Final = "kaart"
TILES: Final = "vakjes"
BOUNDARIES: Final = "grenzen"
ANCHOR: Final = "kaart"


@dataclass(frozen=True, slots=True)
class MapForm:
    """In which shape a map is asked for. `outlines` is empty where it is tiles; `note`: of whom the boundaries are."""

    outlines: Mapping[str, Outline] = field(default_factory=dict)
    tabs: Tabs | None = None
    note: str = ""

    def places(self, tiles: Mapping[str, tuple[int, int]]) -> Mapping[str, tuple[int, int]]:
        """What can be shown: whatever has a tile, and within boundaries also what has those alone."""
        return {**dict.fromkeys(self.outlines, (0, 0)), **tiles}


@dataclass(frozen=True, slots=True)
class Swatch:
    """An item of the legend with its ground, lines and all."""

    label: str
    count: str
    picture: SafeString


@dataclass(frozen=True, slots=True)
class BoundaryMap:
    """The network within its real boundaries. `absent`: what has none, by name; the table has those as well."""

    name: str
    title: str
    tiles: tuple[MapTile, ...]
    outlines: Mapping[str, Outline]
    legend: tuple[LegendItem, ...]
    table: Table
    note: str = ""
    tabs: Tabs | None = None
    absent: tuple[str, ...] = ()

    @property
    def picture(self) -> SafeString:
        """The areas, ready for the template."""
        return areas_markup(self.name, self.title, self.tiles, self.outlines)

    @property
    def absent_text(self) -> str:
        """What is not on the map, in a sentence."""
        if not self.absent:
            return ""
        return _("Staat niet op de kaart, wel in de tabel: %(names)s.") % {"names": ", ".join(self.absent)}

    @property
    def swatches(self) -> list[Swatch]:
        """The legend with the grounds as they are on the map; none for a ground that is not on it."""
        point = box_of([self.outlines[tile.key] for tile in self.tiles])[2] / WIDTH
        shown = {tile.ground for tile in self.tiles}
        return [
            Swatch(
                item.label,
                item.count,
                swatch_markup(self.name, item.ground, point) if item.ground in shown else SafeString(),
            )
            for item in self.legend
        ]


def shape_in(query: QueryDict) -> str:
    """The shape that the address asks for; empty when it does not say, or says something else."""
    asked = query.get(MAP, "")
    return asked if asked in (TILES, BOUNDARIES) else ""


def map_form(query: QueryDict, outlines: Mapping[str, Outline] | None, note: str = "") -> MapForm:
    """Real boundaries where there are any, unless the address asks for tiles."""
    if not outlines:
        return MapForm(note=note)
    is_tiles = shape_in(query) == TILES
    tabs = Tabs(
        _("Vorm van de kaart"),
        (
            Tab(_("Echte grenzen"), _address(query, BOUNDARIES), is_current=not is_tiles),
            Tab(_("Kaart met vakjes"), _address(query, TILES), is_current=is_tiles),
        ),
    )
    return MapForm(tabs=tabs) if is_tiles else MapForm(outlines, tabs, note)


def drawn_map(
    form: MapForm,
    *,
    name: str,
    title: str,
    tiles: Sequence[MapTile],
    legend: Sequence[LegendItem],
    table: Table,
    note: str = "",
) -> TileMap | BoundaryMap:
    """The map in the shape that was asked; tiles where none of them has a boundary."""
    note = " ".join(text for text in (note, form.note) if text)
    shown = tuple(tile for tile in tiles if tile.key in form.outlines)
    if not shown:
        return replace(
            tile_map(title=title, tiles=tiles, legend=legend, table=table, note=note), tabs=form.tabs
        )
    absent = tuple(tile.called or tile.name for tile in tiles if tile.key not in form.outlines)
    return BoundaryMap(
        name, title, shown, form.outlines, tuple(legend), table, note, tabs=form.tabs, absent=absent
    )


def _address(query: QueryDict, shape: str) -> str:
    changed = query.copy()
    changed[MAP] = shape
    changed.pop("formaat", None)
    return f"?{changed.urlencode()}#{ANCHOR}"
