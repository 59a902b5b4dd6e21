"""Reads a bank file to its end before anything is written: whole, checked, and in flat memory.

What was read waits in a file of its own, line by line, so that the transaction after it is short.
"""

import datetime as dt
import hashlib
import json
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import IO, Any, BinaryIO, Final

from noaber.core.errors import DomainError
from noaber.finance.formats.bank_files import bank_file_parts
from noaber.finance.formats.entry_json import BALANCE, entry_values
from noaber.finance.rules.bank.known_again import DayPart
from noaber.finance.rules.bank.statement_checks import balances_problem, entry_key
from noaber.finance.rules.bank.statements import (
    EURO,
    BankEntry,
    BankFileError,
    BankStatement,
    StatementEnd,
    StatementStart,
)

IN_MEMORY: Final = 8 * 1024 * 1024
LARGEST_CENTS: Final = 10**15
"""Ten thousand thousand million euro: no account of a network has it, and every database can add it up."""


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement without its entries: those are `count` lines from `offset` on. `contents` is over their keys.

    `days`: what it holds of each day on which something was booked.
    """

    statement: BankStatement
    contents: str
    offset: int
    count: int
    days: Mapping[dt.date, DayPart]


@dataclass(slots=True)
class ReadFile:
    """All of a file. `entry_lines` gives the entries of a statement again, as often as it is asked."""

    name: str
    sha256: str
    lines: IO[bytes]
    statements: list[ReadStatement] = field(default_factory=list)

    @property
    def accounts(self) -> list[str]:
        return sorted({each.statement.account for each in self.statements})

    def entry_lines(self, read: ReadStatement) -> Iterator[tuple[str, dict[str, Any]]]:
        """The key of each entry, and its values (`formats.entry_json`)."""
        self.lines.seek(read.offset)
        for _each in range(read.count):
            key, values = json.loads(self.lines.readline())
            yield key, values


@contextmanager
def reading(source: BinaryIO, name: str, accounts: Collection[str]) -> Iterator[ReadFile]:
    """A file that was read and checked; DomainError at `file`, in Dutch and with the place, when it cannot be used."""
    try:
        sha256 = _sha256(source)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as lines:
            found = ReadFile(name, sha256, lines)
            _read(source, found, accounts)
            yield found
    except BankFileError as error:
        raise DomainError(_sentence(str(error)), field="file") from error


def _sha256(source: BinaryIO) -> str:
    digest = hashlib.sha256()
    source.seek(0)
    while some := source.read(1024 * 1024):
        digest.update(some)
    return digest.hexdigest()


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _read(source: BinaryIO, found: ReadFile, accounts: Collection[str]) -> None:
    seen: set[tuple[BankStatement, str]] = set()
    underway: _Underway | None = None
    for part in bank_file_parts(source, found.name, accounts=accounts):
        if isinstance(part, StatementStart):
            underway = _Underway(part, found.lines.tell())
        elif underway is None:
            raise BankFileError("een boeking staat buiten een afschrift", file=found.name)
        elif isinstance(part, BankEntry):
            underway.add(part, found.lines)
        else:
            read = underway.ended(part)
            if (read.statement, read.contents) in seen:  # twice in one file counts once
                found.lines.seek(read.offset)
                found.lines.truncate()
            else:
                seen.add((read.statement, read.contents))
                found.statements.append(read)
            underway = None
    if underway is not None or not found.statements:
        reason = "het bestand houdt midden in een afschrift op" if underway else "er staat geen afschrift in"
        raise BankFileError(reason, file=found.name)


class _Underway:
    """A statement of which the end was not read yet."""

    def __init__(self, start: StatementStart, offset: int) -> None:
        if start.currency != EURO:
            raise BankFileError(
                f"dit afschrift is in {start.currency}; alleen rekeningen in euro worden ingelezen",
                file=start.file,
            )
        self._start, self._offset = start, offset
        self._count = self._moved = 0
        self._contents = hashlib.sha256()
        self._opening = start.opening.amount_cents if start.opening else 0
        self._days: dict[dt.date, DayPart] = {}

    def add(self, entry: BankEntry, lines: IO[bytes]) -> None:
        self._check_size(entry.amount_cents)
        key = entry_key(self._start.account, entry)
        self._contents.update(bytes.fromhex(key))
        self._count += 1
        self._moved += entry.signed_cents
        part = self._days.get(entry.booked_on, DayPart(0))
        self._days[entry.booked_on] = part.with_entry(entry.signed_cents)
        values = entry_values(entry)
        values["rest"][BALANCE] = self._opening + self._moved
        lines.write(json.dumps([key, values], ensure_ascii=False).encode() + b"\n")

    def ended(self, end: StatementEnd) -> ReadStatement:
        start = self._start
        whole = BankStatement(
            account=start.account,
            statement_id=start.statement_id,
            sequence=start.sequence,
            first_day=self._first_day(),
            last_day=max([*self._days, *filter(None, [end.last_day or start.last_day])], default=None),
            currency=start.currency,
            opening=start.opening,
            closing=end.closing or start.closing,
            not_booked=end.not_booked,
            without_amount=end.without_amount,
            file=start.file,
            kind=start.kind,
        )
        problem = balances_problem(whole.label, EURO, whole.opening, self._moved, whole.closing)
        if problem:
            raise BankFileError(problem, file=start.file)
        for balance in (whole.opening, whole.closing):
            self._check_size(balance.amount_cents if balance else 0)
        return ReadStatement(
            _without_marks(whole), self._contents.hexdigest(), self._offset, self._count, self._parts()
        )

    def _first_day(self) -> dt.date | None:
        """The first day of which it tells: banks date the opening balance on the day of the closing before it."""
        start = self._start
        if self._days and (
            start.first_day is None or (start.opening and start.first_day == start.opening.on)
        ):
            return min(self._days)
        return start.first_day

    def _parts(self) -> dict[dt.date, DayPart]:
        """Each day with where its balance began, in order."""
        found, opening = {}, self._opening
        for day in sorted(self._days):
            found[day] = replace(self._days[day], opening_cents=opening)
            opening += found[day].in_cents + found[day].out_cents
        return found

    def _check_size(self, cents: int) -> None:
        if abs(cents) > LARGEST_CENTS:
            raise BankFileError("dit bedrag is te groot voor een bankrekening", file=self._start.file)


def _without_marks(statement: BankStatement) -> BankStatement:
    """Without the zero sign, that PostgreSQL does not keep."""
    return replace(
        statement,
        statement_id=statement.statement_id.replace("\0", ""),
        sequence=statement.sequence.replace("\0", ""),
    )
