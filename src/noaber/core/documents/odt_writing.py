"""Papers as editable text: OpenDocument 1.4 (ISO/IEC 26300), which LibreOffice and Word both open.

The same ``Paper`` as the PDF. Headings are headings, points are a numbered list, the first row of a table
is its header, a picture has its words: who edits the text keeps an accessible document.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Final, cast

from odfdo import (
    Cell,
    Column,
    Container,
    Document,
    Element,
    Frame,
    Header,
    HeaderRows,
    List,
    ListItem,
    Paragraph,
    Row,
    Span,
    Style,
    SvgDescription,
    SvgTitle,
    Tab,
    Table,
)

from noaber.core.documents import paper as papers
from noaber.core.documents.paper import Block, DataTable, Paper, Picture, Point, Text, printable
from noaber.core.documents.pictures import proportions

_STYLES: Final = files("noaber.core.documents") / "odt_house" / "styles.xml"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SPAN_STYLES: Final = {
    (True, True): "Strong_20_title",
    (True, False): "Strong",
    (False, True): "Work_20_title",
}
# Word processors look for the styles of tables and cells in the document itself, not among the house styles.
_TABLE_STYLES: Final = {
    ("House_table", "table"): 'style:rel-width="100%" table:align="margins" table:border-model="collapsing"',
    ("Row_cell", "table-cell"): 'fo:border-bottom="0.5pt solid #cfc8b9" fo:padding="0.09cm"',
    ("Head_cell", "table-cell"): 'fo:border-bottom="1pt solid #0b5363" fo:padding="0.09cm"',
    ("Total_cell", "table-cell"): 'fo:border-top="1pt solid #1b2527" fo:padding="0.09cm"',
}
_TEXT_WIDTH_CM: Final = {False: 16.0, True: 24.7}
_TALLEST_CM: Final = 19.0


def written(paper: Paper) -> bytes:
    """As `noaber.core.documents.odt.to_odt`."""
    document = Document("text")
    cast(Container, document.container).set_part("styles.xml", _STYLES.read_bytes())
    _set_frame(document, paper)
    _set_metadata(document, paper)
    body = document.body
    body.clear()
    for (name, family), properties in _TABLE_STYLES.items():
        inner = f"<style:{family}-properties {properties}/>"
        style = f'<style:style style:name="{name}" style:family="{family}">{inner}</style:style>'
        document.insert_style(style, automatic=True)
    writer = _Writer(document, paper)
    for element in (
        *writer.opening(),
        *(e for block in paper.blocks for e in writer.block(block)),
        *writer.closing(),
    ):
        body.append(element)
    stream = io.BytesIO()
    document.save(stream)
    return _dated(stream, paper.made_at)


def _dated(package: io.BytesIO, made_at: datetime) -> bytes:
    """The package with every part dated as the paper is, so that the same paper gives the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(result, "w") as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, made_at.timetuple()[:6])
            entry.compress_type, entry.external_attr = part.compress_type, part.external_attr
            target.writestr(entry, source.read(part))
    return result.getvalue()


def _set_frame(document: Document, paper: Paper) -> None:
    """Fill in what the head and foot of every page say, and turn the page when the paper is wide."""
    styles = document.styles
    mark = papers.DEMONSTRATION_MARK if paper.is_demonstration else paper.kind
    for span in styles.get_elements("//style:master-page//text:span"):
        span.text = printable(paper.network if span.text == "Netwerk" else mark)
    if not paper.is_wide:
        return
    for page in styles.get_elements("//style:master-page"):
        page.set_attribute("style:page-layout-name", "A4_20_wide")
    for line in styles.get_elements("//style:master-page//text:p"):
        line.set_attribute("text:style-name", "Header_20_wide")


def _set_metadata(document: Document, paper: Paper) -> None:
    meta = document.meta
    made_at = paper.made_at.replace(tzinfo=None, microsecond=0)
    meta.title, meta.subject, meta.creator, meta.initial_creator = (
        printable(text) for text in (paper.title, paper.kind, paper.network, paper.network)
    )
    meta.language = "nl-NL"
    meta.creation_date, meta.date = made_at, made_at
    if paper.is_demonstration:
        meta.set_user_defined_metadata("Soort gegevens", papers.DEMONSTRATION_MARK)


