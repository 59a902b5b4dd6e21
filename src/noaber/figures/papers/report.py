"""The monthly report as a paper: all kinds, others beside them, what was revised and how to read it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from noaber.core.documents.paper import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Paper,
    Paragraph,
    Picture,
)
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import TableColumn
from noaber.core.models import Demonstration
from noaber.figures.papers.report_charts import ReportChart
from noaber.figures.queries.areas import AreaKind
from noaber.figures.queries.reports.reports import AreaReport
from noaber.figures.report_words import (
    absent_said,
    beside_names,
    invented_said,
    not_known,
    people_said,
    reliability_said,
    revised_left_out,
    revised_lines,
    revised_said,
    signals_said,
    title_of,
)
from noaber.figures.rules.numbers import count_text, interval_text, month_text, rate_text, window_text
from noaber.figures.rules.reliability import SOURCE
from noaber.figures.rules.reports.lines import KindLine, said_of, year_before
from noaber.figures.source_words import population_note, source_notes
from noaber.network.api import network_name

MOST_IN_PAPER = 30
MOST_SAID = 20
CHART_MM = 112


def report_pdf(report: AreaReport, charts: Sequence[ReportChart], made_at: dt.datetime) -> bytes:
    return to_pdf(report_paper(report, charts, made_at))


def report_paper(report: AreaReport, charts: Sequence[ReportChart], made_at: dt.datetime) -> Paper:
    month = report.month
    return Paper(
        title=title_of(report),
        network=network_name() or "Noaber",
        kind=_("Maandbericht"),
        made_at=made_at,
        facts=[
            (_("Maand"), month_text(month.period)),
            (_("Twaalf maanden"), window_text(month.period)),
            (_("Inwoners"), people_said(report)),
        ],
        blocks=list(_blocks(report, charts)),
        sources=sources_of(report),
        is_demonstration=Demonstration.objects.exists() or month.release.is_invented,
    )


def sources_of(report: AreaReport) -> list[str]:
    found = report.month
    return [*source_notes(found.release), population_note(found.counted), SOURCE]


def _blocks(report: AreaReport, charts: Sequence[ReportChart]) -> Iterator[Block]:
    yield from invented_blocks(report)
    yield Heading(_("Wat opvalt"))
    yield from said_blocks(report, MOST_SAID)
    yield Heading(_("In beeld"))
    for chart in charts:
        yield picture_of(chart, CHART_MM)
    yield Heading(_("De cijfers per soort"))
    yield figures_table(report, report.lines)
    if report.area.kind is not AreaKind.NETWORK:
        yield Heading(_("Naast anderen"))
    yield rates_table(report, report.lines)
    if absent := absent_said(report):
        yield Paragraph(absent)
    if report.members:
        yield Heading(_("Per gemeente"))
        yield _members_table(report)
    yield Heading(_("Wat is herzien"))
    yield Paragraph(revised_said(report))
    if report.revised:
        yield Bullets(revised_lines(report, MOST_IN_PAPER))
    if left_out := revised_left_out(len(report.revised), MOST_IN_PAPER):
        yield Paragraph(left_out)
    yield Heading(_("Hoe u dit leest"))
    yield Bullets([*not_known(report), reliability_said(report), *_explained()])


def invented_blocks(report: AreaReport) -> Iterator[Block]:
    """First of all, for who reads no further; nothing where the figures are real."""
    if invented := invented_said(report.month.release):
        yield Paragraph(invented)


def said_blocks(report: AreaReport, most: int) -> Iterator[Block]:
    """The signals of the month, then single kinds under the sentence that leads to them, then the rest."""
    said = said_of(report.lines, report.month.period, most, is_chosen=report.is_chosen)
    yield Paragraph(signals_said(report))
    if said.kinds:
        yield Paragraph(said.lead)
        yield Bullets(said.kinds)
    yield Paragraph(" ".join(said.rest))


def picture_of(chart: ReportChart, width_mm: int) -> Picture:
    return Picture(chart.png, "image/png", chart.words, f"{chart.title}. {chart.unit}", width_mm=width_mm)


def _explained() -> list[str]:
    return [
        _(
            "“Per 1.000 inwoners” staat met de onzekerheid erbij: het cijfer zou door toeval alleen al zo ver kunnen "
            "verschillen."
        ),
        _(
            "Een verschil heet pas meer dan toeval als dat ook geldt wanneer naar alle soorten samen wordt gekeken. "
            "Bij kleine aantallen staat geen percentage."
        ),
        _("Een cijfer zegt wat is geteld en niet waardoor het komt; het bewijst geen effect van beleid."),
    ]


def figures_table(report: AreaReport, lines: Sequence[KindLine]) -> DataTable:
    period = report.month.period
    columns = [
        TableColumn("title", _("Soort misdrijf")),
        TableColumn("month", month_text(period), is_figure=True),
        TableColumn("month_before", month_text(year_before(period)), is_figure=True),
        TableColumn("after", _("Twaalf maanden"), is_figure=True),
        TableColumn("before", _("Jaar ervoor"), is_figure=True),
        TableColumn("change", _("Verschil"), is_figure=True),
    ]
    rows = [
        {
            "title": each.title,
            "month": count_text(each.month),
            "month_before": count_text(each.month_before),
            "after": count_text(each.window.after),
            "before": count_text(each.window.before),
            "change": each.change,
        }
        for each in lines
    ]
    return DataTable(_("Geregistreerde misdrijven"), columns, rows)


def rates_table(report: AreaReport, lines: Sequence[KindLine]) -> DataTable:
    others = beside_names(report)
    columns = [
        TableColumn("title", _("Soort misdrijf")),
        TableColumn("own", report.area.name, is_figure=True),
        TableColumn("between", _("Onzekerheid"), is_figure=True),
        *(TableColumn(field, name, is_figure=True) for field, name in others),
    ]
    rows = [
        {
            "title": each.title,
            "own": rate_text(each.window.rate),
            "between": interval_text(each.window.lower, each.window.upper),
            **{field: rate_text(getattr(each, field)) for field, _name in others},
        }
        for each in lines
    ]
    return DataTable(_("Per 1.000 inwoners, in twaalf maanden"), columns, rows)


def _members_table(report: AreaReport) -> DataTable:
    columns = [
        TableColumn("name", _("Gemeente")),
        TableColumn("rises", _("Hoger dan toeval geeft")),
        TableColumn("falls", _("Lager dan toeval geeft")),
    ]
    if report.month.signals is not None:  # an empty cell would say that there are none
        columns.append(TableColumn("signals", _("Signaal deze maand")))
    rows = [
        {
            "name": each.name,
            "rises": ", ".join(each.rises),
            "falls": ", ".join(each.falls),
            "signals": ", ".join(each.signals),
        }
        for each in report.members
    ]
    return DataTable(_("Gemeenten waar iets opvalt"), columns, rows)
