"""What of the bank is booked on lines of the budget without an invoice."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, Sum, When

from noaber.finance.models import BankBooking, BudgetChange
from noaber.finance.queries.bank_by_day import by_day, counted_on
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.budget.year_budget import BudgetSide, ProposalStep
from noaber.finance.rules.spending.bank_bookings import on_line


@dataclass(frozen=True, slots=True)
class BankBookingRow:
    """A part of an entry on a line; `signed_cents` as the bank has it, below zero when it went out.

    `counted_on`: from which day it counts; of what undoes another that is the day on which the bank turned that back.
    """

    id: int
    entry: int
    booked_on: dt.date
    party: str
    agreement_code: str
    year: int
    post: str
    post_title: str
    side: BudgetSide
    signed_cents: int
    reason: str
    recorded_at: dt.datetime
    recorded_by_id: int | None
    is_released: bool
    is_release: bool
    counted_on: dt.date

    @property
    def line_cents(self) -> int:
        """What the line takes of it."""
        return on_line(self.side, self.signed_cents)

    @property
    def amount_cents(self) -> int:
        """As a part of the entry, below zero for a release."""
        return -abs(self.signed_cents) if self.is_release else abs(self.signed_cents)


def bank_bookings_on(agreement_code: str, year: int, post: str = "") -> list[BankBookingRow]:
    """Those of a year, or of a line of it, in the order in which they were made; one query."""
    found = BankBooking.objects.filter(budget_year__agreement__code=agreement_code, budget_year__year=year)
    return _rows(found.filter(post__code=post) if post else found)


def bank_bookings_among(found: Q, until_on: dt.date | None = None) -> list[BankBookingRow]:
    """Those that answer to this and count by a day, in the order in which they were made; one query."""
    return _rows(by_day(BankBooking.objects.filter(found), until_on))


def bank_bookings_of(entry: int) -> list[BankBookingRow]:
    """Those of an entry; one query."""
    return _rows(BankBooking.objects.filter(entry=entry))


def totals_by_line(
    agreement_code: str, year: int | None = None, until_on: dt.date | None = None
) -> dict[tuple[int, str], int]:
    """What each line of each year takes of the bank, as the books had it on a day; one query."""
    found = BankBooking.objects.filter(budget_year__agreement__code=agreement_code).order_by()
    found = found.filter(budget_year__year=year) if year else found
    names = ("budget_year__year", "post__code", "post__side")
    totals: Counter[tuple[int, str]] = Counter()
    for of_year, code, side, cents in by_day(found, until_on).values_list(*names).annotate(total=Sum(SIGNED)):
        totals[of_year, code] += on_line(BudgetSide(side), cents)
    return dict(totals)


SIGNED = Case(
    When(entry__direction=Direction.DEBIT.value, then=F("amount_cents") * -1),
    default=F("amount_cents"),
    output_field=BigIntegerField(),
)
"""The amount of a row as the bank has it: below zero when it went out."""


def _rows(found: QuerySet[BankBooking]) -> list[BankBookingRow]:
    called = BudgetChange.objects.filter(
        post=OuterRef("post"),
        proposal__budget_year=OuterRef("budget_year"),
        proposal__step__kind=ProposalStep.APPROVED.value,
    )
    title = Subquery(called.order_by("-proposal__number").values("title")[:1])
    rows = found.select_related("entry", "budget_year__agreement", "post", "released_by")
    made = rows.annotate(post_title=title, signed=SIGNED, counted=counted_on(BankBooking)).order_by(
        "recorded_at", "pk"
    )
    return [_row(row, is_released=hasattr(row, "released_by")) for row in made]


def _row(row: BankBooking, *, is_released: bool) -> BankBookingRow:
    entry, title, signed = row.entry, getattr(row, "post_title", ""), getattr(row, "signed", 0)
    return BankBookingRow(
        row.pk,
        entry.pk,
        entry.booked_on,
        entry.counterparty_name or entry.counterparty_iban,
        row.budget_year.agreement.code,
        row.budget_year.year,
        row.post.code,
        title or row.post.code,
        BudgetSide(row.post.side),
        signed,
        row.reason,
        row.recorded_at,
        row.recorded_by_id,
        is_released,
        row.releases_id is not None,
        getattr(row, "counted", entry.booked_on),
    )
