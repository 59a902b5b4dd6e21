"""Who took part on given days, with how many inhabitants: what a contribution per inhabitant is counted on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from noaber.core.rules.dutch import sort_key
from noaber.network.models import OrganisationKind, OrganisationVersion, PopulationFigure, Succession
from noaber.network.queries.populations import PopulationRow, recast

Merger = tuple[str, str, dt.date]
"""Predecessor, successor, and the day on which it took effect."""


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
    versions = _municipality_versions(min(members_on.values()), max(members_on.values()), known_at)
    figures = _figures(list(members_on), known_at)
    mergers: list[Merger] | None = None
    found = {}
    for reference_on, day in members_on.items():
        rows = figures[reference_on]
        standing = [version for version in versions if version.period.contains(day)]
        if not {row.code for row in rows} <= {version.organisation.code for version in standing}:
            mergers = _mergers() if mergers is None else mergers
        successor_of = _successors(mergers or [], since=reference_on, until=day)
        found[reference_on] = _entries(standing, recast(rows, successor_of))
    return found


def _entries(
    standing: list[OrganisationVersion], figures: Mapping[str, PopulationRow]
) -> tuple[RollEntry, ...]:
    entries = [
        RollEntry(
            code=version.organisation.code,
            name=version.name,
            district_code=version.district_id or "",
            district_name=version.district.name if version.district else "",
            figure=figures.get(version.organisation.code),
        )
        for version in standing
    ]
    return tuple(sorted(entries, key=lambda entry: sort_key(entry.name)))


def _municipality_versions(
    first: dt.date, last: dt.date, known_at: dt.datetime | None
) -> list[OrganisationVersion]:
    versions = OrganisationVersion.objects.known(known_at).select_related("organisation", "district")
    versions = versions.filter(organisation__kind=OrganisationKind.MUNICIPALITY, valid_from__lte=last)
    return list(versions.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=first)))


def _figures(dates: list[dt.date], known_at: dt.datetime | None) -> dict[dt.date, list[PopulationRow]]:
    known = PopulationFigure.objects.known(known_at).filter(reference_on__in=dates)
    by_date: dict[dt.date, list[PopulationRow]] = defaultdict(list)
    for code, *rest in known.values_list(
        "organisation__code", "reference_on", "population", "is_provisional", "source"
    ).order_by("organisation__code"):
        row = PopulationRow(code, *rest)
        by_date[row.reference_on].append(row)
    return by_date


def _mergers() -> list[Merger]:
    """Latest first, so that a chain of mergers ends at its last successor."""
    rows = Succession.objects.order_by("-effective_on")
    return list(rows.values_list("predecessor__code", "successor__code", "effective_on"))


def _successors(mergers: list[Merger], *, since: dt.date, until: dt.date) -> dict[str, str]:
    """Who stands for whom on `until`."""
    standing: dict[str, str] = {}
    for predecessor, successor, effective_on in mergers:
        if since < effective_on <= until:
            standing[predecessor] = standing.get(successor, successor)
    return standing
