"""How an area stands in a window of twelve months: each kind beside the year before and beside other areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from noaber.figures.queries.absent import absent_within
from noaber.figures.queries.areas import Area, AreaKind
from noaber.figures.queries.counted import WINDOW, Counted, windows_of
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
    alerts = area_alerts(found, area)
    totals = np.stack([windows_of(found, area, kind) for kind, _title in titles])
    before, after = totals[:, BEFORE], totals[:, LAST]
    spread = [_phi(alerts, found.matrix.kinds.index(kind)) for kind, _title in titles]
    verdicts = _verdicts(before, after, spread)
    shown = rates(after, found.inhabitants(area)[LAST])
    absent = absent_within(found, area, others)
    rows = []
    for place, (kind, title) in enumerate(titles):
        among = beside(found, others, kind)
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
                absent[found.matrix.kinds.index(kind)],
                among.is_whole,
            )
        )
    return rows


def area_alerts(found: Counted, area: Area) -> MonthAlerts:
    """The last month of every kind (in the order of the matrix) against its own past."""
    return month_alerts(found.counts_of_kinds(area))


def _phi(alerts: MonthAlerts, place: int) -> float:
    """How much more months vary than Poisson; 1 where that could not be told."""
    phi = float(alerts.phi[place])
    return phi if phi >= 1 else 1.0


def _verdicts(before: Floats, after: Floats, spread: Sequence[float]) -> list[Verdict]:
    """More or fewer when that holds with all kinds looked at together."""
    compared = [compare(old, new, phi=phi) for old, new, phi in zip(before, after, spread, strict=True)]
    p_values = np.array([float(each.p_value) for each in compared])
    q_values = benjamini_hochberg(p_values)
    return [
        Verdict.UNKNOWN if not q <= RATE else Verdict.MORE if new > old else Verdict.FEWER
        for q, old, new in zip(q_values, before, after, strict=True)
    ]


def _side(among: Beside, area: Area) -> Side:
    if area.kind is not AreaKind.MUNICIPALITY or among.funnel is None or area not in among.areas:
        return Side.UNKNOWN
    place = among.areas.index(area)
    if np.isnan(among.funnel.ratio[place]):
        return Side.UNKNOWN
    if not among.funnel.is_outside[place]:
        return Side.USUAL
    return Side.ABOVE if among.funnel.ratio[place] > 1 else Side.BELOW
