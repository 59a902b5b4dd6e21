"""The papers of a report: accessible, with words for every picture; the mayor's is one page. Drawn for real, once."""

import io
import math
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from noaber.core.documents.paper import DataTable, Paragraph
from noaber.core.documents.pdf import page_count
from noaber.figures.formats.chart_rendering import ChartRenderer, KeptCharts
from noaber.figures.models import Release
from noaber.figures.papers import report_charts as report_charts_module
from noaber.figures.papers.mayor_page import mayor_paper, mayor_pdf
from noaber.figures.papers.report import MOST_IN_PAPER, report_paper, report_pdf
from noaber.figures.papers.report_charts import ReportChart, report_charts
from noaber.figures.queries.reports.reports import AreaReport, MemberLine, area_report, month_reports
from noaber.figures.report_words import revised_more
from noaber.figures.rules.reports.lines import missing_said
from noaber.figures.rules.revised import Became, RevisedCell
from noaber.figures.services.reports.letters import MOST_REVISED
from noaber.figures.tests.reports.conftest import PNG
from noaber.figures.tests.reports.readers_played import ANNOTATED, NOTED
from noaber.figures.tests.signals_played import AREA, KIND, NOW, PEAK, TODAY


@pytest.fixture
def renderer() -> Iterator[ChartRenderer]:
    """The one of the house, of which the process ends with the test."""
    found = ChartRenderer()
    yield found
    found.end()


def _words(pdf: bytes, folder: Path) -> str:
    (folder / "stuk.pdf").write_bytes(pdf)
    said = subprocess.run(["pdftotext", folder / "stuk.pdf", "-"], capture_output=True, check=True, text=True)
    return " ".join(said.stdout.split())


@pytest.mark.django_db
def test_the_papers_of_a_month(
    month: None, renderer: ChartRenderer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(report_charts_module, "charts", KeptCharts(renderer))
    found = month_reports(Release.objects.latest("number"), PEAK, TODAY)
    report = area_report(found, found.areas[0])
    charts = report_charts(report)
    assert all(each.png.startswith(b"\x89PNG") and len(each.png) < 60_000 for each in charts)
    whole, mayor = report_pdf(report, charts, NOW), mayor_pdf(report, charts[1], NOW)
    assert page_count(mayor) == 1
    for kinds, is_named in ((20, True), (60, False)):
        full = mayor_pdf(_without_month(report, kinds), charts[1], NOW)
        assert page_count(full) == 1
        words = _words(full, tmp_path)
        assert (f"nummer {kinds - 1}." in words) is is_named
        assert (
            f"Van {kinds} van de {kinds + 1} soorten misdrijf ontbreken cijfers." in words
        ) is not is_named
    small = mayor_paper(report, charts[1], NOW, (1, 1, 60))
    said = [each.text for each in small.blocks if isinstance(each, Paragraph)]
    left_out = f"Hier staat 1 van de {len(report.lines)} soorten misdrijf uit het maandbericht."
    assert left_out in said, "what is left out is said"
    for pdf in (whole, mayor):
        document = pikepdf.open(io.BytesIO(pdf))
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        words = _words(pdf, tmp_path)
        assert "maart 2020" in words
        assert "Signaal in maart 2020" in words
        assert NOTED not in words
        assert ANNOTATED not in words


INVENTED = "Voorbeeldgegevens: de maanden zijn verzonnen."
DRAWN = ReportChart("een.png", "een", "aantal", "Woorden bij een", PNG)


def _report(period: int = PEAK) -> AreaReport:
    found = month_reports(Release.objects.latest("number"), period, TODAY)
    return area_report(found, found.areas[0])


def _without_month(report: AreaReport, kinds: int) -> AreaReport:
    """So many kinds of which the source gives no figure of the month, and then one that has it."""
    lines = [
        replace(
            report.lines[0],
            month=math.nan,
            is_withheld=True,
            window=replace(
                report.lines[0].window, kind=f"9.9.{at}", title=f"Soort met een lange naam, nummer {at}"
            ),
        )
        for at in range(kinds)
    ]
    return replace(report, lines=(*lines, report.lines[-1]))


@pytest.mark.django_db
def test_both_papers_begin_with_that_the_months_are_invented_and_say_it_once(month: None) -> None:
    report = _report()
    for is_invented in (False, True):
        report.month.release.is_invented = is_invented
        for paper in (report_paper(report, [DRAWN], NOW), mayor_paper(report, DRAWN, NOW)):
            said = [each.text for each in paper.blocks if isinstance(each, Paragraph)]
            first = paper.blocks[0]
            assert (isinstance(first, Paragraph) and first.text == INVENTED) is is_invented
            assert sum(INVENTED in str(text) for text in said) == is_invented


@pytest.mark.django_db
def test_the_page_of_the_mayor_says_what_is_missing_before_its_figures(month: None) -> None:
    whole = _report()
    for report in (whole, _without_month(whole, 3)):
        missing = " ".join(missing_said(report.lines, PEAK))
        said = _before_the_table(mayor_paper(report, DRAWN, NOW).blocks)
        assert (missing in said) is bool(missing)
    assert "geeft de bron geen cijfer van" in missing


@pytest.mark.django_db
def test_the_page_of_the_mayor_says_that_its_last_months_may_still_rise(month: None) -> None:
    for period, may_rise in ((PEAK, True), (201910, False)):
        said = _before_the_table(mayor_paper(_report(period), DRAWN, NOW).blocks)
        assert any("nog niet volledig" in text for text in said) is may_rise


def _before_the_table(blocks: Sequence[object]) -> list[str]:
    table = next(at for at, each in enumerate(blocks) if isinstance(each, DataTable))
    return [str(each.text) for each in blocks[:table] if isinstance(each, Paragraph)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("count", "mailed", "printed"),
    [
        (5, "", ""),
        (30, "En nog 25, in de bijlage.", ""),
        (
            78,
            "En nog 73; in de bijlage staan de laatste 30.",
            "Dit zijn de laatste 30. De andere 48 staan niet in dit bericht.",
        ),
    ],
)
def test_what_mail_and_paper_leave_out_of_the_revised_figures_is_said(
    month: None, count: int, mailed: str, printed: str
) -> None:
    cell = RevisedCell(AREA, KIND, PEAK, 1, 2, Became.CHANGED)
    report = replace(_report(), revised=(cell,) * count)
    assert revised_more(count, MOST_REVISED, MOST_IN_PAPER) == mailed
    said = [
        str(each.text) for each in report_paper(report, [DRAWN], NOW).blocks if isinstance(each, Paragraph)
    ]
    assert (printed in said) is bool(printed)


@pytest.mark.django_db
def test_the_paper_of_the_network_has_no_column_of_signals_where_nobody_looked(month: None) -> None:
    found = month_reports(Release.objects.latest("number"), PEAK, TODAY)
    for read, is_shown in ((found, True), (replace(found, signals=None), False)):
        report = area_report(read, read.areas[-1])
        # A municipality of which something is told, whether or not a signal is.
        member = MemberLine("Aardam", ("Zakkenrollerij",), (), ())
        paper = report_paper(replace(report, members=(member,)), [DRAWN], NOW)
        columns = [
            each.label for table in paper.blocks if isinstance(table, DataTable) for each in table.columns
        ]
        assert ("Signaal deze maand" in columns) is is_shown
