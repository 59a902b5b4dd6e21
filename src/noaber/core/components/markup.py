"""The rows of a table and of the tile map as HTML.

The only HTML of the house that Python writes: a page of a hundred rows has some seven hundred cells, and the
template engine takes fifteen times as long over them. ``core/components/table.html`` and ``tile_map.html`` have
all the rest.
"""

from collections.abc import Iterable, Sequence
from html import escape  # what Django's own escape calls, without its detour for lazy texts

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from noaber.core.components.columns import NOTHING, Cell
from noaber.core.components.status import Status
from noaber.core.components.tiles import MapTile


def rows_markup(rows: Iterable[Sequence[Cell]]) -> SafeString:
    """``<tr>`` elements; every text and address in them is escaped."""
    pictures = static("core/pictures.svg")
    lines = (f'<tr role="row">{"".join([_cell(cell, pictures) for cell in row])}</tr>' for row in rows)
    return mark_safe("\n".join(lines))


def _cell(cell: Cell, pictures: str) -> str:
    # On a phone a line that says nothing is left out.
    names = f"{cell.css_class} noaber-nothing".strip() if cell.text == NOTHING else cell.css_class
    css_class = f' class="{names}"' if names else ""
    content = _status(cell.status, pictures) if cell.status else escape(cell.text)
    if cell.url:
        content = f'<a href="{escape(cell.url)}">{content}</a>'
    if cell.is_row_header:
        return f'<th{css_class} role="rowheader" scope="row">{content}</th>'
    return f'<td{css_class} role="cell" data-label="{escape(cell.label)}">{content}</td>'


def _status(status: Status, pictures: str) -> str:
    """The same as ``core/components/status.html``; a test compares the two."""
    mark = f'<svg class="noaber-status__mark" aria-hidden="true"><use href="{pictures}#mark-{status.tone}" /></svg>'
    return f'<span class="noaber-status noaber-status--{status.tone}">{mark}{escape(status.label)}</span>'


def tiles_markup(rows: Iterable[Sequence[MapTile | None]]) -> SafeString:
    """The rows of the tile map; every text and address in them is escaped."""
    lines = (f'<div class="noaber-map__row">{"".join(map(_tile, row))}</div>' for row in rows)
    return mark_safe("\n".join(lines))


def _tile(tile: MapTile | None) -> str:
    if tile is None:
        return '<span class="noaber-tile noaber-tile--none"></span>'
    content = (
        f'<span class="noaber-hidden">{escape(tile.spoken)}</span>'
        f'<span class="noaber-tile__name" aria-hidden="true">{escape(tile.short)}</span>'
        f'<span class="noaber-tile__value" aria-hidden="true">{escape(tile.shown)}</span>'
    )
    shape = f'class="noaber-tile noaber-tile--{escape(tile.ground)}" title="{escape(tile.name)}"'
    return (
        f'<a {shape} href="{escape(tile.url)}">{content}</a>'
        if tile.url
        else f"<span {shape}>{content}</span>"
    )
