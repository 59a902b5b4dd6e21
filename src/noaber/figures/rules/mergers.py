"""What a municipality counted before a merger belongs to its successor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from noaber.figures.rules.series import AreaFigure


@dataclass(frozen=True, slots=True)
class Merger:
    """A predecessor that counted apart in the years before `first_year`, and in that of its successor since."""

    predecessor: str
    successor: str
    first_year: int


def merged(
    figures: Iterable[AreaFigure], areas: Iterable[str], mergers: Iterable[Merger]
) -> list[AreaFigure]:
    """The figures of `areas`, with those of their predecessors added up.

    A figure of the successor itself, with none of a predecessor beside it, was published for the merged area (as
    CBS does for earlier years). With no figure of its own, every predecessor must have one.

    >>> counts = [AreaFigure("GM0193", 2019, 600), AreaFigure("GM0148", 2019, 40), AreaFigure("GM0193", 2020, 650)]
    >>> merger = Merger("GM0148", "GM0193", 2020)
    >>> [(each.year, each.count) for each in merged(counts, ["GM0193"], [merger])]
    [(2019, 640), (2020, 650)]
    >>> parts = [Merger(code, "GM1960", 2020) for code in ("GM0148", "GM0166")]
    >>> merged([AreaFigure("GM0148", 2019, 40)], ["GM1960"], parts)
    []
    """
    known = {(each.area, each.year): each for each in figures}
    parts: dict[str, list[Merger]] = {}
    for each in mergers:
        parts.setdefault(each.successor, []).append(each)
    years = sorted({year for _area, year in known})
    found = (_of(area, year, known, parts) for area in areas for year in years)
    return [each for each in found if each is not None]


def _of(
    area: str,
    year: int,
    known: Mapping[tuple[str, int], AreaFigure],
    parts: Mapping[str, list[Merger]],
) -> AreaFigure | None:
    earlier = [
        _of(each.predecessor, year, known, parts) for each in parts.get(area, ()) if year < each.first_year
    ]
    own = known.get((area, year))
    there = [each for each in [*earlier, own] if each is not None]
    if (own is None and None in earlier) or not there:
        return None
    if there == [own]:
        return own
    return AreaFigure(
        area,
        year,
        sum(each.count for each in there),
        any(each.is_provisional for each in there),
        "; ".join(sorted({each.source for each in there})),
    )
