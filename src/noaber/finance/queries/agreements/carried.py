"""What hangs on every agreement, year by year: what was billed, budgeted, promised, booked and reported."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import models
from django.db.models import Count, F, QuerySet, Value

from noaber.core.reading import read_once
from noaber.finance.models import (
    BankBooking,
    BillingTerms,
    BudgetProposal,
    Commitment,
    ContributionRun,
    GrantLine,
    Invoice,
    Pledge,
    Report,
    ReportAdoption,
    SpendingBooking,
    VatPassing,
    VatSettlement,
)
from noaber.finance.rules.agreements.carried import Carried, CarriedKind
from noaber.finance.rules.billing.terms import RunStep
from noaber.finance.rules.budget.year_budget import ProposalStep
from noaber.finance.rules.reports.report import ReportKind

Counted = QuerySet[models.Model, tuple[str, str, int, int]]


def carried_by(agreement_code: str) -> tuple[Carried, ...]:
    """What hangs on one agreement."""
    return carried_by_all().get(agreement_code, ())


@read_once
def carried_by_all() -> dict[str, tuple[Carried, ...]]:
    """By code of the agreement; one query. What was withdrawn, or switched off again, hangs on nothing."""
    first, *others = _counted()
    found = defaultdict[str, list[Carried]](list)
    for kind, code, year, count in first.union(*others, all=True):
        found[code].append(Carried(CarriedKind(kind), year, count))
    return {code: tuple(rows) for code, rows in found.items()}


def _counted() -> Iterator[Counted]:
    billed, budgeted = "billing_year__", "budget_year__"
    standing = ContributionRun.objects.exclude(steps__kind=RunStep.WITHDRAWN.value)
    proposed = BudgetProposal.objects.filter(step__isnull=True)
    approved = BudgetProposal.objects.filter(step__kind=ProposalStep.APPROVED.value)
    adopted = ReportAdoption.objects.filter(report__kind=ReportKind.ANNUAL.value)
    yield _of(CarriedKind.TERMS, BillingTerms.objects.all(), billed)
    yield _of(CarriedKind.RUN, standing, billed)
    yield _of(CarriedKind.INVOICE, Invoice.objects.all(), f"contribution__run__{billed}")
    yield _of(CarriedKind.PROPOSED, proposed, budgeted)
    yield _of(CarriedKind.BUDGET, approved, budgeted)
    yield _of(CarriedKind.PLEDGE, Pledge.objects.all(), "")
    yield _of(CarriedKind.COMMITMENT, Commitment.objects.all(), budgeted)
    yield _of(CarriedKind.PURCHASE, SpendingBooking.objects.all(), budgeted)
    yield _of(CarriedKind.BANK, BankBooking.objects.all(), budgeted)
    yield _of(CarriedKind.GRANT, GrantLine.objects.all(), budgeted)
    yield _of(CarriedKind.TAX, VatSettlement.objects.all(), "")
    yield _of(CarriedKind.REPORT, Report.objects.filter(revision__gt=0), "")
    yield _of(CarriedKind.PASSED_ON, _passings(is_passed_on=True), "")
    yield _of(CarriedKind.NOT_PASSED_ON, _passings(is_passed_on=False), "")
    yield _of(CarriedKind.ACCOUNT, adopted, "report__")


def _passings(*, is_passed_on: bool) -> QuerySet[models.Model]:
    """The years of which this is what was last said about tax."""
    return VatPassing.objects.filter(statements__number=F("revision"), statements__is_passed_on=is_passed_on)


def _of(kind: CarriedKind, rows: QuerySet[models.Model], way: str) -> Counted:
    """The rows by agreement and year, whichever way leads there."""
    found = rows.filter(**{f"{way}agreement__isnull": False}).order_by()
    named = found.values(
        carried=Value(kind.value, output_field=models.CharField()),
        by=F(f"{way}agreement__code"),
        of_year=F(f"{way}year"),
    )
    counted = named.annotate(total=Count("pk", distinct=True))
    columns: Counted = counted.values_list("carried", "by", "of_year", "total")
    return columns
