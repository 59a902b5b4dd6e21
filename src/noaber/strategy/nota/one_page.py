"""What a strategy means for one municipality on one page: what fits, set as large as it fits.

First the letters become smaller, down to what still reads; then long texts are cut, and at last long tables. What is
left out stands on the page of the municipality, and the paper says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.documents.paper import Block, Bullets, DataTable, Paper, Paragraph, Text, plain
from noaber.core.documents.pdf import page_count, to_pdf
from noaber.strategy.nota.local import Local
from noaber.strategy.nota.papers import local_paper

SMALLEST: Final = 0.82  # a table is set in 8 points then


@dataclass(frozen=True, slots=True)
class Detail:
    """How large it is set, in how many signs a text must be told, and how many rows and points there are at most."""

    size: float
    signs: int
    rows: int


EVERYTHING: Final = 10_000
LEVELS: Final = (
    Detail(1, EVERYTHING, EVERYTHING),
    Detail(0.9, EVERYTHING, EVERYTHING),
    Detail(SMALLEST, EVERYTHING, EVERYTHING),
    Detail(SMALLEST, 160, EVERYTHING),
    Detail(SMALLEST, 80, EVERYTHING),
    Detail(SMALLEST, 80, 8),
    Detail(SMALLEST, 60, 5),
    Detail(SMALLEST, 40, 3),
    Detail(SMALLEST, 30, 1),
)


def one_page(row: Local) -> bytes:
    """The paper of a municipality as a PDF of one page."""
    paper, page = local_paper(row), b""
    for detail in LEVELS:
        page = to_pdf(shortened(paper, detail))
        if page_count(page) == 1:
            break
    return page


def shortened(paper: Paper, detail: Detail) -> Paper:
    """The paper with no more on it than this."""
    blocks = [_shortened(each, detail) for each in paper.blocks]
    if blocks != list(paper.blocks):
        told = _("Niet alles past op deze bladzijde. De volledige tekst staat op de website van het netwerk.")
        blocks.append(Paragraph(told))
    return replace(paper, blocks=blocks, size=detail.size)


def _shortened(block: Block, detail: Detail) -> Block:
    if isinstance(block, Paragraph):
        # A sentence of the house stays whole: only what somebody wrote themselves is that long.
        return replace(block, text=_cut(block.text, detail.signs * 4))
    if isinstance(block, Bullets):
        return Bullets([_cut(each, detail.signs * 2) for each in block.items[: detail.rows]])
    if isinstance(block, DataTable):
        return replace(block, rows=[_row(each, detail) for each in block.rows[: detail.rows]])
    return block


def _row(row: Mapping[str, object], detail: Detail) -> dict[str, object]:
    return {
        key: _told(value, detail.signs) if isinstance(value, str) else value for key, value in row.items()
    }


def _cut(text: Text, signs: int) -> Text:
    whole = plain(text)
    return text if len(whole) <= signs else _told(whole, signs)


def _told(text: str, signs: int) -> str:
    return text if len(text) <= signs else shorten(text, signs, placeholder=" …")
