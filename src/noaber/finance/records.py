"""The rows that say what was agreed upon and issued, for `noaber verify-audit`: which fields never change any more."""

from django.db.models import Q

from noaber.core.records import declare_record, register_check
from noaber.finance.models import (
    AgreementStatement,
    Allocation,
    BankBooking,
    BankStatement,
    BillingTerms,
    BudgetChange,
    BudgetLine,
    BudgetProposal,
    BudgetStep,
    BuyerStatement,
    CarriedCommitment,
    Commitment,
    CommitmentStep,
    ContributionRun,
    Delivery,
    DeliveryStatement,
    DisputeStep,
    FundedActivityStatement,
    GrantLine,
    GrantStatement,
    GrantStep,
    HostStatement,
    IncomingInvoice,
    IncomingStep,
    Invoice,
    LeaveOutStep,
    ParticipationStatement,
    PaymentReminder,
    PledgeStatement,
    PurchasePayment,
    PurchaseSetOff,
    ReminderStatement,
    ReportAdoption,
    ReportStatement,
    ResultReturn,
    ResultSetOff,
    RunContribution,
    RunStep,
    ScenarioStatement,
    SpendingBooking,
    Transmission,
    TransmissionStep,
    VatPassingStatement,
    VatSettlement,
)
from noaber.finance.queries.bank.seals import changed_statements

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
    run = "billing_year terms number budget_cents reason"
    declare_record("run", ContributionRun, f"{run} recorded_at recorded_by_id", f"{run} {BY}")
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
    declare_record(
        "scenario",
        ScenarioStatement,
        f"scenario number name explanation question reason {BY}",
        f"scenario number name explanation question reason is_public {BY}",
        logged=Q(),
    )
    declare_bank()
    declare_budget()
    declare_spending()
    declare_grants()
    declare_sending()
    declare_reports()


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


def declare_budget() -> None:
    """What was budgeted and who approved it; what others promised and delivered."""
    declare_record("budget_proposal", BudgetProposal, f"budget_year number kind reason {BY}", logged=Q())
    changed = "proposal post title purpose before_cents after_cents"
    declare_record("budget_change", BudgetChange, changed, logged=Q())
    declare_record("budget_step", BudgetStep, f"proposal kind note {BY}", logged=Q())
    pledged = "pledge number name fte tariff_cents amount_cents note"
    declare_record("pledge", PledgeStatement, f"{pledged} {BY}", logged=Q())
    delivered = "pledge first_on last_on fte amount_cents evidence reverses"
    declare_record("delivery", Delivery, f"{delivered} {BY}", logged=Q())


def declare_spending() -> None:
    """What was committed, came in, was approved and booked."""
    asked = "budget_year post number title party subject_kind subject_key amount_cents"
    declare_record("commitment", Commitment, f"{asked} {BY}", logged=Q())
    declare_record("commitment_step", CommitmentStep, f"commitment kind note {BY}", logged=Q())
    came_in = (
        "book number kind supplier supplier_key supplier_id supplier_number number_key issued_on due_on net_cents "
        "vat_cents iban description source"
    )
    came_in_now = f"{came_in} prepaid_cents rounding_cents addressed_to"
    declare_record("incoming_invoice", IncomingInvoice, f"{came_in} {BY}", f"{came_in_now} {BY}", logged=Q())
    declare_record("carried_commitment", CarriedCommitment, f"before after reason {BY}", logged=Q())
    declare_record("incoming_step", IncomingStep, f"invoice kind note {BY}", logged=Q())
    booked = "invoice budget_year post commitment amount_cents booked_on reason reverses"
    declare_record(
        "spending_booking",
        SpendingBooking,
        f"{booked} {BY}",
        f"{booked} deducted_cents {BY}",
        logged=Q(),
    )
    paid = "entry invoice amount_cents reason releases"
    declare_record("purchase_payment", PurchasePayment, f"{paid} {BY}", logged=Q())
    set_off = "credit_note invoice amount_cents reason releases"
    declare_record("purchase_set_off", PurchaseSetOff, f"{set_off} {BY}", logged=Q())
    on_line = "entry budget_year post amount_cents reason releases"
    declare_record("bank_booking", BankBooking, f"{on_line} {BY}", logged=Q())
    settled = "entry agreement year amount_cents due_cents deductible_cents reason releases"
    declare_record("vat_settlement", VatSettlement, f"{settled} {BY}", logged=Q())


def declare_grants() -> None:
    grant = "grant number title funder scheme applicant file"
    declare_record("received_grant", GrantStatement, f"{grant} {BY}")
    declare_record("received_grant_line", GrantLine, f"grant number budget_year post {BY}", logged=Q())
    step = "grant kind happened_on amount_cents reference evidence answers replaces reason"
    declare_record("received_grant_step", GrantStep, f"{step} {BY}")
    activity = "activity number title lead funder theme status status_on grant amount_cents"
    declare_record("funded_activity", FundedActivityStatement, f"{activity} {BY}")


def declare_sending() -> None:
    """What was sent, and of what was reminded."""
    declare_record("invoice_delivery", DeliveryStatement, f"buyer number channel email {BY}", logged=Q())
    declare_record("transmission", Transmission, f"invoice number channel profile recipient {BY}", logged=Q())
    step = "transmission number kind attempt reason external_id next_at"
    declare_record("transmission_step", TransmissionStep, f"{step} {BY}", logged=Q())
    days = "scheme number first_days second_days demand_days answer_days motive"
    declare_record("reminder_terms", ReminderStatement, f"{days} {BY}", logged=Q())
    declare_record("dispute", DisputeStep, f"invoice number is_disputed reason {BY}", logged=Q())
    sent = "invoice step sent_on due_on pay_until paid_cents open_cents recipient network"
    declare_record("payment_reminder", PaymentReminder, f"{sent} {BY}", logged=Q())


def declare_reports() -> None:
    """What was reported and adopted, and whether tax was passed on."""
    declare_record("money_report", ReportStatement, f"report number content seal {BY}", logged=Q())
    declare_record("money_report_adoption", ReportAdoption, f"report statement note {BY}", logged=Q())
    returned = "adoption payer entry amount_cents reason releases"
    declare_record("result_return", ResultReturn, f"{returned} {BY}", logged=Q())
    set_off = "adoption payer invoice amount_cents set_off_on reason releases"
    declare_record("result_set_off", ResultSetOff, f"{set_off} {BY}", logged=Q())
    passed = "vat_passing number is_passed_on motive"
    declare_record("vat_passing", VatPassingStatement, f"{passed} {BY}", logged=Q())
