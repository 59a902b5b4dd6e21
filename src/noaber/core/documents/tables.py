"""Write a list as CSV (for machines) or as XLSX (for people).

Both take the same columns and rows, so that a page, its CSV and its XLSX cannot differ. A row is a mapping
with a value for the key of every column; ``None`` is an empty cell. The Python type of a value follows from
the kind of its column:

============  ==========================  ==============================  =============================
kind          value                       CSV                             XLSX
============  ==========================  ==============================  =============================
text          anything, through ``str``   the text                        text
number        int, Decimal or float       1234 or 12.5                    number
money         int, in cents               cents; key ends in ``_cents``   euros, with euro format
percentage    fraction (0.61 is 61%)      the fraction                    number, as percentage
date          date                        2019-01-28                      date
moment        datetime                    2019-01-28T14:30:00+01:00       date and time in Dutch time
boolean       bool                        true or false                   boolean
============  ==========================  ==============================  =============================

A text that a spreadsheet would run as a formula gets an apostrophe in front
(https://owasp.org/www-community/attacks/CSV_Injection); ``noaber.core.documents.sheets`` takes it off again.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, cast, get_args
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

ColumnKind = Literal["text", "number", "money", "date", "moment", "percentage", "boolean"]
Row = Mapping[str, object]
TypedValue = int | float | Decimal | date

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
DUTCH_TIME: Final = ZoneInfo("Europe/Amsterdam")
CSV_MEDIA_TYPE: Final = "text/csv; charset=utf-8"
XLSX_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MAX_XLSX_ROWS: Final = 1_048_575  # the sheet's own limit, less the header row
MAX_XLSX_TEXT: Final = 32_767  # the limit of one cell; longer texts are dropped by the writer without a word
CUT_MARK: Final = " … (ingekort)"
NARROWEST, WIDEST = 8, 60

# 413 is Dutch: euro sign in front, minus before the figure, the separators of the reader's own computer.
XLSX_FORMATS: Final[Mapping[str, str]] = {
    "integer": "#,##0",
    "decimal": "#,##0.00##",
    "money": "[$€-413] #,##0.00;[$€-413] -#,##0.00",
    "percentage": "0.0%",
    "date": "d-m-yyyy",
    "moment": "d-m-yyyy hh:mm",
}


@dataclass(frozen=True)
class TableColumn:
    """One column: the ``key`` into each row, the Dutch ``label`` above it, and the ``kind`` of its values.

    ``is_figure``: a text that is a figure as it is said ("+59", "geen cijfer"); in a paper it is set as numbers are.
    """

    key: str
    label: str
    kind: ColumnKind = "text"
    is_figure: bool = False

    def __post_init__(self) -> None:
        if self.kind not in get_args(ColumnKind):
            raise ValueError(f"column {self.key!r} has unknown kind {self.kind!r}")

    @property
    def csv_name(self) -> str:
        """The header in CSV. Amounts say that they are cents."""
        return f"{self.key}_cents" if self.kind == "money" and not self.key.endswith("_cents") else self.key


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    >>> escape_formula("=1+1"), escape_formula("Zwolle")
    ("'=1+1", 'Zwolle')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def unescape_formula(text: str) -> str:
    """Undo ``escape_formula``.

    >>> unescape_formula("'=1+1"), unescape_formula("'s-Heerenberg")
    ('=1+1', "'s-Heerenberg")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def to_csv(
    title: str, columns: Sequence[TableColumn], rows: Iterable[Row], *, notes: Sequence[str] = ()
) -> bytes:
    """The rows as CSV after RFC 4180: UTF-8 without byte order mark, commas, one header line of column keys.

    ``title`` is not written, because a title line would break every reader; it names the file. The ``notes``
    (source, "voorbeeldgegevens") stand in a last column on every row, so that no selection loses them.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    extra = ["notes"] if notes else []
    note = [escape_formula("; ".join(notes))] if notes else []
    writer.writerow([column.csv_name for column in columns] + extra)
    for row in rows:
        writer.writerow([_csv_value(column, row[column.key]) for column in columns] + note)
    return stream.getvalue().encode("utf-8")


def to_xlsx(
    title: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Row],
    *,
    notes: Sequence[str] = (),
    made_at: datetime | None = None,
) -> bytes:
    """The rows as an Excel workbook with header, filter, real types and a second sheet for the notes, if any.

    Row 1 holds the labels and the data start in row 2, so that the file can be read back. The title names
    the sheet and the document and heads every printed page. Rows are written one by one:
    memory does not grow with their number, apart from the file itself.
    """
    return to_workbook(title, [Sheet(title, columns, rows)], notes=notes, made_at=made_at)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: what it is called, its columns, and its rows."""

    title: str
    columns: Sequence[TableColumn]
    rows: Iterable[Row]


def to_workbook(
    title: str, sheets: Sequence[Sheet], *, notes: Sequence[str] = (), made_at: datetime | None = None
) -> bytes:
    """As ``to_xlsx``, with several sheets that belong together."""
    stream = io.BytesIO()
    # Leaving the block closes the workbook, and with it the temporary files that hold the rows, also after an error.
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        book.set_properties(
            {"title": title, "comments": "; ".join(notes), "author": "Noaber", "created": made_at}
        )
        for sheet in sheets:
            _SheetWriter(book, sheet.title, sheet.columns).write(sheet.rows, notes)
        if notes:
            _write_notes(book, title, notes)
    return stream.getvalue()


