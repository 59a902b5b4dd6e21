"""Commitments and bookings on the lines of a budget: never more together than a line has (R48).

Units: whole cents. A credit note of a supplier is booked below zero.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro, split_by_largest_remainder
from noaber.core.rules.reasons import names_something
from noaber.finance.rules.agreements.agreement import HIGHEST_CENTS, Fault
from noaber.finance.rules.invoices.invoice import DocumentKind

LONGEST_TEXT: Final = 200
A_YEAR: Final = dt.timedelta(days=366)


class SpendingError(ValueError):
    """A commitment or booking that does not fit; the message is a Dutch sentence."""


class CommitmentStep(StrEnum):
    """What can happen to money that was asked for; each once."""

    COMMITTED = "committed"
    RELEASED = "released"


class CommitmentState(StrEnum):
    """How far it is."""

    REQUESTED = "requested"
    COMMITTED = "committed"
    RELEASED = "released"


class IncomingStep(StrEnum):
    """What people said of a purchase invoice; each once."""

    FIRST = "first"
    SECOND = "second"
    REFUSED = "refused"


class IncomingState(StrEnum):
    """How far a purchase invoice is."""

    WAITING = "waiting"
    HALFWAY = "halfway"
    APPROVED = "approved"
    BOOKED = "booked"
    REFUSED = "refused"


def commitment_state(steps: frozenset[CommitmentStep]) -> CommitmentState:
    """How far a commitment is, by its steps.

    >>> commitment_state(frozenset({CommitmentStep.COMMITTED})).value
    'committed'
    """
    if CommitmentStep.RELEASED in steps:
        return CommitmentState.RELEASED
    return CommitmentState.COMMITTED if CommitmentStep.COMMITTED in steps else CommitmentState.REQUESTED


def incoming_state(steps: frozenset[IncomingStep], *, is_booked: bool) -> IncomingState:
    """How far a purchase invoice is.

    >>> incoming_state(frozenset({IncomingStep.FIRST}), is_booked=False).value
    'halfway'
    """
    if IncomingStep.REFUSED in steps:
        return IncomingState.REFUSED
    if is_booked:
        return IncomingState.BOOKED
    if IncomingStep.SECOND in steps:
        return IncomingState.APPROVED
    return IncomingState.HALFWAY if IncomingStep.FIRST in steps else IncomingState.WAITING


def open_cents(amount_cents: int, booked_cents: int, state: CommitmentState) -> int:
    """What a commitment still keeps of its line: nothing before it is one, and nothing once it is released.

    >>> open_cents(100, 30, CommitmentState.COMMITTED), open_cents(100, 130, CommitmentState.COMMITTED)
    (70, 0)
    """
    return max(0, amount_cents - booked_cents) if state is CommitmentState.COMMITTED else 0


def check_commitment(amount_cents: int, left_cents: int, title: str) -> None:
    """Raise SpendingError when a line has less left than is to be committed.

    >>> check_commitment(100, 99, "projecten")
    Traceback (most recent call last):
    noaber.finance.rules.spending.bookings.SpendingError: Op ‘projecten’ is nog €\xa00,99 over. Wijzig eerst de
        begroting.
    """
    if amount_cents > left_cents < 0:
        over = format_euro(-left_cents)
        raise SpendingError(
            f"Op ‘{title}’ is al {over} meer vastgelegd of uitgegeven dan begroot. Wijzig eerst de begroting."
        )
    if amount_cents > left_cents:
        raise SpendingError(f"Op ‘{title}’ is nog {format_euro(left_cents)} over. Wijzig eerst de begroting.")


@dataclass(frozen=True, slots=True)
class BookingPart:
    """A part of an invoice for one line, and for one commitment on it where there is one."""

    post: str
    amount_cents: int
    commitment: int | None = None


@dataclass(frozen=True, slots=True)
class OpenCommitment:
    """A commitment as a booking meets it."""

    post: str
    amount_cents: int
    booked_cents: int
    state: CommitmentState


def taken(parts: Sequence[BookingPart], commitments: Mapping[int, OpenCommitment]) -> dict[str, int]:
    """How much more each line has taken after these bookings: what a commitment kept for them counts already.

    >>> kept = {7: OpenCommitment("a", 100, 0, CommitmentState.COMMITTED)}
    >>> taken([BookingPart("a", 120, 7), BookingPart("a", 5)], kept)
    {'a': 25}
    """
    booked = {key: each.booked_cents for key, each in commitments.items()}
    found: dict[str, int] = {}
    for part in parts:
        freed = 0
        if part.commitment is not None:
            known = commitments[part.commitment]
            before = open_cents(known.amount_cents, booked[part.commitment], known.state)
            booked[part.commitment] += part.amount_cents
            freed = before - open_cents(known.amount_cents, booked[part.commitment], known.state)
        found[part.post] = found.get(part.post, 0) + part.amount_cents - freed
    return found


def check_parts(parts: Sequence[BookingPart], total_cents: int) -> None:
    """Raise SpendingError unless the parts are all that is to be booked of the invoice, none against its direction.

    >>> check_parts([BookingPart("a", 60), BookingPart("b", 30)], 100)
    Traceback (most recent call last):
    noaber.finance.rules.spending.bookings.SpendingError: Samen is dit €\xa00,90, te boeken is €\xa01,00.
    """
    if not parts or any(part.amount_cents == 0 for part in parts):
        raise SpendingError("Vul bij elke gekozen post een bedrag in.")
    if any((part.amount_cents < 0) != (total_cents < 0) for part in parts):
        raise SpendingError("Een deel heeft dezelfde richting als de hele factuur.")
    together = sum(part.amount_cents for part in parts)
    if together != total_cents:
        raise SpendingError(f"Samen is dit {format_euro(together)}, te boeken is {format_euro(total_cents)}.")
    keys = [(part.post, part.commitment) for part in parts]
    if len(set(keys)) != len(keys):
        raise SpendingError("Een post of verplichting staat er twee keer.")


def check_room(more: Mapping[str, int], left: Mapping[str, int], titles: Mapping[str, str]) -> None:
    """Raise SpendingError when a line has less left than it would have to give."""
    for code, cents in more.items():
        if cents > 0:
            check_commitment(cents, left[code], titles[code])


@dataclass(frozen=True, slots=True)
class Purchase:
    """A supplier's invoice as it is taken in; amounts are positive, also of a credit note."""

    kind: DocumentKind
    supplier: str
    number: str
    issued_on: dt.date
    net_cents: int
    vat_cents: int
    due_on: dt.date | None = None
    supplier_id: str = ""
    iban: str = ""
    description: str = ""
    prepaid_cents: int = 0
    rounding_cents: int = 0
    addressed_to: str = ""

    @property
    def total_cents(self) -> int:
        """What it costs."""
        return self.net_cents + self.vat_cents

    @property
    def owed_cents(self) -> int:
        """What the supplier is owed: less what was paid before, rounded where they do so; below zero it comes back.

        >>> from dataclasses import replace
        >>> bill = Purchase(DocumentKind.INVOICE, "Proef", "1", dt.date(2021, 1, 1), 1000_00, 210_00)
        >>> [replace(bill, prepaid_cents=cents, rounding_cents=-1).owed_cents for cents in (210_00, 1500_00)]
        [99999, -29001]
        >>> replace(bill, kind=DocumentKind.CREDIT_NOTE).owed_cents
        -121000
        """
        cents = self.total_cents - self.prepaid_cents + self.rounding_cents
        return -cents if self.kind is DocumentKind.CREDIT_NOTE else cents

    @property
    def asks_payment(self) -> bool:
        """Not a credit note, nor an invoice of which more was prepaid than it costs: of those money comes back."""
        return self.owed_cents > 0 or (not self.owed_cents and self.kind is not DocumentKind.CREDIT_NOTE)

    @property
    def signed_cents(self) -> int:
        """The whole of it: below zero for a credit note."""
        return -self.total_cents if self.kind is DocumentKind.CREDIT_NOTE else self.total_cents

    def cost_cents(self, *, is_vat_deducted: bool) -> int:
        """What is to be booked on the lines: tax that the host deducts is no cost, and what the supplier rounds off is.

        Below zero for a credit note.

        >>> bill = Purchase(DocumentKind.INVOICE, "Proef", "1", dt.date(2020, 2, 1), 104, 21, rounding_cents=-4)
        >>> bill.cost_cents(is_vat_deducted=False), bill.cost_cents(is_vat_deducted=True)
        (121, 100)
        """
        cents = self.total_cents + self.rounding_cents
        whole = -cents if self.kind is DocumentKind.CREDIT_NOTE else cents
        return whole - self.deducted_cents(is_vat_deducted=is_vat_deducted)

    def deducted_cents(self, *, is_vat_deducted: bool) -> int:
        """The tax that is no cost; below zero for a credit note."""
        cents = self.vat_cents if is_vat_deducted else 0
        return -cents if self.kind is DocumentKind.CREDIT_NOTE else cents


