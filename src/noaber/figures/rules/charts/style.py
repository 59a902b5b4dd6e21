"""How every chart looks: colours, letters and number format of the house, and the shapes it is drawn in.

The colours are those of ``core/tokens.css``; a test holds the two together.
"""

from collections.abc import Mapping
from typing import Any, Final

from noaber.core.rules.dutch import MONTHS

FONTS: Final = "'Source Sans 3', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
"""In quotes: without them the renderer finds no family whose name ends in a number, and leaves all letters out."""
COLOURS: Final[Mapping[str, str]] = {
    "sheet": "#ffffff",
    "line": "#d9d2c3",
    "line-strong": "#74797a",
    "ink": "#1b2527",
    "ink-soft": "#4d585b",
    "accent": "#0b5363",
    "accent-line": "#8fb9c1",
    "info-line": "#3d8493",
    "warning": "#6d3f00",
    "warning-line": "#b97509",
    "step-2": "#c3dde1",
    "neutral-line": "#8a8678",
    "sand": "#ece6d9",
}
OWN: Final = COLOURS["accent"]
"""What the page is about."""
OTHERS: Final = COLOURS["neutral-line"]
REMARKABLE: Final = COLOURS["warning-line"]
_NUMBERS: Final = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]}
_DATES: Final = {
    "dateTime": "%a %e %B %Y %X",
    "date": "%d-%m-%Y",
    "time": "%H:%M:%S",
    "periods": ["", ""],
    "days": ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
    "shortDays": ["zo", "ma", "di", "wo", "do", "vr", "za"],
    "months": list(MONTHS),
    "shortMonths": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
}
LOCALE: Final[Mapping[str, Any]] = {"number": _NUMBERS, "time": _DATES}
"""Of the Netherlands, as d3 has it; the screens write the same (`core.rules.dutch`)."""


def configuration() -> dict[str, Any]:
    """What holds for every chart, as ``config`` of its specification."""
    letters = {"labelFontSize": 13, "titleFontSize": 13, "labelColor": COLOURS["ink-soft"]}
    axis = {
        **letters,
        "titleColor": COLOURS["ink-soft"],
        "titleFontWeight": "normal",
        "gridColor": COLOURS["sand"],
        "domainColor": COLOURS["line-strong"],
        "tickColor": COLOURS["line-strong"],
        "labelPadding": 5,
    }
    return {
        "font": FONTS,
        "background": COLOURS["sheet"],
        "padding": {"left": 4, "right": 14, "top": 6, "bottom": 4},
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"domain": False, "ticks": False},
        "axisX": {"grid": False},
        "legend": {
            **letters,
            "labelColor": COLOURS["ink"],
            "labelLimit": 320,
            "orient": "top",
            "title": None,
            "symbolStrokeWidth": 3,
        },
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": COLOURS["ink"],
            "fontSize": 18,
            "fontWeight": 600,
            "subtitleColor": COLOURS["ink-soft"],
            "subtitleFontSize": 13,
            "subtitlePadding": 5,
            "offset": 12,
        },
        "locale": LOCALE,
    }
