"""The table of all kinds in one area: twelve months beside the twelve before, per 1,000, and what chance can do."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.core.components.filters import TextFilter
from noaber.core.components.maps import MAP
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request
from noaber.figures.queries.areas import Area, AreaKind
from noaber.figures.queries.standing import kind_windows
from noaber.figures.rules.numbers import interval_text
from noaber.figures.rules.telling import KindWindow, Side
from noaber.figures.source_words import population_note, source_notes
from noaber.figures.views.absent import NOTE, common_notes, note_cell, note_column
from noaber.figures.views.cells import change_status, rate_cell, rate_column
from noaber.figures.views.changes import change_cells, change_columns
from noaber.figures.views.choosing import KIND, MONTH, PUBLISHED
from noaber.figures.views.opening import Opened

MANY = 20
"""Rows from which a list is searched."""


def all_kinds(page: Opened, area: Area) -> list[KindWindow]:
    """Every kind of the release in the twelve months of the choice."""
    return kind_windows(page.counted, area, page.areas, page.choice.kinds)


def kinds_table(request: Request, page: Opened, area: Area, windows: Sequence[KindWindow]) -> Table:
    """Each row opens its kind on this same page."""
    common = common_notes(page) if area.kind is not AreaKind.NETWORK else ()
    return list_table(
        request.GET,
        name=f"misdrijven-{area.code.lower()}",
        caption=_("Alle soorten misdrijf in %(area)s") % {"area": area.name},
        columns=_columns(page, area),
        rows=[_row(page, each) for each in windows],
        filters=[TextFilter(("title", "code"))] if len(windows) > MANY else [],
        phone="scroll",
        notes=[*source_notes(page.choice.release), *common],
        explanations=[population_note(page.counted), _explained()],
        kept=(KIND, MONTH, PUBLISHED, MAP),
    )


def _columns(page: Opened, area: Area) -> list[Column]:
    common = [rate_column("common", _("Alle gemeenten samen"))]
    side = [Column("side", _("Naast andere gemeenten"))]
    return [
        Column("title", _("Soort misdrijf"), "link"),
        Column("code", _("Code"), is_on_screen=False),
        *change_columns(page.choice.last),
        Column("verdict", _("Verschil en toeval"), "status"),
        rate_column("rate", _("Per 1.000 inwoners")),
        Column("between", _("Onzekerheid"), "figure", is_sortable=False),
        *(common if area.kind is not AreaKind.NETWORK else []),
        *(side if area.kind is AreaKind.MUNICIPALITY else []),
        note_column(),
    ]


def _row(page: Opened, each: KindWindow) -> dict[str, object]:
    return {
        "title": each.title,
        "url": f"{page.choice.query(kind=each.kind)}#verloop",
        "code": each.kind,
        **change_cells(each.before, each.after),
        "verdict": change_status(each.verdict) if each.is_compared else _("niet te zeggen"),
        "rate": rate_cell(each.rate),
        "between": interval_text(each.lower, each.upper),
        "common": rate_cell(each.common_rate),
        "side": side_words(each.side),
        NOTE: note_cell(each.after + each.before, each.rate, each.absent),
    }


def side_words(side: Side) -> str:
    words = {
        Side.ABOVE: _("hoger"),
        Side.BELOW: _("lager"),
        Side.USUAL: _("gewoon"),
    }
    return words.get(side, _("niet te zeggen"))


def _explained() -> str:
    return _(
        "Een percentage staat er alleen als beide aantallen 50 of meer zijn. De soorten zijn samen bekeken, zodat van "
        "wat hier “meer dan toeval” heet hooguit één op de twintig toch toeval is."
    )
