"""Every entry of the bank is in the journal: on an invoice, on a line, in between, or not processed yet."""

import datetime as dt
import io
from typing import Any

import pytest

from noaber.core.access import Actor, Grant
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.finance.models import BankBooking, BankEntry, PurchasePayment
from noaber.finance.queries.bank.entries import balance_of, count_waiting, entry
from noaber.finance.queries.reports.figures import figures_of, results_now
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.spending.bookings import BookingPart
from noaber.finance.rules.spending.journal import balances_of, journal_of
from noaber.finance.services.bank.allocating import set_aside
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.spending.bank_bookings import OnLine, book_entry, release_entry_booking
from noaber.finance.services.spending.purchase_payments import pay_purchase
from noaber.finance.services.spending.purchases import book_purchase, refuse_purchase, reverse_purchase
from noaber.finance.tests.bank_samples import OURS, camt
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    NOW,
    TODAY,
    WHY,
    YEAR,
    agreement,
    budget,
)
from noaber.finance.tests.grants import test_grants_in_budget as granted
from noaber.finance.tests.invoices_in_books import name_host
from noaber.finance.tests.spending.test_services_spending import BILL, approved, book
from noaber.network.tests.pages import links, send, words

_books = granted._books
INCOME = granted.LINE.post


@pytest.fixture(autouse=True)
def a_host(_books: None) -> None:
    name_host()


def read(*cents: int) -> list[int]:
    """Entries of the year, below zero what goes out, in the order that was asked."""
    start = BankEntry.objects.count()
    said = [
        said_entry(abs(each), direction=Direction.CREDIT if each > 0 else Direction.DEBIT, booked_on=TODAY)
        for each in cents
    ]
    data = camt(said, number=str(start), opening=balance_of(OURS))
    import_bank_file(io.BytesIO(data), "maart.xml", actor=CONTROLLER, now=NOW)
    return list(BankEntry.objects.order_by("pk").values_list("pk", flat=True))[start:]


def on_line(key: int, post: str, cents: int, **changes: Any) -> bool:
    asked = OnLine(key, CODE, YEAR, post, cents, changes.pop("seen_left", None))
    said: dict[str, Any] = {"reason": "Bankkosten van maart", "actor": CONTROLLER, "now": NOW} | changes
    return book_entry(asked, **said)


def balances() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in journal_of(journal_postings(CODE, YEAR)):
        found[line.account] = found.get(line.account, 0) + line.debit_cents - line.credit_cents
    return {account: cents for account, cents in found.items() if cents}


def test_bank_costs_and_a_gift_are_cost_and_income_of_a_line() -> None:
    result = results_now(agreement())[YEAR]
    costs, gift = read(-12_50, 250_00)
    assert balances() == {"bank": 237_50, "nog-te-verwerken": -237_50}
    assert on_line(costs, "projecten", 12_50)
    assert on_line(gift, INCOME, 250_00)
    assert balances() == {"bank": 237_50, "projecten": 12_50, INCOME: -250_00}
    lines = {line.code: line for line in budget().lines}
    assert (lines["projecten"].use.spent_cents, lines[INCOME].use.spent_cents) == (12_50, 250_00)
    assert results_now(agreement())[YEAR] - result == 250_00 - 12_50
    reported = {line.code: line.actual_cents for line in figures_of(CODE, YEAR, None).lines}
    assert (reported["projecten"], reported[INCOME]) == (12_50, 250_00)
    assert (count_waiting(), verify_chain()[1]) == (0, None)


