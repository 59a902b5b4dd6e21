"""Finding what a strategy means for a municipality: which there are, and in which strategy people look first."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.core.rules.dutch import sort_key
from noaber.network.api import OrganisationRow, last_names, successions
from noaber.strategy.queries.inventory.coverage import may_give
from noaber.strategy.queries.periods.period import TitleRow, titles


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


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A municipality that is not in a strategy, with those in it (codes) that it went up into or was made of."""

    name: str
    ways: tuple[str, ...]


def elsewhere(code: str, there: Collection[str], asof: AsOf) -> Elsewhere | None:
    """By its code; None when none of its kin is `there` either."""
    return next(iter(_elsewhere([code], there, asof)), None)


def elsewhere_called(typed: str, there: Collection[str], asof: AsOf) -> Elsewhere | None:
    """The first with a name in which each word that was typed occurs."""
    words = _folded(typed).split()
    mergers = successions(known_at=asof.known_at) if words else []
    codes = {code for each in mergers for code in (each.predecessor, each.successor)} - set(there)
    found = _elsewhere(sorted(codes), there, asof)
    return next((each for each in found if all(word in _folded(each.name) for word in words)), None)


def _elsewhere(codes: Sequence[str], there: Collection[str], asof: AsOf) -> Iterator[Elsewhere]:
    names, mergers = last_names(codes), successions(known_at=asof.known_at)
    for code in codes:
        kin = dict.fromkeys(
            each.successor if each.predecessor == code else each.predecessor
            for each in mergers
            if code in (each.predecessor, each.successor)
        )
        ways = tuple(each for each in kin if each in there)
        if code in names and ways:
            yield Elsewhere(names[code], ways)


def _folded(text: str) -> str:
    return sort_key(text)[1]


def finder(asof: AsOf) -> Finder | None:
    """Those of the strategy of the day, or else of the newest; None when there is none."""
    known = titles(asof)
    running = (row for row in known if row.starts_on <= asof.valid_on <= row.ends_on)
    period = next(running, known[0] if known else None)
    if period is None:
        return None
    places = tuple((row.code, row.name) for row in towns(period, asof))
    return Finder(period.code, period.title, places)
