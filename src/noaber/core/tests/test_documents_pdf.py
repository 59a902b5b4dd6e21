"""What a paper as PDF promises: accessible, archivable, complete, and never made from markup in the data."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from noaber.core.documents import pdf
from noaber.core.documents.paper import (
    DataTable,
    Heading,
    Paper,
    Paragraph,
    Picture,
    Span,
    in_dutch,
    printable,
)
from noaber.core.documents.pdf import Attachment, FontsMissingError, PaperError, to_pdf
from noaber.core.documents.tables import TableColumn
from noaber.core.tests.papers import BUDGET, MEMO, SVG

A4_WIDTH = 595
CSV = Attachment(
    "bijdragen.csv", "text/csv", "De cijfers achter de tabel", b"code,cents\r\nGM0193,892479\r\n"
)


def opened(paper: Paper = MEMO, *attachments: Attachment) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(to_pdf(paper, attachments=attachments)))


def words(paper: Paper, folder: Path) -> str:
    """The text of the PDF as another program reads it."""
    path = folder / "paper.pdf"
    path.write_bytes(to_pdf(paper))
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True
    ).stdout


@pytest.mark.parametrize("long", ["x" * 1600, "https://voorbeeld.invalid/" + "pad/deel-" * 20])
def test_a_word_that_fits_on_no_line_is_broken_and_wholly_on_the_page(long: str, tmp_path: Path) -> None:
    paper = replace(MEMO, blocks=[Paragraph(f"Zie {long} en verder.")])
    path = tmp_path / "paper.pdf"
    path.write_bytes(to_pdf(paper))
    read = ["pdftotext", "-bbox", str(path), "-"]
    found = subprocess.run(read, capture_output=True, check=True, text=True).stdout
    places = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)<', found)
    assert all(float(left) > 0 and float(right) < A4_WIDTH for left, right, _word in places)
    assert long in "".join(word for _left, _right, word in places)


def tags(document: pikepdf.Pdf) -> list[str]:
    """The names of all structure elements, in reading order."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node and "/K" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(document.Root.StructTreeRoot)
    return found


def test_it_declares_both_standards_its_language_and_its_title() -> None:
    document = opened()
    with document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == MEMO.title
    assert str(document.Root.Lang).startswith("nl")
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(document.Root.MarkInfo.Marked)


def test_a_screen_reader_finds_headings_lists_tables_and_pictures() -> None:
    found = tags(opened())
    assert {"/H1", "/H2", "/L", "/LI", "/Lbl", "/Table", "/TH", "/TD", "/Figure", "/Caption"} <= set(found)
    assert found.count("/TH") == 3
    assert found.count("/TR") == 4


def test_attachments_travel_inside_and_make_it_an_archive_of_the_third_kind() -> None:
    document = opened(MEMO, CSV)
    with document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("3", "1")
    assert document.attachments["bijdragen.csv"].get_file().read_bytes() == CSV.data


def test_all_that_the_paper_says_is_in_it(tmp_path: Path) -> None:
    text = words(MEMO, tmp_path)
    for words_ in (
        "Coördinatie",
        "€ 90.000,00",
        "39,1%",
        "€ 160.000,00",
        "Bron: financierings",
        "1 van 2",
    ):
        assert words_ in text


def test_points_keep_the_labels_they_were_given(tmp_path: Path) -> None:
    lines = [line.split() for line in words(MEMO, tmp_path).splitlines()]
    labels = [
        line[0] for line in lines if line and line[0] in ("1", "2", "3", "4", "a", "b") and len(line) > 1
    ]
    assert [label for label in labels if label != "1" and label != "2"][:4] == ["3", "a", "b", "4"]


def test_a_demonstration_says_so_at_the_top_and_on_every_page(tmp_path: Path) -> None:
    pages = words(MEMO, tmp_path).split("\f")[:-1]
    assert all("Voorbeeldgegevens" in page for page in pages)
    assert "Voorbeeldgegevens" not in words(replace(MEMO, is_demonstration=False), tmp_path)


def test_the_header_of_a_long_table_is_repeated(tmp_path: Path) -> None:
    rows = [{"what": f"Regel {n}", "amount": n, "share": 0} for n in range(120)]
    pages = words(replace(MEMO, blocks=[replace(BUDGET, rows=rows, source="")], sources=()), tmp_path).split(
        "\f"
    )[:-1]
    assert len(pages) > 2
    assert all("Onderdeel" in page for page in pages)


@pytest.mark.parametrize("lines", range(2, 14))
def test_the_caption_of_a_table_stands_on_the_page_of_its_first_row(tmp_path: Path, lines: int) -> None:
    filled = [Paragraph("Regel " * 1700), *(Paragraph("Regel") for _ in range(lines))]
    paper = replace(MEMO, blocks=[*filled, replace(BUDGET, source="")], sources=())
    captioned = [page for page in words(paper, tmp_path).split("\f") if BUDGET.caption in page]
    assert len(captioned) == 1
    assert "Coördinatie" in captioned[0]


def test_data_are_never_run_as_markup(tmp_path: Path) -> None:
    hostile = '#panic("x") *vet* $x$ @ref <label> \\ "aanhaling" #read("/etc/passwd")'
    paper = replace(
        MEMO, title=hostile, facts=[(hostile, hostile)], blocks=[Paragraph(hostile), Heading(hostile)]
    )
    assert words(paper, tmp_path).count("#panic(") >= 4


def test_the_same_paper_of_the_same_moment_gives_the_same_bytes() -> None:
    assert to_pdf(MEMO) == to_pdf(MEMO)
    assert to_pdf(MEMO) != to_pdf(replace(MEMO, made_at=MEMO.made_at + timedelta(days=1)))


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        (Picture(SVG, "image/svg+xml", "", "Zonder woorden"), "alt text"),
        (Heading("Te diep", 3), "heading"),
        (Picture(b"geen plaatje", "image/png", "Iets", "Kapot"), "image"),
    ],
)
def test_what_is_not_accessible_is_refused(block: Picture | Heading, complaint: str) -> None:
    with pytest.raises(PaperError, match=complaint):
        to_pdf(replace(MEMO, blocks=[block]))


def test_a_sign_without_a_form_is_shown_by_its_code_and_not_lost(tmp_path: Path) -> None:
    text = words(replace(MEMO, blocks=[Paragraph(["Goed idee 😀, ", Span("漢")])]), tmp_path)
    assert "Goed idee [U+1F600], [U+6F22]" in text


def test_without_its_fonts_there_is_no_paper_but_the_command_to_type(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf, "_FONT_FOLDER", tmp_path)
    pdf._fonts.cache_clear()
    with pytest.raises(FontsMissingError, match="make setup"):
        to_pdf(MEMO)
    pdf._fonts.cache_clear()


def test_a_table_without_rows_is_still_a_table() -> None:
    assert "/Table" in tags(opened(replace(MEMO, blocks=[DataTable("Leeg", [TableColumn("a", "A")], [])])))


def test_an_unprintable_sign_never_reaches_the_paper() -> None:
    assert printable("a\x00b\u200bc\tд\r\ne") == "abc д\ne"


def test_a_missing_value_is_an_empty_cell() -> None:
    assert in_dutch(TableColumn("a", "A", "money"), None) == ""
