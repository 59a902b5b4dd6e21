"""Why a month has no figure: the source gives none, or did not publish it; of areas together, of whom."""

from collections.abc import Mapping, Sequence

import numpy as np

from noaber.figures.models import Release
from noaber.figures.queries.areas import Area
from noaber.figures.queries.counted import Counted
from noaber.figures.queries.observations import cells_in
from noaber.figures.rules.cells import State
from noaber.figures.rules.gaps import Gap


def gaps_of(found: Counted, area: Area, kind: str, periods: Sequence[int]) -> Mapping[int, Gap]:
    """By period, of those without a figure; asks nothing when there are none."""
    counts = dict(zip(found.months, found.counts(area, kind).tolist(), strict=True))
    empty = [period for period in periods if np.isnan(counts[period])]
    return _gaps(found.release, area, kind, empty) if empty else {}


def _gaps(release: Release, area: Area, kind: str, periods: Sequence[int]) -> Mapping[int, Gap]:
    cells = cells_in(release, area.members, [kind], periods)
    return {
        period: Gap(
            tuple(cell.area for cell in cells if cell.period == period and cell.state is State.MISSING),
            tuple(cell.area for cell in cells if cell.period == period and cell.state is State.UNPUBLISHED),
        )
        for period in periods
    }
