"""Whose money it is that came in and is not booked: that of who paid it, as far as that is known of one payer.

The surest sign goes first: the name of a payer, an account from which one payer's invoices stand paid, an account from
which they ever were, the reference of an invoice, and the invoices that it was booked on before. A sign of two payers
says nothing: a payer may pay for another, as shared-service organisations do for municipalities.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from noaber.finance.rules.bank.matching_texts import References, name_key


@dataclass(frozen=True, slots=True)
class Incoming:
    """Money that came in, as the bank has it; `booked_for`: whose invoices it ever stood on."""

    name: str = ""
    on_behalf_of: str = ""
    iban: str = ""
    text: str = ""
    booked_for: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Payers:
    """What is known of payers. `successors`: who stands for a payer that was taken up by another.

    >>> known = Payers()
    >>> known.add("A", "Gemeente Proef", "RF3420200001")
    >>> known.add("B", "Gemeente Toets", "RF0720200002")
    >>> known.add_account("NL1", "A", stands=True)
    >>> known.add_account("NL1", "B", stands=False)
    >>> [known.owner_of(each) for each in (Incoming("PROEF gem.", iban="NL2"), Incoming(iban="NL1"))]
    ['A', 'A']
    >>> known.owner_of(Incoming(text="RF07 2020 0002")), known.owner_of(Incoming(booked_for=["A", "B"]))
    ('B', '')
    """

    successors: Mapping[str, str] = field(default_factory=dict)
    _names: dict[str, set[str]] = field(default_factory=dict)
    _accounts: dict[str, set[str]] = field(default_factory=dict)
    _ever: dict[str, set[str]] = field(default_factory=dict)
    _references: dict[str, str] = field(default_factory=dict)

    def add(self, payer: str, name: str, reference: str = "") -> None:
        """An invoice to a payer."""
        if key := name_key(name):
            self._names.setdefault(key, set()).add(self._standing(payer))
        if reference:
            self._references[reference] = self._standing(payer)

    def add_account(self, iban: str, payer: str, *, stands: bool) -> None:
        """An invoice of a payer was paid from an account; `stands`: it was not released again."""
        for known in (self._ever, self._accounts) if stands else (self._ever,):
            known.setdefault(iban, set()).add(self._standing(payer))

    def owner_of(self, money: Incoming) -> str:
        """The one payer; empty when there is none, or more may be meant."""
        return self.owners_of([money])[0]

    def owners_of(self, money: Iterable[Incoming]) -> list[str]:
        references = References(self._references)
        return [self._owner(each, references) for each in money]

    def _owner(self, money: Incoming, references: References) -> str:
        signs: tuple[Collection[str], ...] = (
            self._names.get(name_key(money.name), ()),
            self._names.get(name_key(money.on_behalf_of), ()),
            self._accounts.get(money.iban, ()),
            self._ever.get(money.iban, ()),
            references.within(money.text),
            {self._standing(each) for each in money.booked_for},
        )
        return next((next(iter(found)) for found in signs if len(found) == 1), "")

    def _standing(self, payer: str) -> str:
        return self.successors.get(payer, payer)
