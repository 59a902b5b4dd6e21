"""The report on one A4, for a mayor: what stands out, the figures that matter most, one picture."""

import datetime as dt
from collections.abc import Iterator
from itertools import product
from math import isnan
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.documents.paper import Block, Heading, Paper, Paragraph
from noaber.core.documents.pdf import page_count, to_pdf
from noaber.core.models import Demonstration
from noaber.figures.papers.report import figures_table, invented_blocks, picture_of, said_blocks
from noaber.figures.papers.report_charts import ReportChart
from noaber.figures.queries.reports.reports import AreaReport
from noaber.figures.report_words import recent_said, title_of
from noaber.figures.rules.reports.lines import KindLine, first_lines, missing_said
from noaber.figures.source_words import source_notes
from noaber.network.api import network_name

SIZES: Final = ((4, 6, 105), (3, 4, 95), (2, 3, 80), (1, 1, 60))
"""Sentences, rows and width of the picture in mm: the first of these that fits on one page."""


def mayor_pdf(report: AreaReport, chart: ReportChart, made_at: dt.datetime) -> bytes:
    """One page, whatever there is to say."""
    made = b""
    for is_missing_named, size in product((True, False), SIZES):
        made = to_pdf(mayor_paper(report, chart, made_at, size, is_missing_named=is_missing_named))
        if page_count(made) == 1:
            break
    return made


def mayor_paper(
    report: AreaReport,
    chart: ReportChart,
    made_at: dt.datetime,
    size: tuple[int, int, int] = SIZES[0],
    *,
    is_missing_named: bool = True,
) -> Paper:
    """With `is_missing_named` what is missing is named; else only of how many kinds."""
    return Paper(
        title=title_of(report),
        network=network_name() or "Noaber",
        kind=_("Voor de burgemeester"),
        made_at=made_at,
        blocks=list(_blocks(report, chart, size, _missing(report, is_named=is_missing_named))),
        is_demonstration=Demonstration.objects.exists() or report.month.release.is_invented,
    )


def _missing(report: AreaReport, *, is_named: bool) -> str:
    said = missing_said(report.lines, report.month.period, is_chosen=report.is_chosen)
    if not said or is_named:
        return " ".join(said)
    text = _("Van %(count)s van de %(all)s ontbreken cijfers. In het maandbericht staat van welke.")
    every = (
        _("%(all)s soorten misdrijf die u koos,") if report.is_chosen else _("%(all)s soorten misdrijf")
    ) % {"all": len(report.lines)}
    return text % {"count": sum(map(_lacks, report.lines)), "all": every}


def _lacks(each: KindLine) -> bool:
    counts = (each.month, each.window.after, each.window.before)
    return bool(each.absent or each.window.absent) or any(map(isnan, counts))


def _blocks(
    report: AreaReport, chart: ReportChart, size: tuple[int, int, int], missing: str
) -> Iterator[Block]:
    sentences, rows, width = size
    yield from invented_blocks(report)
    yield Heading(_("Wat opvalt"))
    yield from said_blocks(report, sentences)
    yield picture_of(chart, width)
    for said in filter(None, (missing, recent_said(report))):
        yield Paragraph(said)
    yield figures_table(report, shown := first_lines(report.lines, rows))
    if len(shown) < len(report.lines):
        yield Paragraph(_left_out(len(shown), len(report.lines)))
    yield Paragraph(source_notes(report.month.release)[0])


def _left_out(shown: int, count: int) -> str:
    text = ngettext(
        "Hier staat %(shown)s van de %(count)s soorten misdrijf uit het maandbericht.",
        "Hier staan %(shown)s van de %(count)s soorten misdrijf uit het maandbericht.",
        shown,
    )
    return text % {"shown": shown, "count": count}
