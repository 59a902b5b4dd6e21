"""A map within real boundaries says the same as its tiles, in words, to a keyboard and without colour."""

from django.http import QueryDict
from django.template.loader import render_to_string

from noaber.core.components.columns import Column
from noaber.core.components.maps import BoundaryMap, MapForm, drawn_map, map_form
from noaber.core.components.pictures import TileMap
from noaber.core.components.table import plain_table
from noaber.core.components.tiles import LegendItem, MapTile, Outline

TABLE = plain_table(name="t", caption="T", columns=(Column("a", "A"),), rows=())
LEGEND = (LegendItem("step-1", "tot 5", "1"), LegendItem("step-3", "meer", "1"))
TILES = (
    MapTile("a", 1, 1, "Aalt", "Aalten: 3", "3,0", "Aalten: 3 <keer>", "step-1", "/a/?x=1&y=2", "Aalten"),
    MapTile("b", 1, 2, "Born", "Borne: 7", "7,0", "Borne: 7 keer", "step-3", "", "Borne"),
    MapTile("c", 2, 1, "Cede", "Cederveen: 9", "9,0", "Cederveen: 9 keer", "step-3", "/c/", "Cederveen"),
)


def outline(left: int, room: int) -> Outline:
    return Outline(f"M{left} 0l800 0 0 800-800 0z", left, 0, left + 800, 800, left + 400, 400, room)


OUTLINES = {"a": outline(0, 400), "b": outline(800, 5)}


def drawn(form: MapForm) -> TileMap | BoundaryMap:
    return drawn_map(
        form, name="kaart", title="Kaart", tiles=TILES, legend=LEGEND, table=TABLE, note="Let op."
    )


def html_of(query: str = "") -> str:
    form = map_form(QueryDict(query), OUTLINES, "Grenzen van 2024.")
    return render_to_string("core/components/tile_map.html", {"map": drawn(form)})


def test_every_area_is_a_link_with_its_words_and_a_ground_that_is_more_than_a_colour() -> None:
    html = html_of()
    assert 'class="noaber-areas__area" aria-label="Aalten: 3 &lt;keer&gt;" href="/a/?x=1&amp;y=2"' in html
    assert 'aria-label="Borne: 7 keer" role="img"' in html
    assert html.count('fill="url(#kaart-step-3)"') == 2  # the area, and its ground in the legend
    assert 'viewBox="-9 -9 1618 818"' in html
    assert "<desc>2 gebieden binnen hun grenzen. Wat op de kaart staat, staat ook in de tabel.</desc>" in html
    assert "style=" not in html


def test_words_stand_on_an_area_where_they_fit() -> None:
    html = html_of()
    assert ">Aalt</tspan>" in html
    assert ">7,0<" not in html


def test_what_has_no_boundary_is_named_beside_the_map() -> None:
    html = html_of()
    assert "Staat niet op de kaart, wel in de tabel: Cederveen." in html
    assert "Let op. Grenzen van 2024." in html


def test_the_address_holds_the_shape_and_keeps_what_else_it_says() -> None:
    html = html_of("soort=1.1.1&formaat=csv&kaart=vakjes")
    assert "noaber-areas" not in html
    assert "Cederveen: 9 keer" in html
    assert 'href="?soort=1.1.1&amp;kaart=grenzen#kaart"' in html
    assert "Grenzen van 2024." not in html
    assert "noaber-areas" in html_of("kaart=iets-anders")


def test_without_boundaries_there_are_tiles_and_no_choice() -> None:
    for outlines in (None, {}, {"z": outline(0, 9)}):
        found = drawn(map_form(QueryDict(), outlines, "Zo komen zij hier."))
        assert isinstance(found, TileMap)
        assert (found.tabs is None) == (not outlines)
        assert "Zo komen zij hier." in found.note
