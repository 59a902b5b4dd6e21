"""The two charts of a monthly report: month by month, and twelve months at a time beside others."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from noaber.figures.formats.chart_rendering import charts
from noaber.figures.formats.pictures import small_png
from noaber.figures.queries.areas import Area, AreaKind
from noaber.figures.queries.counted import window_rates
from noaber.figures.queries.reports.reports import AreaReport
from noaber.figures.rules.charts.chart import Chart, Shape, specification
from noaber.figures.rules.charts.months import MonthBars, months_chart
from noaber.figures.rules.charts.rates import WindowLines, windows_chart
from noaber.figures.rules.statistics.rates import Rates
from noaber.figures.source_words import mark_of

SHOWN: Final = 36
"""Months as bars: three years."""
WINDOWS: Final = 61
"""Five years of windows, and the one five years ago."""


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart as it goes along: `words` replace it for who does not see it."""

    name: str
    title: str
    unit: str
    words: str
    png: bytes


def report_charts(report: AreaReport) -> tuple[ReportChart, ReportChart]:
    """Drawn; `ChartFailed` when that does not work."""
    return _drawn(report, months_of(report)), _drawn(report, windows_of(report))


def _drawn(report: AreaReport, chart: Chart) -> ReportChart:
    spec = specification(chart, Shape.MAIL, mark=mark_of(report.month.release))
    key = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()
    words = f"{chart.title}. {chart.description}".replace("[", "(").replace("]", ")")
    return ReportChart(
        f"{chart.name}.png", chart.title, chart.unit, words, small_png(charts.render(key, spec, "png"))
    )


def months_of(report: AreaReport) -> Chart:
    found = report.month.counted
    title = _("%(kind)s in %(area)s, per maand") % {"kind": report.title, "area": report.area.name}
    counts = found.counts(report.area, report.focus)[-SHOWN:]
    unit = _("Aantal dat de politie registreerde, per maand")
    return months_chart(MonthBars(title, unit, found.months[-SHOWN:], counts, report.month.recent))


def windows_of(report: AreaReport) -> Chart:
    found, beside = report.month.counted, _beside(report)
    title = _("%(kind)s in %(area)s, steeds over twaalf maanden") % {
        "kind": report.title,
        "area": report.area.name,
    }
    return windows_chart(
        WindowLines(
            title,
            _("Per 1.000 inwoners, met de onzekerheid als band; elk punt is de som van twaalf maanden"),
            found.months[-WINDOWS:],
            report.area.name,
            _last(window_rates(found, report.area, report.focus)),
            _name(beside) if beside else "",
            _last(window_rates(found, beside, report.focus)) if beside else None,
        )
    )


def _beside(report: AreaReport) -> Area | None:
    """The district of a municipality, and the network of a district."""
    if report.area.kind is AreaKind.NETWORK:
        return None
    return report.month.area(report.area.district_code) or report.month.areas[-1]


def _name(area: Area) -> str:
    if area.kind is AreaKind.DISTRICT:
        return _("District %(name)s") % {"name": area.name}
    return _("Alle gemeenten samen")


def _last(found: Rates) -> Rates:
    cut = slice(-WINDOWS, None)
    return replace(found, rate=found.rate[cut], lower=found.lower[cut], upper=found.upper[cut])