class _Writer:
    """Turns the blocks of one paper into elements of one document."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self.document = document
        self.paper = paper
        self.tables = 0

    def opening(self) -> Iterable[Element]:
        paper = self.paper
        yield _paragraph([paper.network, "\t", paper.kind], "Kind_20_wide" if paper.is_wide else "Kind")
        if paper.is_demonstration:
            mark = papers.Span(f"{papers.DEMONSTRATION_MARK}. ", is_strong=True)
            yield _paragraph([mark, papers.DEMONSTRATION_NOTE], "Demonstration")
        if paper.addressee:
            yield _paragraph("\n".join(paper.addressee), "Addressee")
        yield _paragraph(paper.title, "Title")
        for number, (label, value) in enumerate(paper.facts, start=1):
            fact = _paragraph([], "Last_20_fact" if number == len(paper.facts) else "Fact")
            fact.append(Span(printable(label), style="Label"))
            _fill(fact, ["\t", value])
            yield fact

    def closing(self) -> Iterable[Element]:
        if self.paper.sources:
            yield _paragraph(
                [papers.Span("Bronnen: ", is_strong=True), "; ".join(self.paper.sources)], "Source"
            )

    def block(self, block: Block) -> Iterable[Element]:
        match block:
            case papers.Heading(text, level):
                yield Header(level, printable(text), style=f"Heading_20_{level}")
            case papers.Paragraph(text):
                yield _paragraph(text)
            case papers.Bullets(items):
                bullets = List(style="Bullets")
                for item in items:
                    bullets.append(ListItem(_paragraph(item, "List_20_text")))
                yield bullets
            case papers.Points(items):
                yield from _points(items)
            case papers.Note(title, text):
                yield _paragraph([papers.Span(f"{title}. ", is_strong=True), *papers.spans(text)], "Note")
            case DataTable():
                yield from self._table(block)
            case Picture():
                yield from self._picture(block)
            case papers.PageBreak():
                yield _paragraph("", "Page_20_break")

    def _table(self, table: DataTable) -> Iterable[Element]:
        self.tables += 1
        yield _paragraph(table.caption, "Caption")
        rows, totals = papers.filled_rows(table), papers.totals_row(table)
        result = Table(f"Tabel {self.tables}", style="House_table")
        for style in self._column_styles(table, rows):
            result.append(Column(style=style))
        header = HeaderRows()
        header.append(_row(table, [column.label for column in table.columns], "Head_cell"))
        result.append(header)
        for row in rows:
            result.append(_row(table, row, "Row_cell"))
        if totals:
            result.append(_row(table, totals, "Total_cell"))
        yield result
        yield _paragraph(f"Bron: {table.source}" if table.source else "", "Source")

    def _column_styles(self, table: DataTable, rows: Sequence[Sequence[str]]) -> Iterable[str]:
        """One style per column, as wide as its longest text asks, between bounds."""
        longest = [
            max(len(text) for text in (c.label, *(row[i] for row in rows)))
            for i, c in enumerate(table.columns)
        ]
        shares = [min(max(length, 6), 50) for length in longest]
        for index, share in enumerate(shares):
            width = _TEXT_WIDTH_CM[self.paper.is_wide] * share / sum(shares)
            style = Style("table-column", name=f"Table{self.tables}_{index}")
            style.set_properties({"style:column-width": f"{width:.2f}cm"}, area="table-column")
            self.document.insert_style(style, automatic=True)
            yield f"Table{self.tables}_{index}"

    def _picture(self, picture: Picture) -> Iterable[Element]:
        yield _paragraph(picture.caption, "Caption")
        ratio = proportions(picture.data, picture.media_type)
        width = min(_TEXT_WIDTH_CM[self.paper.is_wide], _TALLEST_CM * ratio)
        url = self.document.add_file(io.BytesIO(picture.data))
        frame = Frame.image_frame(
            url, size=(f"{width:.2f}cm", f"{width / ratio:.2f}cm"), anchor_type="as-char"
        )
        frame.append(SvgTitle(printable(picture.caption)))
        frame.append(SvgDescription(printable(picture.alt)))
        holder = Paragraph("")
        holder.append(frame)
        yield holder
        yield _paragraph(f"Bron: {picture.source}" if picture.source else "", "Source")


def _paragraph(text: Text, style: str = "Text_20_body") -> Paragraph:
    paragraph = Paragraph("", style=style)
    _fill(paragraph, text)
    return paragraph


def _fill(paragraph: Paragraph, text: Text) -> None:
    """Append the text; only a lone tab is a tab, every other one is a space."""
    for span in papers.spans(text):
        style = _SPAN_STYLES.get((span.is_strong, span.is_title))
        if span.text == "\t":
            paragraph.append(Tab())
        elif style:
            paragraph.append(Span(printable(span.text), style=style))
        else:
            paragraph.append_plain_text(printable(span.text))


def _row(table: DataTable, cells: Sequence[str], style: str) -> Row:
    row = Row()
    for column, text in zip(table.columns, cells, strict=True):
        right = "_20_right" if column.is_figure or column.kind in papers.RIGHT_ALIGNED else ""
        name = f"Cell_20_head{right}" if style == "Head_cell" else f"Cell{right}"
        cell = Cell(style=style)
        is_total = style == "Total_cell"
        cell.append(_paragraph([papers.Span(text, is_strong=True)] if is_total else text, name))
        row.append(cell)
    return row


def _points(points: Sequence[Point]) -> Iterable[Element]:
    """A numbered list where the labels allow it (1 2 3 with a b c inside), else lines with their label."""
    if all(_number(point.label, 0) for point in points) and all(
        _number(inner.label, 1) and not inner.points for point in points for inner in point.points
    ):
        yield _numbered(points, 0)
        return
    for point in points:
        yield _paragraph([papers.Span(point.label, is_strong=True), "\t", *papers.spans(point.text)], "Point")
        yield from _points(point.points)


def _numbered(points: Sequence[Point], depth: int) -> List:
    result = List(style="Points") if depth == 0 else List()
    for point in points:
        item = ListItem(_paragraph(point.text, "List_20_text"))
        item.set_attribute("text:start-value", str(_number(point.label, depth)))
        if point.points:
            item.append(_numbered(point.points, depth + 1))
        result.append(item)
    return result


def _number(label: str, depth: int) -> int:
    """The number that a list gives for this label at this depth, or 0.

    >>> _number("3", 0), _number("b", 1), _number("3a", 0)
    (3, 2, 0)
    """
    if depth == 0:
        return int(label) if label.isascii() and label.isdigit() else 0
    return _LETTERS.find(label) + 1 if len(label) == 1 else 0
