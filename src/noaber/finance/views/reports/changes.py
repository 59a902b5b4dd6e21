"""Making a report, writing its words, and making it final."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.components.frame import Action
from noaber.core.errors import Conflict, DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_adopt_report, may_write_report
from noaber.finance.forms.reports.report import NewReportForm, ReportForm, VersionForm
from noaber.finance.papers.report_tables import report_title
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.reports.report import ReportRow, brought_forward, reports_of
from noaber.finance.rules.reports.report import ReportKind, ReportPeriod, period_of
from noaber.finance.services.reports.report import (
    ReportWords,
    adopt_report,
    composed,
    why_not_adopt,
    words_of,
    write_report,
)
from noaber.finance.views.budget.year_budget import find_agreement
from noaber.finance.views.places.reports import report_address, reports_address, reports_crumbs
from noaber.finance.views.refused import refused_page
from noaber.finance.views.reports.report import find_report, first_report_on, too_early_words


def new_report_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Freeze the figures of a period that is over; the words come after it."""
    require_form(may_write_report(request.actor))
    agreement = find_agreement(request.actor, agreement_code, year)
    if request.method != "POST" and request.today < first_report_on(year):
        raise DomainError(too_early_words(year))
    form = NewReportForm(sent(request), year=year, today=request.today, made=_made(agreement_code, year))

    def save() -> str:
        period = period_of(agreement_code, year, form.month)
        words = ReportWords(form.threshold)
        return _write(request, period, words, 0)

    def to_draft(_conflict: Conflict) -> HttpResponse:
        period = period_of(agreement_code, year, form.month)
        _agreement, row = find_report(request.actor, agreement_code, year, period.code)
        messages.info(request, _draft_words(agreement, row))
        return redirect(report_address(row))

    return edit(request, form, _new_page(agreement_code, year), save, to_draft)


def _made(agreement_code: str, year: int) -> dict[int, str]:
    """By last month of its period how the report of that stands."""
    rows = (row for row in reports_of(agreement_code) if row.year == year)
    draft = _("concept, versie %(number)s")
    return {
        row.until_on.month: _("vastgesteld") if row.is_final else draft % {"number": row.number}
        for row in rows
    }


def _draft_words(agreement: AgreementRow, row: ReportRow) -> str:
    """That a period has its draft, and how its figures are taken anew where the ledger moved since."""
    made_on = timezone.localtime(row.made.at).date()
    text = _(
        "Van deze periode is er al een concept, versie %(number)s van %(day)s. U ziet het hier; er is niets nieuws "
        "gemaakt."
    ) % {"number": row.number, "day": long_date(made_on)}
    if composed(agreement, row.of, words_of(row.content)) == row.content:
        return text
    moved = _(
        "De cijfers zijn sindsdien veranderd. Kies ‘Licht toe’ en bewaar: dan staan de nieuwe cijfers erin."
    )
    return f"{text} {moved}"


def _new_page(agreement_code: str, year: int) -> EditPage:
    return EditPage(
        _("Maak een verslag"),
        crumbs=reports_crumbs(agreement_code, year),
        back_url=reports_address(agreement_code, year),
        saved=_("Het concept is gemaakt. Licht nu toe wat afwijkt."),
        submit_label=_("Maak het concept"),
        intro=_(
            "Noaber haalt de cijfers uit de administratie. U kiest alleen de periode en wanneer toelichting nodig is."
        ),
    )


def _write(request: Request, period: ReportPeriod, words: ReportWords, revision: int) -> str:
    """Keep a version; answer the address of the report."""
    is_new = write_report(
        period,
        words,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=revision,
    )
    address = reports_address(period.agreement, period.year, f"{period.code}/")
    return address if is_new else AsItStood(address)


def write_report_page(request: Request, agreement_code: str, year: int, period: str) -> HttpResponse:
    """The words with a report; each time it is kept, its figures are taken anew."""
    require_form(may_write_report(request.actor))
    agreement, row = find_report(request.actor, agreement_code, year, period)
    if request.method != "POST" and row.is_final:
        return _refused(request, row, _("Dit is vastgesteld; er verandert niets meer aan."))
    fresh = composed(agreement, row.of, words_of(row.content))
    is_first = brought_forward(agreement, year).before is None
    form = ReportForm(sent(request), content=fresh, revision=row.revision, is_first=is_first)
    page = _page(row, _("Licht toe"), _("Bewaard als nieuwe versie."), _("Bewaar"), _write_intro(row))

    def save() -> str:
        return _write(request, row.of, form.words, form.cleaned_data["revision"])

    return edit(request, form, replace(page, fieldsets=form.fieldsets), save)


def _write_intro(row: ReportRow) -> str:
    if row.kind is ReportKind.ANNUAL:
        return _(
            "De cijfers komen bij elke versie opnieuw uit de administratie. U zegt waarom een post afwijkt, en wat er "
            "met het resultaat gebeurt."
        )
    return _(
        "De cijfers komen bij elke versie opnieuw uit de administratie. Verwacht u iets anders voor het hele jaar dan "
        "is uitgerekend, vul dat dan in en zeg waarom."
    )


def adopt_report_page(request: Request, agreement_code: str, year: int, period: str) -> HttpResponse:
    """Make it final, by another person than who wrote it."""
    _agreement, row = find_report(request.actor, agreement_code, year, period)
    require_form(may_adopt_report(request.actor, row.authors))
    if request.method != "POST" and (why := _why_not(row)):
        return _refused(request, row, why)
    form = VersionForm(sent(request), version=row.number)
    intro = _("Het resultaat is %(result)s. U zegt hiermee dat u de cijfers en de uitleg hebt nagekeken.") % {
        "result": format_euro(row.content.figures.result_cents)
    }
    if row.kind is ReportKind.ANNUAL:
        intro += " " + _("Het jaar gaat dicht: er kan niets meer op worden geboekt of vastgelegd.")
    page = _page(row, _("Stel vast"), _("Vastgesteld."), _("Stel vast"), intro)

    def save() -> str:
        seen = replace(row, number=form.cleaned_data["version"])
        is_new = adopt_report(seen, actor=request.actor, now=clock.now(), note=form.cleaned_data["note"])
        return report_address(row) if is_new else AsItStood(report_address(row))

    return edit(request, form, page, save)


def _why_not(row: ReportRow) -> str:
    return _("Dit is al vastgesteld.") if row.is_final else why_not_adopt(row)


def _refused(request: Request, row: ReportRow, why: str) -> HttpResponse:
    back = Action(_("Terug naar het verslag"), report_address(row))
    crumbs = [*reports_crumbs(row.agreement_code, row.year), (report_title(row.content), back.url)]
    return refused_page(request, why, back, crumbs, report_title(row.content))


def _page(row: ReportRow, title: str, saved: str, label: str, intro: str) -> EditPage:
    return EditPage(
        title=title,
        kicker=report_title(row.content),
        crumbs=[
            *reports_crumbs(row.agreement_code, row.year),
            (report_title(row.content), report_address(row)),
        ],
        back_url=report_address(row),
        saved=saved,
        submit_label=label,
        intro=intro,
    )
