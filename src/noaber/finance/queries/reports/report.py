"""Interim reports and annual accounts as they stand, and which years are closed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from noaber.core.reading import read_once
from noaber.finance.models import Report, ReportAdoption, ReportStatement
from noaber.finance.queries.agreements.agreement import AgreementRow, agreement_called
from noaber.finance.queries.agreements.carried import carried_by_all
from noaber.finance.queries.agreements.claims import keepers
from noaber.finance.queries.billing.runs import Taken, taken_of
from noaber.finance.queries.reports.figures import results_now, vat_by_invoice
from noaber.finance.queries.reports.passings import is_passed_on
from noaber.finance.rules.agreements.carried import is_worked_out
from noaber.finance.rules.reports.annual_accounts import corrections, has_parts
from noaber.finance.rules.reports.content import ReportContent, from_json, seal_of
from noaber.finance.rules.reports.report import ReportKind, ReportPeriod

_NEVER: Final = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The last version of a report; `authors` wrote any version of it. `is_intact`: its seal is that of its content."""

    id: uuid.UUID
    statement_id: int
    agreement_code: str
    year: int
    kind: ReportKind
    until_on: dt.date
    number: int
    revision: int
    content: ReportContent
    seal: str
    is_intact: bool
    made: Taken
    authors: frozenset[int]
    adopted: Taken | None

    @property
    def period(self) -> str:
        return self.of.code

    @property
    def of(self) -> ReportPeriod:
        return ReportPeriod(self.agreement_code, self.year, self.kind, self.until_on)

    @property
    def is_final(self) -> bool:
        return self.adopted is not None


@read_once
def reports_of(agreement_code: str) -> tuple[ReportRow, ...]:
    """Every report of an agreement, by year and period; three queries."""
    reports = Report.objects.filter(agreement__code=agreement_code).select_related("adoption")
    versions: dict[uuid.UUID, list[ReportStatement]] = {}
    for each in ReportStatement.objects.filter(report__agreement__code=agreement_code).order_by("number"):
        versions.setdefault(each.report_id, []).append(each)
    return tuple(
        _row(row, agreement_code, versions[row.pk])
        for row in reports.order_by("year", "until_on", "kind")
        if row.pk in versions
    )


@read_once
def waiting_reports() -> tuple[ReportRow, ...]:
    """Reports that were written and not adopted; one query, and three for each agreement that has one."""
    waiting = Report.objects.filter(adoption__isnull=True, revision__gt=0)
    codes = sorted(set(waiting.values_list("agreement__code", flat=True)))
    return tuple(row for code in codes for row in reports_of(code) if not row.is_final)


def report_of(agreement_code: str, year: int, period: str) -> ReportRow | None:
    """One of them, by the period as an address has it."""
    found = (row for row in reports_of(agreement_code) if (row.year, row.period) == (year, period))
    return next(found, None)


def adopted_accounts(agreement_code: str) -> dict[int, ReportRow]:
    """The annual accounts that were adopted, by year."""
    rows = (row for row in reports_of(agreement_code) if row.kind is ReportKind.ANNUAL and row.is_final)
    return {row.year: row for row in rows}


@read_once
def annual_accounts() -> tuple[ReportRow, ...]:
    """The annual accounts of all agreements, by year, what was adopted first before what was not."""
    found = Report.objects.filter(kind=ReportKind.ANNUAL.value, revision__gt=0).order_by("agreement__code")
    codes = dict.fromkeys(found.values_list("agreement__code", flat=True))
    rows = [row for code in codes for row in reports_of(code) if row.kind is ReportKind.ANNUAL]
    return tuple(sorted(rows, key=lambda row: (row.year, row.adopted.at if row.adopted else _NEVER, row.id)))


def adopted_by_year() -> dict[int, ReportRow]:
    """The accounts that were adopted, whichever agreement a year belongs to: one a year, the one adopted first."""
    found: dict[int, ReportRow] = {}
    for row in annual_accounts():
        if row.is_final:
            found.setdefault(row.year, row)
    return found


