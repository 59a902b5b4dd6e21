"""The only door of finance for other rooms."""

from noaber.finance.queries.agreements import AgreementRow
from noaber.finance.queries.choosing import agreement_for
from noaber.finance.queries.runs import run_of, standing_invoices
from noaber.finance.rules.agreements import AgreementTerms, BudgetItem, Side
from noaber.finance.rules.billing import Rounding, YearRules
from noaber.finance.rules.invoices import Payee, Vat, VatTreatment
from noaber.finance.rules.participation import Participation
from noaber.finance.services.agreements import record_agreement
from noaber.finance.services.billing import set_billing_terms
from noaber.finance.services.hosts import record_host
from noaber.finance.services.issuing import credit_invoice, issue_run
from noaber.finance.services.participation import record_participation
from noaber.finance.services.runs import approve_run, make_run

__all__ = [
    "AgreementRow",
    "AgreementTerms",
    "BudgetItem",
    "Participation",
    "Payee",
    "Rounding",
    "Side",
    "Vat",
    "VatTreatment",
    "YearRules",
    "agreement_for",
    "approve_run",
    "credit_invoice",
    "issue_run",
    "make_run",
    "record_agreement",
    "record_host",
    "record_participation",
    "run_of",
    "set_billing_terms",
    "standing_invoices",
]
