"""A claim with a figure beside the counts of the figures room, computed anew each time (R27)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.core.rules.dutch import in_a_row
from noaber.figures.api import Change, Series, indicator, offence_titles, offence_years, series
from noaber.network.api import districts, municipalities, network_name
from noaber.strategy.rules.results.claims import ClaimText, Counted, Recomputed, recomputed


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as it comes out: what was counted where, and by whose counts.

    `nation`: the whole country between the same years, None until it is read.
    """

    claim: ClaimText
    offence: str
    area: str
    areas: int
    came_out: Recomputed
    sources: tuple[str, ...]
    counts: tuple[Counted, ...]
    missing_names: Mapping[str, str]
    nation: Change | None = None


@read_once
def claimed(claim: ClaimText, asof: AsOf) -> ClaimRow:
    """A claim recomputed, with every year that was counted before its last tried as the base."""
    codes = area_codes(claim.areas, asof)
    known = offence_years(claim.offence, known_at=asof.known_at)
    asked = sorted({*known, claim.base_year, claim.end_year})
    found = series(codes, claim.offence, asked, known_at=asof.known_at) if codes and known else None
    between = (claim.base_year, claim.end_year)
    told = indicator(codes, claim.offence, *between, known_at=asof.known_at) if found else None
    counts = _counts(found, asked)
    return ClaimRow(
        claim,
        found.title if found else claim.offence,
        area_name(claim.areas, asof),
        len(codes),
        recomputed(claim, counts),
        found.sources if found else (),
        tuple(counts[year] for year in asked),
        {row.code: row.name for row in municipalities(ANONYMOUS, asof)},
        told.nation if told else None,
    )


def _counts(found: Series | None, years: list[int]) -> dict[int, Counted]:
    if found is None:
        return {year: Counted(year, None) for year in years}
    return {
        each.year: Counted(each.year, each.count, each.is_provisional, each.missing) for each in found.totals
    }


def area_codes(areas: Collection[str], asof: AsOf) -> tuple[str, ...]:
    """The municipalities of the day in some areas, each once; of the network when none are named."""
    return tuple(
        row.code
        for row in municipalities(ANONYMOUS, asof)
        if not areas or row.code in areas or row.district_code in areas
    )


def area_name(areas: Collection[str], asof: AsOf) -> str:
    """What areas are called together: the network, districts, municipalities."""
    if not areas:
        return network_name()
    names = dict(area_choices(asof))
    return in_a_row(names.get(each, each) for each in areas)


def area_choices(asof: AsOf) -> list[tuple[str, str]]:
    """Every area that a claim can be about beside the whole network, the largest first."""
    return [
        *((row.code, row.name) for row in districts()),
        *((row.code, row.name) for row in municipalities(ANONYMOUS, asof)),
    ]


@read_once
def offence_choices() -> tuple[tuple[str, str], ...]:
    """Every kind of offence of which there are counts."""
    return tuple((code, f"{title} ({code})") for code, title in sorted(offence_titles().items()))
