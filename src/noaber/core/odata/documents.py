"""One JSON document of the service, and the records read from it.

Shape: ``{"odata.metadata": ".../$metadata#...TypedDataSet", "value": [...], "odata.nextLink": "..."}``
(OData v3, "JSON light"). Values of keys are padded with spaces to the width of their column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from noaber.core.odata.records import Cell, DimensionItem, Property, PropertyType, Row, TableInfo


class BrokenDocumentError(ValueError):
    """The bytes are no JSON; ``is_cut_off`` when they end before the document does."""

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
        payload = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as problem:
        raise BrokenDocumentError(str(problem), is_cut_off=_ends_early(body, problem)) from problem
    if not isinstance(payload, dict):
        raise StrangeDocumentError(f"a {type(payload).__name__} instead of an object")
    rows = payload.get("value")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise StrangeDocumentError(f"no list of rows in 'value', keys {sorted(payload)[:10]}")
    link = payload.get("odata.nextLink")
    if link is not None and not isinstance(link, str):
        raise StrangeDocumentError("odata.nextLink is no text")
    return Document(rows, link or None, str(payload.get("odata.metadata", "")), len(body))


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
        table_id=_text(row, "Identifier") or table_id,
        title=_text(row, "Title"),
        modified=_text(row, "Modified"),
        period=_text(row, "Period"),
        summary=_text(row, "Summary"),
        frequency=_text(row, "Frequency"),
        source=_text(row, "Source"),
        catalog=_text(row, "Catalog"),
        output_status=_text(row, "OutputStatus"),
    )


def read_properties(rows: Iterable[Mapping[str, object]]) -> list[Property]:
    """Read ``DataProperties`` in their order, each with the titles of the groups around it."""
    kept = list(rows)
    by_id = {row.get("ID"): row for row in kept}
    return [_property(row, _groups(row, by_id)) for row in kept]


def read_dimension(rows: Iterable[Mapping[str, object]]) -> list[DimensionItem]:
    """Read the list of a dimension; ``padded_key`` keeps the key as filters need it."""
    return [
        DimensionItem(
            key=_text(row, "Key"),
            title=_text(row, "Title"),
            description=_text(row, "Description"),
            status=_text(row, "Status"),
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
        key=_text(row, "Key"),
        title=_text(row, "Title"),
        type=_property_type(_text(row, "Type")),
        unit=_text(row, "Unit"),
        datatype=_text(row, "Datatype"),
        decimals=decimals if isinstance(decimals, int) else None,
        description=_text(row, "Description"),
        groups=groups,
    )


def _property_type(text: str) -> PropertyType:
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
        titles.append(_text(parent, "Title"))
        parent_id = parent.get("ParentID")
    return tuple(reversed(titles))


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _cell(name: str, value: object) -> Cell:
    if isinstance(value, str):
        return value.strip()
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise StrangeDocumentError(f"column {name} holds a {type(value).__name__}")


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON number")
