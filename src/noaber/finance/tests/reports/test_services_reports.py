"""Reports: frozen figures, words where a line is off, adopted by another person; a year that is closed stays so."""

import datetime as dt
from dataclasses import replace
from typing import Final

import pytest
from django.db import DatabaseError, transaction

from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.finance.models import ReportStatement
from noaber.finance.queries.reports.report import ReportRow, brought_forward, report_of
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.reports.report import Explanation, Threshold, period_of
from noaber.finance.rules.spending.bookings import BookingPart, Purchase
from noaber.finance.rules.spending.journal import balances_of
from noaber.finance.services.budget.year_budget import approve_budget, first_lines
from noaber.finance.services.reports.report import ReportWords, adopt_report, words_of, write_report
from noaber.finance.services.spending.commitments import (
    Wanted,
    commit,
    release_commitment,
    request_commitment,
)
from noaber.finance.services.spending.purchases import (
    approve_purchase,
    book_purchase,
    reverse_purchase,
    take_in_purchase,
)
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    INCOME,
    MAYOR,
    NOW,
    SECOND,
    WHY,
    agreement,
    approved_budget,
    changed,
    propose,
)
from noaber.finance.tests.samples import MEMO
from noaber.network.tests.pages import words as words_of_page

FIRST: Final = 2020
AFTER: Final = dt.date(2022, 2, 1)
BILL: Final = Purchase(
    DocumentKind.INVOICE, "Zalencentrum De Proef", "F-77", dt.date(2020, 5, 1), 10_000_00, 2_100_00
)
LINES: Final = ("bijdragen-van-gemeenten", "coordinatie", "communicatie", "intelligence", "projecten")
WORDS: Final = ReportWords(explanations=tuple(Explanation(code, "Het werk begon later.") for code in LINES))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_year(db: None) -> None:
    approved_budget(FIRST)


def booked(number: str = "F-77", on: dt.date = dt.date(2020, 5, 4), post: str = "projecten") -> int:
    purchase = replace(BILL, number=number)
    key = take_in_purchase(purchase, source="hand", actor=CONTROLLER, now=NOW, today=AFTER)
    for person in (CONTROLLER, COORDINATOR):
        approve_purchase(key, actor=person, now=NOW)
    part = BookingPart(post, purchase.total_cents)
    book_purchase(key, CODE, FIRST, [part], actor=CONTROLLER, now=NOW, today=on)
    return key


def write(words: ReportWords = WORDS, month: int = 12, **more: int) -> bool:
    period = period_of(CODE, FIRST, month)
    return write_report(period, words, actor=CONTROLLER, now=NOW, today=AFTER, **more)


def report(period: str = "jaarrekening") -> ReportRow:
    found = report_of(CODE, FIRST, period)
    assert found
    return found


def adopt() -> bool:
    return adopt_report(report(), actor=SECOND, now=NOW)


def test_an_interim_report_counts_up_to_its_day() -> None:
    booked("F-1", dt.date(2020, 6, 30))
    booked("F-2", dt.date(2020, 7, 1))
    assert write(month=6)
    found = report("t-m-juni").content
    assert found.sums(BudgetSide.EXPENDITURE).actual_cents == 12_100_00
    assert write()
    assert report().content.sums(BudgetSide.EXPENDITURE).actual_cents == 24_200_00


def test_what_is_off_is_explained_before_it_is_final_and_by_another_person() -> None:
    assert write(ReportWords())
    assert {each.line.code for each in report().content.lacking} == set(LINES)
    with pytest.raises(DomainError, match="coördinatie"):
        adopt()
    assert write(ReportWords(threshold=Threshold(cents=1_000_000_00)))
    assert not report().content.lacking, "the threshold is set per report"
    assert write()
    assert not write(), "twice is once"
    for person in (CONTROLLER, MAYOR):
        with pytest.raises(AccessRefused):
            adopt_report(report(), actor=person, now=NOW)
    assert adopt()
    assert not adopt()
    with pytest.raises(DomainError, match="verandert niets meer"):
        write(ReportWords())
    assert verify_chain()[1] is None
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportStatement.objects.update(seal="")