def accounts_before(year: int) -> dict[int, ReportRow]:
    """The adopted accounts that an account of the year rests on, by year."""
    return {each: row for each, row in adopted_by_year().items() if each < year}


def is_closed(agreement_code: str, year: int) -> bool:
    """Whether the account of the year was adopted; one query at most."""
    return year in closed_years(agreement_code)


@read_once
def closed_years(agreement_code: str) -> frozenset[int]:
    """The years of which the account was adopted; one query."""
    adopted = ReportAdoption.objects.filter(
        report__agreement__code=agreement_code, report__kind=ReportKind.ANNUAL.value
    )
    return frozenset(adopted.values_list("report__year", flat=True))


@dataclass(frozen=True, slots=True)
class Brought:
    """What an account starts with. `opening_cents` is None where the account of the year before was not adopted.

    `before`: the year whose account says it; None where the books begin, so that a person says what there was.
    `vat_corrections_cents`: the tax of purchases by which adopted years are off since, and that of those in which
    nobody was asked anything.
    """

    before: int | None
    opening_cents: int | None
    corrections_cents: int
    vat_corrections_cents: int = 0


def brought_forward(agreement: AgreementRow, year: int) -> Brought:
    """What the years before left, also of an agreement before this one."""
    before = _year_before(agreement, year)
    if before is None:
        return Brought(None, 0, 0)
    known = accounts_before(year)
    last = known.get(before)
    if last is None:
        return Brought(before, None, 0)
    adopted = {each: row.content.figures.result_cents for each, row in known.items()}
    taken = {each: row.content.corrections_cents for each, row in known.items()}
    opening = last.content.appropriation.closing_cents
    corrected = corrections(_results_now(known.values()), adopted, taken)
    return Brought(before, opening, corrected, _vat_brought(known))


def _year_before(agreement: AgreementRow, year: int) -> int | None:
    """The year before it; of the first year of an agreement the last one with books of those before."""
    if year > agreement.terms.first_year:
        return year - 1
    earlier = {each: row.code for each, row in keepers().items() if each < year}
    carried = carried_by_all() if earlier else {}
    kept = (
        each
        for each, code in earlier.items()
        if is_worked_out(row for row in carried.get(code, ()) if row.year == each)
    )
    return max(kept, default=None)


def _results_now(accounts: Iterable[ReportRow]) -> dict[int, int]:
    """What the ledger says now of each of these years."""
    found = {}
    for row in accounts:
        agreement = agreement_called(row.agreement_code)
        now = results_now(agreement) if agreement else {}
        found[row.year] = now.get(row.year, row.content.figures.result_cents)
    return found


def _vat_brought(accounts: Mapping[int, ReportRow]) -> int:
    """Of the years that were passed on alone: of what a municipality never got it has nothing too much."""
    passed = {year: row for year, row in accounts.items() if is_passed_on(row.agreement_code, year)}
    return _vat_corrections(passed)


def _vat_corrections(accounts: Mapping[int, ReportRow]) -> int:
    """What these years come to now, less what their statements gave; one that nobody had a part in gave nothing."""
    now = sum(sum(vat_by_invoice(row.agreement_code, year).values()) for year, row in accounts.items())
    said = (row.content for row in accounts.values() if has_parts(row.content.figures.payers))
    return now - sum(each.figures.vat_cents + each.vat_corrections_cents for each in said)


def changed_since(row: ReportRow, agreement: AgreementRow) -> int:
    """How much the result of a year is off from what was adopted: credit notes and invoices that came later."""
    return results_now(agreement)[row.year] - row.content.figures.result_cents


def _row(row: Report, agreement_code: str, versions: list[ReportStatement]) -> ReportRow:
    last = versions[-1]
    adoption = getattr(row, "adoption", None)
    return ReportRow(
        row.pk,
        last.pk,
        agreement_code,
        row.year,
        ReportKind(row.kind),
        row.until_on,
        last.number,
        row.revision,
        from_json(last.content),
        last.seal,
        seal_of(last.content) == last.seal,
        taken_of(last),
        frozenset[int]().union(*(taken_of(each).persons for each in versions)),
        taken_of(adoption, adoption.note) if adoption else None,
    )