def deducted_by_part(parts: Sequence[BookingPart], deducted_cents: int) -> list[int]:
    """How much of the tax that the host deducts is of each part, by its amount; below zero for a credit note.

    >>> deducted_by_part([BookingPart("a", 60), BookingPart("b", 40)], 21)
    [13, 8]
    """
    weights = {f"{at:04d}": abs(part.amount_cents) for at, part in enumerate(parts)}
    return list(split_by_largest_remainder(deducted_cents, weights).values())


def rounded_cents(booked_cents: int, net_cents: int, vat_cents: int, rounding_cents: int) -> int:
    """The rounding of an invoice that is in what was booked of it at once; an earlier version booked without it.

    >>> [rounded_cents(cents, 104, 21, -4) for cents in (121, 100, -121, 125, 104)]
    [-4, -4, 4, 0, 0]
    """
    costs = (net_cents + vat_cents + rounding_cents, net_cents + rounding_cents)
    return 0 if abs(booked_cents) not in costs else rounding_cents if booked_cents > 0 else -rounding_cents


def key_of(text: str) -> str:
    """A name or number without what people write differently: capitals, spaces, dots, accents.

    >>> key_of("Café De Zaal B.V."), key_of("F-77 / é")
    ('cafedezaalbv', 'f77e')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


def is_same_supplier(one: Purchase, other: Purchase) -> bool:
    """Known by its number in a register, or by its name.

    >>> from dataclasses import replace
    >>> bill = Purchase(DocumentKind.INVOICE, "De Proef B.V.", "1", dt.date(2021, 1, 1), 1, 0)
    >>> [is_same_supplier(bill, replace(bill, supplier=name)) for name in ("de proef bv", "De Toets")]
    [True, False]
    """
    same_id = bool(one.supplier_id) and key_of(one.supplier_id) == key_of(other.supplier_id)
    return same_id or key_of(one.supplier) == key_of(other.supplier)


def purchase_warnings(purchase: Purchase, today: dt.date) -> Iterator[str]:
    """What may be a slip of the pen in the dates, for a person to look at.

    >>> found = Purchase(DocumentKind.INVOICE, "Proef", "1", dt.date(2020, 2, 1), 1, 0, dt.date(2022, 1, 1))
    >>> [len(list(purchase_warnings(found, dt.date(year, 3, 1)))) for year in (2020, 2021)]
    [1, 2]
    """
    if today - purchase.issued_on > A_YEAR:
        yield f"De factuurdatum is meer dan een jaar geleden: {long_date(purchase.issued_on)}. Klopt dat?"
    if purchase.due_on and purchase.due_on - purchase.issued_on > A_YEAR:
        yield f"Er is meer dan een jaar om te betalen, tot en met {long_date(purchase.due_on)}. Klopt dat?"


def purchase_faults(purchase: Purchase, today: dt.date, first_year: int | None = None) -> Iterator[Fault]:
    """Everything that is wrong with an invoice that is typed or read; `first_year`: that of the first agreement.

    >>> found = Purchase(DocumentKind.INVOICE, "", "", dt.date(2021, 1, 2), 0, 0)
    >>> [fault.field for fault in purchase_faults(found, dt.date(2021, 1, 1))]
    ['supplier', 'number', 'issued_on', 'net']
    """
    if not names_something(purchase.supplier) or not key_of(purchase.supplier):
        yield Fault("supplier", "Vul in van wie de factuur is.")
    if not key_of(purchase.number):
        yield Fault("number", "Vul het nummer van de factuur in.")
    for field, text in (("supplier", purchase.supplier), ("number", purchase.number)):
        if len(text) > LONGEST_TEXT:
            yield Fault(field, f"Deze tekst is te lang: ten hoogste {LONGEST_TEXT} tekens.")
    if purchase.issued_on > today:
        yield Fault("issued_on", "De factuurdatum moet nog komen.")
    if first_year is not None and purchase.issued_on.year < first_year - 1:
        yield Fault(
            "issued_on",
            f"De factuurdatum is van voor {first_year - 1}. De eerste afspraak begint in {first_year}. "
            "Kijk het jaartal na.",
        )
    if purchase.due_on and purchase.due_on < purchase.issued_on:
        yield Fault("due_on", "De vervaldatum ligt voor de factuurdatum.")
    if not 0 < purchase.net_cents <= HIGHEST_CENTS:
        yield Fault("net", "Het bedrag moet meer dan nul zijn. Kies creditnota als het geld terugkomt.")
    if not 0 <= purchase.vat_cents <= purchase.net_cents:
        yield Fault("vat", "De btw is nul of meer, en niet hoger dan het bedrag zelf.")
