"""Who took part on given days, with how many inhabitants: what a contribution per inhabitant is counted on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from noaber.core.rules.dutch import sort_key
from noaber.core.rules.period import Period
from noaber.network.models import OrganisationKind, OrganisationVersion, PopulationFigure
from noaber.network.queries.populations import PopulationRow, recast, successors


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One municipality; `figure` is None where the register has no inhabitants for the date."""

    code: str
    name: str
    district_code: str
    district_name: str
    figure: PopulationRow | None


def rolls(
    members_on: Mapping[dt.date, dt.date], *, known_at: dt.datetime | None = None
) -> dict[dt.date, tuple[RollEntry, ...]]:
    """For every reference date (key) the municipalities that exist on a day (value), by name.

    Their figures are those of the reference date, given for the municipalities of that day: predecessors that
    merged in between are added up. Public: no contact data. Two queries, and one more only after a merger.
    """
    if not members_on:
        return {}
    stays = _stays(min(members_on.values()), max(members_on.values()), known_at)
    figures = _figures(list(members_on), known_at)
    found = {}
    for reference_on, day in members_on.items():
        rows = figures[reference_on]
        standing = [stay for stay in stays if stay.period.contains(day)]
        has_merged = not {row.code for row in rows} <= {stay.code for stay in standing}
        successor_of = successors(day, known_at=known_at) if has_merged else {}
        found[reference_on] = _entries(standing, recast(rows, successor_of))
    return found


@dataclass(frozen=True, slots=True)
class _Stay:
    """A municipality over a period in which it has one name and one district."""

    code: str
    name: str
    district_code: str
    district_name: str
    period: Period


def _entries(standing: list[_Stay], figures: Mapping[str, PopulationRow]) -> tuple[RollEntry, ...]:
    entries = [
        RollEntry(stay.code, stay.name, stay.district_code, stay.district_name, figures.get(stay.code))
        for stay in standing
    ]
    return tuple(sorted(entries, key=lambda entry: sort_key(entry.name)))


def _stays(first: dt.date, last: dt.date, known_at: dt.datetime | None) -> list[_Stay]:
    versions = OrganisationVersion.objects.known(known_at).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=first),
        organisation__kind=OrganisationKind.MUNICIPALITY,
        valid_from__lte=last,
    )
    columns = ("organisation__code", "name", "district_id", "district__name", "valid_from", "valid_until")
    return [
        _Stay(code, name, district or "", district_name or "", Period(*period))
        for code, name, district, district_name, *period in versions.values_list(*columns)
    ]


def _figures(dates: list[dt.date], known_at: dt.datetime | None) -> dict[dt.date, list[PopulationRow]]:
    known = PopulationFigure.objects.known(known_at).filter(reference_on__in=dates)
    by_date: dict[dt.date, list[PopulationRow]] = defaultdict(list)
    for code, *rest in known.values_list(
        "organisation__code", "reference_on", "population", "is_provisional", "source"
    ).order_by("organisation__code"):
        row = PopulationRow(code, *rest)
        by_date[row.reference_on].append(row)
    return by_date
