"""Inhabitants on a reference date; figures of merged municipalities follow their successor."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet, Sum

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.network.models import PopulationFigure, Succession
from noaber.network.queries.organisations import organisations, successions


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """The inhabitants of one municipality on a day. `parts`: the predecessors whose figures were added up."""

    code: str
    reference_on: dt.date
    population: int
    is_provisional: bool
    source: str
    parts: tuple[str, ...] = ()


def populations(
    reference_on: dt.date, *, known_at: dt.datetime | None = None, recast_on: dt.date | None = None
) -> dict[str, PopulationRow]:
    """Figures on the reference date by municipality code.

    `recast_on`: give them for the municipalities of that day, so that two predecessors appear as their
    successor. Without it the municipalities are those of the reference date itself.
    """
    rows = _figures(reference_on=reference_on, known_at=known_at)
    return recast(rows, successors(recast_on or reference_on, known_at=known_at))


@read_once
def latest_populations(asof: AsOf) -> dict[str, PopulationRow]:
    """For every municipality of the day its figure on the last reference date not after that day."""
    dates = PopulationFigure.objects.known(asof.known_at).filter(reference_on__lte=asof.valid_on)
    rows = _figures(
        reference_on=dates.order_by("-reference_on").values("reference_on")[:1], known_at=asof.known_at
    )
    standing = {row.code for row in organisations(ANONYMOUS, asof)}
    if not rows or standing.issuperset(row.code for row in rows):
        return {row.code: row for row in rows}  # nobody has merged since
    return recast(rows, successors(asof.valid_on, known_at=asof.known_at))


def inhabitants(asof: AsOf) -> int:
    """Of all municipalities together, on the last reference date not after the day."""
    totals = _totals(asof.known_at)
    return next((total for reference_on, total in totals.items() if reference_on <= asof.valid_on), 0)


@read_once
def _totals(known_at: dt.datetime | None) -> dict[dt.date, int]:
    """All inhabitants by reference date, the newest first."""
    figures = PopulationFigure.objects.known(known_at).order_by("-reference_on")
    return dict(figures.values_list("reference_on").annotate(total=Sum("population")))


def population_series(code: str, *, known_at: dt.datetime | None = None) -> list[PopulationRow]:
    """Every figure of one municipality, oldest first; years before a merger are its predecessors' sum."""
    return list(_series(code, known_at))


@read_once
def _series(code: str, known_at: dt.datetime | None) -> tuple[PopulationRow, ...]:
    """One query where nobody merged into this municipality."""
    merged = Exists(Succession.objects.filter(successor__code=code))
    own = PopulationFigure.objects.known(known_at).filter(organisation__code=code).order_by("reference_on")
    columns = ("organisation__code", "reference_on", "population", "is_provisional", "source")
    rows = [(PopulationRow(*row), has_merged) for *row, has_merged in own.values_list(*columns, merged)]
    if rows and not any(has_merged for _row, has_merged in rows):
        return tuple(row for row, _has_merged in rows)
    parts = _predecessors(code, known_at)
    by_date: dict[dt.date, list[PopulationRow]] = defaultdict(list)
    for row in _figures(codes={code, *parts}, known_at=known_at):
        by_date[row.reference_on].append(row)
    target = dict.fromkeys(parts, code)
    return tuple(recast(by_date[day], target)[code] for day in sorted(by_date))


def populations_by_date(recast_on: dt.date) -> Mapping[dt.date, Mapping[str, PopulationRow]]:
    """The figures of every municipality of that day on every reference date there is; one query for all."""
    return _by_date(recast_on)


@read_once
def _by_date(recast_on: dt.date) -> Mapping[dt.date, Mapping[str, PopulationRow]]:
    by_date: dict[dt.date, list[PopulationRow]] = defaultdict(list)
    for row in _figures():
        by_date[row.reference_on].append(row)
    standing = successors(recast_on)
    return {day: recast(rows, standing) for day, rows in sorted(by_date.items())}


def reference_dates(*, known_at: dt.datetime | None = None) -> list[dt.date]:
    """The dates for which there are figures, newest first."""
    return list(_totals(known_at))


def recast(rows: Iterable[PopulationRow], successor_of: dict[str, str]) -> dict[str, PopulationRow]:
    """Add up the figures of predecessors into their successor; provisional as soon as one of them is."""
    grouped: dict[str, list[PopulationRow]] = defaultdict(list)
    for row in rows:
        grouped[successor_of.get(row.code, row.code)].append(row)
    return {code: _sum(code, parts) for code, parts in grouped.items()}


def _sum(code: str, parts: list[PopulationRow]) -> PopulationRow:
    if len(parts) == 1 and parts[0].code == code:
        return parts[0]
    return PopulationRow(
        code,
        parts[0].reference_on,
        sum(part.population for part in parts),
        any(part.is_provisional for part in parts),
        "; ".join(sorted({part.source for part in parts})),
        tuple(sorted(part.code for part in parts)),
    )


def _figures(
    *,
    reference_on: dt.date | QuerySet[Any, Any] | None = None,
    codes: Iterable[str] = (),
    known_at: dt.datetime | None = None,
) -> list[PopulationRow]:
    figures = PopulationFigure.objects.known(known_at).order_by("organisation__code")
    if reference_on is not None:
        figures = figures.filter(reference_on=reference_on)
    if codes:
        figures = figures.filter(organisation__code__in=list(codes))
    columns = ("organisation__code", "reference_on", "population", "is_provisional", "source")
    return [PopulationRow(*values) for values in figures.values_list(*columns)]


def successors(on: dt.date, *, known_at: dt.datetime | None = None) -> dict[str, str]:
    """Who stands on a day for those who are no more then, through any chain of mergers, as it was known.

    Also for figures of the day of the merger or later: whoever was counted under the old name belongs to the new one.
    """
    standing: dict[str, str] = {}
    for row in reversed(successions(known_at=known_at)):  # latest first: a chain ends at its last successor
        if row.effective_on <= on:
            standing[row.predecessor] = standing.get(row.successor, row.successor)
    return standing


def _predecessors(code: str, known_at: dt.datetime | None) -> set[str]:
    known = successions(known_at=known_at)
    found: set[str] = set()
    frontier = {code}
    while frontier:
        frontier = {row.predecessor for row in known if row.successor in frontier} - found
        found |= frontier
    return found
