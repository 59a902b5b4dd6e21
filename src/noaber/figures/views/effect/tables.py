"""The tables of a measure: what was counted, other readings of it, what it rests on, and who started."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.downloads import workbook_response
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, plain_table
from noaber.core.documents.tables import Sheet
from noaber.figures.queries.effects import EffectFound, StartLine
from noaber.figures.rules.effect.assumptions import Assumption, Holds
from noaber.figures.rules.effect.measuring import Measured, Standing
from noaber.figures.rules.effect.telling import is_in_percentages, share_text
from noaber.figures.views.cells import count_cell, count_column

TONES: Final[dict[Holds, Tone]] = {Holds.FITS: "ok", Holds.WATCH: "warning", Holds.UNSEEN: "neutral"}

NAMED_BELOW: Final = 10
"""Names in the note under a table; all of them stand with those who were compared with."""


def counted_table(found: EffectFound) -> Table:
    """What was counted before and after, in both groups."""
    totals = found.measured.totals
    rows: list[Row] = [
        {"group": _("Gestarte gemeenten"), "before": totals.before, "after": totals.after},
        {
            "group": _("Gemeenten om mee te vergelijken"),
            "before": totals.others_before,
            "after": totals.others_after,
        },
    ]
    columns = [
        Column("group", _("Groep")),
        count_column("before", _("In de %s maanden vóór de start") % found.asked.before),
        count_column("after", _("In de %s maanden vanaf de start") % found.asked.after),
    ]
    notes = []
    if len(found.measured.started_in) > 1:
        notes = [
            _(
                "Bij elke startmaand tellen de gemeenten waarmee wordt vergeleken opnieuw mee, in de maanden rond die "
                "start."
            )
        ]
    notes += found.beside_whom(NAMED_BELOW)
    return plain_table(name="geteld", caption=_("Geteld"), columns=columns, rows=rows, notes=notes)


def readings_table(found: EffectFound) -> Table | None:
    """The outcome and other readings of the same counts; None where nothing may be said, or not as a percentage."""
    measured = found.measured
    if measured.standing is not Standing.TOLD or not is_in_percentages(measured):
        return None
    columns = [
        Column("reading", _("Manier van kijken")),
        Column("value", _("Verschil"), "figure"),
        Column("lower", _("van"), "figure"),
        Column("upper", _("tot"), "figure"),
        Column("what", _("Wat het is")),
    ]
    return plain_table(
        name="uitkomst",
        caption=_("De uitkomst, en andere manieren om naar dezelfde cijfers te kijken"),
        columns=columns,
        rows=_readings(measured),
        notes=[
            _("De zin bovenaan gaat over de eerste regel. De andere zijn er om die te wegen."),
            _(
                "Bij een sprong en een knik zijn ‘van’ en ‘tot’ eerder te dicht bij elkaar dan te ver: zij weten niet "
                "dat hele jaren door toeval hoog kunnen zijn. De eerste regel weet dat wel."
            ),
        ],
    )


def _readings(found: Measured) -> list[Row]:
    effect, earlier = found.effect, found.earlier
    rows = [
        _reading(
            _("Vóór en na, naast elders"),
            (effect.ratio, effect.lower, effect.upper),
            _("De verandering in de gestarte gemeenten, gedeeld door die in de andere."),
        ),
        *_jumps(found),
    ]
    if earlier is not None and earlier.upper != float("inf"):
        what = _("Alsof de start midden in de maanden ervoor lag. Hier hoort geen verschil te zijn.")
        rows.append(
            _reading(_("Een start die er niet was"), (earlier.ratio, earlier.lower, earlier.upper), what)
        )
    return rows


def _jumps(found: Measured) -> list[Row]:
    """Of the interrupted time series, as far as there are."""
    terms = []
    if found.beside is not None:
        what = _("Het niveau meteen bij de start, als de lijn ervoor was doorgegaan, naast elders.")
        terms.append((_("Sprong bij de start, naast elders"), found.beside.level, what))
    if found.alone is not None:
        what = _("Alleen de gestarte gemeenten, met trend en seizoen. Wat overal gebeurde, zit hierin.")
        terms.append((_("Sprong bij de start, zonder vergelijking"), found.alone.level, what))
        what = _("Hoeveel de lijn na de start per jaar anders loopt dan ervoor.")
        terms.append((_("Knik per jaar, zonder vergelijking"), found.alone.bend, what))
    return [_reading(name, (term.ratio, *term.interval()), what) for name, term, what in terms]


def _reading(reading: str, ratios: tuple[float, float, float], what: str) -> Row:
    value, lower, upper = (share_text(each) for each in ratios)
    return {"reading": reading, "value": value, "lower": lower, "upper": upper, "what": what}


def assumptions_table(found: Sequence[Assumption]) -> Table:
    return plain_table(
        name="waar-dit-op-rust",
        caption=_("Waar dit op rust"),
        columns=[
            Column("name", _("Dit moet waar zijn")),
            Column("holds", _("Stand"), "status"),
            Column("said", _("Wat de cijfers ervan zeggen")),
        ],
        rows=[
            {"name": each.name, "holds": Status(str(each.holds), TONES[each.holds]), "said": each.said}
            for each in found
        ],
        is_caption_shown=False,
    )


def starts_table(found: EffectFound) -> Table:
    """Who started when, and who takes no part in the outcome and why."""
    return plain_table(
        name="gestart",
        caption=_("Gestarte gemeenten"),
        columns=[
            Column("name", _("Gemeente")),
            Column("code", _("CBS-code"), is_on_screen=False),
            Column("on", _("Start"), "date"),
            Column("before", _("Ervoor"), "number"),
            Column("after", _("Erna"), "number"),
            Column("part", _("In de uitkomst"), "status"),
        ],
        rows=[
            {
                "name": each.name,
                "code": each.start.area,
                "on": each.start.on,
                "before": count_cell(each.before),
                "after": count_cell(each.after),
                "part": _part(each, found.measured.standing),
            }
            for each in found.lines
        ],
        notes=[
            _("De maand van de start telt helemaal mee als erna, ook als de start midden in de maand lag.")
        ],
    )


def _part(each: StartLine, standing: Standing) -> Status:
    if each.takes_part and standing is not Standing.TOLD:
        return Status(_("er is geen uitkomst"), "neutral")
    if each.takes_part:
        return Status(_("telt mee"), "ok")
    if each.has_gap:
        return Status(_("telt niet mee: van een maand is er geen cijfer"), "warning")
    if each.before != each.before:  # NaN: the window is not whole
        return Status(_("telt niet mee: te weinig maanden in de cijfers"), "warning")
    return Status(_("telt niet mee: niets om mee te vergelijken"), "warning")


def effect_workbook(
    stem: str, title: str, tables: Sequence[Table | None], notes: Sequence[str]
) -> HttpResponse:
    """All tables of the page, a sheet each."""
    sheets = [
        Sheet(
            each.name,
            [column.for_download() for column in each.columns],
            [
                {key: str(cell) if isinstance(cell, Status) else cell for key, cell in row.items()}
                for row in each.data
            ],
        )
        for each in tables
        if each is not None
    ]
    return workbook_response(stem, title, sheets, notes=notes)
