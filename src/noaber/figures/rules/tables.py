"""The tables of the police and CBS that Noaber keeps: how their columns are called, whatever number stands behind that.

Source: the tables' own ``DataProperties`` on dataderden.cbs.nl; see also https://data.politie.nl.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

REGISTERED: Final = "registered"
REPORTS: Final = "reports"
ONLINE_REPORTS: Final = "online_reports"
SOLVED: Final = "solved"
SUSPECTS: Final = "suspects"


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table as the source publishes it.

    `kind_column`: the stem of the column with kinds (of offence or of nuisance). `measures`: which count stands under
    which stem; the first must be there, shares and rates are worked out and not kept. `names_offences`: its kinds are
    those of the police (1.1.1), by which every page asks; other tables have codes of their own. `is_monthly`: None
    where it may count by the month and by the year.
    """

    id: str
    title: str
    kind_column: str
    measures: Mapping[str, str]
    has_neighbourhoods: bool = False
    names_offences: bool = True
    is_monthly: bool | None = None

    @property
    def required(self) -> str:
        return next(iter(self.measures))


_OFFENCES: Final = {"GeregistreerdeMisdrijven": REGISTERED}

TABLES: Final[Mapping[str, FigureTable]] = {
    table.id: table
    for table in (
        FigureTable(
            "47022NED",
            "Misdrijven per maand, tot en met buurten",
            "SoortMisdrijf",
            _OFFENCES,
            True,
            is_monthly=True,
        ),
        FigureTable(
            "47018NED",
            "Misdrijven per jaar, tot en met buurten",
            "SoortMisdrijf",
            _OFFENCES,
            True,
            is_monthly=False,
        ),
        FigureTable(
            "47013NED",
            "Misdrijven en aangiften per gemeente",
            "SoortMisdrijf",
            {**_OFFENCES, "Aangiften": REPORTS, "Internetaangiften": ONLINE_REPORTS},
        ),
        FigureTable(
            "47024NED",
            "Overlast per maand, tot en met buurten",
            "Overlast",
            {"GeregistreerdeOverlast": REGISTERED},
            True,
            names_offences=False,
            is_monthly=True,
        ),
        FigureTable(
            "83648NED",
            "Misdrijven en opheldering per jaar",
            "SoortMisdrijf",
            {
                "TotaalGeregistreerdeMisdrijven": REGISTERED,
                "TotaalOpgehelderdeMisdrijven": SOLVED,
                "RegistratiesVanVerdachten": SUSPECTS,
            },
            names_offences=False,
            is_monthly=False,
        ),
    )
}
MEASURES: Final = (REGISTERED, REPORTS, ONLINE_REPORTS, SOLVED, SUSPECTS)
MONTHLY: Final = "47022NED"
YEARLY: Final = "47018NED"
TOTAL: Final = "0.0.0"
"""All offences together. Never added up with its parts."""
