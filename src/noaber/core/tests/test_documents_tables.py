"""What the CSV and XLSX downloads promise."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from noaber.core.documents.tables import (
    FORMULA_STARTS,
    ColumnKind,
    TableColumn,
    escape_formula,
    to_csv,
    to_xlsx,
    unescape_formula,
)

COLUMNS = [
    TableColumn("name", "Gemeente"),
    TableColumn("population", "Inwoners", "number"),
    TableColumn("amount", "Bijdrage", "money"),
    TableColumn("decided_on", "Besloten op", "date"),
    TableColumn("sent_at", "Verzonden", "moment"),
    TableColumn("share", "Aandeel", "percentage"),
    TableColumn("is_paid", "Betaald", "boolean"),
]
ZWOLLE = {
    "name": "Zwolle",
    "population": 127497,
    "amount": 892479,
    "decided_on": date(2019, 4, 24),
    "sent_at": datetime(2019, 1, 28, 13, 30, tzinfo=UTC),
    "share": Decimal("0.61"),
    "is_paid": True,
}
EMPTY: dict[str, object] = dict.fromkeys(ZWOLLE)


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def xlsx_rows(data: bytes, sheet: int = 0) -> list[list[object]]:
    return [
        list(row)
        for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python()
    ]


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_csv_is_for_machines_iso_dates_and_integer_cents() -> None:
    header, row, empty = csv_rows(to_csv("Gemeenten", COLUMNS, [ZWOLLE, EMPTY]))
    assert header == ["name", "population", "amount_cents", "decided_on", "sent_at", "share", "is_paid"]
    assert row == ["Zwolle", "127497", "892479", "2019-04-24", "2019-01-28T14:30:00+01:00", "0.61", "true"]
    assert empty == [""] * 7


def test_csv_has_no_byte_order_mark_and_ends_its_lines_as_the_standard_says() -> None:
    assert (
        to_csv("Namen", [TableColumn("name", "Naam")], [{"name": "Coördinator"}])
        == "name\r\nCoördinator\r\n".encode()
    )


def test_csv_keeps_the_notes_on_every_row() -> None:
    rows = csv_rows(to_csv("Namen", COLUMNS[:1], [ZWOLLE, ZWOLLE], notes=["Bron: CBS", "voorbeeldgegevens"]))
    assert rows == [["name", "notes"]] + [["Zwolle", "Bron: CBS; voorbeeldgegevens"]] * 2


def test_xlsx_has_real_types() -> None:
    header, row, empty = xlsx_rows(to_xlsx("Gemeenten", COLUMNS, [ZWOLLE, EMPTY | {"name": "leeg"}]))
    assert header == [column.label for column in COLUMNS]
    assert row == ["Zwolle", 127497, 8924.79, date(2019, 4, 24), datetime(2019, 1, 28, 14, 30), 0.61, True]
    assert empty == ["leeg", "", "", "", "", "", ""]


def test_xlsx_shows_amounts_as_euros() -> None:
    styles = part(to_xlsx("Geld", COLUMNS, [ZWOLLE]), "xl/styles.xml")
    assert "[$€-413] #,##0.00" in styles


def test_xlsx_has_a_frozen_bold_header_a_filter_and_prints_it_on_every_page() -> None:
    data = to_xlsx("Gemeenten", COLUMNS, [ZWOLLE])
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert 'ySplit="1"' in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:G2"/>' in sheet
    assert "Print_Titles" in part(data, "xl/workbook.xml")


def test_xlsx_names_its_title_and_carries_its_notes() -> None:
    data = to_xlsx("Bijdragen 2020/2023", COLUMNS, [ZWOLLE], notes=["Bron: CBS", "voorbeeldgegevens"])
    assert "<dc:title>Bijdragen 2020/2023</dc:title>" in part(data, "docProps/core.xml")
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == [
        "Bijdragen 2020 2023",
        "Toelichting",
    ]
    assert ["voorbeeldgegevens"] in xlsx_rows(data, 1)
    assert "voorbeeldgegevens" in part(data, "xl/worksheets/sheet1.xml").split("<oddFooter>")[1]


@pytest.mark.parametrize("title", ["", "[:*?/\\", "Toelichting", "'t Harde", "x" * 80, "Q&A &P"])
def test_any_title_gives_a_workbook_that_opens(title: str) -> None:
    assert xlsx_rows(to_xlsx(title, COLUMNS, [ZWOLLE], notes=["n"]))[1][0] == "Zwolle"


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_text_never_starts_a_formula(start: str) -> None:
    row = ZWOLLE | {"name": start + 'HYPERLINK("http://voorbeeld.invalid")'}
    (_, in_csv), (_, in_xlsx) = csv_rows(to_csv("t", COLUMNS, [row])), xlsx_rows(to_xlsx("t", COLUMNS, [row]))
    assert in_csv[0].startswith("'")
    assert str(in_xlsx[0]).startswith("'")


def test_a_label_that_looks_like_a_formula_is_text_too() -> None:
    assert xlsx_rows(to_xlsx("t", [TableColumn("name", "=1+1")], [ZWOLLE]))[0] == ["'=1+1"]


def test_negative_numbers_stay_numbers() -> None:
    row = ZWOLLE | {"population": -3, "amount": -401179}
    assert csv_rows(to_csv("t", COLUMNS, [row]))[1][1:3] == ["-3", "-401179"]
    assert xlsx_rows(to_xlsx("t", COLUMNS, [row]))[1][1:3] == [-3, -4011.79]


@given(st.text())
def test_escaping_is_undone_by_reading(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text or text.startswith("'")
    assert not escape_formula(text).startswith(FORMULA_STARTS)


@settings(deadline=None)
@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_every_amount_arrives_to_the_cent(cents: int) -> None:
    data = to_xlsx("t", [TableColumn("a", "A", "money")], [{"a": cents}])
    assert round(float(str(xlsx_rows(data)[1][0])) * 100) == cents


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("money", 12.5),
        ("money", True),
        ("number", "12"),
        ("date", "2019-01-28"),
        ("date", datetime(2019, 1, 28)),
        ("moment", date(2019, 1, 28)),
        ("boolean", 1),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(kind: ColumnKind, value: object) -> None:
    column = TableColumn("x", "X", kind)
    with pytest.raises(TypeError, match="cannot hold"):
        to_csv("t", [column], [{"x": value}])
    with pytest.raises(TypeError, match="cannot hold"):
        to_xlsx("t", [column], [{"x": value}])


def test_a_text_longer_than_a_cell_is_cut_visibly_instead_of_dropped() -> None:
    text = str(xlsx_rows(to_xlsx("t", COLUMNS[:1], [{"name": "a" * 40_000}]))[1][0])
    assert len(text) == 32_767
    assert text.endswith("(ingekort)")


def test_a_row_without_a_column_is_a_mistake_and_not_an_empty_cell() -> None:
    with pytest.raises(KeyError):
        to_csv("t", COLUMNS, [{"name": "Zwolle"}])
