"""The books of the years: each balances, an adopted one is fixed and closed, and the next begins where it ended."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.reports.annual_accounts import Appropriation, corrections
from noaber.finance.rules.reports.year_books import (
    Adopted,
    closing_moments,
    is_line,
    taken_in,
    year_books,
)
from noaber.finance.rules.spending.journal import (
    NOT_PROCESSED,
    Account,
    AtBank,
    Document,
    Posting,
    balances_of,
    journal_of,
)

YEARS: Final = (2020, 2021, 2022)
START: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
MOMENTS: Final = st.integers(0, 1500).map(lambda days: START + dt.timedelta(days=days))
LINES: Final = ("bijdragen", "projecten")
POSTINGS: Final = st.builds(
    Posting,
    st.just(Document.BANK),
    st.just("1"),
    st.just("1"),
    st.just(START.date()),
    st.sampled_from(("bank", "debiteuren", *LINES)),
    st.sampled_from(("crediteuren", *LINES)),
    st.integers(-(10**9), 10**9),
    year=st.sampled_from(YEARS),
    recorded_at=MOMENTS,
)


def result_of(postings: Iterable[Posting]) -> int:
    """Income less costs: what the lines come to, credit above nought."""
    return -sum(cents for account, cents in balances_of(postings).items() if is_line(account))


def adopted_years(postings: list[Posting], days: list[int], back_cents: int) -> dict[int, Adopted]:
    """Accounts as they are made: on what was recorded by then, with the corrections of the account's own rule."""
    found: dict[int, Adopted] = {}
    at, opening, own, taken = START + dt.timedelta(days=400), 700, dict[int, int](), dict[int, int]()
    for year, later in zip(YEARS, days, strict=False):
        at += dt.timedelta(days=later)
        known = [each for each in postings if each.recorded_at and each.recorded_at <= at]
        now = {each: result_of(row for row in known if row.year == each) for each in YEARS}
        corrected = corrections(now, own, taken)
        back = min(back_cents, max(0, now[year]))
        account = Appropriation(opening, now[year], 0, corrected, back, carried_cents=0)
        found[year] = Adopted(at, account, (("Gemeente Proef", back),))
        own[year], taken[year], opening = now[year], corrected, account.closing_cents
    return found


@given(st.lists(POSTINGS, max_size=25), st.lists(st.integers(0, 400), max_size=3), st.integers(0, 10**6))
def test_every_year_balances_and_an_adopted_one_agrees_with_its_account(
    postings: list[Posting], days: list[int], back_cents: int
) -> None:
    adopted = adopted_years(postings, days, back_cents)
    books = year_books(YEARS, postings, adopted, 700)
    before: dict[str, int] = {}
    for year in YEARS:
        lines = journal_of(books[year])
        assert sum(line.debit_cents for line in lines) == sum(line.credit_cents for line in lines)
        balances = balances_of(books[year])
        assert Account.OPENING not in balances, "what opens a year balances"
        opened = balances_of(each for each in books[year] if each.document is Document.OPENING)
        opened.pop(Account.OPENING, None)
        if year - 1 in adopted:
            assert opened == before, "a year begins where the one before it ended"
        if year in adopted:
            account = adopted[year].found
            during = [each for each in books[year] if each.document is Document.BANK]
            assert result_of(during) == account.income_cents, "the journal is the account"
            assert not any(is_line(each) for each in balances)
            assert balances.get(Account.RESERVE, 0) == -account.closing_cents
            assert Account.EARLIER not in balances
            assert Account.RESULT not in balances
        before = balances


@given(st.lists(POSTINGS, max_size=25), POSTINGS, st.lists(st.integers(0, 400), min_size=1, max_size=3))
def test_what_comes_later_changes_no_year_that_was_adopted(
    postings: list[Posting], later: Posting, days: list[int]
) -> None:
    adopted = adopted_years(postings, days, 0)
    last = max(each.at for each in adopted.values())
    late = replace(later, recorded_at=last + dt.timedelta(days=1))
    books, since = (year_books(YEARS, found, adopted) for found in (postings, [*postings, late]))
    assert all(books[year] == since[year] for year in adopted)
    landed = taken_in(late.year, late.recorded_at, YEARS, closing_moments(YEARS, adopted))
    assert landed not in adopted
    assert len(since[landed]) >= len(books[landed])


