"""What of budget, spending and co-funding waits for somebody; each is one query."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery

from noaber.core.reading import read_once
from noaber.finance.models import (
    BudgetProposal,
    Commitment,
    Delivery,
    IncomingInvoice,
    IncomingStep,
    PledgeStatement,
    SpendingBooking,
)
from noaber.finance.rules.budget.year_budget import ProposalKind
from noaber.finance.rules.four_eyes import persons
from noaber.finance.rules.spending.bookings import IncomingState, incoming_state
from noaber.finance.rules.spending.bookings import IncomingStep as Said


@dataclass(frozen=True, slots=True)
class WaitingProposal:
    """A budget or an amendment that nobody decided on yet."""

    agreement_code: str
    year: int
    number: int
    kind: ProposalKind
    made_by: frozenset[int]


@dataclass(frozen=True, slots=True)
class WaitingPurchase:
    """A purchase invoice that waits for an approval or to be booked. `first_by`: those behind the first approval."""

    number: int
    state: IncomingState
    first_by: frozenset[int]
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A pledge of a year that has ended, of which nothing was reported."""

    key: uuid.UUID
    year: int
    organisation_code: str


@read_once
def waiting_proposals() -> tuple[WaitingProposal, ...]:
    """Of every agreement, the first year first."""
    found = BudgetProposal.objects.filter(step__isnull=True).order_by("budget_year__year", "number")
    rows = found.values_list(
        "budget_year__agreement__code",
        "budget_year__year",
        "number",
        "kind",
        "recorded_by_id",
        "on_behalf_of_id",
    )
    return tuple(
        WaitingProposal(code, year, number, ProposalKind(kind), persons(*by))
        for code, year, number, kind, *by in rows
    )


@read_once
def waiting_purchases() -> tuple[WaitingPurchase, ...]:
    """Those that were neither refused nor booked."""
    steps = IncomingStep.objects.filter(invoice=OuterRef("pk"))
    booked = SpendingBooking.objects.filter(
        invoice=OuterRef("pk"), reverses__isnull=True, reversed_by__isnull=True
    )
    rows = (
        IncomingInvoice.objects.filter(~Exists(steps.filter(kind=Said.REFUSED)), ~Exists(booked))
        .annotate(
            is_first=Exists(steps.filter(kind=Said.FIRST)),
            is_second=Exists(steps.filter(kind=Said.SECOND)),
            first_by=Subquery(steps.filter(kind=Said.FIRST).values("recorded_by_id")[:1]),
            first_for=Subquery(steps.filter(kind=Said.FIRST).values("on_behalf_of_id")[:1]),
        )
        .order_by("number")
    )
    found = []
    for number, is_first, is_second, due_on, *first_by in rows.values_list(
        "number", "is_first", "is_second", "due_on", "first_by", "first_for"
    ):
        said = frozenset(
            step for step, is_said in ((Said.FIRST, is_first), (Said.SECOND, is_second)) if is_said
        )
        found.append(
            WaitingPurchase(number, incoming_state(said, is_booked=False), persons(*first_by), due_on)
        )
    return tuple(found)


@read_once
def requested_commitments() -> tuple[int, ...]:
    """The keys of those that were neither entered into nor released."""
    found = Commitment.objects.filter(steps__isnull=True).order_by("budget_year__year", "number")
    return tuple(found.values_list("pk", flat=True))


@read_once
def undelivered_of(codes: tuple[str, ...], today: dt.date) -> tuple[Undelivered, ...]:
    """What these organisations promised for a year that has ended, without a delivery that stands."""
    newer = PledgeStatement.objects.filter(pledge=OuterRef("pledge"), number__gt=OuterRef("number"))
    standing = Delivery.objects.filter(
        pledge=OuterRef("pledge"), reverses__isnull=True, reversed_by__isnull=True
    )
    found = PledgeStatement.objects.filter(
        ~Exists(newer),
        ~Exists(standing),
        pledge__organisation__code__in=codes,
        pledge__year__lt=today.year,
    ).exclude(fte=0, amount_cents=0)
    rows = found.order_by("pledge__year", "pledge__item").values_list(
        F("pledge__pk"), F("pledge__year"), F("pledge__organisation__code")
    )
    return tuple(Undelivered(key, year, code) for key, year, code in rows)