def test_twice_is_once_and_what_changed_meanwhile_is_told() -> None:
    [key] = read(-12_50)
    assert on_line(key, "projecten", 10_00, seen_left=12_50)
    assert not on_line(key, "projecten", 10_00, seen_left=12_50)
    with pytest.raises(Conflict):
        on_line(key, "projecten", 12_50, seen_left=12_50)
    with pytest.raises(DomainError, match="ten hoogste"):
        on_line(key, "projecten", 2_51)
    made = BankBooking.objects.get()
    assert release_entry_booking(made.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert not release_entry_booking(made.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    found = entry(key)
    assert found
    assert (found.left_cents, balances()) == (12_50, {"bank": -12_50, "nog-te-verwerken": 12_50})


def test_who_may_not_and_lines_that_take_none() -> None:
    [key] = read(-999_999_99)
    for actor in (COORDINATOR, Actor(4, grants=frozenset({Grant("mayor", "organisation:GM0193")}))):
        with pytest.raises(AccessRefused):
            on_line(key, "projecten", 1, actor=actor)
    for post, cents, reason, why in (
        ("projecten", 999_999_99, WHY, "nog .* over"),
        ("bestaat-niet", 1, WHY, "staat niet in de begroting"),
        ("bijdragen-van-gemeenten", 1, WHY, "met hun facturen"),
        ("projecten", 1, "", "waarvoor"),
    ):
        with pytest.raises(DomainError, match=why):
            on_line(key, post, cents, reason=reason)
    assert not BankBooking.objects.exists()


def test_the_bank_account_of_the_journal_is_what_the_bank_says() -> None:
    costs, apart, part, _waiting = read(-12_50, 125_00, -1_000_00, 77)
    number = approved()
    on_line(costs, "projecten", 12_50)
    set_aside(apart, reason=WHY, actor=CONTROLLER, now=NOW)
    pay_purchase(number, part, actor=CONTROLLER, now=NOW)
    before = balances()
    assert before["bank"] == balance_of(OURS)
    assert (before["tussenrekening"], before["nog-te-verwerken"]) == (-125_00, -77)
    assert before["crediteuren"] == 1_000_00, "paid before it was booked"
    book(number, BookingPart("projecten", BILL.total_cents))
    assert balances()["bank"] == balance_of(OURS)
    reverse_purchase(number, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)
    assert balances()["bank"] == balance_of(OURS), "what was paid stays when the booking is taken back"


def test_money_that_paid_a_purchase_stays_in_its_year_also_when_that_is_booked_on_a_later_one() -> None:
    said = said_entry(121_00, direction=Direction.DEBIT, booked_on=dt.date(YEAR - 1, 12, 28))
    import_bank_file(io.BytesIO(camt([said], opening=balance_of(OURS))), "dec.xml", actor=CONTROLLER, now=NOW)
    number = approved()
    pay_purchase(number, BankEntry.objects.get().pk, actor=CONTROLLER, now=NOW)
    of_year = journal_postings(CODE, YEAR - 1)
    assert balances_of(of_year) == {"bank": -121_00, "crediteuren": 121_00}
    later: dict[str, Any] = {"actor": CONTROLLER, "now": NOW + dt.timedelta(hours=1), "today": TODAY}
    book_purchase(number, CODE, YEAR, [BookingPart("projecten", BILL.total_cents)], **later)
    assert journal_postings(CODE, YEAR - 1) == of_year
    assert balances()["crediteuren"] == 121_00 - BILL.total_cents


def test_a_purchase_that_was_paid_is_not_refused() -> None:
    number, [key] = approved(), read(-1_000_00)
    pay_purchase(number, key, actor=CONTROLLER, now=NOW)
    with pytest.raises(DomainError, match=r"1\.000,00 betaald"):
        refuse_purchase(number, reason=WHY, actor=CONTROLLER, now=NOW)
    client = client_of("controller")
    assert f"/inkoop/{number}/afwijzen/" not in links(client.get(f"/inkoop/{number}/"))
    made = PurchasePayment.objects.get()
    assert send(client, f"/inkoop/{number}/betaling/{made.pk}/losmaken/", reason=WHY).status_code == 302
    assert refuse_purchase(number, reason=WHY, actor=CONTROLLER, now=NOW)


def test_the_pages_book_on_a_line_and_take_it_off() -> None:
    [key] = read(-12_50)
    client, page = client_of("controller"), f"/bank/{key}/"
    assert {f"{page}boeken/", f"{page}apart/", f"{page}inkoop/"} <= set(links(client.get(page)))
    assert "Zonder tegenpartij" in words(client.get(page))
    form = client.get(f"{page}boeken/")
    assert f'value="{YEAR}:projecten"' in form.content.decode()
    said = {"line": f"{YEAR}:projecten", "amount": "12,50", "reason": "Bankkosten van maart", "left": "1250"}
    assert send(client, f"{page}boeken/", **said).url == page
    [made] = BankBooking.objects.all()
    undo = f"{page}van-post/{made.pk}/"
    assert undo in links(client.get(page))
    line = client.get(f"/begroting/{CODE}/{YEAR}/post/projecten/")
    assert page in links(line)
    assert "de bank" in words(line)
    assert send(client, undo, reason=WHY).url == page
    assert undo not in links(client.get(page))
