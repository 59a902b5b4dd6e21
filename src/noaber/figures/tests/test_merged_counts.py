"""What merged belongs to the successor, for many cells at once as for one: counted, missing or not published."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from noaber.figures.rules.cells import Key, Merger, State, cells_of, with_predecessors
from noaber.figures.rules.merged_counts import MISSING, merged_counts

AREAS = ("GM0001", "GM0002", "GM0003", "GM0004")
KINDS, PERIODS = ("1.1.1", "1.4.5"), (201901, 201902, 201903)
MERGERS = st.lists(
    st.tuples(st.sampled_from(range(4)), st.sampled_from(range(4)), st.sampled_from((*PERIODS, 201904)))
    .filter(lambda each: each[0] > each[1])
    .map(lambda each: Merger(AREAS[each[0]], AREAS[each[1]], each[2])),
    max_size=3,
    unique_by=lambda each: each.predecessor,
)
FOUND = st.dictionaries(
    st.tuples(st.sampled_from(AREAS), st.sampled_from(KINDS), st.sampled_from(PERIODS)),
    st.none() | st.integers(0, 9),
)


@given(FOUND, MERGERS)
def test_many_cells_at_once_are_those_of_one_by_one(
    found: dict[Key, int | None], mergers: list[Merger]
) -> None:
    wanted = with_predecessors(AREAS, mergers)
    counts = {
        area: np.array([[_value(found, (area, kind, each)) for each in PERIODS] for kind in KINDS])
        for area in wanted
    }
    for area in AREAS:
        at_once = merged_counts(area, counts, PERIODS, mergers).ravel()
        one_by_one = cells_of([area], KINDS, PERIODS, found, mergers)
        for value, cell in zip(at_once, one_by_one, strict=True):
            state = (
                State.UNPUBLISHED if np.isnan(value) else State.MISSING if value == MISSING else State.COUNTED
            )
            assert (state, value if state is State.COUNTED else None) == (cell.state, cell.count)


def _value(found: dict[Key, int | None], key: Key) -> float:
    value = found.get(key, np.nan)
    return MISSING if value is None else value
