"""Money that came in and is not booked, or went back: of which payer it is, each of one payer at most."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, When

from noaber.core.reading import read_once
from noaber.finance.models import Allocation, BankBooking, BankEntry, Invoice, ResultReturn
from noaber.finance.queries.bank.entries import nothing_said_of, with_left
from noaber.finance.queries.bank_by_day import MOVED, STANDING, Payment, whole_payments
from noaber.finance.rules.bank.by_day import taken_of
from noaber.finance.rules.bank.reversals import Booked, is_refund_back, is_turned_back, undone_by
from noaber.finance.rules.bank.statements import BankEntry as Said
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.dunning.payer_account import Received
from noaber.finance.rules.dunning.whose_money import Incoming, Payers
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.network.api import successors

STANDS = Case(When(STANDING, then=True), default=False)


@dataclass(frozen=True, slots=True)
class _Money:
    key: int
    on: dt.date
    cents: int
    left_cents: int
    name: str
    on_behalf_of: str
    iban: str
    reference: str
    text: str
    is_reversal: bool
    rest: dict[str, Any]
    is_moved: bool

    @property
    def is_turned_back(self) -> bool:
        return self.is_reversal or bool(self.rest.get("return_reason"))


@dataclass(slots=True)
class _Said:
    """What was said of money in: on whose invoices it ever stood, what of it went back, and what it brought back.

    `to_name`, `to_iban`: to whom the refund went that it brought back.
    """

    booked_for: set[str] = field(default_factory=set)
    returned: list[tuple[dt.date, int]] = field(default_factory=list)
    came_back: list[tuple[dt.date, int]] = field(default_factory=list)
    to_name: str = ""
    to_iban: str = ""

    def bring_back(self, on: dt.date, cents: int, name: str, iban: str) -> None:
        self.came_back.append((on, cents))
        self.to_name, self.to_iban = name, iban


@read_once
def received_by_payer(on: dt.date) -> dict[str, tuple[Received, ...]]:
    """By payer, as they stand on a day, what waits and what went back; empty the key of money of nobody known.

    Together they are what is not processed of money in; but what brings back money out of which nothing is said
    either is no more money than there was. Eleven queries at most.
    """
    money = _money()
    if not money:
        return {}
    said, left = _said_of(money), {each.key: each.left_cents for each in money}
    for key, out in _unsaid(money).items():
        said[key].bring_back(out.booked_on, left[key], out.counterparty_name, out.counterparty_iban)
        left[key] = 0
    owners = _payers(on).owners_of(_incoming(each, said[each.key]) for each in money)
    found: dict[str, list[Received]] = defaultdict(list)
    stood = whole_payments([each.key for each in money if each.is_moved])
    for owner, each in zip(owners, money, strict=True):
        of, payment = said[each.key], stood.get(each.key)
        if payment:
            found[owner].extend(_received(each, left[each.key], of, payment, on))
        else:
            went = tuple(of.returned), tuple(of.came_back)
            found[owner].append(Received(each.on, left[each.key], *went, each.is_turned_back))
    return {owner: tuple(rows) for owner, rows in found.items()}


def _received(
    each: _Money, left_cents: int, said: _Said, payment: Payment, day: dt.date
) -> Iterator[Received]:
    """What stood on other invoices on a day than it does now: what was free then, from the day on which it came free.

    Money that is free after the day can have gone back already, while nobody had said what it was.
    """
    yield Received(each.on, came_back=tuple(said.came_back))
    free = dict(payment.on(day).free)
    for on, cents in sorted(said.returned):
        taken = taken_of(free, cents)
        for freed, part in taken:
            yield Received(freed, returned=((on, part),))
        yield Received(day + dt.timedelta(days=1), returned=((on, cents - sum(part for _on, part in taken)),))
    for freed, part in taken_of(free, max(0, left_cents + payment.more_on(day))):
        yield Received(freed, part, is_turned_back=each.is_turned_back)


def _money() -> list[_Money]:
    back = Allocation.objects.filter(STANDING, entry=OuterRef("pk"), outgoing__isnull=False)
    moved = Exists(Allocation.objects.filter(MOVED, entry=OuterRef("pk"), releases__isnull=True).order_by())
    found = with_left(BankEntry.objects.filter(direction=Direction.CREDIT)).annotate(moved=moved)
    rows = found.filter(~Q(left=0) | Exists(back) | Q(moved=True))
    columns = (
        "pk",
        "booked_on",
        "amount_cents",
        "left",
        "counterparty_name",
        "on_behalf_of",
        "counterparty_iban",
        "reference",
        "text",
        "is_reversal",
        "rest",
        "moved",
    )
    return [_Money(*row) for row in rows.order_by("booked_on", "pk").values_list(*columns)]


def _incoming(each: _Money, said: _Said) -> Incoming:
    """What brings back a refund is of whom that went to, where the bank names nobody."""
    return Incoming(
        each.name or said.to_name,
        each.on_behalf_of,
        each.iban or said.to_iban,
        f"{each.reference} {each.text}",
        said.booked_for,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that says something of money in; `moment` when it was said, of what gave nothing back when released."""

    key: int
    payer: str | None
    cents: int
    stands: bool
    moment: dt.datetime | None
    outgoing: int | None
    on: dt.date | None
    is_reversal: bool | None
    name: str | None
    iban: str | None


