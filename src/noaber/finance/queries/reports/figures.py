"""What the ledger says of a year, for a report: up to a day in an interim report, all of it in an annual account."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from noaber.core.reading import read_once
from noaber.finance.models import (
    Allocation,
    Commitment,
    IncomingInvoice,
    Invoice,
    PurchasePayment,
    ResultSetOff,
    SpendingBooking,
)
from noaber.finance.queries.agreements.agreement import AgreementRow, agreement_called
from noaber.finance.queries.bank_by_day import by_day, counted_on
from noaber.finance.queries.budget.co_funding import pledges_of, sums_of
from noaber.finance.queries.budget.year_budget import budget_of, budgets_of
from noaber.finance.queries.grants import grants
from noaber.finance.queries.invoices.income import INCOME
from noaber.finance.queries.spending.bank_bookings import SIGNED, totals_by_line
from noaber.finance.queries.spending.bookings import incoming_among, incoming_code
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide, LineFigures
from noaber.finance.rules.grants.grant import sums_of as sums_of_grant
from noaber.finance.rules.grants.income import income_of
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.reports.annual_accounts import Payer
from noaber.finance.rules.reports.content import CoFunded, Figures, OpenItem
from noaber.finance.rules.reports.report import ReportLine
from noaber.finance.rules.spending.bookings import (
    CommitmentState,
    CommitmentStep,
    commitment_state,
    open_cents,
)

OF_YEAR = "contribution__run__billing_year"


@read_once
def figures_of(agreement_code: str, year: int, until_on: dt.date | None) -> Figures:
    """`until_on`: what was invoiced, paid, committed and booked by that day; None: all of the year, whenever.

    What is budgeted is what is approved now. At most twenty queries.
    """
    agreement = agreement_called(agreement_code)
    if agreement is None:
        raise LookupError(agreement_code)
    payers, invoices = _payers(agreement_code, year, until_on)
    asked, kept, open_kept = _commitments(agreement_code, year, until_on)
    spent = _spent(agreement_code, year, until_on)
    of_bank = {code: cents for (_year, code), cents in totals_by_line(agreement_code, year, until_on).items()}
    contributions = sum(payer.income_cents for payer in payers)
    granted = _granted(agreement_code, year, until_on)
    lines = tuple(
        _income(
            line,
            contributions
            if line.code == CONTRIBUTIONS
            else granted.get(line.code, 0) + of_bank.get(line.code, 0),
        )
        if line.side is BudgetSide.INCOME
        else ReportLine(
            line.code,
            line.side,
            line.title,
            line.now_cents,
            asked[line.code],
            kept[line.code],
            spent[line.code] + of_bank.get(line.code, 0),
        )
        for line in budget_of(agreement, year).lines
    )
    waiting = _waiting_purchases(year, until_on)
    vat = 0 if until_on else sum(vat_by_invoice(agreement_code, year).values())
    items = (*invoices, *waiting, *_payables(agreement_code, year, until_on), *open_kept)
    return Figures(lines, _co_funding(agreement, year), payers, items, vat)


@read_once
def results_now(agreement: AgreementRow) -> dict[int, int]:
    """Income less expenditure of every year of an agreement, as the ledger has it now; seven queries."""
    asked = dict(
        _standing(agreement.code).order_by().values_list(f"{OF_YEAR}__year").annotate(total=Sum(INCOME))
    )
    found = {}
    for year, budget in budgets_of(agreement).items():
        income = sum(
            asked.get(year, 0) if line.code == CONTRIBUTIONS else line.forecast_cents
            for line in budget.of(BudgetSide.INCOME)
        )
        found[year] = income - sum(line.use.spent_cents for line in budget.of(BudgetSide.EXPENDITURE))
    return found


def vat_by_invoice(agreement_code: str, year: int) -> dict[str, int]:
    """The tax that is a cost of every purchase invoice that stands booked on the year, by its code.

    Below zero of a credit note; none where the host deducted it.
    """
    standing = SpendingBooking.objects.filter(
        budget_year__agreement__code=agreement_code,
        budget_year__year=year,
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    columns = ("invoice__number", "invoice__kind", "invoice__vat_cents")
    rows = standing.order_by("invoice__number").values_list(*columns).annotate(off=Sum("deducted_cents"))
    return {
        incoming_code(number): (-vat if kind == DocumentKind.CREDIT_NOTE.value else vat) - off
        for number, kind, vat, off in rows
    }


def _income(line: LineFigures, cents: int) -> ReportLine:
    """Contributions are what was invoiced, without tax; another line is what came in, by the bank too, or is asked."""
    return ReportLine(line.code, line.side, line.title, line.now_cents, actual_cents=cents)


def _granted(agreement_code: str, year: int, until_on: dt.date | None) -> dict[str, int]:
    """What grants bring in by line, by the steps up to a day: what came in and may stay, and what is still asked."""
    uses = income_of(
        (row.text.line, sums_of_grant(each for each in row.texts if until_on is None or each.on <= until_on))
        for row in grants()
    )
    own = {line: use for line, use in uses.items() if (line.agreement, line.year) == (agreement_code, year)}
    return {line.post: use.spent_cents + use.requested_cents for line, use in own.items()}


def _standing(agreement_code: str, until_on: dt.date | None = None) -> QuerySet[Invoice]:
    """Invoices of contributions that no credit note took off, by the day."""
    found = Invoice.objects.filter(
        **{f"{OF_YEAR}__agreement__code": agreement_code}, kind=DocumentKind.INVOICE
    )
    if until_on is None:
        return found.filter(credit_note__isnull=True)
    later = Q(credit_note__isnull=True) | Q(credit_note__issued_on__gt=until_on)
    return found.filter(later, issued_on__lte=until_on)


def _payers(
    agreement_code: str, year: int, until_on: dt.date | None
) -> tuple[tuple[Payer, ...], list[OpenItem]]:
    """Everyone who was asked something or paid something for the year, by code; and the invoices that are open."""
    columns = ("invoice__contribution__organisation__code", "invoice__contribution__name", "invoice__number")
    paid: Counter[str] = Counter()
    paid_on: Counter[str] = Counter()
    names: dict[str, str] = {}
    for settled in _settled(agreement_code, year, until_on):
        for code, name, number, cents in settled.values_list(*columns).annotate(total=Sum("amount_cents")):
            paid[code] += cents
            paid_on[number] += cents
            names[code] = name
    asked: Counter[str] = Counter()
    vat: Counter[str] = Counter()
    open_items = []
    standing = _standing(agreement_code, until_on).filter(**{f"{OF_YEAR}__year": year})
    for code, name, number, cents, income in standing.order_by("number").values_list(
        "contribution__organisation__code", "contribution__name", "number", "total_cents", INCOME
    ):
        asked[code] += cents
        vat[code] += cents - income
        names[code] = name
        if cents > paid_on[number]:
            open_items.append(OpenItem("invoice", number, cents - paid_on[number]))
    codes = sorted(code for code in names if asked[code] or paid[code])
    payers = (Payer(code, names[code], asked[code], paid[code], vat[code]) for code in codes)
    return tuple(payers), open_items


def _settled(agreement_code: str, year: int, until_on: dt.date | None) -> tuple[QuerySet[Any], ...]:
    """What was paid on invoices of the year, and what of results was set off against them."""
    of_year = {f"invoice__{OF_YEAR}__agreement__code": agreement_code, f"invoice__{OF_YEAR}__year": year}
    booked = Allocation.objects.filter(**of_year).order_by()
    set_off = ResultSetOff.objects.filter(**of_year).order_by()
    if not until_on:
        return booked, set_off
    return by_day(booked, until_on), set_off.filter(set_off_on__lte=until_on)


def _commitments(
    agreement_code: str, year: int, until_on: dt.date | None
) -> tuple[Counter[str], Counter[str], list[OpenItem]]:
    """What was asked for and what is kept, by line; and every commitment that still keeps something."""
    found = Commitment.objects.filter(budget_year__agreement__code=agreement_code, budget_year__year=year)
    on_time = Q(bookings__booked_on__lte=until_on) if until_on else Q()
    rows = found.select_related("post").prefetch_related("steps").order_by("number")
    asked: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    items = []
    for row in rows.annotate(booked=Sum("bookings__amount_cents", filter=on_time)):
        if not _by(row.recorded_at, until_on):
            continue
        steps = (CommitmentStep(step.kind) for step in row.steps.all() if _by(step.recorded_at, until_on))
        state = commitment_state(frozenset(steps))
        cents = open_cents(row.amount_cents, row.booked or 0, state)
        kept[row.post.code] += cents
        asked[row.post.code] += row.amount_cents if state is CommitmentState.REQUESTED else 0
        if cents:
            items.append(OpenItem("commitment", f"V{year}-{row.number}", cents))
    return asked, kept, items


def _by(moment: dt.datetime, until_on: dt.date | None) -> bool:
    return until_on is None or timezone.localtime(moment).date() <= until_on


def _spent(agreement_code: str, year: int, until_on: dt.date | None) -> Counter[str]:
    booked = SpendingBooking.objects.filter(
        budget_year__agreement__code=agreement_code, budget_year__year=year
    ).order_by()
    if until_on:
        booked = booked.filter(booked_on__lte=until_on)
    return Counter(dict(booked.values_list("post__code").annotate(total=Sum("amount_cents"))))


def _waiting_purchases(year: int, until_on: dt.date | None) -> Iterable[OpenItem]:
    """Invoices of suppliers dated in the year that are not booked and not refused."""
    found = IncomingInvoice.objects.filter(issued_on__year=year).exclude(steps__kind="refused")
    standing = SpendingBooking.objects.filter(reverses__isnull=True, reversed_by__isnull=True)
    found = found.filter(issued_on__lte=until_on) if until_on else found
    for row in found.exclude(pk__in=standing.values("invoice")).order_by("number"):
        cents = row.net_cents + row.vat_cents + row.rounding_cents
        sign = -1 if row.kind == DocumentKind.CREDIT_NOTE.value else 1
        yield OpenItem("purchase", incoming_code(row.number), sign * cents)


def _payables(agreement_code: str, year: int, until_on: dt.date | None) -> Iterable[OpenItem]:
    """Invoices of suppliers that stand booked on the year and are not wholly paid, by the day; four queries."""
    standing = SpendingBooking.objects.filter(
        budget_year__agreement__code=agreement_code,
        budget_year__year=year,
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    later: dict[int, int] = {}
    if until_on:
        standing = standing.filter(booked_on__lte=until_on)
        payments = PurchasePayment.objects.alias(counted=counted_on(PurchasePayment)).filter(
            counted__gt=until_on
        )
        later = dict(payments.order_by().values_list("invoice").annotate(total=-Sum(SIGNED)))
    for row in incoming_among(standing.values("invoice")):
        cents = row.open_cents - row.to_receive_cents + later.get(row.id, 0)
        if cents > 0:
            yield OpenItem("payable", row.code, cents)


def _co_funding(agreement: AgreementRow, year: int) -> tuple[CoFunded, ...]:
    sums = sums_of(agreement.terms, pledges_of(agreement.code, year))
    return tuple(
        CoFunded(each.item, each.title, each.asked_cents, each.pledged_cents, each.delivered_cents)
        for each in sums
    )
