"""All of the ledger of a year as tables with keys that link, for who audits it. Amounts are whole cents, days ISO."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import Q, QuerySet

from noaber.core.documents.tables import ColumnKind, Row, TableColumn
from noaber.finance.models import (
    Allocation,
    BankEntry,
    BudgetChange,
    BudgetProposal,
    BudgetStep,
    Commitment,
    CommitmentStep,
    ContributionRun,
    Delivery,
    IncomingInvoice,
    IncomingStep,
    Invoice,
    PledgeStatement,
    ReportAdoption,
    ReportStatement,
    ResultReturn,
    RunContribution,
    RunStep,
    SpendingBooking,
    VatPassingStatement,
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
    yield from _reports(code, year)


def _contributions(code: str, year: int) -> Asked:
    of_run = Q(run__billing_year__agreement__code=code, run__billing_year__year=year)
    runs = ContributionRun.objects.filter(billing_year__agreement__code=code, billing_year__year=year)
    yield "runs", runs, f"id number budget_cents reason {BY}"
    yield "run_steps", RunStep.objects.filter(of_run), f"id run_id kind note {BY}"
    worked_out = "id run_id organisation__code name population source is_provisional days amount_cents"
    yield "contributions", RunContribution.objects.filter(of_run), worked_out
    own = Invoice.objects.filter(
        contribution__run__billing_year__agreement__code=code, contribution__run__billing_year__year=year
    )
    documents = Invoice.objects.filter(Q(pk__in=own.values("pk")) | Q(credits__in=own.values("pk")))
    sent = (
        "id number kind buyer__code contribution_id credits_id issued_on due_on total_cents reference reason"
    )
    yield "invoices", documents, f"{sent} {BY}"
    booked = Allocation.objects.filter(invoice__in=documents.values("pk"))
    yield (
        "bank_entries",
        BankEntry.objects.filter(pk__in=booked.values("entry")),
        ("id statement_id fingerprint amount_cents direction booked_on value_on reference"),
    )
    allocated = "id entry_id invoice_id outgoing_id amount_cents confidence reason releases_id"
    yield "allocations", booked, f"{allocated} {BY}"


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
    invoices = IncomingInvoice.objects.filter(Q(pk__in=bookings.values("invoice")) | Q(issued_on__year=year))
    came_in = "id number kind supplier supplier_id supplier_number issued_on due_on net_cents vat_cents iban"
    yield "purchases", invoices, f"{came_in} description source {BY}"
    said = IncomingStep.objects.filter(invoice__in=invoices.values("pk"))
    yield "purchase_steps", said, f"id invoice_id kind note {BY}"
    booked = "id invoice_id post__code commitment_id amount_cents booked_on reason reverses_id"
    yield "bookings", bookings, f"{booked} {BY}"


def _reports(code: str, year: int) -> Asked:
    reports = ReportStatement.objects.filter(report__agreement__code=code, report__year=year)
    yield "reports", reports, f"id report_id number report__kind report__until_on seal {BY}"
    adopted = ReportAdoption.objects.filter(report__agreement__code=code, report__year=year)
    yield "report_adoptions", adopted, f"id report_id statement_id note {BY}"
    returned = ResultReturn.objects.filter(
        adoption__report__agreement__code=code, adoption__report__year=year
    )
    yield (
        "result_returns",
        returned,
        f"id adoption_id payer__code entry_id amount_cents reason releases_id {BY}",
    )
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
