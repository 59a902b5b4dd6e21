"""A table from saved answers of the service, so that a chain of work can run without a network.

Each file holds one answer as it was received (``{"value": [...]}``); a list of several pages is several
files. Which list a file holds follows from its ``odata.metadata``, else from its name
(``TypedDataSet-0002.json``, ``Perioden.json``), else from its columns. Answers of v4 are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from noaber.core.odata.dialects import MEASURE, V3, V4, Dialect
from noaber.core.odata.documents import (
    BrokenDocumentError,
    Document,
    StrangeDocumentError,
    parse_document,
    stripped_row,
)
from noaber.core.odata.errors import NOTHING_CHANGED, ErrorKind, ODataError, sentence
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
FIGURES = ("TypedDataSet", "UntypedDataSet", V4.figures)
LIST_IN_METADATA = re.compile(r"\$metadata#(?:.*\.)?(\w+)")
TABLE_IN_METADATA = re.compile(r"/([0-9A-Za-z_-]+)/\$metadata")
LIST_IN_NAME = re.compile(r"(?:.*[._])?([A-Za-z]+)(?:[-_]?\d+)?")
NUMBER: Final = re.compile(r"([0-9]+)")
NUMBERED: Final = re.compile(r"(?P<name>.*?)(?P<number>[0-9]+)")
SKIPPED: Final = re.compile(r"[?&]\$skip=0*([0-9]+)")
AREA_COLUMNS = ("RegioS", "WijkenEnBuurten", "Gemeenten")


@dataclass(frozen=True, slots=True)
class _SavedPage:
    """A file, how many rows it has, and the page that it says comes after it."""

    path: Path
    row_count: int
    next_link: str | None


class SavedTable:
    """A table read from files; the figures are read again, file by file, each time ``rows`` is asked.

    ``paths`` are files or folders (all ``.json`` in it, by name). A file with figures alone is enough: the
    columns are then known by their keys only. Raises ``ODataError`` naming the file when one is broken, is of
    another table than ``table_id``, or says that a page follows that is not there.
    """

    def __init__(self, paths: Iterable[Path], *, table_id: str = "") -> None:
        self._figures: list[Path] = []
        self._lists: dict[str, list[dict[str, object]]] = {}
        self._pages: dict[str, list[_SavedPage]] = {}
        self._first_row: Row = {}
        self._dialect: Dialect = V3()
        self.table_id = table_id
        for path in _files(paths):
            self._take(path)
        for pages in self._pages.values():
            _refuse_gaps(pages)
        if not self._figures:
            message = f"Er zit geen bestand met cijfers bij. {NOTHING_CHANGED} {OTHER_FILE}"
            raise ODataError(ErrorKind.UNREADABLE, message, details="no TypedDataSet among the files")
        if MEASURE in self._first_row:
            self._dialect = V4()
            self._need_lists()

    def info(self) -> TableInfo:
        """``TableInfos`` (v4: ``Properties``), or only the identifier."""
        return self._dialect.info(self._listed, self.table_id)

    def properties(self) -> list[Property]:
        """``DataProperties``, or what the first row of figures tells."""
        if self._dialect.about[-1] in self._lists:
            return self._listed_properties()
        return [guessed_property(key) for key in self._first_row if key != "ID"]

    def _listed_properties(self) -> list[Property]:
        try:
            return self._dialect.properties(self._listed)
        except StrangeDocumentError as problem:
            kind, place = ErrorKind.UNEXPECTED_SHAPE, f"de lijst {self._dialect.about[-1]}"
            raise ODataError(kind, sentence(kind, server="", place=place), details=str(problem)) from problem

    def dimension(self, name: str) -> list[DimensionItem]:
        """The saved list of that name; empty when it was not saved."""
        return self._dialect.items(self._listed(self._dialect.list_of(name)))

    def rows(self, filter: KeyFilter | None = None, select: Sequence[str] | None = None) -> Iterator[Row]:
        """The figures that hold one of the keys of each filtered dimension."""
        wanted = {column: frozenset(keys) for column, keys in (filter or {}).items()}
        for path in self._figures:
            for row in self._rows(path, select):
                if all(row.get(column) in keys for column, keys in wanted.items()):
                    yield {name: row[name] for name in select if name in row} if select else row

    def _rows(self, path: Path, select: Sequence[str] | None) -> Iterator[Row]:
        try:
            yield from self._dialect.rows(_figures(path, _document(path)), select)
        except StrangeDocumentError as problem:
            raise _broken(path, "bevat geen tabel van het CBS", repr(problem)) from problem

    def _listed(self, name: str) -> list[dict[str, object]]:
        return self._lists.get(name, [])

    def _need_lists(self) -> None:
        """Observations name their measures by a code, so without these lists nobody can tell what is counted."""
        missing = [name for name in V4.about if name not in self._lists]
        if missing:
            message = (
                f"Bij de cijfers ontbreekt: {', '.join(missing)}. Bewaar die lijsten erbij. {NOTHING_CHANGED}"
            )
            raise ODataError(ErrorKind.UNREADABLE, message, details=f"missing {missing}")

    def _take(self, path: Path) -> None:
        document = _document(path)
        self._refuse_other(path, document)
        name = _list_name(path, document)
        page = _SavedPage(path, len(document.rows), document.next_link)
        self._pages.setdefault(name, []).append(page)
        if name in FIGURES:
            self._figures.append(path)
            if not self._first_row:
                self._first_row = next(iter(_figures(path, document)), {})
        else:
            self._lists.setdefault(name, []).extend(document.rows)

    def _refuse_other(self, path: Path, document: Document) -> None:
        """Which table a file is of stands in its metadata; the first one tells it where nobody said which."""
        found = TABLE_IN_METADATA.search(document.metadata)
        if found and self.table_id and found[1].casefold() != self.table_id.casefold():
            reason = f"is van tabel {found[1]} en niet van {self.table_id}"
            raise _broken(path, reason, document.metadata)
        self.table_id = self.table_id or (found[1] if found else "")


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("*.json"), key=_in_order) if path.is_dir() else [path]


def _in_order(path: Path) -> list[tuple[int, str]]:
    """By name, and ``Observations-10`` after ``Observations-9``."""
    return [
        (int(part), "") if part.isdecimal() and part.isascii() else (0, part)
        for part in NUMBER.split(path.stem)
    ]


def _refuse_gaps(pages: Sequence[_SavedPage]) -> None:
    """Each link must lead to the next file of its list; ``$skip`` tells how many rows come before that."""
    count = 0
    for place, page in enumerate(pages):
        count += page.row_count
        if page.next_link is None:
            count = 0
            continue
        following = pages[place + 1].path if place + 1 < len(pages) else None
        if following is None or not _follows(page.path, following):
            raise _gap(page, f"ontbreekt {_expected(page.path)}")
        skipped = SKIPPED.search(unquote(page.next_link))
        if skipped and skipped[1] != str(count):
            raise _gap(page, f"ontbreekt een pagina voor het bestand {page.path.name}")


def _follows(path: Path, following: Path) -> bool:
    """By the numbers in their names; names without one tell nothing."""
    one, next_one = NUMBERED.fullmatch(path.stem), NUMBERED.fullmatch(following.stem)
    if not one or not next_one or one["name"] != next_one["name"]:
        return True
    return int(next_one["number"]) == int(one["number"]) + 1


def _expected(path: Path) -> str:
    numbered = NUMBERED.fullmatch(path.stem)
    if not numbered:
        return f"de pagina na het bestand {path.name}"
    digits = numbered["number"]
    return f"het bestand {numbered['name']}{int(digits) + 1:0{len(digits)}d}{path.suffix}"


def _gap(page: _SavedPage, what: str) -> ODataError:
    message = f"Van de tabel {what}. {NOTHING_CHANGED} Bewaar alle pagina's en begin opnieuw."
    return ODataError(ErrorKind.UNREADABLE, message, details=f"{page.path}: next is {page.next_link}")


def _document(path: Path) -> Document:
    try:
        if path.exists() and not path.is_file():
            raise _broken(path, "is geen bestand", "a device, a pipe or a folder")
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
    return V4.figures if MEASURE in columns and "Value" in columns else V3.figures


def guessed_property(key: str) -> Property:
    """What a column is by its name alone: a number behind it is a count."""
    stem = SUFFIX.sub("", key)
    if stem != key:
        return Property(key, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem), PropertyType.TOPIC)
    if key == "Perioden":
        return Property(key, key, PropertyType.TIME_DIMENSION)
    is_area = key in AREA_COLUMNS
    return Property(key, key, PropertyType.GEO_DIMENSION if is_area else PropertyType.DIMENSION)
