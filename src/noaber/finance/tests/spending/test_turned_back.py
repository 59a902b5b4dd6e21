"""What the bank turns back is processed once: whatever the payment was booked on, money in and money out alike."""

import datetime as dt
import io
from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any, Final

import pytest
from django.db.models import Q

from noaber.core.audit import verify_chain
from noaber.core.errors import Conflict, DomainError
from noaber.finance.models import (
    Allocation,
    BankBooking,
    BankEntry,
    PurchasePayment,
    ResultReturn,
)
from noaber.finance.queries.bank.entries import count_waiting, entries, entry, payments_undone_by
from noaber.finance.queries.reports.report import report_of
from noaber.finance.queries.reports.returns import returns_of
from noaber.finance.queries.reports.year_books import books_of, journal_postings
from noaber.finance.queries.spending.bookings import incoming_invoice
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import Purchase
from noaber.finance.rules.spending.journal import Account, balances_of
from noaber.finance.services.bank.allocating import Shares, allocate, given_back, refund, release, set_aside
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.budget.year_budget import approve_budget, first_lines
from noaber.finance.services.reports.returning import release_return, return_result
from noaber.finance.services.spending.bank_bookings import OnLine, book_entry, release_entry_booking
from noaber.finance.services.spending.purchase_payments import (
    pay_purchase,
    refund_purchase,
    release_purchase_payment,
)
from noaber.finance.services.spending.purchases import take_in_purchase
from noaber.finance.services.spending.turned_back import undo_payment
from noaber.finance.tests.bank_samples import camt, iban
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    INCOME,
    NOW,
    SECOND,
    TODAY,
    WHY,
    approved_budget,
    budget,
    changed,
    propose,
)
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.reports.test_year_books import adopted
from noaber.finance.tests.samples import MEMO
from noaber.network.tests.pages import links, send, words

pytestmark = [pytest.mark.django_db, pytest.mark.db]

FIRST, SECOND_YEAR, LAST = 2020, 2021, 2024
HOUR: Final = dt.timedelta(hours=1)
LATER: Final = dt.datetime(2023, 5, 15, 12, tzinfo=dt.UTC)
KINDS: Final = (Allocation, BankBooking, PurchasePayment, ResultReturn)


@pytest.fixture
def invoices(db: None) -> list[str]:
    """Two years with a budget; the first was invoiced to three payers."""
    approved_budget(FIRST)
    approve_budget(propose(list(first_lines(MEMO, INCOME)), year=SECOND_YEAR), actor=SECOND, now=NOW)
    return list(contributions(FIRST, (100_00, 200_00, 300_00)))


def read(cents: int, year: int = SECOND_YEAR, at: dt.datetime = NOW, **said: Any) -> int:
    """An entry, below zero what goes out."""
    way = Direction.CREDIT if cents > 0 else Direction.DEBIT
    facts = {"direction": way, "booked_on": dt.date(year, 3, 1), "counterparty_iban": iban(7)} | said
    number = BankEntry.objects.count()
    one = said_entry(abs(cents), **facts, text=f"nummer {number}")
    data = camt([one], number=str(number), opening=number)
    import_bank_file(io.BytesIO(data), "maart.xml", actor=CONTROLLER, now=at)
    return BankEntry.objects.latest("pk").pk


def reversal(key: int, at: dt.datetime = NOW) -> int:
    row = BankEntry.objects.get(pk=key)
    return read(-row.amount_cents if row.is_incoming else row.amount_cents, at=at, is_reversal=True)


def undo(payment: int, back: int, at: dt.datetime = NOW) -> bool:
    return undo_payment(payment, back, reason="De bank draaide het terug.", actor=CONTROLLER, now=at)


def on_line(key: int, year: int, cents: int, at: dt.datetime = NOW) -> bool:
    return book_entry(OnLine(key, CODE, year, "projecten", cents), reason=WHY, actor=CONTROLLER, now=at)


def purchase(kind: DocumentKind, cents: int, number: str = "F-1") -> int:
    said = Purchase(kind, "De Proef", number, dt.date(2021, 2, 1), cents, 0)
    return take_in_purchase(said, source="hand", actor=CONTROLLER, now=NOW, today=TODAY)


def left(key: int) -> int:
    found = entry(key)
    assert found
    return found.left_cents


def spent(year: int = SECOND_YEAR) -> int:
    line = budget(year).line("projecten")
    assert line
    return line.use.spent_cents


