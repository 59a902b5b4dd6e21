"""The tables of finance."""

from noaber.finance.models.agreements import SIDES, Agreement, AgreementStatement, BudgetLine
from noaber.finance.models.bank import (
    CONFIDENCES,
    DIRECTIONS,
    Allocation,
    BankAccount,
    BankEntry,
    BankStatement,
)
from noaber.finance.models.billing import (
    PROFILES,
    ROUNDINGS,
    VAT_TREATMENTS,
    BillingTerms,
    BillingYear,
    Buyer,
    BuyerStatement,
    Host,
    HostStatement,
    Participant,
    ParticipationStatement,
)
from noaber.finance.models.grants import (
    ACTIVITY_STATUSES,
    GRANT_STEPS,
    FundedActivity,
    FundedActivityStatement,
    Grant,
    GrantStatement,
    GrantStep,
)
from noaber.finance.models.invoices import KINDS, Invoice, InvoiceSeries
from noaber.finance.models.runs import STEPS, ContributionRun, RunContribution, RunStep

__all__ = [
    "ACTIVITY_STATUSES",
    "CONFIDENCES",
    "DIRECTIONS",
    "GRANT_STEPS",
    "KINDS",
    "PROFILES",
    "ROUNDINGS",
    "SIDES",
    "STEPS",
    "VAT_TREATMENTS",
    "Agreement",
    "AgreementStatement",
    "Allocation",
    "BankAccount",
    "BankEntry",
    "BankStatement",
    "BillingTerms",
    "BillingYear",
    "BudgetLine",
    "Buyer",
    "BuyerStatement",
    "ContributionRun",
    "FundedActivity",
    "FundedActivityStatement",
    "Grant",
    "GrantStatement",
    "GrantStep",
    "Host",
    "HostStatement",
    "Invoice",
    "InvoiceSeries",
    "Participant",
    "ParticipationStatement",
    "RunContribution",
    "RunStep",
]
