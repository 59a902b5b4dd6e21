"""The journal of every year agrees with its account and its budget to the cent, and stays so once that is adopted."""

import datetime as dt
from typing import Final

import pytest

from noaber.finance.models import Invoice
from noaber.finance.queries.reports.report import ReportRow, report_of
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.reports.report import Threshold, period_of
from noaber.finance.rules.spending.bookings import BookingPart, Purchase
from noaber.finance.rules.spending.journal import Document, Posting, account_of_line, balances_of
from noaber.finance.services.budget.year_budget import approve_budget, first_lines
from noaber.finance.services.reports.report import ReportWords, adopt_report, write_report
from noaber.finance.services.spending.purchases import approve_purchase, book_purchase, take_in_purchase
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    INCOME,
    NOW,
    SECOND,
    approved_budget,
    budget,
    propose,
)
from noaber.finance.tests.invoices_in_books import NOW as ISSUED_AT
from noaber.finance.tests.invoices_in_books import credit
from noaber.finance.tests.paying_books import contributions, pay
from noaber.finance.tests.samples import MEMO

pytestmark = pytest.mark.django_db

AFTER: Final = dt.date(2024, 2, 1)
HOUR: Final = dt.timedelta(hours=1)


def bought(year: int, cents: int, percent: int, code: str = CODE) -> None:
    """A purchase of the year with tax, booked."""
    said = Purchase(DocumentKind.INVOICE, "De Proef", f"F-{year}", dt.date(year, 5, 1), cents, cents // 4)
    key = take_in_purchase(said, source="hand", actor=CONTROLLER, now=NOW, today=AFTER)
    for person in (CONTROLLER, COORDINATOR):
        approve_purchase(key, actor=person, now=NOW)
    parts = [BookingPart("projecten", said.cost_cents(is_vat_deducted=bool(percent)))]
    book_purchase(key, code, year, parts, actor=CONTROLLER, now=NOW, today=AFTER)


def adopted(
    year: int, at: dt.datetime, back_cents: int = 0, opening_cents: int = 0, code: str = CODE
) -> ReportRow:
    words = ReportWords(Threshold(cents=10**9), back_cents=back_cents, opening_cents=opening_cents)
    write_report(period_of(code, year, 12), words, actor=CONTROLLER, now=at, today=AFTER)
    found = report_of(code, year, "jaarrekening")
    assert found
    adopt_report(found, actor=SECOND, now=at)
    return found


def closed_years(percent: int) -> tuple[dict[str, Invoice], tuple[Posting, ...]]:
    """2020 is adopted and has a credit note since; 2021 runs. Answer the invoices and the journal of 2020 as it was."""
    approved_budget(2020)
    approve_budget(propose(list(first_lines(MEMO, INCOME)), year=2021), actor=SECOND, now=NOW)
    invoices = contributions(2020, (100_00, 200_00, 300_00), percent)
    first, second, _third = invoices
    pay(first, 60_00)
    bought(2020, 40_00, percent)
    adopted(2020, ISSUED_AT + HOUR, back_cents=90_00, opening_cents=700_00)
    fixed = journal_postings(CODE, 2020)
    credit(invoices[second], at=ISSUED_AT + 2 * HOUR)
    pay(first, invoices[first].total_cents - 60_00, at=ISSUED_AT + 2 * HOUR)
    contributions(2021, (150_00, 250_00), percent, payers=2)
    bought(2021, 80_00, percent)
    return invoices, fixed


def agrees(row: ReportRow) -> None:
    """The lines of the journal are those of the account and of the budget, and the reserve ends as it says."""
    postings = journal_postings(CODE, row.year)
    apart = (Document.OPENING, Document.CLOSING)
    during = balances_of(each for each in postings if each.document not in apart)
    for line in row.content.figures.lines:
        sign = -1 if line.side is BudgetSide.INCOME else 1
        assert during.get(account_of_line(line.code), 0) == sign * line.actual_cents, line.code
    assert -during.get("eerdere-jaren", 0) == row.content.corrections_cents
    assert balances_of(postings)["reserve"] == -row.content.appropriation.closing_cents
    assert "beginbalans" not in balances_of(postings)
    assert not {"resultaat", "eerdere-jaren", CONTRIBUTIONS, "projecten"} & set(balances_of(postings))


@pytest.mark.parametrize("percent", [0, 21])
def test_journal_account_and_budget_are_one_and_a_closed_year_stays(percent: int) -> None:
    _invoices, fixed = closed_years(percent)
    last = adopted(2021, ISSUED_AT + 3 * HOUR)
    assert journal_postings(CODE, 2020) == fixed, "what came later stands in the year that takes it"
    first = report_of(CODE, 2020, "jaarrekening")
    assert first
    agrees(first)
    agrees(last)
    assert first.content.figures.result_cents == 600_00 - (40_00 if percent else 50_00)
    assert last.content.corrections_cents == -200_00
    line = budget(2021).line(CONTRIBUTIONS)
    assert line
    assert line.forecast_cents == 400_00
    left = balances_of(journal_postings(CODE, 2021))
    assert left["debiteuren"] == (300_00 + 400_00) * (100 + percent) // 100
    assert left.get("btw", 0) == -(100_00 + 300_00 + 400_00) * percent // 100
    assert left.get("voorbelasting", 0) == (30_00 if percent else 0)
