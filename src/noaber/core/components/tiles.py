"""What stands on a tile map, and what its colours mean; `pictures.tile_map` puts the tiles on their grid."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegendItem:
    """What a ground on the tile map means."""

    ground: str
    label: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class MapTile:
    """A municipality to show: its place on the grid and what it says.

    ``ground`` is a tone ("ok", "warning", ...), "open" (nothing known yet), a step of an amount ("step-1".."step-5")
    or a group without order ("group-1".."group-6"). ``shown`` stands under the short label, so that colour never
    speaks alone; ``spoken`` says the same in words and is the accessible name.
    """

    key: str
    row: int
    column: int
    short: str
    name: str
    shown: str
    spoken: str
    ground: str = "neutral"
    url: str = ""