def _csv_value(column: TableColumn, value: object) -> str:
    if value is None:
        return ""
    if column.kind == "text":
        return escape_formula(str(value))
    value = typed(column, value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _dutch_clock(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "number": (int, Decimal, float),
    "percentage": (int, Decimal, float),
    "money": (int,),
    "date": (date,),
    "moment": (datetime,),
    "boolean": (bool,),
}


def typed(column: TableColumn, value: object) -> TypedValue:
    """The value, if its kind can hold it; ``TypeError`` otherwise: a wrong export is worse than none."""
    is_stray_bool = isinstance(value, bool) and column.kind != "boolean"
    is_stray_moment = isinstance(value, datetime) and column.kind == "date"
    if not isinstance(value, _TYPES[column.kind]) or is_stray_bool or is_stray_moment:
        raise TypeError(
            f"column {column.key!r} is of kind {column.kind} and cannot hold {type(value).__name__}"
        )
    return cast(TypedValue, value)


class _SheetWriter:
    """Writes the data sheet of one workbook, and remembers how wide its columns must be."""

    def __init__(self, book: Workbook, title: str, columns: Sequence[TableColumn]) -> None:
        self.columns = columns
        self.title = title
        self.sheet: Worksheet = book.add_worksheet(_sheet_name(title))
        self.header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"valign": "top", "text_wrap": True})
        self.formats = {
            name: book.add_format({"num_format": f, "valign": "top"}) for name, f in XLSX_FORMATS.items()
        }
        self.widths = [len(column.label) + 3 for column in columns]  # 3 for the filter button
        self.writers: Sequence[Callable[[int, int, TableColumn, object], int]] = [
            self._text if column.kind == "text" else self._typed for column in columns
        ]

    def write(self, rows: Iterable[Row], notes: Sequence[str]) -> None:
        for index, column in enumerate(self.columns):
            self.sheet.write_string(0, index, escape_formula(column.label), self.header)
        last = 0
        for last, row in enumerate(rows, start=1):
            if last > MAX_XLSX_ROWS:
                raise ValueError(f"an XLSX sheet holds at most {MAX_XLSX_ROWS} rows")
            for index, column in enumerate(self.columns):
                value = row[column.key]
                if value is not None:
                    width = self.writers[index](last, index, column, value)
                    self.widths[index] = max(self.widths[index], width)
        self._finish(last, notes)

    def _finish(self, last: int, notes: Sequence[str]) -> None:
        sheet, right = self.sheet, max(len(self.columns) - 1, 0)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, right)
        sheet.ignore_errors(
            {"number_stored_as_text": f"A1:XFD{last + 1}"}
        )  # codes such as an OIN are texts on purpose
        for index, width in enumerate(self.widths):
            sheet.set_column(index, index, min(max(width, NARROWEST), WIDEST))
        sheet.repeat_rows(0)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L&B{_print_text(self.title)}", {"margin": 0.4})
        sheet.set_footer(f"&L{_print_text('; '.join(notes))}&RPagina &P van &N", {"margin": 0.4})

    def _text(self, row: int, index: int, column: TableColumn, value: object) -> int:
        text = escape_formula(str(value))
        if len(text) > MAX_XLSX_TEXT:
            text = text[: MAX_XLSX_TEXT - len(CUT_MARK)] + CUT_MARK
        # Wrapping costs row height in some programs, so that only texts get it that would not fit otherwise.
        is_long = len(text) > WIDEST or "\n" in text
        self.sheet.write_string(row, index, text, self.text if is_long else None)
        return len(text)

    def _typed(self, row: int, index: int, column: TableColumn, raw: object) -> int:
        value = typed(column, raw)
        style = self._format(column.kind, value)
        if isinstance(value, bool):
            self.sheet.write_boolean(row, index, value)
            return 8
        if isinstance(value, date):  # a datetime is a date too
            clock = _dutch_clock(value).replace(tzinfo=None) if isinstance(value, datetime) else value
            self.sheet.write_datetime(row, index, clock, style)
            return 17 if isinstance(value, datetime) else 11
        number = Decimal(value) / 100 if column.kind == "money" else value
        self.sheet.write_number(row, index, number, style)
        return len(f"{number:,.2f}") + 3

    def _format(self, kind: ColumnKind, value: object) -> Format | None:
        if kind == "number":
            return self.formats["integer" if isinstance(value, int) else "decimal"]
        return self.formats.get(kind)


def _dutch_clock(moment: datetime) -> datetime:
    """The moment on a Dutch clock; one without a time zone is taken as it stands."""
    return moment.astimezone(DUTCH_TIME) if moment.tzinfo else moment


def _sheet_name(title: str) -> str:
    """At most 31 characters, and none of those that Excel refuses in a name."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31].strip(" ',;.-") or "Overzicht"


def _print_text(text: str) -> str:
    """Text for the head or foot of a page, where ``&`` starts a command; 255 characters is Excel's limit."""
    return text.replace("&", "&&")[:200].rstrip("&")


def _write_notes(book: Workbook, title: str, notes: Sequence[str]) -> None:
    name = "Toelichting" if _sheet_name(title) != "Toelichting" else "Toelichting en bron"
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, escape_formula(title), book.add_format({"bold": True, "font_size": 14}))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, note in enumerate(notes, start=2):
        sheet.write_string(row, 0, escape_formula(note), wrapped)
