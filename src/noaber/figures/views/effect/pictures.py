"""The charts of a measure, each with its rows: months around the start, and quarters beside the one before it."""

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.figures.queries.effects import EffectFound
from noaber.figures.rules.charts.effects import (
    QuarterRatios,
    around_start_chart,
    between_text,
    index_text,
    quarter_text,
    quarters_chart,
    since_text,
)
from noaber.figures.rules.effect.telling import Told, is_in_percentages
from noaber.figures.views.cells import count_cell, count_column
from noaber.figures.views.charts import ChartFigure
from noaber.figures.views.effect.asking import Measure


def effect_figures(measure: Measure, found: EffectFound, told: Told) -> list[ChartFigure]:
    """Those that may be shown: no quarters where the numbers are too small for an index."""
    figures = [_months(measure, found, told), _quarters(measure, found, told)]
    return [each for each in figures if each is not None]


def _title(found: EffectFound, what: str) -> str:
    return f"{found.asked.title}: {what}"


def _stem(found: EffectFound, name: str) -> str:
    return f"effect-{found.kind}-{name}".replace(".", "")


def _months(measure: Measure, found: EffectFound, told: Told) -> ChartFigure | None:
    months = found.measured.months
    if months is None:
        return None
    unit = _(
        "Aantal dat de politie registreerde, per maand. De stippellijn is wat er in de andere gemeenten gebeurde, "
        "omgerekend naar de hoogte van de gestarte gemeenten vóór de start."
    )
    columns = [
        Column("when", _("Maand"), is_sortable=False),
        Column("since", _("Maanden na de start"), "number", is_on_screen=False),
        count_column("counted", _("Geteld")),
        Column("elsewhere", _("Als het er was gegaan zoals elders"), "number", decimals=1),
    ]
    rows = [
        {
            "when": since_text(at - months.before),
            "since": at - months.before,
            "counted": count_cell(counted),
            "elsewhere": elsewhere,
        }
        for at, (counted, elsewhere) in enumerate(zip(months.counted, months.elsewhere, strict=True))
    ]
    chart = around_start_chart(_title(found, _("maand voor maand rond de start")), unit, months)
    return ChartFigure(
        chart, columns, rows, measure, _stem(found, "maanden"), file_notes=(told.lead, told.rest)
    )


def _quarters(measure: Measure, found: EffectFound, told: Told) -> ChartFigure | None:
    study = found.measured.effect.study
    if (
        found.measured.months is None
        or study is None
        or not study.bins
        or not is_in_percentages(found.measured)
    ):
        return None
    unit = _(
        "Index: 100 is zoals elders, naast het kwartaal vóór de start. De streep is de onzekerheid. Vóór de start "
        "horen de strepen 100 te raken."
    )
    columns = [
        Column("when", _("Kwartaal"), is_sortable=False),
        Column("index", _("Index"), "figure"),
        Column("between", _("Onzekerheid"), "figure"),
    ]
    rows = [
        {"when": quarter_text(each), "index": index_text(each.estimate.ratio), "between": between_text(each)}
        for each in study.bins
    ]
    title = _title(found, _("kwartaal voor kwartaal, naast elders"))
    chart = quarters_chart(QuarterRatios(title, unit, study.bins))
    return ChartFigure(
        chart, columns, rows, measure, _stem(found, "kwartalen"), file_notes=(told.lead, told.rest)
    )
