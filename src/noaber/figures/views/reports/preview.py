"""The report of an area as it will be: the mail, its pictures and its papers, and who gets it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.components.frame import Action, PageHeading
from noaber.core.requests import Request
from noaber.core.rules.mail_text import html_body
from noaber.figures.access import may_send_reports
from noaber.figures.papers.report_charts import report_charts
from noaber.figures.queries.areas import Area
from noaber.figures.queries.reports.readers import NO_ADDRESS, NOT_IN_NETWORK, readers
from noaber.figures.queries.reports.reports import AreaReport, MonthReports, area_report
from noaber.figures.rules.reports.frequency import is_due
from noaber.figures.services.reports.letters import PDF, paper_names, paper_of, report_letter
from noaber.figures.views.reports.places import (
    OWN,
    TO_FIGURES,
    choose_address,
    month_of_address,
    preview_address,
    to_month,
)


def preview_page(request: Request, month: str, area: str) -> HttpResponse:
    """For who is in the network; who gets it, for who sends it."""
    found = month_of_address(request, month)
    report = _report(found, area)
    letter = report_letter(report, clock.now(), with_papers=False)
    text = letter.text({"name": _("lezer"), "choose": OWN, "stop": OWN})
    pictures = {each.name: _file_address(report, each.name) for each in letter.attachments}
    actions = (Action(_("Krijg dit in uw mail"), choose_address(area)),)
    is_sender = bool(may_send_reports(request.actor))
    context = {
        "heading": PageHeading(letter.subject, kicker=_("Maandbericht, voorbeeld"), actions=actions),
        "body": mark_safe(html_body(text, pictures)),  # escaped by html_body
        "papers": [Action(name, _file_address(report, name)) for name in paper_names(report)],
        "readers": _readers(request, report.area, found.period) if is_sender else None,
        **crumbs_of(to_month(found.period) if is_sender else TO_FIGURES, report.area.name),
    }
    return render(request, "figures/reports/preview.html", context)


def _report(found: MonthReports, area: str) -> AreaReport:
    place = found.area(area)
    if place is None:
        raise Http404
    return area_report(found, place)


def _file_address(report: AreaReport, name: str) -> str:
    return preview_address(report.month.period, report.area.code, name)


def _readers(request: Request, area: Area, period: int) -> list[tuple[str, str]]:
    """Who wants this report, and why it does not go to somebody."""
    why = {NOT_IN_NETWORK: _("hoort niet meer bij het netwerk"), NO_ADDRESS: _("heeft geen e-mailadres")}
    return [
        (
            each.name,
            why.get(
                each.hindrance, "" if is_due(each.choice.frequency, period) else _("alleen elk kwartaal")
            ),
        )
        for each in readers(request.today)
        if each.choice.area == area.code
    ]


def preview_file(request: Request, month: str, area: str, name: str) -> HttpResponse:
    """A picture or a paper of it."""
    report = _report(month_of_address(request, month), area)
    if name in paper_names(report):
        content, media_type = paper_of(report, name, clock.now()), PDF
    else:
        found = {each.name: each.png for each in report_charts(report)}
        if name not in found:
            raise Http404
        content, media_type = found[name], "image/png"
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
