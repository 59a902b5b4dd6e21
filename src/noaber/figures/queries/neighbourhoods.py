"""Districts and neighbourhoods of a municipality, as far as a release has them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from noaber.core.files import path_of
from noaber.figures.models import Release
from noaber.figures.queries.observations import ask
from noaber.figures.rules.areas import told_apart
from noaber.figures.rules.tables import REGISTERED

_WINDOW: Final = (
    "select area, sum(value) filter (where period > $middle), "
    "count(value) filter (where period > $middle), sum(value) filter (where period <= $middle), "
    "count(value) filter (where period <= $middle) from read_parquet($file) "
    "where municipality = $municipality and kind = $kind and measure = $measure "
    "and period between $first and $last and period % 100 > 0 group by area order by area"
)
_NAMES: Final = "select area, name from read_parquet($file) where municipality = $municipality"
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class NeighbourhoodWindow:
    """Twelve months and the twelve before; None where a month has no figure: a part is no sum.

    `name`: what the source calls it, with the code where others are called the same, or the code alone.
    """

    code: str
    name: str
    after: int | None
    before: int | None

    @property
    def is_district(self) -> bool:
        return self.code.startswith("WK")


def neighbourhood_windows(
    release: Release, municipality: str, kind: str, first: int, middle: int, last: int
) -> list[NeighbourhoodWindow]:
    """Each district with its neighbourhoods after it; empty where there are none.

    Of `first` up to and including `middle` is before, after it up to `last` is now.
    """
    if release.neighbourhoods is None:
        return []
    rows = ask(
        _WINDOW,
        file=str(path_of(release.neighbourhoods)),
        municipality=municipality,
        kind=kind,
        measure=REGISTERED,
        first=first,
        middle=middle,
        last=last,
    )
    called = told_apart({code: "" for code, *_counts in rows} | _names(release, municipality, rows))
    found = [
        NeighbourhoodWindow(
            code,
            called[code],
            int(after) if months == MONTHS else None,
            int(before) if months_before == MONTHS else None,
        )
        for code, after, months, before, months_before in rows
    ]
    return sorted(found, key=lambda each: (each.code[2:8], not each.is_district, each.code))


def _names(release: Release, municipality: str, rows: Iterable[Sequence[Any]]) -> dict[str, str]:
    """Of the areas that are shown."""
    if release.names is None:
        return {}
    named = dict(ask(_NAMES, file=str(path_of(release.names)), municipality=municipality))
    return {code: named[code] for code, *_counts in rows if code in named}
