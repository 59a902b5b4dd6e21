"""How all areas stand in the last twelve months, at once: the same verdicts as `queries.standing` gives for one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from noaber.figures.queries.absent import absent_within, is_absent
from noaber.figures.queries.areas import Area
from noaber.figures.queries.counted import WINDOW, Counted
from noaber.figures.queries.reports.numbers import AFTER, BEFORE, Numbers
from noaber.figures.queries.standing import beside, change_p_values
from noaber.figures.queries.swings import months_spread, swings, year_spread
from noaber.figures.rules.statistics.alerts import month_alerts
from noaber.figures.rules.statistics.arrays import Flags, Floats, Whole
from noaber.figures.rules.statistics.discovery import benjamini_hochberg
from noaber.figures.rules.statistics.verdicts import Verdict
from noaber.figures.rules.telling import RATE, KindWindow, Side


@dataclass(frozen=True, slots=True)
class Windows:
    """Of every area and kind: the q-value of the change among all kinds of the area, and how it is beside others.

    `has_history`: whether it is known how much years vary, without which no change is more than chance.

    `absent`: names of those without a figure, within it; `is_common_whole` of every kind. `standing` (areas, kinds):
    whether the month could be tested. `is_known` (areas, kinds, 2): as `Counted.is_any_known`.
    """

    q_values: Floats
    has_history: Flags
    sides: tuple[tuple[Side, ...], ...]
    absent: tuple[Sequence[tuple[str, ...]], ...]
    is_common_whole: tuple[bool, ...]
    standing: Whole
    is_known: Flags

    def of(self, found: Numbers, place: int, titles: Sequence[tuple[str, str]]) -> list[KindWindow]:
        """Every kind of one area, in the order of `titles`, which is that of the counts."""
        return [
            KindWindow(
                kind,
                title,
                float(found.counts[place, at, BEFORE]),
                float(found.counts[place, at, AFTER]),
                float(found.rates.rate[place, at]),
                float(found.rates.lower[place, at]),
                float(found.rates.upper[place, at]),
                float(found.network_rates[at]),
                self._verdict(found, place, at),
                self.sides[place][at],
                self.absent[place][at],
                self.is_common_whole[at],
                bool(self.has_history[place, at]),
                *self.is_known[place, at].tolist(),
            )
            for at, (kind, title) in enumerate(titles)
        ]

    def _verdict(self, found: Numbers, place: int, at: int) -> Verdict:
        if not self.q_values[place, at] <= RATE:
            return Verdict.UNKNOWN
        before, after = found.counts[place, at, BEFORE], found.counts[place, at, AFTER]
        return Verdict.MORE if after > before else Verdict.FEWER


def windows(found: Counted, of_all: Numbers, municipalities: Sequence[Area]) -> Windows:
    """`municipalities` in the order of the counts."""
    before, after = of_all.counts[..., BEFORE], of_all.counts[..., AFTER]
    series = np.stack([found.counts_of_kinds(area) for area in of_all.areas])
    rows = series.reshape(-1, series.shape[-1])
    standing = month_alerts(rows).standing.reshape(series.shape[:2])
    months = months_spread(series)
    swing = swings(found, months[: len(municipalities)])
    spread = np.stack(
        [year_spread(found, area, months[place], swing) for place, area in enumerate(of_all.areas)]
    )
    q_values = np.stack([benjamini_hochberg(each) for each in change_p_values(before, after, spread)])
    absent = tuple(absent_within(found, area, municipalities) for area in of_all.areas)
    is_whole = tuple(not any(column) for column in is_absent(found, WINDOW).T.tolist())
    sides = _sides(found, of_all, municipalities)
    is_known = np.stack([found.is_any_known(area) for area in of_all.areas])
    return Windows(q_values, np.isfinite(spread), sides, absent, is_whole, standing, is_known)


def _sides(found: Counted, of_all: Numbers, municipalities: Sequence[Area]) -> tuple[tuple[Side, ...], ...]:
    unknown = tuple(Side.UNKNOWN for _kind in found.matrix.kinds)
    columns = [_sides_of(found, municipalities, kind) for kind in found.matrix.kinds]
    rows = tuple(zip(*columns, strict=True))
    return (*rows, *(unknown for _area in of_all.areas[len(municipalities) :]))


def _sides_of(found: Counted, municipalities: Sequence[Area], kind: str) -> list[Side]:
    shape = beside(found, municipalities, kind).funnel
    if shape is None:
        return [Side.UNKNOWN for _area in municipalities]
    return [
        Side.UNKNOWN
        if np.isnan(ratio)
        else (Side.ABOVE if ratio > 1 else Side.BELOW)
        if is_outside
        else Side.USUAL
        for ratio, is_outside in zip(shape.ratio, shape.is_outside, strict=True)
    ]
