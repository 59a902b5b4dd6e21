"""From the bytes of an uploaded XLSX or CSV to a grid of plain values, within bounds.

The grid starts at cell A1, so that an index always tells the row and column that the person sees. An XLSX is
looked through before it is opened: a cell in the last corner of a sheet makes any reader that keeps a grid
ask for terabytes, and one long text shared by all cells does the same (ECMA-376 part 1, 18.3.1.4 and 18.4).
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

from noaber.core.documents.cells import CellValue
from noaber.core.documents.packages import (
    BROKEN,
    LOCKED,
    MACROS,
    Package,
    PackageError,
    PackageLimits,
    open_package,
)
from noaber.core.documents.packages import DEFAULT_LIMITS as PACKAGE_LIMITS

Grid = Sequence[Sequence[CellValue]]

_ZIP_START: Final = b"PK"
_OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Patterns meet files that somebody made to keep us busy: each looks at a byte a fixed number of times. Nothing is
# given back once it is taken (``*+``), an element that does not end is `BROKEN` at once, words begin at a ``\b``.
_ELEMENT: Final = re.compile(rb"<(?:\w++:)?(row|c)\b(?:((?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)>|())")
_REFERENCE: Final = re.compile(rb"(?:^|\s)r\s*=\s*[\"']\s*([A-Za-z]*)(\d+)")
_FORMULA: Final = re.compile(rb"\s*+<(?:\w++:)?f[\s>/]")
_FAILED: Final = re.compile(rb"\st\s*=\s*[\"']e[\"']")
_SHEET_ID: Final = re.compile(rb"<(?:\w++:)?sheet\s[^<>]*:id\s*=\s*[\"']([^\"']+)")
_LINK: Final = re.compile(rb"<(?:\w++:)?Relationship\s[^<>]*+>")
_ATTRIBUTE: Final = re.compile(rb"\b(\w++)\s*+=\s*+[\"']([^\"']*+)")
_STRING_INDEX: Final = re.compile(rb">\s*+(\d{1,7})\s*+</(?:\w++:)?v\s*+>")
_STRING_ITEM: Final = re.compile(rb"<(?:\w++:)?si[\s>/]")
_LAST_ROW: Final = 1_048_576
_BOM_16: Final = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS: Final = ";,\t"


class SheetError(ValueError):
    """The file cannot be read: a Dutch sentence, and the row (from 1) and column letter to blame."""

    def __init__(self, message: str, row: int | None = None, column: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.row = row
        self.column = column


@dataclass(frozen=True)
class SheetLimits:
    """How much one list may hold."""

    max_bytes: int = 20_000_000
    max_rows: int = 50_000
    max_columns: int = 200
    max_text: int = 100_000_000  # characters in all cells together
    package: PackageLimits = PACKAGE_LIMITS


DEFAULT_LIMITS: Final = SheetLimits()


def column_letter(index: int) -> str:
    """The letter of a column, counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters


def read_grid(
    data: bytes, filename: str, limits: SheetLimits = DEFAULT_LIMITS, *, takes_formulas: bool = True
) -> Grid:
    """All cells of the first sheet, or of the CSV. Raises ``SheetError``."""
    if not data:
        raise SheetError("Het bestand is leeg.")
    if len(data) > limits.max_bytes:
        raise SheetError(f"Het bestand is te groot: hoogstens {limits.max_bytes // 1_000_000} MB.")
    extension = filename.rpartition(".")[2].lower()
    if extension == "xlsx":
        return _read_xlsx(data, limits, takes_formulas=takes_formulas)
    if extension in ("csv", "txt"):
        return _read_csv(data, limits)
    raise SheetError(
        f"‘{filename}’ is geen XLSX of CSV. Sla de lijst in Excel op als .xlsx en probeer het opnieuw."
    )


def _read_xlsx(data: bytes, limits: SheetLimits, *, takes_formulas: bool) -> Grid:
    if data.startswith(_OLE_START):
        raise SheetError(
            "Het bestand is een oude Excel-map (.xls) of is beveiligd met een wachtwoord. "
            "Sla het zonder wachtwoord op als .xlsx."
        )
    if not data.startswith(_ZIP_START):
        raise SheetError("De naam eindigt op .xlsx, maar het is geen Excel-bestand.")
    try:
        package = open_package(io.BytesIO(data), limits.package)
        if package.has_macros:
            raise SheetError(MACROS)
        _look_through(package, limits)
        if not takes_formulas:
            _refuse_formulas(_first_sheet(package))
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grid = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except PackageError as error:
        raise SheetError(str(error)) from None
    except PasswordError:
        raise SheetError(LOCKED) from None
    except (CalamineError, XmlError, ZipError, IndexError):
        raise SheetError(BROKEN) from None
    return grid


def _look_through(package: Package, limits: SheetLimits) -> None:
    if "xl/workbook.xml" not in package.parts:
        raise SheetError("De naam eindigt op .xlsx, maar het is geen Excel-bestand.")
    strings = next((name for name in package.parts if name.lower() == "xl/sharedstrings.xml"), None)
    lengths = _string_lengths(package.read(strings)) if strings else []
    for name in package.parts:
        if name != strings and name.lower().endswith(".xml"):
            part = package.read(name)
            _check_area(part, limits)
            _check_text(part, lengths, limits)
    _check_formulas(package)


