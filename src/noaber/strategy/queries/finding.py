"""Finding what a strategy means for a municipality: which there are, and in which strategy people look first."""

from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.network.api import OrganisationRow
from noaber.strategy.queries.coverage import may_give
from noaber.strategy.queries.periods import TitleRow, titles


@dataclass(frozen=True, slots=True)
class Finder:
    """The municipalities of a strategy to choose from, by code and name."""

    period: str
    title: str
    towns: tuple[tuple[str, str], ...]


def towns(period: TitleRow, asof: AsOf) -> list[OrganisationRow]:
    """The municipalities of a strategy by name: those of its day, and who went up into another since it began."""
    found = (row for row in may_give(period, asof).values() if row.is_municipality)
    return sorted(found, key=lambda row: row.name)


def finder(asof: AsOf) -> Finder | None:
    """Those of the strategy of the day, or else of the newest; None when there is none."""
    known = titles(asof)
    running = (row for row in known if row.starts_on <= asof.valid_on <= row.ends_on)
    period = next(running, known[0] if known else None)
    if period is None:
        return None
    places = tuple((row.code, row.name) for row in towns(period, asof))
    return Finder(period.code, period.title, places)
