"""Saying which invoices a payment is for, and undoing that: never more than it has left or the invoice has open.

Entries are locked first and invoices after them, each in order of their number, so that two people at work wait for
each other and never for ever. Sums are made under the lock.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_keep_bank
from noaber.finance.models import Allocation, BankEntry, Invoice
from noaber.finance.queries.bank.entries import ProposedRow, entries, proposals, with_left
from noaber.finance.queries.invoices.open_items import OpenRow, settlements
from noaber.finance.rules.bank.allocation import AllocationError, check_allocation, check_refund
from noaber.finance.rules.bank.proposals import Confidence
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.services.bank.opposites import undone
from noaber.finance.services.recording import recording

TOGETHER: Final = 500
"""Payments that are confirmed in one transaction; a crash leaves the rest to be confirmed again."""


TOO_MUCH: Final = gettext_lazy("Hiervan is meer verwerkt dan het bedrag. Maak eerst iets los.")


@dataclass(frozen=True, slots=True)
class Shares:
    """What is asked for one payment: cents by invoice number. `seen_left`: what the editor saw as left."""

    entry: int
    cents: Mapping[str, int]
    seen_left: int | None = None
    reason: str = ""
    confidence: str = ""


def allocate(asked: Shares, *, actor: Actor, now: dt.datetime) -> int:
    """Book a payment on invoices; answer how many rows, 0 when it was booked just so.

    Conflict: something else was booked of it since it was seen.
    """
    require(may_keep_bank(actor))
    if not asked.cents:
        raise DomainError(_("Vul bij ten minste één factuur een bedrag in."))
    with verb("finance.allocate", actor=actor) as trail:
        now = recording(now)
        books = locked_books([asked.entry], asked.cents)
        if asked.seen_left is not None and books.left[asked.entry] != asked.seen_left:
            if _stands(asked, books):
                return 0
            raise Conflict(_("Deze betaling"), revision=0)
        return len(_book(asked, books, trail, recorded_by(actor, now)))


def confirm_proposals(*, actor: Actor, now: dt.datetime, only: Collection[int] | None = None) -> int:
    """Book payments as is proposed: every one of which that is certain, or those of `only`; answer how many.

    The proposals are made anew. Twice books nothing more: what was booked has nothing left.
    """
    require(may_keep_bank(actor))
    found = certain_proposals() if only is None else [row for row in _proposed() if row.entry.id in only]
    return sum(
        _confirm(found[start : start + TOGETHER], actor, now) for start in range(0, len(found), TOGETHER)
    )


def certain_proposals() -> list[ProposedRow]:
    """What can be confirmed at once: a reference that checks itself, and the amount to the cent."""
    return [row for row in _proposed() if row.proposal.confidence is Confidence.CERTAIN]


def _proposed() -> list[ProposedRow]:
    return [row for row in proposals(entries(unexplained=True)) if row.proposal.shares]


def _confirm(some: Sequence[ProposedRow], actor: Actor, now: dt.datetime) -> int:
    asked = [_shares_of(row) for row in some]
    with verb("finance.allocate", actor=actor) as trail:
        now = recording(now)
        books = locked_books(
            [each.entry for each in asked], {number for each in asked for number in each.cents}
        )
        return sum(
            bool(_book(each, books, trail, recorded_by(actor, now))) for each in asked if _fits(each, books)
        )


def _shares_of(row: ProposedRow) -> Shares:
    proposal = row.proposal
    cents = {share.number: share.amount_cents for share in proposal.shares}
    return Shares(row.entry.id, cents, row.entry.left_cents, proposal.reason, str(proposal.confidence or ""))


def _require_in_and_out(books: "Books", payment: int, outgoing: int) -> None:
    if books.rows[payment].direction != Direction.CREDIT or books.rows[outgoing].direction != Direction.DEBIT:
        raise DomainError(_("Een terugbetaling is geld dat binnenkwam en daarna wegging."))


def given_back(
    payment: int, outgoing: int, cents: int, reason: str, recorded: Mapping[str, Any]
) -> Allocation:
    """Money that came in and money that went out are each other's; the caller holds the lock of both."""
    return Allocation.objects.create(
        entry_id=payment, outgoing_id=outgoing, amount_cents=cents, reason=reason.strip(), **recorded
    )


