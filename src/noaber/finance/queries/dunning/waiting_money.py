"""Money that came in and is not booked, or went back: of which payer it is, each of one payer at most."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, When

from noaber.core.reading import read_once
from noaber.finance.models import Allocation, BankEntry, Invoice
from noaber.finance.queries.bank.entries import with_left
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.dunning.payer_account import Received
from noaber.finance.rules.dunning.whose_money import Incoming, Payers
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.network.api import successors

STANDING = Q(releases__isnull=True, released_by__isnull=True)
STANDS = Case(When(STANDING, then=True), default=False)


@dataclass(frozen=True, slots=True)
class _Money:
    key: int
    on: dt.date
    left_cents: int
    name: str
    on_behalf_of: str
    iban: str
    reference: str
    text: str


@read_once
def received_by_payer(on: dt.date) -> dict[str, tuple[Received, ...]]:
    """By payer, as they stand on a day, what waits and what went back; empty the key of money of nobody known.

    Together they are what is not processed of money in. Five queries at most.
    """
    money = _money()
    if not money:
        return {}
    keys = [each.key for each in money]
    booked, returned = _said_of(keys)
    owners = _payers(on).owners_of(
        Incoming(
            each.name,
            each.on_behalf_of,
            each.iban,
            f"{each.reference} {each.text}",
            booked.get(each.key, ()),
        )
        for each in money
    )
    found: dict[str, list[Received]] = defaultdict(list)
    for owner, each in zip(owners, money, strict=True):
        found[owner].append(Received(each.on, each.left_cents, tuple(returned.get(each.key, ()))))
    return {owner: tuple(rows) for owner, rows in found.items()}


def _money() -> list[_Money]:
    back = Allocation.objects.filter(STANDING, entry=OuterRef("pk"), outgoing__isnull=False)
    rows = with_left(BankEntry.objects.filter(direction=Direction.CREDIT)).filter(~Q(left=0) | Exists(back))
    columns = (
        "pk",
        "booked_on",
        "left",
        "counterparty_name",
        "on_behalf_of",
        "counterparty_iban",
        "reference",
        "text",
    )
    return [_Money(*row) for row in rows.order_by("booked_on", "pk").values_list(*columns)]


def _said_of(keys: list[int]) -> tuple[dict[int, set[str]], dict[int, list[tuple[dt.date, int]]]]:
    """By entry, on whose invoices it ever stood, and what of it stands as gone back on which day."""
    booked: dict[int, set[str]] = defaultdict(set)
    returned: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
    rows = Allocation.objects.filter(entry__in=keys).annotate(stands=STANDS).order_by("pk")
    columns = ("entry", "invoice__buyer__code", "outgoing__booked_on", "amount_cents", "stands")
    for key, code, on, cents, stands in rows.values_list(*columns):
        if code:
            booked[key].add(code)
        if on and stands:
            returned[key].append((on, cents))
    return booked, returned


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
