"""The charts of one area and one kind: month by month, each month beside earlier years, and twelve months at a time."""

from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.figures.queries.areas import Area, AreaKind
from noaber.figures.queries.counted import WINDOW, window_rates, windows_of
from noaber.figures.queries.gaps import gaps_of
from noaber.figures.rules.charts.months import MonthBars, MonthInYear, month_in_year_chart, months_chart
from noaber.figures.rules.charts.rates import WindowLines, windows_chart
from noaber.figures.rules.gaps import gap_text
from noaber.figures.rules.numbers import month_text, window_text
from noaber.figures.rules.reliability import is_police_driven
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.rates import Rates
from noaber.figures.source_words import population_note
from noaber.figures.views.absent import NOTE, note_cell, note_column, sum_notes
from noaber.figures.views.cells import (
    count_cell,
    count_column,
    rate_cell,
    rate_cells,
    rate_column,
    rate_columns,
)
from noaber.figures.views.charts import ChartFigure
from noaber.figures.views.opening import Opened

SHOWN: Final = 36
"""Months as bars: three years."""
EARLIER: Final = 5
"""Years that a month is seen beside."""
WINDOWS: Final = 61
"""Five years of windows, and the one five years ago."""


def area_charts(page: Opened, area: Area) -> list[ChartFigure]:
    """Windows first: they are what a safety adviser tells from; then months, then the month in the year."""
    return [windows_figure(page, area), months_figure(page, area), month_in_year_figure(page, area)]


def _stem(page: Opened, area: Area, name: str) -> str:
    return f"{area.code.lower()}-{page.choice.kind}-{name}".replace(".", "")


def months_figure(page: Opened, area: Area) -> ChartFigure:
    periods, counts = page.counted.months[-SHOWN:], page.counted.counts(area, page.choice.kind)[-SHOWN:]
    title = _("%(kind)s in %(area)s, per maand") % {"kind": page.choice.title, "area": area.name}
    bars = MonthBars(
        title, _("Aantal dat de politie registreerde, per maand"), periods, counts, page.choice.recent
    )
    columns = [
        Column("month", _("Maand"), is_sortable=False),
        count_column("count", _("Aantal")),
        Column("note", _("Opmerking")),
    ]
    recent = len(periods) - page.choice.recent
    gaps = gaps_of(page.counted, area, page.choice.kind, periods)
    names = {each.code: each.name for each in page.areas}
    rows = [
        {
            "month": month_text(period),
            "count": count_cell(count),
            "note": gap_text(gaps[period], names, len(area.members))
            if period in gaps
            else _("nog niet volledig")
            if place >= recent
            else "",
        }
        for place, (period, count) in enumerate(zip(periods, counts.tolist(), strict=True))
    ]
    return ChartFigure(months_chart(bars), columns, rows[::-1], page.choice, _stem(page, area, "per-maand"))


def month_in_year_figure(page: Opened, area: Area) -> ChartFigure:
    counts = page.counted.counts(area, page.choice.kind)
    periods, own = page.counted.months[-WINDOW:], counts[-WINDOW:]
    earlier = counts[-WINDOW * (EARLIER + 1) : -WINDOW].reshape(EARLIER, WINDOW)
    title = _("%(kind)s in %(area)s: elke maand naast dezelfde maand in eerdere jaren") % {
        "kind": page.choice.title,
        "area": area.name,
    }
    chart = month_in_year_chart(
        MonthInYear(title, _("Aantal dat de politie registreerde, per maand"), periods, own, earlier)
    )
    years = [
        count_column(f"back_{back}", _("%(years)s jaar eerder") % {"years": back})
        for back in range(1, EARLIER + 1)
    ]
    columns = [Column("month", _("Maand")), count_column("count", _("Aantal")), *years]
    rows = [
        {
            "month": month_text(period),
            "count": count_cell(count),
            **{
                f"back_{back}": count_cell(float(earlier[EARLIER - back, place]))
                for back in range(1, EARLIER + 1)
            },
        }
        for place, (period, count) in enumerate(zip(periods, own.tolist(), strict=True))
    ]
    return ChartFigure(chart, columns, rows, page.choice, _stem(page, area, "maand-in-het-jaar"))


def windows_figure(page: Opened, area: Area) -> ChartFigure:
    kind, periods = page.choice.kind, page.counted.months[-WINDOWS:]
    own, totals = (
        _last(window_rates(page.counted, area, kind)),
        windows_of(page.counted, area, kind)[-WINDOWS:],
    )
    is_whole = area.kind is AreaKind.NETWORK
    others = None if is_whole else _last(window_rates(page.counted, page.network, kind))
    lines = WindowLines(
        _("%(kind)s in %(area)s, steeds over twaalf maanden")
        % {"kind": page.choice.title, "area": area.name},
        _("Per 1.000 inwoners, met de onzekerheid als band; elk punt is de som van twaalf maanden"),
        periods,
        area.name,
        own,
        _("Alle gemeenten samen"),
        others,
    )
    columns = [
        Column("window", _("Twaalf maanden")),
        count_column("count", _("Aantal")),
        *rate_columns(),
        *([] if is_whole else [rate_column("others", _("Alle gemeenten samen"))]),
        note_column(),
    ]
    rows = [
        {
            "window": window_text(period),
            "count": count_cell(float(totals[place])),
            **rate_cells(float(own.rate[place]), float(own.lower[place]), float(own.upper[place])),
            "others": rate_cell(float(others.rate[place])) if others is not None else None,
            NOTE: note_cell(float(totals[place]), float(own.rate[place])),
        }
        for place, period in enumerate(periods)
    ]
    notes = (population_note(page.counted), *_driven(kind), *sum_notes(page, area, page.network))
    stem = _stem(page, area, "twaalf-maanden")
    return ChartFigure(windows_chart(lines), columns, rows[::-1], page.choice, stem, notes)


def _driven(kind: str) -> tuple[str, ...]:
    if not is_police_driven(kind):
        return ()
    return (_("Dit cijfer hangt sterk af van hoeveel er wordt gezocht en gecontroleerd."),)


def _last(found: Rates) -> Rates:
    def cut(values: Floats) -> Floats:
        return values[-WINDOWS:]

    return replace(found, rate=cut(found.rate), lower=cut(found.lower), upper=cut(found.upper))
