"""The tables of finance."""

from noaber.finance.models.agreements import SIDES, Agreement, AgreementStatement, BudgetLine

__all__ = ["SIDES", "Agreement", "AgreementStatement", "BudgetLine"]
