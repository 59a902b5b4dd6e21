"""The mail of a report: its text, its pictures and its papers. Put together the same for sending, looking and files."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Final

from django.utils.translation import gettext as _

from noaber.core.mail import Attachment, render_text
from noaber.core.models import Demonstration
from noaber.core.rules.mail_text import text_heading, text_table
from noaber.figures.papers.mayor_page import mayor_pdf
from noaber.figures.papers.report import MOST_IN_PAPER, report_pdf
from noaber.figures.papers.report_charts import ReportChart, report_charts
from noaber.figures.queries.reports.reports import AreaReport, MemberLine
from noaber.figures.report_words import (
    absent_said,
    beside_names,
    file_stem,
    got_said,
    invented_said,
    more_said,
    not_known,
    page_address,
    reliability_said,
    revised_lines,
    revised_more,
    revised_said,
    signals_address,
    signals_said,
    title_of,
)
from noaber.figures.rules.numbers import NO_FIGURE, count_text, month_text, rate_text, window_text
from noaber.figures.rules.reports.lines import KindLine, first_lines, said_of, year_before
from noaber.figures.rules.telling import KindWindow
from noaber.figures.source_words import source_notes

TEMPLATE: Final = "figures/mail/report.txt"
MOST_REVISED: Final = 5
PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Letter:
    """All that goes in a mail but for whom it is to: `context` of the template, pictures and papers."""

    subject: str
    context: Mapping[str, Any]
    attachments: tuple[Attachment, ...]

    def text(self, own: Mapping[str, str]) -> str:
        """`own`: what differs per reader (`name`, `choose`, `stop`, and `got` for who chose some kinds)."""
        return render_text(TEMPLATE, {**self.context, **own}, is_restricted=False)


def report_letter(
    report: AreaReport, made_at: dt.datetime, *, is_revised: bool = False, with_papers: bool = True
) -> Letter:
    """With its charts drawn and, unless only the mail is looked at, its papers set."""
    charts = report_charts(report)
    pictures = tuple(Attachment(each.name, each.png, "image/png", is_inline=True) for each in charts)
    names = paper_names(report) if with_papers else ()
    papers = tuple(Attachment(name, paper_of(report, name, made_at, charts), PDF) for name in names)
    context = _context(report, charts, is_revised)
    return Letter(_subject(report, is_revised), context, (*pictures, *papers))


def _subject(report: AreaReport, is_revised: bool) -> str:
    title = title_of(report)
    return _("%(title)s (herzien)") % {"title": title} if is_revised else title


def paper_names(report: AreaReport) -> tuple[str, str]:
    """The whole report, and that on one A4."""
    is_example = Demonstration.objects.exists() or report.month.release.is_invented
    stem = file_stem(report) + ("-voorbeeldgegevens" if is_example else "")
    return f"{stem}.pdf", f"{stem}-een-a4.pdf"


def paper_of(
    report: AreaReport, name: str, made_at: dt.datetime, charts: Sequence[ReportChart] = ()
) -> bytes:
    """One of them by its name."""
    drawn = charts or report_charts(report)
    whole, _one_page = paper_names(report)
    return report_pdf(report, drawn, made_at) if name == whole else mayor_pdf(report, drawn[1], made_at)


def _context(report: AreaReport, charts: Sequence[ReportChart], is_revised: bool) -> dict[str, Any]:
    period, shown = report.month.period, first_lines(report.lines)
    return {
        "area": report.area.name,
        "month": month_text(period),
        "window": window_text(period),
        "is_revised": is_revised,
        "invented": invented_said(report.month.release),
        "said": said_of(report.lines, period, is_chosen=report.is_chosen),
        "signals": signals_said(report),
        "signals_url": signals_address(report),
        "heads": {key: text_heading(str(title)) for key, title in _heads(report.title).items()},
        "pictures": [(each.unit, f"[{each.name}: {each.words}]") for each in charts],
        "figures": _figures(shown, period),
        "rates": _rates(report, shown),
        "absent": absent_said(report),
        "left_out": more_said(len(report.lines), len(shown)),
        "members": [_member(each) for each in report.members],
        "revised": revised_said(report),
        "revised_lines": revised_lines(report, MOST_REVISED),
        "revised_more": revised_more(len(report.revised), MOST_REVISED, MOST_IN_PAPER),
        "not_known": not_known(report),
        "reliability": reliability_said(report),
        "sources": source_notes(report.month.release),
        "got": got_said(()),
        "url": page_address(report.area, period, report.focus),
    }


def _heads(kind: str) -> dict[str, str]:
    return {
        "said": _("Wat opvalt"),
        "pictures": _("In beeld: %(kind)s") % {"kind": kind},
        "figures": _("De cijfers"),
        "rates": _("Per 1.000 inwoners, naast anderen"),
        "members": _("Per gemeente"),
        "revised": _("Wat is herzien"),
        "reading": _("Wat u moet weten bij deze cijfers"),
    }


def _figures(lines: Sequence[KindLine], period: int) -> str:
    header = [
        _("Soort misdrijf"),
        month_text(period),
        month_text(year_before(period)),
        _("12 maanden"),
        _("verschil"),
    ]
    rows = [
        [
            each.title,
            count_text(each.month),
            count_text(each.month_before),
            count_text(each.window.after),
            each.change,
        ]
        for each in lines
    ]
    return text_table(header, rows)


def _rates(report: AreaReport, lines: Sequence[KindLine]) -> str:
    others = beside_names(report)
    header = [_("Soort misdrijf"), report.area.name, *(name for _field, name in others)]
    rows = [
        [
            each.title,
            _with_interval(each.window),
            *(rate_text(getattr(each, field)) for field, _name in others),
        ]
        for each in lines
    ]
    return text_table(header, rows)


def _with_interval(window: KindWindow) -> str:
    if isnan(window.rate):
        return NO_FIGURE
    return f"{rate_text(window.rate)} ({rate_text(window.lower)}–{rate_text(window.upper)})"


def _member(member: MemberLine) -> str:
    parts = [
        _("hoger: %(names)s") % {"names": ", ".join(member.rises)} if member.rises else "",
        _("lager: %(names)s") % {"names": ", ".join(member.falls)} if member.falls else "",
        _("signaal: %(names)s") % {"names": ", ".join(member.signals)} if member.signals else "",
    ]
    return f"{member.name}: {'; '.join(filter(None, parts))}"
