"""What is taken of each line of a budget, and what came in on it."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Sum

from noaber.finance.models import Allocation, Invoice, SpendingBooking
from noaber.finance.queries.spending import commitments_of
from noaber.finance.rules.budget import CONTRIBUTIONS, Use
from noaber.finance.rules.invoices import DocumentKind
from noaber.finance.rules.spending import CommitmentState

Key = tuple[int, str]
"""A year and the code of a line."""


def uses_of(agreement_code: str) -> dict[Key, Use]:
    """What is taken of each line of every year of an agreement; five queries."""
    return {**_income(agreement_code), **_expenditure(agreement_code)}


def _expenditure(agreement_code: str) -> Mapping[Key, Use]:
    """What is asked for, what commitments still keep, and what was booked."""
    asked: Counter[Key] = Counter()
    kept: Counter[Key] = Counter()
    spent: Counter[Key] = Counter()
    for row in commitments_of(agreement_code):
        key = (row.year, row.post)
        kept[key] += row.open_cents
        asked[key] += row.amount_cents if row.state is CommitmentState.REQUESTED else 0
    booked = SpendingBooking.objects.filter(budget_year__agreement__code=agreement_code).order_by()
    for year, post, cents in booked.values_list("budget_year__year", "post__code").annotate(
        total=Sum("amount_cents")
    ):
        spent[year, post] = cents
    return {key: Use(asked[key], kept[key], spent[key]) for key in {*asked, *kept, *spent}}


def _income(agreement_code: str) -> Mapping[Key, Use]:
    """What the invoices of the contributions ask and did not get yet, and what was paid of them."""
    of_year = "run__billing_year__year"
    asked = dict(
        Invoice.objects.filter(
            kind=DocumentKind.INVOICE,
            credit_note__isnull=True,
            contribution__run__billing_year__agreement__code=agreement_code,
        )
        .order_by()
        .values_list(f"contribution__{of_year}")
        .annotate(total=Sum("total_cents"))
    )
    paid = dict(
        Allocation.objects.filter(invoice__contribution__run__billing_year__agreement__code=agreement_code)
        .order_by()
        .values_list(f"invoice__contribution__{of_year}")
        .annotate(total=Sum("amount_cents"))
    )
    return {
        (year, CONTRIBUTIONS): Use(max(0, asked.get(year, 0) - paid.get(year, 0)), 0, paid.get(year, 0))
        for year in {*asked, *paid}
    }
