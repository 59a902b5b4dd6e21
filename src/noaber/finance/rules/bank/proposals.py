"""What is proposed for a payment, and what is known of the invoices that it may be for.

Units: whole cents of a euro.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from noaber.finance.rules.bank.statements import BankEntry


class Confidence(StrEnum):
    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Outcome(StrEnum):
    """What a payment is to the invoices that it seems to be for."""

    EXACT = "exact"
    SEVERAL = "several"  # several invoices that add up to the payment
    PARTIAL = "partial"
    OVERPAID = "overpaid"
    DOUBLE = "double"  # the invoice was paid already
    UNCLEAR = "unclear"  # several could be meant: nothing is proposed
    NONE = "none"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice that was sent; one that is paid stays in the list, so that a double payment is seen.

    `ibans`: accounts from which it was or may be paid. `payers`: names beside the buyer's that may pay it.
    `replaced_by`: the invoice that came instead, where a correction took this one off. `is_credited`: it was taken off.
    """

    number: str
    buyer: str
    total_cents: int
    open_cents: int
    due_on: dt.date
    reference: str = ""
    ibans: frozenset[str] = frozenset()
    payers: tuple[str, ...] = ()
    replaced_by: str = ""
    is_credited: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """An entry by the key of the caller, with what is not yet allocated of it."""

    key: str
    entry: BankEntry
    left_cents: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a payment for one invoice."""

    number: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one payment. `candidates`: invoices that may be meant where nothing is proposed for them."""

    payment: str
    outcome: Outcome
    reason: str
    confidence: Confidence | None = None
    shares: tuple[Share, ...] = ()
    left_cents: int = 0
    candidates: tuple[str, ...] = ()
