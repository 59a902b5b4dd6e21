"""What stands behind the figures of a report, row by row: documents, money of the bank on lines, steps of grants."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Q

from noaber.finance.models import Invoice, SpendingBooking
from noaber.finance.queries.invoices.income import INCOME
from noaber.finance.queries.reports.figures import OF_YEAR
from noaber.finance.queries.reports.report import ReportRow, accounts_before
from noaber.finance.queries.spending.bank_bookings import bank_bookings_among
from noaber.finance.queries.spending.journal_of_grants import grant_events
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide
from noaber.finance.rules.grants.grant import GrantStepKind
from noaber.finance.rules.grants.movements import GrantEvent, as_of_day, moves_of
from noaber.finance.rules.invoices.invoice import DocumentKind


class Source(StrEnum):
    """What a row is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PURCHASE = "purchase"
    REVERSAL = "reversal"
    BANK = "bank"
    RELEASE = "release"
    GRANT = "grant"


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One row of a year on a line (`post`). `key` finds what it is, `name` is what that is called where it has a name.

    `step` is of a grant; None where it comes in on another line since.
    """

    source: Source
    year: int
    on: dt.date
    key: str
    party: str
    post: str
    cents: int
    name: str = ""
    text: str = ""
    step: GrantStepKind | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """What was recorded after one moment and not after another; `until_on`: and is of that day at the latest."""

    until: dt.datetime
    after: dt.datetime | None = None
    until_on: dt.date | None = None

    @property
    def recorded(self) -> Q:
        found = Q(recorded_at__lte=self.until)
        return found & (Q(recorded_at__gt=self.after) if self.after else Q())

    def of(self, day: str) -> Q:
        return self.recorded & (Q(**{f"{day}__lte": self.until_on}) if self.until_on else Q())


def came_in(agreement_code: str, years: Collection[int], window: Window) -> list[BehindRow]:
    """All that makes the income of years: invoices and credit notes, grants, and money of the bank; nine queries."""
    return [
        *_invoiced(agreement_code, years, window),
        *_granted(agreement_code, years, window),
        *_at_bank(agreement_code, years, window, BudgetSide.INCOME),
    ]


def went_out(agreement_code: str, years: Collection[int], window: Window) -> list[BehindRow]:
    """All that makes the expenditure of years: purchase invoices, and money of the bank; two queries."""
    return [
        *_booked(agreement_code, years, window),
        *_at_bank(agreement_code, years, window, BudgetSide.EXPENDITURE),
    ]


def corrected(row: ReportRow) -> list[BehindRow]:
    """What changed the results of earlier years since the account before this one: what was spent is taken off."""
    before = accounts_before(row.year)
    if not before:
        return []
    window = Window(row.made.at, before[max(before)].made.at)
    found = []
    for code in sorted({each.agreement_code for each in before.values()}):
        years = [year for year, each in before.items() if each.agreement_code == code]
        found += came_in(code, years, window)
        found += [replace(each, cents=-each.cents) for each in went_out(code, years, window)]
    return sorted(found, key=lambda each: (each.year, each.on, each.source, each.key))


def _invoiced(agreement_code: str, years: Collection[int], window: Window) -> list[BehindRow]:
    """Invoices of contributions, and below zero the credit notes that take them off; two queries."""
    return sorted(
        (row for way in ("", "credits__") for row in _documents(agreement_code, years, window, way)),
        key=lambda row: (row.on, row.key),
    )


def _documents(agreement_code: str, years: Collection[int], window: Window, way: str) -> Iterator[BehindRow]:
    own = {f"{way}{OF_YEAR}__agreement__code": agreement_code, f"{way}{OF_YEAR}__year__in": years}
    columns = (
        "issued_on",
        "number",
        "content__buyer__name",
        f"{way}{OF_YEAR}__year",
        f"{way}{INCOME}",
        "reason",
    )
    kind = DocumentKind.CREDIT_NOTE if way else DocumentKind.INVOICE
    source, sign = (Source.CREDIT_NOTE, -1) if way else (Source.INVOICE, 1)
    rows = Invoice.objects.filter(window.of("issued_on"), kind=kind, **own).values_list(*columns)
    for on, number, name, year, cents, reason in rows:
        yield BehindRow(source, year, on, number, name, CONTRIBUTIONS, sign * cents, text=reason)


def _booked(agreement_code: str, years: Collection[int], window: Window) -> Iterator[BehindRow]:
    """What was booked of purchase invoices, and below zero what was taken back; one query."""
    found = SpendingBooking.objects.filter(
        window.of("booked_on"), budget_year__agreement__code=agreement_code, budget_year__year__in=years
    )
    rows = found.select_related("invoice", "budget_year", "post").order_by("booked_on", "pk")
    for row in rows:
        yield BehindRow(
            Source.PURCHASE if row.reverses_id is None else Source.REVERSAL,
            row.budget_year.year,
            row.booked_on,
            str(row.invoice.number),
            row.invoice.supplier,
            row.post.code,
            row.amount_cents,
            text=row.reason or row.invoice.description,
        )


def _at_bank(
    agreement_code: str, years: Collection[int], window: Window, side: BudgetSide
) -> Iterator[BehindRow]:
    """Money of the bank on the lines of a side, and what was taken off them again; one query."""
    found = bank_bookings_among(
        window.recorded
        & Q(budget_year__agreement__code=agreement_code, budget_year__year__in=years, post__side=side.value),
        window.until_on,
    )
    for row in sorted(found, key=lambda each: (each.counted_on, each.id)):
        yield BehindRow(
            Source.RELEASE if row.is_release else Source.BANK,
            row.year,
            row.counted_on,
            str(row.entry),
            row.party,
            row.post,
            row.line_cents,
            text=row.reason,
        )


def _granted(agreement_code: str, years: Collection[int], window: Window) -> list[BehindRow]:
    """What each step of a grant changed of what it brings in; four queries."""
    found = []
    for grant, events in grant_events():
        for move in moves_of(_seen(events, window)):
            event, line = move.event, move.line
            is_before = window.after is not None and event.at <= window.after
            if is_before or line.agreement != agreement_code or line.year not in years:
                continue
            known = (Source.GRANT, line.year, event.on, grant.code, grant.text.funder, line.post, move.cents)
            text = (event.step.reason or event.step.text.reference) if event.step else ""
            step = event.step.text.kind if event.step else None
            found.append(BehindRow(*known, grant.text.title, text, step))
    return sorted(found, key=lambda row: (row.on, row.key))


def _seen(events: list[GrantEvent], window: Window) -> list[GrantEvent]:
    known = [event for event in events if event.at <= window.until]
    return as_of_day(known, window.until_on) if window.until_on else known
