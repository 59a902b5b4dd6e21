"""The picture of a signal: its months among those before and after, with what was to be expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.requests import Request
from noaber.figures.queries.areas import Area
from noaber.figures.queries.signal_cards import CardRow, ReadingRow
from noaber.figures.rules.charts.signal_months import Marked, SignalBars, signal_months_chart
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import back
from noaber.figures.views.cells import count_cell, count_column
from noaber.figures.views.charts import ChartFigure
from noaber.figures.views.opening import Opened, opened_until
from noaber.figures.views.signals.parts import rounded

SHOWN: Final = 36
AFTER: Final = 12
"""Months after the last one that rang, as far as they are published."""


@dataclass(frozen=True, slots=True)
class NewestCounts:
    """The counts around a signal as the newest release has them."""

    page: Opened
    area: Area
    row: CardRow

    def figure(self) -> ChartFigure:
        return _figure(self.page, self.area, self.row)

    def count(self, period: int) -> float:
        """NaN where the release has no figure of the month."""
        found = dict(
            zip(self.page.counted.months, self.page.counted.counts(self.area, self.row.offence), strict=True)
        )
        return float(found.get(period, nan))


def newest_counts(request: Request, row: CardRow) -> NewestCounts | None:
    """None where the newest release does not have its area, or not its months."""
    page = opened_until(request, row.offence, back(row.last.period, -AFTER))
    area = next((each for each in page.areas if each.code == row.area), None) if page else None
    if page is None or area is None or row.offence != page.choice.kind:
        return None
    return NewestCounts(page, area, row)


def _figure(page: Opened, area: Area, row: CardRow) -> ChartFigure:
    periods, counts = page.counted.months[-SHOWN:], page.counted.counts(area, row.offence)[-SHOWN:]
    readings = {each.period: each for each in row.months if each.period in periods}
    title = _("%(kind)s in %(area)s, rond het signaal") % {"kind": row.offence_title, "area": area.name}
    unit = _("Aantal dat de politie registreerde, per maand, volgens de nieuwste cijfers")
    marked = {period: mark for period, each in readings.items() if (mark := _mark(each))}
    chart = signal_months_chart(SignalBars(title, unit, periods, counts, marked, page.choice.recent))
    columns = [
        Column("month", _("Maand"), is_sortable=False),
        count_column("count", _("Aantal")),
        Column("expected", _("Verwacht"), "number", decimals=1, is_sortable=False),
        Column("upper", _("Past nog bij toeval"), "number", decimals=1, is_sortable=False),
    ]
    return ChartFigure(
        chart, columns, _rows(periods, counts.tolist(), readings), page.choice, f"signaal-{row.area.lower()}"
    )


def _rows(periods: Sequence[int], counts: Sequence[float], readings: dict[int, ReadingRow]) -> list[Row]:
    """The newest month on top."""
    rows: list[Row] = [
        {
            "month": month_text(period),
            "count": count_cell(count),
            "expected": rounded(readings[period].expected) if period in readings else None,
            "upper": rounded(readings[period].upper) if period in readings else None,
        }
        for period, count in zip(periods, counts, strict=True)
    ]
    return rows[::-1]


def _mark(reading: ReadingRow) -> Marked | None:
    if reading.expected is None or reading.upper is None:
        return None
    return Marked(reading.expected, reading.upper, reading.is_signal)
