"""The account of one payer, over all years, as on a day.

A payment is of a payer alone when all that was ever booked of it was on invoices of that one, or when nothing was and
it came from an account that pays for that one alone. What others paid for it shows as far as it stands booked on its
invoices.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, Sum

from noaber.finance.models import Allocation, BankEntry, Invoice
from noaber.finance.queries.bank.entries import with_left
from noaber.finance.queries.reports.returns import own_returns
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.dunning.payer_account import (
    Account,
    Movement,
    MovementKind,
    Received,
    account_of,
    movements_of,
)

KINDS = {"invoice": MovementKind.INVOICE, "credit_note": MovementKind.CREDIT_NOTE}


@dataclass(frozen=True, slots=True)
class BuyerAccount:
    """The account with the name that its newest document gives the payer."""

    code: str
    name: str
    account: Account


def account(code: str, until: dt.date) -> BuyerAccount | None:
    """The account of a payer; None when it never got an invoice. At most nine queries, and four per agreement."""
    documents = list(
        Invoice.objects.filter(buyer__code=code)
        .order_by("issued_on", "pk")
        .values_list("kind", "number", "issued_on", "total_cents", "content__buyer__name")
    )
    if not documents:
        return None
    asked = [Movement(on, KINDS[kind], cents, number) for kind, number, on, cents, _name in documents]
    movements = movements_of([*asked, *_of_results(code)], _booked(code), _received(code))
    return BuyerAccount(code, documents[-1][-1], account_of(movements, until))


def _standing() -> Q:
    return Q(releases__isnull=True, released_by__isnull=True)


def _booked(code: str) -> list[Movement]:
    """What stands booked on its invoices, on the day that the bank has it; what was released again is left out."""
    found = Allocation.objects.filter(_standing(), invoice__buyer__code=code)
    rows = found.values("entry__booked_on", "invoice__number").annotate(cents=Sum("amount_cents"))
    return [
        Movement(row["entry__booked_on"], MovementKind.PAYMENT, row["cents"], row["invoice__number"])
        for row in rows
    ]


def _of_results(code: str) -> Iterator[Movement]:
    """What goes back to it of adopted results, and what was paid of that."""
    for each in own_returns(code):
        yield Movement(each.on, MovementKind.RESULT, each.due_cents, year=each.year)
        for paid in each.payments:
            if not paid.is_released:
                yield Movement(paid.booked_on, MovementKind.RESULT_PAID, paid.amount_cents, year=each.year)


def _received(code: str) -> Iterator[Received]:
    """What else came in of this payer: what waits, and what went back."""
    own = _entries_of(code)
    if not own:
        return
    returned: dict[int, list[tuple[dt.date, int]]] = {}
    back = Allocation.objects.filter(_standing(), entry__in=own, outgoing__isnull=False)
    for key, on, cents in back.values_list("entry", "outgoing__booked_on", "amount_cents"):
        returned.setdefault(key, []).append((on, cents))
    rows = with_left(BankEntry.objects.filter(pk__in=own, direction=Direction.CREDIT))
    for key, on, left in rows.values_list("pk", "booked_on", "left"):
        yield Received(on, left, tuple(returned.get(key, ())))


def _entries_of(code: str) -> list[int]:
    """The payments that are of this payer alone."""
    ever = Allocation.objects.filter(invoice__buyer__code=code)
    known = list(ever.values_list("entry", "entry__counterparty_iban"))
    booked, ibans = {key for key, _iban in known}, {iban for _key, iban in known if iban}
    others = Allocation.objects.filter(invoice__isnull=False).exclude(invoice__buyer__code=code)
    shared = others.filter(Q(entry__in=booked) | Q(entry__counterparty_iban__in=ibans))
    also = list(shared.values_list("entry", "entry__counterparty_iban"))
    of_others, shared_ibans = {key for key, _iban in also}, {iban for _key, iban in also}
    unbooked = BankEntry.objects.filter(
        direction=Direction.CREDIT, counterparty_iban__in=ibans - shared_ibans
    ).exclude(allocations__invoice__isnull=False)
    return sorted((booked - of_others) | set(unbooked.values_list("pk", flat=True)))