def whole() -> None:
    """Of every entry what was processed and what is open are its amount, and the journal has what the bank says."""
    total = 0
    for row in BankEntry.objects.all():
        done = sum(
            each.amount_cents
            for kind in KINDS
            for each in kind.objects.filter(
                Q(entry=row) | (Q(outgoing=row) if kind is Allocation else Q(pk=0))
            )
        )
        assert done + left(row.pk) == row.amount_cents
        assert 0 <= done <= row.amount_cents, "never more than it is"
        total += row.amount_cents if row.is_incoming else -row.amount_cents
    assert balances_of(books_of(CODE)[LAST]).get("bank", 0) == total
    assert verify_chain()[1] is None


@pytest.mark.usefixtures("invoices")
def test_money_for_another_year_stands_at_the_bank_in_its_own_year() -> None:
    on_line(read(-12_50), FIRST, 12_50)
    books = books_of(CODE)
    first, second = (balances_of(books[year]) for year in (FIRST, SECOND_YEAR))
    assert (first.get("bank", 0), first[Account.SUSPENSE], first["projecten"]) == (0, -12_50, 12_50)
    assert (second["bank"], second.get(Account.SUSPENSE, 0)) == (-12_50, 0)


def test_an_invoice_that_was_paid_a_year_later_is_open_until_then(invoices: list[str]) -> None:
    allocate(Shares(read(100_00), {invoices[0]: 100_00}), actor=CONTROLLER, now=NOW)
    first, second = (balances_of(books_of(CODE)[year]) for year in (FIRST, SECOND_YEAR))
    assert (first["debiteuren"], first.get("bank", 0), first.get(Account.SUSPENSE, 0)) == (600_00, 0, 0)
    assert (second["debiteuren"], second["bank"], second.get(Account.SUSPENSE, 0)) == (500_00, 100_00, 0)


@pytest.mark.usefixtures("invoices")
@pytest.mark.parametrize("cents", [250_00, -12_50])
def test_what_was_booked_on_a_line_comes_off_it(cents: int) -> None:
    key = read(cents)
    on_line(key, SECOND_YEAR, abs(cents))
    assert spent() == -cents
    back = reversal(key)
    found = entry(back)
    assert found
    assert [each.id for each, _why in payments_undone_by(found)] == [key]
    assert undo(key, back)
    assert not undo(key, back), "twice is once"
    assert (left(key), left(back), spent(), count_waiting()) == (0, 0, 0, 0)
    made = BankBooking.objects.get(releases__isnull=False)
    assert made.reason == "De bank draaide het terug."
    assert not set_aside(key, reason=WHY, actor=CONTROLLER, now=NOW)
    assert payments_undone_by(found) == []
    whole()


@pytest.mark.usefixtures("invoices")
def test_what_a_supplier_paid_or_was_paid_is_open_again() -> None:
    note, bill = purchase(DocumentKind.CREDIT_NOTE, 1_210_00), purchase(DocumentKind.INVOICE, 500_00, "F-2")
    came, went = read(1_210_00), read(-500_00)
    refund_purchase(note, came, actor=CONTROLLER, now=NOW)
    pay_purchase(bill, went, actor=CONTROLLER, now=NOW)
    for key in (came, went):
        assert undo(key, reversal(key))
    rows = [incoming_invoice(number) for number in (note, bill)]
    assert [row.to_receive_cents or row.open_cents for row in rows if row] == [1_210_00, 500_00]
    assert count_waiting() == 0
    whole()


def test_a_refund_that_came_back_is_left_to_give_back_and_once(invoices: list[str]) -> None:
    key, out = read(100_00), read(-100_00)
    refund(key, out, 100_00, reason=WHY, actor=CONTROLLER, now=NOW)
    back = reversal(out)
    assert undo(out, back)
    assert (left(key), left(out), left(back)) == (100_00, 0, 0)
    allocate(Shares(key, {invoices[0]: 100_00}, reason=WHY), actor=CONTROLLER, now=NOW)
    with pytest.raises(DomainError, match="al iets anders"):
        undo(out, reversal(out))
    with pytest.raises(DomainError, match="de andere kant op"):
        undo(key, back)
    whole()


def test_what_went_back_of_a_result_goes_back_again(invoices: list[str]) -> None:
    key = read(300_00, FIRST)
    allocate(Shares(key, {invoices[2]: 300_00}, reason=WHY), actor=CONTROLLER, now=NOW)
    account = adopted(FIRST, LATER, back_cents=90_00)
    out = read(-45_00, at=LATER)
    return_result(account, "GM9003", out, actor=CONTROLLER, now=LATER)
    assert undo(out, reversal(out, LATER), LATER)
    assert {row.code: row.open_cents for row in returns_of(account)}["GM9003"] == 45_00
    assert count_waiting() == 0
    whole()


