"""The two shapes in which CBS gives a table: OData v3 (one row per key) and OData v4 (one row per key and measure).

Sources: opendata.cbs.nl (v3: ``TableInfos``, ``DataProperties``, ``TypedDataSet``) and datasets.cbs.nl (v4:
``Properties``, ``Dimensions``, ``MeasureCodes``, ``<Dimension>Codes``, ``Observations``). Both are read to the same
records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from noaber.core.odata.documents import (
    StrangeDocumentError,
    property_type,
    read_dimension,
    read_properties,
    read_table_info,
    text_of,
)
from noaber.core.odata.records import Cell, DimensionItem, KeyFilter, Property, PropertyType, Row, TableInfo

Given = Mapping[str, object]
Lists = Callable[[str], Sequence[Given]]
"""The rows of a list about a table, by its name."""

MEASURE: Final = "Measure"
OBSERVED: Final = frozenset({"Id", MEASURE, "ValueAttribute", "Value", "StringValue"})
"""Columns of ``Observations``; every other one is a dimension."""
_V4_PATH: Final = re.compile(r"/odata/v[14](/|$)", re.IGNORECASE)


class Dialect(Protocol):
    """How one shape is asked and read."""

    @property
    def figures(self) -> str:
        """The list with the figures."""

    @property
    def about(self) -> tuple[str, ...]:
        """The lists that every table has about itself."""

    @property
    def options(self) -> dict[str, str]:
        """What goes along with every question."""

    def info(self, lists: Lists, table_id: str) -> TableInfo:
        """Title, release and period."""

    def properties(self, lists: Lists) -> list[Property]:
        """The columns."""

    def list_of(self, dimension: str) -> str:
        """The list with the keys of a dimension."""

    def items(self, rows: Iterable[Given]) -> list[DimensionItem]:
        """The keys of a dimension."""

    def question(
        self, filter: KeyFilter, select: Sequence[str], columns: Callable[[], Sequence[Property]]
    ) -> tuple[Sequence[str], KeyFilter]:
        """What to name in ``$select``, and what to filter on, for the columns wanted."""

    def rows(self, given: Iterable[Row], select: Collection[str] | None = None) -> Iterable[Row]:
        """Rows as the service gives them, padding stripped, to rows with a column per measure."""


class V3:
    """One row per key, with a column per measure; the Feed answers Atom unless JSON is asked."""

    figures: Final = "TypedDataSet"
    about: Final = ("TableInfos", "DataProperties")
    options: Final = {"$format": "json"}

    def info(self, lists: Lists, table_id: str) -> TableInfo:
        return read_table_info(lists("TableInfos"), table_id)

    def properties(self, lists: Lists) -> list[Property]:
        return read_properties(lists("DataProperties"))

    def list_of(self, dimension: str) -> str:
        return dimension

    def items(self, rows: Iterable[Given]) -> list[DimensionItem]:
        return read_dimension(rows)

    def question(
        self, filter: KeyFilter, select: Sequence[str], columns: Callable[[], Sequence[Property]]
    ) -> tuple[Sequence[str], KeyFilter]:
        return select, filter

    def rows(self, given: Iterable[Row], select: Collection[str] | None = None) -> Iterable[Row]:
        return given


class V4:
    """One row per key and measure. A measure has a code (``M004200_2``) that says nothing and a title that does."""

    figures: Final = "Observations"
    about: Final = ("Properties", "Dimensions", "MeasureCodes")
    options: Final[dict[str, str]] = {}

    def info(self, lists: Lists, table_id: str) -> TableInfo:
        row = next(iter(lists("Properties")), {})
        found = read_table_info([row], table_id)
        return replace(
            found,
            period=found.period or text_of(row, "TemporalCoverage"),
            source=found.source or text_of(row, "Authority"),
            is_long=True,
            row_count=count if isinstance(count := row.get("ObservationCount"), int) else None,
        )

    def properties(self, lists: Lists) -> list[Property]:
        dimensions = [
            Property(text_of(row, "Identifier"), text_of(row, "Title"), property_type(text_of(row, "Kind")))
            for row in lists("Dimensions")
        ]
        return dimensions + [_measure(row) for row in lists("MeasureCodes")]

    def list_of(self, dimension: str) -> str:
        """
        >>> V4().list_of("Perioden")
        'PeriodenCodes'
        """
        return f"{dimension}Codes"

    def items(self, rows: Iterable[Given]) -> list[DimensionItem]:
        return read_dimension({**row, "Key": row.get("Identifier")} for row in rows)

    def question(
        self, filter: KeyFilter, select: Sequence[str], columns: Callable[[], Sequence[Property]]
    ) -> tuple[Sequence[str], KeyFilter]:
        """A measure is no column here but a key of one, so it is filtered on."""
        topics = {column.key for column in columns() if column.is_topic} if select else set()
        measures = [name for name in select if name in topics]
        return (), {**filter, MEASURE: measures} if measures else filter

    def rows(self, given: Iterable[Row], select: Collection[str] | None = None) -> Iterator[Row]:
        """
        >>> list(V4().rows([{"Id": 0, "Measure": "M1", "Value": 3.0, "StringValue": None, "RegioS": "GM0153"}]))
        [{'RegioS': 'GM0153', 'M1': 3.0}]
        """
        for observation in given:
            measure = observation.get(MEASURE)
            if not isinstance(measure, str) or not measure:
                raise StrangeDocumentError(f"an observation without a measure: {observation}")
            if select is None or measure in select:
                row: Row = {name: cell for name, cell in observation.items() if name not in OBSERVED}
                row[measure] = _value(observation)
                yield row


def _value(observation: Row) -> Cell:
    """The figure, else what stands there as text; ``None`` is no figure."""
    value = observation.get("Value")
    return value if value is not None else observation.get("StringValue")


def _measure(row: Given) -> Property:
    decimals = row.get("Decimals")
    return Property(
        key=text_of(row, "Identifier"),
        title=text_of(row, "Title"),
        type=PropertyType.TOPIC,
        unit=text_of(row, "Unit"),
        datatype=text_of(row, "DataType"),
        decimals=decimals if isinstance(decimals, int) else None,
        description=text_of(row, "Description"),
    )


def dialect_of(path: str) -> Dialect:
    """By the path of the service's address: CBS has v4 under ``/odata/v1``.

    >>> type(dialect_of("/ODataFeed/odata")).__name__, type(dialect_of("/odata/v1/CBS")).__name__
    ('V3', 'V4')
    """
    return V4() if _V4_PATH.search(path) else V3()
