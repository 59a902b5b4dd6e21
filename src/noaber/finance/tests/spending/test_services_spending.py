"""Spending: committed within a line (R48), approved by two, booked whole, corrected by reversal only."""

import datetime as dt
from dataclasses import replace
from typing import Final

import pytest
from django.db import DatabaseError, transaction

from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.finance.models import IncomingInvoice, SpendingBooking
from noaber.finance.queries.spending.bookings import bookings_of_invoice, incoming_invoice
from noaber.finance.queries.spending.commitment_subjects import CommitmentSubject, _registered
from noaber.finance.queries.spending.commitment_subjects import register_commitment_subject as register
from noaber.finance.rules.budget.year_budget import LineFigures
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import BookingPart, IncomingState, IncomingStep, Purchase
from noaber.finance.services.budget.year_budget import approve_budget
from noaber.finance.services.spending.commitments import (
    Wanted,
    commit,
    release_commitment,
    request_commitment,
)
from noaber.finance.services.spending.purchases import (
    approve_purchase,
    book_purchase,
    refuse_purchase,
    reverse_purchase,
    take_in_purchase,
)
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    MAYOR,
    NOW,
    SECOND,
    TODAY,
    WHY,
    YEAR,
    approved_budget,
    budget,
    changed,
    propose,
    standing,
)

BILL: Final = Purchase(
    DocumentKind.INVOICE, "Zalencentrum De Proef", "F-77", dt.date(2021, 2, 1), 10_000_00, 2_100_00
)
CREDIT: Final = replace(BILL, kind=DocumentKind.CREDIT_NOTE, number="C-1", net_cents=1_000_00, vat_cents=0)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_budget(db: None) -> None:
    approved_budget()


def line(code: str = "projecten") -> LineFigures:
    found = budget().line(code)
    assert found
    assert found.left_cents == found.now_cents - found.use.committed_cents - found.use.spent_cents
    return found


def wanted(cents: int, post: str = "projecten", **more: str) -> Wanted:
    return Wanted(CODE, YEAR, post, f"Voor een proef van {cents}", cents, **more)


def committed(cents: int, post: str = "projecten") -> int:
    key = request_commitment(wanted(cents, post), actor=COORDINATOR, now=NOW)
    assert commit(key, actor=CONTROLLER, now=NOW)
    return key


def taken_in(purchase: Purchase = BILL) -> int:
    return take_in_purchase(purchase, source="hand", actor=CONTROLLER, now=NOW, today=TODAY)


def approved(purchase: Purchase = BILL) -> int:
    number = taken_in(purchase)
    approve_purchase(number, actor=CONTROLLER, now=NOW)
    approve_purchase(number, actor=COORDINATOR, now=NOW)
    return number


def book(number: int, *parts: BookingPart) -> bool:
    return book_purchase(number, CODE, YEAR, parts, actor=CONTROLLER, now=NOW, today=TODAY)


def test_requested_committed_and_released_move_through_the_columns() -> None:
    key = request_commitment(wanted(30_000_00), actor=COORDINATOR, now=NOW)
    assert request_commitment(wanted(30_000_00), actor=COORDINATOR, now=NOW) == key, "twice is once"
    assert (line().use.requested_cents, line().left_cents) == (30_000_00, 70_000_00)
    assert commit(key, actor=CONTROLLER, now=NOW)
    assert not commit(key, actor=SECOND, now=NOW)
    assert (line().use.requested_cents, line().use.committed_cents, line().left_cents) == (
        0,
        30_000_00,
        40_000_00,
    )
    assert release_commitment(key, reason=WHY, actor=CONTROLLER, now=NOW)
    assert not release_commitment(key, reason=WHY, actor=CONTROLLER, now=NOW)
    assert line().left_cents == 70_000_00
    with pytest.raises(DomainError, match="al vrijgegeven"):
        commit(key, actor=CONTROLLER, now=NOW)


def test_commitments_are_together_at_most_the_line() -> None:
    committed(70_000_00 - 1)
    key = request_commitment(wanted(2), actor=COORDINATOR, now=NOW)
    with pytest.raises(DomainError, match="nog €\xa00,01 over"):
        commit(key, actor=CONTROLLER, now=NOW)
    committed(1)
    assert line().left_cents == 0


def test_a_line_is_not_lowered_or_taken_away_below_what_was_committed() -> None:
    committed(30_000_00)
    for cents, field in ((29_999_99, "projecten"), (0, "lines")):
        with pytest.raises(DomainError, match=r"€\xa030\.000,00") as refused:
            propose(changed("projecten", cents))
        assert refused.value.field == field
    propose(changed("projecten", 30_000_00))


def test_what_is_for_a_project_stays_within_the_line_of_projects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_registered, "trial", (lambda key: None, frozenset()))
    register("trial", lambda key: CommitmentSubject("Proef", "/") if key == "1" else None)
    about = {"subject_kind": "trial", "subject_key": "1"}
    with pytest.raises(DomainError, match="post projecten"):
        request_commitment(wanted(1, "communicatie", **about), actor=COORDINATOR, now=NOW)
    for kind, key in (("trial", "2"), ("nobody", "1")):
        with pytest.raises(DomainError, match="bestaat niet"):
            request_commitment(wanted(1, subject_kind=kind, subject_key=key), actor=COORDINATOR, now=NOW)
    assert request_commitment(wanted(1, **about), actor=COORDINATOR, now=NOW)


def test_who_may_not_ask_or_commit() -> None:
    with pytest.raises(AccessRefused):
        request_commitment(wanted(1), actor=MAYOR, now=NOW)
    key = request_commitment(wanted(1), actor=COORDINATOR, now=NOW)
    with pytest.raises(AccessRefused):
        commit(key, actor=COORDINATOR, now=NOW)
    with pytest.raises(AccessRefused):
        taken_in_by_a_mayor()


