"""Whatever is booked in whatever order: no invoice settled beyond its sum, no payment used beyond its own."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.bank.allocation import AllocationError, Ledger, check_allocation, spread

KEYS = st.sampled_from("abc")
AMOUNTS = st.integers(0, 2_000)
STEPS = st.tuples(
    st.sampled_from(["allocate", "release", "credit", "refund"]), KEYS, KEYS, st.integers(-5, 2_500)
)
SUMS = st.fixed_dictionaries(dict.fromkeys("abc", AMOUNTS))


def tried(books: Ledger, step: tuple[str, str, str, int]) -> Ledger:
    verb, first, second, amount = step
    with suppress(AllocationError):
        if verb == "credit":
            return books.credit(second, amount)
        return {"allocate": books.allocate, "release": books.release, "refund": books.refund}[verb](
            first, second, amount
        )
    return books


@given(SUMS, SUMS, SUMS, st.lists(STEPS, max_size=25))
def test_the_parts_are_always_the_whole_and_nothing_is_below_nought(
    payments: dict[str, int],
    invoices: dict[str, int],
    outgoing: dict[str, int],
    steps: list[tuple[str, str, str, int]],
) -> None:
    books = Ledger(payments, invoices, outgoing)
    for step in steps:
        before, books = books, tried(books, step)
        assert books.allocations[: len(before.allocations)] == before.allocations
        assert all(0 <= books.left_cents(key) <= payments[key] for key in "abc")
        assert all(0 <= books.open_cents(key) <= invoices[key] for key in "abc")
        assert all(0 <= books.unexplained_cents(key) <= outgoing[key] for key in "abc")
        assert all(books.between_cents(one, other) >= 0 for one in "abc" for other in "abc")
        totals = books.totals()
        assert totals.received_cents == sum(payments.values())
        assert totals.asked_cents == sum(invoices.values())


@given(SUMS, SUMS, KEYS, KEYS, st.integers(1, 2_000))
def test_releasing_undoes_an_allocation(
    payments: dict[str, int], invoices: dict[str, int], payment: str, invoice: str, amount: int
) -> None:
    books = Ledger(payments, invoices)
    with suppress(AllocationError):
        again = books.allocate(payment, invoice, amount).release(payment, invoice, amount)
        assert again.totals() == books.totals()
        assert len(again.allocations) == 2


@given(st.integers(0, 5_000), st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 900)))
def test_a_payment_is_spread_to_its_last_cent_or_until_nothing_is_open(
    left: int, opens: dict[str, int]
) -> None:
    shares = spread(left, opens)
    assert sum(shares.values()) == min(left, sum(opens.values()))
    assert all(0 < share <= opens[invoice] for invoice, share in shares.items())


BOOKS = Ledger({"p": 100}, {"a": 60}, {"out": 30})


@pytest.mark.parametrize(
    ("attempt", "reason"),
    [
        (lambda: BOOKS.allocate("p", "a", 61), "staat nog €\xa00,60 open"),
        (lambda: BOOKS.allocate("p", "a", 60).allocate("p", "a", 1), "staat nog €\xa00,00 open"),
        (lambda: BOOKS.allocate("p", "a", 0), "hoger dan nul"),
        (lambda: BOOKS.allocate("p", "a", -1), "hoger dan nul"),
        (lambda: BOOKS.release("p", "a", -1), "hoger dan nul"),
        (lambda: BOOKS.refund("p", "out", -1), "hoger dan nul"),
        (lambda: BOOKS.credit("a", -1), "hoger dan nul"),
        (lambda: BOOKS.allocate("x", "a", 1), "deze betaling bestaat niet: x"),
        (lambda: BOOKS.allocate("p", "x", 1), "deze factuur bestaat niet: x"),
        (lambda: BOOKS.refund("p", "out", 31), "nog €\xa00,30 te verklaren"),
        (lambda: BOOKS.allocate("p", "a", 60).refund("p", "out", 30).refund("p", "out", 1), "te verklaren"),
        (lambda: Ledger({"p": 10}, {}, {"out": 30}).refund("p", "out", 11), "nog €\xa00,10 over"),
        (lambda: BOOKS.allocate("p", "a", 60).credit("a", 1), "maak eerst de betaling los"),
        (lambda: BOOKS.release("p", "a", 1), "losmaken gaat niet"),
        (lambda: check_allocation(6, left_cents=5, open_cents=9), "nog €\xa00,05 over"),
    ],
)
def test_what_goes_too_far_is_refused_with_the_amount_that_is_left(attempt: object, reason: str) -> None:
    assert callable(attempt)
    with pytest.raises(AllocationError, match=reason):
        attempt()


def test_a_credit_note_on_a_paid_invoice_frees_the_payment_by_choice() -> None:
    paid = BOOKS.allocate("p", "a", 60)
    freed = paid.release("p", "a", 60).credit("a", 60).refund("p", "out", 30)
    assert (freed.open_cents("a"), freed.left_cents("p"), freed.unexplained_cents("out")) == (0, 70, 0)
