"""Which entries of a statement are new: `rules.bank.known_again`, with what it needs looked up a portion at a time."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from noaber.finance.formats.entry_json import BALANCE, WHOLE_DAY, day_of
from noaber.finance.models import BankAccount
from noaber.finance.queries.bank.known import kept_like, known_fingerprints
from noaber.finance.rules.bank.known_again import Answer, Doubt, Kept, whole_days
from noaber.finance.rules.bank.statement_checks import Counted
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.services.bank.reading import ReadStatement

Marked = tuple[str, dict[str, Any]]
"""An entry by its key or its fingerprint, with its values (`formats.entry_json`)."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """An entry with its fingerprint, and whether it is new."""

    fingerprint: str
    values: dict[str, Any]
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry on its way: `nth` of those in its statement with the same key."""

    key: str
    values: dict[str, Any]
    nth: int

    def mark(self, number: int) -> str:
        return f"{self.key}-{number}"

    @property
    def rest(self) -> dict[str, Any]:
        rest: dict[str, Any] = self.values["rest"]
        return rest

    @property
    def is_named(self) -> bool:
        return bool(self.rest.get("bank_reference"))

    @property
    def day(self) -> dt.date:
        return day_of(self.values["booked_on"]) or dt.date.min

    @property
    def signed_cents(self) -> int:
        cents: int = self.values["amount_cents"]
        return cents if self.values["direction"] == Direction.CREDIT else -cents


@dataclass(slots=True)
class Sieve:
    """One statement. `doubts` are entries that only a person can tell; without an `answer` nothing of them counts."""

    account: BankAccount
    read: ReadStatement
    answer: Answer | None
    doubts: list[Doubt] = field(default_factory=list)
    _counted: Counted = field(default_factory=Counted)
    _whole: frozenset[dt.date] = frozenset()

    def __post_init__(self) -> None:
        self._whole = whole_days(self.read.days, self.read.statement.sequence)

    def sift(self, some: Sequence[Marked]) -> list[Sifted]:
        """A portion; one query when nothing in it looks like what is kept."""
        found = [_Entry(key, values, self._counted.nth(key)) for key, values in some]
        marks = {each.mark(each.nth if self._is_counted(each) else 1) for each in found}
        known = known_fingerprints(self.account, marks)
        like = kept_like(self.account, {each.key for each in found if self._has_twins(each, known)})
        return [
            self._by_count(each, each.mark(each.nth) in known, like.get(each.key, ()))
            if self._is_counted(each)
            else self._by_place(each, like.get(each.key, ()))
            for each in found
        ]

    def _has_twins(self, each: _Entry, known: Collection[str]) -> bool:
        if self._is_counted(each):
            return not each.is_named and each.nth > 1 and each.mark(each.nth) not in known
        return each.mark(1) in known

    def fingerprints(self, some: Sequence[Marked]) -> list[str]:
        """Those under which a portion of a statement is kept of which everything is known."""
        like = kept_like(self.account, {key for key, _values in some})
        return [f"{key}-{self._same(like[key], key, values).number}" for key, values in some]

    def _same(self, like: Sequence[Kept], key: str, values: dict[str, Any]) -> Kept:
        place = values["rest"][BALANCE]
        there = [kept for kept in like if kept.balance_cents == place] or like
        return there[min(self._counted.nth(f"{key}{place % 2**64:016x}"), len(there)) - 1]

    def _is_counted(self, each: _Entry) -> bool:
        """Whether counting tells it: a reference of the bank's own, or a day that is whole in this statement."""
        return each.is_named or each.day in self._whole

    def _by_count(self, each: _Entry, is_known: bool, like: Sequence[Kept]) -> Sifted:
        """The n-th is known when n are kept. That one more is new does not tell which: then no place is kept."""
        if each.day in self._whole:
            each.rest[WHOLE_DAY] = True
        if like and not is_known:
            each.rest.pop(BALANCE, None)
        return Sifted(each.mark(each.nth), each.values, not is_known)

    def _by_place(self, each: _Entry, like: Sequence[Kept]) -> Sifted:
        part, sequence = self.read.days[each.day], self.read.statement.sequence
        near = [kept for kept in like if not kept.is_elsewhere(part, each.signed_cents, sequence)]
        if not near:
            return Sifted(each.mark(len(like) + each.nth), each.values, is_new=True)
        if each.nth <= len(like) and any(kept.is_of_whole_day for kept in like):
            return Sifted(each.mark(each.nth), each.values, is_new=False)
        if self.answer is None:
            self.doubts.append(self._doubt(each, near[0]))
        if self.answer is Answer.NEW:
            return Sifted(each.mark(len(like) + each.nth), each.values, is_new=True)
        return self._by_count(each, each.nth <= len(like), like)

    def _doubt(self, each: _Entry, kept: Kept) -> Doubt:
        values = each.values
        return Doubt(
            self.read.statement.label,
            each.day,
            each.signed_cents,
            values["counterparty_name"] or values["counterparty_iban"],
            values["text"],
            kept.label,
        )
