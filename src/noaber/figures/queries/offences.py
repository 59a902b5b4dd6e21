"""The kinds of offence, and what was counted of them per year, as known at a moment."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from noaber.core.files import path_of
from noaber.core.reading import read_once
from noaber.figures.models import Offence, Release
from noaber.figures.queries.observations import ask, mergers_of
from noaber.figures.queries.releases import latest
from noaber.figures.rules.areas import NATION
from noaber.figures.rules.cells import Key, cells_of
from noaber.figures.rules.series import Series, totals_of
from noaber.figures.rules.tables import REGISTERED, YEARLY

_YEARS: Final = (
    "select area, kind, period, value from read_parquet($file) "
    "where kind = $kind and measure = $measure and period % 100 = 0"
)
KEPT: Final = 256


@read_once
def offence_titles() -> Mapping[str, str]:
    """The kinds of offence by code, with what the police call them."""
    return MappingProxyType(dict(Offence.objects.values_list("code", "title")))


def offence_years(offence: str, *, known_at: dt.datetime | None = None) -> list[int]:
    """The years of which anything is known of an offence, oldest first."""
    release = latest(YEARLY, known_at=known_at)
    found = _counts(release, offence) if release else {}
    return sorted({period // 100 for (_area, _kind, period), count in found.items() if count is not None})


@read_once
def year_series(
    areas: tuple[str, ...], offence: str, title: str, years: tuple[int, ...], known_at: dt.datetime | None
) -> Series:
    """What areas counted together; what merged municipalities counted belongs to their successor."""
    release, periods = latest(YEARLY, known_at=known_at), [year * 100 for year in sorted(set(years))]
    found = _counts(release, offence) if release else {}
    cells = cells_of(areas, [offence], periods, found, mergers_of(periods, known_at))
    is_known = release is not None and any(each.count is not None for each in cells)
    return Series(
        offence,
        title,
        areas,
        totals_of(cells, release.provisional if release else ()),
        (release.source,) if release is not None and is_known else (),
    )


def nation(offence: str, *, known_at: dt.datetime | None = None) -> str:
    """The code under which the release has the whole country for this offence; empty where it has not."""
    release = latest(YEARLY, known_at=known_at)
    there = {area for area, _kind, _period in _counts(release, offence)} if release else set()
    return next((code for code in NATION if code in there), "")


def _counts(release: Release, offence: str) -> Mapping[Key, int | None]:
    return _of_file(str(path_of(release.areas)), offence)


@lru_cache(maxsize=KEPT)
def _of_file(file: str, offence: str) -> Mapping[Key, int | None]:
    """The years of all areas; a file of a release never changes, so what was read stays right."""
    rows = ask(_YEARS, file=file, kind=offence, measure=REGISTERED)
    return MappingProxyType({(area, kind, period): value for area, kind, period, value in rows})
