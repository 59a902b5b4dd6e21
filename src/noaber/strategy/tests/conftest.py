"""A period and plans on the small invented network."""

import datetime as dt
from typing import Final

import pytest

from noaber.core.access import Actor, Grant
from noaber.core.models import Demonstration
from noaber.core.reading import forget
from noaber.network.models import SafetyField
from noaber.network.services.load_network import LoadReport
from noaber.network.tests.conftest import load
from noaber.strategy.rules.inventory import PlanText, PriorityText
from noaber.strategy.rules.periods.period import LinkedTerms, PeriodState, PeriodTerms
from tests.made_once import made_once

FIRST, LAST = dt.date(2019, 1, 1), dt.date(2022, 12, 31)
NOW: Final = dt.datetime(2020, 2, 1, 9, tzinfo=dt.UTC)
LATER: Final = dt.datetime(2020, 3, 1, 9, tzinfo=dt.UTC)
TODAY: Final = dt.date(2020, 3, 2)
PERIOD: Final = "2019-2022"
TOWN: Final = "GM9001"
OTHER_TOWN: Final = "GM9002"

COORDINATOR: Final = Actor(1, grants=frozenset({Grant("coordinator")}))
CONTACT: Final = Actor(2, grants=frozenset({Grant("contact", f"organisation:{TOWN}")}))
STRANGER: Final = Actor(3)

POLICE_PLAN: Final = LinkedTerms("POLITIE-VL", "Meerjarenbeleidsplan", FIRST, LAST)
STRATEGY: Final = PeriodTerms("Veiligheidsstrategie", FIRST, LAST, plans=(POLICE_PLAN,))
ADOPTED: Final = PeriodTerms(
    "Veiligheidsstrategie",
    FIRST,
    LAST,
    PeriodState.ADOPTED,
    dt.date(2019, 4, 24),
    "besluitenlijst",
    note="Vastgesteld voor Noaber er was.",
    plans=(POLICE_PLAN,),
)
NOT_REVIEWED: Final = "De review komt in het voorjaar."
"""Why a strategy is closed before its endterm review."""
PLAN: Final = PlanText(
    "Integraal veiligheidsplan",
    FIRST,
    LAST,
    (
        PriorityText(1, "5.2", "Drugs in het buitengebied", "12", "Geen nieuwe labs"),
        PriorityText(2, "X.2", "Verwarde personen"),
    ),
    council_on=dt.date(2018, 12, 13),
    link="https://voorbeeld.invalid/plan.pdf",
)


TAXONOMY: Final = (
    ("5", "Integriteit en veiligheid", None),
    ("5.2", "Georganiseerde en ondermijnende criminaliteit", "5"),
    ("X", "Dwarsdoorsnijdende onderwerpen", None),
    ("X.1", "Gedigitaliseerde criminaliteit", "X"),
    ("X.2", "Zorg en veiligheid", "X"),
)


@pytest.fixture
def december(oost_nederland: None) -> None:
    """The demonstration as it was on one of the last days of the period."""
    Demonstration.objects.update(reached_on=dt.date(2022, 12, 28))
    forget()


@pytest.fixture
@made_once
def network(db: None) -> LoadReport:
    report = load()
    for code, name, parent in TAXONOMY:
        SafetyField.objects.create(code=code, name=name, parent_id=parent)
    return report


@pytest.fixture
def not_discharged(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a day before the discharge, for what can be recorded of a period that is over."""
    monkeypatch.setattr("noaber.strategy.queries.periods.discharge.titled", lambda _period, _asof: None)
