"""The rows that say what was agreed upon and issued, for `noaber verify-audit`: which fields never change any more."""

from django.db.models import Q

from noaber.core.records import declare_record, register_check
from noaber.finance.models import (
    AgreementStatement,
    Allocation,
    BankStatement,
    BillingTerms,
    BudgetLine,
    BuyerStatement,
    ContributionRun,
    HostStatement,
    Invoice,
    LeaveOutStep,
    ParticipationStatement,
    RunContribution,
    RunStep,
)
from noaber.finance.queries.bank_seals import changed_statements

BY = "recorded_at recorded_by_id on_behalf_of_id"


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    said = "agreement number title source proposed_on rate first_year last_year fte facilities largest_paid decided_by"
    declare_record("agreement", AgreementStatement, f"{said} {BY}")
    declare_record("budget_line", BudgetLine, "statement side position title purpose amount_cents")
    billed = (
        "billing_year number reference_on rate rounding vat_treatment vat_rate vat_reason payment_days motive"
    )
    declare_record("billing_terms", BillingTerms, f"{billed} {BY}")
    declare_record(
        "run", ContributionRun, "billing_year terms number budget_cents reason recorded_at recorded_by_id"
    )
    worked_out = "run organisation name population source is_provisional days amount_cents"
    declare_record("run_contribution", RunContribution, worked_out)
    declare_record("run_step", RunStep, f"run kind note {BY}")
    sent = (
        "kind series sequence number reference buyer contribution issued_on due_on total_cents credits reason"
    )
    declare_record("invoice", Invoice, f"{sent} content ubl {BY}")
    declare_record("left_out", LeaveOutStep, f"credit_note number is_left_out reason {BY}", logged=Q())
    host = "host number from_on iban vat_number contact_name contact_email contact_phone"
    declare_record("host", HostStatement, f"{host} {BY}")
    declare_record(
        "paying_participation", ParticipationStatement, f"participant number from_on until_on reason {BY}"
    )
    declare_record("buyer", BuyerStatement, f"buyer number profile buyer_reference order_reference {BY}")
    declare_bank()


def declare_bank() -> None:
    """Entries are many: the digest of a statement covers those that came in with it."""
    read = (
        "id account statement_id sequence first_on last_on opening_cents closing_cents file_name file_sha256 "
        "file_kind contents entry_count entries_digest"
    )
    declare_record("bank_statement", BankStatement, f"{read} {BY}", logged=Q())
    declare_record(
        "allocation",
        Allocation,
        f"entry invoice outgoing amount_cents confidence reason releases {BY}",
        logged=Q(),
    )
    register_check(changed_statements)
