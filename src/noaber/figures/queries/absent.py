"""Which municipalities have no figure over all of the last months, or of one month, by kind."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.figures.models import Release
from noaber.figures.queries.areas import Area, AreaKind, municipality_areas
from noaber.figures.queries.counted import WINDOW, Counted
from noaber.figures.queries.matrix import matrix
from noaber.figures.queries.offences import offence_titles
from noaber.figures.rules.absent import Absent
from noaber.figures.rules.tables import TOTAL

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


def absent_in(release_id: int, period: int, actor: Actor, today: dt.date) -> tuple[Absent, ...]:
    """Of every kind but the total, those without a figure of this month in this release."""
    names = tuple((each.code, each.name) for each in municipality_areas(actor, today))
    titles = tuple((code, title) for code, title in offence_titles().items() if code != TOTAL)
    return _absent_in(release_id, period, names, titles)


@read_once
def _absent_in(
    release_id: int, period: int, names: tuple[tuple[str, str], ...], titles: tuple[tuple[str, str], ...]
) -> tuple[Absent, ...]:
    release = Release.objects.select_related("areas").get(pk=release_id)
    codes, kinds = [code for code, _name in names], [code for code, _title in titles]
    found = np.isnan(matrix(release, codes, kinds, (period,)).counts[..., 0])
    called = np.array([name for _code, name in names], dtype=object)
    columns = zip(titles, found.T, strict=True)
    return tuple(Absent(title, tuple(called[column])) for (_code, title), column in columns)
