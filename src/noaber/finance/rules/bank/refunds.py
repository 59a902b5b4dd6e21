"""Which money out gave back which payment: the same amount and the same party first, and only that is filled in.

What the bank turned back itself is no refund; `rules.bank.reversals` is about that.
"""

from collections.abc import Container, Mapping, Sequence

from noaber.finance.rules.bank.matching_texts import name_key
from noaber.finance.rules.bank.statements import BankEntry


def is_same_party(one: BankEntry, other: BankEntry) -> bool:
    """The same account; where one of both has none, the same name.

    >>> import datetime as dt
    >>> from noaber.finance.rules.bank.statements import Direction
    >>> day, name = dt.date(2020, 5, 1), {"counterparty_name": "Gemeente Proef"}
    >>> paid = BankEntry(5, Direction.CREDIT, day, counterparty_iban="NL1", **name)
    >>> said = (name, {}, name | {"counterparty_iban": "NL2"})
    >>> [is_same_party(paid, BankEntry(5, Direction.DEBIT, day, **each)) for each in said]
    [True, False, False]
    """
    if one.counterparty_iban and other.counterparty_iban:
        return one.counterparty_iban == other.counterparty_iban
    key = name_key(one.counterparty_name)
    return bool(key) and key == name_key(other.counterparty_name)


def is_to(said: BankEntry, names: Container[str], accounts: Container[str]) -> bool:
    """Whether money went to somebody of whom names (as `name_key` has them) and bank accounts are known.

    >>> import datetime as dt
    >>> from noaber.finance.rules.bank.statements import Direction
    >>> names = {"counterparty_name": "GEM. PROEF", "counterparty_iban": "NL1"}
    >>> said = BankEntry(5, Direction.DEBIT, dt.date(2020, 5, 1), **names)
    >>> [is_to(said, *known) for known in (({"proef"}, {}), ({}, {"NL1"}), ({"toets"}, {"NL2"}), ({""}, {}))]
    [True, True, False, False]
    """
    key = name_key(said.counterparty_name)
    return (bool(key) and key in names) or said.counterparty_iban in accounts


def ranked(entry: BankEntry, left_cents: int, others: Mapping[int, tuple[BankEntry, int]]) -> list[int]:
    """The keys of others (each with what is left of it), the likeliest first: party and amount, party, amount, the day.

    An entry of money out is ranked for a payment, and a payment for money out alike.
    """

    def rank(key: int) -> tuple[bool, bool, int, int]:
        said, left = others[key]
        apart = abs((said.booked_on - entry.booked_on).days)
        return (not is_same_party(entry, said), left != left_cents, apart, key)

    return sorted(others, key=rank)


def sure_one(entry: BankEntry, left_cents: int, others: Mapping[int, tuple[BankEntry, int]]) -> int | None:
    """The only one with this amount of this party; None when there is none, or there are more."""
    fits: Sequence[int] = [
        key for key, (said, left) in others.items() if left == left_cents and is_same_party(entry, said)
    ]
    return fits[0] if len(fits) == 1 else None
