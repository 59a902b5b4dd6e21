"""What stood open, was paid or waited on a day stays as it was on that day, whatever happened afterwards."""

import datetime as dt
import io
from contextlib import suppress
from random import Random
from typing import Any, Final

import pytest

from noaber.core.errors import DomainError
from noaber.core.models import Demonstration
from noaber.finance.models import (
    Allocation,
    BankEntry,
    ContributionRun,
    Invoice,
    InvoiceSeries,
    RunContribution,
)
from noaber.finance.papers.account import account_words, movement_words
from noaber.finance.papers.payer import DOCUMENTS
from noaber.finance.queries.bank.entries import entry as entry_row
from noaber.finance.queries.dunning.payer_account import BuyerAccount, account
from noaber.finance.queries.invoices.open_items import settlements
from noaber.finance.queries.invoices.paid import settled_cents
from noaber.finance.queries.reports.figures import figures_of
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.dunning.payer_account import Standing
from noaber.finance.rules.spending.journal import Account
from noaber.finance.services.bank.allocating import Shares, allocate, refund, release, set_aside
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.billing.paid_money import PaidMoney, lock_invoices, settle_paid
from noaber.finance.services.spending.turned_back import undo_payment
from noaber.finance.tests.bank_samples import camt, iban
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.budget_books import CODE, CONTROLLER, WHY, approved_budget
from noaber.finance.tests.invoices_in_books import _keep, _row, credit
from noaber.finance.tests.paying_books import PAYERS, contributions

pytestmark = [pytest.mark.django_db, pytest.mark.db]

YEAR, PAYER = 2021, PAYERS[0]
A: Final = "2021-0001"
NAMES: Final = {code: f"Gemeente Proef {at}" for at, code in enumerate(PAYERS, start=1)}


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)


def came(day: dt.date, cents: int, payer: str = PAYER, **more: Any) -> int:
    """Money of a payer on a day, below zero to it, as the bank said it that day."""
    before = BankEntry.objects.count()
    said = {
        "direction": Direction.CREDIT if cents > 0 else Direction.DEBIT,
        "booked_on": day,
        "counterparty_iban": iban(PAYERS.index(payer) + 1),
        "counterparty_name": NAMES[payer],
        "text": f"nummer {before}",
    } | more
    data = camt([said_entry(abs(cents), **said)], number=str(before), opening=before)
    import_bank_file(io.BytesIO(data), "mei.xml", actor=CONTROLLER, now=moment(day))
    return BankEntry.objects.latest("pk").pk


def book(day: dt.date, key: int, number: str, cents: int) -> None:
    allocate(Shares(key, {number: cents}, reason=WHY), actor=CONTROLLER, now=moment(day))


def credited(day: dt.date, number: str, choice: PaidMoney = PaidMoney.RELEASE) -> None:
    """As issuing does it: first the money, then the credit note, at one moment."""
    settle_paid(lock_invoices([number]), choice, actor=CONTROLLER, now=moment(day))
    credit(Invoice.objects.get(number=number), at=moment(day), on=day)


def replaced(day: dt.date, number: str, cents: int) -> str:
    """A correction run: the credit note, and the invoice that comes instead."""
    credited(day, number)
    old = Invoice.objects.get(number=number)
    asked = RunContribution.objects.get(invoices=old)
    run = ContributionRun.objects.get(pk=asked.run_id)
    run.pk, run.number, run._state.adding = None, ContributionRun.objects.count() + 1, True
    run.save()
    asked.pk, asked.run, asked.amount_cents, asked._state.adding = None, run, cents, True
    asked.save()
    series = InvoiceSeries.objects.get(pk=old.series_id)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    new = _row(series, series.last_number, cents)
    new.contribution, new.issued_on, new.due_on, new.buyer_id = asked, day, day, old.buyer_id
    new.recorded_at = moment(day)
    _keep([new])
    return new.number


def shown(day: dt.date, code: str = PAYER) -> BuyerAccount:
    found = account(code, day)
    assert found
    assert found.account.standing.balance_cents == found.account.balance_cents
    return found


def lines(day: dt.date, code: str = PAYER) -> list[tuple[str, str, int]]:
    """Without the invoice and the credit note."""
    rows = (each.movement for each in shown(day, code).account.lines)
    return [
        (movement_words(each), each.number, -each.signed_cents) for each in rows if each.kind not in DOCUMENTS
    ]


def paid_of(day: dt.date) -> dict[str, int]:
    return {each.code: each.paid_cents for each in figures_of(CODE, YEAR, day).payers}


def in_books(*days: dt.date) -> list[int]:
    """What the bank account is in the journal, by day."""
    rows = [each for each in journal_postings(CODE, YEAR) if Account.BANK in (each.debit, each.credit)]
    signed = [
        (each.on, each.amount_cents if each.debit is Account.BANK else -each.amount_cents) for each in rows
    ]
    return [sum(cents for on, cents in signed if on <= day) for day in days]


