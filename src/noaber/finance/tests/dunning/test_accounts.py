"""The account of one payer: its balance is what was asked, less what was taken off and paid, plus what went back."""

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.errors import DomainError
from noaber.finance.models import Allocation, BankEntry, Invoice
from noaber.finance.queries.bank.entries import entries
from noaber.finance.queries.dunning.payer_account import account
from noaber.finance.queries.dunning.waiting_money import received_by_payer
from noaber.finance.queries.invoices.open_items import settlements
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.dunning.payer_account import (
    Account,
    Movement,
    MovementKind,
    Received,
    Standing,
    account_of,
    movements_of,
    movements_of_result,
)
from noaber.finance.rules.invoices.settlement import Settlement
from noaber.finance.services.bank.allocating import refund, release
from noaber.finance.tests.bank.test_services_allocating import book, paid
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.bank_samples import iban
from noaber.finance.tests.invoices_in_books import CONTROLLER, NOW, TODAY, credit, issue_invoices

A, B = "2023-0001", "2023-0002"
WHY: Final = "De gemeente betaalde deze bijdrage twee keer."
PAYERS: Final = ("GM9001", "GM9002", "GM9003")
K = MovementKind
LAST = dt.date(2030, 1, 1)

amounts = st.integers(1, 10_000)
dates = st.dates(dt.date(2020, 1, 1), dt.date(2023, 12, 31))


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Movement], list[Movement], list[Received], int]:
    """Invoices that are paid in parts, some credited, with money that waits or went back; and what is open of them."""
    documents, booked, open_cents = [], [], 0
    for at in range(draw(st.integers(0, 6))):
        total, number = draw(amounts), f"2020-{at:04d}"
        parts, left = [], total
        for cents in draw(st.lists(st.integers(1, 4_000), max_size=3)):
            if cents <= left:
                parts.append(cents)
                left -= cents
        documents.append(Movement(draw(dates), K.INVOICE, total, number))
        booked += [Movement(draw(dates), K.PAYMENT, cents, number) for cents in parts]
        is_credited = draw(st.booleans())
        if is_credited:
            documents.append(Movement(draw(dates), K.CREDIT_NOTE, total, f"{number}C", number))
        settled = Settlement(total, sum(parts), total if is_credited else 0)
        open_cents += settled.open_cents - settled.over_cents
    returned = st.lists(st.tuples(dates, amounts), max_size=2).map(tuple)
    received = draw(st.lists(st.builds(Received, dates, st.integers(0, 500), returned, returned), max_size=4))
    return documents, booked, received, open_cents


@given(books())
def test_the_balance_is_the_sum_of_its_parts_and_of_what_is_open(
    found: tuple[list[Movement], list[Movement], list[Received], int],
) -> None:
    documents, booked, received, open_cents = found
    whole = account_of(movements_of(documents, booked, received, LAST), LAST)
    asked, off = whole.total_cents(K.INVOICE), whole.total_cents(K.CREDIT_NOTE)
    assert whole.balance_cents == asked - off - whole.came_in_cents + whole.went_back_cents
    assert whole.balance_cents == open_cents - sum(each.waiting_cents for each in received)
    assert whole.standing.balance_cents == whole.balance_cents
    assert [line.movement.on for line in whole.lines] == sorted(line.movement.on for line in whole.lines)


@given(books(), dates)
def test_a_day_before_has_the_same_balances_as_far_as_that_day(
    found: tuple[list[Movement], list[Movement], list[Received], int], day: dt.date
) -> None:
    whole, early = (account_of(movements_of(*found[:3], until), until) for until in (LAST, day))
    assert balances(early) == {on: cents for on, cents in balances(whole).items() if on <= day}


def balances(account: Account) -> dict[dt.date, int]:
    """By day, what the balance was at its end."""
    return {line.movement.on: line.balance_cents for line in account.lines}


@st.composite
def results(draw: st.DrawFn) -> list[tuple[int, dt.date, int, list[tuple[dt.date, int]]]]:
    """What goes back of some years, paid in parts on any day, never more than is due."""
    found = []
    for year in draw(st.lists(st.integers(2015, 2019), max_size=3, unique=True)):
        paid = draw(st.lists(st.tuples(dates, amounts), max_size=3))
        due = sum(cents for _on, cents in paid) + draw(st.integers(0, 500))
        found.append((year, draw(dates), due, paid))
    return found


@given(books(), results(), dates)
def test_what_goes_back_of_results_is_no_money_at_the_bank_and_on_no_day_below_nought(
    found: tuple[list[Movement], list[Movement], list[Received], int],
    returned: list[tuple[int, dt.date, int, list[tuple[dt.date, int]]]],
    day: dt.date,
) -> None:
    of_results = [each for said in returned for each in movements_of_result(*said)]
    for until in (day, LAST):
        plain = movements_of(*found[:3], until)
        without = account_of(plain, until).standing
        whole = account_of([*plain, *of_results], until)
        said = whole.standing
        assert said == replace(without, back_cents=said.back_cents)
        assert said.back_cents >= 0
        assert said.balance_cents == whole.balance_cents
    assert said.back_cents == sum(due - sum(cents for _on, cents in paid) for _y, _on, due, paid in returned)


def now_of(code: str) -> Account:
    found = account(code, LAST)
    assert found
    return found.account


