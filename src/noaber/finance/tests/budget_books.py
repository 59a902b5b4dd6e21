"""An agreement with an approved budget, without a register or invoices behind it."""

import datetime as dt
from typing import Final

from noaber.core.access import COMMAND, Actor, Grant
from noaber.finance.queries.agreements.agreement import AgreementRow, agreement_called
from noaber.finance.queries.budget.year_budget import ProposalRow, YearBudget, budget_of
from noaber.finance.rules.budget.year_budget import AskedLine
from noaber.finance.services.agreements import record_agreement
from noaber.finance.services.budget.year_budget import approve_budget, first_lines, propose_budget
from noaber.finance.tests.samples import MEMO

CODE: Final = "bijdragen-2020-2023"
YEAR: Final = 2021
NOW: Final = dt.datetime(2021, 3, 1, 9, tzinfo=dt.UTC)
TODAY: Final = dt.date(2021, 3, 1)
INCOME: Final = 225_988_21
CONTROLLER: Final = Actor(1001, grants=frozenset({Grant("controller")}))
SECOND: Final = Actor(1002, grants=frozenset({Grant("controller")}))
COORDINATOR: Final = Actor(1003, grants=frozenset({Grant("coordinator")}))
MAYOR: Final = Actor(1004, grants=frozenset({Grant("mayor", "organisation:GM0193")}))
WHY: Final = "Er zijn dit jaar meer projecten dan gedacht."


def agree() -> AgreementRow:
    record_agreement(CODE, MEMO, actor=COMMAND, now=NOW)
    return agreement()


def agreement() -> AgreementRow:
    found = agreement_called(CODE)
    assert found
    return found


def budget(year: int = YEAR) -> YearBudget:
    return budget_of(agreement(), year)


def standing(year: int = YEAR) -> list[AskedLine]:
    """The lines as they stand, to propose a change of."""
    return [
        AskedLine(line.code, line.side, line.title, line.purpose, line.now_cents)
        for line in budget(year).lines
    ]


def changed(code: str, cents: int, year: int = YEAR) -> list[AskedLine]:
    return [
        AskedLine(
            line.code, line.side, line.title, line.purpose, cents if line.code == code else line.amount_cents
        )
        for line in standing(year)
    ]


def propose(lines: list[AskedLine], *, year: int = YEAR, reason: str = WHY) -> ProposalRow:
    number = propose_budget(CODE, year, lines, actor=CONTROLLER, now=NOW, reason=reason)
    found = budget(year).proposal(number)
    assert found
    return found


def approved_budget(year: int = YEAR) -> YearBudget:
    """An agreement, and the budget of a year that it starts from, approved by a second person."""
    agree()
    row = propose(list(first_lines(MEMO, INCOME)), year=year)
    assert approve_budget(row, actor=SECOND, now=NOW)
    return budget(year)
