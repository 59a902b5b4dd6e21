"""Counts per year at hand, in the shape of the police's yearly table, so that they come in as a release does."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from noaber.core.odata import DimensionItem, KeyFilter, Property, PropertyType, Row, TableInfo
from noaber.figures.rules.periods import period_key
from noaber.figures.rules.series import OffenceCounts
from noaber.figures.rules.tables import YEARLY

_KIND, _AREA, _PERIOD, _COUNT = "SoortMisdrijf", "WijkenEnBuurten", "Perioden", "GeregistreerdeMisdrijven_1"
PROVISIONAL: Final = "Voorlopig"
FINAL: Final = "Definitief"


@dataclass(frozen=True, slots=True)
class YearTable:
    """A `TableSource`. A year is provisional where one of its figures is."""

    years: Collection[OffenceCounts]
    published_at: str

    @property
    def table_id(self) -> str:
        return YEARLY

    def info(self) -> TableInfo:
        return TableInfo(YEARLY, "Geregistreerde misdrijven per jaar", self.published_at, "")

    def properties(self) -> list[Property]:
        return [
            Property(_KIND, "Soort misdrijf", PropertyType.DIMENSION),
            Property(_AREA, "Wijken en buurten", PropertyType.GEO_DETAIL),
            Property(_PERIOD, "Perioden", PropertyType.TIME_DIMENSION),
            Property(_COUNT, "Geregistreerde misdrijven", PropertyType.TOPIC),
        ]

    def dimension(self, name: str) -> list[DimensionItem]:
        if name == _KIND:
            return [DimensionItem(each.offence, each.title) for each in self.years]
        if name != _PERIOD:
            return []
        status: dict[int, str] = {}
        for figure in (figure for each in self.years for figure in each.figures):
            known = status.setdefault(figure.year, FINAL)
            status[figure.year] = PROVISIONAL if figure.is_provisional else known
        return [
            DimensionItem(period_key(year * 100), str(year), status=said)
            for year, said in sorted(status.items())
        ]

    def rows(self, filter: KeyFilter | None = None, select: Sequence[str] | None = None) -> Iterator[Row]:
        for kind in self.years:
            for figure in kind.figures:
                period = period_key(figure.year * 100)
                yield {_KIND: kind.offence, _AREA: figure.area, _PERIOD: period, _COUNT: figure.count}
