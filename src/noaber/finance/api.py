"""The only door of finance for other rooms."""

from noaber.finance.queries.agreements import AgreementRow, agreement_as_of
from noaber.finance.rules.agreements import AgreementTerms, BudgetItem, Side
from noaber.finance.services.agreements import record_agreement

__all__ = ["AgreementRow", "AgreementTerms", "BudgetItem", "Side", "agreement_as_of", "record_agreement"]
