"""What a release changed in cells that the release before had."""

from collections.abc import Sequence
from typing import Final

from noaber.core.files import path_of
from noaber.figures.models import Release
from noaber.figures.queries.observations import ask
from noaber.figures.rules.revised import Became, RevisedCell
from noaber.figures.rules.tables import REGISTERED

_CHANGES: Final = (
    "select area, kind, period, before, after, what from read_parquet($file) where list_contains($areas, area) "
    "and measure = $measure and period % 100 > 0 order by period desc, kind, area"
)


def revisions_of(release: Release, areas: Sequence[str], *, measure: str = REGISTERED) -> list[RevisedCell]:
    """Those of these areas, the newest month first."""
    if release.changes is None or not areas:
        return []
    rows = ask(_CHANGES, file=str(path_of(release.changes)), areas=list(areas), measure=measure)
    return [
        RevisedCell(area, kind, period, before, after, Became(what))
        for area, kind, period, before, after, what in rows
    ]
