"""The counts of all municipalities over the months that pages look at, read once, and what follows from them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from noaber.core.reading import read_once
from noaber.figures.models import Release
from noaber.figures.queries.areas import Area
from noaber.figures.queries.matrix import Matrix, matrix
from noaber.figures.rules.periods import back, span
from noaber.figures.rules.statistics.arrays import Flags, Floats
from noaber.figures.rules.statistics.rates import Rates, rates, window_totals
from noaber.network.api import PopulationRow, populations_by_date

MONTHS: Final = 84
"""Seven years: five of windows, that each look back one, and what the month alerts go by."""
WINDOW: Final = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts (areas, kinds, months) of a release, and beside them who lived there: `people` (areas, months).

    A month has the inhabitants of 1 January of its year, or of the last one known before: `reference_years`, 0 where
    none is known. NaN in either is not known. `is_provisional`: those of the last month may still be corrected.
    """

    release: Release
    matrix: Matrix
    people: Floats
    reference_years: tuple[int, ...]
    is_provisional: bool = False

    @property
    def months(self) -> tuple[int, ...]:
        return self.matrix.periods

    @property
    def reference_year(self) -> int:
        """Of the last month."""
        return self.reference_years[-1]

    def counts(self, area: Area, kind: str) -> Floats:
        """Per month, of all members together; NaN in a month in which one of them has no figure."""
        found: Floats = self.matrix.counts[self.places(area.members), self.matrix.kinds.index(kind)].sum(
            axis=0
        )
        return found

    def counts_of_kinds(self, area: Area) -> Floats:
        """The same of every kind: (kinds, months)."""
        found: Floats = self.matrix.counts[self.places(area.members)].sum(axis=0)
        return found

    def inhabitants(self, area: Area) -> Floats:
        """Per month, of all members together."""
        found: Floats = self.people[self.places(area.members)].sum(axis=0)
        return found

    def is_any_known(self, area: Area) -> Flags:
        """(kinds, 2): whether any of the twelve months before the last twelve has a figure, and any of the last."""
        known = np.isfinite(self.counts_of_kinds(area))
        windows = known[:, -2 * WINDOW : -WINDOW], known[:, -WINDOW:]
        found: Flags = np.stack([each.any(axis=1) for each in windows], axis=1)
        return found

    def window(self, kind: str) -> tuple[Floats, Floats]:
        """Of every municipality, in the order of the matrix: the counts of the last twelve months, and inhabitants."""
        counts = self.matrix.counts[:, self.matrix.kinds.index(kind), -WINDOW:].sum(axis=1)
        return counts, self.people[:, -1]

    def places(self, codes: Sequence[str]) -> list[int]:
        """Where these municipalities stand in the counts."""
        place = {code: number for number, code in enumerate(self.matrix.areas)}
        return [place[code] for code in codes]


def counted(
    release: Release, areas: Sequence[Area], kinds: Sequence[str], last: int, today: dt.date
) -> Counted:
    """All of it in the `MONTHS` up to `last`; `areas` are municipalities."""
    codes = tuple(each.code for each in areas)
    found = _up_to(_matrix(release, codes, tuple(kinds)), last)
    people, years, is_provisional = _people(codes, found.periods, today)
    return Counted(release, found, people, years, is_provisional)


def all_months(release: Release, areas: Sequence[Area], kinds: Sequence[str], today: dt.date) -> Counted:
    """The same in every month of the release; those that pages look at before it began are unknown."""
    codes = tuple(each.code for each in areas)
    found = _matrix(release, codes, tuple(kinds))
    people, years, is_provisional = _people(codes, found.periods, today)
    return Counted(release, found, people, years, is_provisional)


@read_once
def _matrix(release: Release, areas: tuple[str, ...], kinds: tuple[str, ...]) -> Matrix:
    """Every month of a release: whatever months a page looks at, they are read once (76 x 59 x 250: 9 MB)."""
    found = matrix(release, areas, kinds, span(back(release.first_period, MONTHS - 1), release.last_period))
    found.counts.setflags(write=False)
    return found


def _up_to(whole: Matrix, last: int) -> Matrix:
    end = whole.periods.index(last) + 1
    return replace(
        whole, periods=whole.periods[end - MONTHS : end], counts=whole.counts[..., end - MONTHS : end]
    )


@read_once
def _people(
    codes: tuple[str, ...], months: tuple[int, ...], today: dt.date
) -> tuple[Floats, tuple[int, ...], bool]:
    by_date = populations_by_date(today)
    known = {day.year: row for day, row in by_date.items() if (day.month, day.day) == (1, 1)}
    years = tuple(max((year for year in known if year <= month // 100), default=0) for month in months)
    columns = {year: [_number(known.get(year, {}).get(code)) for code in codes] for year in set(years)}
    people = np.array([columns[year] for year in years]).T
    people.setflags(write=False)
    last = known.get(years[-1], {})
    return people, years, any(last[code].is_provisional for code in codes if code in last)


def _number(row: PopulationRow | None) -> float:
    return np.nan if row is None else float(row.population)


def windows_of(found: Counted, area: Area, kind: str) -> Floats:
    """Totals of twelve months, by the month in which each ends."""
    return window_totals(found.counts(area, kind), months_of(found.months), length=WINDOW)


def window_rates(found: Counted, area: Area, kind: str) -> Rates:
    """Per 1,000 inhabitants, in the same places."""
    return rates(windows_of(found, area, kind), found.inhabitants(area))


def common_rates(found: Counted, area: Area, kind: str) -> Rates:
    """The same of those of its members that have a figure, together: beside whom others are seen in one window.

    Not for a line through time: where somebody drops out of it, it moves though nothing happened.
    """
    rows = found.places(area.members)
    counts = found.matrix.counts[rows, found.matrix.kinds.index(kind)]
    totals, people = window_totals(counts, months_of(found.months), length=WINDOW), found.people[rows]
    is_known = np.isfinite(totals) & np.isfinite(people)
    lived = np.where(is_known, people, 0.0).sum(axis=0)
    counted = np.where(is_known, totals, 0.0).sum(axis=0)
    return rates(np.where(lived > 0, counted, np.nan), np.where(lived > 0, lived, np.nan))


def months_of(periods: Sequence[int]) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """As numpy has months."""
    return np.array([f"{period // 100}-{period % 100:02d}" for period in periods], dtype="datetime64[M]")
