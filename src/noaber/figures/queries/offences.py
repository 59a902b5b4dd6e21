"""Counts of offences as they are known; what merged municipalities counted belongs to their successors."""

import datetime as dt
from collections.abc import Collection, Mapping
from types import MappingProxyType

from noaber.core.reading import read_once
from noaber.figures.models import Offence, OffenceFigure
from noaber.figures.rules.mergers import Merger, merged
from noaber.figures.rules.series import AreaFigure
from noaber.network.api import successions


@read_once
def offence_titles() -> Mapping[str, str]:
    """The kinds of offence by code, with what the police call them."""
    return MappingProxyType(dict(Offence.objects.values_list("code", "title")))


def offence_years(offence: str, *, known_at: dt.datetime | None = None) -> list[int]:
    """The years of which anything is known of an offence, oldest first."""
    rows = OffenceFigure.objects.known(known_at).filter(offence=offence)
    return list(rows.order_by("year").values_list("year", flat=True).distinct())


def area_figures(
    areas: Collection[str], offence: str, years: Collection[int], *, known_at: dt.datetime | None = None
) -> tuple[AreaFigure, ...]:
    """What is known of each area in each year; one query for all of them."""
    return _figures(tuple(sorted(areas)), offence, tuple(sorted(years)), known_at)


@read_once
def _figures(
    areas: tuple[str, ...], offence: str, years: tuple[int, ...], known_at: dt.datetime | None
) -> tuple[AreaFigure, ...]:
    mergers = [
        Merger(row.predecessor, row.successor, row.effective_on.year)
        for row in successions(known_at=known_at)
    ]
    rows = OffenceFigure.objects.known(known_at).filter(
        organisation__code__in=_with_predecessors(areas, mergers), offence=offence, year__in=years
    )
    columns = ("organisation__code", "year", "count", "is_provisional", "source")
    return tuple(merged([AreaFigure(*row) for row in rows.values_list(*columns)], areas, mergers))


def _with_predecessors(areas: Collection[str], mergers: list[Merger]) -> set[str]:
    wanted = set(areas)
    while more := {each.predecessor for each in mergers if each.successor in wanted} - wanted:
        wanted |= more
    return wanted
