"""A table of the police in memory, in the shape of the service; every test says what is in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from noaber.core.odata import (
    DimensionItem,
    KeyFilter,
    Property,
    PropertyType,
    Row,
    TableInfo,
)

PUBLISHED: Final = "2020-02-15T02:00:00"
LATER: Final = "2020-03-15T02:00:00"
COUNT: Final = "GeregistreerdeMisdrijven_1"


def row(area: str, period: str, count: object, kind: str = "1.1.1", column: str = COUNT) -> Row:
    return {"SoortMisdrijf": kind, "WijkenEnBuurten": area, "Perioden": period, column: count}  # type: ignore[dict-item]


@dataclass
class Table:
    """A `TableSource`; `column` is the count's, `without` leaves columns out, `areas` are called so."""

    lines: Sequence[Row]
    published: str = PUBLISHED
    column: str = COUNT
    without: frozenset[str] = frozenset()
    table_id: str = "47022NED"
    titles: dict[str, str] = field(default_factory=lambda: {"1.1.1": "Woninginbraak", "0.0.0": "Totaal"})
    areas: dict[str, str] = field(default_factory=dict)

    def info(self) -> TableInfo:
        return TableInfo(self.table_id, "Misdrijven", self.published, "2012 - 2020")

    def properties(self) -> list[Property]:
        columns = [
            Property("SoortMisdrijf", "Soort", PropertyType.DIMENSION),
            Property("WijkenEnBuurten", "Gebied", PropertyType.GEO_DETAIL),
            Property("Perioden", "Perioden", PropertyType.TIME_DIMENSION),
            Property(self.column, "Geregistreerde misdrijven", PropertyType.TOPIC),
        ]
        return [column for column in columns if column.key not in self.without]

    def dimension(self, name: str) -> list[DimensionItem]:
        titles = self.areas if name == "WijkenEnBuurten" else self.titles
        return [DimensionItem(key, title) for key, title in titles.items()]

    def rows(self, filter: KeyFilter | None = None, select: Sequence[str] | None = None) -> Iterator[Row]:
        yield from self.lines


def table(lines: Iterable[Row], published: str = PUBLISHED, **options: object) -> Table:
    return Table(list(lines), published, **options)  # type: ignore[arg-type]
