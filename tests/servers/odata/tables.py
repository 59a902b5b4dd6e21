"""Small tables in the shape CBS gives them: dimensions with padded keys, topics with numbered keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Value = str | int | float | None
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Dimension:
    """A column of keys. ``items`` maps a key to its title, or to (title, status)."""

    key: str
    kind: str
    width: int
    items: Mapping[str, str | tuple[str, str]]

    def rows(self) -> list[dict[str, Value]]:
        """The list of this dimension as the service gives it."""
        found: list[dict[str, Value]] = []
        for key, text in self.items.items():
            title, status = text if isinstance(text, tuple) else (text, None)
            row: dict[str, Value] = {"Key": key.ljust(self.width), "Title": title, "Description": ""}
            found.append(row if status is None else {**row, "Status": status})
        return found


@dataclass(frozen=True)
class Topic:
    """A column of figures; ``group`` is the title of the group it stands in."""

    key: str
    title: str
    unit: str = "aantal"
    group: str = ""


@dataclass(frozen=True)
class GeneratedRows(Sequence[Row]):
    """Rows made when asked for, so that a large table costs the server no memory."""

    total: int
    make: Callable[[int], Row]

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, index: int | slice) -> Row | list[Row]:  # type: ignore[override]
        if isinstance(index, slice):
            return [self.make(number) for number in range(*index.indices(self.total))]
        return self.make(index)


@dataclass(frozen=True)
class Table:
    """A table to serve. Rows hold stripped keys; the server pads them."""

    id: str
    title: str
    dimensions: Sequence[Dimension]
    topics: Sequence[Topic]
    rows: Sequence[Row]
    modified: str = "2024-06-13T02:00:00"
    period: str = ""
    lists: Mapping[str, list[dict[str, Value]]] = field(init=False)

    def __post_init__(self) -> None:
        lists = {
            "TableInfos": [self._info()],
            "DataProperties": list(self._properties()),
            "CategoryGroups": [],
            **{dimension.key: dimension.rows() for dimension in self.dimensions},
        }
        object.__setattr__(self, "lists", lists)

    def data_row(self, number: int, row: Row) -> dict[str, Value]:
        """One row of TypedDataSet: its position, padded keys, figures."""
        padded: dict[str, Value] = {"ID": number}
        for dimension in self.dimensions:
            padded[dimension.key] = str(row[dimension.key]).ljust(dimension.width)
        return padded | {topic.key: row.get(topic.key) for topic in self.topics}

    def _info(self) -> dict[str, Value]:
        return {
            "ID": 0,
            "Title": self.title,
            "ShortTitle": self.title,
            "Identifier": self.id,
            "Summary": self.title,
            "Modified": self.modified,
            "Language": "nl",
            "Catalog": "CBS",
            "Frequency": "Perjaar",
            "Period": self.period,
            "OutputStatus": "Regulier",
            "Source": "CBS",
        }

    def _properties(self) -> Iterator[dict[str, Value]]:
        number = 0
        for dimension in self.dimensions:
            yield _property(number, None, dimension.kind, dimension.key, dimension.key, "")
            number += 1
        groups: dict[str, int] = {}
        for topic in self.topics:
            if topic.group and topic.group not in groups:
                groups[topic.group] = number
                yield _property(number, None, "TopicGroup", "", topic.group, "")
                number += 1
            yield _property(number, groups.get(topic.group), "Topic", topic.key, topic.title, topic.unit)
            number += 1


def _property(
    number: int, parent: int | None, kind: str, key: str, title: str, unit: str
) -> dict[str, Value]:
    return {
        "odata.type": f"Cbs.OData.WebAPI.{kind}",
        "ID": number,
        "Position": number,
        "ParentID": parent,
        "Type": kind,
        "Key": key,
        "Title": title,
        "Description": "",
        "ReleasePolicy": None,
        "Datatype": "Long" if kind == "Topic" else "String",
        "Unit": unit,
        "Decimals": 0,
    }
