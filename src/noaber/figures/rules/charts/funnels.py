"""The funnel: areas by size and rate, within the limits that areas of that size have among themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from noaber.core.rules.dutch import few_in_a_row, format_number, in_a_row
from noaber.figures.rules.charts.chart import Chart, Layer
from noaber.figures.rules.charts.style import COLOURS, OTHERS, OWN, REMARKABLE
from noaber.figures.rules.numbers import count_text, rate_text
from noaber.figures.rules.statistics.arrays import Flags, Floats
from noaber.figures.rules.statistics.funnel import INNER, OUTER, Funnel, adjusted_limits

_STEPS: Final = 60
_INSIDE, _OUTSIDE = "binnen wat gewoon is", "daarbuiten"


@dataclass(frozen=True, slots=True)
class FunnelOf:
    """The areas of a funnel in its order: names, counts and inhabitants (one or more); `own` is pointed out."""

    title: str
    unit: str
    names: Sequence[str]
    counts: Floats
    inhabitants: Floats
    funnel: Funnel
    own: str = ""


def funnel_chart(found: FunnelOf) -> Chart:
    """Dots on a logarithmic scale of inhabitants; the limits are those that allow for differences between areas."""
    there = np.isfinite(found.funnel.ratio)
    points = [_point(found, place) for place in np.flatnonzero(there).tolist()]
    x: Layer = {
        "field": "people",
        "type": "quantitative",
        "title": "inwoners",
        "scale": {"type": "log", "nice": False, "domain": list(_reach(found, there))},
        "axis": {"format": ",d", "labelOverlap": True, "tickCount": 6, "values": _ticks(found, there)},
    }
    y: Layer = {"type": "quantitative", "title": None, "axis": {"tickCount": 6, "format": ",~f"}}
    layers = [*_limits(found, there, x, y), *_dots(x, y, has_own=any(point["own"] for point in points))]
    narrow = {"color": {"legend": {"columns": 1}}}
    return Chart(
        "trechter",
        found.title,
        _said(found),
        found.unit,
        points,
        layers,
        height=420,
        narrow=narrow,
        narrow_height=330,
    )


def _point(found: FunnelOf, place: int) -> dict[str, object]:
    count, people = float(found.counts[place]), float(found.inhabitants[place])
    is_own, is_outside = found.names[place] == found.own, bool(found.funnel.is_outside[place])
    return {
        "area": found.names[place],
        "people": people,
        "rate": round(1_000 * count / people, 4),
        "count": count_text(count),
        "said": rate_text(1_000 * count / people),
        "inhabitants": format_number(int(people)),
        "place": _OUTSIDE if is_outside else _INSIDE,
        "own": is_own,
        "label": found.names[place] if is_own or is_outside else "",
    }


def _reach(found: FunnelOf, there: Flags) -> tuple[float, float]:
    """From a bit under the smallest to a bit over the largest."""
    people = found.inhabitants[there]
    return round(float(people.min()) * 0.9), round(float(people.max()) * 1.25)


def _ticks(found: FunnelOf, there: Flags) -> list[int]:
    people = found.inhabitants[there]
    steps = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
    return [step for step in steps if people.min() <= step <= people.max()]


def _limits(found: FunnelOf, there: Flags, x: Layer, y: Layer) -> list[Layer]:
    low, high = _reach(found, there)
    people = np.geomspace(low, high, _STEPS)
    expected, rate = found.funnel.rate * people, 1_000 * found.funnel.rate
    layers: list[Layer] = []
    for level, dashes in ((OUTER, [1, 0]), (INNER, [3, 3])):
        limits = adjusted_limits(expected, found.funnel.tau2, level)
        values = [
            {"people": float(each), "low": round(rate * float(low), 4), "high": round(rate * float(high), 4)}
            for each, low, high in zip(people, limits.lower, limits.upper, strict=True)
        ]
        if level == OUTER:
            layers.append(
                {
                    "data": {"values": values},
                    "mark": {"type": "area", "color": COLOURS["sand"], "opacity": 0.55},
                    "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
                }
            )
        layers += [
            {
                "data": {"values": values},
                "mark": {
                    "type": "line",
                    "color": COLOURS["neutral-line"],
                    "strokeWidth": 1,
                    "strokeDash": dashes,
                },
                "encoding": {"x": x, "y": {**y, "field": side}},
            }
            for side in ("low", "high")
        ]
    line = {"type": "rule", "color": COLOURS["ink-soft"], "strokeDash": [6, 4]}
    layers.append(
        {"data": {"values": [{"rate": rate}]}, "mark": line, "encoding": {"y": {**y, "field": "rate"}}}
    )
    return layers


def _dots(x: Layer, y: Layer, *, has_own: bool) -> list[Layer]:
    colour: Layer = {
        "field": "place",
        "type": "nominal",
        "scale": {"domain": [_INSIDE, _OUTSIDE], "range": [OTHERS, REMARKABLE]},
        "legend": {"columns": 2},
    }
    tooltip = [
        {"field": "area", "type": "nominal", "title": "Gemeente"},
        {"field": "count", "type": "nominal", "title": "Aantal"},
        {"field": "said", "type": "nominal", "title": "Per 1.000 inwoners"},
        {"field": "inhabitants", "type": "nominal", "title": "Inwoners"},
        {"field": "place", "type": "nominal", "title": "Ligt"},
    ]
    rate: Layer = {**y, "field": "rate"}
    name = {"type": "text", "dy": -14, "fontSize": 13, "fontWeight": 600, "color": COLOURS["ink"]}
    own: Layer = {
        "transform": [{"filter": "datum.own"}],
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": 190, "color": OWN},
        "encoding": {"x": x, "y": rate, "tooltip": tooltip},
    }
    return [
        {
            "mark": {"type": "point", "filled": True, "opacity": 0.95, "size": 70},
            "encoding": {"x": x, "y": rate, "color": colour, "tooltip": tooltip},
        },
        *([own] if has_own else []),
        {"mark": name, "encoding": {"x": x, "y": rate, "text": {"field": "label"}}},
    ]


def _said(found: FunnelOf) -> str:
    outside = [found.names[place] for place in np.flatnonzero(found.funnel.is_outside).tolist()]
    absent = [found.names[place] for place in np.flatnonzero(~np.isfinite(found.funnel.ratio)).tolist()]
    everybody = "Alle gemeenten met een cijfer samen" if absent else "Alle gemeenten samen"
    whole = f"{everybody}: {rate_text(1_000 * found.funnel.rate)} per 1.000 inwoners.{_own(found)}"
    left = f" Zonder cijfer, en dus niet vergeleken: {few_in_a_row(absent)}." if absent else ""
    if not outside:
        nobody = "Geen gemeente met een cijfer" if absent else "Geen gemeente"
        return f"{whole} {nobody} ligt buiten wat bij haar omvang gewoon is.{left}"
    verb = "ligt" if len(outside) == 1 else "liggen"
    return f"{whole} Buiten wat bij hun omvang gewoon is {verb}: {in_a_row(outside)}.{left}"


def _own(found: FunnelOf) -> str:
    if found.own not in found.names:
        return ""
    place = list(found.names).index(found.own)
    return f" {found.own}: {rate_text(1_000 * float(found.counts[place]) / float(found.inhabitants[place]))}."
