"""The pictures of the gallery at ``/stijl/``: invented, and marked so on the page."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.core.components.maps import BoundaryMap, drawn_map, map_form
from noaber.core.components.pictures import (
    Bar,
    BarChart,
    StatusLine,
    Thread,
    ThreadStep,
    TileMap,
    Timeline,
    TimelineEvent,
    bar_chart,
    tile_map,
)
from noaber.core.components.status import Status
from noaber.core.components.table import plain_table
from noaber.core.components.tiles import LegendItem, MapTile, Outline


def counts() -> tuple[StatusLine, ...]:
    return (
        StatusLine(61, 76, _("gemeenten besloten"), "#tabel-gemeenten"),
        StatusLine(5, 5, _("districten stemden in")),
        StatusLine(0, 3, _("partners besloten")),
    )


def timeline() -> Timeline:
    return Timeline(
        (
            TimelineEvent(
                date(2019, 1, 28),
                _("Voorstel verstuurd"),
                _("Aan vijf districtelijke veiligheidsoverleggen."),
                url="#tijdlijn",
            ),
            TimelineEvent(
                date(2019, 3, 14), _("District Noord stemt in"), status=Status(_("Met voorbehoud"), "warning")
            ),
            TimelineEvent(date(2019, 4, 24), _("Bestuurscollege stelt vast")),
            TimelineEvent(
                date(2020, 1, 1), _("Looptijd van de bijdrage"), until=date(2024, 1, 1), is_ahead=True
            ),
        ),
        _("Van voorstel tot bijdrage"),
    )


def thread() -> Thread:
    return Thread((*_done_steps(), *_steps_ahead()), _("De draad van het netwerk"))


def _done_steps() -> tuple[ThreadStep, ...]:
    steps = (
        (
            _("Lokale prioriteiten"),
            _("Wat elke gemeente het belangrijkst vindt."),
            StatusLine(76, 76, _("gemeenten")),
        ),
        (
            _("Thema's gekozen"),
            _("Vier thema's, elk met drie soorten bronnen."),
            StatusLine(4, 4, _("thema's")),
        ),
        (
            _("Instemming"),
            _("Vijf overleggen behandelen hetzelfde voorstel."),
            StatusLine(5, 5, _("districten")),
        ),
    )
    return tuple(ThreadStep(title, "#draad", text, "done", count) for title, text, count in steps)


def _steps_ahead() -> tuple[ThreadStep, ...]:
    own = _("Elke gemeente en elke partner beslist zelf over geld en capaciteit.")
    money = _("Begroting, bijdragen en uren.")
    review = _("Eerst kijken wat het opleverde, dan pas een nieuw voorstel.")
    return (
        ThreadStep(
            _("Eigen besluiten"), "#draad", own, "current", StatusLine(61, 79, _("besluiten"), "#draad")
        ),
        ThreadStep(_("Geld en capaciteit"), "#draad", money, "open", StatusLine(0, 304, _("bijdragen"))),
        ThreadStep(_("Evaluatie"), "#draad", review, "open", on=date(2023, 5, 15)),
    )


def bars() -> BarChart:
    return bar_chart(
        name="staven",
        title=_("Inwoners per district, 1 januari 2019"),
        bars=(
            Bar("Noord", 331_357, is_highlighted=True),
            Bar("Zuid", 29_268),
            Bar("Oost", 53_454),
        ),
        label_header=_("District"),
        value_header=_("Inwoners"),
        note=_("Bron: verzonnen voor deze pagina."),
    )


def differences() -> BarChart:
    return bar_chart(
        name="verschillen",
        title=_("Verschil met de begroting"),
        bars=(
            Bar("2020", -401_179, "€\xa0-4.011,79"),
            Bar("2021", -261_501, "€\xa0-2.615,01"),
            Bar("2022", 120_433, "€\xa01.204,33"),
        ),
        label_header=_("Jaar"),
        value_header=_("Verschil"),
    )


def amounts_map(name: str = "kaart-bedragen") -> TileMap:
    return _map(
        name,
        _("Bijdrage per gemeente"),
        lambda index: f"step-{index % 5 + 1}",
        lambda index: f"€\xa0{index * 7 + 3}k",
        _AMOUNTS,
    )


def status_map() -> TileMap:
    tones = ("ok", "ok", "ok", "warning", "neutral", "danger", "ok", "current")
    words = {
        "ok": "✓ ja",
        "warning": "? deels",
        "neutral": "– niet",
        "danger": "! te laat",
        "current": "● nu",
    }
    return _map(
        "kaart-standen",
        _("Wie al besloot"),
        lambda index: tones[index % 8],
        lambda index: words[tones[index % 8]],
        _STANDS,
    )


_AMOUNTS: Final = tuple(
    LegendItem(f"step-{step}", f"€\xa0{step * 10 - 10}k tot €\xa0{step * 10}k") for step in range(1, 6)
)
_STANDS: Final = (
    LegendItem("ok", "Besloten", "21"),
    LegendItem("warning", "Met voorbehoud", "5"),
    LegendItem("current", "Nu aan de beurt", "4"),
    LegendItem("danger", "Te laat", "5"),
    LegendItem("neutral", "Nog niet gevraagd", "5"),
)
_GRID: Final = ("..####..", ".######.", "########", ".#######", "..#####.", "...####.", "....##..")


def boundaries_map() -> TileMap | BoundaryMap:
    """The same amounts within boundaries; one municipality has none."""
    drawn = amounts_map("kaart-grenzen")
    tiles = [tile for row in drawn.rows for tile in row if tile]
    outlines = {tile.key: _block(tile.row, tile.column) for tile in tiles[1:]}
    form = map_form(QueryDict(), outlines, _("De grenzen zijn verzonnen."))
    return drawn_map(
        form, name="grenzen", title=drawn.title, tiles=tiles, legend=drawn.legend, table=drawn.table
    )


def _block(row: int, column: int) -> Outline:
    """A square of a hundred by a hundred, with a slanting side that its neighbours share."""
    left, top = column * 100, row * 100
    path = f"M{left} {top}l100 0 20 50-20 50-100 0 20-50z"
    return Outline(path, left, top, left + 120, top + 100, left + 60, top + 50, 45)


def _map(
    name: str,
    title: str,
    ground: Callable[[int], str],
    shown: Callable[[int], str],
    legend: Sequence[LegendItem],
) -> TileMap:
    places = [
        (row, column) for row, line in enumerate(_GRID) for column, sign in enumerate(line) if sign == "#"
    ]
    tiles = [
        MapTile(
            key=f"V{index:02d}",
            row=row,
            column=column,
            short=f"Vb{index:02d}",
            name=f"Voorbeeld {index:02d}",
            shown=shown(index),
            spoken=f"Voorbeeld {index:02d}: {shown(index)}",
            ground=ground(index),
            url="#kaart",
        )
        for index, (row, column) in enumerate(places)
    ]
    rows = [{"name": tile.name, "shown": tile.shown} for tile in tiles[:4]]
    columns = (Column("name", "Gemeente"), Column("shown", "Stand"))
    return tile_map(
        title=title,
        tiles=tiles,
        legend=legend,
        table=plain_table(name=name, caption=title, columns=columns, rows=rows),
        note="Elke tegel is een gemeente. Buren liggen zo veel mogelijk naast elkaar.",
    )
