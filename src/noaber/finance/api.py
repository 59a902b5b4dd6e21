"""The only door of finance for other rooms."""

from noaber.finance.queries.agreements import AgreementRow
from noaber.finance.queries.bank import balance_of, entries, proposals
from noaber.finance.queries.choosing import agreement_for
from noaber.finance.queries.grants import (
    FundedActivityRow,
    GrantRow,
    funded_activities,
    funded_activity,
    grant_called,
)
from noaber.finance.queries.runs import run_of, standing_invoices
from noaber.finance.rules.agreements import AgreementTerms, BudgetItem, Side
from noaber.finance.rules.billing import Rounding, YearRules
from noaber.finance.rules.funded_activities import ActivityStatus, FundedActivityText
from noaber.finance.rules.grants import GrantDetails, GrantStepKind, GrantStepText
from noaber.finance.rules.invoices import Payee, Vat, VatTreatment
from noaber.finance.rules.participation import Participation
from noaber.finance.rules.proposals import Confidence, Outcome
from noaber.finance.services.activity_lists import import_activities
from noaber.finance.services.agreements import record_agreement
from noaber.finance.services.allocating import confirm_proposals, refund
from noaber.finance.services.bank import import_bank_file
from noaber.finance.services.billing import set_billing_terms
from noaber.finance.services.grants import record_grant, record_grant_step
from noaber.finance.services.hosts import record_host
from noaber.finance.services.issuing import credit_invoice, issue_run
from noaber.finance.services.participation import record_participation
from noaber.finance.services.runs import approve_run, make_run

__all__ = [
    "ActivityStatus",
    "AgreementRow",
    "AgreementTerms",
    "BudgetItem",
    "Confidence",
    "FundedActivityRow",
    "FundedActivityText",
    "GrantDetails",
    "GrantRow",
    "GrantStepKind",
    "GrantStepText",
    "Outcome",
    "Participation",
    "Payee",
    "Rounding",
    "Side",
    "Vat",
    "VatTreatment",
    "YearRules",
    "agreement_for",
    "approve_run",
    "balance_of",
    "confirm_proposals",
    "credit_invoice",
    "entries",
    "funded_activities",
    "funded_activity",
    "grant_called",
    "import_activities",
    "import_bank_file",
    "issue_run",
    "make_run",
    "proposals",
    "record_agreement",
    "record_grant",
    "record_grant_step",
    "record_host",
    "record_participation",
    "refund",
    "run_of",
    "set_billing_terms",
    "standing_invoices",
]
