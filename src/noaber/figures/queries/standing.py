"""How an area stands in a window of twelve months: each kind beside the year before and beside other areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from noaber.figures.queries.absent import absent_within
from noaber.figures.queries.areas import Area, AreaKind
from noaber.figures.queries.counted import WINDOW, Counted, windows_of
from noaber.figures.queries.swings import change_spread
from noaber.figures.rules.statistics.alerts import MonthAlerts, month_alerts
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.comparison import compare
from noaber.figures.rules.statistics.discovery import benjamini_hochberg
from noaber.figures.rules.statistics.funnel import Funnel, funnel
from noaber.figures.rules.statistics.rates import rates
from noaber.figures.rules.statistics.verdicts import Verdict
from noaber.figures.rules.telling import RATE, KindWindow, Side

LAST: Final = -1
BEFORE: Final = LAST - WINDOW


@dataclass(frozen=True, slots=True)
class Beside:
    """All municipalities in the last window: counts and inhabitants in the order of `areas`, and their funnel.

    No funnel where fewer than two can be compared, or nothing was counted.
    """

    areas: tuple[Area, ...]
    counts: Floats
    people: Floats
    funnel: Funnel | None

    @property
    def common_rate(self) -> float:
        """Per 1,000 inhabitants of those with a figure, together; NaN where there is none."""
        known = np.isfinite(self.counts) & np.isfinite(self.people)
        people = float(self.people[known].sum())
        return 1_000 * float(self.counts[known].sum()) / people if people else float("nan")

    @property
    def is_whole(self) -> bool:
        """Whether every municipality has a figure."""
        return bool((np.isfinite(self.counts) & np.isfinite(self.people)).all())


def beside(found: Counted, areas: Sequence[Area], kind: str) -> Beside:
    """How the municipalities of the counts, `areas` in the same order, stand in the last window."""
    counts, people = found.window(kind)
    try:
        shape = funnel(counts, people)
    except ValueError:
        shape = None
    return Beside(tuple(areas), counts, people, shape)


def kind_windows(
    found: Counted, area: Area, others: Sequence[Area], titles: Sequence[tuple[str, str]]
) -> list[KindWindow]:
    """Every kind in the last window of an area; `others` are the municipalities that it is seen beside."""
    totals = np.stack([windows_of(found, area, kind) for kind, _title in titles])
    before, after = totals[:, BEFORE], totals[:, LAST]
    spread = change_spread(found, area)[[found.matrix.kinds.index(kind) for kind, _title in titles]]
    verdicts = _verdicts(before, after, spread)
    shown = rates(after, found.inhabitants(area)[LAST])
    absent = absent_within(found, area, others)
    is_known = found.is_any_known(area).tolist()
    rows = []
    for place, (kind, title) in enumerate(titles):
        among, at = beside(found, others, kind), found.matrix.kinds.index(kind)
        rows.append(
            KindWindow(
                kind,
                title,
                float(before[place]),
                float(after[place]),
                float(shown.rate[place]),
                float(shown.lower[place]),
                float(shown.upper[place]),
                among.common_rate,
                verdicts[place],
                _side(among, area),
                absent[at],
                among.is_whole,
                bool(np.isfinite(spread[place])),
                *is_known[at],
            )
        )
    return rows


def area_alerts(found: Counted, area: Area) -> MonthAlerts:
    """The last month of every kind (in the order of the matrix) against its own past."""
    return month_alerts(found.counts_of_kinds(area))


def _verdicts(before: Floats, after: Floats, spread: Floats) -> list[Verdict]:
    """More or fewer when that holds with all kinds looked at together; unknown where the spread is."""
    q_values = benjamini_hochberg(change_p_values(before, after, spread))
    return [
        Verdict.UNKNOWN if not q <= RATE else Verdict.MORE if new > old else Verdict.FEWER
        for q, old, new in zip(q_values, before, after, strict=True)
    ]


def change_p_values(before: Floats, after: Floats, spread: Floats) -> Floats:
    """Of two windows, in their shape; NaN where it is not known how much years vary."""
    is_known = np.isfinite(spread)
    p_value = compare(before, after, phi=np.where(is_known, spread, 1.0)).p_value
    return np.where(is_known, p_value, np.nan)


def _side(among: Beside, area: Area) -> Side:
    if area.kind is not AreaKind.MUNICIPALITY or among.funnel is None or area not in among.areas:
        return Side.UNKNOWN
    place = among.areas.index(area)
    if np.isnan(among.funnel.ratio[place]):
        return Side.UNKNOWN
    if not among.funnel.is_outside[place]:
        return Side.USUAL
    return Side.ABOVE if among.funnel.ratio[place] > 1 else Side.BELOW
