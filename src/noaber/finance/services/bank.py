"""Reading a bank file in: all of it or nothing, and twice or overlapping changes nothing.

A file is read and checked to its end first (`bank_reading`). Then one transaction locks its accounts, looks up which
entries are known by their fingerprint, and keeps the rest.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO, Final, TypeVar

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, recorded_by
from noaber.core.rehearsing import rehearse
from noaber.finance.access import may_keep_bank
from noaber.finance.formats.entry_json import day_of
from noaber.finance.models import BankAccount, BankEntry, BankStatement
from noaber.finance.queries.bank_known import counted_before, is_known, known_fingerprints, last_before
from noaber.finance.queries.bank_seals import EntriesSeal
from noaber.finance.queries.billing import ibans_of_hosts
from noaber.finance.rules.statement_checks import Fingerprints, chain_warnings
from noaber.finance.services.bank_reading import ReadFile, ReadStatement, reading

T = TypeVar("T")
PORTION: Final = 500
Marked = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class StatementOutcome:
    """What came of one statement; `id` is that of the row when there is one."""

    label: str
    account: str
    first_day: dt.date | None
    last_day: dt.date | None
    opening_cents: int
    closing_cents: int
    new: int
    known: int
    not_booked: int
    id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class BankOutcome:
    """What came of a file: entries that are new and that were known, and what is remarkable about its statements."""

    file_name: str
    statements: tuple[StatementOutcome, ...]
    warnings: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        return sum(each.new for each in self.statements)

    @property
    def known(self) -> int:
        return sum(each.known for each in self.statements)


def import_bank_file(
    source: BinaryIO, name: str, *, actor: Actor, now: dt.datetime, marks: list[str] | None = None
) -> BankOutcome:
    """Keep what a file has that was not known. DomainError at `file`: it cannot be used, and nothing of it counts.

    `marks` gets the fingerprint of every entry in it, for who asks about all of them.
    """
    with _read(source, name, actor) as found:
        return _import(found, actor, now, marks)


def preview_bank_file(
    source: BinaryIO,
    name: str,
    look: Callable[[BankOutcome], T],
    *,
    actor: Actor,
    now: dt.datetime,
    marks: list[str] | None = None,
) -> T:
    """What importing it would come to: `look` may read everything as it would be, and then it is undone."""
    with _read(source, name, actor) as found:
        return rehearse(lambda: look(_import(found, actor, now, marks)))


def _read(source: BinaryIO, name: str, actor: Actor) -> AbstractContextManager[ReadFile]:
    require(may_keep_bank(actor))
    accounts = ibans_of_hosts()
    if not accounts:
        raise DomainError(
            _("Er is nog geen beheerorganisatie vastgelegd, dus ook geen rekening."), field="file"
        )
    return reading(source, name, accounts)


def _import(found: ReadFile, actor: Actor, now: dt.datetime, marks: list[str] | None) -> BankOutcome:
    with verb("finance.import_bank_file", actor=actor) as trail:
        accounts = _locked(found.accounts)
        incoming = _Incoming(found, accounts, recorded_by(actor, now), marks)
        said = [each.statement for each in found.statements]
        before = [last_before(account, said) for account in accounts.values()]
        outcomes = tuple(incoming.take(each) for each in found.statements)
        for account in accounts.values():
            if made := [row for row in incoming.made if row.account_id == account.pk]:
                count_change(account)
                for row in made:
                    trail.note(row, {"account": account.iban, "entries": row.entry_count}, records=[row])
    warnings = chain_warnings([*(each for each in before if each), *said])
    return BankOutcome(found.name, outcomes, warnings)


def _locked(ibans: list[str]) -> dict[str, BankAccount]:
    """The accounts, locked in one order, so that two files of one account come in one after the other."""
    for iban in ibans:
        BankAccount.objects.get_or_create(iban=iban)
    rows = BankAccount.objects.select_for_update().filter(iban__in=ibans).order_by("iban")
    return {row.iban: row for row in rows}


@dataclass(slots=True)
class _Incoming:
    """A file on its way in."""

    found: ReadFile
    accounts: Mapping[str, BankAccount]
    recorded: Mapping[str, Any]
    marks: list[str] | None = None
    made: list[BankStatement] = field(default_factory=list)
    fingerprints: dict[tuple[str, str], Fingerprints] = field(default_factory=dict)

    def take(self, read: ReadStatement) -> StatementOutcome:
        said, account = read.statement, self.accounts[read.statement.account]
        counted = self.fingerprints.setdefault((said.file, said.account), Fingerprints())
        if is_known(account, said, read.contents):
            for mark, _values in self.found.entry_lines(read):
                self._note([counted.of_key(mark)])
            return _outcome(read, 0)
        counted.at_least(counted_before(account, said))
        key, seal = uuid.uuid4(), EntriesSeal()
        for some in _portions(self.found.entry_lines(read)):
            marked = [(counted.of_key(mark), values) for mark, values in some]
            self._note([mark for mark, _values in marked])
            self._keep(account, key, marked, seal)
        if read.count and not seal.count:
            return _outcome(read, 0)  # another export of what was known
        self.made.append(self._statement(account, key, read, seal))
        return _outcome(read, seal.count, key)

    def _note(self, marks: list[str]) -> None:
        if self.marks is not None:
            self.marks.extend(marks)

    def _keep(self, account: BankAccount, key: uuid.UUID, marked: list[Marked], seal: EntriesSeal) -> None:
        """Those of a portion that are new. The row of their statement comes after them: then they are counted."""
        known = known_fingerprints(account, [mark for mark, _values in marked])
        rows = []
        for mark, values in marked:
            if mark in known:
                continue
            sealed = {**values, "fingerprint": mark, "position": seal.count + 1}
            seal.add(sealed)
            days = {name: day_of(values[name]) for name in ("booked_on", "value_on")}
            rows.append(BankEntry(statement_id=key, account=account, **{**sealed, **days}))
        BankEntry.objects.bulk_create(rows)

    def _statement(
        self, account: BankAccount, key: uuid.UUID, read: ReadStatement, seal: EntriesSeal
    ) -> BankStatement:
        said = read.statement
        return BankStatement.objects.create(
            id=key,
            account=account,
            statement_id=said.statement_id,
            sequence=said.sequence,
            first_on=said.first_day or (said.opening.on if said.opening else None),
            last_on=said.last_day or (said.closing.on if said.closing else None),
            opening_cents=said.opening.amount_cents if said.opening else 0,
            closing_cents=said.closing.amount_cents if said.closing else 0,
            file_name=said.file[:300],
            file_sha256=self.found.sha256,
            file_kind=said.kind[:40],
            contents=read.contents,
            entry_count=seal.count,
            entries_digest=seal.hexdigest,
            **self.recorded,
        )


def _outcome(read: ReadStatement, new: int, key: uuid.UUID | None = None) -> StatementOutcome:
    said = read.statement
    return StatementOutcome(
        said.label,
        said.account,
        said.first_day,
        said.last_day,
        said.opening.amount_cents if said.opening else 0,
        said.closing.amount_cents if said.closing else 0,
        new,
        read.count - new,
        said.not_booked,
        key,
    )


def _portions(lines: Iterator[Marked]) -> Iterator[list[Marked]]:
    while some := list(islice(lines, PORTION)):
        yield some
