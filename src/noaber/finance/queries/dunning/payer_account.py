"""The account of one payer, over all years, as on a day.

Of a payer is what was asked of it or for it, and of whom it took up; its page and its account are this one reading.
A payment is of a payer alone when all that was ever booked of it was on invoices of that one, or when nothing was and
it came from an account that pays for that one alone, or repeats the reference of one of its invoices and no other's.
What others paid for it shows as far as it stands booked on its invoices.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Q, When

from noaber.core.reading import read_once
from noaber.finance.models import Allocation, BankEntry, Invoice
from noaber.finance.queries.bank.entries import with_left
from noaber.finance.queries.invoices.asked_of import asked_of, codes_of
from noaber.finance.queries.parties import parties_on
from noaber.finance.queries.reports.returns import own_returns
from noaber.finance.rules.bank.matching_texts import References
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.dunning.payer_account import (
    Account,
    Movement,
    MovementKind,
    Received,
    account_of,
    movements_of,
    movements_of_result,
)
from noaber.finance.rules.invoices.invoice import DocumentKind

MARK: Final = "RF"
"""What every reference of an invoice begins with (ISO 11649)."""
KINDS = {"invoice": MovementKind.INVOICE, "credit_note": MovementKind.CREDIT_NOTE}


@dataclass(frozen=True, slots=True)
class BuyerAccount:
    """The account with the name that the newest document to the payer gives it; `others`: who else was invoiced."""

    code: str
    name: str
    account: Account
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Document:
    key: int
    kind: str
    number: str
    issued_on: dt.date
    cents: int
    buyer_code: str
    buyer_name: str
    credits: str | None
    reference: str


@read_once
def account(code: str, until: dt.date) -> BuyerAccount | None:
    """The account of a payer; None when it never got an invoice. At most ten queries, and four per agreement."""
    columns = (
        "pk",
        "kind",
        "number",
        "issued_on",
        "total_cents",
        "buyer__code",
        "content__buyer__name",
        "credits__number",
        "reference",
    )
    codes = codes_of(code, until)
    found = Invoice.objects.filter(asked_of(codes)).order_by("issued_on", "pk")
    documents = [_Document(*row) for row in found.values_list(*columns)]
    if not documents:
        return None
    asked = [
        Movement(each.issued_on, KINDS[each.kind], each.cents, each.number, each.credits or "")
        for each in documents
    ]
    parts = _parts(documents)
    movements = movements_of([*asked, *_of_results(code, codes)], _booked(parts), _received(documents, parts))
    others = dict.fromkeys(each.buyer_name for each in documents if each.buyer_code != code)
    return BuyerAccount(code, _name(code, documents, until), account_of(movements, until), tuple(others))


def _name(code: str, documents: list[_Document], on: dt.date) -> str:
    """By its own newest document, else as the register has it."""
    own = [each.buyer_name for each in documents if each.buyer_code == code]
    party = None if own else parties_on(on).party(code)
    return own[-1] if own else party.name if party else documents[-1].buyer_name


def _standing() -> Q:
    return Q(releases__isnull=True, released_by__isnull=True)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an entry that was ever booked on one of the invoices; `stands`: it was not released again."""

    entry: int
    iban: str
    on: dt.date
    number: str
    cents: int
    stands: bool


def _of_results(code: str, codes: frozenset[str]) -> Iterator[Movement]:
    """What goes back to it of adopted results, and what was paid of that."""
    for each in own_returns(codes):
        paid = ((one.booked_on, one.amount_cents) for one in each.payments if not one.is_released)
        before = "" if each.payer == code else each.name
        yield from movements_of_result(each.year, each.on, each.due_cents, paid, before)


def _parts(documents: list[_Document]) -> list[_Part]:
    columns = ("entry", "entry__counterparty_iban", "entry__booked_on", "invoice__number", "amount_cents")
    found = Allocation.objects.filter(invoice__in=[each.key for each in documents])
    stands = found.annotate(stands=Case(When(_standing(), then=True), default=False))
    return [_Part(*row) for row in stands.order_by("pk").values_list(*columns, "stands")]


def _booked(parts: list[_Part]) -> list[Movement]:
    """What stands booked, by payment and invoice, on the day that the bank has it."""
    sums: Counter[tuple[dt.date, str]] = Counter()
    for each in parts:
        if each.stands:
            sums[each.on, each.number] += each.cents
    return [Movement(on, MovementKind.PAYMENT, cents, number) for (on, number), cents in sums.items()]


def _received(documents: list[_Document], parts: list[_Part]) -> Iterator[Received]:
    """What else came in of this payer: what waits, and what went back."""
    own = _entries_of(documents, parts)
    if not own:
        return
    returned: dict[int, list[tuple[dt.date, int]]] = {}
    back = Allocation.objects.filter(_standing(), entry__in=own, outgoing__isnull=False)
    for key, on, cents in back.values_list("entry", "outgoing__booked_on", "amount_cents"):
        returned.setdefault(key, []).append((on, cents))
    rows = with_left(BankEntry.objects.filter(pk__in=own, direction=Direction.CREDIT))
    for key, on, left in rows.values_list("pk", "booked_on", "left"):
        yield Received(on, left, tuple(returned.get(key, ())))


def _entries_of(documents: list[_Document], parts: list[_Part]) -> list[int]:
    """The payments that are of this payer alone."""
    booked, ibans = {each.entry for each in parts}, {each.iban for each in parts if each.iban}
    others = Allocation.objects.filter(invoice__isnull=False).exclude(
        invoice__in=[each.key for each in documents]
    )
    shared = others.filter(Q(entry__in=booked) | Q(entry__counterparty_iban__in=ibans))
    also = list(shared.values_list("entry", "entry__counterparty_iban"))
    of_others, alone = {key for key, _iban in also}, ibans - {iban for _key, iban in also}
    names_one = Q(reference__icontains=MARK) | Q(text__icontains=MARK)
    unbooked = BankEntry.objects.filter(
        Q(counterparty_iban__in=alone) | names_one, direction=Direction.CREDIT
    ).exclude(allocations__invoice__isnull=False)
    rows = list(unbooked.values_list("pk", "counterparty_iban", "reference", "text"))
    by_account = {key for key, iban, *_texts in rows if iban in alone}
    said = {key: " ".join(texts) for key, _iban, *texts in rows if key not in by_account}
    return sorted((booked - of_others) | by_account | _referring(said, documents))


def _referring(said: Mapping[int, str], documents: list[_Document]) -> set[int]:
    """Those whose text repeats the reference of one of these invoices, and of no other's; one query at most."""
    own = {each.reference: each.number for each in documents if each.kind == DocumentKind.INVOICE.value}
    known = References(own)
    some = {key: text for key, text in said.items() if known.within(text)}
    if not some:
        return set()
    issued = Invoice.objects.filter(kind=DocumentKind.INVOICE).values_list("reference", "number")
    everyones = References(dict(issued))
    return {key for key, text in some.items() if set(everyones.within(text)) <= set(own.values())}
