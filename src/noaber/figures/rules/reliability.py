"""How an offence comes to be counted: because somebody reports it, because the police look for it, or both.

A count that lives on reports falls when fewer people report; one that lives on checks rises when more is checked. That
there are these two ways is how CBS defines what is registered: in a report on a complaint ("van aangifte") or drawn up
by the police of its own accord ("ambtshalve"). CBS gives no division per kind of offence: which kind goes where is
Noaber's own judgement, and every page that shows it says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Driver(StrEnum):
    """What makes the count."""

    REPORTS = "reports"
    POLICE = "police"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Reliability:
    """What drives the counts of these kinds of offence, and why, in a Dutch sentence."""

    driver: Driver
    reason: str
    codes: tuple[str, ...]
    is_own_judgement: bool = True


SOURCE: Final = (
    "CBS, begrip Geregistreerde criminaliteit: vastgelegd in een proces-verbaal van aangifte of ambtshalve opgemaakt. "
    "Welke soort misdrijf op welke manier wordt geteld, is een eigen inschatting van Noaber."
)
UNKNOWN: Final = Reliability(
    Driver.BOTH, "Van deze soort is niet vastgelegd wat het aantal stuurt; lees een verandering met zorg.", ()
)
GROUPS: Final = (
    Reliability(
        Driver.REPORTS,
        "Wie bestolen is, doet aangifte, vaak voor de verzekering; wat niemand meldt, telt niet mee.",
        ("1.1.1", "1.1.2", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.5.2", "1.6.2"),
    ),
    Reliability(
        Driver.REPORTS,
        "Bedrijven en winkels beslissen zelf of zij aangifte doen; een keten die dat anders gaat doen, verandert het "
        "aantal.",
        ("2.5.1", "2.5.2"),
    ),
    Reliability(
        Driver.REPORTS,
        "De politie weet hiervan doordat een slachtoffer of getuige het meldt; niet iedereen doet dat.",
        ("1.4.4", "1.4.5", "1.4.6", "1.4.7", "2.2.1", "2.4.1", "2.4.2", "3.7.1"),
    ),
    Reliability(
        Driver.REPORTS,
        "Een slachtoffer meldt dit vaak niet of pas jaren later, dus de maand zegt weinig.",
        ("1.4.1",),
    ),
    Reliability(
        Driver.REPORTS,
        "Dit komt bijna altijd aan het licht, door een melding of een vondst.",
        ("1.4.2", "1.6.1"),
    ),
    Reliability(
        Driver.REPORTS,
        "Slachtoffers melden via internet of hun bank; één website of één verdachte kan honderden meldingen geven.",
        ("3.7.4", "3.9.1", "3.9.3"),
    ),
    Reliability(
        Driver.POLICE,
        "Er is geen slachtoffer dat aangifte doet: het aantal volgt hoeveel de politie hiernaar zoekt.",
        ("3.1.1", "3.1.2", "3.1.3", "3.7.2"),
    ),
    Reliability(
        Driver.POLICE,
        "Slachtoffers melden zich zelden zelf; het aantal volgt onderzoeken van politie en partners.",
        ("1.6.3", "3.2.1", "3.2.2"),
    ),
    Reliability(
        Driver.POLICE,
        "Het aantal volgt hoe vaak er wordt gecontroleerd: meer controles geven meer misdrijven.",
        ("3.3.2", "3.4.2", "3.5.2"),
    ),
    Reliability(
        Driver.POLICE,
        "Inspecties en toezichthouders vinden dit bij controles; meer controles geven een hoger aantal.",
        (
            "2.6.1",
            "2.6.2",
            "2.6.3",
            "2.6.4",
            "2.6.5",
            "2.6.7",
            "2.6.8",
            "2.6.10",
            "2.6.11",
            "2.6.12",
            "2.6.14",
        ),
    ),
    Reliability(
        Driver.POLICE,
        "Diensten van de overheid die toezicht houden, vinden dit; meer toezicht geeft een hoger aantal.",
        ("2.7.2", "3.9.2"),
    ),
    Reliability(
        Driver.BOTH,
        "Bewoners melden het, en de politie treft het op straat aan; beide kunnen het aantal veranderen.",
        ("1.4.3", "2.1.1", "2.6.9", "2.6.13", "2.7.3", "3.6.4"),
    ),
    Reliability(
        Driver.BOTH,
        "Een deel komt van meldingen, een deel van controles van het verkeer.",
        ("1.3.1", "3.3.5", "3.5.5"),
    ),
    Reliability(
        Driver.BOTH,
        "Dit is een verzameling van verschillende misdrijven, op verschillende manieren bekend geworden.",
        ("3.7.3",),
    ),
)
_BY_CODE: Final[Mapping[str, Reliability]] = MappingProxyType(
    {code: group for group in GROUPS for code in group.codes}
)


def reliability_of(code: str) -> Reliability:
    """What drives the count of a kind of offence; a kind that nobody placed is called both, and says so.

    >>> reliability_of("1.2.3").driver, reliability_of("3.1.1").driver, reliability_of("9.9.9").driver
    (<Driver.REPORTS: 'reports'>, <Driver.POLICE: 'police'>, <Driver.BOTH: 'both'>)
    """
    return _BY_CODE.get(code, UNKNOWN)


def is_police_driven(code: str) -> bool:
    """Whether a higher count may as well mean that there was more looking.

    >>> is_police_driven("3.1.1"), is_police_driven("1.1.1")
    (True, False)
    """
    return reliability_of(code).driver is Driver.POLICE
