"""What one municipality was asked and paid over the years, with the arithmetic, and what the money did."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import F

from noaber.core.reading import read_once
from noaber.finance.models import Invoice
from noaber.finance.queries.dunning.payer_account import account
from noaber.finance.queries.invoices.asked_of import asked_of, codes_of
from noaber.finance.queries.reports.report import ReportRow, reports_of
from noaber.finance.rules.billing.terms import Rounding
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.rate_text import plain
from noaber.finance.rules.reports.annual_accounts import OwnYear, own_year
from noaber.finance.rules.reports.content import ReportContent
from noaber.finance.rules.reports.report import ReportKind

OF_YEAR: Final = "contribution__run__billing_year__year"


@dataclass(frozen=True, slots=True)
class OwnInvoice:
    """One invoice with what it was worked out from; `credited_by` is the number of its credit note.

    `code` and `name` are of whom it was worked out for, `buyer` to whom it went. `is_shared_out`: the cents that
    rounding leaves were dealt out, so that inhabitants times the rate can be a cent off.
    """

    number: str
    agreement_code: str
    year: int
    code: str
    name: str
    buyer: str
    reference_on: dt.date
    population: int
    days: int
    rate: Decimal
    is_shared_out: bool
    net_cents: int
    vat_rate: Decimal
    total_cents: int
    issued_on: dt.date
    credited_by: str
    paid_cents: int

    @property
    def vat_cents(self) -> int:
        return self.total_cents - self.net_cents

    @property
    def asked_cents(self) -> int:
        """What stands of it."""
        return 0 if self.credited_by else self.total_cents


@read_once
def own_invoices(code: str, on: dt.date) -> tuple[OwnInvoice, ...]:
    """Every invoice of a municipality, and of whom it had taken up by a day, of all agreements; the newest year first.

    Two queries beside those of its account, which tells what was paid.
    """
    own = asked_of(codes_of(code, on))
    rows = Invoice.objects.filter(own, contribution__isnull=False, kind=DocumentKind.INVOICE)
    standing = account(code, on)
    paid = standing.account.paid_by_number if standing else {}
    found = rows.select_related(
        "buyer",
        "contribution__organisation",
        "contribution__run__terms",
        "contribution__run__billing_year__agreement",
        "credit_note",
    ).annotate(buyer_name=F("content__buyer__name"))
    return tuple(
        _invoice(row, paid.get(row.number, 0))
        for row in found.defer("ubl", "content").order_by(f"-{OF_YEAR}", "-issued_on", "-pk")
    )


def _invoice(row: Any, paid_cents: int) -> OwnInvoice:
    contribution = row.contribution
    run, credit = contribution.run, getattr(row, "credit_note", None)
    return OwnInvoice(
        row.number,
        run.billing_year.agreement.code,
        run.billing_year.year,
        contribution.organisation.code,
        contribution.name,
        row.buyer_name,
        run.terms.reference_on,
        contribution.population,
        contribution.days,
        plain(run.terms.rate),
        run.terms.rounding == Rounding.FIXED_SUM.value,
        contribution.amount_cents,
        plain(run.terms.vat_rate),
        row.total_cents,
        row.issued_on,
        credit.number if credit else "",
        paid_cents,
    )


def accounts_for(invoices: Iterable[OwnInvoice]) -> list[ReportRow]:
    """The adopted accounts of the years in which it was asked something, the newest first.

    Three queries for each agreement.
    """
    years = {(row.agreement_code, row.year) for row in invoices}
    found = [
        row
        for code in sorted({agreement for agreement, _year in years})
        for row in reports_of(code)
        if row.is_final and row.kind is ReportKind.ANNUAL and (code, row.year) in years
    ]
    return sorted(found, key=lambda row: -row.year)


def own_year_of(codes: Collection[str], content: ReportContent) -> OwnYear:
    """What its money did, by the account of a year; `codes`: its own, and of whom it took up."""
    sums: dict[BudgetSide, list[tuple[str, str, int]]] = {side: [] for side in BudgetSide}
    for line in content.figures.lines:
        if line.code != CONTRIBUTIONS:
            sums[line.side].append((line.code, line.title, line.actual_cents))
    return own_year(codes, sums[BudgetSide.INCOME], sums[BudgetSide.EXPENDITURE], content.figures.payers)
