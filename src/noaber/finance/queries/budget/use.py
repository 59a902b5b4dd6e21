"""What is taken of each line of a budget, and what came in on it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Exists, OuterRef, Sum
from django.db.models.functions import Coalesce

from noaber.finance.models import Commitment, CommitmentStep, Invoice, SpendingBooking
from noaber.finance.queries.grants import grants
from noaber.finance.queries.invoices.income import INCOME
from noaber.finance.queries.invoices.paid import settled_cents
from noaber.finance.queries.spending.bank_bookings import totals_by_line
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, Use, invoiced
from noaber.finance.rules.grants.income import income_of
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.invoices.settlement import Settlement
from noaber.finance.rules.spending.bookings import CommitmentState, open_cents
from noaber.finance.rules.spending.bookings import CommitmentStep as Step

Key = tuple[int, str]
"""A year and the code of a line."""


def uses_of(agreement_code: str) -> dict[Key, Use]:
    """What is taken of each line of every year of an agreement; six queries, two of them of all grants."""
    found = {**_granted(agreement_code), **_income(agreement_code), **_expenditure(agreement_code)}
    for key, cents in totals_by_line(agreement_code).items():
        use = found.get(key, Use())
        found[key] = replace(use, spent_cents=use.spent_cents + cents)
    return found


def _granted(agreement_code: str) -> Mapping[Key, Use]:
    """What grants brought in on lines of income, and what of them is still to come."""
    uses = income_of((row.text.line, row.sums) for row in grants())
    return {(line.year, line.post): use for line, use in uses.items() if line.agreement == agreement_code}


def _expenditure(agreement_code: str) -> Mapping[Key, Use]:
    """What is asked for, what commitments still keep, and what was booked."""
    asked: Counter[Key] = Counter()
    kept: Counter[Key] = Counter()
    spent: Counter[Key] = Counter()
    for year, post, cents, is_committed, is_released, used in _commitments(agreement_code):
        kept[year, post] += (
            open_cents(cents, used, CommitmentState.COMMITTED) if is_committed and not is_released else 0
        )
        asked[year, post] += 0 if is_committed or is_released else cents
    booked = SpendingBooking.objects.filter(budget_year__agreement__code=agreement_code).order_by()
    for year, post, cents in booked.values_list("budget_year__year", "post__code").annotate(
        total=Sum("amount_cents")
    ):
        spent[year, post] = cents
    return {key: Use(asked[key], kept[key], spent[key]) for key in {*asked, *kept, *spent}}


def _commitments(agreement_code: str) -> Iterable[tuple[int, str, int, bool, bool, int]]:
    """Year, line and amount of every commitment, whether it was entered into, whether released, and what was booked."""
    taken = CommitmentStep.objects.filter(commitment=OuterRef("pk"))
    return (
        Commitment.objects.filter(budget_year__agreement__code=agreement_code)
        .order_by()
        .annotate(used=Coalesce(Sum("bookings__amount_cents"), 0))
        .values_list(
            "budget_year__year",
            "post__code",
            "amount_cents",
            Exists(taken.filter(kind=Step.COMMITTED)),
            Exists(taken.filter(kind=Step.RELEASED)),
            "used",
        )
    )


def _income(agreement_code: str) -> Mapping[Key, Use]:
    """What the invoices of the contributions ask and did not get yet, and what was paid of them; one query."""
    found = Invoice.objects.filter(
        kind=DocumentKind.INVOICE, contribution__run__billing_year__agreement__code=agreement_code
    ).order_by()
    credit = Invoice.objects.filter(credits=OuterRef("pk"))
    rows = found.annotate(paid=settled_cents(), is_credited=Exists(credit))
    by_year: dict[int, list[Settlement]] = {}
    for year, total, paid, is_credited, income in rows.values_list(
        "contribution__run__billing_year__year", "total_cents", "paid", "is_credited", INCOME
    ):
        settlement = Settlement(total, paid, total if is_credited else 0, total - income)
        by_year.setdefault(year, []).append(settlement)
    return {(year, CONTRIBUTIONS): invoiced(of_year) for year, of_year in by_year.items()}
