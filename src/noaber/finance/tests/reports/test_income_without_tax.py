"""Where contributions are taxed, tax is no income and what the host deducts no cost: budget, report, account alike."""

import datetime as dt

import pytest

from noaber.core.errors import DomainError
from noaber.finance.queries.reports.figures import figures_of, results_now, vat_by_invoice
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide, Use
from noaber.finance.rules.grants.grant import GrantDetails, GrantStepKind, GrantStepText, IncomeLine
from noaber.finance.rules.spending.bookings import BookingPart
from noaber.finance.rules.spending.journal import balances_of
from noaber.finance.services.grants.grant import record_grant, record_grant_step
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    NOW,
    TODAY,
    YEAR,
    agreement,
    approved_budget,
    budget,
)
from noaber.finance.tests.grants import test_grants_in_budget as granted
from noaber.finance.tests.paying_books import contributions, pay
from noaber.finance.tests.spending.test_services_spending import approved, book

pytestmark = pytest.mark.django_db
_books = granted._books


def test_tax_is_owed_on_and_no_income_and_what_is_deducted_no_cost() -> None:
    approved_budget()
    first, second, _third = contributions(YEAR, (100_00, 200_00, 300_00), 21)
    pay(first, 121_00)
    pay(second, 121_00)
    line = budget().line(CONTRIBUTIONS)
    assert line
    assert line.use == Use(requested_cents=400_00, spent_cents=200_00)

    number = approved()
    with pytest.raises(DomainError, match="te boeken is"):
        book(number, BookingPart("projecten", 12_100_00))
    book(number, BookingPart("projecten", 10_000_00))
    assert vat_by_invoice(CODE, YEAR) == {"I-0001": 0}, "what the host deducts nobody asks back"
    for until in (None, dt.date(YEAR, 12, 31)):
        figures = figures_of(CODE, YEAR, until)
        assert figures.actual_cents(BudgetSide.INCOME) == 600_00
        assert figures.actual_cents(BudgetSide.EXPENDITURE) == 10_000_00
        assert sum(payer.asked_cents for payer in figures.payers) == 726_00, "what is to be paid is with tax"
        assert figures.open_cents("invoice") == 726_00 - 242_00
    assert results_now(agreement())[YEAR] == 600_00 - 10_000_00


@pytest.mark.usefixtures("_books")
def test_of_a_grant_that_is_settled_below_its_advance_the_rest_is_a_debt_and_no_income() -> None:
    line = IncomeLine(CODE, YEAR, granted.LINE.post)
    details = GrantDetails("ZonMw", "ZonMw", "", "GM0193", "", line)
    record_grant("zonmw", details, actor=CONTROLLER, now=NOW, today=TODAY)
    for kind, cents in (
        ("application", 50_000_00),
        ("award", 40_000_00),
        ("advance", 32_000_00),
        ("report_sent", 25_000_00),
        ("settlement", 25_000_00),
    ):
        text = GrantStepText(GrantStepKind(kind), TODAY, cents, "", "Brief in het archief")
        record_grant_step("zonmw", text, actor=CONTROLLER, now=NOW, today=TODAY)
    assert granted.on_line().use == Use(spent_cents=25_000_00, to_return_cents=7_000_00)
    assert figures_of(CODE, YEAR, None).actual_cents(BudgetSide.INCOME) == 25_000_00
    assert figures_of(CODE, YEAR, TODAY - dt.timedelta(days=1)).actual_cents(BudgetSide.INCOME) == 0
    books = {"tussenrekening": 32_000_00, line.post: -25_000_00, "subsidies-terug-te-betalen": -7_000_00}
    assert balances_of(journal_postings(CODE, YEAR)) == books
    back = GrantStepText(GrantStepKind.REPAID, TODAY, 7_000_00, "", "Afschrift van de bank")
    record_grant_step("zonmw", back, actor=CONTROLLER, now=NOW, today=TODAY)
    assert granted.on_line().use == Use(spent_cents=25_000_00)
    assert balances_of(journal_postings(CODE, YEAR)) == {"tussenrekening": 25_000_00, line.post: -25_000_00}
