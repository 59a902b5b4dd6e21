"""Boundaries from a GeoPackage (OGC 12-128), by GDAL: the layer with municipalities, of which only ours are read."""

import sqlite3
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext as _
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from noaber.network.imports.boundaries.features import (
    BoundariesRefused,
    Chosen,
    Columns,
    Found,
    Problems,
    Row,
    choose,
    columns_of,
    features_of,
)

LARGEST: Final = 3_000_000_000
MOST_FEATURES: Final = 50_000
MUNICIPALITY: Final = "gemeente"
AREAS: Final = ("Polygon", "MultiPolygon", "GeometryCollection")


def read_geopackage(path: Path, wanted: Collection[str], layer: str = "") -> Found:
    """The boundaries of the wanted municipalities; BoundariesRefused names everything that is wrong with them."""
    with _readable():
        layer, columns = _layer(path, layer)
        problems = Problems()
        rows, places, crs = _rows(path, layer, columns)
        chosen = choose(rows, columns, wanted, problems)
        areas = _areas(path, layer, chosen, places)
        found = features_of(chosen, lambda row: _checked(areas.get(row.place), row, problems), problems)
        problems.refuse()
    return Found(f"GeoPackage, laag {layer}", len(rows), columns, chosen, found, crs)


@contextmanager
def _readable() -> Iterator[None]:
    """What GDAL says is for who writes software; its warnings are about forms that do not matter here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (
        sqlite3.DatabaseError,
        DataSourceError,
        DataLayerError,
        shapely.errors.ShapelyError,
        ValueError,
    ) as error:
        raise BoundariesRefused(_("Het bestand is niet te lezen als GeoPackage.")) from error


def _views(path: Path) -> set[str]:
    """The views, which are no layers to us: a view is a question that need never end."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as base:
        found = {
            str(name).casefold()
            for (name,) in base.execute("select name from sqlite_master where type = 'view'")
        }
    if any(name.startswith("gpkg_") for name in found):
        raise BoundariesRefused(_("Het bestand is niet te lezen als GeoPackage."))
    return found


def _layer(path: Path, asked: str) -> tuple[str, Columns]:
    """The layer that was asked, or the one with municipalities in its name, or else the only one with their codes."""
    found: dict[str, Columns] = {}
    views = _views(path)
    for name, kind in pyogrio.list_layers(path):
        if str(name).casefold() in views:
            continue
        if kind is not None and not kind.startswith(("Point", "MultiPoint", "LineString", "MultiLineString")):
            info = pyogrio.read_info(path, layer=name)
            columns = columns_of(map(str, info["fields"])) if info["driver"] == "GPKG" else None
            if columns is not None:
                found[str(name)] = columns
    if asked and asked not in found:
        said = {"layer": asked, "layers": ", ".join(sorted(found)) or _("geen enkele")}
        raise BoundariesRefused(
            _("Laag %(layer)s is er niet, of heeft geen gemeentecode. Wel: %(layers)s.") % said
        )
    named = [asked] if asked else [name for name in found if MUNICIPALITY in name.casefold()] or list(found)
    if len(named) == 1:
        return named[0], found[named[0]]
    if not found:
        raise BoundariesRefused(_("Geen laag met een gemeentecode gevonden, zoals gemeentecode of statcode."))
    text = _("Meer dan een laag kan die van de gemeenten zijn: %(layers)s. Kies met --layer.")
    raise BoundariesRefused(text % {"layers": ", ".join(sorted(named))})


def _rows(
    path: Path, layer: str, columns: Columns
) -> tuple[Sequence[Mapping[str, object]], Sequence[int], CRS | None]:
    info = pyogrio.read_info(path, layer=layer, force_feature_count=True)
    if not info["features"]:
        raise BoundariesRefused(_("Er staan geen gebieden in laag %(layer)s.") % {"layer": layer})
    if info["features"] > MOST_FEATURES:
        text = _("Er staan %(count)s gebieden in het bestand; hoogstens %(most)s kan.")
        raise BoundariesRefused(text % {"count": info["features"], "most": MOST_FEATURES})
    names = [each for each in (columns.code, columns.name, columns.water, columns.year) if each]
    meta, places, _areas, held = pyogrio.raw.read(
        path, layer=layer, columns=names, read_geometry=False, return_fids=True
    )
    # GDAL gives the columns in the order of the file.
    by_name = dict(zip((str(name) for name in meta["fields"]), held, strict=True))
    rows = [{name: _plain(by_name[name][place]) for name in names} for place in range(len(places))]
    return rows, [int(each) for each in places], _crs(info["crs"])


def _plain(value: Any) -> object:
    """No number (NULL of a column of numbers) is nothing."""
    if isinstance(value, float | np.floating) and np.isnan(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _crs(said: object) -> CRS | None:
    try:
        return CRS.from_user_input(said) if said else None
    except CRSError:
        text = _("Het stelsel van de coördinaten (crs) is niet bekend: ‘%(name)s’.")
        raise BoundariesRefused(text % {"name": str(said)[:80]}) from None


def _areas(path: Path, layer: str, chosen: Chosen, places: Sequence[int]) -> dict[int, BaseGeometry | None]:
    """By place among the rows."""
    if not chosen.rows:
        return {}
    wanted = {places[row.place]: row.place for row in chosen.rows}
    _meta, found, areas, _held = pyogrio.raw.read(
        path, layer=layer, columns=[], fids=np.array(sorted(wanted)), return_fids=True, force_2d=True
    )
    shapes = shapely.from_wkb(areas, on_invalid="ignore")
    return {wanted[int(place)]: shape for place, shape in zip(found, shapes, strict=True)}


def _checked(area: BaseGeometry | None, row: Row, problems: Problems) -> BaseGeometry | None:
    if area is None or area.is_empty:
        problems.row(row.number, _("grens"), "", _("ontbreekt of is niet te lezen"))
        return None
    if area.geom_type not in AREAS:
        problems.row(row.number, _("grens"), area.geom_type, _("is geen gebied"))
        return None
    return area
