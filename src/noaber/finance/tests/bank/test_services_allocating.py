"""Booking payments on invoices: never more than is left or open, once, and undone only with a reason."""

import datetime as dt
import io
from collections.abc import Callable
from functools import partial
from typing import Final

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.core.rules.money import format_euro
from noaber.finance.models import Allocation, BankEntry, Invoice
from noaber.finance.queries.bank.entries import (
    EntryRow,
    booked_of,
    entries,
    entry,
    payments_undone_by,
    proposals,
)
from noaber.finance.queries.invoices.open_items import open_totals, settlements
from noaber.finance.rules.bank.proposals import Confidence, Outcome
from noaber.finance.rules.bank.statements import BankEntry as Said
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.invoices.settlement import Settled, Settlement
from noaber.finance.services.bank.allocating import (
    Shares,
    allocate,
    confirm_proposals,
    refund,
    release,
    set_aside,
)
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.spending.turned_back import undo_payment
from noaber.finance.tests.bank_samples import camt, iban
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.invoices_in_books import CONTROLLER, NOW, TODAY, credit, issue_invoices

COORDINATOR: Final = Actor(1003, grants=frozenset({Grant("coordinator")}))
WHY: Final = "De betaler bedoelde een andere factuur."
A, B, C = "2023-0001", "2023-0002", "2023-0003"

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def invoices(db: None) -> dict[str, Invoice]:
    """Three invoices: of 100, 200 and 300 euro."""
    return issue_invoices((100_00, 200_00, 300_00))


def paid(*said: Said) -> list[int]:
    """Bring these payments in; their keys, in order."""
    number = BankEntry.objects.count()
    data = camt(said, number=str(number), opening=number)
    import_bank_file(io.BytesIO(data), "mei.xml", actor=CONTROLLER, now=NOW)
    return list(BankEntry.objects.order_by("pk").values_list("pk", flat=True))[-len(said) :]


def book(key: int, cents: dict[str, int], seen_left: int | None = None) -> int:
    return allocate(Shares(key, cents, seen_left, reason=WHY), actor=CONTROLLER, now=NOW)


def state(number: str) -> tuple[Settled, int]:
    [row] = settlements([number])
    return row.settlement.state, row.settlement.open_cents


def row_of(key: int) -> EntryRow:
    found = entry(key)
    assert found
    return found


def left(key: int) -> int:
    return row_of(key).left_cents


def test_a_payment_with_the_reference_is_certain_and_confirmed_once(invoices: dict[str, Invoice]) -> None:
    [key] = paid(said_entry(100_00, text=invoices[A].reference))
    assert confirm_proposals(actor=CONTROLLER, now=NOW) == 1
    assert (state(A), left(key)) == ((Settled.PAID, 0), 0)
    [row] = Allocation.objects.all()
    assert (row.confidence, "het kenmerk hoort bij" in row.reason) == ("certain", True)
    assert confirm_proposals(actor=CONTROLLER, now=NOW) == 0
    assert Allocation.objects.count() == 1


def test_one_payment_for_several_invoices_and_a_partial_one(invoices: dict[str, Invoice]) -> None:
    [key] = paid(said_entry(250_00))
    assert book(key, {A: 100_00, B: 100_00}) == 2
    assert (state(A), state(B), left(key)) == ((Settled.PAID, 0), (Settled.PARTLY, 100_00), 50_00)
    totals = open_totals(settlements(), TODAY)
    assert totals.open_cents == 100_00 + 300_00


@pytest.mark.parametrize(
    ("cents", "reason"),
    [
        ({A: 100_01}, "Van deze factuur staat nog"),
        ({A: 100_00, B: 60_00}, "Van deze betaling is nog"),
        ({A: 0}, "hoger dan nul"),
        ({A: -5}, "hoger dan nul"),
        ({"2023-9999": 5}, "bestaat niet"),
        ({}, "ten minste één factuur"),
    ],
)
def test_more_than_is_open_or_left_is_refused_and_nothing_is_booked(
    cents: dict[str, int], reason: str
) -> None:
    [key] = paid(said_entry(150_00))
    with pytest.raises(DomainError, match=reason):
        book(key, cents)
    assert (Allocation.objects.count(), left(key)) == (0, 150_00)


