"""Whether statements hold together, and by what an entry is known again in another export.

A statement holds when its opening balance plus its entries is its closing balance; that is for the caller to insist on.
That one begins where the one before it ended is a warning: people load what they have.
"""

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from noaber.core.rules.dutch import long_date, short_date
from noaber.core.rules.money import format_euro
from noaber.finance.rules.bank.statements import BankEntry, BankStatement, StatementBalance

_SPACES: Final = re.compile(r"\s+")


def balance_problem(statement: BankStatement) -> str:
    """Why opening plus entries is not closing, in Dutch; empty when it is."""
    return balances_problem(
        statement.label, statement.currency, statement.opening, statement.moved_cents, statement.closing
    )


def balances_problem(
    label: str,
    currency: str,
    opening: StatementBalance | None,
    moved_cents: int,
    closing: StatementBalance | None,
) -> str:
    """The same for a statement that is read as a stream, its entries added up on the way."""
    if opening is None or closing is None:
        name = "beginstand" if opening is None else "eindstand"
        return f"afschrift {label} noemt geen {name}, dus de boekingen zijn niet na te tellen"
    for balance, name in ((opening, "beginstand"), (closing, "eindstand")):
        if balance.currency != currency:
            return f"de {name} van afschrift {label} staat in {balance.currency}, niet in {currency}"
    counted = opening.amount_cents + moved_cents
    if counted == closing.amount_cents:
        return ""
    return (
        f"afschrift {label} telt niet op: {format_euro(opening.amount_cents)} aan het begin en "
        f"{format_euro(moved_cents)} aan boekingen is {format_euro(counted)}, maar de eindstand is "
        f"{format_euro(closing.amount_cents)} (verschil {format_euro(closing.amount_cents - counted)})"
    )


def chain_warnings(statements: Iterable[BankStatement]) -> tuple[str, ...]:
    """Where a statement does not begin where the one before it ended: one may be missing, or two overlap."""
    warnings: list[str] = []
    last_of: dict[str, BankStatement] = {}
    for statement in _in_chain(statements):
        last = last_of.get(statement.account)
        last_of[statement.account] = statement
        if last is None or last.closing is None or statement.opening is None:
            continue
        if last.closing.amount_cents != statement.opening.amount_cents:
            warnings.append(
                f"afschrift {last.label} van {statement.account} eindigt met {_shown(last.closing)}, "
                f"maar afschrift {statement.label} begint met {_shown(statement.opening)}: "
                "er ontbreekt een afschrift, of ze overlappen"
            )
    return tuple(warnings)


def future_warning(statement: BankStatement, days: Iterable[dt.date], today: dt.date) -> str:
    """That something was booked on a day that is still to come: a test file, or a wrong year; otherwise empty."""
    ahead = [day for day in days if day > today]
    if not ahead:
        return ""
    return (
        f"afschrift {statement.label} van {statement.account} heeft boekingen op een dag die nog moet komen, "
        f"tot en met {long_date(max(ahead))}: kijk na of dit het goede bestand is"
    )


def goes_on_from(
    statements: Iterable[BankStatement], earlier: Sequence[BankStatement]
) -> BankStatement | None:
    """Of statements that ended before those of a file, or on the day on which they begin: the one that they go on from.

    Days alone do not tell: a bank may give several statements a day, and dates an opening balance on the day of the
    closing before it. The balance does: one of the last day before, or of that day itself, that ends with the opening.
    Where none does, the last one of the last day before, by its number: then something is missing in between.
    """
    first = next(_in_chain(statements), None)
    if first is None or first.opening is None:
        return None
    began = first.first_day or dt.date.min
    before = [each for each in earlier if (each.last_day or dt.date.min) < began]
    last_day = max((each.last_day for each in before if each.last_day), default=None)
    near = [each for each in earlier if each.last_day == began or each.last_day == last_day]
    fitting = [
        each for each in near if each.closing and each.closing.amount_cents == first.opening.amount_cents
    ]
    if fitting:
        return fitting[0]
    *_others, last = None, *_in_chain(each for each in near if each.last_day == last_day)
    return last


