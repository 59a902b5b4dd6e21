"""How payments settle invoices: many to many, never more than the invoice is open or the payment has left.

Rows are appended, never edited: what is released stands as a row below zero. So at any moment

    money in  = allocated + refunded + left
    asked     = allocated + credited + open

and each of these is nought or more, per payment and per invoice. Units: whole cents.

A credit note takes off what is still open. Where the invoice was paid already, releasing the payment is a choice of its
own that comes first; the money is then left, to be refunded or to settle something else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from noaber.core.rules.money import format_euro


class AllocationError(ValueError):
    """What cannot be booked; the message is Dutch and can be shown as it is."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a payment that settles a part of an invoice; below zero is released again."""

    payment: str
    invoice: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Refund:
    """A part of a payment that went back, by an entry of money that went out."""

    payment: str
    outgoing: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit note takes off an invoice."""

    invoice: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Everything added up; `received_cents` and `asked_cents` are what their parts come to."""

    allocated_cents: int
    refunded_cents: int
    left_cents: int
    credited_cents: int
    open_cents: int

    @property
    def received_cents(self) -> int:
        return self.allocated_cents + self.refunded_cents + self.left_cents

    @property
    def asked_cents(self) -> int:
        return self.allocated_cents + self.credited_cents + self.open_cents


@dataclass(frozen=True, slots=True)
class Ledger:
    """Payments, invoices and money out by key, in cents, and the rows between them.

    >>> books = Ledger(payments={"p": 100_00}, invoices={"a": 60_00, "b": 60_00})
    >>> books = books.allocate("p", "a", 60_00).allocate("p", "b", 40_00)
    >>> books.left_cents("p"), books.open_cents("a"), books.open_cents("b")
    (0, 0, 2000)
    >>> books.allocate("p", "b", 1)
    Traceback (most recent call last):
    noaber.finance.rules.bank.allocation.AllocationError: van deze betaling is nog €\\xa00,00 over, dus
        €\\xa00,01 gaat niet
    """

    payments: Mapping[str, int]
    invoices: Mapping[str, int]
    outgoing: Mapping[str, int] = field(default_factory=dict)
    allocations: tuple[Allocation, ...] = ()
    refunds: tuple[Refund, ...] = ()
    credits: tuple[Credit, ...] = ()

    def between_cents(self, payment: str, invoice: str) -> int:
        """What of this payment settles this invoice."""
        return _sum(row for row in self.allocations if (row.payment, row.invoice) == (payment, invoice))

    def left_cents(self, payment: str) -> int:
        """What of a payment is neither allocated nor refunded."""
        used = _sum(row for row in self.allocations if row.payment == payment)
        returned = _sum(row for row in self.refunds if row.payment == payment)
        return _known(self.payments, payment, "betaling") - used - returned

    def open_cents(self, invoice: str) -> int:
        """What is still to be paid."""
        settled = _sum(row for row in self.allocations if row.invoice == invoice)
        credited = _sum(row for row in self.credits if row.invoice == invoice)
        return _known(self.invoices, invoice, "factuur") - settled - credited

    def unexplained_cents(self, outgoing: str) -> int:
        """What of an entry of money out is not yet a refund."""
        returned = _sum(row for row in self.refunds if row.outgoing == outgoing)
        return _known(self.outgoing, outgoing, "afschrijving") - returned

    def allocate(self, payment: str, invoice: str, amount_cents: int) -> "Ledger":
        check_allocation(
            amount_cents, left_cents=self.left_cents(payment), open_cents=self.open_cents(invoice)
        )
        return self._with(Allocation(payment, invoice, amount_cents))

    def release(self, payment: str, invoice: str, amount_cents: int) -> "Ledger":
        """Undo an allocation, or a part of it: the invoice is open again and the payment has it left."""
        _check_amount(amount_cents)
        booked = self.between_cents(payment, invoice)
        if amount_cents > booked:
            raise AllocationError(
                f"van deze betaling is {format_euro(booked)} geboekt op deze factuur, dus {format_euro(amount_cents)} "
                "losmaken gaat niet"
            )
        return self._with(Allocation(payment, invoice, -amount_cents))

    def credit(self, invoice: str, amount_cents: int) -> "Ledger":
        _check_amount(amount_cents)
        is_open = self.open_cents(invoice)
        if amount_cents > is_open:
            raise AllocationError(
                f"van deze factuur staat nog {format_euro(is_open)} open, dus {format_euro(amount_cents)} "
                "crediteren gaat niet; maak eerst de betaling los"
            )
        return replace(self, credits=(*self.credits, Credit(invoice, amount_cents)))

    def refund(self, payment: str, outgoing: str, amount_cents: int) -> "Ledger":
        """Say that money out gave back what a payment had left; a reversal by the bank is booked in the same way."""
        check_refund(
            amount_cents,
            left_cents=self.left_cents(payment),
            unexplained_cents=self.unexplained_cents(outgoing),
        )
        return replace(self, refunds=(*self.refunds, Refund(payment, outgoing, amount_cents)))

    def totals(self) -> Totals:
        return Totals(
            allocated_cents=_sum(self.allocations),
            refunded_cents=_sum(self.refunds),
            left_cents=sum(self.left_cents(payment) for payment in self.payments),
            credited_cents=_sum(self.credits),
            open_cents=sum(self.open_cents(invoice) for invoice in self.invoices),
        )

    def _with(self, row: Allocation) -> "Ledger":
        return replace(self, allocations=(*self.allocations, row))


