"""All of the ledger of a year as tables with keys that link, for who audits it. Amounts are whole cents, days ISO."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Q, QuerySet

from noaber.core.documents.tables import ColumnKind, Row, TableColumn
from noaber.finance.models import (
    Allocation,
    BankBooking,
    BankEntry,
    BankStatement,
    BudgetChange,
    BudgetProposal,
    BudgetStep,
    Commitment,
    CommitmentStep,
    ContributionRun,
    Delivery,
    Grant,
    GrantLine,
    GrantStatement,
    GrantStep,
    IncomingInvoice,
    IncomingStep,
    Invoice,
    PledgeStatement,
    PurchasePayment,
    PurchaseSetOff,
    ReportAdoption,
    ReportStatement,
    ResultReturn,
    ResultSetOff,
    RunContribution,
    RunStep,
    SpendingBooking,
    VatPassingStatement,
    VatSettlement,
)

BY = "recorded_at recorded_by_id on_behalf_of_id"


@dataclass(frozen=True, slots=True)
class AuditTable:
    """One table: its name, its columns, and its rows."""

    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]


def audit_tables(agreement_code: str, year: int) -> list[AuditTable]:
    """Every table of a year, what comes first before what points to it; one query each."""
    return [_table(name, rows, fields) for name, rows, fields in _asked(agreement_code, year)]


Asked = Iterator[tuple[str, QuerySet[models.Model], str]]


def _asked(code: str, year: int) -> Asked:
    yield from _contributions(code, year)
    yield from _budget(code, year)
    yield from _spending(code, year)
    yield from _grants(code, year)
    yield from _bank(code, year)
    yield from _reports(code, year)


def _contributions(code: str, year: int) -> Asked:
    of_run = Q(run__billing_year__agreement__code=code, run__billing_year__year=year)
    runs = ContributionRun.objects.filter(billing_year__agreement__code=code, billing_year__year=year)
    yield "runs", runs, f"id number budget_cents reason {BY}"
    yield "run_steps", RunStep.objects.filter(of_run), f"id run_id kind note {BY}"
    worked_out = "id run_id organisation__code name population source is_provisional days amount_cents"
    yield "contributions", RunContribution.objects.filter(of_run), worked_out
    sent = (
        "id number kind buyer__code contribution_id credits_id issued_on due_on total_cents reference reason"
    )
    yield "invoices", _documents(code, year), f"{sent} {BY}"


def _documents(code: str, year: int) -> QuerySet[Invoice]:
    """The invoices of a year, and the credit notes that take them off."""
    own = Invoice.objects.filter(
        contribution__run__billing_year__agreement__code=code, contribution__run__billing_year__year=year
    )
    return Invoice.objects.filter(Q(pk__in=own.values("pk")) | Q(credits__in=own.values("pk")))


def _budget(code: str, year: int) -> Asked:
    proposals = BudgetProposal.objects.filter(budget_year__agreement__code=code, budget_year__year=year)
    yield "budget_proposals", proposals, f"id number kind reason {BY}"
    changes = BudgetChange.objects.filter(proposal__in=proposals.values("pk"))
    changed = "id proposal_id post__code post__side title purpose before_cents after_cents"
    yield "budget_changes", changes, changed
    yield (
        "budget_steps",
        BudgetStep.objects.filter(proposal__in=proposals.values("pk")),
        (f"id proposal_id kind note {BY}"),
    )
    pledged = PledgeStatement.objects.filter(pledge__agreement__code=code, pledge__year=year)
    said = "id pledge_id number pledge__item pledge__kind pledge__organisation__code name fte tariff_cents"
    yield "pledges", pledged, f"{said} amount_cents note {BY}"
    delivered = Delivery.objects.filter(pledge__agreement__code=code, pledge__year=year)
    yield "deliveries", delivered, f"id pledge_id first_on last_on fte amount_cents evidence reverses_id {BY}"


def _spending(code: str, year: int) -> Asked:
    of_year = Q(budget_year__agreement__code=code, budget_year__year=year)
    commitments = Commitment.objects.filter(of_year)
    asked = "id number post__code title party subject_kind subject_key amount_cents"
    yield "commitments", commitments, f"{asked} {BY}"
    steps = CommitmentStep.objects.filter(commitment__in=commitments.values("pk"))
    yield "commitment_steps", steps, f"id commitment_id kind note {BY}"
    bookings = SpendingBooking.objects.filter(of_year)
    invoices = _purchases(code, year)
    came_in = "id number kind supplier supplier_id supplier_number issued_on due_on net_cents vat_cents"
    asks = "prepaid_cents rounding_cents iban addressed_to"
    yield "purchases", invoices, f"{came_in} {asks} description source {BY}"
    said = IncomingStep.objects.filter(invoice__in=invoices.values("pk"))
    yield "purchase_steps", said, f"id invoice_id kind note {BY}"
    booked = "id invoice_id post__code commitment_id amount_cents deducted_cents booked_on reason reverses_id"
    yield "bookings", bookings, f"{booked} {BY}"
    set_off = PurchaseSetOff.objects.filter(_either(invoices))
    yield "purchase_set_offs", set_off, f"id credit_note_id invoice_id amount_cents reason releases_id {BY}"


def _purchases(code: str, year: int) -> QuerySet[IncomingInvoice]:
    """Those that are booked on the year, dated in it or paid in it, and what these were set off against."""
    booked = SpendingBooking.objects.filter(budget_year__agreement__code=code, budget_year__year=year)
    paid = PurchasePayment.objects.filter(entry__booked_on__year=year)
    own = IncomingInvoice.objects.filter(
        Q(pk__in=booked.values("invoice")) | Q(issued_on__year=year) | Q(pk__in=paid.values("invoice"))
    )
    set_off = PurchaseSetOff.objects.filter(_either(own))
    return IncomingInvoice.objects.filter(
        Q(pk__in=own.values("pk"))
        | Q(pk__in=set_off.values("invoice"))
        | Q(pk__in=set_off.values("credit_note"))
    )


def _either(invoices: QuerySet[IncomingInvoice]) -> Q:
    return Q(invoice__in=invoices.values("pk")) | Q(credit_note__in=invoices.values("pk"))


def _grants(code: str, year: int) -> Asked:
    """Those that come in on a line of the year, or of which something happened in it: whole, with every step."""
    on_line = Q(lines__budget_year__agreement__code=code, lines__budget_year__year=year)
    own = Grant.objects.filter(on_line | Q(steps__happened_on__year=year)).values("pk")
    yield "grants", Grant.objects.filter(pk__in=own), "id code"
    said = "id grant_id number title funder scheme applicant__code file"
    yield "grant_statements", GrantStatement.objects.filter(grant__in=own), f"{said} {BY}"
    line = "id grant_id number budget_year__agreement__code budget_year__year post__code"
    yield "grant_lines", GrantLine.objects.filter(grant__in=own), f"{line} {BY}"
    step = "id grant_id kind happened_on amount_cents reference evidence answers_id replaces_id reason"
    yield "grant_steps", GrantStep.objects.filter(grant__in=own), f"{step} {BY}"


def _bank(code: str, year: int) -> Asked:
    """Every entry of the year and every other that is for something of it, with all that was said of them.

    An allocation without an invoice gave back (`outgoing_id`) or was set apart; one with `releases_id` undoes that.
    """
    of_day = Q(entry__booked_on__year=year)
    allocations = Allocation.objects.filter(
        Q(invoice__in=_documents(code, year).values("pk"))
        | Q(invoice__isnull=True) & (of_day | Q(outgoing__booked_on__year=year))
    )
    payments = PurchasePayment.objects.filter(invoice__in=_purchases(code, year).values("pk"))
    on_lines = BankBooking.objects.filter(budget_year__agreement__code=code, budget_year__year=year)
    settled = VatSettlement.objects.filter(agreement__code=code, year=year)
    returned = _returned(code, year)
    entries = BankEntry.objects.filter(
        Q(booked_on__year=year)
        | Q(pk__in=allocations.values("entry"))
        | Q(pk__in=allocations.filter(outgoing__isnull=False).values("outgoing"))
        | Q(pk__in=payments.values("entry"))
        | Q(pk__in=on_lines.values("entry"))
        | Q(pk__in=settled.values("entry"))
        | Q(pk__in=returned.values("entry"))
    )
    statements = BankStatement.objects.filter(pk__in=entries.values("statement"))
    read = "id account__iban sequence first_on last_on opening_cents closing_cents entry_count entries_digest"
    yield "bank_statements", statements, f"{read} file_name file_sha256 {BY}"
    said = "id statement_id fingerprint amount_cents direction booked_on value_on is_reversal reference"
    yield "bank_entries", entries, said
    allocated = "id entry_id invoice_id outgoing_id amount_cents confidence reason releases_id"
    yield "allocations", allocations, f"{allocated} {BY}"
    yield "purchase_payments", payments, f"id entry_id invoice_id amount_cents reason releases_id {BY}"
    on_line = "id entry_id budget_year__year post__code amount_cents reason releases_id"
    yield "bank_bookings", on_lines, f"{on_line} {BY}"
    vat = "id entry_id year amount_cents due_cents deductible_cents reason releases_id"
    yield "vat_settlements", settled, f"{vat} {BY}"


def _returned(code: str, year: int) -> QuerySet[ResultReturn]:
    """What was paid of the result of the year, mostly in a later one."""
    return ResultReturn.objects.filter(adoption__report__agreement__code=code, adoption__report__year=year)


def _reports(code: str, year: int) -> Asked:
    reports = ReportStatement.objects.filter(report__agreement__code=code, report__year=year)
    yield "reports", reports, f"id report_id number report__kind report__until_on seal {BY}"
    adopted = ReportAdoption.objects.filter(report__agreement__code=code, report__year=year)
    yield "report_adoptions", adopted, f"id report_id statement_id note {BY}"
    returned = "id adoption_id payer__code entry_id amount_cents reason releases_id"
    yield "result_returns", _returned(code, year), f"{returned} {BY}"
    set_off = ResultSetOff.objects.filter(
        Q(adoption__report__agreement__code=code, adoption__report__year=year)
        | Q(invoice__in=_documents(code, year).values("pk"))
    )
    off = "id adoption_id payer__code invoice_id invoice__number amount_cents set_off_on reason releases_id"
    yield "result_set_offs", set_off, f"{off} {BY}"
    passed = VatPassingStatement.objects.filter(vat_passing__agreement__code=code, vat_passing__year=year)
    yield "vat_passings", passed, f"id number is_passed_on motive {BY}"


def _table(name: str, rows: QuerySet[models.Model], fields: str) -> AuditTable:
    """A column is called as its field; one that points to another table ends in `_id`, an amount in `_cents`."""
    names = fields.split()
    columns = tuple(TableColumn(_key(each), _key(each), _kind(rows.model, each)) for each in names)
    found = rows.order_by("pk").values_list(*names)
    kept: tuple[Row, ...] = tuple(
        {column.key: _value(column, value) for column, value in zip(columns, row, strict=True)}
        for row in found
    )
    return AuditTable(name, columns, kept)


def _key(field: str) -> str:
    """Of `organisation__code` it is `organisation_code`."""
    return field.replace("__", "_")


def _kind(model: type[models.Model], path: str) -> ColumnKind:
    """By the field at the end of the path. Keys are texts: they are looked up, never added up."""
    *way, last = path.split("__")
    for step in way:
        field = model._meta.get_field(step)
        related = field.related_model
        if not isinstance(related, type):
            raise TypeError(f"{path} does not lead to a table")
        model = related
    found = model._meta.get_field(
        last.removesuffix("_id") if last.endswith("_id") and _points(model, last) else last
    )
    if isinstance(found, models.DateTimeField):
        return "moment"
    if isinstance(found, models.DateField):
        return "date"
    if isinstance(found, models.BooleanField):
        return "boolean"
    is_number = isinstance(found, models.IntegerField | models.DecimalField)
    return "number" if is_number and not last.endswith("id") else "text"


def _points(model: type[models.Model], name: str) -> bool:
    return any(
        getattr(field, "attname", "") == name and field.is_relation for field in model._meta.get_fields()
    )


def _value(column: TableColumn, value: object) -> object:
    return value if value is None or column.kind != "text" else str(value)
