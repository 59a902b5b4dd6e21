"""An agreement for tests: the amounts of the memo's section 3."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from noaber.core.access import Actor, Grant
from noaber.finance.rules.agreements.agreement import AgreementTerms, BudgetItem, Side

NOW: Final = dt.datetime(2019, 1, 28, 9, tzinfo=dt.UTC)
LATER: Final = dt.datetime(2019, 3, 1, 9, tzinfo=dt.UTC)
CONTROLLER: Final = Actor(5, grants=frozenset({Grant("controller")}))
COORDINATOR: Final = Actor(6, grants=frozenset({Grant("coordinator")}))
LINES: Final = (
    BudgetItem(Side.CONTRIBUTION, "coördinatie", 90_000_00),
    BudgetItem(Side.CONTRIBUTION, "communicatie", 50_000_00, "website en bijeenkomsten"),
    BudgetItem(Side.CONTRIBUTION, "intelligence", 20_000_00),
    BudgetItem(Side.CONTRIBUTION, "projecten", 70_000_00),
    BudgetItem(Side.CO_FUNDING, "capaciteit", 120_000_00),
    BudgetItem(Side.CO_FUNDING, "projectleider om niet", 10_000_00),
    BudgetItem(Side.CO_FUNDING, "subsidie", 10_000_00),
)
MEMO: Final = AgreementTerms(
    title="Bijdragen 2020-2023",
    source="memo van 28 januari 2019",
    proposed_on=dt.date(2019, 1, 28),
    rate=Decimal("0.07"),
    first_year=2020,
    last_year=2023,
    fte=Decimal("0.5"),
    lines=LINES,
    facilities="vergaderfaciliteiten",
    largest_paid=7,
)


def terms(**changes: Any) -> AgreementTerms:
    """The memo's agreement with something else."""
    return replace(MEMO, **changes)
