"""The journal of a year: every amount stands on two accounts, so that debit equals credit. Units: whole cents."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Account(StrEnum):
    """The accounts beside the lines of the budget, which go by their own code.

    `PAYERS`: the part of a result that goes back to who paid. `CARRIED`: what of the reserve is for commitments that go
    on. `EARLIER`: what came later about years whose account was adopted. `OPENING`: the other side of the opening rows.
    """

    BANK = "bank"
    DEBTORS = "debiteuren"
    CREDITORS = "crediteuren"
    VAT = "btw"
    INPUT_VAT = "voorbelasting"
    GRANTS_DUE = "subsidies-te-ontvangen"
    GRANTS_BACK = "subsidies-terug-te-betalen"
    BETWEEN = "tussenrekening"
    SUSPENSE = "nog-te-verwerken"
    PAYERS = "terug-naar-betalers"
    RESERVE = "reserve"
    CARRIED = "reserve-verplichtingen"
    RESULT = "resultaat"
    EARLIER = "eerdere-jaren"
    OPENING = "beginbalans"


def account_of_line(code: str) -> str:
    """The account that a line of the budget is booked on: its code, unless the journal has an account called so.

    >>> account_of_line("projecten"), account_of_line("crediteuren")
    ('projecten', 'post-crediteuren')
    """
    return f"post-{code}" if code in set(Account) else code


NOT_PROCESSED: Final = "Nog niet verwerkt"
"""The note on a row of money that nobody said of what it is for."""


class Document(StrEnum):
    """What a posting rests on."""

    PURCHASE = "purchase"
    INVOICE = "invoice"
    BANK = "bank"
    GRANT = "grant"
    SET_OFF = "set_off"
    OPENING = "opening"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class AtBank:
    """Of money of the bank: its day, when it was read in, and the other side as the bank calls it."""

    on: dt.date
    read_at: dt.datetime
    party: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """One amount, debited to one account and credited to another; below zero it goes the other way.

    `key` finds the document, `name` is what it is called. `year` is the one that it is about, `recorded_at` when it was
    recorded: which journal it stands in follows from both (`rules.reports.year_books`). `document_on`: the date of the
    document itself, where it is another than the day that it was booked.
    """

    document: Document
    key: str
    name: str
    on: dt.date
    debit: str
    credit: str
    amount_cents: int
    party: str = ""
    number: str = ""
    commitment: str = ""
    reason: str = ""
    year: int = 0
    recorded_at: dt.datetime | None = None
    at_bank: AtBank | None = None
    document_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One side of a posting: one of the two amounts is nought, none is below it."""

    posting: Posting
    account: str
    debit_cents: int
    credit_cents: int


def sides_of(posting: Posting) -> tuple[JournalLine, ...]:
    """Both sides; what takes off changes sides, and nought is not written down.

    >>> day = dt.date(2021, 1, 1)
    >>> taken_off = Posting(Document.INVOICE, "1", "1", day, Account.DEBTORS, "bijdragen", -5)
    >>> [(str(line.account), line.debit_cents, line.credit_cents) for line in sides_of(taken_off)]
    [('bijdragen', 5, 0), ('debiteuren', 0, 5)]
    """
    cents, (debit, credit) = abs(posting.amount_cents), (posting.debit, posting.credit)
    if not cents:
        return ()
    if posting.amount_cents < 0:
        debit, credit = credit, debit
    return JournalLine(posting, debit, cents, 0), JournalLine(posting, credit, 0, cents)


def journal_of(postings: Iterable[Posting]) -> list[JournalLine]:
    """By day, and on a day in the order in which they were given; what opens the year first, what closes it last."""
    ordered = sorted(postings, key=lambda posting: (_PHASES.get(posting.document, 1), posting.on))
    return [line for posting in ordered for line in sides_of(posting)]


_PHASES: Final = {Document.OPENING: 0, Document.CLOSING: 2}


def balances_of(postings: Iterable[Posting]) -> dict[str, int]:
    """Debit less credit of every account that has any; together nothing.

    >>> day = dt.date(2021, 1, 1)
    >>> balances_of([Posting(Document.INVOICE, "1", "1", day, "debiteuren", "bijdragen", 5)])
    {'debiteuren': 5, 'bijdragen': -5}
    """
    found: dict[str, int] = {}
    for each in postings:
        found[each.debit] = found.get(each.debit, 0) + each.amount_cents
        found[each.credit] = found.get(each.credit, 0) - each.amount_cents
    return {account: cents for account, cents in found.items() if cents}


def paired(changes: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
    """Changes of accounts (debit above nought, together nothing) as pairs: debited, credited, how much.

    >>> list(paired({"bank": 32, "te-ontvangen": -40, "subsidie": 8}))
    [('bank', 'te-ontvangen', 32), ('subsidie', 'te-ontvangen', 8)]
    """
    credited = {account: -cents for account, cents in changes.items() if cents < 0}
    for debit, owed in changes.items():
        left = max(0, owed)
        for credit, given in credited.items():
            if cents := min(left, given):
                yield debit, credit, cents
                left -= cents
                credited[credit] -= cents
