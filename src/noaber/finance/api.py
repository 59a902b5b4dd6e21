"""The only door of finance for other rooms."""

from noaber.finance.queries.agreements import AgreementRow
from noaber.finance.queries.bank import balance_of, entries, proposals
from noaber.finance.queries.choosing import agreement_for
from noaber.finance.queries.deliveries import Delivery
from noaber.finance.queries.dunning import late_rows, to_remind
from noaber.finance.queries.runs import run_of, standing_invoices
from noaber.finance.rules.agreements import AgreementTerms, BudgetItem, Side
from noaber.finance.rules.billing import Rounding, YearRules
from noaber.finance.rules.invoices import Payee, Vat, VatTreatment
from noaber.finance.rules.participation import Participation
from noaber.finance.rules.proposals import Confidence, Outcome
from noaber.finance.services.agreements import record_agreement
from noaber.finance.services.allocating import confirm_proposals, refund
from noaber.finance.services.bank import import_bank_file
from noaber.finance.services.billing import set_billing_terms
from noaber.finance.services.dunning import AskedReminder, dispute_invoice, send_reminders
from noaber.finance.services.hosts import record_host
from noaber.finance.services.issuing import credit_invoice, issue_run
from noaber.finance.services.participation import record_participation
from noaber.finance.services.runs import approve_run, make_run
from noaber.finance.services.sending import record_delivery

__all__ = [
    "AgreementRow",
    "AgreementTerms",
    "AskedReminder",
    "BudgetItem",
    "Confidence",
    "Delivery",
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
    "dispute_invoice",
    "entries",
    "import_bank_file",
    "issue_run",
    "late_rows",
    "make_run",
    "proposals",
    "record_agreement",
    "record_delivery",
    "record_host",
    "record_participation",
    "refund",
    "run_of",
    "send_reminders",
    "set_billing_terms",
    "standing_invoices",
    "to_remind",
]
