"""Boundaries as one coverage: valid, in RD, one area per municipality, and simplified with its neighbours.

Neighbours are simplified together (`coverage_simplify`), so that they keep one border between them: area by area would
leave slits and overlaps. What does not fit exactly is made to fit first (`coverage_clean`).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from django.utils.translation import gettext as _
from pyproj import CRS, Transformer, network
from shapely.geometry.base import BaseGeometry

from noaber.core.components.tiles import Outline
from noaber.network.imports.boundaries.features import Feature, Problems
from noaber.network.rules.boundaries import listed
from noaber.network.rules.outline_shapes import as_area, outline_of, polygons_of

RD: Final = 28992
LONGITUDE_LATITUDE: Final = "OGC:CRS84"
TOLERANCE: Final = 200.0
"""Metres: triangles of less than the square of it go."""
SLIT: Final = 250.0
"""Metres: what between neighbours is narrower than this is a slit and no land of somebody else."""
SAME: Final = 0.05
"""Part of the smaller that two areas may have in common before they are no neighbours."""
# Where the Netherlands lie, with some room: west, south, east, north.
IN_RD: Final = (0.0, 289_000.0, 300_000.0, 640_000.0)
IN_DEGREES: Final = (2.5, 50.0, 7.5, 54.0)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The outlines by code, and what was to be said of making them."""

    outlines: dict[str, Outline]
    notes: tuple[str, ...]


def coverage(features: Sequence[Feature], crs: CRS | None, problems: Problems) -> Coverage:
    """The features as outlines. `problems` has everything that is wrong, and then there are no outlines."""
    valid, notes = _valid(features, problems)
    projected, said = _in_rd(valid, crs, problems)
    united = {} if problems.count else _united(projected, problems)
    if not problems.count:
        _refuse_overlap(united, problems)
    if problems.count or not united:
        return Coverage({}, ())
    areas, cleaned = _fitting(list(united.values()))
    names = {each.code: each.name for each in projected}
    outlines: dict[str, Outline] = {}
    for code, area in zip(united, shapely.coverage_simplify(areas, TOLERANCE), strict=True):
        found = outline_of(area)
        if found is None:
            text = _("De grens van %(name)s (%(code)s) is te klein om te tekenen.")
            problems.say(text % {"name": names[code], "code": code})
        else:
            outlines[code] = found
    return Coverage(outlines, (said, *notes, *cleaned))


def _valid(features: Sequence[Feature], problems: Problems) -> tuple[list[Feature], list[str]]:
    mended: set[str] = set()
    found = []
    for each in features:
        area: BaseGeometry = shapely.force_2d(each.area)
        if not area.is_valid:
            mended.add(each.name)
            area = shapely.make_valid(area)
        parts = polygons_of(area)
        if parts:
            found.append(Feature(each.number, each.code, each.name, as_area(parts)))
        else:
            problems.row(each.number, _("grens"), "", _("omsluit geen gebied"))
    text = _("De grens kruist zichzelf en is rechtgezet: %(names)s.") % {"names": listed(mended)}
    return found, [text] if mended else []


def _in_rd(features: Sequence[Feature], crs: CRS | None, problems: Problems) -> tuple[list[Feature], str]:
    if not features:
        return [], ""
    bounds = shapely.total_bounds([each.area for each in features])
    if not np.isfinite(bounds).all():
        problems.say(_("Er staan coördinaten in die geen getal zijn."))
        return [], ""
    known = crs or _guessed(bounds)
    if known is None or (known.is_geographic and _is_within(bounds, _turned(IN_DEGREES))):
        problems.say(_wrong_place(bounds))
        return [], ""
    network.set_network_enabled(active=False)  # type: ignore[attr-defined]  # it is the documented way
    there = Transformer.from_crs(known, RD, always_xy=True)
    found = [Feature(each.number, each.code, each.name, _projected(each.area, there)) for each in features]
    for each in found:
        if not _is_within(each.area.bounds, IN_RD):
            problems.row(each.number, _("grens"), each.name, _("ligt buiten Nederland"))
    said = _("Coördinaten: %(name)s, omgezet naar RD.") if known.to_epsg() != RD else _("Coördinaten: RD.")
    return found, said % {"name": known.name}


