"""The documents behind the figures of a report: what was invoiced and booked between two moments, by day."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q

from noaber.finance.models import Invoice, SpendingBooking
from noaber.finance.queries.invoices.income import INCOME
from noaber.finance.queries.reports.figures import OF_YEAR
from noaber.finance.queries.reports.report import ReportRow, adopted_accounts
from noaber.finance.queries.spending.bookings import incoming_code
from noaber.finance.rules.invoices.invoice import DocumentKind


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One document of a year. `number`: of the purchase invoice where it is one, else of the document in `code`."""

    year: int
    on: dt.date
    code: str
    party: str
    cents: int
    number: int | None = None
    is_reversal: bool = False
    is_credit_note: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """What was recorded after one moment and not after another; `until_on`: and is of that day at the latest."""

    until: dt.datetime
    after: dt.datetime | None = None
    until_on: dt.date | None = None

    def of(self, day: str) -> Q:
        found = Q(recorded_at__lte=self.until)
        found &= Q(recorded_at__gt=self.after) if self.after else Q()
        return found & (Q(**{f"{day}__lte": self.until_on}) if self.until_on else Q())


def invoiced(agreement_code: str, years: Collection[int], window: Window) -> list[BehindRow]:
    """Invoices of contributions, and below zero the credit notes that take them off; two queries."""
    return sorted(
        (row for way in ("", "credits__") for row in _documents(agreement_code, years, window, way)),
        key=lambda row: (row.on, row.code),
    )


def _documents(agreement_code: str, years: Collection[int], window: Window, way: str) -> Iterator[BehindRow]:
    own = {f"{way}{OF_YEAR}__agreement__code": agreement_code, f"{way}{OF_YEAR}__year__in": years}
    columns = ("issued_on", "number", "content__buyer__name", f"{way}{OF_YEAR}__year", f"{way}{INCOME}")
    kind = DocumentKind.CREDIT_NOTE if way else DocumentKind.INVOICE
    rows = Invoice.objects.filter(window.of("issued_on"), kind=kind, **own).values_list(*columns)
    for on, number, name, year, cents in rows:
        yield BehindRow(year, on, number, name, -cents if way else cents, is_credit_note=bool(way))


def booked(agreement_code: str, years: Collection[int], window: Window) -> list[BehindRow]:
    """What was booked of purchase invoices, and below zero what was taken back; one query."""
    found = SpendingBooking.objects.filter(
        window.of("booked_on"), budget_year__agreement__code=agreement_code, budget_year__year__in=years
    )
    columns = (
        "booked_on",
        "invoice__number",
        "invoice__supplier",
        "budget_year__year",
        "amount_cents",
        "reverses",
    )
    return [
        BehindRow(year, on, incoming_code(number), supplier, cents, number, reverses is not None)
        for on, number, supplier, year, cents, reverses in found.order_by("booked_on", "pk").values_list(
            *columns
        )
    ]


def corrected(row: ReportRow) -> list[BehindRow]:
    """What changed the results of earlier years since the account before this one: what was spent is taken off."""
    before: Mapping[int, ReportRow] = {
        year: each for year, each in adopted_accounts(row.agreement_code).items() if year < row.year
    }
    last = before.get(row.year - 1)
    if last is None:
        return []
    window = Window(row.made.at, last.made.at)
    spent = booked(row.agreement_code, before, window)
    found = [
        *invoiced(row.agreement_code, before, window),
        *(replace(each, cents=-each.cents) for each in spent),
    ]
    return sorted(found, key=lambda each: (each.year, each.on, each.code))
