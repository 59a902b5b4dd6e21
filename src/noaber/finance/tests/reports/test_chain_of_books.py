"""One chain of books for the network: no entry stands nowhere or twice, and an agreement begins where one ended."""

import datetime as dt
from collections import Counter
from itertools import pairwise
from typing import Final

import pytest

from noaber.core.errors import DomainError
from noaber.finance.models import Agreement, BankEntry, Invoice
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.reports.report import brought_forward, report_of
from noaber.finance.queries.reports.year_books import books, books_of, journal_postings
from noaber.finance.queries.spending.vat_settlements import vat_state_on
from noaber.finance.rules.spending.journal import Document, Posting, balances_of
from noaber.finance.services import agreements
from noaber.finance.services.agreements import record_agreement, withdraw_agreement
from noaber.finance.services.bank.allocating import Shares, allocate
from noaber.finance.services.budget.year_budget import approve_budget, first_lines, propose_budget
from noaber.finance.tests.bank.test_views_bank import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    INCOME,
    NOW,
    SECOND,
    agree,
    agreement,
    approved_budget,
    propose,
)
from noaber.finance.tests.invoices_in_books import name_host
from noaber.finance.tests.paying_books import contributions, pay
from noaber.finance.tests.reports.test_year_books import adopted
from noaber.finance.tests.samples import MEMO, terms
from noaber.finance.tests.spending.test_turned_back import read
from noaber.network.tests.pages import links, words

pytestmark = pytest.mark.django_db

NEXT: Final = "bijdragen-hierna"
ADOPTED_AT: Final = dt.datetime(2024, 1, 20, 9, tzinfo=dt.UTC)
LATER: Final = dt.datetime(2025, 6, 1, 9, tzinfo=dt.UTC)
LATE: Final = "Over 2020, dat is vastgesteld: Nog niet verwerkt"
YEARS: Final = (2019, 2020, 2022, 2023, 2024, 2025, 2027)


def following(first: int, last: int) -> None:
    said = terms(title="Hierna", first_year=first, last_year=last)
    record_agreement(NEXT, said, actor=CONTROLLER, now=LATER)


def opening(rows: tuple[Posting, ...]) -> dict[str, int]:
    found = balances_of(each for each in rows if each.document is Document.OPENING)
    found.pop("beginbalans", None)
    return found


def whole() -> None:
    """Each entry is in one journal of one year, and at the end of each year the bank is what the bank says."""
    codes = [*Agreement.objects.values_list("code", flat=True)]
    held = Counter(year for code in codes for year in books_of(code))
    assert held == Counter(dict.fromkeys(books(), 1))
    at_bank: Counter[tuple[str, int]] = Counter()
    for year, rows in books().items():
        for row in rows:
            for account, sign in ((row.debit, 1), (row.credit, -1)):
                if account == "bank" and row.document is Document.BANK:
                    at_bank[row.key, year] += sign * row.amount_cents
    expected = {
        (str(each.pk), each.booked_on.year): each.amount_cents if each.is_incoming else -each.amount_cents
        for each in BankEntry.objects.all()
    }
    assert {key: cents for key, cents in at_bank.items() if cents} == expected
    for before, after in pairwise(sorted(books())):
        assert opening(books()[after]).get("bank", 0) == balances_of(books()[before]).get("bank", 0)


