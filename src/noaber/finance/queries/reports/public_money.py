"""What anybody may know of the money: budget and account per line and year, and how many pay. No names of people."""

from dataclasses import dataclass

from noaber.core.reading import read_once
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.budget.year_budget import YearBudget, budgets_of
from noaber.finance.queries.reports.report import ReportRow, adopted_accounts
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide
from noaber.finance.rules.reports.content import CoFunded


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One line of a year; `actual_cents` is None until its account is adopted."""

    code: str
    side: BudgetSide
    title: str
    budgeted_cents: int
    actual_cents: int | None


@dataclass(frozen=True, slots=True)
class PublicYear:
    """A year with an approved budget; what is known only of an adopted account is None or empty before it."""

    year: int
    is_final: bool
    lines: tuple[PublicLine, ...]
    co_funding: tuple[CoFunded, ...]
    payer_count: int | None
    reserve_cents: int | None
    seal: str

    def of(self, side: BudgetSide) -> tuple[PublicLine, ...]:
        return tuple(line for line in self.lines if line.side is side)

    @property
    def contributions_cents(self) -> int:
        """What the municipalities together pay: by the account, before it by the budget."""
        line = next((line for line in self.lines if line.code == CONTRIBUTIONS), None)
        if line is None:
            return 0
        return line.budgeted_cents if line.actual_cents is None else line.actual_cents


@read_once
def public_money(agreement_code: str) -> tuple[PublicYear, ...]:
    """Every year with an approved budget, the first one first; ten queries."""
    agreement = agreement_called(agreement_code)
    if agreement is None:
        return ()
    accounts = adopted_accounts(agreement_code)
    return tuple(
        _by_account(accounts[year]) if year in accounts else _by_budget(budget)
        for year, budget in budgets_of(agreement).items()
        if budget.is_approved
    )


def _by_account(row: ReportRow) -> PublicYear:
    content = row.content
    lines = tuple(
        PublicLine(line.code, line.side, line.title, line.budgeted_cents, line.actual_cents)
        for line in content.figures.lines
    )
    payers = sum(1 for payer in content.figures.payers if payer.asked_cents)
    closing = content.appropriation.closing_cents
    return PublicYear(row.year, True, lines, content.figures.co_funding, payers, closing, row.seal)


def _by_budget(budget: YearBudget) -> PublicYear:
    lines = tuple(PublicLine(line.code, line.side, line.title, line.now_cents, None) for line in budget.lines)
    return PublicYear(budget.year, False, lines, (), None, None, "")