@pytest.fixture(autouse=True)
def asked() -> None:
    """Two payers owe 100 and 200 since 3 February 2021."""
    approved_budget(YEAR)
    contributions(YEAR, (100_00, 200_00))


@pytest.mark.parametrize("how", ["credited", "run"])
def test_what_was_paid_on_an_invoice_that_is_credited_later_was_paid_until_then(how: str) -> None:
    paid_on, credit_on, again_on = dt.date(2021, 2, 20), dt.date(2021, 5, 15), dt.date(2021, 5, 20)
    key = came(paid_on, 100_00)
    book(paid_on, key, A, 100_00)
    april, before = dt.date(2021, 4, 15), (shown(dt.date(2021, 4, 15)).account, paid_of(dt.date(2021, 4, 15)))
    assert "staat er niets open" in account_words(shown(april))
    if how == "credited":
        credited(credit_on, A)
    else:
        number = replaced(credit_on, A, 101_00)
    assert (shown(april).account, paid_of(april)) == before
    freed = ("betaling, los van de factuur die is gecrediteerd", A, -100_00)
    waits = ("betaling, nog niet verwerkt", "", 100_00)
    assert lines(credit_on) == [freed, ("betaling", A, 100_00), waits] or lines(credit_on)[1:] == [
        freed,
        waits,
    ]
    assert shown(credit_on).account.came_in_cents == 100_00
    assert paid_of(credit_on).get(PAYER, 0) == 0
    assert in_books(april, credit_on) == [100_00, 100_00], "once"
    if how == "run":
        between = shown(credit_on).account, paid_of(credit_on)
        book(again_on, key, number, 100_00)
        assert (shown(april).account, paid_of(april)) == before
        assert (shown(credit_on).account, paid_of(credit_on)) == between
        assert lines(again_on)[-1] == ("betaling", number, 100_00)
        assert shown(again_on).account.standing == Standing(1_00, 0, 0, 0)
        assert paid_of(again_on)[PAYER] == 100_00
        assert in_books(april, credit_on, again_on) == [100_00] * 3


def test_in_a_demonstration_what_is_booked_again_counts_on_the_day_that_it_has_reached() -> None:
    """Its clock stands still while people record with the real one, as `core.clock.day_of` has it."""
    paid_on, reached = dt.date(2021, 2, 20), dt.date(2021, 5, 15)
    Demonstration.objects.create(started_at=moment(paid_on), reached_on=reached)
    key = came(paid_on, 100_00)
    book(paid_on, key, A, 100_00)
    number = replaced(reached, A, 101_00)
    book(dt.date(2026, 11, 30), key, number, 100_00)
    assert shown(reached).account.standing == Standing(1_00, 0, 0, 0)
    assert paid_of(reached)[PAYER] == 100_00
    assert in_books(reached) == [100_00]


def test_what_a_person_took_off_as_a_mistake_was_paid_on_no_day() -> None:
    day = dt.date(2021, 2, 20)
    key = came(day, 100_00)
    book(day, key, "2021-0002", 100_00)
    wrong = Allocation.objects.get()
    release(wrong.pk, reason=WHY, actor=CONTROLLER, now=moment(dt.date(2021, 5, 1)))
    assert (lines(day, PAYERS[1]), lines(day)) == ([], [("betaling, nog niet verwerkt", "", 100_00)])
    book(dt.date(2021, 5, 1), key, A, 100_00)
    assert lines(day) == [("betaling", A, 100_00)]
    assert paid_of(day) == {PAYER: 100_00, PAYERS[1]: 0}


def test_what_is_given_back_later_waits_on_the_days_before() -> None:
    came_on, back_on = dt.date(2021, 2, 20), dt.date(2021, 5, 12)
    key = came(came_on, 40_00)
    waits = [("betaling, nog niet verwerkt", "", 40_00)]
    assert lines(came_on) == waits
    out = came(back_on, -40_00)
    refund(key, out, 40_00, reason=WHY, actor=CONTROLLER, now=moment(back_on))
    assert lines(came_on) == waits
    assert lines(back_on) == [("betaling, later terugbetaald", "", 40_00), ("terugbetaling", "", -40_00)]


def test_money_is_on_no_invoice_before_that_one_was_there() -> None:
    day = dt.date(2021, 1, 20)
    book(day, came(day, 100_00), A, 100_00)
    assert paid_of(day) == {}
    before = shown(day).account
    assert (before.standing, before.paid_by_number) == (Standing(0, 100_00, 0, 0), {})
    assert shown(dt.date(2021, 2, 3)).account.paid_by_number == {A: 100_00}


