"""Purchase invoices: taken in once, approved by two different persons, booked whole, corrected by reversal only.

The book of purchase invoices is locked first and the year after it, so that two people at work wait for each other.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.money import format_euro
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_approve_purchase, may_commit, may_take_in_purchase
from noaber.finance.models import BudgetPost, BudgetYear, IncomingInvoice, PurchaseBook, SpendingBooking
from noaber.finance.models import IncomingStep as StepTaken
from noaber.finance.queries.agreements.agreement import agreements_as_of
from noaber.finance.queries.billing.terms import deducts_vat
from noaber.finance.queries.budget.year_budget import YearBudget
from noaber.finance.queries.reports.report import is_closed
from noaber.finance.queries.spending.bookings import (
    IncomingRow,
    bookings_of_invoice,
    commitments_of,
    incoming_code,
    incoming_invoice,
)
from noaber.finance.rules.spending.bookings import (
    BookingPart,
    CommitmentState,
    IncomingState,
    IncomingStep,
    OpenCommitment,
    Purchase,
    SpendingError,
    check_parts,
    check_room,
    deducted_by_part,
    key_of,
    purchase_faults,
    taken,
)
from noaber.finance.services.budget.closing import refuse_closed
from noaber.finance.services.budget.year_budget import lock_budget_year
from noaber.finance.services.recording import recording
from noaber.finance.services.spending.commitments import approved_budget, spendable_line

BOOK = "inkoop"


def take_in_purchase(
    purchase: Purchase, *, source: str, actor: Actor, now: dt.datetime, today: dt.date
) -> int:
    """Take in an invoice; answer its number. DomainError at its field: something is wrong, or it came in before."""
    require(may_take_in_purchase(actor))
    refuse_purchase_faults(purchase, today)
    with verb("finance.take_in_purchase", actor=actor) as trail:
        book = lock_book()
        refuse_duplicate(purchase)
        count_change(book)
        made = IncomingInvoice.objects.create(
            book=book, number=book.revision, source=source, **_fields(purchase), **recorded_by(actor, now)
        )
        trail.note(made, {"number": made.number}, records=[made])
    return made.number


def approve_purchase(number: int, *, actor: Actor, now: dt.datetime, note: str = "") -> IncomingStep:
    """Approve an invoice; answer which approval it was. AccessRefused: the second one by who gave the first."""
    require(may_take_in_purchase(actor))
    with verb("finance.approve_purchase", actor=actor) as trail:
        lock_book()
        row = find_incoming(number)
        if row.state not in (IncomingState.WAITING, IncomingState.HALFWAY):
            raise DomainError(why_not_approve(row))
        first = row.steps.get(IncomingStep.FIRST)
        require(may_approve_purchase(actor, first.persons if first else frozenset()))
        step = IncomingStep.SECOND if first else IncomingStep.FIRST
        said = StepTaken.objects.create(
            invoice_id=row.id, kind=step.value, note=note.strip(), **recorded_by(actor, now)
        )
        trail.note("finance.incominginvoice", {"number": number}, key=row.id, records=[said])
    return step


def refuse_purchase(number: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Refuse an invoice that was not booked; False when that was done before."""
    require(may_take_in_purchase(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u de factuur afwijst."), field="reason")
    with verb("finance.refuse_purchase", actor=actor) as trail:
        lock_book()
        row = find_incoming(number)
        if row.state is IncomingState.REFUSED:
            return False
        if why := why_not_refuse(row):
            raise DomainError(why)
        said = StepTaken.objects.create(
            invoice_id=row.id,
            kind=IncomingStep.REFUSED.value,
            note=reason.strip(),
            **recorded_by(actor, now),
        )
        trail.note("finance.incominginvoice", {"number": number}, key=row.id, records=[said])
    return True


def book_purchase(
    number: int,
    agreement_code: str,
    year: int,
    parts: Sequence[BookingPart],
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
) -> bool:
    """Book an approved invoice, whole, over lines of a year; False when it was booked just so.

    Where the host deducts tax its cost is without tax. DomainError: not approved by two, parts that are not its cost,
    or a line with less left than it would give.
    """
    require(may_commit(actor))
    with verb("finance.book_purchase", actor=actor) as trail:
        now = recording(now)
        lock_book()
        row = find_incoming(number)
        if row.is_booked and _stands(number, agreement_code, year, parts):
            return False
        if reason := why_not_book(row):
            raise DomainError(reason)
        locked = lock_budget_year(agreement_code, year)
        refuse_closed(agreement_code, year)
        budget = approved_budget(agreement_code, year)
        is_vat_deducted = deducts_vat(agreement_code, year)
        kept = _open_commitments(agreement_code, year)
        _check(row, budget, parts, kept, is_vat_deducted=is_vat_deducted)
        made = _kept(row, locked, parts, today, recorded_by(actor, now), is_vat_deducted=is_vat_deducted)
        trail.note("finance.incominginvoice", {"number": number}, key=row.id, records=made)
    return True


def _kept(
    row: IncomingRow,
    year: BudgetYear,
    parts: Sequence[BookingPart],
    today: dt.date,
    recorded: Mapping[str, Any],
    *,
    is_vat_deducted: bool,
) -> list[SpendingBooking]:
    """A row for each part, with what of its tax is deducted as things are now."""
    posts = {post.code: post for post in BudgetPost.objects.filter(agreement=year.agreement_id)}
    deducted = deducted_by_part(parts, row.said.deducted_cents(is_vat_deducted=is_vat_deducted))
    return SpendingBooking.objects.bulk_create(
        SpendingBooking(
            invoice_id=row.id,
            budget_year=year,
            post=posts[part.post],
            commitment_id=part.commitment,
            amount_cents=part.amount_cents,
            deducted_cents=cents,
            booked_on=today,
            **recorded,
        )
        for part, cents in zip(parts, deducted, strict=True)
    )


def reverse_purchase(number: int, *, reason: str, actor: Actor, now: dt.datetime, today: dt.date) -> bool:
    """Take back how an invoice was booked, whole: it can be booked anew. False when nothing of it is booked.

    Of a year whose account was adopted it is a correction in the first year that is open, in journal and account.
    """
    require(may_commit(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u de boeking terugdraait."), field="reason")
    with verb("finance.reverse_purchase", actor=actor) as trail:
        now = recording(now)
        lock_book()
        row = find_incoming(number)
        standing = _standing(row.id)
        if not standing:
            return False
        _check_reversal(standing)
        made = SpendingBooking.objects.bulk_create(
            SpendingBooking(
                invoice_id=row.id,
                budget_year=each.budget_year,
                post=each.post,
                commitment_id=each.commitment_id,
                amount_cents=-each.amount_cents,
                deducted_cents=-each.deducted_cents,
                booked_on=today,
                reason=reason.strip(),
                reverses=each,
                **recorded_by(actor, now),
            )
            for each in standing
        )
        trail.note("finance.incominginvoice", {"number": number}, key=row.id, records=made)
    return True


def why_not_approve(row: IncomingRow) -> str:
    """Why an invoice needs no approval any more, in Dutch; empty when it does."""
    if row.state is IncomingState.REFUSED:
        return _("Deze factuur is afgewezen.")
    if row.state in (IncomingState.APPROVED, IncomingState.BOOKED):
        return _("Deze factuur heeft al twee akkoorden.")
    return ""


def why_not_refuse(row: IncomingRow) -> str:
    """Why an invoice cannot be refused, in Dutch: it was booked, or money stands on it; empty when it can."""
    if row.is_booked:
        return _("Deze factuur is geboekt. Draai eerst de boeking terug.")
    if row.paid_cents or row.set_off_cents:
        text = _(
            "Op deze factuur is %(paid)s betaald of verrekend. Maak dat eerst los op de bladzijde van de factuur; het "
            "geld is dan weer te verwerken bij de bank. Kreeg u het terug, koppel dan die bijschrijving aan de factuur."
        )
        return text % {"paid": format_euro(abs(row.paid_cents) + row.set_off_cents)}
    return ""


def why_not_book(row: IncomingRow) -> str:
    """Why an invoice cannot be booked, in Dutch; empty when it can."""
    if row.is_booked:
        return _("Deze factuur is al geboekt. Draai de boeking eerst terug.")
    if row.state is IncomingState.REFUSED:
        return _("Deze factuur is afgewezen.")
    if row.state is not IncomingState.APPROVED:
        return _("Eerst moeten twee personen akkoord geven.")
    return ""


def find_incoming(number: int) -> IncomingRow:
    found = incoming_invoice(number)
    if found is None:
        raise DomainError(_("Deze inkoopfactuur bestaat niet."))
    return found


def refuse_purchase_faults(purchase: Purchase, today: dt.date) -> None:
    years = [row.terms.first_year for row in agreements_as_of(AsOf(today))]
    for fault in purchase_faults(purchase, today, min(years, default=None)):
        raise DomainError(fault.message, field=fault.field)


def refuse_duplicate(purchase: Purchase) -> None:
    """The same number of the same supplier, known by its name or by its number in a register."""
    of_number = IncomingInvoice.objects.filter(number_key=key_of(purchase.number))
    for known in of_number:
        is_same_id = bool(purchase.supplier_id) and key_of(known.supplier_id) == key_of(purchase.supplier_id)
        if is_same_id or known.supplier_key == key_of(purchase.supplier):
            facts = {
                "number": known.supplier_number,
                "supplier": known.supplier,
                "code": incoming_code(known.number),
            }
            text = _("Factuur %(number)s van %(supplier)s is er al: %(code)s.") % facts
            raise DomainError(text, field="number")


def lock_book() -> PurchaseBook:
    """The one book, locked by who takes in, approves, books or pays an invoice."""
    made, _is_new = PurchaseBook.objects.get_or_create(name=BOOK)
    return lock(PurchaseBook, made.pk, revision=None, label=BOOK)


def _fields(purchase: Purchase) -> dict[str, object]:
    return {
        "kind": purchase.kind.value,
        "supplier": purchase.supplier.strip(),
        "supplier_key": key_of(purchase.supplier),
        "supplier_id": purchase.supplier_id.strip()[:40],
        "supplier_number": purchase.number.strip(),
        "number_key": key_of(purchase.number),
        "issued_on": purchase.issued_on,
        "due_on": purchase.due_on,
        "net_cents": purchase.net_cents,
        "vat_cents": purchase.vat_cents,
        "prepaid_cents": purchase.prepaid_cents,
        "rounding_cents": purchase.rounding_cents,
        "addressed_to": purchase.addressed_to.strip()[:200],
        "iban": purchase.iban.replace(" ", "")[:34],
        "description": purchase.description.strip()[:500],
    }


def _open_commitments(agreement_code: str, year: int) -> dict[int, OpenCommitment]:
    return {row.id: row.for_booking for row in commitments_of(agreement_code, year)}


def _check(
    row: IncomingRow,
    budget: YearBudget,
    parts: Sequence[BookingPart],
    commitments: dict[int, OpenCommitment],
    *,
    is_vat_deducted: bool,
) -> None:
    lines = {part.post: spendable_line(budget, part.post) for part in parts}
    for part in parts:
        known = commitments.get(part.commitment) if part.commitment is not None else None
        if part.commitment is not None and (
            known is None or known.post != part.post or known.state is not CommitmentState.COMMITTED
        ):
            raise DomainError(_("Op deze verplichting kan niets worden geboekt."))
    try:
        check_parts(parts, row.said.cost_cents(is_vat_deducted=is_vat_deducted))
        check_room(
            taken(parts, commitments),
            {code: line.left_cents for code, line in lines.items()},
            {code: line.title for code, line in lines.items()},
        )
    except SpendingError as error:
        raise DomainError(str(error)) from error


def _check_reversal(standing: Sequence[SpendingBooking]) -> None:
    """Taking back a credit note takes money from a line again: that has to be there.

    A year whose account was adopted asks no room: there it stands as it was, and this is a correction in a later year.
    """
    year = standing[0].budget_year
    code = year.agreement.code
    lock_budget_year(code, year.year)
    if is_closed(code, year.year):
        return
    budget = approved_budget(code, year.year)
    parts = [BookingPart(each.post.code, -each.amount_cents, each.commitment_id) for each in standing]
    lines = {part.post: spendable_line(budget, part.post) for part in parts}
    try:
        check_room(
            taken(parts, _open_commitments(code, year.year)),
            {each: line.left_cents for each, line in lines.items()},
            {each: line.title for each, line in lines.items()},
        )
    except SpendingError as error:
        raise DomainError(str(error)) from error


def _standing(invoice: int) -> list[SpendingBooking]:
    found = SpendingBooking.objects.filter(invoice=invoice, reverses__isnull=True, reversed_by__isnull=True)
    return list(found.select_related("budget_year__agreement", "post").order_by("pk"))


def _stands(number: int, agreement_code: str, year: int, parts: Sequence[BookingPart]) -> bool:
    standing = {
        (row.agreement_code, row.year, row.post, row.commitment_id, row.amount_cents)
        for row in bookings_of_invoice(number)
        if row.reverses is None and not row.is_reversed
    }
    asked = {(agreement_code, year, part.post, part.commitment, part.amount_cents) for part in parts}
    return standing == asked
