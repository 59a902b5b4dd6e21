"""Counts per month: as bars, and as each month beside the same month of earlier years."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final

from noaber.core.rules.dutch import few_in_a_row
from noaber.figures.rules.charts import channels
from noaber.figures.rules.charts.chart import Chart, Layer, Point
from noaber.figures.rules.charts.style import COLOURS, LOCALE, OWN
from noaber.figures.rules.numbers import NO_FIGURE, count_text, day_of, month_text
from noaber.figures.rules.statistics.arrays import Floats

THESE: Final = "deze twaalf maanden"
BEFORE: Final = "de maanden daarvoor"
SOON: Final = "nog niet volledig"
_MONTH: Final = channels.months(timeUnit="utcyearmonth")


@dataclass(frozen=True, slots=True)
class MonthBars:
    """What the bars are of: `counts` of `periods` in a row, oldest first, NaN where there is no figure.

    The last twelve are the window; the last `recent` of them are published early and mostly too low.
    """

    title: str
    unit: str
    periods: Sequence[int]
    counts: Floats
    recent: int = 0


def months_chart(bars: MonthBars) -> Chart:
    """Bars per month; the months of the window are dark, what may still change is pale."""
    points = [
        {
            "day": day_of(period),
            "month": month_text(period),
            "count": None if isnan(count) else int(count),
            "said": count_text(count),
            "part": _part(bars, place),
        }
        for place, (period, count) in enumerate(zip(bars.periods, bars.counts.tolist(), strict=True))
    ]
    names = [THESE, BEFORE, *([SOON] if bars.recent else [])]
    colours = [OWN, COLOURS["accent-line"], COLOURS["step-2"]]
    encoding = {
        "x": _MONTH,
        "y": channels.counts("count", highest(bars.counts)),
        "color": channels.by_name("part", names, colours, columns=3),
        "tooltip": channels.tooltip(month="Maand", said="Aantal", part="Hoort bij"),
    }
    layers: list[Layer] = [{"mark": {"type": "bar", "cornerRadiusEnd": 1}, "encoding": encoding}]
    if any(point["count"] is None for point in points):
        layers.append(_unknown())
    narrow = {"x": channels.FEWER_MONTHS, "color": channels.STACKED}
    return Chart(
        *("per-maand", bars.title, _said(bars), bars.unit, points, layers),
        short="Per maand",
        height=260,
        narrow=narrow,
        narrow_height=250,
    )


def highest(counts: Floats) -> float:
    """Of those that are known; 0 when none is.

    >>> import numpy as np
    >>> highest(np.array([[1.0, np.nan], [3.0, 2.0]])), highest(np.array([np.nan]))
    (3.0, 0.0)
    """
    return max((each for each in counts.ravel().tolist() if not isnan(each)), default=0.0)


def _part(bars: MonthBars, place: int) -> str:
    if place >= len(bars.periods) - bars.recent:
        return SOON
    return THESE if place >= len(bars.periods) - 12 else BEFORE


def _unknown() -> Layer:
    """A question mark where a month has no figure: an empty place would look like none."""
    mark = {"type": "text", "text": "?", "baseline": "bottom", "color": COLOURS["ink-soft"], "fontSize": 13}
    return {
        "transform": [{"filter": "datum.count === null"}],
        "mark": mark,
        "encoding": {
            "x": _MONTH,
            "y": {"datum": 0, "type": "quantitative"},
            "tooltip": channels.tooltip(month="Maand", said="Aantal"),
        },
    }


def _said(bars: MonthBars) -> str:
    pairs = zip(bars.counts.tolist(), bars.periods, strict=True)
    known = [(count, period) for count, period in pairs if not isnan(count)]
    span = f"an {month_text(bars.periods[0])} tot en met {month_text(bars.periods[-1])}"
    if not known:
        return f"V{span} is er geen cijfer."
    low, high = min(known), max(known)
    missing = len(bars.periods) - len(known)
    gaps = f" Maanden zonder cijfer: {missing}." if missing else ""
    lowest = f"De laagste maand is {month_text(low[1])} met {count_text(low[0])}"
    highest = f"de hoogste {month_text(high[1])} met {count_text(high[0])}"
    return f"Staven per maand v{span}. {lowest}, {highest}.{gaps}"


@dataclass(frozen=True, slots=True)
class MonthInYear:
    """Twelve months, oldest first, beside the same months of the years before: `earlier` (years, 12)."""

    title: str
    unit: str
    periods: Sequence[int]
    counts: Floats
    earlier: Floats

    @property
    def months(self) -> list[tuple[int, float, list[float]]]:
        """Each with its count and those of the same month before, as far as they are known."""
        columns = self.earlier.T.tolist()
        return [
            (period, count, [each for each in before if not isnan(each)])
            for period, count, before in zip(self.periods, self.counts.tolist(), columns, strict=True)
        ]


def month_in_year_chart(found: MonthInYear) -> Chart:
    """A line of these twelve months over the band between the lowest and the highest of earlier years."""
    points = _year_points(found)
    x = {
        "field": "short",
        "type": "ordinal",
        "sort": [point["short"] for point in points],
        "title": None,
        "axis": {"labelAngle": 0, "labelOverlap": True},
        "scale": {"type": "point", "padding": 0.3},
    }
    names, colours = [THESE, str(points[0]["others"])], [OWN, COLOURS["line"]]
    most = max(highest(found.counts), highest(found.earlier))
    band = {
        "x": x,
        "y": channels.counts("low", most),
        "y2": {"field": "high"},
        "color": channels.by_name("others", names, colours),
    }
    line = {"x": x, "y": channels.counts("count", most), "color": channels.by_name("own", names, colours)}
    said = channels.tooltip(month="Maand", said="Aantal", range="Eerdere jaren")
    dot = {"type": "point", "filled": True, "size": 60, "opacity": 1}
    layers: list[Layer] = [
        {"mark": {"type": "area", "opacity": 0.9}, "encoding": band},
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": line},
        {"mark": dot, "encoding": {**line, "tooltip": said}},
    ]
    return Chart(
        *("maand-in-het-jaar", found.title, _said_of_year(found), found.unit, points, layers),
        short="Elke maand naast eerdere jaren",
        height=260,
        narrow={"color": channels.STACKED},
        narrow_height=240,
    )


def _year_points(found: MonthInYear) -> list[Point]:
    others = f"laagste tot hoogste van {len(found.earlier)} jaren daarvoor"
    return [
        {
            "short": LOCALE["time"]["shortMonths"][period % 100 - 1],
            "month": month_text(period),
            "count": None if isnan(count) else int(count),
            "said": count_text(count),
            "low": min(before, default=None),
            "high": max(before, default=None),
            "range": f"{count_text(min(before))} tot {count_text(max(before))}" if before else NO_FIGURE,
            "own": THESE,
            "others": others,
        }
        for period, count, before in found.months
    ]


def _said_of_year(found: MonthInYear) -> str:
    higher = _names(found, lambda count, before: count > max(before))
    lower = _names(found, lambda count, before: count < min(before))
    parts = [f"hoger dan in elk van de jaren daarvoor: {higher}"] if higher else []
    parts += [f"lager dan in elk van de jaren daarvoor: {lower}"] if lower else []
    unseen = [month_text(period) for period, count, before in found.months if isnan(count) or not before]
    if len(unseen) == len(found.periods):
        return "Van geen maand is er een cijfer om met eerdere jaren te vergelijken."
    nothing = "geen maand met een cijfer" if unseen else "geen maand"
    said = "; ".join(parts) or f"{nothing} was hoger of lager dan in alle jaren daarvoor"
    left = f" Niet vergeleken, omdat een cijfer ontbreekt: {few_in_a_row(unseen)}." if unseen else ""
    return f"{said[0].upper()}{said[1:]}.{left}{_fewer_years(found)}"


def _fewer_years(found: MonthInYear) -> str:
    """Which months were held against fewer years than there are in the chart."""
    fewer = [
        month_text(period)
        for period, count, before in found.months
        if not isnan(count) and 0 < len(before) < len(found.earlier)
    ]
    if not fewer:
        return ""
    which = "" if len(fewer) == len(found.periods) else f" voor {few_in_a_row(fewer)}"
    return f" Niet van alle jaren daarvoor is er een cijfer{which}."


def _names(found: MonthInYear, is_so: Callable[[float, Sequence[float]], bool]) -> str:
    return ", ".join(
        month_text(period)
        for period, count, before in found.months
        if before and not isnan(count) and is_so(count, before)
    )
