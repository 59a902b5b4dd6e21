"""A payment that the bank turned back, money in or money out: all that was said of it is released, of every kind.

What it was booked on is locked first, as who books there does (the book of purchases, the agreement, the years, the
accounts), then both entries and the invoices. A booking on a year that is closed is released as well: the bank does not
ask. The books of that year stay; the year that is open takes it as a correction on earlier years. Nor does it ask
whether a line has room: that is a rule for what people commit (R48), and the line is then over its budget.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_commit, may_keep_bank
from noaber.finance.models import (
    Agreement,
    Allocation,
    BankBooking,
    BankEntry,
    PurchasePayment,
    Report,
    ResultReturn,
    VatSettlement,
)
from noaber.finance.services.bank.allocating import TOO_MUCH, Books, given_back, locked_books
from noaber.finance.services.bank.opposites import undone
from noaber.finance.services.budget.year_budget import lock_budget_year
from noaber.finance.services.recording import recording
from noaber.finance.services.spending.purchases import lock_book


@dataclass(frozen=True, slots=True)
class _Processed:
    """All that stands said of an entry; `allocations` has those as well in which it gave money back."""

    allocations: tuple[Allocation, ...]
    bookings: tuple[BankBooking, ...]
    purchases: tuple[PurchasePayment, ...]
    returns: tuple[ResultReturn, ...]
    taxes: tuple[VatSettlement, ...]

    @property
    def names(self) -> list[str]:
        """Kind and key of each."""
        rows = (*self.allocations, *self.bookings, *self.purchases, *self.returns, *self.taxes)
        return [f"{row._meta.model_name}:{row.pk}" for row in rows]


def undo_payment(payment: int, reversal: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Say that the bank turned a payment back: what was said of it is released, and each is all of the other.

    In one transaction, so that nothing is paid by money that went back. False when just that was said before.
    DomainError: another amount, another day, or either is (also) for something else that came after it.
    """
    require(may_keep_bank(actor))
    require(may_commit(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden wat er is teruggedraaid."), field="reason")
    with verb("finance.undo_payment", actor=actor) as trail:
        now = recording(now)
        seen = _processed(payment)
        _lock_what_it_is_on(seen)
        books = locked_books([payment, reversal], ())
        paid, back = books.rows[payment], books.rows[reversal]
        standing = _processed(payment)
        if any(_is_between(row, paid, back) for row in standing.allocations):
            return False
        if standing.names != seen.names:
            raise Conflict(_("Deze betaling"), revision=0)
        _refuse_unfit(paid, back, books)
        _refuse_given_back(standing, paid)
        locked_books((), {row.invoice.number for row in standing.allocations if row.invoice})
        recorded = recorded_by(actor, now)
        made = _released(standing, reason, recorded)
        came, went = (paid, back) if paid.is_incoming else (back, paid)
        made.append(given_back(came.pk, went.pk, back.amount_cents, reason, recorded))
        if any(locked_books([payment, reversal], ()).left.values()):
            raise DomainError(str(TOO_MUCH))
        trail.note(paid, {"reversal": reversal, "releases": standing.names}, records=made)
    return True


def _processed(key: int) -> _Processed:
    standing = Q(releases__isnull=True, released_by__isnull=True)
    own = Allocation.objects.filter(standing, Q(entry=key) | Q(outgoing=key)).order_by("pk")
    of_line = BankBooking.objects.filter(standing, entry=key).order_by("pk")
    bought = PurchasePayment.objects.filter(standing, entry=key).order_by("pk")
    returned = ResultReturn.objects.filter(standing, entry=key).order_by("pk")
    settled = VatSettlement.objects.filter(standing, entry=key).order_by("pk")
    return _Processed(
        tuple(own.select_related("invoice", "entry", "outgoing")),
        tuple(of_line.select_related("budget_year__agreement", "post", "entry")),
        tuple(bought),
        tuple(returned.select_related("adoption")),
        tuple(settled.select_related("agreement")),
    )


def _lock_what_it_is_on(standing: _Processed) -> None:
    if standing.purchases:
        lock_book()
    for agreement in sorted({row.agreement_id for row in standing.taxes}):
        lock(Agreement, agreement, revision=None, label=str(agreement))
    for code, year in sorted(
        {(row.budget_year.agreement.code, row.budget_year.year) for row in standing.bookings}
    ):
        lock_budget_year(code, year)
    for report in sorted({row.adoption.report_id for row in standing.returns}):
        lock(Report, report, revision=None, label=str(report))


def _is_between(row: Allocation, paid: BankEntry, back: BankEntry) -> bool:
    """Whether it says that one is all of the other."""
    return {row.entry_id, row.outgoing_id} == {paid.pk, back.pk} and row.amount_cents == back.amount_cents


def _refuse_unfit(paid: BankEntry, back: BankEntry, books: Books) -> None:
    if paid.direction == back.direction:
        raise DomainError(_("Een betaling wordt teruggedraaid door geld de andere kant op."))
    if paid.amount_cents != back.amount_cents or paid.booked_on > back.booked_on:
        raise DomainError(
            _("Kies een betaling van hetzelfde bedrag, van die dag of eerder."), field="payment"
        )
    if books.left[back.pk] != back.amount_cents:
        raise DomainError(
            _("Hiervan is al iets anders geboekt. Maak dat eerst los: %(what)s.")
            % {"what": _("de bijschrijving") if back.is_incoming else _("de afschrijving")},
            field="payment",
        )


def _refuse_given_back(standing: _Processed, paid: BankEntry) -> None:
    """What gave this payment back since stays: money goes back once. What it gave back itself is released."""
    for row in standing.allocations:
        other = row.outgoing if row.entry_id == paid.pk else row.entry
        if other is not None and _is_after(other, paid):
            raise DomainError(
                _("Hiervan is al iets anders geboekt. Maak dat eerst los: %(what)s.")
                % {"what": _("de betaling")},
                field="payment",
            )


def _is_after(other: BankEntry, paid: BankEntry) -> bool:
    if other.booked_on != paid.booked_on:
        return other.booked_on > paid.booked_on
    return other.is_reversal or other.pk > paid.pk


def _released(standing: _Processed, reason: str, recorded: Mapping[str, Any]) -> list[Model]:
    made: list[Model] = [undone(row, reason, recorded) for row in standing.allocations]
    made += [undone(row, reason, recorded) for row in standing.bookings]
    made += [undone(row, reason, recorded) for row in standing.purchases]
    made += [undone(row, reason, recorded) for row in standing.returns]
    return made + [undone(row, reason, recorded) for row in standing.taxes]
