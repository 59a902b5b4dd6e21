"""Whether the tax of a purchase was a cost is kept with the booking, as it was then; it is told from no sum."""

import importlib
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.audit import verify_chain
from noaber.finance.models import BillingTerms, SpendingBooking
from noaber.finance.queries.reports.figures import vat_by_invoice
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import BookingPart, deducted_by_part
from noaber.finance.rules.spending.journal import balances_of
from noaber.finance.services.spending.purchases import reverse_purchase
from noaber.finance.tests.budget_books import CODE, CONTROLLER, NOW, TODAY, WHY, YEAR, approved_budget
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.spending.test_services_spending import BILL, approved, book

FILLING: Final = importlib.import_module("noaber.finance.migrations.0018_deducted_tax")


def no_tax_any_more() -> None:
    """The host charges no tax from now on, so it deducts none."""
    row = BillingTerms.objects.get()
    row.pk, row.number, row.vat_treatment, row.vat_rate = None, 2, "out_of_scope", 0
    row.save(force_insert=True)


def booked_tax() -> int:
    return balances_of(journal_postings(CODE, YEAR)).get("voorbelasting", 0)


@pytest.mark.django_db
def test_each_part_keeps_what_was_deducted_and_a_reversal_is_its_opposite() -> None:
    approved_budget()
    contributions(YEAR, (100_00,), 21)
    number = approved()
    book(number, BookingPart("projecten", 7_000_01), BookingPart("intelligence", 2_999_99))
    rows = SpendingBooking.objects.order_by("pk")
    assert [row.deducted_cents for row in rows] == [1_470_00, 630_00]
    assert booked_tax() == 2_100_00
    reverse_purchase(number, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)
    assert [row.deducted_cents for row in rows.all()[2:]] == [-1_470_00, -630_00]
    no_tax_any_more()
    book(number, BookingPart("projecten", 12_100_00))
    assert booked_tax() == 0, "all in one moment, and no sum of it tells"
    assert vat_by_invoice(CODE, YEAR) == {"I-0001": 2_100_00}
    assert verify_chain()[1] is None


@pytest.mark.django_db
def test_of_tax_as_high_as_the_price_it_is_known_too() -> None:
    approved_budget()
    contributions(YEAR, (100_00,), 21)
    number = approved(replace(BILL, net_cents=50_00, vat_cents=50_00))
    book(number, BookingPart("projecten", 50_00))
    reverse_purchase(number, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)
    book(number, BookingPart("projecten", 50_00))
    assert booked_tax() == 50_00
    credit = approved(replace(BILL, kind=DocumentKind.CREDIT_NOTE, number="C-1"))
    book(credit, BookingPart("projecten", -10_000_00))
    assert booked_tax() == 50_00 - 2_100_00


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6), st.integers(0, 10**9))
def test_parts_of_the_tax_are_the_tax(amounts: list[int], vat: int) -> None:
    for sign in (1, -1):
        parts = [BookingPart(f"post-{at}", sign * cents) for at, cents in enumerate(amounts)]
        found = deducted_by_part(parts, sign * vat)
        assert sum(found) == sign * vat
        assert all(sign * cents >= 0 for cents in found)


def row(key: int, cents: int, moment: str = "a", reverses: int | None = None) -> Any:
    return FILLING.Booked(key, 7, moment, reverses, cents, 100, 21)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(1, 121)], {}),
        ([row(1, 100)], {1: 21}),
        ([row(1, -100)], {1: -21}),
        ([row(1, 60), row(2, 40)], {1: 13, 2: 8}),
        ([row(1, 60), row(2, 40), row(3, -60, "b", 1), row(4, -40, "b", 2)], {1: 13, 2: 8, 3: -13, 4: -8}),
        ([row(1, 100), row(2, -100, "a", 1), row(3, 100)], {1: 21, 3: 21, 2: -21}),
    ],
)
def test_what_was_booked_before_this_was_kept_is_filled_as_the_journal_had_it(
    rows: list[Any], expected: dict[int, int]
) -> None:
    assert FILLING.deducted_by_row(rows) == expected
