"""The ranking of a round as a page shows it: bars, the points per criterion, how firm it is, what decides it."""

from collections import Counter
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.pictures import Bar, BarChart, bar_chart
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.queries.selection.round import Result, RoundRow
from noaber.strategy.views.places import option_address
from noaber.strategy.words.firmness import Names, decimals, firmness, percents, ties, would_make_it

MOST_DECIDING = 8


@dataclass(frozen=True, slots=True)
class RankedParts:
    """Everything that follows from the scores; `differs`: which weight would put another choice on top."""

    chart: BarChart
    ties: str
    points: Table
    about: str
    firmness: Table
    deciding: Table
    differs: Notice | None


def ranked_parts(row: RoundRow, found: Result, asof: AsOf) -> RankedParts:
    names = Names(row.criterion_names, row.option_names)
    return RankedParts(
        chart=_chart(row, found, asof),
        ties=ties(found.top, names),
        points=_points(row, found, asof),
        about=_about(found, names),
        firmness=_firmness(found, names),
        deciding=_deciding(found, names),
        differs=_differs(found, names),
    )


def _chart(row: RoundRow, found: Result, asof: AsOf) -> BarChart:
    names = row.option_names
    bars = [
        Bar(
            f"{each.place}. {names[each.option]}",
            round(each.total * 1000),
            decimals(each.total),
            option_address(row.period, row.number, each.option, asof),
            is_highlighted=each.option in found.shown,
        )
        for each in found.ranked
    ]
    return bar_chart(
        name="ranglijst",
        title=_("Ranglijst"),
        bars=bars,
        label_header=_("Thema"),
        value_header=_("Punten"),
        note=_("Van 1 tot en met 5 punten. Kies een thema voor de berekening en de motivering."),
    )


def _points(row: RoundRow, found: Result, asof: AsOf) -> Table:
    """Score times weight per criterion; they add up to the total."""
    columns = [
        Column("name", _("Thema"), "link"),
        *(Column(each.code, f"{each.name} ({percents(each.part)})", "number") for each in row.text.criteria),
        Column("total", _("Samen"), "number"),
    ]
    rows: list[Row] = [
        {
            "name": row.option_names[each.option],
            "url": option_address(row.period, row.number, each.option, asof),
            **{part.criterion: decimals(part.points, 3) for part in each.parts},
            "total": decimals(each.total, 3),
        }
        for each in found.ranked
    ]
    note = _("Punten zijn de score maal het gewicht. Op het scherm afgerond; in Excel staan de breuken.")
    return plain_table(
        name="punten",
        caption=_("Punten per criterium"),
        columns=columns,
        rows=rows,
        notes=[note],
        phone="scroll",
    )


def _about(found: Result, names: Names) -> str:
    first = in_a_row(names.options[row.option] for row in found.ranked if row.option in found.shown)
    text = ngettext("Bovenaan staat %(names)s.", "Bovenaan staan %(names)s.", len(found.shown))
    moves = _("Eén gewicht verschuift van 0 tot 100 %, de andere houden hun verhouding.")
    return f"{text % {'names': first}} {moves}"


def _firmness(found: Result, names: Names) -> Table:
    rows: list[Row] = [
        {
            "name": names.criteria[each.criterion],
            "weight": percents(each.weight),
            "text": firmness(each, names),
        }
        for each in found.sensitivity
    ]
    return plain_table(
        name="gevoeligheid",
        caption=_("Hoe vast de ranglijst staat"),
        columns=[
            Column("name", _("Criterium")),
            Column("weight", _("Weegt nu"), "number"),
            Column("text", _("Wat er gebeurt als het anders weegt")),
        ],
        rows=rows,
    )


def _deciding(found: Result, names: Names) -> Table:
    """What would change the top by itself, the smallest change first; the same score of several seats in one row."""
    alike = Counter(replace(each, voice="") for each in found.deciding)
    rows: list[Row] = [
        {
            "option": names.options[each.option],
            "criterion": names.criteria[each.criterion],
            "score": each.value,
            "seats": seats,
            "becomes": each.becomes,
            "then": names.then(each, found.shown),
        }
        for each, seats in list(alike.items())[:MOST_DECIDING]
    ]
    more = len(alike) - len(rows)
    note = _("De kleinste verschillen eerst. De rest (%(count)s) staat in Excel.") % {"count": more}
    return plain_table(
        name="beslissend",
        caption=_("Welke losse scores beslissen wie bovenaan staat"),
        columns=[
            Column("option", _("Thema")),
            Column("criterion", _("Criterium")),
            Column("score", _("Gegeven"), "number"),
            Column("seats", _("Door zoveel zetels"), "number"),
            Column("becomes", _("Anders bij"), "number"),
            Column("then", _("Als één van hen dat had gegeven")),
        ],
        rows=rows,
        empty_text=_("Geen enkele score verandert in haar eentje wie er bovenaan staat."),
        notes=[note] if more else [],
    )


def _differs(found: Result, names: Names) -> Notice | None:
    if not found.of_choice:
        return None
    return Notice(_("De keuze wijkt af van de ranglijst."), points=would_make_it(found.of_choice, names))
