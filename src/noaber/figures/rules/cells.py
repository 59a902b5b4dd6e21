"""One count of one area in one period. Nought, no figure and not published are three things and stay so."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Key = tuple[str, str, int]
"""Area, kind and period."""


class State(StrEnum):
    """COUNTED has a count, which may be nought. MISSING: the source has the cell and gives no figure."""

    COUNTED = "counted"
    MISSING = "missing"
    UNPUBLISHED = "unpublished"


@dataclass(slots=True)
class Cell:
    """Not frozen: a page asks thousands of them at once, and so each is made in a third of the time."""

    area: str
    kind: str
    period: int
    count: int | None
    state: State


@dataclass(frozen=True, slots=True)
class Merger:
    """A predecessor that counted apart in the periods before `first_period`, and in that of its successor since."""

    predecessor: str
    successor: str
    first_period: int


def with_predecessors(areas: Iterable[str], mergers: Collection[Merger]) -> tuple[str, ...]:
    """The areas, each once, and whoever went up into them.

    >>> with_predecessors(["GM0193"], [Merger("GM0148", "GM0193", 201907)])
    ('GM0193', 'GM0148')
    """
    wanted = list(dict.fromkeys(areas))
    for code in wanted:
        wanted += [
            each.predecessor for each in mergers if each.successor == code and each.predecessor not in wanted
        ]
    return tuple(wanted)


_ABSENT: Final = object()


def cells_of(
    areas: Iterable[str],
    kinds: Collection[str],
    periods: Collection[int],
    found: Mapping[Key, int | None],
    mergers: Iterable[Merger] = (),
) -> list[Cell]:
    """Every cell that is asked for, in that order. What merged municipalities counted belongs to their successor.

    `found`: what the source has, None where it gives no figure. A part without a figure leaves the sum without one.
    A successor's own figure of before the merger, with none of a predecessor beside it, was published for the merged
    area.

    >>> found = {("GM0193", "1.1.1", 201901): 3, ("GM0148", "1.1.1", 201901): None, ("GM0193", "1.1.1", 201902): 0}
    >>> [(cell.count, cell.state.value) for cell in cells_of(["GM0193"], ["1.1.1"], [201901, 201902, 201903], found)]
    [(3, 'counted'), (0, 'counted'), (None, 'unpublished')]
    >>> merger = Merger("GM0148", "GM0193", 201907)
    >>> cells_of(["GM0193"], ["1.1.1"], [201901], found, [merger])[0].state.value
    'missing'
    """
    parts: dict[str, list[Merger]] = {}
    for each in mergers:
        parts.setdefault(each.successor, []).append(each)
    cells: list[Cell] = []
    for area in areas:
        keys = ((area, kind, period) for kind in kinds for period in periods)
        if area in parts:
            cells += [_cell(key, found, parts) for key in keys]
        else:
            cells += [_own(key, found.get(key, _ABSENT)) for key in keys]
    return cells


def _cell(key: Key, found: Mapping[Key, int | None], parts: Mapping[str, list[Merger]]) -> Cell:
    area, kind, period = key
    own = found.get(key, _ABSENT)
    earlier = [
        _cell((each.predecessor, kind, period), found, parts)
        for each in parts.get(area, ())
        if period < each.first_period
    ]
    if not earlier:
        return _own(key, own)
    there = [each.count for each in earlier if each.state is not State.UNPUBLISHED]
    if own is _ABSENT and len(there) < len(earlier):
        return Cell(area, kind, period, None, State.UNPUBLISHED)
    counts = there if own is _ABSENT else [*there, found[key]]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return Cell(area, kind, period, None, State.MISSING)
    return Cell(area, kind, period, sum(known), State.COUNTED)


def _own(key: Key, own: object) -> Cell:
    if own is _ABSENT:
        return Cell(*key, None, State.UNPUBLISHED)
    return Cell(*key, own, State.COUNTED) if isinstance(own, int) else Cell(*key, None, State.MISSING)
