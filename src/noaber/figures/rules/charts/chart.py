"""A chart: what it shows, how it is said to who cannot see it, and its Vega-Lite specification.

https://vega.github.io/vega-lite/docs/spec.html. The data are written in it, so that it asks nothing of anyone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from noaber.figures.rules.charts.style import COLOURS, configuration

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
Point = Mapping[str, object]
Layer = Mapping[str, Any]


class Shape(StrEnum):
    """Where a chart is drawn: on a page, on a phone, in a mail and its paper, or in a file of its own."""

    WIDE = "breed"
    NARROW = "smal"
    MAIL = "mail"
    ALONE = "los"


WIDTHS: Final[Mapping[Shape, int]] = {Shape.WIDE: 760, Shape.NARROW: 350, Shape.MAIL: 552, Shape.ALONE: 840}
_WRAPPED_AT: Final = 130
_TITLE_WRAPPED_AT: Final = 90
_HEAD: Final = 36
_LINE: Final = 16


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `name` is its part of an address, `title` what it is of, `description` a sentence of what it shows.

    `short`: the title on a page that says already which area and kind it is of. `unit` says what is counted, for who
    has the picture alone. `points` are the rows behind it; the layers name their fields. `height` in pixels; `narrow`
    replaces parts of channels where there is little room.
    """

    name: str
    title: str
    description: str
    unit: str
    points: Sequence[Point]
    layers: Sequence[Layer]
    short: str = ""
    height: int = 300
    narrow: Mapping[str, Any] = field(default_factory=dict)
    narrow_height: int = 260


def specification(chart: Chart, shape: Shape, *, mark: str = "", said: Sequence[str] = ()) -> dict[str, Any]:
    """The chart in a shape. `mark` says in every shape that figures are invented, where they are.

    `said` (where they come from, and when that was) stands in a picture that goes out alone; on a page it stands
    beside it.
    """
    is_narrow, title = shape is Shape.NARROW, _title(chart, shape, mark, said)
    spec: dict[str, Any] = {
        "$schema": SCHEMA,
        "description": f"{chart.title}. {chart.description}",
        "width": WIDTHS[shape],
        "height": _height(chart, shape, title),
        "autosize": {"type": "fit", "contains": "padding"},
        "data": {"values": [dict(point) for point in chart.points]},
        "layer": [_narrowed(layer, chart.narrow) if is_narrow else dict(layer) for layer in chart.layers],
        "config": configuration(),
    }
    if title:
        spec["title"] = title
    return spec


def _height(chart: Chart, shape: Shape, title: Mapping[str, Any]) -> int:
    """A picture that goes out alone is higher by what stands above it."""
    if shape is Shape.NARROW:
        return chart.narrow_height
    return chart.height + (_HEAD + _LINE * len(title["subtitle"]) if shape is Shape.ALONE else 0)


def _title(chart: Chart, shape: Shape, mark: str, said: Sequence[str]) -> dict[str, Any]:
    if shape is not Shape.ALONE:
        small = {"anchor": "end", "fontSize": 12, "fontWeight": 400, "fontStyle": "italic", "offset": 4}
        return {"text": mark, "color": COLOURS["warning"], **small} if mark else {}
    lines = [line for text in (mark, chart.unit, *said) if text for line in wrapped(text)]
    return {"text": wrapped(chart.title, _TITLE_WRAPPED_AT), "subtitle": lines}


def wrapped(text: str, width: int = _WRAPPED_AT) -> list[str]:
    """Lines of at most so many signs, broken between words.

    >>> wrapped("Bron: politie en CBS", 14)
    ['Bron: politie', 'en CBS']
    """
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _narrowed(layer: Layer, narrow: Mapping[str, Any]) -> dict[str, Any]:
    """The layer with what `narrow` says of its encoding (by channel)."""
    encoding = dict(layer.get("encoding", {}))
    for channel, change in narrow.items():
        if channel in encoding:
            encoding[channel] = {**encoding[channel], **change}
    return {**layer, "encoding": encoding}
