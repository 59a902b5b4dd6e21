"""What one municipality was asked and paid over the years, with the arithmetic, and what the money did."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from noaber.finance.models import Allocation, Invoice
from noaber.finance.queries.reports.report import ReportRow, reports_of
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.rate_text import plain
from noaber.finance.rules.reports.annual_accounts import OwnYear, own_year
from noaber.finance.rules.reports.content import ReportContent
from noaber.finance.rules.reports.report import ReportKind


@dataclass(frozen=True, slots=True)
class OwnInvoice:
    """One invoice with what it was worked out from; `credited_by` is the number of its credit note."""

    number: str
    agreement_code: str
    year: int
    name: str
    reference_on: dt.date
    population: int
    days: int
    rate: Decimal
    total_cents: int
    issued_on: dt.date
    credited_by: str
    paid_cents: int

    @property
    def asked_cents(self) -> int:
        """What stands of it."""
        return 0 if self.credited_by else self.total_cents


@dataclass(frozen=True, slots=True)
class OwnPayment:
    """A payment as it was booked on an invoice; below zero what was taken off again."""

    paid_on: dt.date
    number: str
    year: int
    amount_cents: int


def own_invoices(code: str) -> list[OwnInvoice]:
    """Every invoice of a municipality, by the code it had, the first one first; two queries."""
    rows = Invoice.objects.filter(contribution__organisation__code=code, kind=DocumentKind.INVOICE)
    paid = dict(
        Allocation.objects.filter(invoice__contribution__organisation__code=code)
        .order_by()
        .values_list("invoice")
        .annotate(total=Sum("amount_cents"))
    )
    found = rows.select_related(
        "contribution__run__terms", "contribution__run__billing_year__agreement", "credit_note"
    )
    return [
        _invoice(row, paid.get(row.pk, 0))
        for row in found.defer("ubl", "content").order_by("issued_on", "pk")
    ]


def _invoice(row: Invoice, paid_cents: int) -> OwnInvoice:
    contribution = row.contribution
    if contribution is None:
        raise LookupError(row.number)
    run, credit = contribution.run, getattr(row, "credit_note", None)
    return OwnInvoice(
        row.number,
        run.billing_year.agreement.code,
        run.billing_year.year,
        contribution.name,
        run.terms.reference_on,
        contribution.population,
        contribution.days,
        plain(run.terms.rate),
        row.total_cents,
        row.issued_on,
        credit.number if credit else "",
        paid_cents,
    )


def own_payments(code: str) -> list[OwnPayment]:
    """What was booked on its invoices, in order of days; one query."""
    rows = Allocation.objects.filter(invoice__contribution__organisation__code=code)
    columns = (
        "entry__booked_on",
        "invoice__number",
        "invoice__contribution__run__billing_year__year",
        "amount_cents",
    )
    return [OwnPayment(*row) for row in rows.order_by("entry__booked_on", "pk").values_list(*columns)]


def accounts_for(invoices: list[OwnInvoice]) -> list[ReportRow]:
    """The adopted accounts of the years in which it was asked something; three queries for each agreement."""
    years = {(row.agreement_code, row.year) for row in invoices}
    return [
        row
        for code in sorted({agreement for agreement, _year in years})
        for row in reports_of(code)
        if row.is_final and row.kind is ReportKind.ANNUAL and (code, row.year) in years
    ]


def own_year_of(code: str, content: ReportContent) -> OwnYear:
    """What its money did, by the account of a year."""
    sums: dict[BudgetSide, list[tuple[str, str, int]]] = {side: [] for side in BudgetSide}
    for line in content.figures.lines:
        if line.code != CONTRIBUTIONS:
            sums[line.side].append((line.code, line.title, line.actual_cents))
    return own_year(code, sums[BudgetSide.INCOME], sums[BudgetSide.EXPENDITURE], content.figures.payers)
