"""What of adopted results goes back to each payer: a debt from the adoption on, until the bank paid it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from noaber.core.clock import day_of
from noaber.core.reading import read_once
from noaber.finance.models import Allocation, Invoice, ReportAdoption, ResultReturn, ResultSetOff
from noaber.finance.queries.bank_by_day import turned_on
from noaber.finance.queries.reports.report import ReportRow, adopted_accounts
from noaber.finance.queries.reports.result_set_offs import SetOffRow, set_offs_of
from noaber.finance.queries.spending.bank_postings import at_bank
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.reports.report import ReportKind
from noaber.finance.rules.spending.journal import Account, Document, Posting
from noaber.network.api import last_names

OF_YEAR = "contribution__run__billing_year"


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """What goes back to one payer of the result of a year, and what of it was paid or set off against invoices."""

    code: str
    name: str
    due_cents: int
    paid_cents: int
    set_off_cents: int = 0

    @property
    def open_cents(self) -> int:
        return self.due_cents - self.paid_cents - self.set_off_cents


@dataclass(frozen=True, slots=True)
class ReturnPayment:
    """Money out that paid a part of it. Rows that undo are not among them; `reason` is why it was undone.

    `turned_on`: the day on which the bank turned it back, if that is what undid it.
    """

    id: int
    year: int
    payer: str
    entry: int
    booked_on: dt.date
    counterparty: str
    amount_cents: int
    reason: str
    is_released: bool
    turned_on: dt.date | None

    def counts_on(self, day: dt.date) -> bool:
        """Whether it stood on a day: until that on which the bank turned it back it was paid."""
        return not self.is_released or (self.turned_on is not None and day < self.turned_on)


@dataclass(frozen=True, slots=True)
class ForReturnRow:
    """A part of an entry that paid what goes back of a result; a release is below zero."""

    id: int
    agreement_code: str
    year: int
    payer: str
    name: str
    amount_cents: int
    reason: str
    recorded_at: dt.datetime
    recorded_by_id: int | None
    is_released: bool
    is_release: bool


@dataclass(frozen=True, slots=True)
class OpenReturns:
    """What of an adopted result was not paid back yet, and to how many payers."""

    agreement_code: str
    year: int
    open_cents: int
    payers: int


@dataclass(frozen=True, slots=True)
class OwnReturn:
    """The part of one payer in the result of a year, from the day that the account was adopted."""

    payer: str
    name: str
    year: int
    on: dt.date
    due_cents: int
    payments: tuple[ReturnPayment, ...]
    set_offs: tuple[SetOffRow, ...] = ()


def returns_of(account: ReportRow) -> list[ReturnRow]:
    """Who gets what back by an adopted account, by name; two queries."""
    paid: Counter[str] = Counter()
    for code, cents in _of(account.agreement_code, account.year).values_list("payer__code", "amount_cents"):
        paid[code] += cents
    set_off = Counter[str]()
    for each in set_offs_of(account.agreement_code, account.year):
        set_off[each.payer] += 0 if each.is_released else each.amount_cents
    names = {payer.code: payer.name for payer in account.content.figures.payers}
    due = account.content.back_by_payer
    rows = [
        ReturnRow(code, names[code], cents, paid[code], set_off[code]) for code, cents in due.items() if cents
    ]
    return sorted(rows, key=lambda row: (row.name, row.code))


@read_once
def open_returns() -> tuple[OpenReturns, ...]:
    """Of every adopted result what is not paid back or set off; two queries, and three for each agreement with one."""
    adopted = ReportAdoption.objects.filter(report__kind=ReportKind.ANNUAL.value)
    columns = ("report__agreement__code", "report__year", "returns__payer__code", "returns__amount_cents")
    paid: dict[str, Counter[tuple[int, str]]] = {}
    for code, year, payer, cents in adopted.order_by(columns[0]).values_list(*columns):
        paid.setdefault(code, Counter())[year, payer] += cents or 0
    off = ResultSetOff.objects.filter(adoption__in=adopted.values("pk")).order_by()
    columns = ("adoption__report__agreement__code", "adoption__report__year", "payer__code", "amount_cents")
    for code, year, payer, cents in off.values_list(*columns):
        paid[code][year, payer] += cents
    found = []
    for code, sums in paid.items():
        for year, account in adopted_accounts(code).items():
            due = account.content.back_by_payer
            left = [cents - sums[year, payer] for payer, cents in due.items() if cents > sums[year, payer]]
            if left:
                found.append(OpenReturns(code, year, sum(left), len(left)))
    return tuple(found)


def returns_of_entry(key: int) -> list[ForReturnRow]:
    """What an entry paid back of results, what was undone included; one query, and one for the names."""
    found = ResultReturn.objects.filter(entry=key).order_by("recorded_at", "pk")
    rows = list(found.select_related("payer", "released_by", "adoption__report__agreement"))
    names = last_names(row.payer.code for row in rows) if rows else {}
    return [
        ForReturnRow(
            row.pk,
            row.adoption.report.agreement.code,
            row.adoption.report.year,
            row.payer.code,
            names.get(row.payer.code, row.payer.code),
            row.amount_cents,
            row.reason,
            row.recorded_at,
            row.recorded_by_id,
            hasattr(row, "released_by"),
            row.releases_id is not None,
        )
        for row in rows
    ]


def accounts_of_payer(codes: Collection[str]) -> frozenset[str]:
    """The bank accounts from which invoices to one of these codes were paid; one query."""
    booked = Allocation.objects.filter(invoice__buyer__code__in=codes).exclude(entry__counterparty_iban="")
    return frozenset(booked.values_list("entry__counterparty_iban", flat=True))


def return_payments(agreement_code: str, year: int) -> list[ReturnPayment]:
    """All that was paid of the result of a year; one query."""
    found = _of(agreement_code, year).filter(releases__isnull=True)
    return _payments(found)


def own_returns(codes: Collection[str]) -> list[OwnReturn]:
    """What goes back to a payer, year after year: to who was asked, or to who took over its rights and duties since.

    Give all codes that its account is of: its own, and of whom it took up by the register (Wet arhi, article 44);
    who happened to get the last invoice is not asked. Two queries, and five for each agreement.
    """
    years = _asked_of(codes)
    found = []
    for agreement_code in sorted({code for code, _year, _payer in years}):
        accounts = adopted_accounts(agreement_code)
        paid = _payments(
            ResultReturn.objects.filter(
                adoption__report__agreement__code=agreement_code, releases__isnull=True
            )
        )
        set_off = set_offs_of(agreement_code)
        for _code, year, payer in sorted(each for each in years if each[0] == agreement_code):
            account = accounts.get(year)
            due = account.content.back_by_payer.get(payer, 0) if account else 0
            if account and account.adopted and due:
                own = tuple(each for each in paid if (each.year, each.payer) == (year, payer))
                off = tuple(each for each in set_off if (each.year, each.payer) == (year, payer))
                names = {each.code: each.name for each in account.content.figures.payers}
                day = day_of(account.adopted.at)
                found.append(OwnReturn(payer, names[payer], year, day, due, own, off))
    return sorted(found, key=lambda each: each.year)


def return_postings() -> Iterator[Posting]:
    """What was paid, for the journal: about the year of the result, with the day of the bank; one query."""
    rows = ResultReturn.objects.select_related("entry__statement", "adoption__report")
    for row in rows.order_by("recorded_at", "pk"):
        is_undone = row.amount_cents < 0
        yield Posting(
            Document.BANK,
            str(row.entry_id),
            f"B-{row.entry_id}",
            day_of(row.recorded_at) if is_undone else row.entry.booked_on,
            Account.PAYERS,
            Account.BANK,
            row.amount_cents,
            row.entry.counterparty_name,
            reason=row.reason,
            year=row.adoption.report.year,
            recorded_at=row.recorded_at,
            at_bank=at_bank(row.entry),
        )


def _of(agreement_code: str, year: int) -> QuerySet[ResultReturn]:
    found = ResultReturn.objects.filter(adoption__report__agreement__code=agreement_code)
    return found.filter(adoption__report__year=year).order_by("recorded_at", "pk")


def _payments(found: QuerySet[ResultReturn]) -> list[ReturnPayment]:
    rows = found.select_related("payer", "entry", "released_by", "adoption__report")
    return [
        ReturnPayment(
            row.pk,
            row.adoption.report.year,
            row.payer.code,
            row.entry_id,
            row.entry.booked_on,
            row.entry.counterparty_name,
            row.amount_cents,
            row.released_by.reason if hasattr(row, "released_by") else "",
            hasattr(row, "released_by"),
            getattr(row, "turned", None),
        )
        for row in rows.annotate(turned=turned_on())
    ]


def _asked_of(codes: Collection[str]) -> set[tuple[str, int, str]]:
    """Agreement, year and payer of each contribution of these that was invoiced."""
    found = Invoice.objects.filter(
        kind=DocumentKind.INVOICE, contribution__organisation__code__in=codes
    ).order_by()
    columns = (f"{OF_YEAR}__agreement__code", f"{OF_YEAR}__year", "contribution__organisation__code")
    return {(code, year, payer) for code, year, payer in found.values_list(*columns).distinct()}
