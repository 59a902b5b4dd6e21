"""The papers of a report: accessible, with words for every picture; the mayor's is one page. Drawn for real, once."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from noaber.core.documents.paper import Paragraph
from noaber.core.documents.pdf import page_count
from noaber.figures.formats.chart_rendering import ChartRenderer, KeptCharts
from noaber.figures.models import Release
from noaber.figures.papers import report_charts as report_charts_module
from noaber.figures.papers.mayor_page import mayor_paper, mayor_pdf
from noaber.figures.papers.report import report_pdf
from noaber.figures.papers.report_charts import report_charts
from noaber.figures.queries.reports.reports import area_report, month_reports
from noaber.figures.tests.reports.readers_played import ANNOTATED, NOTED
from noaber.figures.tests.signals_played import NOW, PEAK, TODAY


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
