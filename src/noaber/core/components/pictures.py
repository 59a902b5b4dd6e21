"""Pictures: the status line, bars, the timeline and the thread. Each says in words what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from django.utils.safestring import SafeString

from noaber.core.components.columns import Column
from noaber.core.components.markup import tiles_markup
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Tabs
from noaber.core.components.tiles import LegendItem, MapTile
from noaber.core.rules.dutch import format_number

LINE_WIDTH: Final = 160
BAR_WIDTH: Final = 1000


@dataclass(frozen=True, slots=True)
class StatusLine:
    """So many of so many, as words and as a bar; ``url`` opens the rows behind the number."""

    done: int
    total: int
    label: str = ""
    url: str = ""

    @property
    def filled_width(self) -> int:
        """Width of the filled part in the picture's units.

        Something done is always seen, something open too.
        """
        if self.total <= 0 or self.done <= 0:
            return 0
        width = LINE_WIDTH * min(self.done, self.total) // self.total
        return LINE_WIDTH if self.done >= self.total else min(max(width, 4), LINE_WIDTH - 4)

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done >= self.total


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something on a date. ``until``, the day after the last one, makes it a term; ``is_ahead`` draws it hollow.

    ``when``: words in the place of the date, for what has no day yet. ``links``: words and addresses of what it is
    about, when that is more than one thing.
    """

    on: date
    title: str
    text: str = ""
    url: str = ""
    until: date | None = None
    is_ahead: bool = False
    status: Status | None = None
    links: tuple[tuple[str, str], ...] = ()
    when: str = ""

    @property
    def last_day(self) -> date | None:
        return self.until - timedelta(days=1) if self.until else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated events from top to bottom, in the order given."""

    events: tuple[TimelineEvent, ...]
    label: str


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """One link of the chain, with the live count that opens its rows; `missed`: it will not come any more.

    `became`: in a word, for the place where its state is told, where that word says more.
    """

    title: str
    url: str
    text: str = ""
    state: Literal["done", "current", "open", "missed"] = "open"
    count: StatusLine | None = None
    on: date | None = None
    became: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """The chain from local priorities to what it yielded, for the network, a theme or an organisation."""

    steps: tuple[ThreadStep, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``shown`` is the text of the value; without it the number is written the Dutch way."""

    label: str
    value: int
    shown: str = ""
    url: str = ""
    is_highlighted: bool = False

    @property
    def text(self) -> str:
        return self.shown or format_number(self.value)


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """A bar with its place in the picture, in thousandths of the width."""

    bar: Bar
    x: int
    width: int
    is_negative: bool


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars from a common zero, with the table of the same values."""

    title: str
    bars: tuple[PlacedBar, ...]
    zero: int
    table: Table
    note: str = ""


def bar_chart(
    *, name: str, title: str, bars: Sequence[Bar], label_header: str, value_header: str, note: str = ""
) -> BarChart:
    """Place ``bars`` on one scale; negative values grow to the left of zero."""
    lowest = min([0, *(bar.value for bar in bars)])
    span = max([0, *(bar.value for bar in bars)]) - lowest or 1
    zero = BAR_WIDTH * -lowest // span
    placed = []
    for bar in bars:
        width = max(BAR_WIDTH * abs(bar.value) // span, 2 if bar.value else 0)
        placed.append(PlacedBar(bar, zero - width if bar.value < 0 else zero, width, bar.value < 0))
    columns = (Column("label", label_header, url_key="url"), Column("text", value_header, "number"))
    rows = [{"label": bar.label, "url": bar.url, "text": bar.text} for bar in bars]
    table = plain_table(name=name, caption=title, columns=columns, rows=rows)
    return BarChart(title, tuple(placed), zero, table, note)


@dataclass(frozen=True, slots=True)
class TileMap:
    """The network as tiles, one per municipality.

    Its table stands beside it. ``None`` is a place without a tile. ``tabs``: to the same map in another shape.
    """

    title: str
    rows: tuple[tuple[MapTile | None, ...], ...]
    legend: tuple[LegendItem, ...]
    table: Table
    note: str = ""
    tabs: Tabs | None = None
    absent_text: str = ""
    swatches: tuple[()] = ()  # the grounds of tiles are classes

    @property
    def picture(self) -> SafeString:
        """The tiles, ready for the template."""
        return tiles_markup(self.rows)


def tile_map(
    *, title: str, tiles: Sequence[MapTile], legend: Sequence[LegendItem], table: Table, note: str = ""
) -> TileMap:
    """Put the tiles on their grid. Rows count from the north, columns from the west; any origin will do."""
    placed = {(tile.row, tile.column): tile for tile in tiles}
    if len(placed) != len(tiles):
        raise ValueError("two tiles stand on the same place")
    rows = [row for row, _ in placed]
    columns = [column for _, column in placed]
    grid = (
        tuple(placed.get((row, column)) for column in range(min(columns), max(columns) + 1))
        for row in (range(min(rows), max(rows) + 1) if rows else ())
    )
    return TileMap(title, tuple(grid), tuple(legend), table, note)
