"""What of a bank file was read in before."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from noaber.finance.formats.entry_json import BALANCE, WHOLE_DAY
from noaber.finance.models import BankAccount, BankEntry, BankStatement
from noaber.finance.rules.bank.known_again import Kept
from noaber.finance.rules.bank.statement_checks import goes_on_from
from noaber.finance.rules.bank.statements import EURO, StatementBalance
from noaber.finance.rules.bank.statements import BankStatement as Said

AT_ONCE: Final = 2_000
"""Fingerprints in one query."""
MOST_OF_A_DAY: Final = 100
"""Statements that are looked at to find the one before; a bank gives a few a day."""
MT940: Final = "mt940"


def is_known(account: BankAccount, said: Said, contents: str) -> bool:
    """Whether this very statement came in before, in whatever file; one query."""
    return BankStatement.objects.filter(
        account=account,
        statement_id=said.statement_id,
        sequence=said.sequence,
        opening_cents=said.opening.amount_cents if said.opening else 0,
        closing_cents=said.closing.amount_cents if said.closing else 0,
        contents=contents,
    ).exists()


def known_fingerprints(account: BankAccount, marks: Collection[str]) -> frozenset[str]:
    """Those of a portion that stand already; one query."""
    found = BankEntry.objects.filter(account=account, fingerprint__in=marks)
    return frozenset(found.values_list("fingerprint", flat=True))


def kept_like(account: BankAccount, keys: Collection[str]) -> dict[str, list[Kept]]:
    """What is kept with these keys, in order of number; not what came with a statement that is still on its way in.

    Numbers run on from 1, so higher ones are asked for only of keys that have all lower ones: a few queries.
    """
    found: dict[str, list[Kept]] = {}
    start, many, asked = 1, 1, set(keys)
    while asked:
        marks = [f"{key}-{number}" for key in sorted(asked) for number in range(start, start + many)]
        hits = Counter(
            key
            for at in range(0, len(marks), AT_ONCE)
            for key in _add(account, marks[at : at + AT_ONCE], found)
        )
        asked = {key for key, count in hits.items() if count == many}
        start, many = start + many, many * 8
    return {key: sorted(rows, key=lambda row: row.number) for key, rows in found.items()}


def _add(account: BankAccount, marks: Collection[str], found: dict[str, list[Kept]]) -> Iterator[str]:
    """Add those with these fingerprints by their key, and give the key of each."""
    rows = BankEntry.objects.filter(account=account, fingerprint__in=marks).values_list(
        "fingerprint",
        "rest",
        "statement__sequence",
        "statement__statement_id",
        "statement__opening_cents",
        "statement__closing_cents",
    )
    for mark, rest, sequence, name, opening, closing in rows:
        key, _dash, number = mark.rpartition("-")
        kept = Kept(
            int(number),
            rest.get(BALANCE),
            rest.get(WHOLE_DAY, False),
            sequence,
            sequence or name,
            opening,
            closing,
        )
        found.setdefault(key, []).append(kept)
        yield key


def other_kind(account: BankAccount, kind: str, first: dt.date, last: dt.date) -> str:
    """The kind of file, such as camt.053.001.08, from which entries of these days came in the other format."""
    others = account.statements.exclude(file_kind="")
    others = others.exclude(file_kind=MT940) if kind == MT940 else others.filter(file_kind=MT940)
    found = BankEntry.objects.filter(statement__in=others, booked_on__range=(first, last))
    return found.values_list("statement__file_kind", flat=True).first() or ""


def last_before(account: BankAccount, statements: Iterable[Said]) -> Said | None:
    """The statement that those of a file go on from, without its entries; one query."""
    ours = [each for each in statements if each.account == account.iban]
    first = min((each.first_day for each in ours if each.first_day), default=dt.date.min)
    found = account.statements.filter(last_on__lte=first).order_by("-last_on", "-recorded_at")[:MOST_OF_A_DAY]
    return goes_on_from(ours, [_said(account, row) for row in found])


def _said(account: BankAccount, row: BankStatement) -> Said:
    return Said(
        account.iban,
        row.statement_id,
        row.sequence,
        row.first_on,
        row.last_on,
        EURO,
        StatementBalance(row.opening_cents, row.first_on),
        StatementBalance(row.closing_cents, row.last_on),
    )
