"""A table of the police as CSV, as StatLine exports it: the keys of its columns above, codes below. `;` or `,`."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from noaber.core.odata import (
    DimensionItem,
    ErrorKind,
    KeyFilter,
    ODataError,
    Property,
    Row,
    TableInfo,
    guessed_property,
)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The file as a `TableSource`. `published_at`: ISO; a CSV file does not say when its figures were published."""

    path: Path
    table_id: str
    published_at: str = ""

    def info(self) -> TableInfo:
        return TableInfo(self.table_id, self.path.name, self.published_at, "")

    def properties(self) -> list[Property]:
        return [guessed_property(key) for key in self._header() if key != "ID"]

    def dimension(self, name: str) -> list[DimensionItem]:
        """None: a CSV file has codes only."""
        return []

    def rows(self, filter: KeyFilter | None = None, select: Sequence[str] | None = None) -> Iterator[Row]:
        """Line by line. An empty cell is None. ODataError names the line that has too few or too many cells."""
        header = self._header()
        for number, line in enumerate(self._lines(), 1):
            if len(line) != len(header):
                raise self._broken(
                    f"heeft op regel {number + 1} {len(line)} velden in plaats van {len(header)}"
                )
            row: Row = {key: cell.strip() or None for key, cell in zip(header, line, strict=True)}
            if all(row.get(column) in keys for column, keys in (filter or {}).items()):
                yield {key: row[key] for key in select if key in row} if select else row

    def _header(self) -> list[str]:
        return [cell.strip() for cell in next(self._read(), [])]

    def _lines(self) -> Iterator[list[str]]:
        """Those below the keys; blank ones at the end of the file are none."""
        lines, blank = self._read(), list[list[str]]()
        next(lines, None)
        for line in lines:
            if len(line) <= 1 and not "".join(line).strip():
                blank.append(line)
                continue
            yield from blank
            blank.clear()
            yield line

    def _read(self) -> Iterator[list[str]]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                delimiter = ";" if ";" in file.readline() else ","
                file.seek(0)
                yield from csv.reader(file, delimiter=delimiter)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise self._broken("is niet te lezen als CSV in UTF-8") from error

    def _broken(self, why: str) -> ODataError:
        return ODataError(ErrorKind.UNREADABLE, f"Het bestand {self.path.name} {why}. Er is niets gewijzigd.")