def test_a_form_that_is_sent_twice_books_once_and_an_old_one_is_refused() -> None:
    [key] = paid(said_entry(150_00))
    assert book(key, {A: 50_00}, seen_left=150_00) == 1
    assert book(key, {A: 50_00}, seen_left=150_00) == 0
    with pytest.raises(Conflict):
        book(key, {B: 50_00}, seen_left=150_00)
    assert left(key) == 100_00


def test_what_is_released_is_open_again_with_a_reason_and_once() -> None:
    [key] = paid(said_entry(100_00))
    book(key, {A: 100_00})
    [row] = Allocation.objects.all()
    with pytest.raises(DomainError, match="waarom"):
        release(row.pk, reason="x", actor=CONTROLLER, now=NOW)
    assert release(row.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert not release(row.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert (state(A), left(key)) == ((Settled.OPEN, 100_00), 100_00)
    first, second = booked_of(key)
    assert (first.is_released, second.is_release, second.reason) == (True, True, WHY)
    with pytest.raises(DomainError, match="bestaat niet"):
        release(second.id, reason=WHY, actor=CONTROLLER, now=NOW)


def test_a_double_payment_is_seen_and_given_back(invoices: dict[str, Invoice]) -> None:
    text = invoices[A].reference
    first, second = paid(said_entry(100_00, text=text), said_entry(100_00, text=text))
    assert confirm_proposals(actor=CONTROLLER, now=NOW) == 1
    [row] = proposals(entries(unexplained=True))
    assert (row.entry.id, row.proposal.outcome) == (second, Outcome.DOUBLE)
    [out] = paid(said_entry(100_00, direction=Direction.DEBIT, text="retour"))
    assert refund(second, out, 100_00, reason=WHY, actor=CONTROLLER, now=NOW)
    assert not refund(second, out, 100_00, reason=WHY, actor=CONTROLLER, now=NOW)
    assert (left(first), left(second), left(out), entries(unexplained=True)) == (0, 0, 0, [])
    with pytest.raises(DomainError, match="binnenkwam en daarna wegging"):
        refund(out, second, 5, reason=WHY, actor=CONTROLLER, now=NOW)


def test_more_than_a_refund_gave_back_is_refused() -> None:
    [key] = paid(said_entry(100_00))
    [out] = paid(said_entry(40_00, direction=Direction.DEBIT))
    for cents, reason in ((40_01, "afschrijving"), (100_01, "betaling")):
        with pytest.raises(DomainError, match=reason):
            refund(key, out, cents, reason=WHY, actor=CONTROLLER, now=NOW)
    assert refund(key, out, 30_00, reason=WHY, actor=CONTROLLER, now=NOW)
    assert (left(key), left(out)) == (70_00, 10_00)


def test_what_is_not_ours_is_set_aside_with_a_reason_and_can_come_back() -> None:
    [key] = paid(said_entry(12_34, text="verkeerde rekening"))
    assert set_aside(key, reason="Betaald op de verkeerde rekening.", actor=CONTROLLER, now=NOW)
    assert not set_aside(key, reason=WHY, actor=CONTROLLER, now=NOW)
    assert entries(unexplained=True) == []
    assert release(Allocation.objects.get().pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert left(key) == 12_34


def test_a_payment_that_the_bank_turned_back_leaves_its_invoice_open_again() -> None:
    """Released and given back in one step; twice is said once, and another payment is not taken."""
    [key] = paid(said_entry(300_00, counterparty_iban=iban(7)))
    book(key, {A: 100_00, B: 200_00})
    [out] = paid(said_entry(300_00, direction=Direction.DEBIT, is_reversal=True, counterparty_iban=iban(7)))
    [other] = paid(said_entry(5_00))
    [(found, why)] = payments_undone_by(row_of(out))
    assert (found.id, why) == (key, "dezelfde rekening en hetzelfde bedrag")
    with pytest.raises(DomainError, match="hetzelfde bedrag"):
        undo_payment(other, out, reason=WHY, actor=CONTROLLER, now=NOW)
    assert [undo_payment(key, out, reason=WHY, actor=CONTROLLER, now=NOW) for _again in (1, 2)] == [
        True,
        False,
    ]
    assert (state(A), state(B)) == ((Settled.OPEN, 100_00), (Settled.OPEN, 200_00))
    assert (left(key), left(out), Allocation.objects.count()) == (0, 0, 5)
    assert payments_undone_by(row_of(out)) == []


def test_a_payment_that_was_given_back_already_is_not_turned_back_as_well() -> None:
    [key] = paid(said_entry(100_00, counterparty_iban=iban(7)))
    first, second = paid(
        said_entry(100_00, direction=Direction.DEBIT, text="terug"),
        said_entry(100_00, direction=Direction.DEBIT, is_reversal=True, counterparty_iban=iban(7)),
    )
    refund(key, first, 40_00, reason=WHY, actor=CONTROLLER, now=NOW)
    assert payments_undone_by(row_of(second)) == []
    with pytest.raises(DomainError, match="Maak dat eerst los: de betaling"):
        undo_payment(key, second, reason=WHY, actor=CONTROLLER, now=NOW)
    assert (left(key), left(second)) == (60_00, 100_00)


def test_a_refund_that_is_sent_twice_is_there_once_also_when_it_is_a_part() -> None:
    key, out = paid(said_entry(100_00), said_entry(100_00, direction=Direction.DEBIT))
    give = partial(refund, key, out, 40_00, reason=WHY, actor=CONTROLLER, now=NOW, seen_left=100_00)
    assert [give(), give()] == [True, False]
    with pytest.raises(Conflict):
        refund(key, out, 60_00, reason=WHY, actor=CONTROLLER, now=NOW, seen_left=100_00)
    assert (left(key), left(out)) == (60_00, 60_00)


def test_money_out_pays_no_invoice() -> None:
    [key] = paid(said_entry(100_00, direction=Direction.DEBIT))
    with pytest.raises(DomainError, match="ging eraf"):
        book(key, {A: 100_00})


def test_a_credited_invoice_takes_no_money_and_what_was_paid_shows(invoices: dict[str, Invoice]) -> None:
    [key] = paid(said_entry(300_00))
    book(key, {A: 60_00})
    for number in (A, B):
        credit(invoices[number])
    assert (state(A), state(B)) == ((Settled.OVERPAID, 0), (Settled.CREDITED, 0))
    for number in (A, B):
        with pytest.raises(DomainError, match=f"staat nog {format_euro(0)} open"):
            book(key, {number: 5})
    release(Allocation.objects.get().pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert (state(A), left(key)) == ((Settled.CREDITED, 0), 300_00)


def test_an_account_that_paid_before_is_known_as_its_account(invoices: dict[str, Invoice]) -> None:
    first, second = paid(
        said_entry(100_00, counterparty_iban=iban(7)), said_entry(300_00, counterparty_iban=iban(8), text="x")
    )
    book(first, {A: 100_00})
    again = Invoice.objects.get(number=B)
    [third] = paid(said_entry(again.total_cents, counterparty_iban=iban(7), text="y"))
    by_key = {row.entry.id: row.proposal for row in proposals(entries(unexplained=True))}
    assert by_key[third].outcome in (Outcome.EXACT, Outcome.UNCLEAR, Outcome.NONE)
    assert by_key[third].confidence is not Confidence.CERTAIN
    assert by_key[second].confidence is None


def test_only_the_controller_books() -> None:
    [key] = paid(said_entry(100_00))
    acts: tuple[Callable[[], object], ...] = (
        lambda: allocate(Shares(key, {A: 5}), actor=COORDINATOR, now=NOW),
        lambda: confirm_proposals(actor=COORDINATOR, now=NOW),
        lambda: release(1, reason=WHY, actor=COORDINATOR, now=NOW),
        lambda: refund(key, key, 5, reason=WHY, actor=COORDINATOR, now=NOW),
        lambda: undo_payment(key, key, reason=WHY, actor=COORDINATOR, now=NOW),
        lambda: set_aside(key, reason=WHY, actor=COORDINATOR, now=NOW),
    )
    for act in acts:
        with pytest.raises(AccessRefused):
            act()
    assert Allocation.objects.count() == 0


def test_what_was_booked_is_never_changed() -> None:
    [key] = paid(said_entry(100_00))
    book(key, {A: 5})
    with pytest.raises(DatabaseError), transaction.atomic():
        Allocation.objects.update(amount_cents=6)
    facts = AuditEntry.objects.get(verb="finance.allocate").facts
    assert [each.split()[0] for each in facts["digests"]] == ["allocation"]


def test_overdue_is_open_after_the_last_day() -> None:
    due = dt.date(2023, 6, 14)
    assert not Settlement(5).is_overdue(due, due)
    assert Settlement(5).is_overdue(due, dt.date(2023, 6, 15))
    assert not Settlement(5, 5).is_overdue(due, dt.date(2023, 6, 15))
