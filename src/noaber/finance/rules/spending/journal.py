"""The journal of a year: every amount stands on two accounts, so that debit equals credit. Units: whole cents."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Account(StrEnum):
    """The accounts beside the lines of the budget, which go by their own code."""

    BANK = "bank"
    DEBTORS = "debiteuren"
    CREDITORS = "crediteuren"
    VAT = "btw"
    BETWEEN = "tussenrekening"
    SUSPENSE = "nog-te-verwerken"


def account_of_line(code: str) -> str:
    """The account that a line of the budget is booked on: its code, unless the journal has an account called so.

    >>> account_of_line("projecten"), account_of_line("crediteuren")
    ('projecten', 'post-crediteuren')
    """
    return f"post-{code}" if code in set(Account) else code


class Document(StrEnum):
    """What a posting rests on."""

    PURCHASE = "purchase"
    INVOICE = "invoice"
    BANK = "bank"
    GRANT = "grant"


@dataclass(frozen=True, slots=True)
class Posting:
    """One amount, debited to one account and credited to another; below zero it goes the other way.

    `key` finds the document, `name` is what it is called.
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
    """By day, and on a day in the order in which they were given."""
    ordered = sorted(postings, key=lambda posting: posting.on)
    return [line for posting in ordered for line in sides_of(posting)]
