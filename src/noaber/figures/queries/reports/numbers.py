"""The figures of a month for all municipalities, districts and the network at once, as arrays; no statistics yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from noaber.figures.queries.areas import Area
from noaber.figures.queries.counted import WINDOW, Counted
from noaber.figures.rules.peers import PEERS
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.rates import Rates, rates

MONTH: Final = 0
MONTH_BEFORE: Final = 1
AFTER: Final = 2
BEFORE: Final = 3


@dataclass(frozen=True, slots=True)
class Numbers:
    """`counts` (areas, kinds, 4): of the month, of it a year earlier, of twelve months, and of the twelve before.

    `areas` are the municipalities in the order of the counts, and then who is more of them. `rates` (areas, kinds) are
    of the twelve months, per 1,000; those of others stand beside each area in the same places.
    """

    areas: tuple[Area, ...]
    counts: Floats
    rates: Rates
    district_rates: Floats
    peers_rates: Floats
    network_rates: Floats


def numbers(found: Counted, municipalities: Sequence[Area], larger: Sequence[Area]) -> Numbers:
    """`municipalities` in the order of the counts; `larger` are districts and the network."""
    each = found.matrix.counts
    sums = (
        each[..., -1],
        each[..., -1 - WINDOW],
        each[..., -WINDOW:].sum(axis=-1),
        each[..., -2 * WINDOW : -WINDOW].sum(axis=-1),
    )
    own, people = np.stack(sums, axis=-1), found.people[:, -1]
    places = {area.code: place for place, area in enumerate(municipalities)}
    members = [[places[code] for code in area.members] for area in larger]
    counts = np.concatenate([own, *(own[rows].sum(axis=0)[None] for rows in members)])
    lived = np.array([*people, *(people[rows].sum() for rows in members)])
    return Numbers(
        (*municipalities, *larger),
        counts,
        rates(counts[..., AFTER], lived[:, None]),
        _of_districts(own[..., AFTER], people, municipalities, len(larger)),
        _of_peers(own[..., AFTER], people, municipalities, len(larger)),
        known_rate(own[..., AFTER], people),
    )


def known_rate(counts: Floats, people: Floats) -> Floats:
    """Per 1,000 inhabitants of those with a figure, together: (..., areas, kinds) becomes (..., kinds)."""
    is_known = np.isfinite(counts) & np.isfinite(people)[..., None]
    lived = np.where(is_known, people[..., None], 0.0).sum(axis=-2)
    counted = np.where(is_known, counts, 0.0).sum(axis=-2)
    return np.asarray(1_000 * np.divide(counted, lived, out=np.full(lived.shape, np.nan), where=lived > 0))


def _of_districts(counts: Floats, people: Floats, areas: Sequence[Area], larger: int) -> Floats:
    """The rate of the district of each municipality; none for what is larger."""
    beside = np.full((len(areas) + larger, counts.shape[1]), np.nan)
    codes = np.array([area.district_code for area in areas])
    for code in set(codes.tolist()) - {""}:
        rows = np.flatnonzero(codes == code)
        beside[rows] = known_rate(counts[rows], people[rows])
    return beside


def _of_peers(counts: Floats, people: Floats, areas: Sequence[Area], larger: int) -> Floats:
    """The rate of the municipalities of like size together; none for what is larger."""
    beside = np.full((len(areas) + larger, counts.shape[1]), np.nan)
    nearest, has_peers = peers_of(people, [area.code for area in areas])
    beside[: len(areas)][has_peers] = known_rate(counts[nearest], people[nearest])[has_peers]
    return beside


def peers_of(people: Floats, codes: Sequence[str]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """The places of those of like size, as `rules.peers` has them for one: (areas, peers); and who has any."""
    order = np.argsort(np.array(codes), kind="stable")
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.log(people[order])
    is_known = np.isfinite(size)
    apart = np.abs(size[:, None] - size[None, :])
    apart[:, ~is_known] = np.inf
    np.fill_diagonal(apart, np.inf)
    count = min(PEERS, max(int(is_known.sum()) - 1, 0))
    nearest = np.empty((len(codes), count), dtype=np.intp)
    nearest[order] = order[np.argsort(apart, axis=1, kind="stable")[:, :count]]
    has_peers = np.empty(len(codes), dtype=np.bool_)
    has_peers[order] = is_known & (count > 0)
    return nearest, has_peers
