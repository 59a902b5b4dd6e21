"""The records that a table is made of, as plain frozen values.

Source of the shapes: the OData v3 services of CBS. ``TableInfos`` has one row, ``DataProperties`` one row
per column or group of columns, each dimension has a list of keys, and ``TypedDataSet`` holds the figures.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Cell = str | int | float | None
Row = dict[str, Cell]
"""A row of figures: column to value, padding stripped; ``None`` is "no figure", which is not zero."""

KeyFilter = Mapping[str, Collection[str]]
"""Per dimension the keys wanted: ``{"RegioS": ["GM0153"], "Perioden": ["2019JJ00"]}``; all must hold."""

SUFFIX = re.compile(r"_\d+$")
WORD = re.compile(r"\w+")


class PropertyType(StrEnum):
    """``Type`` of a row in DataProperties."""

    DIMENSION = "Dimension"
    GEO_DIMENSION = "GeoDimension"
    GEO_DETAIL = "GeoDetail"
    TIME_DIMENSION = "TimeDimension"
    TOPIC = "Topic"
    TOPIC_GROUP = "TopicGroup"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TableInfo:
    """What a table is and when it changed; poll ``modified`` for a new release. Texts may be empty.

    `is_long`: a row holds one measure of its key, so the others stand in other rows or nowhere. `row_count`: how many
    rows there are, where the service says so.
    """

    table_id: str
    title: str
    modified: str
    period: str
    summary: str = ""
    frequency: str = ""
    source: str = ""
    catalog: str = ""
    output_status: str = ""
    is_long: bool = False
    row_count: int | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A column, or a group of columns (then ``key`` is empty).

    ``groups`` are the titles of the groups around it, outermost first: "Totale bevolking" can stand in
    several groups of one table.
    """

    key: str
    title: str
    type: PropertyType
    unit: str = ""
    datatype: str = ""
    decimals: int | None = None
    description: str = ""
    groups: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The key without its number, which moves when CBS redesigns the table.

        >>> Property("TotaleBevolking_1", "Totale bevolking", PropertyType.TOPIC).stem
        'TotaleBevolking'
        """
        return SUFFIX.sub("", self.key)

    def is_called(self, stem: str) -> bool:
        """Whether the title is this stem in words: v3 makes its keys of titles, and v4 has codes that say nothing.

        >>> Property("M004200_2", "Totaal geregistreerde misdrijven", PropertyType.TOPIC).is_called(
        ...     "TotaalGeregistreerdeMisdrijven"
        ... )
        True
        """
        return "".join(word[:1].upper() + word[1:] for word in WORD.findall(self.title)) == stem

    @property
    def is_area(self) -> bool:
        """Whether this column holds areas; neighbourhood tables say ``GeoDetail``."""
        return self.type in (PropertyType.GEO_DIMENSION, PropertyType.GEO_DETAIL)

    @property
    def is_period(self) -> bool:
        """Whether this column holds periods."""
        return self.type is PropertyType.TIME_DIMENSION

    @property
    def is_topic(self) -> bool:
        """Whether this column holds figures."""
        return self.type is PropertyType.TOPIC

    @property
    def is_dimension(self) -> bool:
        """Whether this column holds keys of a list, of any of the four kinds."""
        return self.is_area or self.is_period or self.type is PropertyType.DIMENSION


@dataclass(frozen=True, slots=True)
class DimensionItem:
    """A key of a dimension with its title; ``status`` (Definitief, Voorlopig) only where CBS gives it."""

    key: str
    title: str
    description: str = ""
    status: str = ""
    padded_key: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of figures, complete or not there at all. ``number`` counts from 1 in this reading.

    ``link`` is where it was read, ``next_link`` where to resume after it (None: this was the last).
    """

    number: int
    rows: list[Row] = field(repr=False)
    link: str
    next_link: str | None
    size: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is, reported after each page has been handed on. Sizes in bytes; `total` rows, if known."""

    pages: int
    rows: int
    size: int
    next_link: str | None
    total: int | None = None
