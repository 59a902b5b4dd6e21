"""The tax is settled with the tax office: its accounts are cleared, and it is no cost and no income."""

import datetime as dt
import io
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.access import Actor, Grant
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.finance.models import BankEntry, VatSettlement
from noaber.finance.queries.bank.entries import balance_of, count_waiting, entry
from noaber.finance.queries.reports.figures import figures_of, results_now
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.spending.bookings import BookingPart
from noaber.finance.rules.spending.journal import balances_of
from noaber.finance.rules.spending.vat_settlements import Charged, Settled, VatState, state_on
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.budget.year_budget import approve_budget, first_lines
from noaber.finance.services.spending.turned_back import undo_payment
from noaber.finance.services.spending.vat_settlements import OfVat, release_vat_settlement, settle_vat
from noaber.finance.tests.bank_samples import OURS, camt
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    INCOME,
    NOW,
    SECOND,
    TODAY,
    WHY,
    YEAR,
    agreement,
    approved_budget,
    budget,
    propose,
)
from noaber.finance.tests.invoices_in_books import NOW as ISSUED_AT
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.reports.test_year_books import adopted
from noaber.finance.tests.samples import MEMO
from noaber.finance.tests.spending.test_services_spending import approved, book
from noaber.network.tests.pages import links, send, words

DUE: Final = 4_200_00
DEDUCTED: Final = 2_100_00
HOUR: Final = dt.timedelta(hours=1)
QUARTER: Final = "1e kwartaal 2021"


@pytest.fixture
def _taxed(db: None) -> None:
    """A year whose contributions are taxed, with a purchase of which the tax is deducted."""
    approved_budget()
    contributions(YEAR, (10_000_00, 10_000_00), 21)
    book(approved(), BookingPart("projecten", 10_000_00))


def bank(cents: int, on: dt.date = TODAY, at: dt.datetime = NOW) -> int:
    """An entry, below zero when it went out."""
    way = Direction.CREDIT if cents > 0 else Direction.DEBIT
    said = said_entry(abs(cents), direction=way, booked_on=on)
    data = camt([said], number=str(BankEntry.objects.count()), opening=balance_of(OURS))
    import_bank_file(io.BytesIO(data), "maart.xml", actor=CONTROLLER, now=at)
    return int(BankEntry.objects.latest("pk").pk)


def settle(key: int, cents: int, **changes: Any) -> bool:
    asked = OfVat(key, CODE, cents, changes.pop("seen_left", None))
    said: dict[str, Any] = {"reason": QUARTER, "actor": CONTROLLER, "now": NOW} | changes
    return settle_vat(asked, **said)


def tax(year: int = YEAR) -> tuple[int, int]:
    """What is due and deductible in the journal."""
    found = balances_of(journal_postings(CODE, year))
    return -found.get("btw", 0), found.get("voorbelasting", 0)


