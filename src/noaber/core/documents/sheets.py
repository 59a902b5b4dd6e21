"""Read an uploaded list, XLSX or CSV, into rows of cells that know where they stand.

    sheet = read_sheet(data, "personen.xlsx")
    table = sheet.match([SheetColumn("email", "E-mailadres", synonyms=("mail",), is_required=True)])
    for row in table.rows():
        address = row["email"].mail_address(is_required=True)
    if table.errors: ...

What is wrong with the file as a whole raises ``SheetError``; what is wrong with a cell is collected in
``table.errors``. Nothing is guessed: an unknown column is named in ``table.unknown``, a missing one refused.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from noaber.core.documents.cells import Cell, CellError, CellValue, fold, shown
from noaber.core.documents.grids import (
    DEFAULT_LIMITS,
    Grid,
    SheetError,
    SheetLimits,
    column_letter,
    read_grid,
)
from noaber.core.rules.dutch import in_a_row

__all__ = [
    "Cell",
    "CellError",
    "Sheet",
    "SheetColumn",
    "SheetError",
    "SheetLimits",
    "SheetTable",
    "read_sheet",
]

_TITLE: Final = (
    " Staat er een titel boven de lijst? Haal die weg: de eerste rij geeft de namen van de kolommen."
)
_SPACES: Final = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f\u200b\ufeff", " "))


@dataclass(frozen=True)
class SheetColumn:
    """A column that an import knows by its ``key``, its Dutch ``label`` or a synonym."""

    key: str
    label: str
    synonyms: Sequence[str] = ()
    is_required: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset(fold(name) for name in (self.key, self.label, *self.synonyms))


@dataclass(frozen=True)
class Sheet:
    """The header and the rows under it that hold anything. ``first_row`` is the number of the header row."""

    headers: Sequence[str]
    values: Sequence[Sequence[CellValue]]
    row_numbers: Sequence[int]
    first_row: int

    def match(self, columns: Sequence[SheetColumn]) -> "SheetTable":
        """Find the known columns. ``SheetError``: a required one is missing, or one is there twice."""
        found: dict[str, int] = {}
        unknown = []
        for index, header in enumerate(self.headers):
            column = next((column for column in columns if fold(header) in column.names), None)
            if column is None:
                unknown += [header] if header else []
            elif column.key in found:
                self._refuse_double(found[column.key], index)
            else:
                found[column.key] = index
        missing = [column.label for column in columns if column.is_required and column.key not in found]
        if missing:
            raise SheetError(self._missing(missing), row=self.first_row)
        labels = {column.key: column.label for column in columns}
        return SheetTable(self, found, labels, tuple(unknown))

    def _refuse_double(self, first: int, second: int) -> None:
        raise SheetError(
            f"De kolommen {column_letter(first)} (‘{self.headers[first]}’) en {column_letter(second)} "
            f"(‘{self.headers[second]}’) betekenen hetzelfde. Verwijder er een.",
            row=self.first_row,
            column=column_letter(second),
        )

    def _missing(self, labels: Sequence[str]) -> str:
        subject = "Deze kolom ontbreekt" if len(labels) == 1 else "Deze kolommen ontbreken"
        present = in_a_row(f"‘{header}’" for header in self.headers if header)
        return (
            f"{subject}: {in_a_row(labels)}. In rij {self.first_row} staan: {present}.{_hint(self.headers)}"
        )


@dataclass(frozen=True)
class SheetTable:
    """A sheet of which the columns are known. ``errors`` grows while its cells are read."""

    sheet: Sheet
    positions: Mapping[str, int]
    labels: Mapping[str, str]
    unknown: tuple[str, ...]
    errors: list[CellError] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.sheet.values)

    def place(self, row: int, key: str) -> tuple[str, str, str]:
        """Column letter, header and value of a cell by the number of its row and the key of its column.

        Where the column is absent the letter and the value are empty.
        """
        index = self.positions.get(key)
        if index is None:
            return "", self.labels[key], ""
        values = self.sheet.values[bisect_left(self.sheet.row_numbers, row)]
        value = values[index] if index < len(values) else None
        return column_letter(index), self.sheet.headers[index], shown(value)

    def rows(self) -> Iterator[Mapping[str, Cell]]:
        """The rows from top to bottom: a cell for every known column, empty where the column is absent."""
        places = [
            (key, index, column_letter(index), self.sheet.headers[index])
            for key, index in self.positions.items()
        ]
        absent = [(key, label) for key, label in self.labels.items() if key not in self.positions]
        for number, values in zip(self.sheet.row_numbers, self.sheet.values, strict=True):
            row = {
                key: Cell(number, letter, header, values[index] if index < len(values) else None, self.errors)
                for key, index, letter, header in places
            }
            for key, label in absent:
                row[key] = Cell(number, "", label, None, self.errors)
            yield row


def read_sheet(
    data: bytes, filename: str, *, limits: SheetLimits = DEFAULT_LIMITS, takes_formulas: bool = True
) -> Sheet:
    """Read the first sheet of an XLSX, or a CSV (UTF-8 or Windows; commas, semicolons or tabs).

    The first row that holds anything is the header; empty rows are skipped. Raises ``SheetError`` with a
    Dutch sentence when the file is of another type, broken, too large, or has values outside its header.
    """
    grid = read_grid(data, filename, limits, takes_formulas=takes_formulas)
    first = next((index for index, cells in enumerate(grid) if any(map(_is_filled, cells))), None)
    if first is None:
        raise SheetError("Het bestand is leeg: er staat geen kop en geen rij in.")
    headers = _headers(grid[first], first + 1)
    rows, numbers = _rows(grid, first + 1, headers)
    return Sheet(headers, rows, numbers, first + 1)


def _headers(cells: Sequence[CellValue], row: int) -> list[str]:
    headers = [str(_tidy(shown(cell))) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    for index, header in enumerate(headers):
        if header and header in headers[:index]:
            letters = column_letter(headers.index(header)), column_letter(index)
            raise SheetError(
                f"De kop ‘{header}’ staat twee keer: in kolom {in_a_row(letters)}.", row, letters[1]
            )
    return headers


def _rows(grid: Grid, start: int, headers: Sequence[str]) -> tuple[list[list[CellValue]], list[int]]:
    rows, numbers = [], []
    unnamed = [index for index, header in enumerate(headers) if not header]
    width = len(headers)
    for number, cells in enumerate(grid[start:], start=start + 1):
        values = [_tidy(cell) if isinstance(cell, str) else cell for cell in cells]
        if not any(value is not None and value != "" for value in values):
            continue
        stray = next((i for i in (*unnamed, *range(width, len(values))) if _is_stray(values, i)), None)
        if stray is not None:
            letter = column_letter(stray)
            raise SheetError(
                f"Rij {number} heeft een waarde in kolom {letter}, maar daar staat geen kop.{_hint(headers)}",
                number,
                letter,
            )
        rows.append(values)
        numbers.append(number)
    return rows, numbers


def _hint(headers: Sequence[str]) -> str:
    """One word where the names of the columns should be is most often a title."""
    return _TITLE if sum(map(bool, headers)) == 1 else ""


def _is_stray(values: Sequence[CellValue], index: int) -> bool:
    return index < len(values) and _is_filled(values[index])


def _is_filled(value: CellValue) -> bool:
    return value is not None and _tidy(value) != ""


def _tidy(value: CellValue) -> CellValue:
    """A text in one normal form (NFC), with plain single spaces, as it was meant to be typed.

    Without the signs that nobody sees: one that turns the direction of writing makes a preview lie.
    """
    if not isinstance(value, str):
        return value
    if value.isascii() and "  " not in value and value.isprintable():
        return value.strip()
    words = " ".join(unicodedata.normalize("NFC", value).translate(_SPACES).split())
    return "".join(sign for sign in words if unicodedata.category(sign) not in ("Cc", "Cf"))
