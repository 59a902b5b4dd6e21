"""The boundaries to draw on a day: those of the last set of that year or before, or else of the first one after."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from django.db.models import F, IntegerField, Q
from django.db.models.expressions import ExpressionWrapper
from django.db.models.fields import BooleanField
from django.db.models.functions import Abs

from noaber.core.components.tiles import Outline
from noaber.core.reading import read_once
from noaber.network.models import Boundary, BoundarySet
from noaber.network.queries.organisations import predecessors_by_successor
from noaber.network.rules.boundaries import drawn_from

_SHAPE: Final = tuple(each.name for each in fields(Outline))


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Outlines by code of municipality, also of those that went on as one since the year of the boundaries."""

    year: int
    source: str
    outlines: Mapping[str, Outline]


def boundaries(on: dt.date, *, known_at: dt.datetime | None = None) -> Boundaries | None:
    """None where none were taken in (or none were known then)."""
    found = _boundaries(on.year, known_at)
    if found is None:
        return None
    merged = predecessors_by_successor(on, known_at=known_at)
    parts = {
        code: drawn_from(code, found.outlines.keys(), merged)
        for code in merged.keys() - found.outlines.keys()
    }
    if not any(parts.values()):
        return found
    return Boundaries(found.year, found.source, {**found.outlines, **_joined(found, parts)})


def known_outlines(row: BoundarySet) -> dict[str, Outline]:
    """The outlines of a set, by code."""
    held = Boundary.objects.filter(boundary_set=row).values_list("organisation__code", *_SHAPE)
    return {code: Outline(*shape) for code, *shape in held}


@read_once
def _boundaries(year: int, known_at: dt.datetime | None) -> Boundaries | None:
    sets = BoundarySet.objects.annotate(
        is_later=ExpressionWrapper(Q(year__gt=year), output_field=BooleanField()),
        apart=Abs(F("year") - year, output_field=IntegerField()),
    )
    if known_at is not None:
        sets = sets.filter(recorded_at__lt=known_at)
    chosen = sets.order_by("is_later", "apart", "-pk").values("pk")[:1]
    held = Boundary.objects.filter(boundary_set=chosen).order_by("organisation__code")
    rows = held.values_list("boundary_set__year", "boundary_set__source", "organisation__code", *_SHAPE)
    outlines: dict[str, Outline] = {}
    of: tuple[int, str] | None = None
    for set_year, source, code, *shape in rows:
        of, outlines[code] = (set_year, source), Outline(*shape)
    return Boundaries(*of, outlines) if of else None


def _joined(found: Boundaries, parts: Mapping[str, tuple[str, ...]]) -> dict[str, Outline]:
    from noaber.network.rules.outline_shapes import joined  # shapely: only where municipalities merged since

    made = {code: joined(found.outlines[each] for each in of) for code, of in parts.items() if of}
    return {code: outline for code, outline in made.items() if outline is not None}
