"""The invented months of a demonstration in the shape of the police's table, so that they come in as a release does."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from noaber.core.odata import DimensionItem, KeyFilter, Property, PropertyType, Row, TableInfo
from noaber.figures.rules.example_months import as_published, months_of
from noaber.figures.rules.periods import period_key
from noaber.figures.rules.series import OffenceCounts
from noaber.figures.rules.tables import MONTHLY

_KIND, _AREA, _PERIOD, _COUNT = "SoortMisdrijf", "WijkenEnBuurten", "Perioden", "GeregistreerdeMisdrijven_1"


@dataclass(frozen=True, slots=True)
class ExampleMonths:
    """Yearly counts spread over their months, up to `last_period`; a `TableSource`."""

    years: Collection[OffenceCounts]
    last_period: int
    published_at: str

    @property
    def table_id(self) -> str:
        return MONTHLY

    def info(self) -> TableInfo:
        return TableInfo(MONTHLY, "Verzonnen maanden bij echte jaarcijfers", self.published_at, "")

    def properties(self) -> list[Property]:
        return [
            Property(_KIND, "Soort misdrijf", PropertyType.DIMENSION),
            Property(_AREA, "Wijken en buurten", PropertyType.GEO_DETAIL),
            Property(_PERIOD, "Perioden", PropertyType.TIME_DIMENSION),
            Property(_COUNT, "Geregistreerde misdrijven", PropertyType.TOPIC),
        ]

    def dimension(self, name: str) -> list[DimensionItem]:
        if name != _KIND:
            return []
        return [DimensionItem(each.offence, each.title) for each in self.years]

    def rows(self, filter: KeyFilter | None = None, select: Sequence[str] | None = None) -> Iterator[Row]:
        last_year, last_month = divmod(self.last_period, 100)
        for kind in self.years:
            for figure in kind.figures:
                if figure.year > last_year:
                    continue
                months = months_of(figure.count, area=figure.area, kind=kind.offence, year=figure.year)
                shown = as_published(months, last_month if figure.year == last_year else 12)
                for month, count in enumerate(shown, 1):
                    period = period_key(figure.year * 100 + month)
                    yield {_KIND: kind.offence, _AREA: figure.area, _PERIOD: period, _COUNT: count}
