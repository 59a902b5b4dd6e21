"""What a bank statement says: its balances, its entries, and by what an entry is known again.

Units: amounts are whole cents of a euro; an entry's amount is above zero and its direction says which way the money
went. A reversal keeps the direction that the bank gives it: that is how the balance moved (ISO 20022, RvslInd).

A statement is read either whole (`BankStatement`) or as a stream of parts, for files that need not fit in memory:
`StatementStart`, its `BankEntry`s, `StatementEnd`. `assemble` makes the first from the second.

Source: ISO 20022 camt.053 (BankToCustomerStatement), SWIFT MT940.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from noaber.finance.rules.bank.references import CreditorReference

EURO: Final = "EUR"


class BankFileError(ValueError):
    """A file that is not read, with the place and the reason in Dutch. Nothing of the file counts.

    >>> str(BankFileError("dit is geen bedrag", file="mei.xml", statement="12", entry=3, field="Amt", value="1,x"))
    'mei.xml, afschrift 12, boeking 3, Amt ‘1,x’: dit is geen bedrag'
    """

    def __init__(
        self,
        reason: str,
        *,
        file: str = "",
        statement: str = "",
        entry: int = 0,
        field: str = "",
        value: str = "",
    ) -> None:
        self.reason, self.file, self.statement, self.entry = reason, file, statement, entry
        self.field, self.value = field, value[:80]
        super().__init__(reason)

    def __str__(self) -> str:
        shown = f" ‘{self.value}’" if self.value else ""
        places = (
            self.file,
            f"afschrift {self.statement}" if self.statement else "",
            f"boeking {self.entry}" if self.entry else "",
            f"{self.field}{shown}".strip(),
        )
        where = ", ".join(place for place in places if place)
        return f"{where}: {self.reason}" if where else self.reason

    def within(self, *, file: str = "", statement: str = "", entry: int = 0) -> "BankFileError":
        """The same, with the place filled in as far as it was not known where it went wrong."""
        return BankFileError(
            self.reason,
            file=self.file or file,
            statement=self.statement or statement,
            entry=self.entry or entry,
            field=self.field,
            value=self.value,
        )


class Direction(StrEnum):
    """Credit is money that came in, debit is money that went out."""

    CREDIT = "credit"
    DEBIT = "debit"


@dataclass(frozen=True, slots=True)
class ForeignAmount:
    """What was paid in another currency, as the bank tells it beside the amount in euro."""

    currency: str
    amount: Decimal
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StatementBalance:
    """What stood on the account at the start or the end; below zero is overdrawn."""

    amount_cents: int
    on: dt.date | None
    currency: str = EURO


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One booked amount. An empty text is what the bank did not say.

    `counterparty_iban`: as the bank gives it, an older account number where there is no IBAN.
    `on_behalf_of`: for whom was paid (UltmtDbtr), such as the municipality behind a shared-service organisation.
    `documents`: invoice numbers that the payer gave as such.
    `batch_index`: from 1, in the batch that it was split from; 0 was booked alone or could not be split.
    """

    amount_cents: int
    direction: Direction
    booked_on: dt.date
    value_on: dt.date | None = None
    is_reversal: bool = False
    bank_reference: str = ""
    end_to_end_id: str = ""
    counterparty_name: str = ""
    counterparty_iban: str = ""
    on_behalf_of: str = ""
    reference: CreditorReference | None = None
    text: str = ""
    documents: tuple[str, ...] = ()
    foreign: ForeignAmount | None = None
    transaction_code: str = ""
    return_reason: str = ""
    batch_id: str = ""
    batch_index: int = 0

    def __post_init__(self) -> None:
        if self.amount_cents <= 0:
            raise ValueError(f"an entry has an amount above zero, not {self.amount_cents}")

    @property
    def signed_cents(self) -> int:
        """What it does to the balance."""
        return self.amount_cents if self.direction is Direction.CREDIT else -self.amount_cents


@dataclass(frozen=True, slots=True)
class StatementStart:
    """What is known of a statement before its entries; an MT940 tells its closing balance only afterwards."""

    account: str
    statement_id: str
    sequence: str
    first_day: dt.date | None
    last_day: dt.date | None
    currency: str
    opening: StatementBalance | None
    closing: StatementBalance | None
    file: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class StatementEnd:
    """What is known of a statement after its entries.

    `not_booked`: entries that the bank announced and had not booked; `without_amount`: entries of nought. Neither is
    read.
    """

    closing: StatementBalance | None
    last_day: dt.date | None
    not_booked: int = 0
    without_amount: int = 0


StatementPart = StatementStart | BankEntry | StatementEnd


@dataclass(frozen=True, slots=True)
class BankStatement:
    """One statement of one account. `file`: the file it was in, also within a zip; `kind`: such as camt.053.001.08."""

    account: str
    statement_id: str
    sequence: str
    first_day: dt.date | None
    last_day: dt.date | None
    currency: str
    opening: StatementBalance | None
    closing: StatementBalance | None
    entries: tuple[BankEntry, ...] = ()
    not_booked: int = 0
    without_amount: int = 0
    file: str = ""
    kind: str = ""

    @property
    def label(self) -> str:
        """How people find it."""
        return self.sequence or self.statement_id or "zonder nummer"

    @property
    def moved_cents(self) -> int:
        return sum(entry.signed_cents for entry in self.entries)


def assemble(parts: Iterable[StatementPart]) -> Iterator[BankStatement]:
    """Whole statements out of a stream of parts.

    >>> day = dt.date(2020, 5, 1)
    >>> start = StatementStart("NL02NABR0000000001", "A", "1", day, None, EURO, StatementBalance(0, day), None)
    >>> end = StatementEnd(StatementBalance(5, day), day)
    >>> [whole] = assemble([start, BankEntry(5, Direction.CREDIT, day), end])
    >>> whole.closing.amount_cents, whole.moved_cents, whole.label
    (5, 5, '1')
    """
    start: StatementStart | None = None
    entries: list[BankEntry] = []
    for part in parts:
        if isinstance(part, BankEntry):
            entries.append(part)
        elif isinstance(part, StatementStart):
            start, entries = part, []
        elif start is not None:
            yield _whole(start, tuple(entries), part)
            start, entries = None, []


def _whole(start: StatementStart, entries: tuple[BankEntry, ...], end: StatementEnd) -> BankStatement:
    return BankStatement(
        account=start.account,
        statement_id=start.statement_id,
        sequence=start.sequence,
        first_day=start.first_day,
        last_day=end.last_day or start.last_day,
        currency=start.currency,
        opening=start.opening,
        closing=end.closing or start.closing,
        entries=entries,
        not_booked=end.not_booked,
        without_amount=end.without_amount,
        file=start.file,
        kind=start.kind,
    )