def taken_in_by_a_mayor() -> None:
    take_in_purchase(BILL, source="hand", actor=MAYOR, now=NOW, today=TODAY)


def test_no_money_is_taken_from_a_year_without_an_approved_budget() -> None:
    with pytest.raises(DomainError, match="nog geen begroting goedgekeurd"):
        request_commitment(replace(wanted(1), year=2022), actor=COORDINATOR, now=NOW)
    with pytest.raises(DomainError, match="niet bij de uitgaven"):
        request_commitment(wanted(1, "bijdragen-van-gemeenten"), actor=COORDINATOR, now=NOW)


def test_two_different_persons_approve_and_then_it_is_booked_over_lines() -> None:
    number = taken_in()
    with pytest.raises(DomainError, match="twee personen"):
        book(number, BookingPart("projecten", 12_100_00))
    assert approve_purchase(number, actor=CONTROLLER, now=NOW) is IncomingStep.FIRST
    with pytest.raises(AccessRefused, match="Iemand anders"):
        approve_purchase(number, actor=CONTROLLER, now=NOW)
    assert approve_purchase(number, actor=SECOND, now=NOW) is IncomingStep.SECOND
    with pytest.raises(DomainError, match="al twee akkoorden"):
        approve_purchase(number, actor=COORDINATOR, now=NOW)
    parts = (BookingPart("projecten", 12_000_00), BookingPart("communicatie", 100_00))
    assert book(number, *parts)
    assert not book(number, *parts), "twice is once"
    assert (line().use.spent_cents, line("communicatie").use.spent_cents) == (12_000_00, 100_00)
    assert verify_chain()[1] is None


def test_a_booking_names_its_line_as_it_is_called_now() -> None:
    renamed = [
        replace(each, title="projectgeld") if each.code == "projecten" else each for each in standing()
    ]
    assert approve_budget(propose(renamed), actor=SECOND, now=NOW)
    propose([replace(each, title="nog niet") if each.code == "projecten" else each for each in renamed])
    number = approved()
    book(number, BookingPart("projecten", 12_100_00))
    [row] = bookings_of_invoice(number)
    assert (row.post, row.post_title) == ("projecten", "projectgeld")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((BookingPart("projecten", 12_099_99),), "te boeken is"),
        ((BookingPart("projecten", 12_101_00), BookingPart("communicatie", -1_00)), "richting"),
        ((BookingPart("intelligence", 12_100_00),), "nog €\xa00,00 over"),
        ((BookingPart("bestaat-niet", 12_100_00),), "niet bij de uitgaven"),
        ((BookingPart("projecten", 12_100_00, 999),), "Op deze verplichting"),
        ((), "een bedrag in"),
    ],
)
def test_what_does_not_fit_is_not_booked(parts: tuple[BookingPart, ...], words: str) -> None:
    committed(20_000_00, "intelligence")
    number = approved()
    with pytest.raises(DomainError, match=words):
        book(number, *parts)
    assert not SpendingBooking.objects.exists()


def test_what_is_booked_on_a_commitment_is_what_it_kept() -> None:
    key = committed(65_000_00)
    number = approved()
    with pytest.raises(DomainError, match="over"):
        book(number, BookingPart("projecten", 12_100_00))
    assert book(number, BookingPart("projecten", 12_100_00, key))
    assert (line().use.committed_cents, line().use.spent_cents, line().left_cents) == (
        52_900_00,
        12_100_00,
        5_000_00,
    )
    assert reverse_purchase(number, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)
    assert (line().use.committed_cents, line().use.spent_cents) == (65_000_00, 0)


def test_a_booking_is_corrected_by_reversal_only_and_a_credit_note_takes_off() -> None:
    number, note = approved(), approved(CREDIT)
    assert book(number, BookingPart("projecten", 12_100_00))
    with pytest.raises(DomainError, match="al geboekt"):
        book(number, BookingPart("communicatie", 12_100_00))
    assert book(note, BookingPart("projecten", -1_000_00))
    assert line().use.spent_cents == 11_100_00
    assert reverse_purchase(number, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)
    assert not reverse_purchase(number, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)
    assert book(number, BookingPart("communicatie", 12_100_00))
    assert (line().use.spent_cents, line("communicatie").use.spent_cents) == (-1_000_00, 12_100_00)
    with pytest.raises(DatabaseError), transaction.atomic():
        SpendingBooking.objects.all().delete()


def test_the_same_invoice_comes_in_once_however_it_is_written() -> None:
    taken_in(replace(BILL, supplier_id="01234567"))
    for again in (
        replace(BILL, supplier="zalencentrum de  proef", number="f77"),
        replace(BILL, supplier="Andere naam", supplier_id="01234567"),
    ):
        with pytest.raises(DomainError, match="is er al: I-0001") as refused:
            taken_in(again)
        assert refused.value.field == "number"
    taken_in(replace(BILL, supplier="Drukkerij Proef"))
    assert list(IncomingInvoice.objects.values_list("number", flat=True)) == [1, 2]


def test_a_refused_invoice_takes_no_approval_and_is_not_booked() -> None:
    number = approved()
    assert refuse_purchase(number, reason=WHY, actor=COORDINATOR, now=NOW)
    assert not refuse_purchase(number, reason=WHY, actor=COORDINATOR, now=NOW)
    found = incoming_invoice(number)
    assert found
    assert found.state is IncomingState.REFUSED
    for attempt in (lambda: approve_purchase(number, actor=SECOND, now=NOW), lambda: book(number)):
        with pytest.raises(DomainError, match="afgewezen"):
            attempt()
