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
from noaber.finance.models.invoices import KINDS, Invoice, InvoiceSeries, LeaveOutStep
from noaber.finance.models.runs import STEPS, ContributionRun, RunContribution, RunStep

__all__ = [
    "CONFIDENCES",
    "DIRECTIONS",
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
    "Host",
    "HostStatement",
    "Invoice",
    "InvoiceSeries",
    "LeaveOutStep",
    "Participant",
    "ParticipationStatement",
    "RunContribution",
    "RunStep",
]
