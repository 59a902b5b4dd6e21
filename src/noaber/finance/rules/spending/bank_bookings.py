"""Money of the bank on a line of the budget without an invoice: bank costs, a gift, interest. Units: whole cents."""

from noaber.finance.rules.budget.year_budget import BudgetSide


def on_line(side: BudgetSide, signed_cents: int) -> int:
    """What a line takes of an amount: out of the bank is cost, or less income; into it is income, or less cost.

    >>> on_line(BudgetSide.EXPENDITURE, -12_50), on_line(BudgetSide.INCOME, 250_00), on_line(BudgetSide.INCOME, -5)
    (1250, 25000, -5)
    """
    return signed_cents if side is BudgetSide.INCOME else -signed_cents