def _in_chain(statements: Iterable[BankStatement]) -> Iterator[BankStatement]:
    """In order; those of one account and the same days so that they join, where their numbers say otherwise."""
    ended: dict[str, int] = {}
    for (account, *_days), same in groupby(
        sorted(statements, key=lambda each: (each.account, *_in_order(each))),
        key=lambda each: (each.account, *_in_order(each)[:2]),
    ):
        for statement in _joined(list(same), ended.get(account)):
            yield statement
            if statement.closing:
                ended[account] = statement.closing.amount_cents


def _joined(same: list[BankStatement], begin: int | None) -> list[BankStatement]:
    """Each after one that ends as it begins, as far as there is one; `begin` is what the one before all ended with.

    A statement goes from one balance to another: to use each once without a jump is an Eulerian trail (Hierholzer).
    """
    if len(same) < 2 or not all(each.opening and each.closing for each in same):
        return same
    left: defaultdict[int, list[BankStatement]] = defaultdict(list)
    for each in reversed(same):
        left[_opening(each)].append(each)
    ends = Counter(each.closing.amount_cents for each in same if each.closing)
    starts = [_opening(each) for each in same]
    begins = Counter(starts)
    order = [begin] if begin in begins else []
    order += [cents for cents in starts if begins[cents] > ends[cents]] + starts
    return [each for cents in order if cents is not None for each in _trail(cents, left)]


def _trail(begin: int, left: defaultdict[int, list[BankStatement]]) -> list[BankStatement]:
    """All that can be reached from a balance, each once; what is taken comes off `left`."""
    walked: list[tuple[int, BankStatement | None]] = [(begin, None)]
    found: list[BankStatement] = []
    while walked:
        cents, by = walked[-1]
        if left[cents]:
            each = left[cents].pop()
            walked.append((each.closing.amount_cents if each.closing else cents, each))
            continue
        walked.pop()
        if by:
            found.append(by)
    return found[::-1]


def _opening(statement: BankStatement) -> int:
    return statement.opening.amount_cents if statement.opening else 0


def _in_order(statement: BankStatement) -> tuple[dt.date, dt.date, int, str]:
    """By period; within a day by number, which some banks write as page after a slash."""
    first = statement.first_day or (statement.opening and statement.opening.on) or dt.date.min
    last = statement.last_day or (statement.closing and statement.closing.on) or first
    number = int("".join(re.findall(r"\d", statement.sequence)) or 0)
    return first, last, number, statement.statement_id


def _shown(balance: StatementBalance) -> str:
    day = f" (op {short_date(balance.on)})" if balance.on else ""
    return format_euro(balance.amount_cents) + day


def entry_key(account: str, entry: BankEntry) -> str:
    """What is the same in every export of the same entry: 32 hex digits. Two equal payments on a day may share it.

    With a reference of the bank's own that, the day and the amount are enough. Else all that the bank says, without
    what it completes later (names, value dates) and the number of the statement, which Rabobank uses anew each year.
    An export in the other format (MT940 beside camt.053) tells less and gives another key.
    """
    facts: tuple[str, ...] = (
        account,
        entry.booked_on.isoformat(),
        str(entry.signed_cents),
        "R" if entry.is_reversal else "",
        entry.bank_reference,
    )
    if not entry.bank_reference:
        facts += (
            entry.end_to_end_id,
            entry.counterparty_iban,
            entry.reference.value if entry.reference else "",
            _SPACES.sub("", entry.text).casefold(),
        )
    return hashlib.blake2b("\x1f".join(facts).encode(), digest_size=16).hexdigest()


class Counted:
    """Counts the entries of one statement by their key: which one each is of those that have the same.

    >>> counted = Counted()
    >>> counted.nth("00ff"), counted.nth("00ff"), counted.nth("00fe")
    (1, 2, 1)
    """

    def __init__(self) -> None:
        self._counted: Counter[bytes] = Counter()

    def nth(self, key: str) -> int:
        packed = bytes.fromhex(key)  # half the memory of the text, for files of 100,000 entries
        self._counted[packed] += 1
        return self._counted[packed]
