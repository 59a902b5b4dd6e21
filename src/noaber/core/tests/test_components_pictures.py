"""Pictures: what they draw follows from the numbers, and the words say the same."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.components.columns import Column
from noaber.core.components.frame import ThreadPlace
from noaber.core.components.paging import page_numbers
from noaber.core.components.pictures import (
    BAR_WIDTH,
    LINE_WIDTH,
    Bar,
    StatusLine,
    Timeline,
    TimelineEvent,
    bar_chart,
    tile_map,
)
from noaber.core.components.table import plain_table
from noaber.core.components.tiles import LegendItem, MapTile

TABLE = plain_table(name="t", caption="T", columns=(Column("a", "A"),), rows=())


def tile(key: str, row: int, column: int) -> MapTile:
    return MapTile(key, row, column, key, key, "ja", f"{key}: ja", "ok", f"/{key}/")


@given(st.integers(min_value=0, max_value=500), st.integers(min_value=0, max_value=500))
def test_a_bar_is_full_only_when_all_is_done_and_empty_only_when_nothing_is(done: int, total: int) -> None:
    line = StatusLine(done, total)

    assert (line.filled_width == LINE_WIDTH) == (total > 0 and done >= total)
    assert (line.filled_width == 0) == (total == 0 or done == 0)


def test_the_status_line_says_its_numbers_and_opens_their_rows() -> None:
    html = render_to_string(
        "core/components/status_line.html", {"line": StatusLine(1_061, 3_076, "leden", "/rijen/")}
    )

    assert "1.061 van 3.076" in html
    assert 'href="/rijen/"' in html


@given(st.lists(st.integers(min_value=-(10**9), max_value=10**9), min_size=1, max_size=9))
def test_bars_stay_within_the_picture_and_start_at_zero(values: list[int]) -> None:
    chart = bar_chart(
        name="b",
        title="B",
        bars=[Bar(str(value), value) for value in values],
        label_header="L",
        value_header="V",
    )

    for placed in chart.bars:
        assert -2 <= placed.x <= placed.x + placed.width <= BAR_WIDTH + 2
        assert chart.zero in (placed.x, placed.x + placed.width)


def test_bars_have_their_table() -> None:
    chart = bar_chart(
        name="b", title="B", bars=[Bar("Twente", 629_000)], label_header="District", value_header="Inwoners"
    )

    assert [cell.text for cell in chart.table.rows[0]] == ["Twente", "629.000"]


def test_tiles_keep_their_places_and_leave_the_rest_open() -> None:
    grid = tile_map(title="K", tiles=[tile("a", 3, 7), tile("b", 4, 5)], legend=(), table=TABLE).rows

    assert [[item.key if item else None for item in row] for row in grid] == [
        [None, None, "a"],
        ["b", None, None],
    ]


def test_two_tiles_cannot_stand_on_one_place() -> None:
    with pytest.raises(ValueError, match="same place"):
        tile_map(title="K", tiles=[tile("a", 1, 1), tile("b", 1, 1)], legend=(), table=TABLE)


def test_a_tile_says_in_words_what_its_colour_says() -> None:
    picture = tile_map(
        title="K", tiles=[tile("Zwolle", 1, 1)], legend=(LegendItem("ok", "Besloten"),), table=TABLE
    )
    html = render_to_string("core/components/tile_map.html", {"map": picture})

    assert "Zwolle: ja" in html
    assert 'href="/Zwolle/"' in html


def test_the_place_on_the_thread_has_one_current_knot() -> None:
    states = [knot.state for knot in ThreadPlace(3, 5, "Besluit").knots]

    assert states == ["done", "done", "current", "open", "open"]


def test_a_timeline_gives_machines_the_date_too() -> None:
    line = Timeline((TimelineEvent(date(2019, 4, 24), "Vastgesteld"),), "Verloop")

    html = render_to_string("core/components/timeline.html", {"timeline": line})

    assert '<time datetime="2019-04-24">24 april 2019</time>' in html


def test_a_term_on_a_timeline_ends_on_its_last_day() -> None:
    line = Timeline((TimelineEvent(date(2015, 1, 1), "Secretaris", until=date(2023, 7, 1)),), "Termijnen")

    html = render_to_string("core/components/timeline.html", {"timeline": line})

    assert '<time datetime="2023-06-30">30 juni 2023</time>' in html


@given(st.integers(min_value=1, max_value=300), st.data())
def test_page_numbers_show_the_ends_the_current_page_and_no_gap_of_one(
    count: int, data: st.DataObject
) -> None:
    current = data.draw(st.integers(min_value=1, max_value=count))

    shown = page_numbers(current, count)

    assert {1, current, count} <= set(shown)
    assert len(shown) <= 9
    for index, number in enumerate(shown):
        if number == 0:
            assert shown[index + 1] - shown[index - 1] > 2
