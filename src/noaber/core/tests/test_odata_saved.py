"""A table from saved answers gives what the service gave."""

from __future__ import annotations

import json
import os
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
        (r'{"value": [{"SoortMisdrijf": "\ud800"}]}', "is geen leesbaar JSON-bestand"),
        (r'{"value": [{"\uDFFF": "GM0153"}]}', "is geen leesbaar JSON-bestand"),
        (r'{"value": [], "odata.nextLink": "\ud83dTypedDataSet"}', "is geen leesbaar JSON-bestand"),
        (r'{"value": [{"SoortMisdrijf": "1\u0000"}]}', "is geen leesbaar JSON-bestand"),
        ('{"value": [{"SoortMisdrijf": "\ud800"}]}', "is geen leesbaar JSON-bestand"),
        (f'{{"value": [{{"Aantal_1": {"9" * 5_000}}}]}}', "is geen leesbaar JSON-bestand"),
        ("[1, 2]", "bevat geen tabel van het CBS"),
        ('{"value": [1]}', "bevat geen tabel van het CBS"),
        ('{"value": [{"RegioS": ["GM0153"]}]}', "bevat geen tabel van het CBS"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "TypedDataSet.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(ODataError) as caught:
        SavedTable([path])
    assert caught.value.kind is ErrorKind.UNREADABLE
    assert "TypedDataSet.json" in caught.value.message
    assert words in caught.value.message
    assert "Er is niets gewijzigd." in caught.value.message


def test_what_looks_like_half_a_sign_and_is_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "TypedDataSet.json"
    path.write_text(r'{"value": [{"Naam": "\ud83d\ude00 \\ud800 \\u0000 \\\\u0000"}]}', encoding="utf-8")
    assert list(SavedTable([path]).rows()) == [{"Naam": r"😀 \ud800 \u0000 \\u0000"}]


@pytest.mark.parametrize("odd", [{"ParentID": [1]}, {"ID": {"a": 1}}, {"ID": [1]}])
def test_columns_that_are_numbered_by_a_list_or_an_object_are_refused(
    tmp_path: Path, odd: dict[str, object]
) -> None:
    column = {"ID": 0, "Position": 0, "ParentID": None, "Type": "Topic", "Key": "Aantal_1", "Title": "Aantal"}
    lists = {"DataProperties": [{**column, **odd}], "TypedDataSet": [{"RegioS": "GM0153", "Aantal_1": 1}]}
    for name, rows in lists.items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"value": rows}), encoding="utf-8")
    said = r"gegevens van de lijst DataProperties hebben een andere vorm dan verwacht\. Er is niets gewijzigd"
    with pytest.raises(ODataError, match=said):
        SavedTable([tmp_path]).properties()


def test_a_file_may_have_any_sign_in_its_name(tmp_path: Path) -> None:
    for name in ("1²", "1"):
        (tmp_path / f"{name}.json").write_text('{"value": [{"RegioS": "GM0153"}]}', encoding="utf-8")
    assert len(list(SavedTable([tmp_path]).rows())) == 2


def test_what_is_no_file_is_never_read(tmp_path: Path) -> None:
    """A device or a pipe need not end."""
    os.mkfifo(tmp_path / "pijp.json")
    with pytest.raises(ODataError, match=r"pijp\.json is geen bestand"):
        SavedTable([tmp_path / "pijp.json"])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ODataError, match=r"weg\.json is niet te lezen"):
        SavedTable([tmp_path / "weg.json"])


def test_a_folder_without_figures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ODataError, match="geen bestand met cijfers"):
        SavedTable([tmp_path])


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({"TypedDataSet-0001": "10"}, "ontbreekt het bestand TypedDataSet-0002.json"),
        (
            {"TypedDataSet-0001": "10", "TypedDataSet-0003": ""},
            "ontbreekt het bestand TypedDataSet-0002.json",
        ),
        ({"TypedDataSet": "10"}, "ontbreekt de pagina na het bestand TypedDataSet.json"),
        ({"een": "10", "twee": "30", "z": ""}, "ontbreekt een pagina voor het bestand twee.json"),
        ({"een": "9" * 5_000, "z": ""}, "ontbreekt een pagina voor het bestand een.json"),
        ({"TypedDataSet-2": "20", "TypedDataSet-3": ""}, "een pagina voor het bestand TypedDataSet-2.json"),
    ],
)
@pytest.mark.parametrize("link", ["odata.nextLink", "@odata.nextLink"])
def test_a_page_that_is_missing_is_named(
    tmp_path: Path, pages: dict[str, str], words: str, link: str
) -> None:
    rows = [{"ID": number, "RegioS": "GM0153", "TotaleBevolking_7": number} for number in range(10)]
    for name, skip in pages.items():
        more = {link: f"https://voorbeeld.invalid/70072ned/TypedDataSet?%24skip={skip}"} if skip else {}
        (tmp_path / f"{name}.json").write_text(json.dumps({"value": rows, **more}), encoding="utf-8")
    with pytest.raises(ODataError) as caught:
        SavedTable([tmp_path])
    assert words in caught.value.message


def test_pages_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in range(1, 12):
        link = {"odata.nextLink": f"TypedDataSet?$skip={number}"} if number < 11 else {}
        content = {"value": [{"ID": number, "RegioS": "GM0153"}], **link}
        (tmp_path / f"TypedDataSet-{number}.json").write_text(json.dumps(content), encoding="utf-8")
    assert [row["ID"] for row in SavedTable([tmp_path]).rows()] == list(range(1, 12))


def test_a_file_of_another_table_is_named(tmp_path: Path) -> None:
    of_table = "https://voorbeeld.invalid/odata/{}/$metadata#Cbs.OData.WebAPI.TypedDataSet"
    for table in ("70072ned", "47018NED"):
        content = {"odata.metadata": of_table.format(table), "value": [{"RegioS": "GM0153"}]}
        (tmp_path / f"{table}.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ODataError, match=r"70072ned\.json is van tabel 70072ned en niet van 47022NED"):
        SavedTable([tmp_path / "70072ned.json"], table_id="47022NED")
    with pytest.raises(ODataError, match=r"70072ned\.json is van tabel 70072ned en niet van 47018NED"):
        SavedTable([tmp_path])