@pytest.mark.django_db
@pytest.mark.db
def test_the_account_follows_the_books_of_one_payer_and_of_no_other() -> None:
    """Paid twice, given back, credited after it was paid, released: at each moment the balance is right."""
    invoices: dict[str, Invoice] = issue_invoices((100_00, 200_00))
    text = {"counterparty_iban": iban(7)}
    first, second = paid(said_entry(100_00, **text), said_entry(100_00, **text, text="nog eens"))
    assert now_of("GM9001").balance_cents == 100_00
    book(first, {A: 100_00})
    assert now_of("GM9001").balance_cents == -100_00, "the second came from the account that pays for it"
    [out] = paid(said_entry(100_00, direction=Direction.DEBIT, text="retour"))
    refund(second, out, 100_00, reason=WHY, actor=CONTROLLER, now=NOW)
    kinds = [line.movement.kind for line in now_of("GM9001").lines]
    assert sorted(kinds) == sorted([K.INVOICE, K.PAYMENT, K.RETURNED, K.REFUND])
    assert now_of("GM9001").balance_cents == 0
    credit(invoices[A])
    assert now_of("GM9001").balance_cents == -100_00
    release(Allocation.objects.get(invoice=invoices[A]).pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert (now_of("GM9001").balance_cents, now_of("GM9002").balance_cents) == (-100_00, 200_00)
    assert [row.settlement.open_cents for row in settlements([A, B])] == [0, 200_00]
    early = account("GM9002", TODAY - dt.timedelta(days=1))
    assert early
    assert early.account.lines == ()
    assert account("GM9003", TODAY) is None


@pytest.mark.django_db
def test_what_repeats_its_reference_is_of_that_payer_though_others_pay_from_that_account_too() -> None:
    """A shared-service organisation pays for both, and one of them twice; after the refund that stays visible."""
    invoices = issue_invoices((100_00, 200_00))
    text = {"counterparty_iban": iban(7)}
    references = [f"betreft {invoices[number].reference}" for number in (A, B)]
    first, second, double, unclear = paid(
        said_entry(100_00, **text, text=references[0]),
        said_entry(200_00, **text, text=references[1]),
        said_entry(100_00, **text, text=f"nogmaals {invoices[A].reference[:4]} {invoices[A].reference[4:]}"),
        said_entry(50_00, **text, text=" en ".join(references)),
    )
    book(first, {A: 100_00})
    book(second, {B: 200_00})
    assert [now_of(code).balance_cents for code in ("GM9001", "GM9002")] == [-100_00, 0], unclear
    assert now_of("GM9001").standing == Standing(0, 100_00, 0, 0)
    [out] = paid(said_entry(100_00, direction=Direction.DEBIT, text="retour"))
    refund(double, out, 100_00, reason=WHY, actor=CONTROLLER, now=NOW)
    assert K.REFUND in {line.movement.kind for line in now_of("GM9001").lines}
    assert now_of("GM9001").balance_cents == 0


def waits() -> list[int]:
    """What waits at the pages of the payers, and at nobody's."""
    day = dt.date(2030, 1, 1)
    unknown = sum(each.waiting_cents for each in received_by_payer(day).get("", ()))
    return [*(now_of(code).standing.waiting_cents for code in PAYERS), unknown]


@pytest.mark.django_db
def test_what_is_left_waits_at_who_paid_though_it_was_for_another_as_well() -> None:
    """One pays for two; of the other the invoice is credited, and its part comes free."""
    invoices = issue_invoices((100_00, 200_00, 300_00))
    [key] = paid(said_entry(300_00, counterparty_iban=iban(7), counterparty_name="Gem. Proef 1"))
    book(key, {A: 100_00, B: 200_00})
    assert waits() == [0, 0, 0, 0]
    credit(invoices[B])
    release(Allocation.objects.get(invoice=invoices[B]).pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert waits() == [200_00, 0, 0, 0]
    [out] = paid(said_entry(150_00, direction=Direction.DEBIT, text="retour"))
    refund(key, out, 150_00, reason=WHY, actor=CONTROLLER, now=NOW)
    assert waits() == [50_00, 0, 0, 0]
    assert K.REFUND in {line.movement.kind for line in now_of("GM9001").lines}
    assert now_of("GM9002").balance_cents == 0


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_what_waits_over_all_payers_is_what_waits_at_the_bank(seed: int) -> None:
    """Whoever pays from whatever account for whatever invoice, and whatever is released or given back of it."""
    random, invoices = Random(seed), issue_invoices((100_00, 200_00, 300_00))
    names = ("", "Gemeente Proef 1", "Gemeente Proef 2", "Een ander")
    texts = ("", *(invoices[number].reference for number in (A, B)))
    for _time in range(12):
        said = {"counterparty_name": random.choice(names), "text": random.choice(texts)}
        [key] = paid(
            said_entry(random.randint(1, 60_00), counterparty_iban=iban(random.randint(1, 4)), **said)
        )
        left = BankEntry.objects.get(pk=key).amount_cents
        for number in random.sample(sorted(invoices), 2):
            share = random.randint(0, left // 2)
            with suppress(DomainError):
                left -= share * book(key, {number: share})
        standing = Allocation.objects.filter(releases__isnull=True, released_by__isnull=True)
        if random.random() < 0.4 and (rows := list(standing.order_by("pk"))):
            release(random.choice(rows).pk, reason=WHY, actor=CONTROLLER, now=NOW)
        assert sum(waits()) == sum(row.left_cents for row in entries(unexplained=True) if row.is_incoming)
    assert sum(waits()[:3]) > 0