def _said_of(money: Iterable[_Money]) -> dict[int, _Said]:
    """By entry. What stood on invoices or elsewhere, or paid results, until the bank turned it back is told there."""
    by_key = {each.key: each for each in money}
    found = {key: _Said() for key in by_key}
    stood: Counter[tuple[int, dt.datetime | None]] = Counter()
    given: list[_Row] = []
    for row in _rows(by_key):
        if row.payer:
            found[row.key].booked_for.add(row.payer)
        if not row.outgoing:
            stood[row.key, row.moment] += row.cents
        elif row.stands:
            given.append(row)
    results = _undone(ResultReturn, {row.outgoing for row in given if row.outgoing})
    stood += _undone(BankBooking, {row.key for row in given})
    for row in given:
        each = by_key[row.key]
        elsewhere = stood[row.key, row.moment] if row.cents == each.cents else 0
        elsewhere += results[row.outgoing or 0, row.moment]
        _went_back(each, row, row.cents - elsewhere, found[row.key])
    return found


def _undone(
    of: type[ResultReturn | BankBooking], entries: Collection[int]
) -> Counter[tuple[int, dt.datetime | None]]:
    """What entries paid of results, or brought on lines, until that was undone: it is told there, not of this money."""
    found: Counter[tuple[int, dt.datetime | None]] = Counter()
    if entries:
        undone = of._default_manager.filter(
            entry__in=entries, releases__isnull=True, released_by__isnull=False
        )
        for key, moment, cents in undone.values_list("entry", "released_by__recorded_at", "amount_cents"):
            found[key, moment] += cents
    return found


def _rows(keys: Iterable[int]) -> Iterator[_Row]:
    moment = Case(When(outgoing__isnull=True, then=F("released_by__recorded_at")), default=F("recorded_at"))
    rows = Allocation.objects.filter(entry__in=list(keys)).annotate(stands=STANDS, moment=moment)
    columns = (
        "entry",
        "invoice__buyer__code",
        "amount_cents",
        "stands",
        "moment",
        "outgoing",
        "outgoing__booked_on",
        "outgoing__is_reversal",
        "outgoing__counterparty_name",
        "outgoing__counterparty_iban",
    )
    return (_Row(*row) for row in rows.order_by("pk").values_list(*columns))


def _went_back(each: _Money, row: _Row, cents: int, said: _Said) -> None:
    """The payment went back, or it is itself a refund that came back."""
    if row.on is None or row.outgoing is None or not cents:
        return
    came = Booked(each.on, each.is_turned_back, each.key)
    if is_refund_back(came, Booked(row.on, bool(row.is_reversal), row.outgoing)):
        said.bring_back(row.on, cents, row.name or "", row.iban or "")
    else:
        said.returned.append((row.on, cents))


def _unsaid(money: Iterable[_Money]) -> dict[int, Said]:
    """Money out that money in brings back, by that, while nothing is said of either; one query where there is any."""
    waiting = {each.key: each for each in money if each.is_turned_back and each.left_cents == each.cents}
    if not waiting:
        return {}
    rows = nothing_said_of({each.cents for each in waiting.values()})
    out = {row.id: row for row in rows if not row.is_incoming and not is_turned_back(row.said)}
    found = {}
    for back in (row for row in rows if row.id in waiting):
        own = ((key, row.said) for key, row in out.items() if row.account == back.account)
        if went := next(iter(undone_by(back.said, own)), None):
            found[back.id] = out.pop(went.payment).said
    return found


def _payers(on: dt.date) -> Payers:
    known = Payers(successors(on))
    invoices = Invoice.objects.filter(kind=DocumentKind.INVOICE)
    for code, name, reference in invoices.values_list("buyer__code", "content__buyer__name", "reference"):
        known.add(code, name, reference)
    paid = Allocation.objects.filter(invoice__isnull=False).exclude(entry__counterparty_iban="")
    said = paid.annotate(stands=STANDS).order_by()
    for iban, code, stands in said.values_list(
        "entry__counterparty_iban", "invoice__buyer__code", "stands"
    ).distinct():
        known.add_account(iban, code, stands=stands)
    return known
