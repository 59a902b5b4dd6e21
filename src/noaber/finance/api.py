"""The only door of finance for other rooms."""

from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.bank.entries import balance_of, entries, proposals
from noaber.finance.queries.billing.runs import run_of, standing_invoices
from noaber.finance.queries.budget.co_funding import item_code, pledges_of
from noaber.finance.queries.budget.year_budget import budget_of, expected_contributions
from noaber.finance.queries.dunning.reminders import late_rows, to_remind
from noaber.finance.queries.grants import (
    FundedActivityRow,
    GrantRow,
    funded_activities,
    funded_activity,
    grant_called,
)
from noaber.finance.queries.invoices.deliveries import Delivery
from noaber.finance.queries.reports.report import ReportRow, report_of
from noaber.finance.queries.spending.commitment_subjects import CommitmentSubject, register_commitment_subject
from noaber.finance.rules.agreements.agreement import AgreementTerms, BudgetItem, Side
from noaber.finance.rules.bank.proposals import Confidence, Outcome
from noaber.finance.rules.billing.participation import Participation
from noaber.finance.rules.billing.terms import Rounding, YearRules
from noaber.finance.rules.budget.co_funding import CoFundingKind, DeliverySaid, PledgeTerms
from noaber.finance.rules.budget.year_budget import AskedLine
from noaber.finance.rules.grants.funded_activities import ActivityStatus, FundedActivityText
from noaber.finance.rules.grants.grant import GrantDetails, GrantStepKind, GrantStepText
from noaber.finance.rules.invoices.invoice import DocumentKind, Payee, Vat, VatTreatment
from noaber.finance.rules.reports.report import Explanation, ReportPeriod, period_of
from noaber.finance.rules.scenarios.questions import Key, ScenarioQuestion
from noaber.finance.rules.spending.bookings import BookingPart, Purchase
from noaber.finance.services.agreements import record_agreement
from noaber.finance.services.bank.allocating import confirm_proposals, refund
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.billing.hosts import record_host
from noaber.finance.services.billing.issuing import credit_invoice, issue_run
from noaber.finance.services.billing.participation import record_participation
from noaber.finance.services.billing.runs import approve_run, make_run
from noaber.finance.services.billing.terms import set_billing_terms
from noaber.finance.services.budget.co_funding import Promise, record_pledge, report_delivery
from noaber.finance.services.budget.year_budget import approve_budget, first_lines, propose_budget
from noaber.finance.services.dunning.reminders import AskedReminder, dispute_invoice, send_reminders
from noaber.finance.services.grants.activity_lists import import_activities
from noaber.finance.services.grants.grant import record_grant, record_grant_step
from noaber.finance.services.invoices.sending import record_delivery
from noaber.finance.services.reports.report import ReportWords, adopt_report, write_report
from noaber.finance.services.reports.vat_passing import record_vat_passing
from noaber.finance.services.scenarios import save_scenario
from noaber.finance.services.spending.commitments import (
    Wanted,
    commit,
    release_commitment,
    request_commitment,
)
from noaber.finance.services.spending.purchases import (
    approve_purchase,
    book_purchase,
    reverse_purchase,
    take_in_purchase,
)

__all__ = [
    "ActivityStatus",
    "AgreementRow",
    "AgreementTerms",
    "AskedLine",
    "AskedReminder",
    "BookingPart",
    "BudgetItem",
    "CoFundingKind",
    "CommitmentSubject",
    "Confidence",
    "Delivery",
    "DeliverySaid",
    "DocumentKind",
    "Explanation",
    "FundedActivityRow",
    "FundedActivityText",
    "GrantDetails",
    "GrantRow",
    "GrantStepKind",
    "GrantStepText",
    "Key",
    "Outcome",
    "Participation",
    "Payee",
    "PledgeTerms",
    "Promise",
    "Purchase",
    "ReportPeriod",
    "ReportRow",
    "ReportWords",
    "Rounding",
    "ScenarioQuestion",
    "Side",
    "Vat",
    "VatTreatment",
    "Wanted",
    "YearRules",
    "adopt_report",
    "agreement_for",
    "approve_budget",
    "approve_purchase",
    "approve_run",
    "balance_of",
    "book_purchase",
    "budget_of",
    "commit",
    "confirm_proposals",
    "credit_invoice",
    "dispute_invoice",
    "entries",
    "expected_contributions",
    "first_lines",
    "funded_activities",
    "funded_activity",
    "grant_called",
    "import_activities",
    "import_bank_file",
    "issue_run",
    "item_code",
    "late_rows",
    "make_run",
    "period_of",
    "pledges_of",
    "proposals",
    "propose_budget",
    "record_agreement",
    "record_delivery",
    "record_grant",
    "record_grant_step",
    "record_host",
    "record_participation",
    "record_pledge",
    "record_vat_passing",
    "refund",
    "register_commitment_subject",
    "release_commitment",
    "report_delivery",
    "report_of",
    "request_commitment",
    "reverse_purchase",
    "run_of",
    "save_scenario",
    "send_reminders",
    "set_billing_terms",
    "standing_invoices",
    "take_in_purchase",
    "to_remind",
    "write_report",
]