@pytest.mark.parametrize("span", [None, (2024, 2027), (2026, 2027), (2022, 2025)], ids=str)
def test_each_entry_stands_in_one_journal_and_the_bank_is_the_banks(
    span: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree()
    if span:
        monkeypatch.setattr(agreements, "_refuse_overlap", lambda *said: None)  # as it may be from before
        following(*span)
    contributions(2023)
    for number, year in enumerate(YEARS, start=1):
        read(number * 100 if number % 2 else -number * 100, year)
    pay(Invoice.objects.latest("pk").number, 50_00)
    whole()


def test_a_proposal_of_another_agreement_moves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    approved_budget(2023)
    monkeypatch.setattr(agreements, "_refuse_overlap", lambda *said: None)
    following(2023, 2025)
    name_host()
    read(100_00, 2023)
    before = books_of(CODE)
    with pytest.raises(DomainError, match="Voor 2023 geldt de afspraak"):
        propose_budget(NEXT, 2023, first_lines(MEMO, INCOME), actor=CONTROLLER, now=LATER)
    assert books_of(CODE) == before
    page = client_of("controller").get(f"/begroting/{NEXT}/2023/journaal/")
    assert "De boeken staan bij “Bijdragen 2020-2023”" in words(page)
    assert f"/begroting/{CODE}/2023/journaal/" in links(page)


def test_the_next_agreement_begins_where_this_one_ended() -> None:
    approved_budget(2023)
    assert record_agreement(CODE, terms(first_year=2023), actor=CONTROLLER, now=NOW)
    first, *_others = contributions(2023, (100_00, 200_00, 300_00), 21)
    pay(first, 60_00)
    adopted(2023, ADOPTED_AT, back_cents=90_00, opening_cents=700_00)
    following(2024, 2027)
    late = read(61_00, 2024, at=LATER)
    left = balances_of(journal_postings(CODE, 2023))
    assert opening(journal_postings(NEXT, 2024)) == left
    assert {"debiteuren", "btw", "reserve", "terug-naar-betalers", "bank"} <= set(left)
    assert [each.key for each in journal_postings(NEXT, 2024) if each.document is Document.BANK] == [
        str(late)
    ]
    assert 2024 not in books_of(CODE)
    found = agreement_called(NEXT)
    account = report_of(CODE, 2023, "jaarrekening")
    assert found
    assert account
    assert brought_forward(found, 2024).opening_cents == account.content.appropriation.closing_cents
    state = vat_state_on(dt.date(2024, 3, 1))
    assert state
    assert state.due_cents == 126_00, "what is due is due, whichever agreement runs"
    whole()


def test_a_year_without_an_agreement_has_a_journal_that_is_found() -> None:
    agree()
    name_host()
    for year in (2019, 2024):
        read(100_00, year, at=LATER)
    client = client_of("controller")
    for beside, year in ((2020, 2019), (2023, 2024)):
        address = f"/begroting/{CODE}/{year}/journaal/"
        assert address in links(client.get(f"/begroting/{CODE}/{beside}/journaal/"))
        page = words(client.get(address))
        assert f"Over {year} is geen afspraak over bijdragen" in page
        assert "Nog te verwerken" in page
    assert client.get(f"/begroting/{CODE}/2031/journaal/").status_code == 404


def test_the_address_of_the_journal_of_a_year_goes_on_working_once_an_agreement_has_it() -> None:
    agree()
    name_host()
    for year in (2019, 2024, 2026):
        read(100_00, year, at=LATER)
    client, kept = client_of("controller"), f"/begroting/{CODE}/%s/journaal/"
    assert all(client.get(kept % year).status_code == 200 for year in (2019, 2024, 2025, 2026))
    following(2024, 2025)
    for year in (2024, 2025, 2026):
        moved = client.get(f"{kept % year}?formaat=csv&dagboek=bank")
        assert (moved.status_code, moved["Location"]) == (
            302,
            f"/begroting/{NEXT}/{year}/journaal/?formaat=csv&dagboek=bank",
        )
        assert client.get(moved["Location"]).status_code == 200
    assert client.get(kept % 2019).status_code == 200, "what no agreement has stays where it was"
    assert client.get(kept % 2031).status_code == 404
    assert client.get("/begroting/nooit-geweest/2024/journaal/").status_code == 404
    assert client_of("administrator").get(kept % 2024).status_code == 404


def test_the_address_goes_on_working_when_its_agreement_was_withdrawn() -> None:
    agree()
    name_host()
    read(100_00, 2024, at=LATER)
    following(2024, 2027)
    withdraw_agreement(CODE, actor=CONTROLLER, now=LATER, expected_revision=agreement().revision)
    client = client_of("controller")
    for year in (2024, 2025):
        moved = client.get(f"/begroting/{CODE}/{year}/journaal/")
        assert moved["Location"] == f"/begroting/{NEXT}/{year}/journaal/"


def test_an_adopted_year_keeps_its_words() -> None:
    """What was read late and waited, stays told so when it is processed."""
    approved_budget(2020)
    contributions(2020)
    adopted(2020, NOW)
    approve_budget(propose(list(first_lines(MEMO, INCOME)), year=2021), actor=SECOND, now=NOW)
    key = read(100_01, 2020, at=NOW + dt.timedelta(hours=1))
    adopted(2021, NOW + dt.timedelta(hours=2))
    fixed = journal_postings(CODE, 2021)
    assert [each.reason for each in fixed if each.key == str(key)] == [
        "Over 2020, dat is vastgesteld: Nog niet verwerkt"
    ]
    number = Invoice.objects.order_by("pk")[0].number
    allocate(
        Shares(key, {number: 100_01}, reason="Een proef met geld."),
        actor=CONTROLLER,
        now=NOW + dt.timedelta(hours=3),
    )
    assert journal_postings(CODE, 2021) == fixed
    whole_bank = balances_of(journal_postings(CODE, 2021)).get("bank", 0)
    assert whole_bank == 100_01
