"""The rule of `cells` for mergers, over many kinds and periods at once.

A property test holds the two together: `tests/test_merged_counts.py`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from noaber.figures.rules.cells import Merger

Floats = npt.NDArray[np.float64]
MISSING: Final = -1.0
"""The source has the cell and gives no figure. What was not published is NaN."""


def merged_counts(
    code: str, counts: Mapping[str, Floats], periods: Sequence[int], mergers: Sequence[Merger]
) -> Floats:
    """The counts (kinds, periods) of an area, with those of whom merged into it before they did.

    >>> counts = {"GM0193": np.array([[np.nan, np.nan, 5.0]]), "GM0148": np.array([[3.0, MISSING, np.nan]])}
    >>> merged_counts("GM0193", counts, [201901, 201902, 201907], [Merger("GM0148", "GM0193", 201907)]).tolist()
    [[3.0, -1.0, 5.0]]
    """
    own = counts[code]
    parts = [
        (
            merged_counts(each.predecessor, counts, periods, mergers),
            np.array([period < each.first_period for period in periods]),
        )
        for each in mergers
        if each.successor == code
    ]
    if not parts:
        return own
    asked = sum((before.astype(int) for _part, before in parts), np.zeros(len(periods), int))
    there = [before & ~np.isnan(part) for part, before in parts]
    is_whole = ~np.isnan(own) | (sum(each.astype(int) for each in there) == asked)
    is_missing = own == MISSING
    total = np.where(np.isnan(own), 0.0, own)
    for (part, _before), is_there in zip(parts, there, strict=True):
        is_missing = is_missing | (is_there & (part == MISSING))
        total = total + np.where(is_there, part, 0.0)
    merged = np.where(is_missing, MISSING, total)
    return np.where(asked == 0, own, np.where(is_whole, merged, np.nan))
