"""The bank: statements, entries with what is left of them, what is proposed for them, and what was booked."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from noaber.finance.formats.entry_json import COLUMNS, entry_of
from noaber.finance.models import (
    Allocation,
    BankBooking,
    BankEntry,
    BankStatement,
    PurchasePayment,
    ResultReturn,
    VatSettlement,
)
from noaber.finance.queries.invoices.open_items import open_items
from noaber.finance.rules.bank.matching import Matcher
from noaber.finance.rules.bank.proposals import Payment, Proposal
from noaber.finance.rules.bank.refunds import ranked
from noaber.finance.rules.bank.reversals import is_turned_back, undone_by
from noaber.finance.rules.bank.statements import BankEntry as Said
from noaber.finance.rules.bank.statements import Direction

PORTION: Final = 2_000
MOST_OFFERED: Final = 50
MOST_LOOKED_AT: Final = 500
"""Payments of one amount among which the one is looked for that was undone; the newest."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as a list shows it."""

    id: uuid.UUID
    account: str
    label: str
    first_day: dt.date | None
    last_day: dt.date | None
    opening_cents: int
    closing_cents: int
    entry_count: int
    file_name: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry: what the bank said, and what is not yet explained of it."""

    id: int
    said: Said
    account: str
    statement: str
    statement_id: uuid.UUID
    fingerprint: str
    left_cents: int

    @property
    def is_incoming(self) -> bool:
        return self.said.direction is Direction.CREDIT


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """An entry with what is proposed for it."""

    entry: EntryRow
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class BookedRow:
    """What was booked of an entry; `released` says that it was undone, or undoes."""

    id: int
    invoice: str
    other_id: int | None
    amount_cents: int
    confidence: str
    reason: str
    recorded_at: dt.datetime
    recorded_by_id: int | None
    is_released: bool
    is_release: bool


@dataclass(frozen=True, slots=True)
class CreditedRow:
    """What of a payment stands on an invoice that was credited: nobody owes it any more."""

    id: int
    entry: int
    invoice: str
    amount_cents: int
    booked_on: dt.date
    who: str


def statements() -> list[StatementRow]:
    """Every statement, the last one first; one query."""
    found = BankStatement.objects.select_related("account").order_by(
        F("last_on").desc(nulls_last=True), "-recorded_at"
    )
    return [
        StatementRow(
            row.pk,
            row.account.iban,
            str(row),
            row.first_on,
            row.last_on,
            row.opening_cents,
            row.closing_cents,
            row.entry_count,
            row.file_name,
            row.recorded_at,
        )
        for row in found
    ]


def balance_of(iban: str) -> int:
    """What stood on an account at the end of its newest statement; 0 before the first one. One query."""
    found = BankStatement.objects.filter(account__iban=iban).order_by("-last_on", "-recorded_at")
    return found.values_list("closing_cents", flat=True).first() or 0


def with_left(found: QuerySet[BankEntry]) -> QuerySet[Any]:
    """Entries with `left`: what of them is not allocated, given back, set aside, itself a refund, or on a line.

    Money out pays a purchase, or what goes back of a result; either way it can be settled with the tax office.
    """
    own = Allocation.objects.values("entry").annotate(total=Sum("amount_cents"))
    back = (
        Allocation.objects.filter(outgoing__isnull=False)
        .values("outgoing")
        .annotate(total=Sum("amount_cents"))
    )
    bought = PurchasePayment.objects.values("entry").annotate(total=Sum("amount_cents"))
    on_line = BankBooking.objects.values("entry").annotate(total=Sum("amount_cents"))
    returned = ResultReturn.objects.values("entry").annotate(total=Sum("amount_cents"))
    settled = VatSettlement.objects.values("entry").annotate(total=Sum("amount_cents"))
    return found.annotate(
        left=F("amount_cents")
        - Coalesce(_sum_of(own, "entry"), Value(0))
        - Coalesce(_sum_of(back, "outgoing"), Value(0))
        - Coalesce(_sum_of(bought, "entry"), Value(0))
        - Coalesce(_sum_of(on_line, "entry"), Value(0))
        - Coalesce(_sum_of(returned, "entry"), Value(0))
        - Coalesce(_sum_of(settled, "entry"), Value(0))
    )


def _sum_of(rows: Any, key: str) -> Any:
    return Subquery(rows.filter(**{key: OuterRef("pk")}).values("total"))


def entries(
    *, unexplained: bool = False, statement: uuid.UUID | None = None, most: int | None = None
) -> list[EntryRow]:
    """Entries by day, the last one first; `unexplained`: of which something is left. One query."""
    found = with_left(BankEntry.objects.all())
    if unexplained:
        found = found.exclude(left=0)
    if statement is not None:
        found = found.filter(statement=statement)
    return _rows(found.order_by("-booked_on", "-pk")[:most])


def count_waiting() -> int:
    """Entries that are not wholly explained, or that stand on an invoice that was credited; one query."""
    on_none = _on_credited().filter(entry=OuterRef("pk"))
    return with_left(BankEntry.objects.all()).filter(~Q(left=0) | Exists(on_none)).count()


def _on_credited() -> QuerySet[Allocation]:
    return Allocation.objects.filter(
        invoice__credit_note__isnull=False, releases__isnull=True, released_by__isnull=True
    )


def on_credited() -> list[CreditedRow]:
    """Money that is booked on invoices that were credited: it waits to be released, the oldest first. One query."""
    rows = _on_credited().order_by("entry__booked_on", "pk").select_related("entry", "invoice")
    return [
        CreditedRow(
            row.pk,
            row.entry_id,
            row.invoice.number if row.invoice else "",
            row.amount_cents,
            row.entry.booked_on,
            row.entry.counterparty_name or row.entry.counterparty_iban,
        )
        for row in rows
    ]


def entry(key: int) -> EntryRow | None:
    """One entry; one query."""
    return next(iter(_rows(with_left(BankEntry.objects.filter(pk=key)))), None)


def nothing_said_of(amounts: Collection[int]) -> list[EntryRow]:
    """Entries of these amounts that wait whole, the last one first; one query."""
    found = with_left(BankEntry.objects.filter(amount_cents__in=amounts)).filter(left=F("amount_cents"))
    return _rows(found.order_by("-booked_on", "-pk"))


def entries_with(marks: Sequence[str]) -> list[EntryRow]:
    """The entries with these fingerprints, in their order; a query for each portion."""
    found: dict[str, EntryRow] = {}
    for start in range(0, len(marks), PORTION):
        some = BankEntry.objects.filter(fingerprint__in=marks[start : start + PORTION])
        found |= {row.fingerprint: row for row in _rows(with_left(some))}
    return [found[mark] for mark in dict.fromkeys(marks)]


def booked_on_invoices(keys: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """What stands booked of entries, by entry: number and cents; a query for each portion."""
    found: dict[int, list[tuple[str, int]]] = {}
    for start in range(0, len(keys), PORTION):
        standing = Allocation.objects.filter(
            entry__in=keys[start : start + PORTION],
            invoice__isnull=False,
            releases__isnull=True,
            released_by__isnull=True,
        )
        for key, number, cents in standing.values_list("entry", "invoice__number", "amount_cents"):
            found.setdefault(key, []).append((number, cents))
    return found


def _rows(found: QuerySet[Any]) -> list[EntryRow]:
    names = (
        "pk",
        "account__iban",
        "statement_id",
        "fingerprint",
        "statement__sequence",
        "statement__statement_id",
        "left",
        *COLUMNS,
    )
    return [
        EntryRow(
            row["pk"],
            entry_of(row),
            row["account__iban"],
            row["statement__sequence"] or row["statement__statement_id"],
            row["statement_id"],
            row["fingerprint"],
            row["left"],
        )
        for row in found.values(*names)
    ]


def proposals(rows: Sequence[EntryRow]) -> list[ProposedRow]:
    """What is proposed for each entry, in portions of the oldest first; two queries."""
    matcher = Matcher(open_items())
    found: dict[int, ProposedRow] = {}
    waiting = sorted(rows, key=lambda row: (row.said.booked_on, row.id))
    for start in range(0, len(waiting), PORTION):
        some = waiting[start : start + PORTION]
        proposed = matcher.propose([Payment(str(row.id), row.said, row.left_cents) for row in some])
        found |= {row.id: ProposedRow(row, proposal) for row, proposal in zip(some, proposed, strict=True)}
    return [found[row.id] for row in rows]


def booked_of(key: int) -> list[BookedRow]:
    """All that was booked of an entry, or to which it is the refund, the first one first; one query."""
    found = Allocation.objects.filter(Q(entry=key) | Q(outgoing=key)).order_by("recorded_at", "pk")
    return [_booked(row, key) for row in found.select_related("invoice", "released_by")]


def _booked(row: Allocation, key: int) -> BookedRow:
    return BookedRow(
        row.pk,
        row.invoice.number if row.invoice else "",
        row.outgoing_id if row.entry_id == key else row.entry_id,
        row.amount_cents,
        row.confidence,
        row.reason,
        row.recorded_at,
        row.recorded_by_id,
        hasattr(row, "released_by"),
        row.releases_id is not None,
    )


def standing_entry_of(number: str) -> int | None:
    """The last payment that stands booked on an invoice; one query."""
    found = Allocation.objects.filter(invoice__number=number, releases__isnull=True, released_by__isnull=True)
    return found.order_by("-pk").values_list("entry", flat=True).first()


def money_out() -> list[EntryRow]:
    """Amounts that went out of which something is not explained, the last one first; one query."""
    found = with_left(BankEntry.objects.filter(direction=Direction.DEBIT, is_reversal=False))
    return _rows(found.filter(left__gt=0).order_by("-booked_on", "-pk"))


def money_in() -> list[EntryRow]:
    """Amounts that came in of which something is not explained, the last one first; one query."""
    found = with_left(BankEntry.objects.filter(direction=Direction.CREDIT, is_reversal=False))
    return _rows(found.filter(left__gt=0).order_by("-booked_on", "-pk"))


def refunds_for(row: EntryRow, *, also: str = "") -> list[EntryRow]:
    """Money out that can have given back what is left of a payment, the likeliest first; `also` what gave it back.

    What the bank turned back itself is not among it. One query.
    """
    found = with_left(
        BankEntry.objects.filter(
            direction=Direction.DEBIT,
            booked_on__gte=row.said.booked_on,
            is_reversal=False,
        )
    )
    gave_back = Q(pk=also, given_back__entry=row.id) if also.isdecimal() else Q()
    return _likeliest(row, found.filter(Q(left__gt=0) | gave_back).distinct().order_by("booked_on", "pk"))


def payments_refunded_by(row: EntryRow, *, also: str = "") -> list[EntryRow]:
    """Payments with something left that this money out can have given back; `also` what it gave back. One query."""
    found = with_left(BankEntry.objects.filter(direction=Direction.CREDIT, booked_on__lte=row.said.booked_on))
    given_back = Q(pk=also, allocations__outgoing=row.id) if also.isdecimal() else Q()
    return _likeliest(row, found.filter(Q(left__gt=0) | given_back).distinct().order_by("-booked_on", "-pk"))


def _likeliest(row: EntryRow, found: QuerySet[Any]) -> list[EntryRow]:
    rows = {each.id: each for each in _rows(found[:MOST_LOOKED_AT]) if not is_turned_back(each.said)}
    return [
        rows[key] for key in ranked(row.said, row.left_cents, said_and_left(rows.values()))[:MOST_OFFERED]
    ]


def said_and_left(rows: Iterable[EntryRow]) -> dict[int, tuple[Said, int]]:
    """Entries as the rules of refunds compare them."""
    return {each.id: (each.said, each.left_cents) for each in rows}


def payments_undone_by(row: EntryRow, *, also: str = "") -> list[tuple[EntryRow, str]]:
    """Payments the other way that this money can have undone, with why; `also` one that it undid. Two queries."""
    found = BankEntry.objects.filter(
        account__iban=row.account,
        direction=Direction.DEBIT if row.is_incoming else Direction.CREDIT,
        amount_cents=row.said.amount_cents,
        booked_on__lte=row.said.booked_on,
    ).exclude(pk__in=_gave_back(row, also))
    standing = found.order_by("-booked_on", "-pk")
    rows = {each.id: each for each in _rows(with_left(standing)[:MOST_LOOKED_AT])}
    undone = undone_by(row.said, ((key, each.said) for key, each in rows.items()))
    return [(rows[each.payment], each.reason) for each in undone[:MOST_OFFERED]]


def _gave_back(row: EntryRow, also: str) -> Any:
    """Those that went back since: what came after them gave them back, or undid them."""
    one, other = ("outgoing", "entry") if row.is_incoming else ("entry", "outgoing")
    day, same = f"{other}__booked_on", F(f"{one}__booked_on")
    after = Q(**{f"{other}__gt": F(one)}) | Q(**{f"{other}__is_reversal": True})
    later = Q(**{f"{day}__gt": same}) | Q(after, **{day: same})
    found = Allocation.objects.filter(
        later, outgoing__isnull=False, releases__isnull=True, released_by__isnull=True
    )
    this = {one: int(also) if also.isdecimal() else 0, other: row.id}
    return found.exclude(**this).values(one)
