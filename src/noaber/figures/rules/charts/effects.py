"""Around the start of a measure: months beside how it would have gone as elsewhere, and the ratio of each quarter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isinf
from typing import Any, Final

from noaber.core.rules.dutch import format_number
from noaber.figures.rules.charts import channels
from noaber.figures.rules.charts.chart import Chart, Layer, Point
from noaber.figures.rules.charts.style import COLOURS, OTHERS, OWN
from noaber.figures.rules.effect.measuring import AroundStart
from noaber.figures.rules.statistics.event_study import Bin

HERE: Final = "geteld in de gestarte gemeenten"
ELSEWHERE: Final = "als het er was gegaan zoals elders"
_STEPS: Final = (10, 25, 50, 75, 100, 150, 200, 400, 800)
_ONCE: Final[Mapping[str, Any]] = {"values": [{}]}
"""A mark that is drawn once, and not for every row."""
_NARROWEST: Final = (50, 200)
"""Of the index: with less, small differences would look large."""


def since_text(since: int) -> str:
    """A month by its place beside the start; 0 is the month of the start.

    >>> since_text(-2), since_text(-1), since_text(0), since_text(1)
    ('2 maanden vóór de start', '1 maand vóór de start', 'de maand van de start', '1 maand na de start')
    """
    if not since:
        return "de maand van de start"
    months = "1 maand" if abs(since) == 1 else f"{abs(since)} maanden"
    return f"{months} {'vóór' if since < 0 else 'na'} de start"


def quarter_text(each: Bin) -> str:
    """
    >>> from dataclasses import replace
    >>> one = Bin(-12, -10, None, 0.8, 1.2)
    >>> quarter_text(one), quarter_text(replace(one, first=0, last=2))
    ('12 tot 9 maanden vóór de start', '0 tot 3 maanden na de start')
    """
    if each.is_lead:
        return f"{-each.first} tot {-each.last - 1} maanden vóór de start"
    return f"{each.first} tot {each.last + 1} maanden na de start"


def around_start_chart(title: str, unit: str, found: AroundStart) -> Chart:
    """Two lines, and a line where it started; the dashed one is scaled to be as high before the start."""
    points = [
        {"since": at - found.before, "when": since_text(at - found.before), "series": name, "count": value}
        | {"said": format_number(round(value))}
        for name, values in ((HERE, found.counted), (ELSEWHERE, found.elsewhere))
        for at, value in enumerate(values)
    ]
    x = _since(-found.before, len(found.counted) - found.before - 1, "Maanden vóór (−) en na de start")
    y = channels.counts("count", max(*found.counted, *found.elsewhere))
    names = [HERE, ELSEWHERE]
    line = {
        "x": x,
        "y": y,
        "color": channels.by_name("series", names, [OWN, OTHERS], columns=1),
        "strokeDash": channels.by_name("series", names, [[1, 0], [6, 4]], columns=1),
    }
    said = channels.tooltip(series="Lijn", when="Maand", said="Aantal")
    layers: list[Layer] = [
        *_started(),
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": line},
        {
            "mark": {"type": "point", "filled": True, "size": 120, "opacity": 0},
            "encoding": {"x": x, "y": y, "tooltip": said},
        },
    ]
    return Chart(
        *("rond-de-start", title, _said(found), unit, points, layers),
        short="Maand voor maand rond de start",
        height=300,
    )


def _since(first: int, last: int, title: str) -> dict[str, Any]:
    return {
        "field": "since",
        "type": "quantitative",
        "title": title,
        "scale": {"domain": [first - 1, last + 1], "nice": False},
        "axis": {"values": half_years(first, last), "grid": False},
    }


def half_years(first: int, last: int) -> list[int]:
    """Where the axis has a number: years and their halves, years alone where there are many.

    >>> half_years(-24, 11), half_years(-60, 35)
    ([-24, -18, -12, -6, 0, 6], [-60, -48, -36, -24, -12, 0, 12, 24])
    """
    step = 6 if last - first < 48 else 12
    return list(range(-(-first // step) * step, last + 1, step))


def _started() -> list[Layer]:
    """The line at the start, between the last month before and the month of it."""
    at = {"x": {"datum": -0.5, "type": "quantitative"}}
    rule = {"type": "rule", "color": COLOURS["warning-line"], "strokeWidth": 2}
    word = {"type": "text", "text": "start", "align": "left", "dx": 5, "baseline": "top", "fontSize": 13}
    return [
        {"data": _ONCE, "mark": rule, "encoding": at},
        {"data": _ONCE, "mark": {**word, "color": COLOURS["warning"]}, "encoding": {**at, "y": {"value": 0}}},
    ]


def _said(found: AroundStart) -> str:
    before, after = found.before, len(found.counted) - found.before
    counted, elsewhere = sum(found.counted[before:]), sum(found.elsewhere[before:])
    return (
        f"Twee lijnen per maand, {before} maanden vóór en {after} maanden vanaf de start. In de {after} maanden vanaf "
        f"de start zijn er {format_number(round(counted))} geteld; als het was gegaan zoals elders waren dat er zo’n "
        f"{format_number(round(elsewhere))}."
    )


@dataclass(frozen=True, slots=True)
class QuarterRatios:
    """The bins of an event study; the quarter before the start is what all are compared with."""

    title: str
    unit: str
    bins: Sequence[Bin]


def quarters_chart(found: QuarterRatios) -> Chart:
    """A dot and its interval for each quarter, on a scale on which half and double are as far from 100."""
    points = [_point(each) for each in found.bins]
    length = found.bins[0].last - found.bins[0].first + 1
    points.append({"since": -length / 2, "index": 100, "when": "het kwartaal vóór de start", "said": "100"})
    first, last = found.bins[0].first, found.bins[-1].last
    x = _since(first, last, "Maanden vóór (−) en na de start")
    low, high = _domain(points)
    axis = {"values": [step for step in _STEPS if low <= step <= high], "format": "d"}
    scale = {"type": "log", "domain": [low, high], "clamp": True, "nice": False}
    y = {"field": "index", "type": "quantitative", "title": None, "scale": scale, "axis": axis}
    said = channels.tooltip(when="Kwartaal", said="Index", between="Onzekerheid")
    layers: list[Layer] = [
        _hundred(scale, axis),
        *_started(),
        {
            "transform": [{"filter": "isValid(datum.low)"}],
            "mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round", "color": OWN, "opacity": 0.55},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "color": OWN},
            "encoding": {"x": x, "y": y, "tooltip": said},
        },
    ]
    return Chart(
        *("per-kwartaal", found.title, _said_of_quarters(found.bins), found.unit, points, layers),
        short="Kwartaal voor kwartaal",
        height=280,
    )


def _point(each: Bin) -> Point:
    is_known = not isinf(each.upper)
    return {
        "since": (each.first + each.last) / 2,
        "when": quarter_text(each),
        "index": round(100 * each.estimate.ratio, 1),
        "low": round(100 * each.lower, 1) if is_known else None,
        "high": round(100 * each.upper, 1) if is_known else None,
        "said": index_text(each.estimate.ratio),
        "between": between_text(each),
    }


def index_text(ratio: float) -> str:
    """
    >>> index_text(0.876)
    '88'
    """
    return format_number(round(100 * ratio))


def between_text(each: Bin) -> str:
    """Both ends of the interval, as an index."""
    if isinf(each.upper):
        return "niet te geven"
    return f"{index_text(each.lower)} tot {index_text(each.upper)}"


def _domain(points: Sequence[Point]) -> tuple[float, float]:
    values = [
        float(str(each[name]))
        for each in points
        for name in ("low", "index", "high")
        if each.get(name) is not None
    ]
    low, high = min(*values, _NARROWEST[0]), max(*values, _NARROWEST[1])
    return max(low * 0.95, _STEPS[0]), min(high * 1.05, _STEPS[-1])


def _hundred(scale: object, axis: object) -> Layer:
    y = {"datum": 100, "type": "quantitative", "title": None, "scale": scale, "axis": axis}
    mark = {"type": "rule", "strokeDash": [6, 4], "color": COLOURS["ink-soft"]}
    return {"data": _ONCE, "mark": mark, "encoding": {"y": y}}


def _said_of_quarters(bins: Sequence[Bin]) -> str:
    apart = [each for each in bins if not isinf(each.upper) and not each.lower <= 1 <= each.upper]
    leads = sum(each.is_lead for each in apart)
    return (
        f"Een stip met onzekerheid voor elk van {len(bins)} kwartalen; 100 is zoals elders. Bij {len(apart)} ligt 100 "
        f"buiten de onzekerheid, waarvan {leads} vóór de start."
    )