def test_what_is_kept_to_be_given_back_stands_on_the_invoice_until_it_goes() -> None:
    first, credit_on, free_on, back_on = (dt.date(2021, *each) for each in ((2, 20), (5, 1), (5, 9), (5, 12)))
    key = came(first, 100_00)
    book(first, key, A, 100_00)
    credited(credit_on, A, PaidMoney.REFUND)
    release(Allocation.objects.get().pk, reason=WHY, actor=CONTROLLER, now=moment(free_on))
    out = came(back_on, -100_00)
    refund(key, out, 100_00, reason=WHY, actor=CONTROLLER, now=moment(back_on))
    days = (first, credit_on, free_on, back_on)
    assert in_books(*days) == [100_00, 100_00, 100_00, 0]
    assert [shown(day).account.standing for day in days] == [
        Standing(0, 0, 0, 0),
        Standing(0, 0, 100_00, 0),
        Standing(0, 100_00, 0, 0),
        Standing(0, 0, 0, 0),
    ]


class History:
    """What may happen to the money of two payers; every step is on a day of its own."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.day = dt.date(2021, 2, 10)
        self.freed: set[int] = set()
        self.log: list[str] = []

    def step(self) -> None:
        money = (self.pay, self.pay, self.storno, self.give_back, self.bounce, self.again, self.apart)
        verb = self.random.choice((*money, self.credit, self.run))
        self.day += dt.timedelta(days=self.random.randint(1, 4))
        self.log.append(f"{self.day} {verb.__name__}")
        with suppress(DomainError, IndexError):
            verb()

    def open(self) -> list[tuple[str, int]]:
        found = [(row.number, row.settlement.open_cents) for row in settlements()]
        return [(number, cents) for number, cents in found if cents > 0]

    def entries(self, way: Direction) -> list[int]:
        found = BankEntry.objects.filter(direction=way, is_reversal=False).order_by("pk")
        return list(found.values_list("pk", flat=True))

    def pay(self) -> None:
        cents = self.random.choice((40_00, 100_00, 160_00))
        key = came(self.day, cents, self.random.choice(PAYERS[:2]))
        if self.random.random() < 0.8:
            number, left = self.random.choice(self.open())
            book(self.day, key, number, min(left, cents))

    def storno(self) -> None:
        key = self.random.choice(self.entries(Direction.CREDIT))
        said = BankEntry.objects.get(pk=key)
        payer = next(code for code, name in NAMES.items() if name == said.counterparty_name)
        back = came(self.day, -said.amount_cents, payer, is_reversal=True)
        undo_payment(key, back, reason=WHY, actor=CONTROLLER, now=moment(self.day))

    def give_back(self) -> None:
        key = self.random.choice(self.entries(Direction.CREDIT))
        row = entry_row(key)
        if row and row.left_cents > 0:
            payer = next(code for code, name in NAMES.items() if name == row.said.counterparty_name)
            cents = self.random.choice((row.left_cents, row.left_cents // 2))
            out = came(self.day, -cents, payer)
            refund(key, out, cents, reason=WHY, actor=CONTROLLER, now=moment(self.day))

    def bounce(self) -> None:
        out = BankEntry.objects.get(pk=self.random.choice(self.entries(Direction.DEBIT)))
        payer = next(code for code, name in NAMES.items() if name == out.counterparty_name)
        back = came(self.day, out.amount_cents, payer, is_reversal=True)
        undo_payment(out.pk, back, reason=WHY, actor=CONTROLLER, now=moment(self.day))

    def stands(self) -> str:
        found = Invoice.objects.filter(kind="invoice", credit_note__isnull=True)
        return self.random.choice(list(found.order_by("pk").values_list("number", flat=True)))

    def credit(self) -> None:
        number = self.stands()
        booked = set(Allocation.objects.filter(invoice__number=number).values_list("entry", flat=True))
        credited(self.day, number)
        self.freed |= booked

    def run(self) -> None:
        number = self.stands()
        booked = set(Allocation.objects.filter(invoice__number=number).values_list("entry", flat=True))
        replaced(self.day, number, self.random.choice((90_00, 120_00, 210_00)))
        self.freed |= booked

    def again(self) -> None:
        key = self.random.choice(sorted(self.freed))
        row = entry_row(key)
        number, left = self.random.choice(self.open())
        if row and row.left_cents > 0:
            book(self.day, key, number, min(left, row.left_cents))

    def apart(self) -> None:
        if self.random.random() < 0.3:
            set_aside(
                self.random.choice(sorted(self.freed)), reason=WHY, actor=CONTROLLER, now=moment(self.day)
            )


def state(day: dt.date) -> tuple[object, ...]:
    both = [shown(day, code).account for code in PAYERS[:2]]
    paid = dict(
        Invoice.objects.annotate(paid=settled_cents(day)).exclude(paid=0).values_list("number", "paid")
    )
    return (*((each.standing, dict(each.paid_by_number), each.came_in_cents) for each in both), paid)


@pytest.mark.parametrize("seed", range(3))
def test_a_day_stays_as_it_was_whatever_happens_later(seed: int) -> None:
    """But for what is recorded as a mistake, of which there is none here; and it adds up on every day."""
    history, seen = History(seed), {}
    for _time in range(14):
        history.step()
        seen[history.day] = state(history.day)
    for day, before in seen.items():
        assert state(day) == before, "\n".join([str(day), *history.log])
