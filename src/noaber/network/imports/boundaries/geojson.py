"""Boundaries from GeoJSON (RFC 7946).

Read here and not by GDAL: a file that begins with `{` may also be a program for GDAL, and what is wrong is to be named
by row. Coordinates are longitude and latitude, unless a `crs` member (of the standard of 2008) says otherwise.
"""

import json
import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import shapely
from django.utils.translation import gettext as _
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from noaber.network.imports.boundaries.features import (
    BoundariesRefused,
    Found,
    Problems,
    Row,
    choose,
    columns_of,
    features_of,
)
from noaber.network.rules.outline_shapes import as_area

LARGEST: Final = 150_000_000
MOST_FEATURES: Final = 50_000
AREAS: Final = frozenset({"Polygon", "MultiPolygon"})


def read_geojson(data: bytes, wanted: Collection[str]) -> Found:
    """The boundaries of the wanted municipalities; BoundariesRefused names everything that is wrong with them."""
    document = _document(data)
    features = _features(document)
    properties = [_properties(each) for each in features]
    columns = columns_of({name for row in properties[:1000] for name in row})
    if columns is None:
        raise BoundariesRefused(
            _("Geen kolom met een gemeentecode gevonden, zoals gemeentecode of statcode.")
        )
    problems = Problems()
    chosen = choose(properties, columns, wanted, problems)

    def read(row: Row) -> BaseGeometry | None:
        return _area(features[row.place].get("geometry"), row.number, problems)

    found = features_of(chosen, read, problems)
    problems.refuse()
    return Found("GeoJSON", len(features), columns, chosen, found, _crs(document))


def _document(data: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise BoundariesRefused(_("Het bestand is geen GeoJSON: de tekens zijn geen UTF-8.")) from None
    except json.JSONDecodeError as error:
        text = _("Het bestand is geen leesbare JSON: regel %(line)s, teken %(column)s.")
        raise BoundariesRefused(text % {"line": error.lineno, "column": error.colno}) from None
    except (ValueError, RecursionError):
        raise BoundariesRefused(_("Het bestand is geen leesbare JSON.")) from None
    if not isinstance(found, dict):
        raise BoundariesRefused(_("Het bestand is geen GeoJSON: er is geen FeatureCollection."))
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


def _features(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(found, list):
        raise BoundariesRefused(_("Het bestand is geen GeoJSON: er is geen FeatureCollection."))
    if not found:
        raise BoundariesRefused(_("Er staan geen gebieden in het bestand."))
    if len(found) > MOST_FEATURES:
        raise BoundariesRefused(
            _("Er staan %(count)s gebieden in het bestand; hoogstens %(most)s kan.")
            % {"count": len(found), "most": MOST_FEATURES}
        )
    wrong = next((place for place, each in enumerate(found, 1) if not isinstance(each, dict)), None)
    if wrong is not None:
        raise BoundariesRefused(_("Rij %(number)s is geen Feature.") % {"number": wrong})
    return found


def _properties(feature: Mapping[str, Any]) -> Mapping[str, object]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _crs(document: Mapping[str, Any]) -> CRS | None:
    said = document.get("crs")
    if said is None:
        return None
    properties = said.get("properties") if isinstance(said, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    try:
        return CRS.from_user_input(name)
    except (CRSError, TypeError):
        text = _("Het stelsel van de coördinaten (crs) is niet bekend: ‘%(name)s’.")
        raise BoundariesRefused(text % {"name": str(name)[:80]}) from None


class _Wrong(Exception):
    """What is wrong with a geometry: the value, and why."""

    def __init__(self, value: object, why: str) -> None:
        super().__init__(why)
        self.value = value


def _area(geometry: object, number: int, problems: Problems) -> BaseGeometry | None:
    try:
        parts = [Polygon(rings[0], rings[1:]) for rings in _polygons(geometry)]
        if not parts:
            raise _Wrong("", _("ontbreekt"))
        return as_area(parts)
    except _Wrong as wrong:
        problems.row(number, _("grens"), wrong.value, str(wrong))
    except (ValueError, shapely.errors.ShapelyError):
        problems.row(number, _("grens"), "", _("is niet te lezen"))
    return None


def _polygons(geometry: object) -> Iterator[list[list[tuple[float, float]]]]:
    if geometry is None:
        raise _Wrong("", _("ontbreekt"))
    if not isinstance(geometry, dict):
        raise _Wrong(geometry, _("is geen gebied"))
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        for part in _list(geometry.get("geometries")):
            yield from _polygons(part)
    elif kind not in AREAS:
        raise _Wrong(kind, _("is geen gebied"))
    else:
        held = geometry.get("coordinates")
        for polygon in _list(held) if kind == "MultiPolygon" else [held]:
            if rings := [_ring(ring) for ring in _list(polygon)]:
                yield rings


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong(value, _("is geen lijst van coördinaten"))
    return value


def _ring(value: object) -> list[tuple[float, float]]:
    points = [_point(point) for point in _list(value)]
    if len(points) < 4:
        raise _Wrong("", _("heeft een ring van minder dan vier punten"))
    return points


def _point(value: object) -> tuple[float, float]:
    numbers = _list(value)
    if len(numbers) < 2:
        raise _Wrong(value, _("is geen punt"))
    return _number(numbers[0]), _number(numbers[1])


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong(value, _("is geen getal"))
    try:
        number = float(value)
    except OverflowError:
        raise _Wrong("", _("heeft een getal dat te groot is")) from None
    if not math.isfinite(number):
        raise _Wrong(value, _("is geen getal"))
    return number
