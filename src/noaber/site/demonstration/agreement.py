"""What the memo of 28 January 2019 asks, as an agreement: its rate, its years and the budget of its section 3.

Source: the memo "Veiligheidsstrategie Oost-Nederland 2019-2022 en financieringsvoorstel 2020-2023"; the amounts are
the memo's, names and purposes are given in our own short words. Sums are nowhere typed.
"""

import datetime as dt
from decimal import Decimal
from typing import Final

from noaber.core.access import COMMAND
from noaber.finance.api import AgreementTerms, BudgetItem, Side, record_agreement

AGREEMENT: Final = "bijdragen-2020-2023"
SOURCE: Final = (
    "Memo Veiligheidsstrategie Oost-Nederland 2019-2022 en financieringsvoorstel 2020-2023, 28 januari 2019"
)
LINES: Final = (
    BudgetItem(Side.CONTRIBUTION, "coördinatie", 90_000_00, "regionale coördinatie van het netwerk"),
    BudgetItem(
        Side.CONTRIBUTION,
        "communicatie en administratie",
        50_000_00,
        "de website als actief platform om kennis te delen, hulp voor de trekkers van expertteams, regionale "
        "bijeenkomsten",
    ),
    BudgetItem(
        Side.CONTRIBUTION,
        "intelligence",
        20_000_00,
        "gemeenten helpen om bovenlokale intelligencefuncties in te richten: kennis, projectplannen, expertise en "
        "informatiebijeenkomsten delen",
    ),
    BudgetItem(
        Side.CONTRIBUTION,
        "projecten",
        70_000_00,
        "projecten laten opzetten en ondersteunen voor alle partners, naar actualiteit en behoefte",
    ),
    BudgetItem(Side.CO_FUNDING, "capaciteit en faciliteiten van politie, OM en RIEC", 120_000_00),
    BudgetItem(Side.CO_FUNDING, "organisatie die de projectleider om niet levert", 10_000_00),
    BudgetItem(
        Side.CO_FUNDING,
        "subsidie",
        10_000_00,
        "ondersteuning van onder meer het Platform Ondermijning en het Expertteam Verwarde Personen",
    ),
)


def record_agreement_of_memo(now: dt.datetime, today: dt.date, *, decided_by: str) -> None:
    """What the memo asks, on its own day."""
    terms = AgreementTerms(
        title="Bijdragen aan het veiligheidsnetwerk 2020-2023",
        source=SOURCE,
        proposed_on=today,
        rate=Decimal("0.07"),
        first_year=2020,
        last_year=2023,
        fte=Decimal("0.5"),
        lines=LINES,
        facilities="vergaderfaciliteiten en aanverwante zaken",
        largest_paid=7,
        decided_by=decided_by,
    )
    record_agreement(AGREEMENT, terms, actor=COMMAND, now=now)
