"""The parts of an encoding that charts share: months along the axis, amounts, colours by name, and tooltips."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Channel = Mapping[str, Any]

MONTH_AXIS: Final[Channel] = {
    "type": "temporal",
    "scale": {"type": "utc"},
    "title": None,
    "axis": {"format": "%b %Y", "labelOverlap": True, "tickCount": 8, "grid": False},
}
FEWER_MONTHS: Final[Channel] = {"axis": {"format": "%Y", "labelOverlap": True, "tickCount": 5, "grid": False}}
"""Where there is little room: the years alone."""
FEW: Final = 4
STACKED: Final[Channel] = {"legend": {"columns": 1}}


def months(field: str = "day", **more: Any) -> dict[str, Any]:
    return {**MONTH_AXIS, "field": field, **more}


def counts(field: str, most: float) -> dict[str, Any]:
    """Whole numbers from nought; few of them (`most` is the highest) still have an axis that can be read.

    >>> counts("count", 1)["scale"], counts("count", 40)["scale"]
    ({'domain': [0, 4]}, {})
    """
    axis = {"tickCount": 5, "tickMinStep": 1, "format": ",d"}
    scale = {"domain": [0, FEW]} if most < FEW else {}
    return {"field": field, "type": "quantitative", "title": None, "axis": axis, "scale": scale}


def rate(field: str, **axis: Any) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "title": None,
        "axis": {"tickCount": 5, "format": ",~f", **axis},
    }


def by_name(field: str, names: Sequence[str], shown: Sequence[Any], columns: int = 2) -> dict[str, Any]:
    """A colour (or dash) for each name, with a legend."""
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": list(names), "range": list(shown)[: len(names)]},
        "legend": {"columns": columns},
    }


def tooltip(**titles: str) -> list[dict[str, str]]:
    """Fields with what they are called, in that order; their values are Dutch text already.

    >>> tooltip(month="Maand")
    [{'field': 'month', 'type': 'nominal', 'title': 'Maand'}]
    """
    return [{"field": field, "type": "nominal", "title": title} for field, title in titles.items()]
