"""A table as OData v4 gives it: an observation per key and measure, and lists with an Identifier in each row."""

from __future__ import annotations

from collections.abc import Sequence

from tests.servers.odata.tables import Row, Table, Value

SERVICE = "odata/v1/CBS"
LIST = "Observations"


def measure_code(place: int) -> str:
    """The code of a topic: as those of CBS it tells nothing, and ends like a column of v3."""
    return f"M{4200 + place:06d}_{place + 1}"


def lists_of(table: Table) -> dict[str, list[dict[str, Value]]]:
    """The lists about a table. `Properties` has one row, and is answered as that row."""
    info = table.lists["TableInfos"][0]
    about: dict[str, Value] = {
        "Identifier": table.id,
        "Title": table.title,
        "Modified": info["Modified"],
        "TemporalCoverage": table.period,
        "Authority": "CBS",
        "ObservationCount": len(table.rows) * len(table.topics),
    }
    found: dict[str, list[dict[str, Value]]] = {
        "Properties": [about],
        "Dimensions": [
            {"Identifier": each.key, "Title": each.key, "Kind": each.kind} for each in table.dimensions
        ],
        "MeasureCodes": [
            {"Identifier": measure_code(place), "Title": topic.title, "Unit": topic.unit, "Decimals": 0}
            for place, topic in enumerate(table.topics)
        ],
    }
    for each in table.dimensions:
        found[f"{each.key}Codes"] = [
            {"Identifier": row["Key"], **{name: row[name] for name in row if name != "Key"}}
            for row in each.rows()
        ]
    return found


class Observations(Sequence[Row]):
    """The rows of a table, each as often as it has measures."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table.rows) * len(self._table.topics)

    def __getitem__(self, index: int | slice) -> Row | list[Row]:  # type: ignore[override]
        if isinstance(index, slice):
            return [self._observation(number) for number in range(*index.indices(len(self)))]
        return self._observation(index)

    def _observation(self, number: int) -> Row:
        at, place = divmod(number, len(self._table.topics))
        row = self._table.data_row(at, self._table.rows[at])
        value = row[self._table.topics[place].key]
        is_text = isinstance(value, str)
        keys = {each.key: row[each.key] for each in self._table.dimensions}
        return {
            "Id": number,
            "Measure": measure_code(place),
            "ValueAttribute": "None" if value is not None else "Missing",
            "Value": None if is_text or value is None else float(value),
            "StringValue": value if is_text else None,
            **keys,
        }