def release(key: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Undo what was booked, whole: the payment has it left again. False when it was undone before."""
    require(may_keep_bank(actor))
    _require_reason(reason, _("Schrijf in een paar woorden waarom u dit losmaakt."))
    with verb("finance.release_allocation", actor=actor) as trail:
        now = recording(now)
        row = Allocation.objects.filter(pk=key, releases__isnull=True).select_related("invoice").first()
        if row is None:
            raise DomainError(_("Deze verrekening bestaat niet."))
        locked_books([row.entry_id, *([row.outgoing_id] if row.outgoing_id else [])], _number_of(row))
        if Allocation.objects.filter(releases=row).exists():
            return False
        made = undone(row, reason, recorded_by(actor, now))
        trail.note(made, {"entry": row.entry_id, "releases": row.pk}, records=[made])
    return True


def refund(
    payment: int,
    outgoing: int,
    cents: int,
    *,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    seen_left: int | None = None,
    seen_out: int | None = None,
) -> bool:
    """Say that money out gave back a part of a payment. False when just that was said since it was seen.

    Conflict: something else was booked of it since. `seen_left`: what the editor saw as left of it, `seen_out` of the
    money out.
    """
    require(may_keep_bank(actor))
    _require_reason(reason, _("Schrijf in een paar woorden waarom dit is terugbetaald."))
    with verb("finance.refund", actor=actor) as trail:
        now = recording(now)
        books = locked_books([payment, outgoing], ())
        _require_in_and_out(books, payment, outgoing)
        standing = _standing(payment).filter(outgoing=outgoing, amount_cents=cents)
        seen = ((seen_left, payment), (seen_out, outgoing))
        is_changed = any(left is not None and books.left[key] != left for left, key in seen)
        if (is_changed or not books.left[outgoing]) and standing.exists():
            return False
        if is_changed:
            raise Conflict(_("Deze betaling"), revision=0)
        try:
            check_refund(cents, left_cents=books.left[payment], unexplained_cents=books.left[outgoing])
        except AllocationError as error:
            raise DomainError(_sentence(error), field="amount") from error
        row = given_back(payment, outgoing, cents, reason, recorded_by(actor, now))
        trail.note(row, {"entry": payment, "outgoing": outgoing}, records=[row])
    return True


def set_aside(key: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Say that what is left of an entry is for no invoice and no line. False when nothing is left to set aside."""
    require(may_keep_bank(actor))
    _require_reason(reason, _("Schrijf in een paar woorden waarom dit bij geen factuur of post hoort."))
    with verb("finance.set_aside", actor=actor) as trail:
        now = recording(now)
        books = locked_books([key], ())
        if not books.left[key]:
            return False
        if books.left[key] < 0:
            raise DomainError(str(TOO_MUCH))
        row = Allocation.objects.create(
            entry_id=key, amount_cents=books.left[key], reason=reason.strip(), **recorded_by(actor, now)
        )
        trail.note(row, {"entry": key}, records=[row])
    return True


@dataclass(slots=True)
class Books:
    """What is locked, with its sums; they are kept up with what is booked."""

    rows: dict[int, BankEntry]
    left: dict[int, int]
    invoices: dict[str, OpenRow]
    open: dict[str, int]


def locked_books(keys: Iterable[int], numbers: Collection[str]) -> Books:
    """Lock, then add up: a sum from before the lock may be of before what another booked."""
    wanted = sorted(set(keys))
    rows = {row.pk: row for row in BankEntry.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    if len(rows) != len(wanted):
        raise DomainError(_("Deze boeking bestaat niet."))
    list(
        Invoice.objects.select_for_update().filter(number__in=list(numbers)).order_by("pk").values_list("pk")
    )
    left = dict(with_left(BankEntry.objects.filter(pk__in=wanted)).values_list("pk", "left"))
    invoices = {row.number: row for row in settlements(numbers)}
    if unknown := sorted(set(numbers) - set(invoices)):
        raise DomainError(_no_invoice(unknown[0]), field="number")
    return Books(rows, left, invoices, {row.number: row.settlement.open_cents for row in invoices.values()})


def _no_invoice(number: str) -> str:
    credited = Invoice.objects.filter(number=number).values_list("credits__number", flat=True).first()
    if credited is None:
        return _("Factuur %(number)s bestaat niet.") % {"number": number}
    return _("%(number)s is een creditnota, bij factuur %(credited)s. Daarop wordt niet betaald.") % {
        "number": number,
        "credited": credited,
    }


def _book(asked: Shares, books: Books, trail: Trail, recorded: Mapping[str, Any]) -> list[Allocation]:
    """The rows for one payment, each checked against what is left after the one before."""
    entry = books.rows[asked.entry]
    if entry.direction != Direction.CREDIT:
        raise DomainError(_("Dit geld ging eraf; daarmee is geen factuur betaald."))
    made = []
    for number, cents in sorted(asked.cents.items()):
        try:
            check_allocation(cents, left_cents=books.left[entry.pk], open_cents=books.open[number])
        except AllocationError as error:
            raise DomainError(_sentence(error), field=number) from error
        books.left[entry.pk] -= cents
        books.open[number] -= cents
        made.append(
            Allocation(
                entry=entry,
                invoice_id=books.invoices[number].id,
                amount_cents=cents,
                reason=asked.reason[:1000],
                confidence=asked.confidence,
                **recorded,
            )
        )
    rows = Allocation.objects.bulk_create(made)
    trail.note(entry, {"invoices": sorted(asked.cents)}, records=rows)
    return rows


def _fits(asked: Shares, books: Books) -> bool:
    """Whether a proposal still holds under the lock; one that does not is left for a person."""
    return books.left[asked.entry] == asked.seen_left and all(
        cents <= books.open[number] for number, cents in asked.cents.items()
    )


def _stands(asked: Shares, books: Books) -> bool:
    """Whether just this was booked since the editor saw it: the form was sent twice."""
    booked: dict[str, int] = {}
    for number, cents in _standing(asked.entry).values_list("invoice__number", "amount_cents"):
        booked[number] = booked.get(number, 0) + cents
    is_less = books.left[asked.entry] == (asked.seen_left or 0) - sum(asked.cents.values())
    return is_less and all(booked.get(number, 0) >= cents for number, cents in asked.cents.items())


def _standing(entry: int) -> Any:
    return Allocation.objects.filter(entry=entry, releases__isnull=True, released_by__isnull=True)


def _number_of(row: Allocation) -> Collection[str]:
    return [row.invoice.number] if row.invoice else []


def _require_reason(reason: str, message: str) -> None:
    if not says_something(reason):
        raise DomainError(message, field="reason")


def _sentence(error: AllocationError) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
