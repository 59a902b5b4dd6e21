"""A paper as data: what it says, not how it looks.

Rooms compose a ``Paper`` from these blocks; ``pdf.to_pdf`` and ``odt.to_odt`` set it in the house style.
Texts are plain strings, or a sequence of strings and ``Span`` where a few words need emphasis; nothing in a
text is markup.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal
from unicodedata import category

from noaber.core.documents.tables import DUTCH_TIME, ColumnKind, Row, TableColumn, typed
from noaber.core.rules.dutch import format_number, short_date
from noaber.core.rules.money import EURO, format_euro

RIGHT_ALIGNED: Final = frozenset({"number", "money", "percentage"})
_UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_VARIATION_SIGNS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))  # they say "as emoji" of the sign before
DEMONSTRATION_MARK: Final = "Voorbeeldgegevens"
DEMONSTRATION_NOTE: Final = "De personen, besluiten en bedragen in dit stuk zijn voorbeelden."


@dataclass(frozen=True)
class Span:
    """Some words of a text, stressed (bold) or set apart as a title (italic)."""

    text: str
    is_strong: bool = False
    is_title: bool = False


Text = str | Sequence[str | Span]


@dataclass(frozen=True)
class Heading:
    """A heading under the title. Level 1 is the highest; a level may not be skipped."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True)
class Paragraph:
    text: Text


@dataclass(frozen=True)
class Bullets:
    items: Sequence[Text]


@dataclass(frozen=True)
class Point:
    """A numbered point, with the label that it keeps for good (1, 2, 3, a)."""

    label: str
    text: Text
    points: Sequence["Point"] = ()


@dataclass(frozen=True)
class Points:
    items: Sequence[Point]


@dataclass(frozen=True)
class DataTable:
    """A table of the same columns and rows as a list page or an XLSX; ``totals`` is a last row in bold."""

    caption: str
    columns: Sequence[TableColumn]
    rows: Sequence[Row]
    totals: Row | None = None
    source: str = ""


@dataclass(frozen=True)
class Note:
    """A remark that stands out from the text. ``title`` says of which sort it is."""

    title: str
    text: Text


@dataclass(frozen=True)
class Picture:
    """An image with the words that replace it for who cannot see it; as wide as the text, or `width_mm`."""

    data: bytes
    media_type: Literal["image/svg+xml", "image/png", "image/jpeg"]
    alt: str
    caption: str
    source: str = ""
    width_mm: int = 0


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Bullets | Points | DataTable | Note | Picture | PageBreak


@dataclass(frozen=True)
class Paper:
    """One paper, memo or letter.

    ``kind`` is the word at the top ("Memo", "Besluitenlijst"); ``facts`` are the labelled lines under the
    title (voor, van, datum). With ``addressee`` the first page is a letter for a window envelope.
    ``made_at`` dates the file itself: the same paper with the same moment gives the same bytes. ``size``: how large
    a PDF is set, less than 1 where it must fit on one page.
    """

    title: str
    network: str
    kind: str
    made_at: datetime
    blocks: Sequence[Block]
    facts: Sequence[tuple[str, str]] = ()
    addressee: Sequence[str] = ()
    sources: Sequence[str] = ()
    is_demonstration: bool = False
    is_wide: bool = False
    size: float = 1


def spans(text: Text) -> Iterator[Span]:
    """The text as spans."""
    for part in (text,) if isinstance(text, str) else text:
        yield Span(part) if isinstance(part, str) else part


def printable(text: str) -> str:
    """The text without signs that have no form, and with amounts that stay on one line.

    >>> printable("dat kost\\t€ 7\\x07")
    'dat kost €\\xa07'
    """
    spaced = text.replace("\t", " ").replace("\r\n", "\n").replace("€ ", EURO)
    left_out = {ord(sign) for sign in set(spaced) if sign != "\n" and _has_no_form(sign)}
    return spaced.translate(dict.fromkeys(left_out)) if left_out else spaced


def _has_no_form(sign: str) -> bool:
    return sign in _VARIATION_SIGNS or category(sign) in _UNPRINTABLE


def plain(text: Text) -> str:
    """The text without emphasis.

    >>> plain(["Vaststellen van de ", Span("Veiligheidsstrategie", is_title=True)])
    'Vaststellen van de Veiligheidsstrategie'
    """
    return "".join(span.text for span in spans(text))


def in_dutch(column: TableColumn, value: object) -> str:
    """The value as a Dutch paper shows it.

    >>> in_dutch(TableColumn("a", "Bedrag", "money"), 22598821)
    '€\\xa0225.988,21'
    >>> in_dutch(TableColumn("p", "Aandeel", "percentage"), Decimal("0.305"))
    '30,5%'
    """
    if value is None:
        return ""
    if column.kind == "text":
        return str(value)
    value = typed(column, value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return _moment(value) if isinstance(value, datetime) else short_date(value)
    return _figure(column.kind, value)


def _moment(moment: datetime) -> str:
    local = moment.astimezone(DUTCH_TIME) if moment.tzinfo else moment
    return f"{short_date(local)} {local:%H:%M}"


def _figure(kind: ColumnKind, value: int | float | Decimal) -> str:
    if kind == "money":
        return format_euro(int(value))
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if kind == "percentage":
        return f"{format_number(exact * 100, decimals=1)}%"
    return format_number(exact, decimals=0 if isinstance(value, int) else 2)


def filled_rows(table: DataTable) -> Sequence[Sequence[str]]:
    """The cells of the table in Dutch, without header and totals."""
    return [[in_dutch(column, row[column.key]) for column in table.columns] for row in table.rows]


def totals_row(table: DataTable) -> Sequence[str]:
    """The cells of the last row in Dutch, or nothing. A column that is not totalled may be left out."""
    totals: Mapping[str, object] = table.totals or {}
    return [in_dutch(column, totals.get(column.key)) for column in table.columns] if table.totals else []
