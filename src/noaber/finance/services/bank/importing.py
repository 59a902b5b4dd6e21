"""Reading a bank file in: all of it or nothing, and twice or overlapping changes nothing.

A file is read and checked to its end first (`bank_reading`). Then one transaction locks its accounts, looks up which
entries are known by their fingerprint, and keeps the rest.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO, Final, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, recorded_by
from noaber.core.rehearsing import rehearse
from noaber.core.rules.dutch import format_number, short_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank
from noaber.finance.formats.entry_json import day_of
from noaber.finance.models import BankAccount, BankEntry, BankStatement
from noaber.finance.queries.bank.known import is_known, last_before, other_kind
from noaber.finance.queries.bank.seals import EntriesSeal
from noaber.finance.queries.billing.terms import ibans_of_hosts
from noaber.finance.rules.bank.known_again import Answer, Doubt
from noaber.finance.rules.bank.statement_checks import chain_warnings, future_warning
from noaber.finance.services.bank.reading import ReadFile, ReadStatement, reading
from noaber.finance.services.bank.sifting import Marked, Sieve, Sifted
from noaber.finance.services.recording import recording

T = TypeVar("T")
PORTION: Final = 500


class Undecided(DomainError):
    """Entries may be known or new, and only a person can tell. Ask, and hand the file in again with the answer."""

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        self.doubts = tuple(doubts)
        first = doubts[0]
        facts = {
            "count": format_number(len(doubts)),
            "label": first.label,
            "day": short_date(first.day),
            "amount": format_euro(first.signed_cents),
            "other": first.kept_in,
        }
        said = ngettext(
            "Van %(count)s boeking is niet te zien of zij nieuw is: afschrift %(label)s, %(day)s, "
            "%(amount)s. In afschrift %(other)s van die dag staat al zo’n boeking, zonder eigen kenmerk van de bank. "
            "Is dit een andere uitvoer van dezelfde dag, dan is zij al bekend. Is dit een volgend afschrift van die "
            "dag, dan is het een nieuwe betaling. Er is niets ingelezen.",
            "Van %(count)s boekingen is niet te zien of zij nieuw zijn; de eerste: afschrift %(label)s, %(day)s, "
            "%(amount)s. In afschrift %(other)s van die dag staat al zo’n boeking, zonder eigen kenmerk van de bank. "
            "Is dit een andere uitvoer van dezelfde dag, dan zijn ze al bekend. Is dit een volgend afschrift van die "
            "dag, dan zijn het nieuwe betalingen. Er is niets ingelezen.",
            len(doubts),
        )
        super().__init__(said % facts, field="file")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a file beside keeping it.

    `answer`: what a person says of entries in doubt. `marks` gets the fingerprint of every entry in it.
    """

    answer: Answer | None = None
    marks: list[str] | None = None


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
    source: BinaryIO,
    name: str,
    *,
    actor: Actor,
    now: dt.datetime,
    marks: list[str] | None = None,
    answer: Answer | None = None,
) -> BankOutcome:
    """Keep what a file has that was not known. DomainError at `file`: it cannot be used, and nothing of it counts.

    Undecided: `answer` is needed. `marks` gets the fingerprint of every entry in it, for who asks about all of them.
    """
    with _read(source, name, actor) as found:
        return _import(found, actor, now, Asked(answer, marks))


def preview_bank_file(
    source: BinaryIO,
    name: str,
    look: Callable[[BankOutcome], T],
    *,
    actor: Actor,
    now: dt.datetime,
    marks: list[str] | None = None,
    answer: Answer | None = None,
) -> T:
    """What importing it would come to: `look` may read everything as it would be, and then it is undone."""
    with _read(source, name, actor) as found:
        return rehearse(lambda: look(_import(found, actor, now, Asked(answer, marks))))


def _read(source: BinaryIO, name: str, actor: Actor) -> AbstractContextManager[ReadFile]:
    require(may_keep_bank(actor))
    accounts = ibans_of_hosts()
    if not accounts:
        raise DomainError(
            _("Er is nog geen beheerorganisatie vastgelegd, dus ook geen rekening."), field="file"
        )
    return reading(source, name, accounts)


def _import(found: ReadFile, actor: Actor, now: dt.datetime, asked: Asked) -> BankOutcome:
    with verb("finance.import_bank_file", actor=actor) as trail:
        now = recording(now)
        accounts = _locked(found.accounts)
        incoming = _Incoming(found, accounts, recorded_by(actor, now), asked)
        said = [each.statement for each in found.statements]
        before = [last_before(account, said) for account in accounts.values()]
        outcomes = tuple(incoming.take(each) for each in found.statements)
        if incoming.doubts:
            raise Undecided(incoming.doubts)
        answered = {"answer": asked.answer.value} if asked.answer else {}
        for account in accounts.values():
            if made := [row for row in incoming.made if row.account_id == account.pk]:
                count_change(account)
                for row in made:
                    trail.note(
                        row, {"account": account.iban, "entries": row.entry_count, **answered}, records=[row]
                    )
    earlier = [each for each in before if each and incoming.made]
    today = timezone.localtime(now).date()
    ahead = (future_warning(each.statement, each.days, today) for each in found.statements)
    warnings = (*chain_warnings([*earlier, *said]), *filter(None, ahead))
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
    asked: Asked
    made: list[BankStatement] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def take(self, read: ReadStatement) -> StatementOutcome:
        said, account = read.statement, self.accounts[read.statement.account]
        sieve = Sieve(account, read, self.asked.answer, self.doubts)
        if is_known(account, said, read.contents):
            if self.asked.marks is not None:
                for some in _portions(self.found.entry_lines(read)):
                    self.asked.marks.extend(sieve.fingerprints(some))
            return _outcome(read, 0)
        _refuse_other_kind(account, read)
        key, seal = uuid.uuid4(), EntriesSeal()
        for some in _portions(self.found.entry_lines(read)):
            sifted = sieve.sift(some)
            if self.asked.marks is not None:
                self.asked.marks.extend(each.fingerprint for each in sifted)
            self._keep(account, key, [each for each in sifted if each.is_new], seal)
        if read.count and not seal.count:
            return _outcome(read, 0)  # another export of what was known
        self.made.append(self._statement(account, key, read, seal))
        return _outcome(read, seal.count, key)

    def _keep(self, account: BankAccount, key: uuid.UUID, new: list[Sifted], seal: EntriesSeal) -> None:
        """The row of their statement comes after them: then they are counted."""
        rows = []
        for each in new:
            sealed = {**each.values, "fingerprint": each.fingerprint, "position": seal.count + 1}
            seal.add(sealed)
            days = {name: day_of(each.values[name]) for name in ("booked_on", "value_on")}
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


def _refuse_other_kind(account: BankAccount, read: ReadStatement) -> None:
    """The same entry tells other things in MT940 than in camt.053, so it would not be known again."""
    if not read.days:
        return
    first, last = min(read.days), max(read.days)
    kind = other_kind(account, read.statement.kind, first, last)
    if kind:
        raise DomainError(
            _(
                "Afschrift %(label)s (%(first)s tot en met %(last)s) is %(kind)s, maar boekingen van die dagen zijn al "
                "ingelezen uit %(other)s. Daarin ziet dezelfde boeking er anders uit, dus alles zou er dubbel komen te "
                "staan. Haal bij de bank voor deze dagen hetzelfde soort bestand op."
            )
            % {
                "label": read.statement.label,
                "first": short_date(first),
                "last": short_date(last),
                "kind": read.statement.kind,
                "other": kind,
            },
            field="file",
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
