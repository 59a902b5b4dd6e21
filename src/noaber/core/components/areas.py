"""Areas within their real boundaries as SVG: each a link with its words, its ground also told by lines and a figure.

Only attributes and classes, no style: the content policy allows none. Colours are the classes of the tiles.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from noaber.core.components.tiles import MapTile, Outline

WIDTH: Final = 800
"""Points of the screen that the widest map has; lines and words are drawn for that."""
LETTERS: Final = 13
_TWO_LINES, _ONE_LINE = 1.75, 1.1  # room that words need around their middle, in heights of a letter
CELL: Final = 9
# On a square of nine points; what is not here is plain.
_DIAGONAL, _BACK = "M-1 1l2-2M0 9l9-9M8 10l2-2", "M8-1l2 2M0 0l9 9M-1 8l2 2"
_DOT = "M4 5h2M5 4v2"
_LINES: Final[Mapping[str, str]] = {
    "step-2": _DOT,
    "step-3": _DIAGONAL,
    "step-4": f"{_DIAGONAL}{_BACK}",
    "group-2": _DIAGONAL,
    "group-3": _BACK,
    "group-4": "M0 4.5h9",
    "group-5": _DOT,
    "group-6": "M4.5 0v9",
    "warning": _DIAGONAL,
    "danger": f"{_DIAGONAL}{_BACK}",
    "info": _DOT,
    "current": "M0 4.5h9",
    "neutral": "M4.5 0v9",
    "open": _BACK,
}


def box_of(outlines: Sequence[Outline]) -> tuple[int, int, int, int]:
    """Left, top, width and height around all of them, with room for the line."""
    left, top = min(each.left for each in outlines), min(each.top for each in outlines)
    width = max(each.right for each in outlines) - left
    height = max(each.bottom for each in outlines) - top
    room = max(width, height) // 200 + 1
    return left - room, top - room, width + 2 * room, height + 2 * room


def areas_markup(
    name: str, title: str, tiles: Sequence[MapTile], outlines: Mapping[str, Outline]
) -> SafeString:
    """The map as one SVG; every text and address in it is escaped. `name` keeps it apart from others of the page."""
    left, top, width, height = box_of([outlines[tile.key] for tile in tiles])
    point = width / WIDTH
    view = f"{left} {top} {width} {height}"
    parts = [
        f'<svg class="noaber-areas" viewBox="{view}" role="group" aria-label="{escape(title)}">',
        f"<desc>{escape(_in_words(len(tiles)))}</desc>",
        f"<defs>{_grounds(name, (tile.ground for tile in tiles), point)}</defs>",
        *(_area(name, tile, outlines[tile.key]) for tile in tiles),
        f'<g aria-hidden="true" font-size="{round(LETTERS * point)}">',
        *(_words(tile, outlines[tile.key], LETTERS * point) for tile in tiles),
        "</g></svg>",
    ]
    return mark_safe("\n".join(part for part in parts if part))


def _in_words(count: int) -> str:
    return ngettext(
        "%(count)s gebied binnen zijn grenzen. Wat op de kaart staat, staat ook in de tabel.",
        "%(count)s gebieden binnen hun grenzen. Wat op de kaart staat, staat ook in de tabel.",
        count,
    ) % {"count": count}


def swatch_markup(name: str, ground: str, point: float) -> SafeString:
    """What a ground looks like, for in the legend; `point` is that of the map that the grounds are of."""
    side = round(16 * point)
    return mark_safe(
        f'<svg class="noaber-legend__swatch" viewBox="0 0 {side} {side}" aria-hidden="true">'
        f'<rect width="{side}" height="{side}" fill="url(#{escape(name)}-{escape(ground)})" /></svg>'
    )


def _grounds(name: str, grounds: Iterable[str], point: float) -> str:
    return "".join(
        f'<pattern id="{escape(name)}-{escape(ground)}" width="{CELL}" height="{CELL}"'
        f' patternUnits="userSpaceOnUse" patternTransform="scale({point:.3f})">'
        f'<g class="noaber-tile--{escape(ground)}"><rect width="{CELL}" height="{CELL}" />'
        f'<path class="noaber-areas__lines" d="{_LINES.get(ground, "")}" /></g></pattern>'
        for ground in sorted(set(grounds))
    )


def _area(name: str, tile: MapTile, outline: Outline) -> str:
    content = (
        f"<title>{escape(tile.name)}</title>"
        f'<path class="noaber-areas__shape" fill="url(#{escape(name)}-{escape(tile.ground)})" fill-rule="evenodd"'
        f' d="{escape(outline.path)}" />'
    )
    said = f'class="noaber-areas__area" aria-label="{escape(tile.spoken)}"'
    if tile.url:
        return f'<a {said} href="{escape(tile.url)}">{content}</a>'
    return f'<g {said} role="img">{content}</g>'


def _words(tile: MapTile, outline: Outline, letters: float) -> str:
    """The short name and the figure where both fit, the figure alone where that does, and else nothing."""
    css_class = f"noaber-areas__words noaber-tile--{escape(tile.ground)}"
    if outline.room >= _TWO_LINES * letters:
        return (
            f'<text class="{css_class}" x="{outline.x}" y="{outline.y}">'
            f'<tspan class="noaber-areas__name">{escape(tile.short)}</tspan>'
            f'<tspan x="{outline.x}" dy="1.1em">{escape(tile.shown)}</tspan></text>'
        )
    if outline.room >= _ONE_LINE * letters:
        return f'<text class="{css_class}" x="{outline.x}" y="{outline.y}" dy="0.35em">{escape(tile.shown)}</text>'
    return ""
