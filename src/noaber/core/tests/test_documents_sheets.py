"""What reading an uploaded XLSX or CSV promises, with good files and with hostile ones."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Final

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.core.documents.sheets import Cell, Sheet, SheetColumn, SheetError, SheetLimits, read_sheet
from noaber.core.documents.tables import Row, TableColumn, to_csv, to_xlsx

PEOPLE: Final = [
    SheetColumn("name", "Naam", is_required=True),
    SheetColumn("email", "E-mailadres", synonyms=("mail",)),
    SheetColumn("start", "Vanaf", synonyms=("begindatum",)),
]


def csv_sheet(text: str, encoding: str = "utf-8") -> Sheet:
    return read_sheet(text.encode(encoding), "lijst.csv")


def one_cell(value: str) -> Cell:
    """A cell holding this text, as it comes out of a file."""
    table = csv_sheet('x;Kop\nx;"' + value.replace('"', '""') + '"\n').match([SheetColumn("kop", "Kop")])
    return next(table.rows())["kop"]


def xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "d-m-yyyy"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The same package with some parts replaced or added."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    parts = {name: source.read(name) for name in source.namelist()} | dict(changes)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, contents in parts.items():
            target.writestr(name, contents)
    return stream.getvalue()


def refusal(data: bytes, filename: str, limits: SheetLimits | None = None) -> SheetError:
    with pytest.raises(SheetError) as caught:
        read_sheet(data, filename, limits=limits or SheetLimits())
    return caught.value


# Good files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_the_encodings_and_delimiters_that_people_have(encoding: str, delimiter: str) -> None:
    sheet = csv_sheet(f"Naam{delimiter}Plaats\r\nCoördinator{delimiter}Súdwest\r\n", encoding)
    assert sheet.headers == ["Naam", "Plaats"]
    assert sheet.values == [["Coördinator", "Súdwest"]]


def test_the_delimiter_is_not_looked_for_inside_quotes() -> None:
    assert csv_sheet('"a,b,c,d";"e"\n1;2\n').headers == ["a,b,c,d", "e"]


def test_the_separator_line_of_excel_is_understood() -> None:
    assert csv_sheet("sep=;\r\nNaam;Plaats\r\n").headers == ["Naam", "Plaats"]


def test_headers_match_whatever_their_capitals_accents_and_signs() -> None:
    table = csv_sheet("NAAM;e mail-adres;Begindatum\nA;a@b.invalid;28-1-2019\n").match(PEOPLE)
    row = next(table.rows())
    assert [row[key].header for key in ("name", "email", "start")] == ["NAAM", "e mail-adres", "Begindatum"]


def test_unknown_columns_are_named_and_not_guessed() -> None:
    assert csv_sheet("Naam;Schoenmaat;Kleur\nA;42;rood\n").match(PEOPLE).unknown == ("Schoenmaat", "Kleur")


def test_an_optional_column_that_is_absent_gives_empty_cells() -> None:
    row = next(csv_sheet("Naam\nA\n").match(PEOPLE).rows())
    assert row["start"].date() is None


def test_rows_and_columns_are_numbered_as_the_person_sees_them() -> None:
    table = read_sheet(xlsx([[], ["", "Naam", "Vanaf"], [], ["", "A", "gisteren"]]), "a.xlsx").match(PEOPLE)
    for row in table.rows():
        row["start"].date()
    assert [(error.row, error.column) for error in table.errors] == [(4, "C")]
    assert str(table.errors[0]).startswith("Rij 4, kolom C (Vanaf): ‘gisteren’ is geen datum")


def test_our_own_exports_can_be_read_back() -> None:
    columns = [TableColumn("name", "Naam"), TableColumn("start", "Vanaf", "date")]
    rows: list[Row] = [{"name": "=1+1", "start": date(2019, 1, 28)}, {"name": "'s-Heerenberg", "start": None}]
    for data, filename in ((to_csv("t", columns, rows), "a.csv"), (to_xlsx("t", columns, rows), "a.xlsx")):
        table = read_sheet(data, filename).match(PEOPLE)
        assert [{"name": r["name"].text(), "start": r["start"].date()} for r in table.rows()] == rows
        assert table.errors == []


# Cells


@pytest.mark.parametrize("typed", ["28-1-2019", "2019-01-28", "28 januari 2019", " 28/01/2019 "])
def test_dates_are_read_as_people_type_them(typed: str) -> None:
    assert one_cell(typed).date() == date(2019, 1, 28)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("30-2-2019", "30-2-2019 bestaat niet"),
        ("2019", "‘2019’ is geen datum; schrijf bijvoorbeeld 28-1-2019"),
    ],
)
def test_a_date_that_does_not_exist_is_said_so(typed: str, message: str) -> None:
    cell = one_cell(typed)
    assert cell.date() is None
    assert [error.message for error in cell.errors] == [message]


def test_an_excel_date_is_a_date_and_a_bare_number_is_not() -> None:
    sheet = read_sheet(xlsx([["Naam", "Vanaf"], ["A", date(2019, 1, 28)], ["B", 43493]]), "a.xlsx")
    first, second = sheet.match(PEOPLE).rows()
    assert first["start"].date() == date(2019, 1, 28)
    assert second["start"].date() is None
    assert "43493’ is een getal en geen datum; als datum zou dit 28-1-2019 zijn" in (
        second["start"].errors[0].message
    )


def test_a_title_above_the_names_of_the_columns_is_explained() -> None:
    titled = [["Ledenlijst 2026"], ["Naam", "Vanaf"], ["A", "1-1-2019"]]
    with pytest.raises(SheetError, match="Staat er een titel boven de lijst"):
        read_sheet(xlsx(titled), "a.xlsx")
    with pytest.raises(SheetError, match="Staat er een titel boven de lijst"):
        read_sheet(b"Ledenlijst\r\nNaam\r\nA\r\n", "a.csv").match(PEOPLE)


def test_a_choice_names_each_value_once_by_its_first_word() -> None:
    cell = one_cell("provincie")
    assert cell.choice({"Politie": 1, "Gemeente": 2, "police": 1, "municipality": 2}) is None
    assert cell.errors[0].message == "‘provincie’ is niet bekend; kies uit Politie en Gemeente"


@pytest.mark.parametrize(
    ("typed", "number"), [("3.228.403", 3228403), ("-5", -5), ("12", 12), ("1 000", 1000)]
)
def test_whole_numbers_may_have_dutch_points(typed: str, number: int) -> None:
    assert one_cell(typed).integer() == number


@pytest.mark.parametrize("typed", ["12,5", "1.23", "twaalf", "1e3", "٣"])
def test_what_is_not_a_whole_number_is_refused(typed: str) -> None:
    cell = one_cell(typed)
    assert cell.integer() is None
    assert cell.errors[0].message == f"‘{typed}’ is geen heel getal"


def test_a_number_outside_its_bounds_says_which_bound() -> None:
    cell = one_cell("-5")
    assert cell.integer(minimum=0) is None
    assert cell.errors[0].message == "-5 is te laag; het moet 0 of meer zijn"


@pytest.mark.parametrize(("typed", "cents"), [("€ 1.234,56", 123456), ("7", 700), ("-0,05", -5)])
def test_amounts_become_cents(typed: str, cents: int) -> None:
    assert one_cell(typed).cents() == cents


def test_an_amount_with_a_third_decimal_is_refused_and_not_rounded() -> None:
    table = read_sheet(xlsx([["Kop"], [12.345], [0.1 + 0.2]]), "a.xlsx").match([SheetColumn("kop", "Kop")])
    assert [row["kop"].cents() for row in table.rows()] == [None, 30]
    assert [error.row for error in table.errors] == [2]


def test_a_choice_is_found_by_its_name_and_an_unknown_one_lists_the_names() -> None:
    kinds = {"Politie": "police", "Gemeente": "municipality"}
    assert one_cell("GEMEENTE ").choice(kinds) == "municipality"
    cell = one_cell("provincie")
    assert cell.choice(kinds) is None
    assert cell.errors[0].message == "‘provincie’ is niet bekend; kies uit Politie en Gemeente"


@pytest.mark.parametrize("typed", ["geen adres", "a@b", "a@@b.invalid", "a b@c.invalid", "@c.invalid"])
def test_what_is_not_a_mail_address_is_refused(typed: str) -> None:
    cell = one_cell(typed)
    assert cell.mail_address() == ""
    assert len(cell.errors) == 1


def test_a_mail_address_keeps_its_name_and_lowers_its_domain() -> None:
    assert one_cell("J.Jansen@Gemeente.INVALID").mail_address() == "J.Jansen@gemeente.invalid"


def test_a_code_that_excel_rounded_is_refused_instead_of_stored_wrongly() -> None:
    table = read_sheet(xlsx([["Kop"], [12345678901234567890]]), "a.xlsx").match([SheetColumn("kop", "Kop")])
    assert next(table.rows())["kop"].text() == ""
    assert "afgerond" in table.errors[0].message


def test_a_required_cell_that_is_empty_is_an_error_and_an_optional_one_is_not() -> None:
    cell = one_cell("")
    assert cell.text() == ""
    assert cell.errors == []
    cell.text(is_required=True)
    assert str(cell.errors[0]) == "Rij 2, kolom B (Kop): is leeg, maar moet ingevuld zijn."


@pytest.mark.parametrize(("typed", "answer"), [("ja", True), ("Nee", False), ("WAAR", True), ("0", False)])
def test_yes_and_no_are_read_as_words(typed: str, answer: bool) -> None:
    assert one_cell(typed).boolean() is answer


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=50))
def test_no_text_breaks_a_reader(text: str) -> None:
    cell = one_cell(text)
    cell.date(), cell.integer(), cell.cents(), cell.boolean(), cell.mail_address(), cell.choice({"a": 1})
    assert all(error.row == 2 for error in cell.errors)


# Wrong files


def test_missing_columns_are_named_with_what_was_found() -> None:
    with pytest.raises(SheetError) as caught:
        csv_sheet("Voornaam;Plaats\nA;B\n").match(PEOPLE)
    assert caught.value.message == "Deze kolom ontbreekt: Naam. In rij 1 staan: ‘Voornaam’ en ‘Plaats’."


def test_two_columns_for_the_same_thing_are_refused() -> None:
    with pytest.raises(SheetError, match=r"kolommen B .‘mail’. en C .‘E-mailadres’. betekenen hetzelfde"):
        csv_sheet("Naam;mail;E-mailadres\nA;B;C\n").match(PEOPLE)


def test_the_same_header_twice_is_refused() -> None:
    assert refusal(b"Naam;Plaats;Naam\n1;2;3\n", "a.csv").column == "C"


def test_a_value_without_a_header_is_refused_where_it_stands() -> None:
    error = refusal(b"Naam;Plaats\nA;B\nC;D;E\n", "a.csv")
    assert (error.row, error.column) == (3, "C")


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b";;;\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert "leeg" in refusal(data, "a.csv").message


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"MZ\x90\x00\x03", "a.xlsx"),
        (b"%PDF-1.7", "a.xlsx"),
        (b"Naam;Plaats", "a.xlsx"),
        (b"%PDF-1.7", "a.csv"),
        (b"PK\x03\x04aaaa", "a.csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1aaaa", "a.xlsx"),
        (b"MZ\x00\x00\x03", "a.csv"),
        (b"x", "a.exe"),
        (b"x", ""),
    ],
)
def test_a_file_of_another_type_is_refused_whatever_its_name(data: bytes, filename: str) -> None:
    assert refusal(data, filename).message.endswith(".")


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("brief.txt", "hallo")
    assert "geen Excel-bestand" in refusal(stream.getvalue(), "a.xlsx").message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_half_a_workbook_is_refused(share: float) -> None:
    data = xlsx([["Naam"], *([f"p{n}"] for n in range(500))])
    assert "beschadigd" in refusal(data[: int(len(data) * share)], "a.xlsx").message


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_never_gives_anything_but_a_sheet_or_a_clear_refusal(place: int, change: int) -> None:
    data = bytearray(BROKEN_BASE)
    data[place % len(data)] ^= change
    with suppress(SheetError):
        assert read_sheet(bytes(data), "a.xlsx").headers


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"Naam;Plaats\n", b"\xff\xfe", b'"']))
def test_no_bytes_break_the_reading_of_a_csv(data: bytes, start: bytes) -> None:
    with suppress(SheetError):
        assert read_sheet(start + data, "a.csv").headers


@pytest.mark.parametrize("link", [b"\xff", b'<Relationship Id="rId1" Target="../../etc/passwd"/>'])
def test_a_workbook_that_points_elsewhere_is_refused(link: bytes) -> None:
    assert (
        "beschadigd" in refusal(repacked(BROKEN_BASE, {"xl/_rels/workbook.xml.rels": link}), "a.xlsx").message
    )


BROKEN_BASE: Final = xlsx([["Naam", "Vanaf"], ["A", date(2019, 1, 28)]])


@pytest.mark.parametrize("text", ['Naam;Plaats\n"A;B\nC;D\n', 'Naam;Plaats\n"A"x;B\n'])
def test_a_quote_that_is_wrong_is_refused_with_its_row(text: str) -> None:
    assert refusal(text.encode(), "a.csv").row == 2


def test_a_list_that_is_too_long_is_refused() -> None:
    limits = SheetLimits(max_rows=10)
    rows = [["Naam"], *([f"p{n}"] for n in range(11))]
    assert "hoogstens 10 rijen" in refusal(xlsx(rows), "a.xlsx", limits).message
    assert "hoogstens 10 rijen" in refusal(b"Naam\n" + b"p\n" * 11, "a.csv", limits).message
    assert len(read_sheet(xlsx(rows[:-1]), "a.xlsx", limits=limits).values) == 10


def test_a_file_that_is_too_large_is_not_opened() -> None:
    assert "te groot" in refusal(b"x" * 1001, "a.csv", SheetLimits(max_bytes=1000)).message


# Hostile files


def test_a_workbook_with_macros_is_refused_whatever_its_name() -> None:
    hidden = repacked(BROKEN_BASE, {"xl/vbaProject.bin": b"x"})
    assert "macro’s" in str(refusal(hidden, "a.xlsx"))


def test_a_zip_bomb_is_refused_without_being_unpacked_into_memory() -> None:
    bomb = repacked(BROKEN_BASE, {"xl/worksheets/sheet1.xml": b" " * 50_000_000})
    tracemalloc.start()
    error = refusal(bomb, "a.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "veel te groot" in error.message
    assert peak < 10_000_000


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    """The directory says 3 bytes with the right checksum over those, the contents inflate to far more."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"abc" + b" " * 3_000_000) + packer.flush()
    name, crc = b"xl/workbook.xml", zlib.crc32(b"abc")
    sizes = struct.pack("<LLL", crc, len(packed), 3)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes
    local += struct.pack("<HH", len(name), 0) + name
    central = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
    central += struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local) + len(packed), 0)
    assert "beschadigd" in refusal(local + packed + central + end, "a.xlsx").message


