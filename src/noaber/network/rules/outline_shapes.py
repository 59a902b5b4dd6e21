"""Areas of the national grid (RD, EPSG:28992) as outlines on a grid of whole numbers, and outlines joined to one.

Shapely takes a tenth of a second to load, so pages load this only when municipalities have merged since.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from noaber.core.components.tiles import Outline

GRID: Final = 25
"""Metres; a map of the network as wide as a screen has some 150 metres per point."""
NORTH: Final = 650_000
"""Metres; where counting to the south begins, north of the Wadden."""

_Point = tuple[int, int]
_Ring = Sequence[_Point]
_MOVE: Final = re.compile(r"M(-?\d+) (-?\d+)l([^z]*)z")
_NUMBER: Final = re.compile(r"-?\d+")


def outline_of(area: BaseGeometry) -> Outline | None:
    """The outline of an area in RD; None where it is smaller than the grid.

    Every point is rounded by itself, so what two neighbours share stays shared.

    >>> square = outline_of(shapely.box(155_000, 463_000, 155_100, 463_100))
    >>> square.path, (square.left, square.top, square.right, square.bottom), (square.x, square.y, square.room)
    ('M6204 7476l-4 0 0 4 4 0z', (6200, 7476, 6204, 7480), (6202, 7478, 2))
    """
    return _outline([_on_grid(ring) for ring in _rings(area)])


def joined(outlines: Iterable[Outline]) -> Outline | None:
    """One outline around all of them, without the borders between them.

    >>> west, east = (outline_of(shapely.box(x, 0, x + 100, 100)) for x in (0, 100))
    >>> both = joined([west, east])
    >>> (both.left, both.right), both.path.count("M")
    ((0, 8), 1)
    """
    areas = [shapely.make_valid(shape_of(each)) for each in outlines]
    found = shapely.union_all([part for area in areas for part in polygons_of(area)])
    return _outline([[(round(x), round(y)) for x, y in ring] for ring in _rings(found)])


def shape_of(outline: Outline) -> BaseGeometry:
    """The area within an outline, on its own grid; a ring within a ring is a hole.

    >>> shape_of(outline_of(shapely.box(0, 0, 100, 100))).area
    16.0
    """
    found: BaseGeometry = Polygon()
    for ring in _rings_of(outline.path):
        found = shapely.symmetric_difference(found, shapely.make_valid(Polygon(ring)))
    return found


def polygons_of(area: BaseGeometry) -> list[Polygon]:
    """What of it is area: lines and points that were left over go."""
    return [part for part in _parts(area) if isinstance(part, Polygon) and not part.is_empty]


def _parts(area: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(area):
        if part.geom_type in ("MultiPolygon", "GeometryCollection"):
            yield from _parts(part)
        else:
            yield part


def _rings(area: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    for part in polygons_of(area):
        for ring in (part.exterior, *part.interiors):
            yield [(x, y) for x, y, *_height in ring.coords]


def _on_grid(ring: Iterable[tuple[float, float]]) -> list[_Point]:
    return [(round(x / GRID), round((NORTH - y) / GRID)) for x, y in ring]


def _outline(rings: Iterable[_Ring]) -> Outline | None:
    kept = [tidied for ring in rings if len(tidied := _tidied(ring)) > 2 and Polygon(tidied).area > 0]
    if not kept:
        return None
    left, right = min(x for ring in kept for x, _ in ring), max(x for ring in kept for x, _ in ring)
    top, bottom = min(y for ring in kept for _, y in ring), max(y for ring in kept for _, y in ring)
    path = "".join(map(_as_text, kept))
    bare = Outline(path, left, top, right, bottom, 0, 0, 0)
    x, y, room = _place_for_words(shape_of(bare))
    return Outline(path, left, top, right, bottom, x, y, room)


def _tidied(ring: _Ring) -> list[_Point]:
    """Without the last point, which is the first, and without points that fell together."""
    points = [point for before, point in pairwise(ring) if point != before]
    return points if not points or points[-1] == ring[0] else [*points, ring[0]]


def _as_text(ring: _Ring) -> str:
    steps = " ".join(f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(ring))
    x, y = ring[0]
    return f"M{x} {y}l{steps.replace(' -', '-')}z"


def _rings_of(path: str) -> Iterator[list[_Point]]:
    for x, y, steps in _MOVE.findall(path):
        ring = [(int(x), int(y))]
        numbers = [int(number) for number in _NUMBER.findall(steps)]
        for east, south in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append((ring[-1][0] + east, ring[-1][1] + south))
        yield ring


def _place_for_words(area: BaseGeometry) -> tuple[int, int, int]:
    largest = max(polygons_of(shapely.make_valid(area)), key=lambda part: part.area, default=None)
    if largest is None:
        return 0, 0, 0
    line = shapely.maximum_inscribed_circle(largest, tolerance=1)
    x, y = line.coords[0]
    return round(x), round(y), int(line.length)


def as_area(parts: Iterable[Polygon]) -> BaseGeometry:
    """Parts that do not touch, as one."""
    found = list(parts)
    return found[0] if len(found) == 1 else MultiPolygon(found)
