"""The months of a signal as a picture: what was counted and, where it was looked at, what was to be expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Final

from noaber.figures.rules.charts import channels
from noaber.figures.rules.charts.chart import Chart, Layer, Point
from noaber.figures.rules.charts.months import highest
from noaber.figures.rules.charts.style import COLOURS, OWN, REMARKABLE
from noaber.figures.rules.numbers import count_text, day_of, month_text
from noaber.figures.rules.statistics.arrays import Floats

SIGNAL: Final = "signaal"
OTHER: Final = "andere maanden"
SOON: Final = "nog niet volledig"
EXPECTED: Final = "te verwachten"
UPPER: Final = "past nog bij toeval"
_BARS: Final = (SIGNAL, OTHER, SOON)
_COLOURS: Final = {
    SIGNAL: REMARKABLE,
    OTHER: COLOURS["accent-line"],
    SOON: COLOURS["step-2"],
    EXPECTED: OWN,
    UPPER: COLOURS["ink"],
}


@dataclass(frozen=True, slots=True)
class Marked:
    """What a month that was looked at was held against, and whether it is a signal."""

    expected: float
    upper: float
    is_signal: bool


@dataclass(frozen=True, slots=True)
class SignalBars:
    """`counts` of `periods` in a row, oldest first, NaN where there is no figure; `marked` by period.

    The last `recent` of them are published early and mostly too low.
    """

    title: str
    unit: str
    periods: Sequence[int]
    counts: Floats
    marked: Mapping[int, Marked] = field(default_factory=dict)
    recent: int = 0


def signal_months_chart(found: SignalBars) -> Chart:
    """Bars per month, those of the signal marked; on each that was looked at what was expected."""
    points = [*_bars(found), *_marks(found)]
    names = [name for name in _COLOURS if any(point["part"] == name for point in points)]
    most = max(highest(found.counts), *(each.upper for each in found.marked.values()), 0.0)
    encoding = {
        "x": channels.months(timeUnit="utcyearmonth"),
        "y": channels.counts("value", most),
        "color": channels.by_name("part", names, [_COLOURS[name] for name in names], columns=3),
        "tooltip": channels.tooltip(month="Maand", said="Aantal", part="Is"),
    }
    bars, marks = ({"filter": {"field": "part", "oneOf": list(each)}} for each in (_BARS, (EXPECTED, UPPER)))
    layers: list[Layer] = [
        {"transform": [bars], "mark": {"type": "bar", "cornerRadiusEnd": 1}, "encoding": encoding},
        {
            "transform": [marks],
            "mark": {"type": "tick", "thickness": 3, "orient": "horizontal", "bandSize": 24, "opacity": 1},
            "encoding": encoding,
        },
    ]
    return Chart(
        *("signaal", found.title, _said(found), found.unit, points, layers),
        short="De maanden hiervoor en hierna",
        height=280,
        narrow={"x": channels.FEWER_MONTHS, "color": channels.STACKED},
        narrow_height=300,
    )


def _bars(found: SignalBars) -> list[Point]:
    early = set(found.periods[len(found.periods) - found.recent :])
    rang = {period for period, each in found.marked.items() if each.is_signal}
    return [
        _point(period, count, SIGNAL if period in rang else SOON if period in early else OTHER)
        for period, count in zip(found.periods, found.counts.tolist(), strict=True)
    ]


def _marks(found: SignalBars) -> list[Point]:
    return [
        _point(period, value, part)
        for period, each in sorted(found.marked.items())
        for part, value in ((EXPECTED, each.expected), (UPPER, each.upper))
    ]


def _point(period: int, value: float, part: str) -> Point:
    return {
        "day": day_of(period),
        "month": month_text(period),
        "value": None if isnan(value) else value,
        "said": count_text(value if isnan(value) else round(value)),
        "part": part,
    }


def _said(found: SignalBars) -> str:
    counts = dict(zip(found.periods, found.counts.tolist(), strict=True))
    rang = [
        f"{month_text(period)}: {count_text(counts[period])} geteld, {count_text(round(each.expected))} te verwachten"
        for period, each in sorted(found.marked.items())
        if each.is_signal and period in counts
    ]
    span = f"Staven per maand van {month_text(found.periods[0])} tot en met {month_text(found.periods[-1])}."
    return (
        f"{span} Een signaal is {'; '.join(rang)}."
        if rang
        else f"{span} Geen van deze maanden is nu een signaal."
    )
