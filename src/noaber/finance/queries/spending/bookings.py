"""Commitments, purchase invoices and their bookings."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from noaber.finance.models import (
    BudgetChange,
    Commitment,
    IncomingInvoice,
    PurchaseSetOff,
    SpendingBooking,
)
from noaber.finance.queries.billing.runs import Taken, taken_of
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.budget.year_budget import ProposalStep
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import (
    CommitmentState,
    CommitmentStep,
    IncomingState,
    IncomingStep,
    OpenCommitment,
    Purchase,
    commitment_state,
    incoming_state,
    open_cents,
)


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """Money asked for or committed on a line, with what was booked on it.

    `carried_from` and `carried_to`: key and code of the commitment of the year before and after that it goes on from.
    """

    id: int
    agreement_code: str
    year: int
    post: str
    number: int
    title: str
    party: str
    subject_kind: str
    subject_key: str
    amount_cents: int
    booked_cents: int
    made: Taken
    steps: dict[CommitmentStep, Taken]
    carried_from: tuple[int, str] | None = None
    carried_to: tuple[int, str] | None = None

    @property
    def code(self) -> str:
        """Such as "V2021-3"."""
        return commitment_code(self.year, self.number)

    @property
    def state(self) -> CommitmentState:
        return commitment_state(frozenset(self.steps))

    @property
    def open_cents(self) -> int:
        return open_cents(self.amount_cents, self.booked_cents, self.state)

    @property
    def for_booking(self) -> OpenCommitment:
        return OpenCommitment(self.post, self.amount_cents, self.booked_cents, self.state)


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A part of an invoice on a line; `reverses` names the row that it takes back."""

    id: int
    invoice_number: int
    supplier: str
    supplier_number: str
    agreement_code: str
    year: int
    post: str
    post_title: str
    commitment_code: str
    commitment_id: int | None
    amount_cents: int
    booked_on: dt.date
    reason: str
    reverses: int | None
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A purchase invoice, what people said of it, and what of it is booked.

    `paid_cents`: what went out of the bank for it less what came back, so below zero where a credit note was paid out.
    `set_off_cents`: of what asks payment what was taken off it, of what gives money back what that took off invoices.
    """

    id: int
    number: int
    said: Purchase
    source: str
    made: Taken
    steps: dict[IncomingStep, Taken]
    booked_cents: int
    is_booked: bool
    paid_cents: int = 0
    set_off_cents: int = 0

    @property
    def asks_payment(self) -> bool:
        return self.said.asks_payment

    @property
    def is_refused(self) -> bool:
        return self.state is IncomingState.REFUSED

    @property
    def open_cents(self) -> int:
        """What is still to be paid; nothing of what gives money back or was refused."""
        if not self.asks_payment or self.is_refused:
            return 0
        return max(0, self.said.owed_cents - self.paid_cents - self.set_off_cents)

    @property
    def to_receive_cents(self) -> int:
        """What the supplier still gives back: of a credit note, or of an invoice that was paid or prepaid too much."""
        owed = 0 if self.is_refused else self.said.owed_cents
        set_off = self.set_off_cents if self.asks_payment else -self.set_off_cents
        return max(0, self.paid_cents + set_off - owed)

    @property
    def may_be_set_off(self) -> bool:
        """Whether something was taken off it, or it can be taken off what the same supplier asks."""
        return bool(self.set_off_cents) or not self.asks_payment

    @property
    def refundable_cents(self) -> int:
        """What can come back: what the supplier owes, otherwise all that was paid of an invoice that was wrong."""
        return self.to_receive_cents or (max(0, self.paid_cents) if self.asks_payment else 0)

    @property
    def code(self) -> str:
        return incoming_code(self.number)

    @property
    def state(self) -> IncomingState:
        return incoming_state(frozenset(self.steps), is_booked=self.is_booked)


def commitment_code(year: int, number: int) -> str:
    return f"V{year}-{number}"


def incoming_code(number: int) -> str:
    """Such as "I-0012"."""
    return f"I-{number:04d}"


def commitments_of(agreement_code: str, year: int | None = None, post: str = "") -> list[CommitmentRow]:
    """The commitments of an agreement, of a year of it or of a line; two queries."""
    found = Commitment.objects.filter(budget_year__agreement__code=agreement_code)
    if year is not None:
        found = found.filter(budget_year__year=year)
    if post:
        found = found.filter(post__code=post)
    return _commitments(found)


def commitment_of(key: int) -> CommitmentRow | None:
    """One commitment; two queries."""
    return next(iter(_commitments(Commitment.objects.filter(pk=key))), None)


def _commitments(found: QuerySet[Commitment]) -> list[CommitmentRow]:
    rows = found.select_related(
        "budget_year__agreement",
        "post",
        "carried_to__after__budget_year",
        "carried_from__before__budget_year",
    ).prefetch_related("steps")
    rows = rows.annotate(booked=Sum("bookings__amount_cents")).order_by("budget_year__year", "number")
    return [
        CommitmentRow(
            row.pk,
            row.budget_year.agreement.code,
            row.budget_year.year,
            row.post.code,
            row.number,
            row.title,
            row.party,
            row.subject_kind,
            row.subject_key,
            row.amount_cents,
            row.booked or 0,
            taken_of(row),
            {CommitmentStep(step.kind): taken_of(step, step.note) for step in row.steps.all()},
            *_carried(row),
        )
        for row in rows
    ]


def _carried(row: Commitment) -> tuple[tuple[int, str] | None, tuple[int, str] | None]:
    before = row.carried_from.before if hasattr(row, "carried_from") else None
    after = row.carried_to.after if hasattr(row, "carried_to") else None
    found = [
        (each.pk, commitment_code(each.budget_year.year, each.number)) if each else None
        for each in (before, after)
    ]
    return found[0], found[1]


def incoming_invoices() -> list[IncomingRow]:
    """Every purchase invoice, the last one first; three queries."""
    return _incoming(IncomingInvoice.objects.order_by("-number"))


def incoming_among(keys: QuerySet[Any, Any]) -> list[IncomingRow]:
    """The purchase invoices whose key is among these, by number; three queries."""
    return _incoming(IncomingInvoice.objects.filter(pk__in=keys).order_by("number"))


def incoming_invoice(number: int) -> IncomingRow | None:
    """One purchase invoice; three queries."""
    return next(iter(_incoming(IncomingInvoice.objects.filter(number=number))), None)


def _incoming(found: QuerySet[IncomingInvoice]) -> list[IncomingRow]:
    rows = list(found.prefetch_related("steps").annotate(paid=Sum(PAID), off=_set_off()))
    booked: dict[int, int] = {}
    standing: set[int] = set()
    bookings = SpendingBooking.objects.filter(invoice__in=[row.pk for row in rows], reversed_by__isnull=True)
    for invoice, cents in bookings.filter(reverses__isnull=True).values_list("invoice", "amount_cents"):
        booked[invoice] = booked.get(invoice, 0) + cents
        standing.add(invoice)
    return [_incoming_row(row, booked.get(row.pk, 0), is_booked=row.pk in standing) for row in rows]


PAID = Case(
    When(payments__entry__direction=Direction.DEBIT.value, then=F("payments__amount_cents")),
    default=F("payments__amount_cents") * -1,
    output_field=BigIntegerField(),
)
"""What of an invoice a row of its payments comes to: money that came in is below zero."""


def _set_off() -> Any:
    """What credit notes take off an invoice, or what a credit note takes off invoices: a row is one of both."""

    def of(name: str) -> Any:
        found = PurchaseSetOff.objects.filter(**{name: OuterRef("pk")}).order_by().values(name)
        return Coalesce(Subquery(found.annotate(total=Sum("amount_cents")).values("total")), Value(0))

    return of("invoice") + of("credit_note")


def _incoming_row(row: Any, booked_cents: int, *, is_booked: bool) -> IncomingRow:
    said = Purchase(
        DocumentKind(row.kind),
        row.supplier,
        row.supplier_number,
        row.issued_on,
        row.net_cents,
        row.vat_cents,
        row.due_on,
        row.supplier_id,
        row.iban,
        row.description,
        row.prepaid_cents,
        row.rounding_cents,
        row.addressed_to,
    )
    steps = {IncomingStep(step.kind): taken_of(step, step.note) for step in row.steps.all()}
    made = taken_of(row)
    paid = row.paid or 0
    return IncomingRow(
        row.pk, row.number, said, row.source, made, steps, booked_cents, is_booked, paid, row.off
    )


def bookings_of(agreement_code: str, year: int, post: str = "") -> list[BookingRow]:
    """Every booking of a year, or of a line of it, in the order in which they were made; one query."""
    found = SpendingBooking.objects.filter(
        budget_year__agreement__code=agreement_code, budget_year__year=year
    )
    return _bookings(found.filter(post__code=post) if post else found)


def bookings_of_invoice(number: int) -> list[BookingRow]:
    """How an invoice was booked, what was reversed included; one query."""
    return _bookings(SpendingBooking.objects.filter(invoice__number=number))


def bookings_of_commitment(key: int) -> list[BookingRow]:
    """What was booked on a commitment; one query."""
    return _bookings(SpendingBooking.objects.filter(commitment=key))


def _bookings(found: QuerySet[SpendingBooking]) -> list[BookingRow]:
    around = ("invoice", "budget_year__agreement", "post", "commitment__budget_year", "reversed_by")
    called = BudgetChange.objects.filter(
        post=OuterRef("post"),
        proposal__budget_year=OuterRef("budget_year"),
        proposal__step__kind=ProposalStep.APPROVED.value,
    )
    title = Subquery(called.order_by("-proposal__number").values("title")[:1])
    rows = found.select_related(*around).annotate(post_title=title).order_by("recorded_at", "pk")
    return [_booking(row, is_reversed=hasattr(row, "reversed_by")) for row in rows]


def _booking(row: Any, *, is_reversed: bool) -> BookingRow:
    commitment = row.commitment
    return BookingRow(
        row.pk,
        row.invoice.number,
        row.invoice.supplier,
        row.invoice.supplier_number,
        row.budget_year.agreement.code,
        row.budget_year.year,
        row.post.code,
        row.post_title or row.post.code,
        commitment_code(commitment.budget_year.year, commitment.number) if commitment else "",
        row.commitment_id,
        row.amount_cents,
        row.booked_on,
        row.reason,
        row.reverses_id,
        is_reversed,
    )
