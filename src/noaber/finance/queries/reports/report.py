"""Interim reports and annual accounts as they stand, and which years are closed."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from noaber.core.reading import read_once
from noaber.finance.models import Report, ReportAdoption, ReportStatement
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.billing.runs import Taken, taken_of
from noaber.finance.queries.reports.figures import results_now, vat_by_invoice
from noaber.finance.rules.reports.annual_accounts import corrections
from noaber.finance.rules.reports.content import ReportContent, from_json, seal_of
from noaber.finance.rules.reports.report import ReportKind, ReportPeriod


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


def is_closed(agreement_code: str, year: int) -> bool:
    """Whether the account of the year was adopted; one query."""
    return ReportAdoption.objects.filter(
        report__agreement__code=agreement_code, report__year=year, report__kind=ReportKind.ANNUAL.value
    ).exists()


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

    `vat_corrections_cents`: the tax of purchases by which adopted years are off since, as with their results.
    """

    opening_cents: int | None
    corrections_cents: int
    vat_corrections_cents: int = 0


def brought_forward(agreement: AgreementRow, year: int) -> Brought:
    """What the years before left; of the first year of an agreement the opening is not known here: 0."""
    before = {each: row for each, row in adopted_accounts(agreement.code).items() if each < year}
    if year == agreement.terms.first_year:
        return Brought(0, 0)
    last = before.get(year - 1)
    if last is None:
        return Brought(None, 0)
    now = results_now(agreement)
    adopted = {each: row.content.figures.result_cents for each, row in before.items()}
    taken = {each: row.content.corrections_cents for each, row in before.items()}
    return Brought(
        last.content.appropriation.closing_cents, corrections(now, adopted, taken), _vat_brought(before)
    )


def _vat_brought(before: Mapping[int, ReportRow]) -> int:
    codes = {row.agreement_code for row in before.values()}
    now = {each: sum(vat_by_invoice(code, each).values()) for code in codes for each in before}
    adopted = {each: row.content.figures.vat_cents for each, row in before.items()}
    taken = {each: row.content.vat_corrections_cents for each, row in before.items()}
    return corrections(now, adopted, taken)


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