def _check_formulas(package: Package) -> None:
    """Refuse a cell whose formula failed (``#N/B``): the reader would show it as empty."""
    for element, attributes in _elements(_first_sheet(package)):
        if element == b"c" and _FAILED.search(attributes) and (place := _REFERENCE.search(attributes)):
            letters, row = place[1].decode(), int(place[2])
            raise SheetError(f"De formule in cel {letters}{row} geeft een fout. Herstel haar.", row, letters)


def _refuse_formulas(part: bytes) -> None:
    """For lists of what people said: what a formula comes to depends on who opens the file."""
    for found in _ELEMENT.finditer(part):
        if found[1] == b"c" and _FORMULA.match(part, found.end()):
            place = _REFERENCE.search(found[2] or b"")
            letters, row = (place[1].decode(), int(place[2])) if place else ("", 0)
            raise SheetError(
                f"In cel {letters}{row} staat een formule. Zet er de uitkomst zelf in (plakken als waarde).",
                row,
                letters,
            )


def _first_sheet(package: Package) -> bytes:
    first = _SHEET_ID.search(package.read("xl/workbook.xml"))
    links = (
        package.read("xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in package.parts else b""
    )
    targets = {link[b"id"]: link[b"target"] for link in map(_attributes, _LINK.findall(links))}
    target = targets.get(first[1], b"").decode(errors="replace") if first else ""
    name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return package.read(name) if name in package.parts else b""


def _elements(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The rows and cells of a part: which of the two, and its attributes as they stand there."""
    for found in _ELEMENT.finditer(part):
        if found[2] is None:
            raise SheetError(BROKEN)
        yield found[1], found[2]


def _attributes(element: bytes) -> dict[bytes, bytes]:
    return defaultdict(bytes, {name.lower(): value for name, value in _ATTRIBUTE.findall(element)})


def _check_area(part: bytes, limits: SheetLimits) -> None:
    """Refuse a cell too far down or to the right; rows and cells without contents do not count."""
    for element, attributes in _elements(part):
        if attributes.endswith(b"/"):
            continue
        if (reference := _REFERENCE.search(attributes)) is None:
            continue
        letters, row = reference[1].decode(), int(reference[2][:9])
        if row > limits.max_rows + 1:
            raise SheetError(_too_many_rows(limits), row=row, column=letters)
        if element == b"c" and _column_number(letters) > limits.max_columns:
            raise SheetError(
                f"Het blad heeft te veel kolommen: hoogstens {limits.max_columns}.", row, letters
            )


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _string_lengths(part: bytes) -> list[int]:
    starts = [found.start() for found in _STRING_ITEM.finditer(part)] + [len(part)]
    return [end - start for start, end in pairwise(starts)]


def _check_text(part: bytes, lengths: Sequence[int], limits: SheetLimits) -> None:
    """Bound the text that all cells hold together. Plain numbers count as references: a little strict."""
    total = sum(lengths[index] for index in map(int, _STRING_INDEX.findall(part)) if index < len(lengths))
    if total > limits.max_text:
        raise SheetError("De cellen bevatten samen te veel tekst.")


def _read_csv(data: bytes, limits: SheetLimits) -> Grid:
    if data.startswith((_ZIP_START, _OLE_START, b"%PDF")):
        raise SheetError("De naam eindigt op .csv, maar de inhoud is een ander soort bestand.")
    text = _decoded(data)
    delimiter, text = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    grid: list[Sequence[CellValue]] = []
    try:
        for cells in reader:
            if len(cells) > limits.max_columns:
                raise SheetError(
                    f"Rij {len(grid) + 1} heeft te veel kolommen: hoogstens {limits.max_columns}.",
                    len(grid) + 1,
                )
            grid.append(cells)
            if len(grid) > limits.max_rows + 1:
                raise SheetError(_too_many_rows(limits), row=len(grid))
    except csv.Error:
        row = len(grid) + 1
        raise SheetError(
            f"Rij {row} is niet te lezen: een aanhalingsteken klopt niet of een cel is te lang.", row=row
        ) from None
    return grid


def _too_many_rows(limits: SheetLimits) -> str:
    count = f"{limits.max_rows:,}".replace(",", ".")
    return f"De lijst is te lang: hoogstens {count} rijen. Verwijder ook lege rijen onderaan."


def _decoded(data: bytes) -> str:
    """The text in the encoding that Excel and others use; a Windows file is tried when it is not UTF-8."""
    encodings = ("utf-16",) if data.startswith(_BOM_16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetError("Het bestand is geen leesbare tekst. Sla het op als CSV (UTF-8) en probeer het opnieuw.")


def _delimiter(text: str) -> tuple[str, str]:
    """The sign between the cells, and the text without the ``sep=`` line that Excel may write."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == 5:
        return first[4], rest
    header = next((line for line in _lines(text) if line.strip(f"{_DELIMITERS} \r")), "")
    return max(_DELIMITERS, key=re.sub(r'"[^"]*"', "", header).count), text


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1
