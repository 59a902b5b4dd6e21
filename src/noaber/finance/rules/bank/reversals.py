"""Which payment an entry has undone, as when a bank turns money in or money out back (RvslInd, RtrInf).

A bank that turns a payment back books the same amount the other way, later or on the same day, and names the payment by
one of its references, or the other side by its account or name. Which one it was is for a person to say: a payer may
have paid the same amount twice. The surer a sign, the earlier it stands.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from noaber.finance.rules.bank.matching_texts import name_key
from noaber.finance.rules.bank.statements import BankEntry


@dataclass(frozen=True, slots=True)
class Undone:
    """A payment that may have been undone, by the key of the caller, and why it may."""

    payment: int
    reason: str


def is_turned_back(entry: BankEntry) -> bool:
    """Whether the bank says that this money undoes money that went the other way."""
    return entry.is_reversal or bool(entry.return_reason)


@dataclass(frozen=True, slots=True)
class Booked:
    """When the bank booked something; `key` is the order on one day."""

    on: dt.date
    is_turned_back: bool
    key: int


def is_refund_back(came: Booked, went: Booked) -> bool:
    """Of money in and money out that are each other's: whether the refund came back, and not the payment was refunded.

    >>> day, next_day = dt.date(2020, 5, 1), dt.date(2020, 5, 2)
    >>> is_refund_back(Booked(next_day, False, 1), Booked(day, False, 2))
    True
    >>> [is_refund_back(Booked(day, back, 1), Booked(day, False, 2)) for back in (True, False)]
    [True, False]
    """
    if came.on != went.on:
        return came.on > went.on
    if came.is_turned_back != went.is_turned_back:
        return came.is_turned_back
    return came.key > went.key


def undone_by(back: BankEntry, payments: Iterable[tuple[int, BankEntry]]) -> tuple[Undone, ...]:
    """The payments of the same amount that it can have undone, the surest first and then the newest.

    >>> import datetime as dt
    >>> from noaber.finance.rules.bank.statements import Direction
    >>> day = dt.date(2020, 5, 1)
    >>> back = BankEntry(5, Direction.DEBIT, day, is_reversal=True, counterparty_iban="NL1", end_to_end_id="E2")
    >>> paid = [
    ...     BankEntry(5, Direction.CREDIT, day, counterparty_iban="NL1", end_to_end_id=each) for each in ("E1", "E2")
    ... ]
    >>> [(each.payment, each.reason) for each in undone_by(back, enumerate(paid))]
    [(1, 'hetzelfde kenmerk van de betaler'), (0, 'dezelfde rekening en hetzelfde bedrag')]
    """
    found = [
        (at, payment.booked_on.toordinal(), key, reason)
        for key, payment in payments
        if payment.direction is not back.direction
        and payment.amount_cents == back.amount_cents
        and payment.booked_on <= back.booked_on
        for at, reason in _signs(back, payment)
    ]
    found.sort(key=lambda each: (each[0], -each[1], -each[2]))
    return tuple(Undone(key, reason) for _at, _day, key, reason in found)


def _signs(back: BankEntry, payment: BankEntry) -> list[tuple[int, str]]:
    """How sure the surest sign is, and what it is; none at all is no payment that it undid."""
    said = (
        (back.bank_reference, payment.bank_reference, "hetzelfde kenmerk van de bank"),
        (back.end_to_end_id, payment.end_to_end_id, "hetzelfde kenmerk van de betaler"),
        (_reference(back), _reference(payment), "hetzelfde betalingskenmerk"),
        (back.counterparty_iban, payment.counterparty_iban, "dezelfde rekening en hetzelfde bedrag"),
        (
            name_key(back.counterparty_name),
            name_key(payment.counterparty_name),
            "dezelfde naam en hetzelfde bedrag",
        ),
    )
    return [(at, reason) for at, (one, other, reason) in enumerate(said) if one and one == other][:1]


def _reference(entry: BankEntry) -> str:
    return entry.reference.value if entry.reference else ""
