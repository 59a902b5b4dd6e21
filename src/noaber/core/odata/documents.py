"""One JSON document of the service, and the records read from it.

Shape: ``{"odata.metadata": ".../$metadata#...TypedDataSet", "value": [...], "odata.nextLink": "..."}``
(OData v3, "JSON light"); OData v4 writes ``@odata.context`` and ``@odata.nextLink``, and answers one object where
there is one row. Values of keys are padded with spaces to the width of their column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from noaber.core.odata.records import Cell, DimensionItem, Property, PropertyType, Row, TableInfo

_HALF_SIGN: Final = re.compile(r"\\u[dD][89a-fA-F]")
"""The escape of half a sign outside the first 65,536; two of them make one, and one alone is no text."""
_NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


class BrokenDocumentError(ValueError):
    """The bytes are no JSON or hold what is no text; ``is_cut_off`` when they end before the document does."""

    def __init__(self, problem: str, *, is_cut_off: bool) -> None:
        super().__init__(problem)
        self.is_cut_off = is_cut_off


class StrangeDocumentError(ValueError):
    """JSON, but not the shape of a list of rows."""


@dataclass(frozen=True, slots=True)
class Document:
    """The rows of one answer, the link to the next answer, and the size in bytes."""

    rows: list[dict[str, object]]
    next_link: str | None
    metadata: str
    size: int


def parse_document(body: bytes) -> Document:
    """Read one answer. Raises ``BrokenDocumentError`` or ``StrangeDocumentError``.

    >>> parse_document(b'{"value": [{"Key": "NL01  "}]}').rows
    [{'Key': 'NL01  '}]
    >>> parse_document(b'{"value": [')
    Traceback (most recent call last):
        ...
    noaber.core.odata.documents.BrokenDocumentError: Expecting value: line 1 column 12 (char 11)
    """
    try:
        text = body.decode(json.detect_encoding(body))  # json.loads itself lets half signs pass
        payload = json.loads(text, parse_constant=_refuse_constant)
        _refuse_no_text(text, payload)
    except (ValueError, RecursionError) as problem:
        raise BrokenDocumentError(str(problem), is_cut_off=_ends_early(body, problem)) from problem
    if not isinstance(payload, dict):
        raise StrangeDocumentError(f"a {type(payload).__name__} instead of an object")
    metadata = str(payload.get("odata.metadata", payload.get("@odata.context", "")))
    rows = payload.get("value", [payload] if "Identifier" in payload else None)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise StrangeDocumentError(f"no list of rows in 'value', keys {sorted(payload)[:10]}")
    link = payload.get("odata.nextLink", payload.get("@odata.nextLink"))
    if link is not None and not isinstance(link, str):
        raise StrangeDocumentError("the link to the next page is no text")
    return Document(rows, link or None, metadata, len(body))


def stripped_row(raw: Mapping[str, object]) -> Row:
    """Take the padding off the texts of one row of figures; nested values are refused.

    >>> stripped_row({"RegioS": "NL01  ", "TotaleBevolking_1": None, "Aantal_2": 0})
    {'RegioS': 'NL01', 'TotaleBevolking_1': None, 'Aantal_2': 0}
    """
    return {name: _cell(name, value) for name, value in raw.items()}


def read_table_info(rows: Iterable[Mapping[str, object]], table_id: str) -> TableInfo:
    """Read ``TableInfos``; without a row only the identifier is known."""
    row = next(iter(rows), {})
    return TableInfo(
        table_id=text_of(row, "Identifier") or table_id,
        title=text_of(row, "Title"),
        modified=text_of(row, "Modified"),
        period=text_of(row, "Period"),
        summary=text_of(row, "Summary"),
        frequency=text_of(row, "Frequency"),
        source=text_of(row, "Source"),
        catalog=text_of(row, "Catalog"),
        output_status=text_of(row, "OutputStatus"),
    )


def read_properties(rows: Iterable[Mapping[str, object]]) -> list[Property]:
    """Read ``DataProperties`` in their order, each with the titles of the groups around it.

    ``StrangeDocumentError``: an ``ID`` or ``ParentID`` that is a list or an object.
    """
    kept = list(rows)
    for name in ("ID", "ParentID"):
        for row in kept:
            _cell(name, row.get(name))
    by_id = {row.get("ID"): row for row in kept}
    return [_property(row, _groups(row, by_id)) for row in kept]


def read_dimension(rows: Iterable[Mapping[str, object]]) -> list[DimensionItem]:
    """Read the list of a dimension; ``padded_key`` keeps the key as filters need it."""
    return [
        DimensionItem(
            key=text_of(row, "Key"),
            title=text_of(row, "Title"),
            description=text_of(row, "Description"),
            status=text_of(row, "Status"),
            padded_key=str(row.get("Key") or ""),
        )
        for row in rows
    ]


def _ends_early(body: bytes, problem: Exception) -> bool:
    if not body.rstrip().endswith(b"}"):
        return True
    return isinstance(problem, json.JSONDecodeError) and problem.pos >= len(problem.doc.rstrip())


def _property(row: Mapping[str, object], groups: tuple[str, ...]) -> Property:
    decimals = row.get("Decimals")
    return Property(
        key=text_of(row, "Key"),
        title=text_of(row, "Title"),
        type=property_type(text_of(row, "Type")),
        unit=text_of(row, "Unit"),
        datatype=text_of(row, "Datatype"),
        decimals=decimals if isinstance(decimals, int) else None,
        description=text_of(row, "Description"),
        groups=groups,
    )


def property_type(text: str) -> PropertyType:
    """The kind of a column by the word that the service has for it."""
    try:
        return PropertyType(text)
    except ValueError:
        return PropertyType.UNKNOWN


def _groups(row: Mapping[str, object], by_id: Mapping[object, Mapping[str, object]]) -> tuple[str, ...]:
    titles: list[str] = []
    seen: set[object] = {row.get("ID")}
    parent_id = row.get("ParentID")
    while parent_id in by_id and parent_id not in seen and parent_id is not None:
        seen.add(parent_id)
        parent = by_id[parent_id]
        titles.append(text_of(parent, "Title"))
        parent_id = parent.get("ParentID")
    return tuple(reversed(titles))


def text_of(row: Mapping[str, object], name: str) -> str:
    """A text of a row, without padding; empty where there is none."""
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _cell(name: str, value: object) -> Cell:
    if isinstance(value, str):
        return value.strip()
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise StrangeDocumentError(f"column {name} holds a {type(value).__name__}")


def _refuse_no_text(text: str, payload: object) -> None:
    """Escapes can stand for what no file, database or letter can hold: half a sign, and NUL."""
    if _HALF_SIGN.search(text):
        json.dumps(payload, ensure_ascii=False).encode()
    if "\\u0000" in text and _NUL.search(text):
        raise ValueError("a text holds NUL")


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON number")