@pytest.mark.parametrize("piece", [b"<c ", b'<c "', b"<c '\"", b"<row <c ", b"> ", b">1 ", b"<a"])
def test_a_sheet_made_to_keep_us_busy_is_read_once(piece: bytes) -> None:
    """With a pattern that looks back, a few megabytes of these take hours: the test would not end."""
    busy = repacked(BROKEN_BASE, {"xl/worksheets/sheet1.xml": piece * (3_000_000 // len(piece))})
    assert "beschadigd" in refusal(busy, "a.xlsx").message


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("text", [b"<sheet ", b"<Relationship ", b"<Relationship " + b"a" * 1000 + b">"])
def test_links_made_to_keep_us_busy_are_read_once(part: str, text: bytes) -> None:
    busy = repacked(BROKEN_BASE, {part: text * (3_000_000 // len(text))})
    assert "beschadigd" in refusal(busy, "a.xlsx").message


def test_an_element_that_does_not_end_hides_no_cell_far_away() -> None:
    hidden = sheet_xml('<row><c x="<" y=<c r="XFD1048576"><v>1</v></c></row>')
    assert refusal(repacked(BROKEN_BASE, {"xl/worksheets/sheet1.xml": hidden}), "a.xlsx").message


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    "last",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r = '1048576'><c r = 'A1048576'><v>1</v></c></row>",
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="2" x=">"><c x=\'>\' r="XFD2"><v>1</v></c></row>',
    ],
)
def test_a_cell_in_the_far_corner_does_not_cost_a_grid_of_its_size(last: str) -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    data = repacked(BROKEN_BASE, {"xl/worksheets/sheet1.xml": sheet_xml(first + last)})
    assert "hoogstens" in refusal(data, "a.xlsx").message


def test_empty_formatted_rows_at_the_end_do_not_matter() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" ht="12.8"/>'
    data = repacked(BROKEN_BASE, {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    assert read_sheet(data, "a.xlsx").headers == ["1"]


def test_one_long_text_shared_by_very_many_cells_is_refused() -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{space}"><si><t>{"a" * 30_000}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5_001))
    changes = {"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet_xml(rows)}
    assert "te veel tekst" in refusal(repacked(BROKEN_BASE, changes), "a.xlsx").message


def test_a_formula_that_failed_is_refused_and_not_read_as_empty() -> None:
    header = '<row r="1"><c r="A1" t="str"><v>Kop</v></c></row>'
    rows = header + '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    data = repacked(BROKEN_BASE, {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    error = refusal(data, "a.xlsx")
    assert (error.row, error.column) == (2, "A")
    assert error.message == "De formule in cel A2 geeft een fout. Herstel haar."


def test_signs_that_nobody_sees_are_left_out() -> None:
    """U+202E turns the direction of writing: what is previewed would not be what is stored."""
    table = read_sheet("Naam\nAdv\x07ieur\u202egnp\n".encode(), "a.csv").match(PEOPLE)
    assert [row["name"].text() for row in table.rows()] == ["Advieurgnp"]
