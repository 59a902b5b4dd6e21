"""Which municipalities have no figure over all of the last months, by kind."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from noaber.figures.queries.areas import Area, AreaKind
from noaber.figures.queries.counted import WINDOW, Counted

BOTH_WINDOWS = 2 * WINDOW


def is_absent(found: Counted, months: int) -> npt.NDArray[np.bool_]:
    """(municipalities, kinds) in the order of the counts: no figure of one of the last months, or no inhabitants."""
    counts = found.matrix.counts[..., -months:]
    return np.isnan(counts).any(axis=-1) | np.isnan(found.people[:, -1])[:, None]


def absent_names(
    found: Counted, area: Area, municipalities: Sequence[Area], months: int
) -> list[tuple[str, ...]]:
    """Of every kind, in the order of the counts: the names of those in the area; none where nobody has a figure.

    `municipalities` in the order of the counts.
    """
    places = [place for place, each in enumerate(municipalities) if each.code in area.members]
    absent = is_absent(found, months)[places]
    names = np.array([municipalities[place].name for place in places], dtype=object)
    return [() if column.all() else tuple(names[column]) for column in absent.T]


def absent_within(found: Counted, area: Area, municipalities: Sequence[Area]) -> list[tuple[str, ...]]:
    """The same over both windows that are compared; none within a single municipality."""
    if area.kind is AreaKind.MUNICIPALITY:
        return [() for _kind in found.matrix.kinds]
    return absent_names(found, area, municipalities, BOTH_WINDOWS)
