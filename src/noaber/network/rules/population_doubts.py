"""Figures that could be right and most often are not: what a person should look at before they count.

Nothing here refuses anything. A merger or a correction may change a figure by more than a fifth; a slip of the
keyboard does so far more often.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from noaber.network.rules.population_rows import PopulationRow

LARGEST_CHANGE: Final = (
    0.2  # of the figure before; the largest yearly change in facts/ without a merger is 0.05
)

Known = Mapping[str, Mapping[date, int]]
"""The figures of the register, by municipality and reference date."""


@dataclass(frozen=True, slots=True)
class Leap:
    """A figure that is far from the one that lies nearest to it in time."""

    row: PopulationRow
    nearest_on: date
    nearest: int


def leaps(rows: Iterable[PopulationRow], known: Known) -> list[Leap]:
    """The figures that differ more than `LARGEST_CHANGE` from the nearest figure of the same municipality.

    >>> from datetime import date
    >>> known = {"GM0150": {date(2019, 1, 1): 99_957, date(2020, 1, 1): 100_718}}
    >>> row = PopulationRow("GM0150", date(2019, 1, 1), 1, "x", False)
    >>> [(leap.nearest_on.year, leap.nearest) for leap in leaps([row], known)]
    [(2019, 99957)]
    >>> leaps([PopulationRow("GM0150", date(2021, 1, 1), 101_236, "x", False)], known)
    []
    """
    found = []
    for row in rows:
        others = known.get(row.code, {})
        if row.population is None or not others:
            continue
        nearest_on = min(others, key=lambda day: (abs((day - row.reference_on).days), day))
        nearest = others[nearest_on]
        if abs(row.population - nearest) > LARGEST_CHANGE * nearest:
            found.append(Leap(row, nearest_on, nearest))
    return found


def odd_days(rows: Iterable[PopulationRow]) -> list[date]:
    """Reference dates that are not 1 January, the day on which CBS counts and contributions are worked out."""
    return sorted(
        {row.reference_on for row in rows if (row.reference_on.month, row.reference_on.day) != (1, 1)}
    )


def gaps(
    rows: Sequence[PopulationRow], known: Known, standing: Mapping[date, Iterable[str]]
) -> dict[date, list[str]]:
    """Per reference date in `rows` the municipalities of that day (`standing`) that have no figure afterwards."""
    there = {(row.code, row.reference_on) for row in rows if row.population is not None}
    there |= {(code, day) for code, figures in known.items() for day in figures}
    missing = {day: [code for code in codes if (code, day) not in there] for day, codes in standing.items()}
    return {day: codes for day, codes in sorted(missing.items()) if codes}
