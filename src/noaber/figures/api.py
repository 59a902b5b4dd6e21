"""The only door of figures for other rooms: yearly counts of offences. The store behind it may be replaced."""

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.figures.files import read_offences
from noaber.figures.queries.offences import area_figures, offence_titles, offence_years
from noaber.figures.rules.series import (
    AreaFigure,
    Change,
    OffenceCounts,
    Series,
    YearTotal,
    change,
    totals_of,
)
from noaber.figures.rules.small_numbers import may_be_percentage
from noaber.figures.services.examples import record_example_months
from noaber.figures.services.offences import Recorded, record_offences

__all__ = [
    "OOST_NEDERLAND",
    "SOURCE",
    "AreaFigure",
    "Change",
    "OffenceCounts",
    "Recorded",
    "Series",
    "YearTotal",
    "change",
    "may_be_percentage",
    "offence_titles",
    "offence_years",
    "read_offences",
    "record_example_months",
    "record_offences",
    "series",
]

OOST_NEDERLAND: Final = Path(__file__).parent / "data" / "oost_nederland"
SOURCE: Final = "Politie en CBS, geregistreerde misdrijven, tabel 47018NED (CC BY 4.0)"


def series(
    areas: Collection[str], offence: str, years: Collection[int], *, known_at: dt.datetime | None = None
) -> Series:
    """The counts of an offence in areas (CBS codes) together, per year.

    A year in which an area has no figure has no total and names who is missing. What merged municipalities
    counted belongs to their successor. An unknown kind of offence, or no area at all, is a `DomainError`.
    """
    titles = offence_titles()
    if offence not in titles:
        raise DomainError(_("Soort misdrijf %(code)s is niet bekend.") % {"code": offence}, field="offence")
    if not areas:
        raise DomainError(_("Kies ten minste één gebied."), field="areas")
    figures = area_figures(areas, offence, years, known_at=known_at)
    return Series(
        offence,
        titles[offence],
        tuple(sorted(set(areas))),
        totals_of(figures, areas, years),
        tuple(sorted({each.source for each in figures if each.source})),
    )
