"""Counts of many areas and kinds over months beside each other, as the statistics want them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from noaber.core.files import path_of
from noaber.figures.models import Release
from noaber.figures.queries.observations import columns, mergers_of
from noaber.figures.rules.cells import with_predecessors
from noaber.figures.rules.merged_counts import MISSING, merged_counts
from noaber.figures.rules.tables import REGISTERED

Floats = npt.NDArray[np.float64]

_QUESTION = (
    "with a as (select unnest($areas) as area, generate_subscripts($areas, 1) - 1 as area_place), "
    "k as (select unnest($kinds) as kind, generate_subscripts($kinds, 1) - 1 as kind_place), "
    "p as (select unnest($periods) as period, generate_subscripts($periods, 1) - 1 as period_place) "
    "select (area_place * len($kinds) + kind_place) * len($periods) + period_place as place, "
    "coalesce(value, $missing) as value "
    "from read_parquet($file) join a using (area) join k using (kind) join p using (period) "
    "where measure = $measure and period between $first and $last"
)
"""One place per cell comes back: half a million texts would take longer than the question, and three places twice as
long as one.
"""


@dataclass(frozen=True, slots=True)
class Matrix:
    """`counts` (areas, kinds, periods); NaN where the source gives no figure or did not publish the cell."""

    areas: tuple[str, ...]
    kinds: tuple[str, ...]
    periods: tuple[int, ...]
    counts: Floats


def matrix(
    release: Release,
    areas: Sequence[str],
    kinds: Sequence[str],
    periods: Sequence[int],
    *,
    measure: str = REGISTERED,
) -> Matrix:
    """The counts of municipalities and larger areas. What merged municipalities counted belongs to their successor."""
    mergers = mergers_of(periods)
    wanted = with_predecessors(areas, mergers)
    found = columns(
        _QUESTION,
        file=str(path_of(release.areas)),
        areas=list(wanted),
        kinds=list(kinds),
        periods=list(periods),
        measure=measure,
        first=min(periods),
        last=max(periods),
        missing=MISSING,
    )
    counts = np.full(len(wanted) * len(kinds) * len(periods), np.nan)
    counts[found["place"]] = found["value"]
    shaped = counts.reshape(len(wanted), len(kinds), len(periods))
    by_area = dict(zip(wanted, shaped, strict=True))
    merged = [merged_counts(code, by_area, periods, mergers) for code in areas]
    stacked = np.stack(merged) if merged else shaped
    known = np.where(stacked == MISSING, np.nan, stacked)
    return Matrix(tuple(areas), tuple(kinds), tuple(periods), known)
