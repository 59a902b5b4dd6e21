"""A made-up coverage for Voorbeeldland: two rows of three municipalities, whose borders wander and are shared."""

import copy
import json
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

Point = tuple[float, float]
Feature = dict[str, Any]
CODES: Final = ("GM9001", "GM9002", "GM9003", "GM9004", "GM9005", "GM9006")
NAMES: Final = ("Aardam", "Beekstad", "Cederveen", "Duindorp aan Zee", "Eikenrode", "Fonteinwijk")
WEST, NORTH, WIDE, HIGH = 4.9, 52.5, 0.2, 0.15
STEPS: Final = 40


def corner(column: int, row: int) -> Point:
    return (round(WEST + WIDE * column, 6), round(NORTH - HIGH * row, 6))


def border(start: Point, end: Point) -> list[Point]:
    """From start up to end, wandering; the same points in both directions."""
    if start > end:
        return list(reversed([*border(end, start), start]))[:-1]
    (x, y), (to_x, to_y) = start, end
    found = []
    for step in range(STEPS):
        part = step / STEPS
        stray = 0.004 * math.sin(part * math.pi) * math.sin(part * 31 + x * 7 + y * 11)
        found.append((round(x + (to_x - x) * part + stray, 6), round(y + (to_y - y) * part + stray, 6)))
    return found


def cell(column: int, row: int) -> list[list[float]]:
    corners = [
        corner(column, row),
        corner(column, row + 1),
        corner(column + 1, row + 1),
        corner(column + 1, row),
    ]
    points: list[Point] = []
    for place, start in enumerate(corners):
        points += border(start, corners[(place + 1) % 4])
    return [list(point) for point in [*points, points[0]]]


def feature(code: object, name: str, ring: list[list[float]], **more: object) -> Feature:
    return {
        "type": "Feature",
        "properties": {"gemeentecode": code, "gemeentenaam": name, **more},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def features() -> list[Feature]:
    """One per municipality, in the order of their codes."""
    return [
        feature(code, name, cell(place % 3, place // 3))
        for place, (code, name) in enumerate(zip(CODES, NAMES, strict=True))
    ]


def document(found: Iterable[Feature], **members: object) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(found), **members}


def written(
    folder: Path, found: Iterable[Feature] | str, name: str = "gemeenten_2020.geojson", **members: object
) -> Path:
    """A file with these features, or with exactly this text."""
    path = folder / name
    path.write_text(
        found if isinstance(found, str) else json.dumps(document(found, **members)), encoding="utf-8"
    )
    return path


def changed(place: int, change: Callable[[Feature], object]) -> list[Feature]:
    """The coverage with one feature changed."""
    found = copy.deepcopy(features())
    change(found[place])
    return found


def moved(found: Iterable[Feature], move: Callable[[float, float], Point]) -> list[Feature]:
    """The coverage with every point elsewhere."""
    there = copy.deepcopy(list(found))
    for each in there:
        rings = each["geometry"]["coordinates"]
        each["geometry"]["coordinates"] = [[list(move(*point)) for point in ring] for ring in rings]
    return there