def test_money_that_waited_when_its_year_was_closed_stays_there_as_waiting() -> None:
    read_at, closed_at = START + dt.timedelta(days=370), START + dt.timedelta(days=500)
    day = dt.date(2020, 12, 30)
    at_bank = AtBank(day, read_at)
    known = (Document.BANK, "7", "B-7", day)
    waits = Posting(
        *known,
        Account.BANK,
        Account.SUSPENSE,
        100,
        reason=NOT_PROCESSED,
        year=2020,
        recorded_at=read_at,
        at_bank=at_bank,
    )
    adopted = {2020: Adopted(closed_at, Appropriation(0, 0, 0))}
    before = year_books(YEARS, [waits], adopted)

    def taken(cents: int, days: int) -> Posting:
        at = closed_at + dt.timedelta(days=days)
        return replace(waits, credit=Account.DEBTORS, amount_cents=cents, recorded_at=at)

    rest = replace(waits, amount_cents=70)
    books = year_books(YEARS, [taken(20, 1), taken(10, 2), rest], adopted)
    assert books[2020] == before[2020], "how it is processed later changes nothing of the year that is closed"
    left = balances_of(books[2021])
    assert (left["bank"], left["nog-te-verwerken"], left["debiteuren"]) == (100, -70, -30)
    early = replace(waits, credit=Account.DEBTORS, recorded_at=read_at + dt.timedelta(days=1))
    first = year_books(YEARS, [early], adopted)[2020][0]
    assert (first.debit, first.credit) == ("bank", "debiteuren")


SPAN: Final = tuple(range(2018, 2026))
WITHOUT: Final = frozenset(SPAN) - frozenset(YEARS)
OF_BANK: Final = st.tuples(
    st.integers(-(10**6), 10**6).filter(bool),
    st.sampled_from(SPAN),
    st.sampled_from(SPAN),
    st.sampled_from(("debiteuren", "crediteuren", *LINES)),
    st.integers(0, 1500),
    st.integers(0, 1500),
)


def of_bank(place: int, facts: tuple[int, int, int, str, int, int]) -> Posting:
    """Money that came or went on a day of a year, about the same or another one, read in and then processed."""
    cents, day, about, account, read, later = facts
    on, read_at = dt.date(day, 6, 1), START + dt.timedelta(days=read)
    known = (Document.BANK, str(place), f"B-{place}", on, Account.BANK, account, cents)
    recorded_at = read_at + dt.timedelta(days=later)
    return Posting(*known, year=about, recorded_at=recorded_at, at_bank=AtBank(on, read_at))


@given(
    st.lists(OF_BANK, max_size=15), st.lists(st.integers(0, 400), max_size=3), st.lists(OF_BANK, max_size=3)
)
def test_money_stands_at_the_bank_in_one_year_also_where_no_agreement_is(
    said: list[tuple[int, int, int, str, int, int]],
    days: list[int],
    more: list[tuple[int, int, int, str, int, int]],
) -> None:
    postings = [of_bank(place, each) for place, each in enumerate(said)]
    adopted = adopted_years([], days, 0)
    books = year_books(SPAN, postings, adopted, 700, WITHOUT)
    places: dict[str, set[int]] = {}
    for year, rows in books.items():
        for row in rows:
            if row.document is Document.BANK and Account.BANK in (row.debit, row.credit):
                places.setdefault(row.key, set()).add(year)
    assert places == {each.key: places[each.key] for each in postings}, "none stands nowhere"
    assert all(len(years) == 1 for years in places.values())
    before = {str(Account.BANK): 700, str(Account.RESERVE): -700}
    for rows in books.values():
        opened = balances_of(each for each in rows if each.document is Document.OPENING)
        assert opened.get(Account.BANK, 0) == before.get(Account.BANK, 0)
        assert opened.get(Account.DEBTORS, 0) == before.get(Account.DEBTORS, 0)
        before = balances_of(rows)
    last = max([each.at for each in adopted.values()], default=START) + dt.timedelta(days=1)
    late = [of_bank(100 + place, each) for place, each in enumerate(more)]
    late = [
        replace(each, recorded_at=last, at_bank=replace(each.at_bank, read_at=last))
        for each in late
        if each.at_bank
    ]
    since = year_books(SPAN, [*postings, *late], adopted, 700, WITHOUT)
    fixed = [year for year in SPAN if adopted and year <= max(adopted)]
    assert all(books[year] == since[year] for year in fixed), (
        "years that an account rests on are closed with it"
    )
