"""The report on one A4, for a mayor: what stands out, the figures that matter most, one picture."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.documents.paper import Block, Heading, Paper, Paragraph
from noaber.core.documents.pdf import page_count, to_pdf
from noaber.core.models import Demonstration
from noaber.figures.papers.report import figures_table, picture_of, said_blocks
from noaber.figures.papers.report_charts import ReportChart
from noaber.figures.queries.reports.reports import AreaReport
from noaber.figures.report_words import invented_said, title_of
from noaber.figures.rules.reports.lines import first_lines
from noaber.figures.source_words import source_notes
from noaber.network.api import network_name

SIZES: Final = ((4, 6, 105), (3, 4, 95), (2, 3, 80), (1, 1, 60))
"""Sentences, rows and width of the picture in mm: the first of these that fits on one page."""


def mayor_pdf(report: AreaReport, chart: ReportChart, made_at: dt.datetime) -> bytes:
    """One page, whatever there is to say."""
    made = b""
    for size in SIZES:
        made = to_pdf(mayor_paper(report, chart, made_at, size))
        if page_count(made) == 1:
            break
    return made


def mayor_paper(
    report: AreaReport, chart: ReportChart, made_at: dt.datetime, size: tuple[int, int, int] = SIZES[0]
) -> Paper:
    return Paper(
        title=title_of(report),
        network=network_name() or "Noaber",
        kind=_("Voor de burgemeester"),
        made_at=made_at,
        blocks=list(_blocks(report, chart, size)),
        is_demonstration=Demonstration.objects.exists() or report.month.release.is_invented,
    )


def _blocks(report: AreaReport, chart: ReportChart, size: tuple[int, int, int]) -> Iterator[Block]:
    sentences, rows, width = size
    yield Heading(_("Wat opvalt"))
    yield from said_blocks(report, sentences)
    yield picture_of(chart, width)
    yield figures_table(report, shown := first_lines(report.lines, rows))
    if len(shown) < len(report.lines):
        yield Paragraph(_left_out(len(shown), len(report.lines)))
    said = (invented_said(report.month.release), source_notes(report.month.release)[0])
    yield Paragraph(" ".join(filter(None, said)))


def _left_out(shown: int, count: int) -> str:
    text = ngettext(
        "Hier staat %(shown)s van de %(count)s soorten misdrijf uit het maandbericht.",
        "Hier staan %(shown)s van de %(count)s soorten misdrijf uit het maandbericht.",
        shown,
    )
    return text % {"shown": shown, "count": count}