@pytest.mark.usefixtures("_taxed")
def test_a_settlement_clears_both_accounts_and_is_no_cost_and_no_income() -> None:
    before = budget(), results_now(agreement()), figures_of(CODE, YEAR, None).lines
    assert tax() == (DUE, DEDUCTED)
    key = bank(-(DUE - DEDUCTED))
    assert settle(key, DUE - DEDUCTED, seen_left=DUE - DEDUCTED)
    assert not settle(key, DUE - DEDUCTED, seen_left=DUE - DEDUCTED), "twice is once"
    assert tax() == (0, 0)
    assert balances_of(journal_postings(CODE, YEAR))["bank"] == balance_of(OURS)
    assert (budget(), results_now(agreement()), figures_of(CODE, YEAR, None).lines) == before
    made = VatSettlement.objects.get()
    assert (made.due_cents, made.deductible_cents, count_waiting()) == (DUE, DEDUCTED, 0)
    assert release_vat_settlement(made.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert not release_vat_settlement(made.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    found = entry(key)
    assert found
    assert (tax(), found.left_cents) == ((DUE, DEDUCTED), DUE - DEDUCTED)
    assert settle(key, DUE - DEDUCTED), "and booked again after that"
    assert (tax(), verify_chain()[1]) == ((0, 0), None)


@pytest.mark.usefixtures("_taxed")
def test_a_settlement_that_the_bank_turned_back_is_undone() -> None:
    key = bank(-(DUE - DEDUCTED))
    assert settle(key, DUE - DEDUCTED)
    back = bank(DUE - DEDUCTED)
    assert undo_payment(key, back, reason="De bank draaide het terug.", actor=CONTROLLER, now=NOW)
    assert (tax(), count_waiting()) == ((DUE, DEDUCTED), 0)
    made, opposite = VatSettlement.objects.order_by("pk")
    assert (opposite.releases, opposite.due_cents, opposite.deductible_cents) == (made, -DUE, -DEDUCTED)


@pytest.mark.usefixtures("_taxed")
def test_what_was_not_paid_stays_open_and_what_comes_back_goes_the_other_way() -> None:
    assert settle(bank(-3_000_00), 3_000_00)
    assert tax() == (-900_00, 0), "more was paid than was due"
    assert settle(bank(900_00), 900_00)
    assert tax() == (0, 0)


@pytest.mark.usefixtures("_taxed")
def test_who_may_not_and_what_is_refused() -> None:
    key = bank(-1_000_00)
    for actor in (COORDINATOR, Actor(4, grants=frozenset({Grant("mayor", "organisation:GM0193")}))):
        with pytest.raises(AccessRefused):
            settle(key, 1, actor=actor)
    for cents, reason, why in (
        (1_000_01, QUARTER, "ten hoogste"),
        (0, QUARTER, "ten hoogste"),
        (1, "", "periode"),
        (1, "Nog eens", "1e kwartaal 2024"),
    ):
        with pytest.raises(DomainError, match=why):
            settle(key, cents, reason=reason)
    with pytest.raises(Conflict):
        settle(key, 1, seen_left=5)
    assert settle(key, 900_00)
    with pytest.raises(DomainError, match="al als btw-aangifte"):
        settle(key, 100_00)


@pytest.mark.django_db
def test_without_tax_in_the_books_nothing_is_settled() -> None:
    approved_budget()
    contributions(YEAR)
    key = bank(-5)
    with pytest.raises(DomainError, match="geen btw"):
        settle(key, 5)
    client, page = client_of("controller"), f"/bank/{key}/btw/"
    assert page not in links(client.get(f"/bank/{key}/"))
    for answer in (client.get(page), client.post(page, {"amount": "0,05", "left": "5", "reason": QUARTER})):
        assert answer.status_code == 400
        assert "Bij deze afspraak wordt geen btw gerekend" in words(answer)
        assert 'name="amount"' not in answer.content.decode()
    assert not VatSettlement.objects.exists()


@pytest.mark.usefixtures("_taxed")
def test_a_year_that_was_adopted_is_settled_in_the_next_one() -> None:
    early = bank(-100_00)
    approve_budget(propose(list(first_lines(MEMO, INCOME)), year=YEAR - 1), actor=SECOND, now=NOW)
    for year in (YEAR - 1, YEAR):
        adopted(year, ISSUED_AT + HOUR)
    fixed = journal_postings(CODE, YEAR)
    later = bank(-(DUE - DEDUCTED - 100_00), dt.date(YEAR + 1, 1, 28), ISSUED_AT + HOUR)
    for key, cents in ((later, DUE - DEDUCTED - 100_00), (early, 100_00)):
        assert settle(key, cents, now=ISSUED_AT + 2 * HOUR)
    assert journal_postings(CODE, YEAR) == fixed
    assert (tax(), tax(YEAR + 1)) == ((DUE, DEDUCTED), (0, 0))
    found = balances_of(journal_postings(CODE, YEAR + 1))
    assert found["bank"] == balance_of(OURS)
    assert "nog-te-verwerken" not in found


@pytest.mark.usefixtures("_taxed")
def test_the_pages_tell_what_stood_and_what_is_left() -> None:
    key, client = bank(-2_000_00), client_of("controller")
    page = f"/bank/{key}/btw/"
    assert page in links(client.get(f"/bank/{key}/"))
    shown = words(client.get(page))
    for said in ("€ 4.200,00", "€ 2.100,00", "Blijft open als u alles boekt: € 100,00"):
        assert said in shown, shown
    assert send(client, page, amount="2.000,00", reason=QUARTER, left="200000").url == f"/bank/{key}/"
    [made] = VatSettlement.objects.all()
    undo = f"{page}{made.pk}/losmaken/"
    assert undo in links(client.get(f"/bank/{key}/"))
    journal = client.get(f"/begroting/{CODE}/{YEAR}/journaal/")
    for said in ("Stand van de btw", "Nog open", QUARTER):
        assert said in words(journal)
    assert send(client, undo, reason=WHY).url == f"/bank/{key}/"
    assert undo not in links(client.get(f"/bank/{key}/"))


DAYS: Final = st.dates(dt.date(2021, 1, 1), dt.date(2021, 12, 31))
CENTS: Final = st.integers(0, 10**6)
CHARGED: Final = st.builds(Charged, DAYS, CENTS, CENTS)
LAST: Final = dt.date(2022, 1, 1)


@given(st.lists(CHARGED, max_size=8), st.lists(st.tuples(DAYS, st.integers(-(10**6), 10**6)), max_size=6))
def test_in_whatever_order_they_are_booked_nothing_is_deducted_twice(
    charged: list[Charged], paid: list[tuple[dt.date, int]]
) -> None:
    settled: list[Settled] = []
    for day, cents in paid:
        state = state_on(day, charged, settled)
        settled.append(Settled(day, cents, state.deductible_cents))
    whole = sum(each.deductible_cents for each in charged)
    assert 0 <= sum(each.deducted_cents for each in settled) <= whole
    last = state_on(LAST, charged, settled)
    due = sum(each.due_cents for each in charged)
    assert last.open_cents == due - whole - sum(cents for _day, cents in paid)
    settled.append(Settled(LAST, last.open_cents, last.deductible_cents))
    assert state_on(LAST, charged, settled) == VatState()


@pytest.mark.usefixtures("_taxed")
def test_a_payment_is_one_return_and_what_is_left_is_not_offered_as_another() -> None:
    key, client = bank(-2_000_00), client_of("controller")
    page = f"/bank/{key}/btw/"
    settle(key, 1_900_00)
    shown = client.get(f"/bank/{key}/")
    assert page not in links(shown)
    assert "Eén betaling is één aangifte" in words(shown)
    assert f"/bank/{key}/boeken/" in links(shown), "a fine goes on a line"
    typed = client.get(page)
    assert (typed.status_code, '<form method="post"' in typed.content.decode()) == (400, False)
    release_vat_settlement(VatSettlement.objects.get().pk, reason=WHY, actor=CONTROLLER, now=NOW)
    shown = client.get(f"/bank/{key}/")
    assert page in links(shown)
    assert "één aangifte" not in words(shown)
