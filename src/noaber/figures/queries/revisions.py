"""What a release changed in cells that the release before had."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from noaber.core.files import path_of
from noaber.figures.models import Release
from noaber.figures.queries.observations import ask
from noaber.figures.rules.tables import REGISTERED

_CHANGES: Final = (
    "select area, kind, period, before, after, what from read_parquet($file) where list_contains($areas, area) "
    "and measure = $measure and period % 100 > 0 order by period desc, kind, area"
)


@dataclass(frozen=True, slots=True)
class Revision:
    """A month's count before and after; None where the source gives no figure, `is_gone` where the cell itself went."""

    area: str
    kind: str
    period: int
    before: int | None
    after: int | None
    is_gone: bool


def revisions_of(release: Release, areas: Sequence[str], *, measure: str = REGISTERED) -> list[Revision]:
    """Those of these areas, the newest month first."""
    if release.changes is None or not areas:
        return []
    rows = ask(_CHANGES, file=str(path_of(release.changes)), areas=list(areas), measure=measure)
    return [
        Revision(area, kind, period, before, after, what == "gone")
        for area, kind, period, before, after, what in rows
    ]
