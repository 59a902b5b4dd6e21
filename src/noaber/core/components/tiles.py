"""What stands on a map, and what its colours mean; `pictures` puts it on a grid of tiles or within real boundaries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegendItem:
    """What a ground on the map means."""

    ground: str
    label: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class MapTile:
    """A municipality to show: its place on the grid and what it says.

    ``ground`` is a tone ("ok", "warning", ...), "open" (nothing known yet), a step of an amount ("step-1".."step-5")
    or a group without order ("group-1".."group-6"). ``shown`` stands under the short label, so that colour never
    speaks alone; ``spoken`` says the same in words and is the accessible name. ``called``: the municipality alone,
    where ``name`` says more.
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
    called: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The boundary of an area: ready SVG path text on a grid of whole numbers, south and east of one origin.

    ``left``, ``top``, ``right`` and ``bottom`` are its box. ``x``, ``y``: the point within it that is farthest from
    its boundary, ``room`` that distance: where words stand, and whether they fit.
    """

    path: str
    left: int
    top: int
    right: int
    bottom: int
    x: int
    y: int
    room: int
