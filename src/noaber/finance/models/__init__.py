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
from noaber.finance.models.dunning import (
    REMINDERS,
    DisputeStep,
    PaymentReminder,
    ReminderScheme,
    ReminderStatement,
)
from noaber.finance.models.invoices import KINDS, Invoice, InvoiceSeries
from noaber.finance.models.runs import STEPS, ContributionRun, RunContribution, RunStep
from noaber.finance.models.transmissions import (
    CHANNELS,
    SENDING_STEPS,
    DeliveryStatement,
    Transmission,
    TransmissionStep,
)

__all__ = [
    "CHANNELS",
    "CONFIDENCES",
    "DIRECTIONS",
    "KINDS",
    "PROFILES",
    "REMINDERS",
    "ROUNDINGS",
    "SENDING_STEPS",
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
    "DeliveryStatement",
    "DisputeStep",
    "Host",
    "HostStatement",
    "Invoice",
    "InvoiceSeries",
    "Participant",
    "ParticipationStatement",
    "PaymentReminder",
    "ReminderScheme",
    "ReminderStatement",
    "RunContribution",
    "RunStep",
    "Transmission",
    "TransmissionStep",
]
