"""Yearly counts of several areas together, and by how much they changed. Exact: fractions, never rounded.

A change says what happened, and not why: it proves no effect of anything (R27).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from noaber.figures.rules.cells import Cell


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """How many were counted in one area and year."""

    area: str
    year: int
    count: int
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class OffenceCounts:
    """One kind of offence, by the code and the title of the police, with its counts."""

    offence: str
    title: str
    figures: tuple[AreaFigure, ...]


@dataclass(frozen=True, slots=True)
class YearTotal:
    """All areas in one year. `count` is None when an area is `missing`: part of a sum is no sum."""

    year: int
    count: int | None
    missing: tuple[str, ...] = ()
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The totals of `areas` per year, oldest first, with where the counts come from."""

    offence: str
    title: str
    areas: tuple[str, ...]
    totals: tuple[YearTotal, ...]
    sources: tuple[str, ...] = ()

    def total(self, year: int) -> YearTotal:
        """The total of a year; KeyError when the series does not hold it."""
        found = {each.year: each for each in self.totals}
        return found[year]


@dataclass(frozen=True, slots=True)
class Change:
    """From the total of one year to that of another. `share` is None where the first is 0 or one is unknown."""

    base: YearTotal
    end: YearTotal

    @property
    def difference(self) -> int | None:
        known = self.base.count is not None and self.end.count is not None
        return (self.end.count or 0) - (self.base.count or 0) if known else None

    @property
    def share(self) -> Fraction | None:
        return (
            Fraction(self.difference, self.base.count)
            if self.difference is not None and self.base.count
            else None
        )


def totals_of(cells: Iterable[Cell], provisional: Collection[int] = ()) -> tuple[YearTotal, ...]:
    """Add up what was counted in each year (a period such as 201900), each year once and in order.

    >>> from noaber.figures.rules.cells import State
    >>> cells = [
    ...     Cell("GM0150", "1.1.1", 201800, 520, State.COUNTED), Cell("GM0193", "1.1.1", 201800, 610, State.COUNTED)
    ... ]
    >>> totals_of(cells, provisional=[201800])
    (YearTotal(year=2018, count=1130, missing=(), is_provisional=True),)
    >>> totals_of([*cells, Cell("GM0166", "1.1.1", 201800, None, State.UNPUBLISHED)])
    (YearTotal(year=2018, count=None, missing=('GM0166',), is_provisional=False),)
    """
    by_period: dict[int, list[Cell]] = {}
    for each in cells:
        by_period.setdefault(each.period, []).append(each)
    return tuple(
        _total(period, by_period[period], is_provisional=period in provisional)
        for period in sorted(by_period)
    )


def _total(period: int, cells: Iterable[Cell], *, is_provisional: bool) -> YearTotal:
    counts = {each.area: each.count for each in cells}
    missing = tuple(sorted(area for area, count in counts.items() if count is None))
    total = None if missing else sum(count for count in counts.values() if count is not None)
    return YearTotal(period // 100, total, missing, is_provisional)


def change(series: Series, base_year: int, end_year: int) -> Change:
    """What became of it between two years of the series; KeyError when one of them is not in it.

    >>> burglary = Series("1.1.1", "Woninginbraak", ("76",), (YearTotal(2014, 10_841), YearTotal(2018, 6_083)))
    >>> fell = change(burglary, 2014, 2018)
    >>> fell.difference, fell.share, round(float(fell.share) * 100, 1)
    (-4758, Fraction(-4758, 10841), -43.9)
    """
    return Change(series.total(base_year), series.total(end_year))


@dataclass(frozen=True, slots=True)
class Indicator:
    """A series between two of its years. `nation`: what the country did meanwhile, None where that is not known."""

    series: Series
    change: Change
    nation: Change | None = None
