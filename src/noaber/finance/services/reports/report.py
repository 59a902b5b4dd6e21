"""Interim reports and annual accounts: written by the controller, version after version, adopted by another person.

Each version freezes the figures of the ledger with the words on them. Adopting an annual account closes its year, under
the same lock as bookings; figures that moved since the version was made are not adopted.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.dutch import in_a_row
from noaber.finance.access import may_adopt_report, may_write_report
from noaber.finance.models import Agreement, Report, ReportAdoption, ReportStatement
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.claims import keepers
from noaber.finance.queries.billing.runs import Taken
from noaber.finance.queries.reports.figures import figures_of
from noaber.finance.queries.reports.report import ReportRow, brought_forward, report_of
from noaber.finance.rules.reports.annual_accounts import appropriation_faults
from noaber.finance.rules.reports.content import ReportContent, seal_of, to_json
from noaber.finance.rules.reports.report import (
    LAST_MONTH,
    LONGEST_EXPLANATION,
    Explanation,
    ReportKind,
    ReportPeriod,
    Threshold,
    explanation_faults,
    period_faults,
    period_of,
)
from noaber.finance.services.billing.terms import agreement_to_bill
from noaber.finance.services.budget.year_budget import lock_budget_year
from noaber.finance.services.recording import reporting


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What people say in a report; the rest is the ledger's. `opening_cents` counts where the books begin only."""

    threshold: Threshold = field(default_factory=Threshold)
    explanations: tuple[Explanation, ...] = ()
    summary: str = ""
    back_cents: int = 0
    carried_cents: int = 0
    opening_cents: int = 0


