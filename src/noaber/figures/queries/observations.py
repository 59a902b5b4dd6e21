"""Asking counts of the releases: DuckDB in this process, over files that never change."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.core.files import path_of
from noaber.core.models import StoredFile
from noaber.figures.formats.engines import duckdb
from noaber.figures.formats.observations import connect
from noaber.figures.models import Release
from noaber.figures.queries.releases import files_of, latest, not_yet_published
from noaber.figures.rules.areas import municipality_of
from noaber.figures.rules.cells import Cell, Key, Merger, cells_of, with_predecessors
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import is_month
from noaber.figures.rules.tables import MONTHLY, REGISTERED
from noaber.network.api import successions

if TYPE_CHECKING:
    import numpy.typing as npt

_CELLS: Final = (
    "select area, kind, period, value from read_parquet($file) "
    "where measure = $measure and period between $first and $last"
)
_opening: Final = threading.Lock()
_base: list[duckdb.DuckDBPyConnection] = []


def ask(question: str, **values: Any) -> list[tuple[Any, ...]]:
    """The rows that answer a question; `values` are its named parameters. A cursor each, so threads do not meet."""
    with _cursor() as cursor, _files():
        return cursor.execute(question, values).fetchall()


def columns(question: str, **values: Any) -> dict[str, npt.NDArray[Any]]:
    """The same as arrays by name, for who reckons with many."""
    with _cursor() as cursor, _files():
        found: dict[str, npt.NDArray[Any]] = cursor.execute(question, values).fetchnumpy()
    return found


@contextmanager
def _files() -> Iterator[None]:
    """A file that is gone or damaged is the administrator's to mend; nobody gets half an answer."""
    try:
        yield
    except duckdb.IOException as error:
        raise DomainError(
            _(
                "Een bestand met cijfers ontbreekt of is beschadigd op de server. Meld het aan de beheerder; een "
                "reservekopie heeft het nog zoals het was."
            )
        ) from error


def _cursor() -> duckdb.DuckDBPyConnection:
    with _opening:
        if not _base:
            _base.append(connect())
        return _base[0].cursor()


def counts(
    areas: Sequence[str],
    kinds: Sequence[str],
    periods: Sequence[int],
    *,
    table: str = MONTHLY,
    measure: str = REGISTERED,
    published_on: dt.date | None = None,
) -> list[Cell]:
    """Every cell asked for, by area, kind and period; with a day, as it was published then.

    DomainError where no release of the table was taken in (or was published) yet.
    """
    return cells_in(the_release(table, published_on), areas, kinds, periods, measure=measure)


def cells_in(
    release: Release,
    areas: Sequence[str],
    kinds: Sequence[str],
    periods: Sequence[int],
    *,
    measure: str = REGISTERED,
) -> list[Cell]:
    """The same of a release that is at hand."""
    mergers = mergers_of(periods)
    wanted = with_predecessors(areas, mergers)
    found = _found(release, wanted, kinds, periods, measure)
    return cells_of(areas, kinds, periods, found, mergers)


def the_release(table: str, published_on: dt.date | None = None) -> Release:
    """The release to read; DomainError where there is none."""
    release = latest(table, published_on=published_on)
    if release is None:
        none = _("Van tabel %(table)s zijn nog geen cijfers ingelezen.") % {"table": table}
        raise DomainError(not_yet_published(table, published_on) or none, field="table")
    return release


def release_of_month(period: int) -> Release:
    """The newest of the months; DomainError where it has not this one."""
    release = the_release(MONTHLY)
    if not is_month(period) or not release.first_period <= period <= release.last_period:
        text = _("Van %(month)s zijn geen cijfers gepubliceerd.") % {"month": month_text(period)}
        raise DomainError(text, field="month")
    return release


def kinds_in(release: Release) -> frozenset[str]:
    """The codes of the kinds that a release has, of whichever coding."""
    found = ask("select distinct kind from read_parquet($file)", file=str(path_of(release.areas)))
    return frozenset(str(kind) for (kind,) in found)


def areas_unknown_to(release: Release, areas: Sequence[str], periods: Sequence[int]) -> list[str]:
    """Those that a release has no cell of at all, neither of whom they were before."""
    mergers = mergers_of(periods)
    wanted = with_predecessors(areas, mergers)
    found = {
        area
        for file in files_of(release)
        for (area,) in ask(
            "select distinct area from read_parquet($file) where list_contains($wanted, area)",
            file=str(file),
            wanted=wanted,
        )
    }
    return [area for area in areas if found.isdisjoint(with_predecessors([area], mergers))]


def mergers_of(periods: Collection[int], known_at: dt.datetime | None = None) -> list[Merger]:
    """Mergers of municipalities by the first period in which the successor counts: a month, or a whole year."""
    is_monthly = any(period % 100 for period in periods)
    return [
        Merger(
            row.predecessor,
            row.successor,
            row.effective_on.year * 100 + (row.effective_on.month if is_monthly else 0),
        )
        for row in successions(known_at=known_at)
    ]


def _found(
    release: Release, areas: Sequence[str], kinds: Sequence[str], periods: Sequence[int], measure: str
) -> dict[Key, int | None]:
    if not areas or not periods:
        return {}
    small = [area for area in areas if municipality_of(area)]
    large = [area for area in areas if not municipality_of(area)]
    asked = {"measure": measure, "first": min(periods), "last": max(periods)}
    rows: list[tuple[Any, ...]] = []
    if large:
        rows += _cells(release.areas, {"area": large, "kind": kinds}, **asked)
    if small and release.neighbourhoods:
        municipalities = sorted({municipality_of(area) for area in small})
        among = {"municipality": municipalities, "area": small, "kind": kinds}
        rows += _cells(release.neighbourhoods, among, **asked)
    return {(area, kind, period): value for area, kind, period, value in rows}


def _cells(file: StoredFile, among: Mapping[str, Sequence[str]], **asked: Any) -> list[tuple[Any, ...]]:
    """Every value named apart: so DuckDB passes over the parts of the file that have none of them."""
    if not all(among.values()):
        return []
    named = {
        f"{column}{place}": value for column, values in among.items() for place, value in enumerate(values)
    }
    among_them = [
        f"and {column} in ({', '.join(f'${column}{place}' for place in range(len(values)))})"
        for column, values in among.items()
    ]
    return ask(" ".join([_CELLS, *among_them]), file=str(path_of(file)), **asked, **named)
