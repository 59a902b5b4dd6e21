"""Booking money of the bank on a line of a year without an invoice, and undoing that, each with a reason.

The year is locked first and the entry after it; sums are made under the lock.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.core.rules.money import format_euro
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_commit, may_keep_bank
from noaber.finance.models import BankBooking, BankEntry, BudgetPost
from noaber.finance.queries.bank.entries import EntryRow, entry
from noaber.finance.rules.bank.reversals import is_turned_back
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide, LineFigures
from noaber.finance.rules.spending.bank_bookings import on_line
from noaber.finance.rules.spending.bookings import SpendingError, check_commitment
from noaber.finance.services.bank.opposites import undone
from noaber.finance.services.budget.closing import refuse_closed
from noaber.finance.services.budget.year_budget import lock_budget_year
from noaber.finance.services.recording import recording
from noaber.finance.services.spending.commitments import approved_budget


@dataclass(frozen=True, slots=True)
class OnLine:
    """What of an entry is booked on which line. `seen_left`: what the editor saw as left of the entry."""

    entry: int
    agreement_code: str
    year: int
    post: str
    cents: int
    seen_left: int | None = None


def book_entry(asked: OnLine, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Book a part of an entry on a line, as cost or as income; False when just that was said since it was seen.

    DomainError: the year is closed, the line is not there or has less left, or the entry has less left.
    Conflict: something else was booked of it since.
    """
    _require(actor, reason, _("Schrijf in een paar woorden waarvoor dit geld was."))
    with verb("finance.book_entry", actor=actor) as trail:
        now = recording(now)
        year = lock_budget_year(asked.agreement_code, asked.year)
        refuse_closed(asked.agreement_code, asked.year)
        row = _locked(asked.entry)
        is_changed = asked.seen_left is not None and row.left_cents != asked.seen_left
        if is_changed or not row.left_cents:
            if _stands(asked):
                return False
            raise Conflict(_("Deze boeking"), revision=0)
        if not 0 < asked.cents <= row.left_cents:
            text = _("Boek meer dan nul, en ten hoogste wat nog niet is verwerkt: %(left)s.")
            raise DomainError(text % {"left": format_euro(row.left_cents)}, field="amount")
        line = _line(asked.agreement_code, asked.year, asked.post)
        if not is_turned_back(row.said):  # what the bank takes back is a fact, room or not
            _check_room(line, on_line(line.side, asked.cents if row.is_incoming else -asked.cents))
        made = BankBooking.objects.create(
            entry_id=asked.entry,
            budget_year=year,
            post=BudgetPost.objects.get(agreement__code=asked.agreement_code, code=asked.post),
            amount_cents=asked.cents,
            reason=reason.strip(),
            **recorded_by(actor, now),
        )
        trail.note(made, {"entry": asked.entry, "year": asked.year, "post": asked.post}, records=[made])
    return True


def release_entry_booking(key: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Undo such a booking, whole: the entry has it left again. False when it was undone before."""
    _require(actor, reason, _("Schrijf in een paar woorden waarom u dit losmaakt."))
    with verb("finance.release_entry_booking", actor=actor) as trail:
        now = recording(now)
        row = BankBooking.objects.filter(pk=key, releases__isnull=True).first()
        if row is None:
            raise DomainError(_("Deze boeking bestaat niet."))
        code, year = row.budget_year.agreement.code, row.budget_year.year
        lock_budget_year(code, year)
        _locked(row.entry_id)
        if BankBooking.objects.filter(releases=row).exists():
            return False
        refuse_closed(code, year)
        _check_release(row)
        made = undone(row, reason, recorded_by(actor, now))
        trail.note(made, {"entry": row.entry_id, "releases": row.pk}, records=[made])
    return True


def _check_release(row: BankBooking) -> None:
    """DomainError: the line has less left than it would give when this is undone. The caller locked the year."""
    line = _line(row.budget_year.agreement.code, row.budget_year.year, row.post.code)
    cents = -row.amount_cents if row.entry.is_incoming else row.amount_cents
    _check_room(line, on_line(line.side, cents))


def _require(actor: Actor, reason: str, message: str) -> None:
    require(may_keep_bank(actor))
    require(may_commit(actor))
    if not says_something(reason):
        raise DomainError(message, field="reason")


def _locked(key: int) -> EntryRow:
    list(BankEntry.objects.select_for_update().filter(pk=key).values_list("pk"))
    row = entry(key)
    if row is None:
        raise DomainError(_("Deze boeking bestaat niet."))
    return row


def _line(agreement_code: str, year: int, post: str) -> LineFigures:
    """A line that money without an invoice can be booked on: contributions come in by their invoices alone."""
    line = approved_budget(agreement_code, year).line(post)
    if line is None:
        raise DomainError(
            _("Deze post staat niet in de begroting van %(year)s.") % {"year": year}, field="line"
        )
    if line.code == CONTRIBUTIONS:
        raise DomainError(_("Bijdragen verrekent u met hun facturen, niet met de post."), field="line")
    return line


def _check_room(line: LineFigures, cents: int) -> None:
    """A line of expenditure gives no more than it has left (R48); income has no ceiling."""
    if line.side is BudgetSide.INCOME or cents <= 0:
        return
    try:
        check_commitment(cents, line.left_cents, line.title)
    except SpendingError as error:
        raise DomainError(str(error), field="line") from error


def _stands(asked: OnLine) -> bool:
    found = BankBooking.objects.filter(
        entry=asked.entry,
        budget_year__agreement__code=asked.agreement_code,
        budget_year__year=asked.year,
        post__code=asked.post,
        amount_cents=asked.cents,
    )
    return found.filter(releases__isnull=True, released_by__isnull=True).exists()
