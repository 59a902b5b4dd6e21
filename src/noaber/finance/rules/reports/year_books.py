"""The books of every year of the network: what opens it, what happened, and what closes it. Units: whole cents.

It is one chain, whichever agreement a year belongs to; a year that none has is in it too, as long as there was money.

A year whose account was adopted is fixed. What was recorded afterwards about it stands in the first year after it that
was still open then, and what it does to income or costs is there a correction on earlier years: the rule by which the
annual account brings corrections to the reserve. Money of the bank stands in the year in which it came or went. Where
it is for another year, or was not processed when its year was closed, it is there still to be processed, and leaves
that account in the year that takes what it was for. Each year begins with the balances of the year before.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from noaber.finance.rules.reports.annual_accounts import Appropriation
from noaber.finance.rules.spending.journal import (
    NOT_PROCESSED,
    Account,
    AtBank,
    Document,
    Posting,
    balances_of,
)


@dataclass(frozen=True, slots=True)
class Adopted:
    """An account that was adopted: when, what happens with its result, and by name and cents who gets what back."""

    at: dt.datetime
    found: Appropriation
    back: tuple[tuple[str, int], ...] = ()


def closing_moments(years: Sequence[int], adopted: Mapping[int, Adopted]) -> dict[int, dt.datetime]:
    """When each year was closed: when its account was adopted, or that of a later year, which rests on it.

    >>> may = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    >>> sorted(closing_moments((2022, 2023, 2024), {2023: Adopted(may, Appropriation(0, 0, 0))}))
    [2022, 2023]
    """
    found: dict[int, dt.datetime] = {}
    last: dt.datetime | None = None
    for year in reversed(years):
        if year in adopted:
            last = min(adopted[year].at, last) if last else adopted[year].at
        if last:
            found[year] = last
    return found


def taken_in(
    about: int, recorded_at: dt.datetime | None, years: Sequence[int], closed: Mapping[int, dt.datetime]
) -> int:
    """In the books of which year something about a year stands; the year after the last where all were closed.

    >>> may, june = (dt.datetime(2022, month, 1, tzinfo=dt.UTC) for month in (5, 6))
    >>> [taken_in(2021, at, (2021, 2022), {2021: may}) for at in (may, june)]
    [2021, 2022]
    """
    for year in years:
        moment = closed.get(year)
        if year >= about and (moment is None or recorded_at is None or recorded_at <= moment):
            return year
    return years[-1] + 1


def year_books(
    years: Sequence[int],
    postings: Iterable[Posting],
    adopted: Mapping[int, Adopted],
    reserve_cents: int = 0,
    without: Collection[int] = (),
) -> dict[int, tuple[Posting, ...]]:
    """Every year, and the year after the last with what came when all were closed.

    `reserve_cents`: what the reserve was when the first year began; it stood at the bank. `without`: years that no
    agreement has, so that they have no account.
    """
    landed: dict[int, list[Posting]] = {}
    closed = closing_moments(years, adopted)
    for each in postings:
        for year, row in _landing(each, years, closed):
            landed.setdefault(year, []).append(row)
    found: dict[int, tuple[Posting, ...]] = {}
    balances = {str(Account.BANK): reserve_cents, str(Account.RESERVE): -reserve_cents}
    for year in (*years, years[-1] + 1):
        rows = [*_opening(year, balances), *_waiting_at_once(landed.get(year, []))]
        if year in adopted:
            rows += _closing(year, adopted[year], balances_of(rows))
        found[year] = tuple(rows)
        balances = balances_of(rows) if year in without else _left_by(rows, is_adopted=year in adopted)
    return found


def is_line(account: str) -> bool:
    """Whether it is a line of the budget: income or costs."""
    return account not in set(Account)


def _landing(
    posting: Posting, years: Sequence[int], closed: Mapping[int, dt.datetime]
) -> Iterator[tuple[int, Posting]]:
    """Where a posting stands; of money that came at the bank in another year in both, with a row between them."""
    about = _about(posting)
    year = taken_in(about, posting.recorded_at, years, closed)
    row = posting if year == about else _late(posting)
    if posting.at_bank and (of_bank := _year_of_bank(posting.at_bank, years, closed)) != year:
        waiting = _waiting(posting, posting.at_bank)
        yield of_bank, waiting if of_bank == waiting.year else _late(waiting)
        debit, credit = (_waited_account(each) for each in (row.debit, row.credit))
        row = replace(row, debit=debit, credit=credit)
    yield year, row


def _about(posting: Posting) -> int:
    """Cost and income are about their own year; what was open and is paid, is paid when the bank says so.

    What is set off was open until the day on which that was done.
    """
    of_line = is_line(posting.debit) or is_line(posting.credit)
    if posting.document is Document.SET_OFF:
        return max(posting.year, posting.on.year)
    return posting.year if of_line or not posting.at_bank else max(posting.year, posting.at_bank.on.year)


def _year_of_bank(at_bank: AtBank, years: Sequence[int], closed: Mapping[int, dt.datetime]) -> int:
    """Where its money stands at the bank: so the account of the bank is what the bank says at the end of each year."""
    return taken_in(at_bank.on.year, at_bank.read_at, years, closed)


def _waited_account(account: str) -> str:
    return Account.SUSPENSE if account == Account.BANK else account


def _waiting(posting: Posting, at_bank: AtBank) -> Posting:
    """As it stood when nobody had said what it was for."""
    return Posting(
        posting.document,
        posting.key,
        posting.name,
        at_bank.on,
        Account.BANK,
        Account.SUSPENSE,
        posting.amount_cents if posting.debit == Account.BANK else -posting.amount_cents,
        at_bank.party,
        reason=NOT_PROCESSED,
        year=at_bank.on.year,
        recorded_at=at_bank.read_at,
        at_bank=at_bank,
    )


def _waiting_at_once(postings: Iterable[Posting]) -> Iterator[Posting]:
    """Money that waits is one row per entry, in order of days, however it was processed in later years."""
    waiting: dict[str, Posting] = {}
    for each in postings:
        if (each.debit, each.credit) == (Account.BANK, Account.SUSPENSE):
            before = waiting.get(each.key)
            cents = each.amount_cents + (before.amount_cents if before else 0)
            waiting[each.key] = replace(before or each, amount_cents=cents)
        else:
            yield each
    left = (each for each in waiting.values() if each.amount_cents)
    yield from sorted(left, key=lambda each: (each.on, len(each.key), each.key))


def _late(posting: Posting) -> Posting:
    """As it stands in a later year: income and costs of a closed year are a correction there."""
    debit, credit = (Account.EARLIER if is_line(each) else each for each in (posting.debit, posting.credit))
    note = f"Over {posting.year}, dat is vastgesteld"
    return replace(
        posting, debit=debit, credit=credit, reason=f"{note}: {posting.reason}" if posting.reason else note
    )


def _opening(year: int, balances: Mapping[str, int]) -> Iterator[Posting]:
    day = dt.date(year, 1, 1)
    for account, cents in balances.items():
        if cents:
            yield Posting(
                Document.OPENING, str(year), f"Begin {year}", day, account, Account.OPENING, cents, year=year
            )


def _left_by(rows: Sequence[Posting], *, is_adopted: bool) -> dict[str, int]:
    """The balances that the next year begins with: a result that is not adopted yet goes along as one sum."""
    found: dict[str, int] = {}
    for account, cents in balances_of(rows).items():
        of_result = is_line(account) or account in (Account.RESULT, Account.EARLIER)
        key = (Account.EARLIER if is_adopted else Account.RESULT) if of_result else account
        found[str(key)] = found.get(str(key), 0) + cents
    return found


def _closing(year: int, adopted: Adopted, balances: Mapping[str, int]) -> Iterator[Posting]:
    """Income and costs to the result, and the result to where the account says that it goes."""
    found, day = adopted.found, dt.date(year, 12, 31)

    def row(debit: str, credit: str, cents: int, why: str, party: str = "") -> Posting:
        known = (Document.CLOSING, str(year), f"Einde {year}", day)
        return Posting(*known, debit, credit, cents, party, reason=why, year=year)

    for account, cents in balances.items():
        if is_line(account):
            yield row(account, Account.RESULT, -cents, "Naar het resultaat")
    yield row(Account.EARLIER, Account.RESERVE, found.corrections_cents, "Correcties op eerdere jaren")
    for name, cents in adopted.back:
        yield row(Account.RESULT, Account.PAYERS, cents, "Terug naar wie betaalde", name)
    yield row(
        Account.RESULT,
        Account.RESERVE,
        found.result_cents - sum(cents for _name, cents in adopted.back),
        "Naar de reserve",
    )
    carried = found.carried_cents + balances.get(Account.CARRIED, 0)
    yield row(Account.RESERVE, Account.CARRIED, carried, "Voor verplichtingen die doorlopen")
