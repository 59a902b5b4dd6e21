"""The account of one payer, over all years, as on a day.

Of a payer is what was asked of it or for it, and of whom it took up; its page and its account are this one reading.
What waits at the bank, and what went back, is of who paid it (`rules.dunning.whose_money`): of one payer at most. What
others paid for it shows as far as it stands booked on its invoices.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from noaber.core.reading import read_once
from noaber.finance.models import Allocation, Invoice
from noaber.finance.queries.bank_by_day import payments_among
from noaber.finance.queries.dunning.waiting_money import received_by_payer
from noaber.finance.queries.invoices.asked_of import asked_of, codes_of
from noaber.finance.queries.parties import parties_on
from noaber.finance.queries.reports.result_set_offs import standing_on
from noaber.finance.queries.reports.returns import own_returns
from noaber.finance.rules.bank.by_day import Happened
from noaber.finance.rules.dunning.payer_account import (
    Account,
    Movement,
    MovementKind,
    account_of,
    movements_of,
    movements_of_result,
)

KINDS = {"invoice": MovementKind.INVOICE, "credit_note": MovementKind.CREDIT_NOTE}
OF_PAYMENTS = {
    Happened.PAID: MovementKind.PAYMENT,
    Happened.TURNED_BACK: MovementKind.TURNED_BACK,
    Happened.FREED: MovementKind.FREED,
}


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
    """The account of a payer; None when it never got an invoice. At most twelve queries, and five per agreement."""
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
    received = received_by_payer(until).get(code, ())
    settled = [*_booked(documents, until), *_set_off(documents, until)]
    movements = movements_of([*asked, *_of_results(code, codes, until)], settled, received, until)
    others = dict.fromkeys(each.buyer_name for each in documents if each.buyer_code != code)
    return BuyerAccount(code, _name(code, documents, until), account_of(movements, until), tuple(others))


def _name(code: str, documents: list[_Document], on: dt.date) -> str:
    """By its own newest document, else as the register has it."""
    own = [each.buyer_name for each in documents if each.buyer_code == code]
    party = None if own else parties_on(on).party(code)
    return own[-1] if own else party.name if party else documents[-1].buyer_name


def _of_results(code: str, codes: frozenset[str], until: dt.date) -> Iterator[Movement]:
    """What goes back to it of adopted results, and what was paid of that or set off as on the day."""
    for each in own_returns(codes):
        paid = ((one.booked_on, one.amount_cents) for one in each.payments if one.counts_on(until))
        before = "" if each.payer == code else each.name
        set_off = [
            Movement(
                one.on,
                MovementKind.RESULT_SET_OFF,
                one.amount_cents,
                one.number,
                year=each.year,
                before=before,
            )
            for one in each.set_offs
            if one.counts_on(until)
        ]
        yield from movements_of_result(each.year, each.on, each.due_cents, paid, before, set_off)


def _set_off(documents: list[_Document], until: dt.date) -> list[Movement]:
    """What invoices asked less by results on the day."""
    found = standing_on([each.key for each in documents], until)
    return [
        Movement(each.on, MovementKind.SET_OFF, each.amount_cents, each.number, year=each.year)
        for each in found
    ]


def _booked(documents: Iterable[_Document], until: dt.date) -> list[Movement]:
    """What stood booked on the day, by payment and invoice; what the bank turned back, and what came free by a credit
    note.
    """
    found = Allocation.objects.filter(invoice__in=[each.key for each in documents]).order_by()
    own, sums = {each.number for each in documents}, Counter[tuple[dt.date, MovementKind, str]]()
    for payment in payments_among(found.values("entry")).values():
        for line in payment.on(until).lines:
            if line.number in own:
                sums[line.on, OF_PAYMENTS[line.happened], line.number] += line.cents
    return [Movement(on, kind, cents, number) for (on, kind, number), cents in sums.items()]
