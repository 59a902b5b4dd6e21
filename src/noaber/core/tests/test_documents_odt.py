"""What a paper as editable text promises: the structure that an editor needs, the same words as the PDF."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from odfdo import Document

from noaber.core.documents.odt import to_odt
from noaber.core.documents.paper import Paper, Paragraph, Point, Points
from noaber.core.documents.pictures import PictureError, proportions
from noaber.core.tests.papers import MEMO

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:"
STYLE, TEXT, TABLE = f"{OFFICE}style:1.0}}", f"{OFFICE}text:1.0}}", f"{OFFICE}table:1.0}}"


def opened(paper: Paper = MEMO) -> Document:
    return Document(io.BytesIO(to_odt(paper)))


def part(paper: Paper, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(to_odt(paper))).read(name))


def words(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def test_headings_are_headings_of_their_level() -> None:
    headings = [(int(heading.level), str(heading.inner_text)) for heading in opened().body.headers]
    assert headings == [(1, "Aanleiding"), (2, "De thema’s"), (1, "Bijlage")]


def test_points_are_a_numbered_list_that_keeps_the_labels() -> None:
    items = part(MEMO, "content.xml").findall(f".//{TEXT}list[@{TEXT}style-name='Points']//{TEXT}list-item")
    assert [item.get(f"{TEXT}start-value") for item in items] == ["1", "3", "1", "2", "4"]


def test_labels_that_no_list_can_count_are_written_out() -> None:
    text = words(
        part(replace(MEMO, blocks=[Points([Point("3a", "Instemmen."), Point("4", "Zo.")])]), "content.xml")
    )
    assert "3a" in text
    assert "Instemmen." in text


def test_bullets_are_a_list() -> None:
    items = part(MEMO, "content.xml").findall(f".//{TEXT}list[@{TEXT}style-name='Bullets']/{TEXT}list-item")
    assert [words(item) for item in items] == ["Ondermijning", "Kwetsbare personen"]


def test_a_table_has_a_header_row_and_amounts_on_the_right() -> None:
    table = part(MEMO, "content.xml").find(f".//{TABLE}table")
    assert table is not None
    header = table.find(f"{TABLE}table-header-rows")
    assert header is not None
    assert [words(cell) for cell in header.iter(f"{TABLE}table-cell")] == ["Onderdeel", "Bedrag", "Aandeel"]
    first = table.findall(f"{TABLE}table-row")[0]
    assert [words(cell) for cell in first] == ["Coördinatie", "€\u00a090.000,00", "39,1%"]
    assert [p.get(f"{TEXT}style-name") for p in first.iter(f"{TEXT}p")] == ["Cell", *["Cell_20_right"] * 2]


def test_every_style_that_is_used_exists() -> None:
    content, styles = part(MEMO, "content.xml"), part(MEMO, "styles.xml")
    defined = {
        s.get(f"{STYLE}name") for tree in (content, styles) for s in tree.iter() if s.get(f"{STYLE}name")
    }
    used = {
        v
        for tree in (content, styles)
        for e in tree.iter()
        for k, v in e.items()
        if k.endswith("}style-name")
    }
    assert used <= defined


def test_a_picture_has_its_words() -> None:
    assert "Een balk van 230.000 euro" in words(part(MEMO, "content.xml"))


def test_it_is_dutch_and_says_who_made_it_and_when() -> None:
    document = opened()
    assert (document.meta.title, document.meta.language) == (MEMO.title, "nl-NL")
    assert document.meta.creation_date == MEMO.made_at.replace(tzinfo=None)
    styles = words(part(MEMO, "styles.xml"))
    assert MEMO.network in styles
    assert "Netwerk" not in styles.replace(MEMO.network, "")


def test_a_demonstration_says_so_at_the_top_and_in_every_foot() -> None:
    assert "Voorbeeldgegevens" in words(part(MEMO, "content.xml"))
    assert words(part(MEMO, "styles.xml")).count("Voorbeeldgegevens") == 2
    assert "Voorbeeldgegevens" not in words(part(replace(MEMO, is_demonstration=False), "styles.xml"))


def test_a_wide_paper_lies_on_its_side() -> None:
    master = part(replace(MEMO, is_wide=True), "styles.xml").find(f".//{STYLE}master-page")
    assert master is not None
    assert master.get(f"{STYLE}page-layout-name") == "A4_20_wide"


@pytest.mark.parametrize(
    "text", ["<text:p>&amp;</text:p>", "a\x00b", "regel een\nregel twee", "  twee  spaties", "]]>"]
)
def test_any_text_arrives_as_text(text: str) -> None:
    content = part(replace(MEMO, blocks=[Paragraph(text)]), "content.xml")
    assert "".join(text.split()).replace("\x00", "") in "".join(words(content).split())


def test_the_same_paper_gives_the_same_bytes() -> None:
    first, later = to_odt(MEMO), to_odt(replace(MEMO, made_at=MEMO.made_at + timedelta(days=1)))
    assert first == to_odt(MEMO) != later
    parts = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert parts[0].filename == "mimetype"
    assert {part.date_time[:3] for part in parts} == {MEMO.made_at.timetuple()[:3]}


def test_proportions_come_from_the_picture_itself() -> None:
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x40\x00\x00\x00\x20"
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x40\x01"
    assert (proportions(png, "image/png"), proportions(jpeg, "image/jpeg")) == (2, 4)


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg", "image/svg+xml", "image/webp"])
def test_what_is_not_a_picture_is_refused(media_type: str) -> None:
    with pytest.raises(PictureError):
        proportions(b"%PDF-1.7 geen plaatje", media_type)
