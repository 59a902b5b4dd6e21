"""Which invoice a payment is for: proposals with how sure they are and why; a person decides.

Certain is only this: a reference with a check in itself that holds, and the amount to the cent. All else is probable
(an invoice number as it is written, or the payer's own account with the amount) or possible (a number with zeros lost,
a name with the amount, an amount that differs).

Surer proposals go first, so that a guess never takes what a certain payment needs. Together the proposals never come to
more than an invoice is open or a payment has left. Everything is looked up in an index: a payment costs the same among
ten invoices and ten thousand.

A payer may pay for another, as shared-service organisations do for municipalities: an invoice knows the accounts and
the names that pay it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

from noaber.core.rules.dutch import in_a_row
from noaber.core.rules.money import format_euro
from noaber.finance.rules.bank.allocation import spread
from noaber.finance.rules.bank.matching_texts import (
    Numbers,
    References,
    Written,
    is_checked,
    name_key,
    names_within,
)
from noaber.finance.rules.bank.proposals import Confidence, OpenItem, Outcome, Payment, Proposal, Share
from noaber.finance.rules.bank.statements import BankEntry, Direction

__all__ = ["Confidence", "Matcher", "OpenItem", "Outcome", "Payment", "Proposal", "Share", "propose"]

MOST_COMBINED: Final = 10
"""Open invoices of one account of which every combination is tried; of more only all together."""


@dataclass(slots=True)
class _Clues:
    """What a payment tells, looked up once."""

    payment: Payment
    referred: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def left(self) -> int:
        return self.payment.left_cents

    @property
    def iban(self) -> str:
        return self.payment.entry.counterparty_iban


class Matcher:
    """Holds the invoices and what is still open of them after the proposals so far.

    Payments may be given in portions: what an earlier portion was promised is no longer open to a later one.

    >>> due = dt.date(2020, 5, 1)
    >>> matcher = Matcher([OpenItem("2020-0001", "Gemeente Rijsbeek", 500, 500, due, reference="RF3420200001")])
    >>> entry = BankEntry(500, Direction.CREDIT, due, text="RF34 2020 0001")
    >>> for proposal in matcher.propose([Payment("a", entry, 500), Payment("b", entry, 500)]):
    ...     print(proposal.payment, proposal.outcome.value, proposal.confidence.value, proposal.shares)
    a exact certain (Share(number='2020-0001', amount_cents=500),)
    b double probable ()
    """

    def __init__(self, items: Iterable[OpenItem]) -> None:
        self._items = {item.number: item for item in items}
        self._open = {number: item.open_cents for number, item in self._items.items()}
        self._numbers = Numbers(self._items)
        self._references = References(
            {item.reference: item.number for item in self._items.values() if item.reference}
        )
        self._of_iban: dict[str, set[str]] = {}
        self._of_name: dict[str, set[str]] = {}
        self._of_amount: dict[tuple[str, int], set[str]] = {}
        for item in self._items.values():
            self._index(item)
        self._most_words = max((len(name.split()) for name in self._of_name), default=1)

    def _index(self, item: OpenItem) -> None:
        for iban in item.ibans:
            self._of_iban.setdefault(iban, set()).add(item.number)
        for name in {name_key(name) for name in (item.buyer, *item.payers)} - {""}:
            self._of_name.setdefault(name, set()).add(item.number)
        self._index_amount(item, item.open_cents)
        self._index_amount(item, item.total_cents)

    def _index_amount(self, item: OpenItem, cents: int) -> None:
        for mark in (*item.ibans, *(name_key(name) for name in (item.buyer, *item.payers))):
            if mark:
                self._of_amount.setdefault((mark, cents), set()).add(item.number)

    def propose(self, payments: Sequence[Payment]) -> tuple[Proposal, ...]:
        """One proposal for each payment, in their order."""
        found: dict[int, Proposal] = {}
        pending: list[tuple[int, _Clues]] = []
        for at, payment in enumerate(payments):
            if reason := _why_not(payment):
                found[at] = Proposal(payment.key, Outcome.NONE, reason, left_cents=max(0, payment.left_cents))
            else:
                pending.append((at, self._clues(payment)))
        for step in (
            self._by_reference_exactly,
            self._by_number_exactly,
            self._by_reference,
            self._by_iban,
            self._by_number,
            self._by_guessed_number,
            self._by_name,
            self._by_combination,
            self._paid_before,
        ):
            pending = [(at, clues) for at, clues in pending if not self._settled(at, clues, step, found)]
        for at, clues in pending:
            reason = "geen kenmerk, factuurnummer, rekening of naam wijst naar een openstaande factuur"
            found[at] = Proposal(clues.payment.key, Outcome.NONE, reason, left_cents=clues.left)
        return tuple(found[at] for at in range(len(payments)))

    def _settled(
        self, at: int, clues: _Clues, step: Callable[[_Clues], Proposal | None], found: dict[int, Proposal]
    ) -> bool:
        proposal = step(clues)
        if proposal is None:
            return False
        for share in proposal.shares:
            self._open[share.number] -= share.amount_cents
            self._index_amount(self._items[share.number], self._open[share.number])
        found[at] = proposal
        return True

    def _clues(self, payment: Payment) -> _Clues:
        entry = payment.entry
        texts = " | ".join((entry.text, *entry.documents, entry.end_to_end_id))
        referred = self._references.within(texts)
        given = self._references.exactly(entry.reference.value) if entry.reference else ""
        numbers = self._numbers.within(texts)
        if entry.reference is not None:
            # A reference may hold the number of an invoice; that says less than the reference itself.
            numbers = self._numbers.within(entry.reference.value) | numbers
        return _Clues(
            payment,
            referred=list(dict.fromkeys([given, *referred] if given else referred)),
            written=[number for number, how in numbers.items() if how is Written.AS_IS],
            guessed=[number for number, how in numbers.items() if how is not Written.AS_IS],
            names=self._names(entry),
        )

    def _names(self, entry: BankEntry) -> list[str]:
        """Who pays or for whom, the surest first: the names that the bank gives, then those in the text."""
        given = [name_key(name) for name in (entry.on_behalf_of, entry.counterparty_name)]
        known = [name for name in given if name in self._of_name]
        return list(dict.fromkeys(known + names_within(entry.text, self._of_name, self._most_words)))

    # --- the steps, the surest first ---

    def _by_reference_exactly(self, clues: _Clues) -> Proposal | None:
        if not clues.referred or self._sum(clues.referred) != clues.left:
            return None
        checked = all(is_checked(self._items[number].reference) for number in clues.referred)
        confidence = Confidence.CERTAIN if checked else Confidence.PROBABLE
        return self._for(
            clues, clues.referred, confidence, f"het kenmerk hoort bij {_invoices(clues.referred)}"
        )

    def _by_number_exactly(self, clues: _Clues) -> Proposal | None:
        named = list(dict.fromkeys([*clues.referred, *clues.written]))
        named = [number for number in named if self._open[number]]
        if not named or not clues.written or self._sum(named) != clues.left:
            return None
        return self._for(clues, named, Confidence.PROBABLE, f"de omschrijving noemt {_invoices(named)}")

    def _by_reference(self, clues: _Clues) -> Proposal | None:
        if not clues.referred:
            return None
        return self._for(
            clues, clues.referred, Confidence.PROBABLE, f"het kenmerk hoort bij {_invoices(clues.referred)}"
        )

    def _by_iban(self, clues: _Clues) -> Proposal | None:
        found = self._exactly(clues.iban, clues.left)
        if not found:
            return None
        reason = f"deze rekening betaalt voor {self._items[found[0]].buyer}"
        if others := [number for number in clues.written if number not in found]:
            why = f"de omschrijving noemt {_invoices(others)}, maar {reason}"
            return replace(self._for(clues, found[:1], Confidence.POSSIBLE, why), candidates=tuple(others))
        if len(found) == 1:
            return self._for(clues, found, Confidence.PROBABLE, reason)
        return self._oldest(clues, found, reason)

    def _by_number(self, clues: _Clues) -> Proposal | None:
        if not clues.written:
            return None
        return self._for(
            clues, clues.written, Confidence.POSSIBLE, f"de omschrijving noemt {_invoices(clues.written)}"
        )

    def _by_guessed_number(self, clues: _Clues) -> Proposal | None:
        """A number with other signs or lost zeros: only where the amount or the payer agrees."""
        meant = [number for number in clues.guessed if self._open[number]]
        exact = [number for number in meant if self._open[number] == clues.left]
        reason = "de omschrijving lijkt te verwijzen naar"
        if len(exact) == 1:
            return self._for(clues, exact, Confidence.POSSIBLE, f"{reason} {_invoices(exact)}")
        if meant and self._sum(meant) == clues.left:
            return self._for(clues, meant, Confidence.POSSIBLE, f"{reason} {_invoices(meant)}")
        own = [number for number in meant if self._is_payer(clues, number)]
        if len(own) == 1:
            return self._for(clues, own, Confidence.POSSIBLE, f"{reason} {_invoices(own)}")
        return None

    def _by_name(self, clues: _Clues) -> Proposal | None:
        for name in clues.names:
            found = self._exactly(name, clues.left)
            if found:
                reason = f"de betaling noemt {self._items[found[0]].buyer}"
                if len(found) == 1:
                    return self._for(clues, found, Confidence.POSSIBLE, reason)
                return self._oldest(clues, found, reason)
        return None

    def _by_combination(self, clues: _Clues) -> Proposal | None:
        """Several invoices of one payer that add up: the only combination, or all that it has open."""
        numbers = [number for number in self._of_iban.get(clues.iban, ()) if self._open[number]]
        if len(numbers) < 2:
            return None
        numbers.sort(key=self._age)
        found = [numbers] if self._sum(numbers) == clues.left else []
        if not found and len(numbers) <= MOST_COMBINED:
            found = [
                list(some)
                for size in range(2, len(numbers))
                for some in combinations(numbers, size)
                if self._sum(some) == clues.left
            ]
        if not found:
            return None
        reason = f"deze rekening heeft {_invoices(found[0])} open staan"
        if len(found) == 1:
            return self._for(clues, found[0], Confidence.POSSIBLE, reason)
        several = tuple(dict.fromkeys(number for some in found for number in some))
        reason = (
            f"verschillende combinaties van facturen van deze rekening zijn samen {format_euro(clues.left)}"
        )
        return Proposal(
            clues.payment.key,
            Outcome.UNCLEAR,
            reason,
            left_cents=clues.left,
            candidates=several[:MOST_COMBINED],
        )

    def _paid_before(self, clues: _Clues) -> Proposal | None:
        """The account paid this amount before and has nothing of it open; else what could be meant."""
        same = sorted(self._of_amount.get((clues.iban, clues.left), ()), key=self._age) if clues.iban else []
        paid = [
            number
            for number in same
            if not self._open[number]
            and not self._items[number].is_credited
            and self._items[number].total_cents == clues.left == clues.payment.entry.amount_cents
        ]
        if paid:
            reason = f"vanaf deze rekening is {_invoices(paid)} met hetzelfde bedrag al betaald; lijkt dubbel"
            return Proposal(
                clues.payment.key, Outcome.DOUBLE, reason, Confidence.POSSIBLE, (), clues.left, tuple(paid)
            )
        of_payer = self._of_iban.get(clues.iban) or next((self._of_name[name] for name in clues.names), set())
        open_items = [number for number in {*clues.guessed, *of_payer} if self._open[number]]
        if not open_items:
            return None
        candidates = tuple(sorted(open_items, key=self._age)[:MOST_COMBINED])
        reason = f"het bedrag past bij geen factuur; {_invoices(candidates)} kan bedoeld zijn"
        return Proposal(
            clues.payment.key, Outcome.UNCLEAR, reason, left_cents=clues.left, candidates=candidates
        )

    # --- what they share ---

    def _sum(self, numbers: Iterable[str]) -> int:
        return sum(self._open[number] for number in numbers)

    def _age(self, number: str) -> tuple[dt.date, str]:
        return self._items[number].due_on, number

    def _exactly(self, mark: str, cents: int) -> list[str]:
        """The invoices of an account or a name of which exactly this is open, the oldest first."""
        found = self._of_amount.get((mark, cents), ()) if mark else ()
        return sorted((number for number in found if self._open[number] == cents), key=self._age)

    def _instead_of(self, numbers: Iterable[str]) -> list[str]:
        """What came instead of invoices that a correction took off, as far as it is open."""
        found = dict.fromkeys(self._items[number].replaced_by for number in numbers)
        return [number for number in found if self._open.get(number)]

    def _came_instead(self, numbers: Iterable[str]) -> str:
        """In words, of credited invoices of which nothing is open: whether a correction put others in their place."""
        settled = dict.fromkeys(filter(None, (self._items[number].replaced_by for number in numbers)))
        if not settled:
            return "maar die is gecrediteerd en niet vervangen"
        return f"vervangen door {_invoices([*settled])}, waarvan niets meer open staat"

    def _is_payer(self, clues: _Clues, number: str) -> bool:
        item = self._items[number]
        names = {name_key(name) for name in (item.buyer, *item.payers)}
        return clues.iban in item.ibans or not names.isdisjoint(clues.names)

    def _oldest(self, clues: _Clues, found: list[str], reason: str) -> Proposal:
        """Several invoices have this amount open: the oldest, with the others beside it."""
        why = f"{reason}; {len(found)} facturen hebben dit bedrag open, dit is de oudste"
        proposal = self._for(clues, found[:1], Confidence.POSSIBLE, why)
        return replace(proposal, candidates=tuple(found[1 : MOST_COMBINED + 1]))

    def _double(self, clues: _Clues, paid: list[str], confidence: Confidence, why: str) -> Proposal:
        """Paid already; a payer who used last year's reference again may mean what is open now.

        Twice is said only of a whole payment for an invoice that is still asked. Of one that settled it itself, the
        rest is too much; and what was credited is not asked any more.
        """
        marks = [clues.iban, *clues.names]
        meant = dict.fromkeys(number for mark in marks for number in self._exactly(mark, clues.left))
        outcome, candidates = Outcome.DOUBLE, (*paid, *meant)[:MOST_COMBINED]
        reason = f"{why}, maar daarvan staat niets meer open: dit lijkt een dubbele betaling"
        if all(self._items[number].is_credited for number in paid):
            outcome, candidates = Outcome.UNCLEAR, (*meant,)[:MOST_COMBINED]
            reason = f"{why}, {self._came_instead(paid)}: dit geld is over"
        elif clues.left < clues.payment.entry.amount_cents:
            outcome, candidates = Outcome.OVERPAID, (*meant,)[:MOST_COMBINED]
            reason = (
                f"{why}, waarvan niets meer open staat: van deze betaling is {format_euro(clues.left)} over"
            )
        if meant:
            reason += f", of bedoeld voor {_invoices(list(meant))}, want daar staat precies dit bedrag open"
        sure = None if outcome is Outcome.UNCLEAR else confidence
        return Proposal(clues.payment.key, outcome, reason, sure, (), clues.left, candidates)

    def _for(self, clues: _Clues, numbers: Sequence[str], confidence: Confidence, why: str) -> Proposal:
        """The payment for these invoices, the oldest first, and what that makes it."""
        numbers = sorted(numbers, key=self._age)
        whole, left = self._sum(numbers), clues.left
        if not whole and (instead := self._instead_of(numbers)):
            lower = Confidence.PROBABLE if confidence is Confidence.CERTAIN else confidence
            return self._for(clues, instead, lower, f"{why}, vervangen door {_invoices(instead)}")
        if not whole:
            return self._double(clues, numbers, confidence, why)
        shares = spread(left, {number: self._open[number] for number in numbers})
        if left == whole:
            outcome = Outcome.EXACT if len(shares) == 1 else Outcome.SEVERAL
            ending = "en het bedrag klopt" if len(shares) == 1 else "en samen klopt het bedrag"
        elif left < whole:
            outcome, ending = Outcome.PARTIAL, f"maar er is {format_euro(whole - left)} te weinig betaald"
        else:
            outcome, ending = Outcome.OVERPAID, f"maar er is {format_euro(left - whole)} te veel betaald"
        return Proposal(
            clues.payment.key,
            outcome,
            f"{why}, {ending}",
            confidence,
            tuple(Share(number, cents) for number, cents in shares.items()),
            max(0, left - whole),
        )


def _invoices(numbers: Sequence[str]) -> str:
    return f"factuur {numbers[0]}" if len(numbers) == 1 else f"facturen {in_a_row(numbers)}"


def _why_not(payment: Payment) -> str:
    """Why a payment is not matched at all; empty when it is."""
    if payment.entry.direction is Direction.DEBIT:
        if payment.entry.is_reversal or payment.entry.return_reason:
            return "de bank draaide een eerdere bijschrijving terug"
        return "dit geld ging eraf"
    if payment.entry.is_reversal or payment.entry.return_reason:
        return "een eigen betaling kwam terug"
    return "" if payment.left_cents > 0 else "hiervan is niets meer te verdelen"


def propose(payments: Sequence[Payment], items: Iterable[OpenItem]) -> tuple[Proposal, ...]:
    """All at once; see `Matcher` for payments in portions."""
    return Matcher(items).propose(payments)