@pytest.mark.usefixtures("invoices")
def test_an_adopted_year_stays_and_the_open_one_takes_the_correction() -> None:
    gift, part, waits = read(250_00, FIRST), read(80_00, FIRST), read(30_00, FIRST)
    on_line(gift, FIRST, 250_00)
    on_line(part, FIRST, 50_00)
    adopted(FIRST, LATER)
    fixed = journal_postings(CODE, FIRST)
    at = LATER + HOUR
    for key in (gift, part):
        assert undo(key, reversal(key, at), at)
    assert journal_postings(CODE, FIRST) == fixed
    found = balances_of(journal_postings(CODE, SECOND_YEAR))
    assert found["eerdere-jaren"] == 300_00
    assert found["nog-te-verwerken"] == -30_00, waits
    row = report_of(CODE, FIRST, "jaarrekening")
    assert row
    assert adopted(SECOND_YEAR, at + HOUR).content.corrections_cents == -300_00
    whole()


@pytest.mark.usefixtures("invoices")
def test_what_was_processed_twice_before_is_shown_and_refuses_more() -> None:
    """As books can have it that an earlier version kept."""
    key, out = read(250_00), read(-250_00)
    on_line(key, SECOND_YEAR, 250_00)
    given_back(key, out, 250_00, WHY, {"recorded_at": NOW})
    with pytest.raises(DomainError, match="meer verwerkt"):
        set_aside(key, reason=WHY, actor=CONTROLLER, now=NOW)
    client = client_of("controller")
    page = words(client.get(f"/bank/{key}/")).replace("\xa0", " ")
    assert "€ 250,00 te veel verwerkt" in page
    assert "Boek op een post" not in page
    assert f"/bank/{key}/" in client.get("/bank/").content.decode()
    for step in ("boeken", "apart", "verrekenen"):
        assert "meer verwerkt" in words(client.get(f"/bank/{key}/{step}/"))
    assert balances_of(books_of(CODE)[LAST]).get("bank", 0) == 0
    assert "meer verwerkt" in words(client.post(f"/bank/{key}/apart/", {"reason": WHY}))


@pytest.mark.usefixtures("invoices")
def test_the_page_of_money_that_came_back_says_what_it_turns_back() -> None:
    out = read(-12_50)
    on_line(out, SECOND_YEAR, 12_50)
    back = reversal(out)
    client = client_of("controller")
    assert "Kan terugdraaien" in words(client.get(f"/bank/{back}/"))
    page = f"/bank/{back}/teruggedraaid/"
    assert "op posten, bij inkoopfacturen" in words(client.get(page))
    assert send(client, page, payment=str(out), reason=WHY).url == f"/bank/{back}/"
    assert (spent(), count_waiting()) == (0, 0)


@pytest.mark.usefixtures("invoices")
def test_what_the_bank_takes_back_is_recorded_also_on_a_line_without_room() -> None:
    """R48 is for what people commit: the line is over its budget, and says so."""
    gift, room = read(250_00), budget(SECOND_YEAR).line("projecten")
    assert room
    on_line(gift, SECOND_YEAR, 250_00)
    on_line(read(-room.left_cents - 250_00), SECOND_YEAR, room.left_cents + 250_00)
    back = reversal(gift)
    assert undo(gift, back)
    [line] = [each for each in budget(SECOND_YEAR).lines if each.over_cents]
    assert (line.code, line.over_cents, count_waiting()) == ("projecten", 250_00, 0)
    whole()
    unknown = read(-10_00, is_reversal=True)
    assert on_line(unknown, SECOND_YEAR, 10_00), "also where nobody knows what it turned back"
    with pytest.raises(DomainError, match=r"al .*260,00 meer"):
        on_line(read(-1_00), SECOND_YEAR, 1_00)
    year = f"/begroting/{CODE}/{SECOND_YEAR}/"
    client = client_of("controller")
    for page in (year, f"{year}post/projecten/"):
        shown = client.get(page)
        assert "‘projecten’ is € 260,00 over de begroting" in words(shown).replace("\xa0", " ")
        assert f"{year}wijzigen/" in links(shown)
    approve_budget(
        propose(changed("projecten", line.now_cents + 1_00, SECOND_YEAR), year=SECOND_YEAR),
        actor=SECOND,
        now=NOW,
    )