def _guessed(bounds: Sequence[float]) -> CRS | None:
    """What a file that does not say so has: degrees as the standard wants, or RD; no number can be both."""
    if _is_within(bounds, IN_RD):
        return CRS.from_epsg(RD)
    return CRS.from_user_input(LONGITUDE_LATITUDE) if _is_within(bounds, (-180, -180, 180, 180)) else None


def _wrong_place(bounds: Sequence[float]) -> str:
    if _is_within(bounds, _turned(IN_DEGREES)):
        return _(
            "Lengte en breedte staan verwisseld: eerst hoort de lengte (rond 6), dan de breedte (rond 52)."
        )
    return _("De coördinaten liggen buiten Nederland en zijn geen lengte en breedte en geen RD.")


def _turned(box: Box) -> Box:
    west, south, east, north = box
    return south, west, north, east


def _is_within(bounds: Sequence[float], box: Box) -> bool:
    west, south, east, north = box
    return bool(
        west <= bounds[0] <= bounds[2] <= east and south <= bounds[1] <= bounds[3] <= north
    )  # NaN is nowhere


def _projected(area: BaseGeometry, there: Transformer) -> BaseGeometry:
    def project(points: Any) -> Any:
        return np.column_stack(there.transform(points[:, 0], points[:, 1]))

    moved: BaseGeometry = shapely.transform(area, project)
    return moved if moved.is_valid else as_area(polygons_of(shapely.make_valid(moved)))


def _united(features: Sequence[Feature], problems: Problems) -> dict[str, BaseGeometry]:
    """Islands and parts of a municipality are one; the same area twice is a mistake."""
    parts: dict[str, list[Feature]] = defaultdict(list)
    for each in features:
        parts[each.code].append(each)
    found: dict[str, BaseGeometry] = {}
    for code in sorted(parts):
        areas = [each.area for each in parts[code]]
        found[code] = as_area(polygons_of(shapely.union_all(areas)))
        doubled = sum(area.area for area in areas) - found[code].area
        if doubled > SAME * min(area.area for area in areas):
            rows = ", ".join(str(each.number) for each in parts[code])
            said = {"name": parts[code][0].name, "code": code, "rows": rows}
            problems.say(_("%(name)s (%(code)s) staat er meer dan een keer in: rij %(rows)s.") % said)
    return found


def _refuse_overlap(united: dict[str, BaseGeometry], problems: Problems) -> None:
    codes, areas = list(united), list(united.values())
    pairs = shapely.STRtree(areas).query(areas, predicate="overlaps")
    within = shapely.STRtree(areas).query(areas, predicate="contains")
    touching = {tuple(sorted(map(int, pair))) for found in (pairs, within) for pair in found.T}
    for one, other in sorted(pair for pair in touching if pair[0] != pair[1]):
        shared = shapely.intersection(areas[one], areas[other]).area
        if shared > SAME * min(areas[one].area, areas[other].area):
            said = {"one": codes[one], "other": codes[other], "hectares": round(shared / 10_000)}
            problems.say(_("%(one)s en %(other)s overlappen elkaar, %(hectares)s hectare.") % said)


def _fitting(areas: Sequence[BaseGeometry]) -> tuple[Sequence[BaseGeometry], list[str]]:
    """Areas that share their borders point by point."""
    if shapely.coverage_is_valid(areas):
        return areas, []
    return shapely.coverage_clean(areas, gap_width=SLIT), [
        _("De grenzen van buren sloten niet precies op elkaar aan en zijn passend gemaakt.")
    ]
