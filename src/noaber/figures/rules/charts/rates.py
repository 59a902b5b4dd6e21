"""Rates per 1,000 inhabitants: through time with their interval, and of areas beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from noaber.figures.rules.charts import channels
from noaber.figures.rules.charts.chart import Chart, Layer, Point
from noaber.figures.rules.charts.style import COLOURS, OTHERS, OWN
from noaber.figures.rules.numbers import (
    NO_FIGURE,
    count_text,
    day_of,
    interval_text,
    month_text,
    rate_text,
    window_text,
)
from noaber.figures.rules.statistics.rates import Rates


@dataclass(frozen=True, slots=True)
class WindowLines:
    """Windows of twelve months, each named by its last: of the area `name`, and of `others` to see it beside."""

    title: str
    unit: str
    periods: Sequence[int]
    name: str
    rates: Rates
    others: str = ""
    rates_of_others: Rates | None = None


def windows_chart(lines: WindowLines) -> Chart:
    """A line with its interval as a band; a dashed line of the others."""
    points = _window_points(lines.periods, lines.name, lines.rates, has_band=True)
    names = [lines.name]
    if lines.rates_of_others is not None:
        points += _window_points(lines.periods, lines.others, lines.rates_of_others, has_band=False)
        names.append(lines.others)
    x, y = channels.months(), channels.rate("rate")
    line = {
        "x": x,
        "y": y,
        "color": channels.by_name("series", names, [OWN, OTHERS]),
        "strokeDash": channels.by_name("series", names, [[1, 0], [6, 4]]),
    }
    said = channels.tooltip(
        series="Gebied", window="Twaalf maanden", said="Per 1.000 inwoners", between="Onzekerheid"
    )
    dot = {"type": "point", "filled": True, "size": 120, "opacity": 0}
    layers: list[Layer] = [
        {
            "transform": [{"filter": "datum.low !== null"}],
            "mark": {"type": "area", "opacity": 0.18, "color": OWN},
            "encoding": {"x": x, "y": channels.rate("low"), "y2": {"field": "high"}},
        },
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": line},
        {"mark": dot, "encoding": {"x": x, "y": y, "tooltip": said}},
    ]
    return Chart(
        *("twaalf-maanden", lines.title, _said(lines), lines.unit, points, layers),
        short="Steeds over twaalf maanden",
        height=280,
        narrow={"x": channels.FEWER_MONTHS, "color": channels.STACKED, "strokeDash": channels.STACKED},
    )


def _window_points(periods: Sequence[int], name: str, rates: Rates, *, has_band: bool) -> list[Point]:
    columns = (rates.rate.tolist(), rates.lower.tolist(), rates.upper.tolist())
    return [
        {
            "day": day_of(period),
            "series": name,
            "window": window_text(period),
            "rate": _number(rate),
            "low": _number(low) if has_band else None,
            "high": _number(high) if has_band else None,
            "said": rate_text(rate),
            "between": interval_text(low, high),
        }
        for period, rate, low, high in zip(periods, *columns, strict=True)
    ]


def _number(value: float) -> float | None:
    return None if isnan(value) else round(value, 4)


def _said(lines: WindowLines) -> str:
    first, last = float(lines.rates.rate[0]), float(lines.rates.rate[-1])
    if isnan(last):
        return f"Van de twaalf maanden tot en met {month_text(lines.periods[-1])} is er geen cijfer."
    until = f"in de twaalf maanden tot en met {month_text(lines.periods[-1])}"
    between = interval_text(float(lines.rates.lower[-1]), float(lines.rates.upper[-1]))
    own = f"{lines.name}: {rate_text(last)} per 1.000 inwoners {until} ({between})"
    then = "" if isnan(first) else f"; {rate_text(first)} in die tot en met {month_text(lines.periods[0])}"
    others = lines.rates_of_others
    beside = "" if others is None else f" {lines.others}: {_rate_of_others(float(others.rate[-1]))}."
    return f"{own}{then}.{beside}"


def _rate_of_others(rate: float) -> str:
    """
    >>> _rate_of_others(4.2), _rate_of_others(float("nan"))
    ('4,20', 'geen cijfer, want dat van een of meer gemeenten ontbreekt')
    """
    return (
        f"{rate_text(rate)}, want dat van een of meer gemeenten ontbreekt" if isnan(rate) else rate_text(rate)
    )


@dataclass(frozen=True, slots=True)
class AreaRate:
    """An area in one window; `is_own` is who the page is about."""

    name: str
    count: float
    rate: float
    lower: float
    upper: float
    is_own: bool = False


def areas_chart(title: str, unit: str, areas: Sequence[AreaRate], common: float, common_name: str) -> Chart:
    """A dot and its interval for each area, in the order given; a line at the rate of all together."""
    labels = {"labelLimit": 220, "labelFontSize": 14, "labelColor": COLOURS["ink"], "grid": False}
    y: Layer = {
        "field": "area",
        "type": "nominal",
        "sort": [each.name for each in areas],
        "title": None,
        "axis": labels,
    }
    colour: Layer = {"condition": {"test": "datum.own", "value": OWN}, "value": OTHERS}
    shared = {"y": y, "color": colour}
    said = channels.tooltip(area="Gebied", count="Aantal", said="Per 1.000 inwoners", between="Onzekerheid")
    layers: list[Layer] = [
        _common_line(common, common_name),
        {
            "mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round"},
            "encoding": {**shared, "x": channels.rate("low", grid=True), "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
            "encoding": {**shared, "x": channels.rate("rate", grid=True), "tooltip": said},
        },
    ]
    if any(isnan(each.rate) for each in areas):
        layers.append(_no_figure(y))
    height = 34 * len(areas) + 20
    return Chart(
        *(
            "vergelijking",
            title,
            _said_of_areas(areas, common, common_name),
            unit,
            _area_points(areas),
            layers,
        ),
        height=height,
        narrow={"y": {"axis": {**labels, "labelLimit": 130, "labelFontSize": 13}}},
        narrow_height=height,
    )


def _no_figure(y: Layer) -> Layer:
    """An area without a rate has that in words, where its dot would begin."""
    mark = {"type": "text", "align": "left", "fontSize": 13, "color": COLOURS["ink-soft"], "text": NO_FIGURE}
    return {
        "transform": [{"filter": "datum.rate === null"}],
        "mark": mark,
        "encoding": {"y": y, "x": {"value": 6}},
    }


def _area_points(areas: Sequence[AreaRate]) -> list[Point]:
    return [
        {
            "area": each.name,
            "rate": _number(each.rate),
            "low": _number(each.lower),
            "high": _number(each.upper),
            "count": count_text(each.count),
            "said": rate_text(each.rate),
            "between": interval_text(each.lower, each.upper),
            "own": each.is_own,
        }
        for each in areas
    ]


def _common_line(common: float, name: str) -> Layer:
    return {
        "data": {"values": [{"common": _number(common), "said": f"{name}: {rate_text(common)}"}]},
        "mark": {"type": "rule", "strokeDash": [6, 4], "color": COLOURS["ink-soft"]},
        "encoding": {"x": channels.rate("common", grid=True), "tooltip": channels.tooltip(said="Samen")},
    }


def _said_of_areas(areas: Sequence[AreaRate], common: float, common_name: str) -> str:
    each_said = (
        f"{each.name} {rate_text(each.rate)} ({interval_text(each.lower, each.upper)})" for each in areas
    )
    return f"Per 1.000 inwoners, met onzekerheid: {'; '.join(each_said)}. {common_name}: {rate_text(common)}."
