"""Areas beside each other in one window: dots with their intervals, and the funnel of all municipalities."""

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.figures.queries.areas import Area
from noaber.figures.queries.counted import WINDOW, common_rates
from noaber.figures.queries.standing import LAST, Beside
from noaber.figures.rules.charts.funnels import FunnelOf, funnel_chart
from noaber.figures.rules.charts.rates import AreaRate, areas_chart
from noaber.figures.rules.numbers import in_window
from noaber.figures.rules.statistics.rates import rates
from noaber.figures.source_words import population_note
from noaber.figures.views.absent import (
    NOTE,
    absent_in_window,
    common_notes,
    note_cell,
    note_column,
    sum_notes,
)
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


def areas_figure(page: Opened, areas: Sequence[Area], title: str, stem: str, own: str = "") -> ChartFigure:
    """Some areas in the order given, beside all municipalities together; `own` is pointed out."""
    found = [_rate(page, each, is_own=each.code == own) for each in areas]
    whole = _whole(page)
    unit = _(
        "Per 1.000 inwoners %(window)s, met de onzekerheid als streep. De stippellijn is alle gemeenten samen."
    ) % {"window": in_window(page.choice.last)}
    chart = areas_chart(title, unit, found, whole.rate, _("Alle gemeenten samen"))
    columns = [
        Column("name", _("Gebied")),
        count_column("count", _("Aantal")),
        *rate_columns(),
        note_column(),
    ]
    rows = [
        {
            "name": each.name,
            "count": count_cell(each.count),
            **rate_cells(each.rate, each.lower, each.upper),
            NOTE: note_cell(each.count, each.rate, absent_in_window(page, area)),
        }
        for each, area in zip((*found, whole), (*areas, page.network), strict=True)
    ]
    notes = (*_notes(page), *sum_notes(page, *areas), *common_notes(page, [page.choice.kind]))
    return ChartFigure(chart, columns, rows, page.choice, _stem(stem, page), notes)


def _rate(page: Opened, area: Area, *, is_own: bool = False) -> AreaRate:
    count = float(page.counted.counts(area, page.choice.kind)[-WINDOW:].sum())
    found = rates(count, page.counted.inhabitants(area)[LAST])
    return AreaRate(area.name, count, float(found.rate), float(found.lower), float(found.upper), is_own)


def _whole(page: Opened) -> AreaRate:
    """All municipalities: their count only where each has one, and the rate of those that have."""
    count = float(page.counted.counts(page.network, page.choice.kind)[-WINDOW:].sum())
    found = common_rates(page.counted, page.network, page.choice.kind)
    rate, lower, upper = (float(each[LAST]) for each in (found.rate, found.lower, found.upper))
    return AreaRate(page.network.name, count, rate, lower, upper)


def funnel_figure(page: Opened, found: Beside, own: str = "") -> ChartFigure | None:
    """All municipalities; None where there is nothing to compare."""
    if found.funnel is None:
        return None
    unit = _("Per 1.000 inwoners %(window)s. Tussen de buitenste lijnen is gewoon bij die omvang.") % {
        "window": in_window(page.choice.last)
    }
    title = _("%(kind)s: alle gemeenten naar omvang") % {"kind": page.choice.title}
    names = [each.name for each in found.areas]
    chart = funnel_chart(FunnelOf(title, unit, names, found.counts, found.people, found.funnel, own))
    columns = [
        Column("name", _("Gemeente")),
        Column("code", _("CBS-code"), is_on_screen=False),
        count_column("people", _("Inwoners")),
        count_column("count", _("Aantal")),
        rate_column("rate", _("Per 1.000 inwoners")),
        Column("place", _("Naast andere gemeenten")),
    ]
    shown = rates(found.counts, found.people)
    notes = (*_notes(page), *common_notes(page, [page.choice.kind]))
    rows = [
        {
            "name": area.name,
            "code": area.code,
            "people": count_cell(float(found.people[place])),
            "count": count_cell(float(found.counts[place])),
            "rate": rate_cell(float(shown.rate[place])),
            "place": place_words(found, place),
        }
        for place, area in enumerate(found.areas)
    ]
    return ChartFigure(chart, columns, rows, page.choice, _stem("trechter", page), notes)


def place_words(found: Beside, place: int) -> str:
    """Where a municipality lies in the funnel."""
    if found.funnel is None or np.isnan(found.funnel.ratio[place]):
        return _("niet te zeggen")
    if not found.funnel.is_outside[place]:
        return _("gewoon")
    return _("hoger") if found.funnel.ratio[place] > 1 else _("lager")


def _stem(name: str, page: Opened) -> str:
    return f"{name}-{page.choice.kind}".replace(".", "").lower()


def _notes(page: Opened) -> tuple[str, ...]:
    return (population_note(page.counted),)
