"""Lines of the network's CSV files, and what is wrong with them."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.network.services.loading.shapes import Shape

BROUGHT_UP_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: the file, the row as a spreadsheet counts it, the column."""

    file: str
    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(_("rij %(row)s") % {"row": self.row})
        if self.column:
            place.append(_("kolom %(column)s") % {"column": self.column})
        return f"{', '.join(place)}: {self.message}"


class NetworkFilesError(DomainError):
    """The files cannot be loaded; nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        shown = [str(problem) for problem in self.problems[:BROUGHT_UP_AT_ONCE]]
        more = len(self.problems) - len(shown)
        if more:
            shown.append(_("en nog %(more)s andere fouten.") % {"more": more})
        super().__init__("\n".join([_("Het netwerk is niet geladen; er is niets gewijzigd."), *shown]))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file as it was typed: every cell a text without surrounding blanks."""

    file: str
    row: int
    cells: Mapping[str, str]

    def problem(self, column: str, message: str) -> Problem:
        return Problem(self.file, self.row, column, message)


def read_file(folder: Path, name: str, shape: Shape) -> tuple[list[Line], list[Problem]]:
    """The lines of one file; a missing optional file has none."""
    path = folder / name
    if not path.is_file():
        missing = [Problem(name, None, "", _("dit bestand ontbreekt."))] if shape.is_required else []
        return [], missing
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return [], [Problem(name, None, "", _("dit bestand is geen tekst in UTF-8."))]
    return read_text(name, text, shape)


def read_text(name: str, text: str, shape: Shape) -> tuple[list[Line], list[Problem]]:
    """The lines of a CSV text with a header row, and what is wrong with its layout."""
    rows = csv.reader(StringIO(text), strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        problems = _header_problems(name, header, shape)
        if problems:
            return [], problems
        lines = [
            Line(name, rows.line_num, dict(zip(header, (cell.strip() for cell in row), strict=False)))
            for row in rows
            if any(cell.strip() for cell in row)
            and not _note_width(problems, name, rows.line_num, found=len(row), wanted=len(header))
        ]
    except csv.Error:
        return [], [Problem(name, rows.line_num, "", _("deze rij is geen geldige CSV (aanhalingstekens?)."))]
    return lines, problems


def _header_problems(name: str, header: list[str], shape: Shape) -> list[Problem]:
    known = {column.name for column in shape.columns}
    required = [column.name for column in shape.columns if column.is_required]
    missing = [
        Problem(name, 1, column, _("deze kolom ontbreekt.")) for column in required if column not in header
    ]
    unknown = [
        Problem(name, 1, column, _("deze kolom is onbekend.")) for column in header if column not in known
    ]
    twice = [
        Problem(name, 1, column, _("deze kolom komt twee keer voor."))
        for column in sorted({column for column in header if header.count(column) > 1})
    ]
    return missing + unknown + twice


def _note_width(problems: list[Problem], name: str, row: int, *, found: int, wanted: int) -> bool:
    if found == wanted:
        return False
    message = _("deze rij heeft %(found)s cellen en de kop %(wanted)s.") % {"found": found, "wanted": wanted}
    problems.append(Problem(name, row, "", message))
    return True