def write_report(
    period: ReportPeriod,
    words: ReportWords,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Write the next version on the figures as they are now; False when the last one says just that.

    DomainError: the period is not over, no budget, it is final, or something is wrong with the words. Conflict: another
    version came since the writer's page was opened.
    """
    require(may_write_report(actor))
    agreement = agreement_to_bill(period.agreement, period.year)
    for fault in period_faults(period.kind, period.until_on, today):
        raise DomainError(fault.message, field=fault.field)
    with verb("finance.write_report", actor=actor) as trail:
        reporting()
        lock_budget_year(period.agreement, period.year)
        report = _locked(period)
        known = report_of(period.agreement, period.year, period.code)
        _refuse_final(known)
        content = composed(agreement, period, words)
        if known and known.content == content:
            return False
        if expected_revision not in (None, report.revision):
            raise Conflict(_("Dit verslag"), revision=report.revision)
        _refuse_faulty(content, words)
        count_change(report)
        made = _kept(report, content, actor, now)
        trail.note(report, _facts(period.year, period.code, made.number), records=[made])
    return True


def _kept(report: Report, content: ReportContent, actor: Actor, now: dt.datetime) -> ReportStatement:
    kept = to_json(content)
    return ReportStatement.objects.create(
        report=report,
        number=report.revision,
        content=kept,
        seal=seal_of(kept),
        **recorded_by(actor, now),
    )


def _facts(year: int, code: str, number: int) -> Mapping[str, str | int]:
    return {"year": year, "period": code, "number": number}


def adopt_report(row: ReportRow, *, actor: Actor, now: dt.datetime, note: str = "") -> bool:
    """Make the last version final; False when that was done. An annual account closes its year.

    DomainError: a line that must be explained is not, the ledger moved since, or the year before is not adopted.
    """
    require(may_adopt_report(actor, row.authors))
    with verb("finance.adopt_report", actor=actor) as trail:
        reporting()
        lock_budget_year(row.agreement_code, row.year)
        report = lock(Report, row.id, revision=None, label=row.period)
        known = report_of(row.agreement_code, row.year, row.period)
        if known is None or known.number != row.number:
            raise Conflict(_("Dit verslag"), revision=report.revision)
        if known.is_final:
            return False
        if reason := why_not_adopt(known):
            raise DomainError(reason)
        made = ReportAdoption.objects.create(
            report=report, statement_id=known.statement_id, note=note.strip(), **recorded_by(actor, now)
        )
        trail.note(report, _facts(row.year, row.period, known.number), records=[made])
    return True


def why_not_adopt(row: ReportRow) -> str:
    """Why the last version cannot be made final, in Dutch; empty when it can."""
    if not row.is_intact:
        return _("Het zegel klopt niet met de inhoud. Laat de beheerder de controle draaien.")
    if row.content.lacking:
        names = in_a_row(each.line.title for each in row.content.lacking)
        return _("Leg eerst uit waarom deze posten afwijken: %(names)s.") % {"names": names}
    if row.kind is ReportKind.INTERIM:
        return ""
    agreement = agreement_to_bill(row.agreement_code, row.year)
    keeper = keepers().get(row.year, agreement)
    if keeper.code != agreement.code:
        return _("De boeken van %(year)s zijn die van de afspraak “%(title)s”.") % {
            "year": row.year,
            "title": keeper.terms.title,
        }
    brought = brought_forward(agreement, row.year)
    if brought.opening_cents is None:
        return _("Stel eerst de jaarrekening van %(year)s vast: die zegt hoe groot de reserve is.") % {
            "year": brought.before
        }
    opening = row.content.opening_cents if brought.before is None else brought.opening_cents
    ledger = (figures_of(row.agreement_code, row.year, None), opening)
    known = (*ledger, brought.corrections_cents, brought.vat_corrections_cents)
    said = row.content
    if known != (said.figures, said.opening_cents, said.corrections_cents, said.vat_corrections_cents):
        return _("De cijfers zijn veranderd sinds deze versie is gemaakt. Maak eerst een nieuwe versie.")
    return ""


def composed(agreement: AgreementRow, period: ReportPeriod, words: ReportWords) -> ReportContent:
    """A report of the ledger as it is now, with these words. DomainError: no budget was approved."""
    year, is_annual = period.year, period.kind is ReportKind.ANNUAL
    figures = figures_of(agreement.code, year, None if is_annual else period.until_on)
    if not figures.lines:
        raise DomainError(_("Voor %(year)s is nog geen begroting goedgekeurd.") % {"year": year})
    found = ReportContent(
        agreement.code,
        year,
        period.kind,
        period.until_on,
        figures,
        words.threshold,
        tuple(each for each in words.explanations if each.text or each.expected_cents is not None),
        words.summary.strip(),
    )
    if not is_annual:
        return found
    brought = brought_forward(agreement, year)
    return replace(
        found,
        opening_cents=words.opening_cents if brought.before is None else brought.opening_cents or 0,
        corrections_cents=brought.corrections_cents,
        vat_corrections_cents=brought.vat_corrections_cents,
        back_cents=words.back_cents,
        carried_cents=words.carried_cents,
    )


def draft_account(agreement: AgreementRow, year: int, *, now: dt.datetime, today: dt.date) -> ReportRow:
    """The annual account as the ledger has it now, without any words; nothing is kept of it."""
    period = period_of(agreement.code, year, LAST_MONTH)
    if period.until_on >= today:
        raise DomainError(_("Het jaar %(year)s is nog niet voorbij.") % {"year": year})
    content = composed(agreement, period, ReportWords())
    made = Taken(None, now, "")
    return ReportRow(
        uuid.UUID(int=0),
        0,
        agreement.code,
        year,
        period.kind,
        period.until_on,
        0,
        0,
        content,
        content.seal,
        True,
        made,
        frozenset(),
        None,
    )


def words_of(content: ReportContent) -> ReportWords:
    """What people said in a version, to go on from."""
    return ReportWords(
        content.threshold,
        content.explanations,
        content.summary,
        content.back_cents,
        content.carried_cents,
        content.opening_cents,
    )


def _locked(period: ReportPeriod) -> Report:
    made, _is_new = Report.objects.get_or_create(
        agreement=Agreement.objects.get(code=period.agreement),
        year=period.year,
        kind=period.kind.value,
        until_on=period.until_on,
    )
    return lock(Report, made.pk, revision=None, label=period.code)


def _refuse_final(known: ReportRow | None) -> None:
    if known and known.is_final:
        raise DomainError(_("Dit is vastgesteld; er verandert niets meer aan."))


def _refuse_faulty(content: ReportContent, words: ReportWords) -> None:
    for fault in explanation_faults(content.figures.lines, words.explanations, content.threshold):
        raise DomainError(fault.message, field=fault.field)
    if len(content.summary) > LONGEST_EXPLANATION:
        raise DomainError(
            _("Deze tekst is te lang: ten hoogste %(count)s tekens.") % {"count": LONGEST_EXPLANATION},
            field="summary",
        )
    if content.kind is ReportKind.ANNUAL:
        open_cents = content.figures.open_cents("commitment")
        for fault in appropriation_faults(content.appropriation, open_cents):
            raise DomainError(fault.message, field=fault.field)
