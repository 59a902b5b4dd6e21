"""A table from saved answers gives what the service gave."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from noaber.core.odata import ErrorKind, ODataError, ODataTable, SavedTable
from tests.servers.odata import ODataServer
from tests.servers.odata.samples import population_tables

LISTS = ("TableInfos", "DataProperties", "RegioS", "Perioden")


def save(folder: Path, address: str) -> None:
    """Keep the answers of a service as they come, page by page."""
    for name in LISTS:
        (folder / f"{name}.json").write_bytes(httpx.get(f"{address}/{name}?$format=json&$top=999").content)
    link: str | None = f"{address}/TypedDataSet?$format=json"
    number = 0
    while link:
        number += 1
        answer = httpx.get(link)
        (folder / f"TypedDataSet-{number:04d}.json").write_bytes(answer.content)
        link = answer.json().get("odata.nextLink")


def test_a_saved_folder_reads_as_the_service_does(tmp_path: Path) -> None:
    with ODataServer(population_tables(), page_size=10) as server:
        feed = f"{server.origin}/ODataFeed/odata"
        save(tmp_path, f"{feed}/70072ned")
        with ODataTable(feed, "70072ned") as table:
            saved = SavedTable([tmp_path])
            assert saved.table_id == "70072ned"
            assert saved.info() == table.info()
            assert saved.properties() == table.properties()
            assert saved.dimension("Perioden") == table.dimension("Perioden")
            wanted = {"RegioS": ["NL01", "GM0153"], "Perioden": ["2019JJ00"]}
            assert list(saved.rows(wanted)) == list(table.rows(wanted))
            assert list(saved.rows()) == list(table.rows())


def test_one_file_with_figures_alone_tells_its_columns_by_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "bevolking.json"
    row = {"ID": 0, "RegioS": "GM0153", "Perioden": "2019JJ00", "TotaleBevolking_7": 158_986}
    path.write_text(json.dumps({"value": [row]}), encoding="utf-8")
    saved = SavedTable([path], table_id="70072ned")
    assert [
        (column.key, column.is_area, column.is_period, column.is_topic) for column in saved.properties()
    ] == [
        ("RegioS", True, False, False),
        ("Perioden", False, True, False),
        ("TotaleBevolking_7", False, False, True),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"value": [{"RegioS": "GM01', "breekt halverwege af"),
        ("<html></html> }", "is geen leesbaar JSON-bestand"),
        ("[1, 2]", "bevat geen tabel van het CBS"),
        ('{"value": [1]}', "bevat geen tabel van het CBS"),
        ('{"value": [{"RegioS": ["GM0153"]}]}', "bevat geen tabel van het CBS"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "TypedDataSet.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ODataError) as caught:
        SavedTable([path])
    assert caught.value.kind is ErrorKind.UNREADABLE
    assert "TypedDataSet.json" in caught.value.message
    assert words in caught.value.message
    assert "Er is niets gewijzigd." in caught.value.message


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ODataError, match=r"weg\.json is niet te lezen"):
        SavedTable([tmp_path / "weg.json"])


def test_a_folder_without_figures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ODataError, match="geen bestand met cijfers"):
        SavedTable([tmp_path])