def check_allocation(amount_cents: int, *, left_cents: int, open_cents: int) -> None:
    """The one rule, for a caller that has both sums under lock; raises AllocationError.

    >>> check_allocation(5, left_cents=5, open_cents=4)
    Traceback (most recent call last):
    noaber.finance.rules.bank.allocation.AllocationError: van deze factuur staat nog €\\xa00,04 open,
    dus €\\xa00,05 gaat niet
    """
    _check_amount(amount_cents)
    _check_left(amount_cents, left_cents)
    if amount_cents > open_cents:
        raise AllocationError(
            f"van deze factuur staat nog {format_euro(open_cents)} open, dus {format_euro(amount_cents)} gaat niet"
        )


def check_refund(amount_cents: int, *, left_cents: int, unexplained_cents: int) -> None:
    """The same for money that went back: `unexplained_cents` is what of the money out is not yet a refund."""
    _check_amount(amount_cents)
    _check_left(amount_cents, left_cents)
    if amount_cents > unexplained_cents:
        raise AllocationError(
            f"van deze afschrijving is nog {format_euro(unexplained_cents)} te verklaren, "
            f"dus {format_euro(amount_cents)} gaat niet"
        )


def spread(left_cents: int, open_by_invoice: Mapping[str, int]) -> dict[str, int]:
    """Settle invoices one by one in their order until the payment is used up; what gets nothing is left out.

    >>> spread(100, {"a": 60, "b": 60, "c": 5})
    {'a': 60, 'b': 40}
    """
    shares: dict[str, int] = {}
    for invoice, is_open in open_by_invoice.items():
        share = min(left_cents, is_open)
        if share > 0:
            shares[invoice] = share
            left_cents -= share
    return shares


def _sum(rows: Iterable[Allocation | Refund | Credit]) -> int:
    return sum(row.amount_cents for row in rows)


def _known(amounts: Mapping[str, int], key: str, what: str) -> int:
    if key not in amounts:
        raise AllocationError(f"deze {what} bestaat niet: {key}")
    return amounts[key]


def _check_amount(amount_cents: int) -> None:
    if amount_cents <= 0:
        raise AllocationError(f"een bedrag om te boeken is hoger dan nul, niet {format_euro(amount_cents)}")


def _check_left(amount_cents: int, left_cents: int) -> None:
    if amount_cents > left_cents:
        raise AllocationError(
            f"van deze betaling is nog {format_euro(left_cents)} over, dus {format_euro(amount_cents)} gaat niet"
        )
