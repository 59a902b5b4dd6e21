"""A table from saved answers of the service, so that a chain of work can run without a network.

Each file holds one answer as it was received (``{"value": [...]}``); a list of several pages is several
files. Which list a file holds follows from its ``odata.metadata``, else from its name
(``TypedDataSet-0002.json``, ``Perioden.json``), else from its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from noaber.core.odata.documents import (
    BrokenDocumentError,
    Document,
    StrangeDocumentError,
    parse_document,
    read_dimension,
    read_properties,
    read_table_info,
    stripped_row,
)
from noaber.core.odata.errors import NOTHING_CHANGED, ErrorKind, ODataError
from noaber.core.odata.fetching import MEBIBYTE
from noaber.core.odata.records import (
    SUFFIX,
    DimensionItem,
    KeyFilter,
    Property,
    PropertyType,
    Row,
    TableInfo,
)

LARGEST_FILE = 512 * MEBIBYTE
OTHER_FILE = "Kies een ander bestand."
FIGURES = ("TypedDataSet", "UntypedDataSet")
LIST_IN_METADATA = re.compile(r"\$metadata#(?:.*\.)?(\w+)")
TABLE_IN_METADATA = re.compile(r"/([0-9A-Za-z_-]+)/\$metadata")
LIST_IN_NAME = re.compile(r"(?:.*[._])?([A-Za-z]+)(?:[-_]?\d+)?")
AREA_COLUMNS = ("RegioS", "WijkenEnBuurten", "Gemeenten")


class SavedTable:
    """A table read from files; the figures are read again, file by file, each time ``rows`` is asked.

    ``paths`` are files or folders (all ``.json`` in it, by name). A file with figures alone is enough: the
    columns are then known by their keys only. Raises ``ODataError`` naming the file when one is broken.
    """

    def __init__(self, paths: Iterable[Path], *, table_id: str = "") -> None:
        self._figures: list[Path] = []
        self._lists: dict[str, list[dict[str, object]]] = {}
        self._first_row: Row = {}
        self.table_id = table_id
        for path in _files(paths):
            self._take(path)
        if not self._figures:
            message = f"Er zit geen bestand met cijfers bij. {NOTHING_CHANGED} {OTHER_FILE}"
            raise ODataError(ErrorKind.UNREADABLE, message, details="no TypedDataSet among the files")

    def info(self) -> TableInfo:
        """``TableInfos``, or only the identifier."""
        return read_table_info(self._lists.get("TableInfos", ()), self.table_id)

    def properties(self) -> list[Property]:
        """``DataProperties``, or what the first row of figures tells."""
        described = self._lists.get("DataProperties")
        if described is not None:
            return read_properties(described)
        return [guessed_property(key) for key in self._first_row if key != "ID"]

    def dimension(self, name: str) -> list[DimensionItem]:
        """The saved list of that name; empty when it was not saved."""
        return read_dimension(self._lists.get(name, ()))

    def rows(self, filter: KeyFilter | None = None, select: Sequence[str] | None = None) -> Iterator[Row]:
        """The figures that hold one of the keys of each filtered dimension."""
        wanted = {column: frozenset(keys) for column, keys in (filter or {}).items()}
        for path in self._figures:
            for row in _figures(path, _document(path)):
                if all(row.get(column) in keys for column, keys in wanted.items()):
                    yield {name: row[name] for name in select if name in row} if select else row

    def _take(self, path: Path) -> None:
        document = _document(path)
        name = _list_name(path, document)
        if name in FIGURES:
            self._figures.append(path)
            if not self._first_row:
                self._first_row = next(iter(_figures(path, document)), {})
        else:
            self._lists.setdefault(name, []).extend(document.rows)
        found = TABLE_IN_METADATA.search(document.metadata)
        self.table_id = self.table_id or (found[1] if found else "")


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("*.json")) if path.is_dir() else [path]


def _document(path: Path) -> Document:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _broken(path, "is te groot", f"over {LARGEST_FILE} bytes")
        return parse_document(path.read_bytes())
    except OSError as problem:
        raise _broken(path, "is niet te lezen", repr(problem)) from problem
    except BrokenDocumentError as problem:
        reason = "breekt halverwege af" if problem.is_cut_off else "is geen leesbaar JSON-bestand"
        raise _broken(path, reason, repr(problem)) from problem
    except StrangeDocumentError as problem:
        raise _broken(path, "bevat geen tabel van het CBS", repr(problem)) from problem


def _figures(path: Path, document: Document) -> Iterator[Row]:
    try:
        for row in document.rows:
            yield stripped_row(row)
    except StrangeDocumentError as problem:
        raise _broken(path, "bevat geen tabel van het CBS", repr(problem)) from problem


def _broken(path: Path, reason: str, details: str) -> ODataError:
    message = f"Het bestand {path.name} {reason}. {NOTHING_CHANGED} {OTHER_FILE}"
    return ODataError(ErrorKind.UNREADABLE, message, details=f"{path}: {details}")


def _list_name(path: Path, document: Document) -> str:
    in_metadata = LIST_IN_METADATA.search(document.metadata)
    if in_metadata:
        return in_metadata[1]
    columns = document.rows[0].keys() if document.rows else set()
    if "Key" in columns or "Identifier" in columns:
        in_name = LIST_IN_NAME.fullmatch(path.stem)
        named = in_name[1] if in_name else path.stem
        return "DataProperties" if "Type" in columns and "Position" in columns else named
    return "TypedDataSet"


def guessed_property(key: str) -> Property:
    """What a column is by its name alone: a number behind it is a count."""
    stem = SUFFIX.sub("", key)
    if stem != key:
        return Property(key, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem), PropertyType.TOPIC)
    if key == "Perioden":
        return Property(key, key, PropertyType.TIME_DIMENSION)
    is_area = key in AREA_COLUMNS
    return Property(key, key, PropertyType.GEO_DIMENSION if is_area else PropertyType.DIMENSION)