@pytest.mark.usefixtures("invoices")
def test_what_stands_on_a_line_of_an_adopted_year_is_not_offered_to_be_released() -> None:
    key = read(-12_50, FIRST)
    on_line(key, FIRST, 12_50)
    page, client = f"/bank/{key}/", client_of("controller")
    release_way = f"{page}van-post/{BankBooking.objects.get().pk}/"
    assert release_way in links(client.get(page))
    adopted(FIRST, LATER)
    shown = client.get(page)
    assert release_way not in links(shown)
    assert (
        "De jaarrekening van 2020 is vastgesteld, dus wat op een post van dat jaar staat, blijft staan"
        in words(shown)
    )
    typed = client.get(release_way)
    assert (typed.status_code, '<form method="post"' in typed.content.decode()) == (400, False)
    assert "jaarrekening van 2020 is vastgesteld" in words(typed)
    client.post(release_way, {"reason": WHY})
    assert BankBooking.objects.count() == 1


class Books:
    """A sequence of what a controller may do, by a seed; what is refused changes nothing."""

    def __init__(self, seed: int, invoices: list[str]) -> None:
        self.random, self.numbers, self.at = Random(seed), invoices, NOW
        self.account: Any = None
        self.fixed: dict[int, object] = {}
        bill, note = purchase(DocumentKind.INVOICE, 90_00), purchase(DocumentKind.CREDIT_NOTE, 60_00, "C-1")
        self.purchases = bill, note

    def step(self) -> None:
        self.at += HOUR
        acts: list[Callable[[], object]] = [
            self.read,
            self.reverse,
            *[self.book] * 4,
            self.give_back,
            self.release,
        ]
        with suppress(DomainError, Conflict):
            self.random.choice(acts)()

    def entry(self, *, waiting: bool = False) -> int:
        """One of which something is left, or of which something is said."""
        open_keys = [each.id for each in entries(unexplained=True)]
        other = BankEntry.objects.exclude(pk__in=open_keys).order_by("pk").values_list("pk", flat=True)
        some = open_keys if waiting else [*other, *open_keys][:8]
        return self.random.choice(some or list(BankEntry.objects.values_list("pk", flat=True)))

    def read(self) -> None:
        cents = self.random.choice((-1, 1)) * self.random.choice((30_00, 60_00, 90_00))
        read(cents, self.random.choice((FIRST, SECOND_YEAR)), self.at)

    def reverse(self) -> None:
        key = self.entry()
        row = BankEntry.objects.get(pk=key)
        found = BankEntry.objects.filter(amount_cents=row.amount_cents).exclude(direction=row.direction)
        known = list(found.order_by("pk").values_list("pk", flat=True))
        is_known = bool(known) and self.random.random() < 0.3
        undo(key, self.random.choice(known) if is_known else reversal(key, self.at), self.at)

    def book(self) -> None:
        key, cents = self.entry(waiting=True), self.random.choice((10_00, 30_00))
        year = self.random.choice((FIRST, SECOND_YEAR))
        said: dict[str, Any] = {"actor": CONTROLLER, "now": self.at}
        number, share = self.random.choice(self.purchases), {self.random.choice(self.numbers): cents}
        ways: list[Callable[[], object]] = [lambda: on_line(key, year, cents, self.at)] * 3
        ways.append(lambda: set_aside(key, reason=WHY, **said))
        if BankEntry.objects.get(pk=key).is_incoming:
            ways.append(lambda: allocate(Shares(key, share, reason=WHY), **said))
            ways.append(lambda: refund_purchase(number, key, **said))
        else:
            ways.append(lambda: pay_purchase(self.purchases[0], key, **said))
            ways.append(lambda: self.account and return_result(self.account, "GM9001", key, **said))
        self.random.choice(ways)()

    def give_back(self) -> None:
        refund(self.entry(), self.entry(), 10_00, reason=WHY, actor=CONTROLLER, now=self.at)

    def release(self) -> None:
        ways: dict[type, Callable[..., object]] = {
            Allocation: release,
            BankBooking: release_entry_booking,
            PurchasePayment: release_purchase_payment,
            ResultReturn: release_return,
        }
        kind = self.random.choice(KINDS)
        found = kind.objects.filter(releases__isnull=True, released_by__isnull=True).values_list(
            "pk", flat=True
        )
        if found:
            ways[kind](self.random.choice(list(found)), reason=WHY, actor=CONTROLLER, now=self.at)

    def adopt(self) -> None:
        self.at += HOUR
        self.account = adopted(FIRST, self.at, back_cents=30_00)
        self.fixed = {FIRST: journal_postings(CODE, FIRST)}


@pytest.mark.parametrize("seed", range(4))
def test_after_anything_in_any_order_the_books_are_whole_and_an_adopted_year_stays(
    seed: int, invoices: list[str]
) -> None:
    books = Books(seed, invoices)
    for _time in range(6):
        books.read()
    for at in range(40):
        if at == 16:
            books.adopt()
        books.step()
        if at % 4 == 3:
            whole()
            for year, known in books.fixed.items():
                assert journal_postings(CODE, year) == known
