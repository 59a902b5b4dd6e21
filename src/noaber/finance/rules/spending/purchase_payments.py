"""Which money out of the bank paid which purchase invoice: the amount to the cent, with the account or the number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from noaber.finance.rules.spending.bookings import key_of

SHORTEST: Final = 3
"""A shorter number says too little in a text."""


@dataclass(frozen=True, slots=True)
class OpenPurchase:
    """A purchase invoice of which something is to be paid; `supplier_number` and `iban` as it says them."""

    number: int
    supplier_number: str
    iban: str
    open_cents: int


@dataclass(frozen=True, slots=True)
class MoneyOut:
    """What is left of an amount that went out of the bank."""

    key: int
    left_cents: int
    iban: str
    text: str


@dataclass(frozen=True, slots=True)
class PurchaseMatch:
    """Which amount paid which invoice, and how one can tell."""

    purchase: int
    money: int
    reason: str


def names_number(text: str, number: str) -> bool:
    """Whether a text names the number of an invoice, however it is spelled, and not a part of a longer one.

    >>> [names_number(text, "F-77/2021") for text in ("fact. F77 2021", "F 77-2021 voorschot", "AF-77/20213", "")]
    [True, True, False, False]
    >>> names_number("1277", "77")
    False
    """
    key = key_of(number)
    if len(key) < SHORTEST:
        return False
    spelled = r"[^a-z0-9]*".join(map(re.escape, key))
    return re.search(rf"(?<![a-z0-9]){spelled}(?![a-z0-9])", text.casefold()) is not None


def match_of(purchase: OpenPurchase, money: MoneyOut) -> str:
    """Why this money paid this invoice; empty when nothing says so."""
    if purchase.open_cents <= 0 or money.left_cents != purchase.open_cents:
        return ""
    same_iban = bool(purchase.iban) and _plain(purchase.iban) == _plain(money.iban)
    named = names_number(money.text, purchase.supplier_number)
    if same_iban and named:
        return "het bedrag, de rekening en het factuurnummer kloppen"
    if named:
        return "het bedrag en het factuurnummer kloppen"
    return "het bedrag en de rekening kloppen" if same_iban else ""


def matches_of(purchases: Sequence[OpenPurchase], money: Sequence[MoneyOut]) -> list[PurchaseMatch]:
    """Each invoice and each amount at most once. Where the account fits several, none: a person decides.

    >>> bill = OpenPurchase(1, "F-77", "NL02XXXX0000000001", 100)
    >>> out = MoneyOut(9, 100, "NL02 XXXX 0000 0000 01", "")
    >>> matches_of([bill], [out])[0].reason
    'het bedrag en de rekening kloppen'
    >>> matches_of([bill, OpenPurchase(2, "F-78", bill.iban, 100)], [out])
    []
    """
    found = [(each, one, why) for each in purchases for one in money if (why := match_of(each, one))]
    named = [each for each in found if names_number(each[1].text, each[0].supplier_number)]
    sure = _alone(named)
    taken = {match.purchase for match in sure}, {match.money for match in sure}
    rest = [each for each in found if each[0].number not in taken[0] and each[1].key not in taken[1]]
    return [*sure, *_alone(rest)]


def _alone(found: Sequence[tuple[OpenPurchase, MoneyOut, str]]) -> list[PurchaseMatch]:
    purchases = [each.number for each, _one, _why in found]
    keys = [one.key for _each, one, _why in found]
    return [
        PurchaseMatch(each.number, one.key, why)
        for each, one, why in found
        if purchases.count(each.number) == 1 and keys.count(one.key) == 1
    ]


def _plain(iban: str) -> str:
    return iban.replace(" ", "").upper()
