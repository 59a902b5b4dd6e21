"""/cijfers/gemeente/<code>/wijken/: districts and neighbourhoods of a municipality, or why there are none."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import EmptyState
from noaber.core.requests import Request
from noaber.figures.queries.areas import Area
from noaber.figures.queries.neighbourhoods import MONTHS, NeighbourhoodWindow, neighbourhood_windows
from noaber.figures.rules.numbers import window_text
from noaber.figures.rules.periods import back
from noaber.figures.source_words import source_notes
from noaber.figures.views.changes import change_cells, change_columns
from noaber.figures.views.choosing import KIND, MONTH, PUBLISHED, choice_form, notices_of
from noaber.figures.views.opening import EMPTY, Opened, nothing_yet, opened
from noaber.figures.views.places import FIGURES, municipality_address

PAGE = "figures/table.html"
MANY = 20
"""Rows from which a list is searched."""


def neighbourhoods_page(request: Request, code: str) -> HttpResponse:
    """Of one municipality and kind. Counts alone: there are no inhabitants of neighbourhoods here."""
    page = opened(request)
    if page is None:
        return nothing_yet(request, _("Wijken en buurten"))
    area = next((each for each in page.areas if each.code == code), None)
    if area is None:
        raise Http404
    last = page.choice.last
    found = neighbourhood_windows(
        page.choice.release, code, page.choice.kind, back(last, 2 * MONTHS - 1), back(last, MONTHS), last
    )
    query = page.choice.query()
    crumbs = [(_("Cijfers"), f"{FIGURES}{query}"), (area.name, f"{municipality_address(code)}{query}")]
    shown = {**crumbs_of(crumbs, _("Wijken en buurten")), "heading": _heading(page, area)}
    if not found:
        return render(request, EMPTY, {**shown, "empty": _no_neighbourhoods(page, area)})
    shown |= {"form": choice_form(page.choice), "notices": notices_of(page.choice)}
    return _table(request, page, area, found).respond(request, PAGE, shown)


def _heading(page: Opened, area: Area) -> PageHeading:
    return PageHeading(
        _("Wijken en buurten van %(area)s") % {"area": area.name},
        kicker=page.choice.title,
        intro=window_text(page.choice.last).capitalize() + ".",
    )


def _no_neighbourhoods(page: Opened, area: Area) -> EmptyState:
    if page.choice.release.is_invented:
        text = _(
            "In deze demonstratie zijn er alleen cijfers per gemeente. Echte cijfers per wijk en buurt komen mee met "
            "tabel 47022NED van de politie en het CBS."
        )
    else:
        text = _("De ingelezen tabel heeft geen cijfers per wijk en buurt van deze gemeente.")
    action = Action(
        _("Terug naar %(area)s") % {"area": area.name},
        f"{municipality_address(area.code)}{page.choice.query()}",
    )
    return EmptyState(_("Geen cijfers per wijk en buurt"), text, action)


def _table(request: Request, page: Opened, area: Area, found: Sequence[NeighbourhoodWindow]) -> Table:
    explained = _("Wijken en buurten zijn delen van de gemeente en worden er niet bij opgeteld.")
    return list_table(
        request.GET,
        name=f"wijken-{area.code.lower()}",
        caption=_("Wijken en buurten van %(area)s") % {"area": area.name},
        columns=[
            Column("name", _("Naam")),
            Column("code", _("CBS-code"), is_on_screen=False),
            Column("kind", _("Soort gebied")),
            *change_columns(page.choice.last),
        ],
        rows=[_row(each) for each in found],
        filters=[TextFilter(("name", "code"))] if len(found) > MANY else [],
        notes=source_notes(page.choice.release),
        explanations=[explained],
        kept=(KIND, MONTH, PUBLISHED),
    )


def _row(each: NeighbourhoodWindow) -> Row:
    before, after = (float("nan") if count is None else float(count) for count in (each.before, each.after))
    kind = _("wijk") if each.is_district else _("buurt")
    return {"name": each.name, "code": each.code, "kind": kind, **change_cells(before, after)}
