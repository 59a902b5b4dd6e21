"""A page per municipality is one page, however much there is to tell."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Paper, Paragraph
from noaber.core.documents.pdf import page_count
from noaber.core.documents.tables import TableColumn
from noaber.strategy.nota import one_page as pages
from noaber.strategy.nota.one_page import LEVELS, one_page, shortened

LONG = "Dit raakt elke wijk en vraagt van iedereen een lange adem. " * 9
COLUMNS = [
    TableColumn("rank", "Rang", "number"),
    TableColumn("name", "Onderwerp"),
    TableColumn("became", "Wat"),
]
SHORT = Paper(
    "Wat betekent dit voor Aardam?",
    "Voorbeeldland",
    "Voor gemeenten",
    dt.datetime(2020, 3, 2, tzinfo=dt.UTC),
    [Heading("Wat Aardam voorop zet"), Paragraph("Aardam gaf prioriteiten.")],
)


def table(rows: int) -> DataTable:
    cells: list[dict[str, Any]] = [{"rank": each, "name": LONG, "became": LONG} for each in range(rows)]
    return DataTable("Prioriteiten", COLUMNS, cells)


@pytest.mark.parametrize("rows", [0, 4, 25])
def test_whatever_there_is_to_tell_it_is_one_page(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    more: list[Block] = [Paragraph(LONG), Bullets([LONG] * rows), table(rows), table(rows)] if rows else []
    paper = replace(SHORT, blocks=[*SHORT.blocks, *more])
    monkeypatch.setattr(pages, "local_paper", lambda _row: paper)
    row: Any = None
    assert page_count(one_page(row)) == 1


def test_what_is_cut_says_so_and_what_fits_says_nothing() -> None:
    assert shortened(SHORT, LEVELS[-1]).blocks == list(SHORT.blocks)
    last = shortened(replace(SHORT, blocks=[table(9)]), LEVELS[-1]).blocks[-1]
    assert isinstance(last, Paragraph)
    assert "Niet alles past op deze bladzijde." in str(last.text)
