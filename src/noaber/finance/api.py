"""The only door of finance for other rooms."""

from noaber.finance.queries.agreements import AgreementRow
from noaber.finance.queries.choosing import agreement_for
from noaber.finance.rules.agreements import AgreementTerms, BudgetItem, Side
from noaber.finance.services.agreements import record_agreement

__all__ = ["AgreementRow", "AgreementTerms", "BudgetItem", "Side", "agreement_for", "record_agreement"]
