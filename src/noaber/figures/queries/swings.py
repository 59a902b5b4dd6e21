"""How much more a year of an area varies than Poisson: by its months, and by how years of all municipalities swing."""

from dataclasses import dataclass

import numpy as np

from noaber.figures.queries.areas import Area
from noaber.figures.queries.counted import WINDOW, Counted
from noaber.figures.rules.statistics.alerts import dispersions
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.years import spread_of_years, swing_of_years, swing_together


@dataclass(frozen=True, slots=True)
class Swings:
    """Tau squared of every kind, from the years before the last: of a municipality, and of all of them `together`.

    `levels` (municipalities, kinds): what a year has, of the two that are compared.
    """

    alone: Floats
    together: Floats
    levels: Floats


def change_spread(found: Counted, area: Area) -> Floats:
    """Of every kind (in the order of the matrix), to compare the last twelve months of an area with those before."""
    months = months_spread(found.matrix.counts)
    places = found.places(area.members)
    own = months[places[0]] if len(places) == 1 else dispersions(found.counts_of_kinds(area))
    return year_spread(found, area, own, swings(found, months))


def months_spread(counts: Floats) -> Floats:
    """Of counts (areas, kinds, months): phi (areas, kinds)."""
    return dispersions(counts.reshape(-1, counts.shape[-1])).reshape(counts.shape[:2])


def swings(found: Counted, months: Floats) -> Swings:
    """`months`: phi of every municipality and kind."""
    years = _years(found)
    past = years[..., :-1]
    return Swings(swing_of_years(past, months), swing_together(past), years[..., -2:].mean(axis=-1))


def year_spread(found: Counted, area: Area, months: Floats, swing: Swings) -> Floats:
    """By kind; `months`: phi of the months of the area itself."""
    places = found.places(area.members)
    together = swing.together if len(places) > 1 else 0.0
    return spread_of_years(months, swing.alone, swing.levels[places], together)


def _years(found: Counted) -> Floats:
    """Windows of twelve months side by side, the last one ending with the counts: (areas, kinds, years)."""
    counts = found.matrix.counts
    years = counts.shape[-1] // WINDOW
    last: Floats = counts[..., counts.shape[-1] - years * WINDOW :].reshape(*counts.shape[:2], years, WINDOW)
    return np.asarray(last.sum(axis=-1))