def test_who_was_overtaken_writes_and_adopts_nothing() -> None:
    assert write(ReportWords())
    seen = report()
    assert write()
    with pytest.raises(Conflict):
        write(ReportWords(summary="Een ander woord."), expected_revision=seen.revision)
    with pytest.raises(Conflict):
        adopt_report(seen, actor=SECOND, now=NOW)


def test_figures_that_moved_since_are_not_adopted() -> None:
    assert write()
    booked()
    with pytest.raises(DomainError, match="nieuwe versie"):
        adopt()
    assert write(words_of(report().content))
    assert adopt()


def test_a_closed_year_takes_no_bookings_commitments_or_budget() -> None:
    booked()
    wanted = Wanted(CODE, FIRST, "projecten", "Voor een proef", 5_00)
    key = request_commitment(wanted, actor=COORDINATOR, now=NOW)
    assert write()
    assert adopt()
    for attempt in (
        lambda: booked("F-2"),
        lambda: request_commitment(replace(wanted, amount_cents=6_00), actor=COORDINATOR, now=NOW),
        lambda: commit(key, actor=CONTROLLER, now=NOW),
        lambda: propose(changed("projecten", 75_000_00, FIRST), year=FIRST),
    ):
        with pytest.raises(DomainError, match="2020 is vastgesteld"):
            attempt()
    assert release_commitment(key, reason=WHY, actor=CONTROLLER, now=NOW), "no money moves"


def test_a_purchase_of_a_closed_year_is_taken_back_as_a_correction_and_booked_in_an_open_one() -> None:
    number, later = booked(), NOW + dt.timedelta(hours=1)
    approve_budget(propose(list(first_lines(MEMO, INCOME)), year=FIRST + 1), actor=SECOND, now=NOW)
    assert write()
    assert adopt()
    fixed, page, client = journal_postings(CODE, FIRST), f"/inkoop/{number}/", client_of("controller")
    assert "als correctie in het eerste jaar dat nog open is" in words_of_page(
        client.get(f"{page}terugboeken/")
    )
    assert reverse_purchase(number, reason=WHY, actor=CONTROLLER, now=later, today=AFTER)
    assert not reverse_purchase(number, reason=WHY, actor=CONTROLLER, now=later, today=AFTER), "twice is once"
    assert f"jaar={FIRST}" not in client.get(f"{page}boeken/").content.decode(), (
        "a closed year is not offered"
    )
    parts = [BookingPart("projecten", 12_100_00)]
    later += dt.timedelta(hours=1)
    assert book_purchase(number, CODE, FIRST + 1, parts, actor=CONTROLLER, now=later, today=AFTER)
    assert journal_postings(CODE, FIRST) == fixed
    left = balances_of(journal_postings(CODE, FIRST + 1))
    assert (left["eerdere-jaren"], left["projecten"], left["crediteuren"]) == (
        -12_100_00,
        12_100_00,
        -12_100_00,
    )
    assert brought_forward(agreement(), FIRST + 1).corrections_cents == 12_100_00


def test_the_reserve_goes_on_from_year_to_year() -> None:
    booked()
    assert brought_forward(agreement(), 2021).opening_cents is None
    assert write(replace(WORDS, opening_cents=20_000_00))
    assert report().content.appropriation.closing_cents == 20_000_00 - 12_100_00
    assert adopt()
    assert brought_forward(agreement(), 2021).opening_cents == 7_900_00


def test_no_more_goes_back_or_along_than_there_is() -> None:
    for words, field in (
        (replace(WORDS, back_cents=1), "back"),
        (replace(WORDS, carried_cents=1), "carried"),
        (replace(WORDS, explanations=(Explanation("bestaat-niet", "x"),)), "lines"),
        (replace(WORDS, explanations=(Explanation(LINES[0], "Later"),)), LINES[0]),
    ):
        with pytest.raises(DomainError) as refused:
            write(words)
        assert refused.value.field == field
    with pytest.raises(DomainError, match="nog niet voorbij"):
        write_report(
            period_of(CODE, FIRST, 12), WORDS, actor=CONTROLLER, now=NOW, today=dt.date(2020, 12, 31)
        )
