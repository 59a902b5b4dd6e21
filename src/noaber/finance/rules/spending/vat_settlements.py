"""What is owed to the tax office on a day, and what a settlement with it clears. Units: whole cents.

Tax on invoices is due, tax on purchases that the host deducts is deductible. A settlement clears what is deductible
against what is due, and the money of the bank the rest: both accounts are nought when it was the difference.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from noaber.finance.rules.spending.journal import Account, Document, Posting, balances_of


@dataclass(frozen=True, slots=True)
class Charged:
    """Tax that became due or deductible on a day; below nought where a credit note takes off."""

    on: dt.date
    due_cents: int = 0
    deductible_cents: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """A settlement that stands: what went to the tax office (below nought: came from it), what it deducted."""

    on: dt.date
    paid_cents: int
    deducted_cents: int


@dataclass(frozen=True, slots=True)
class VatState:
    """Where the accounts of the tax stand."""

    due_cents: int = 0
    deductible_cents: int = 0

    @property
    def open_cents(self) -> int:
        """What is to be paid; below nought it comes back."""
        return self.due_cents - self.deductible_cents

    def after(self, paid_cents: int) -> int:
        """What is open once this was paid."""
        return self.open_cents - paid_cents


def state_on(day: dt.date, charged: Iterable[Charged], settled: Iterable[Settled]) -> VatState:
    """Where they stood at the end of a day; what a settlement of a later day deducted is not deducted again.

    >>> january, april, may = (dt.date(2021, month, 30) for month in (1, 4, 5))
    >>> charged = [Charged(january, due_cents=100), Charged(january, deductible_cents=21), Charged(may, 40)]
    >>> state_on(april, charged, [])
    VatState(due_cents=100, deductible_cents=21)
    >>> state_on(april, charged, [Settled(april, 79, 21)]), state_on(may, charged, [Settled(april, 79, 21)])
    (VatState(due_cents=0, deductible_cents=0), VatState(due_cents=40, deductible_cents=0))
    >>> state_on(april, charged, [Settled(may, 0, 21)])
    VatState(due_cents=100, deductible_cents=0)
    """
    every, done = tuple(charged), tuple(settled)
    until = [each for each in every if each.on <= day]
    before = [each for each in done if each.on <= day]
    due = sum(each.due_cents for each in until) - sum(
        each.paid_cents + each.deducted_cents for each in before
    )
    deductible = sum(each.deductible_cents for each in until) - sum(each.deducted_cents for each in before)
    ever = sum(each.deductible_cents for each in every) - sum(each.deducted_cents for each in done)
    return VatState(due, min(deductible, ever))


@dataclass(frozen=True, slots=True)
class VatMoves:
    """What moved the accounts of the tax in a year, and what is left of them."""

    opening: VatState
    invoiced: VatState
    purchased: VatState
    deducted: VatState
    paid: VatState

    @property
    def _parts(self) -> tuple[VatState, ...]:
        return self.opening, self.invoiced, self.purchased, self.deducted, self.paid

    @property
    def left(self) -> VatState:
        due = sum(each.due_cents for each in self._parts)
        return VatState(due, sum(each.deductible_cents for each in self._parts))

    @property
    def is_any(self) -> bool:
        return any(each != VatState() for each in self._parts)


def moves_of(postings: Iterable[Posting]) -> VatMoves:
    """The journal of a year by what moved the tax.

    >>> day = dt.date(2021, 1, 30)
    >>> owed = Posting(Document.INVOICE, "1", "1", day, Account.DEBTORS, Account.VAT, 100)
    >>> bought = Posting(Document.PURCHASE, "1", "1", day, Account.INPUT_VAT, Account.CREDITORS, 21)
    >>> cleared = Posting(Document.BANK, "9", "B-9", day, Account.VAT, Account.INPUT_VAT, 21)
    >>> went = Posting(Document.BANK, "9", "B-9", day, Account.BANK, Account.VAT, -79)
    >>> found = moves_of([owed, bought, cleared, went])
    >>> found.deducted, found.paid, found.left == VatState()
    (VatState(due_cents=-21, deductible_cents=-21), VatState(due_cents=-79, deductible_cents=0), True)
    """
    by_kind: dict[str, list[Posting]] = {
        kind: [] for kind in ("opening", "invoice", "purchase", "deducted", "paid")
    }
    for each in postings:
        if {each.debit, each.credit} == {Account.VAT, Account.INPUT_VAT}:
            by_kind["deducted"].append(each)
        else:
            kind = "paid" if each.document is Document.BANK else str(each.document)
            by_kind.setdefault(kind, []).append(each)
    found = {kind: _state_of(balances_of(rows)) for kind, rows in by_kind.items()}
    return VatMoves(found["opening"], found["invoice"], found["purchase"], found["deducted"], found["paid"])


def _state_of(balances: Mapping[str, int]) -> VatState:
    return VatState(-balances.get(Account.VAT, 0), balances.get(Account.INPUT_VAT, 0))
