"""Scores from the figures: in which part of the districts the offence of a theme rose in the years before a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.figures.api import offence_years, series
from noaber.network.api import districts, municipalities
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.queries.selection.computing import Count, Kind, Subject, register_computed
from noaber.strategy.rules.selection.ranking import breadth
from noaber.strategy.rules.selection.round import Computed

APART: Final = 4
"""How many years lie between the two that are compared."""


@dataclass(frozen=True, slots=True)
class DistrictChange:
    """What was counted in the municipalities of a district together, in the first and in the last year."""

    district: str
    first_year: int
    first: int
    last_year: int
    last: int
    source: str

    @property
    def rose(self) -> bool:
        return self.last > self.first


def changes(period: str, offence: str, asof: AsOf) -> tuple[DistrictChange, ...]:
    """Per district the last year before the period of which there are figures, beside the one some years earlier.

    A district of which a municipality has no figure in one of both is left out: part of a sum is no sum.
    """
    found = titled(period, asof)
    known = offence_years(offence, known_at=asof.known_at) if offence and found else []
    years = [year for year in known if found and year < found.starts_on.year]
    if not years or years[-1] - APART not in years:
        return ()
    base, end = years[-1] - APART, years[-1]
    rows = []
    for district in districts():
        towns = [row.code for row in municipalities(ANONYMOUS, asof) if row.district_code == district.code]
        if not towns:
            continue
        counted = series(towns, offence, (base, end), known_at=asof.known_at)
        first, last = counted.total(base).count, counted.total(end).count
        if first is not None and last is not None:
            rows.append(DistrictChange(district.name, base, first, end, last, "; ".join(counted.sources)))
    return tuple(rows)


def trend_counts(period: str, subjects: Mapping[str, Subject], asof: AsOf) -> dict[str, Count]:
    """Of each theme with an offence in how many of the districts it rose; without figures 0 of 0."""
    found = {code: changes(period, subject.offence, asof) for code, subject in subjects.items()}
    return {code: (sum(each.rose for each in rows), len(rows)) for code, rows in found.items()}


def _explain(rose: int, counted: int) -> str:
    if not counted:
        return _("geen cijfers")
    text = _("steeg in %(rose)s van de %(counted)s districten: geen is 1, alle is 5")
    return text % {"rose": rose, "counted": counted}


register_computed(
    Kind(
        Computed.TREND,
        gettext_lazy("ontwikkeling"),
        gettext_lazy("in hoeveel districten het misdrijf toenam"),
        gettext_lazy("berekend uit de cijfers van de politie; zonder cijfers geven zetels de score"),
        gettext_lazy("Van geen enkel thema zijn er cijfers. Kies bij de thema’s een soort misdrijf."),
        trend_counts,
        breadth,
        _explain,
        is_partial=True,
    )
)
