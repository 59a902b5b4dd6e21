"""What one release changed in the months of another, for all areas at once, and which cells have no figure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from noaber.core.files import path_of
from noaber.figures.models import Release
from noaber.figures.queries.observations import ask
from noaber.figures.rules.periods import back
from noaber.figures.rules.revised import Became, RevisedCell
from noaber.figures.rules.tables import REGISTERED

LOOKED_BACK: Final = 36
"""As many months as the charts of a report show."""
_REVISED: Final = (
    "with told as (select * from read_parquet($old) where measure = $measure and period % 100 > 0), "
    "had as (select kind, min(period) as first, max(period) as last from told group by kind), "
    "old as (select * from told where period between $first and $last and list_contains($areas, area)), "
    "new as (select * from read_parquet($new) where measure = $measure and period % 100 > 0 "
    "and period between $first and $last and list_contains($areas, area)) "
    "select area, kind, period, old.value, new.value, "
    "case when new.area is null then 'gone' when old.area is null then 'late' else 'changed' end "
    "from old full join new using (area, kind, period) left join had using (kind) "
    "where new.area is null or old.value is distinct from new.value "
    "and (old.area is not null or period between had.first and had.last) "
    "order by period desc, area, kind"
)
_WITHHELD: Final = (
    "select area, kind from read_parquet($file) "
    "where measure = $measure and period = $period and period % 100 > 0 and value is null"
)


def revised_between(
    before: Release | None, now: Release, areas: Sequence[str], last: int
) -> Mapping[str, list[RevisedCell]]:
    """By municipality, the newest month first, of `months_compared`; nothing where there is no release before."""
    found: defaultdict[str, list[RevisedCell]] = defaultdict(list)
    if before is None:
        return found
    first, last = months_compared(before, last)
    rows = ask(
        _REVISED,
        old=str(path_of(before.areas)),
        new=str(path_of(now.areas)),
        measure=REGISTERED,
        areas=list(areas),
        first=first,
        last=last,
    )
    for area, kind, period, old, new, became in rows:
        found[area].append(RevisedCell(area, kind, period, old, new, Became(became)))
    return found


def months_compared(before: Release, last: int) -> tuple[int, int]:
    """Three years up to `last`, or up to the last month that the release before had: of later ones it said nothing."""
    until = min(last, before.last_period)
    return back(until, LOOKED_BACK - 1), until


def withheld_in(release: Release, period: int) -> frozenset[tuple[str, str]]:
    """Areas and kinds of which the source has the month, and gives no figure."""
    rows = ask(_WITHHELD, file=str(path_of(release.areas)), measure=REGISTERED, period=period)
    return frozenset((area, kind) for area, kind in rows)
