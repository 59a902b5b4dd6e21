"""/cijfers/landelijk/: the Netherlands beside the network, once a release has it."""

from math import isnan

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.components.columns import Column
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import EmptyState
from noaber.core.requests import Request
from noaber.figures.queries.matrix import matrix
from noaber.figures.queries.neighbourhoods import MONTHS
from noaber.figures.rules.numbers import window_text
from noaber.figures.rules.periods import back, span
from noaber.figures.source_words import source_notes
from noaber.figures.views.changes import change_cells, change_columns
from noaber.figures.views.choosing import KIND, MONTH, PUBLISHED, choice_form, notices_of
from noaber.figures.views.neighbourhoods import PAGE
from noaber.figures.views.opening import EMPTY, Opened, nothing_yet, opened
from noaber.figures.views.places import FIGURES

CODE = "NL01"


def country_page(request: Request) -> HttpResponse:
    page = opened(request)
    if page is None:
        return nothing_yet(request, _("Landelijk"))
    before, after = _country(page)
    shown = {
        **crumbs_of([(_("Cijfers"), f"{FIGURES}{page.choice.query()}")], _("Landelijk")),
        "heading": PageHeading(
            _("Landelijk"), kicker=page.choice.title, intro=f"{window_text(page.choice.last).capitalize()}."
        ),
    }
    if isnan(after):
        return render(request, EMPTY, {**shown, "empty": _no_country(page)})
    shown |= {"form": choice_form(page.choice), "notices": notices_of(page.choice)}
    return _country_table(request, page, before, after).respond(request, PAGE, shown)


def _country(page: Opened) -> tuple[float, float]:
    """The twelve months before, and these; NaN where one is missing."""
    months = span(back(page.choice.last, 2 * MONTHS - 1), page.choice.last)
    found = matrix(page.choice.release, [CODE], [page.choice.kind], months).counts[0, 0]
    return float(found[:MONTHS].sum()), float(found[MONTHS:].sum())


def _no_country(page: Opened) -> EmptyState:
    text = _(
        "Cijfers van heel Nederland zijn niet ingelezen, dus de ontwikkeling hier kan nog niet naast de landelijke "
        "worden gezet. Zij komen mee met tabel 47022NED van de politie en het CBS."
    )
    action = Action(_("Terug naar de cijfers"), f"{FIGURES}{page.choice.query()}")
    return EmptyState(_("Geen landelijke cijfers"), text, action)


def _country_table(request: Request, page: Opened, before: float, after: float) -> Table:
    own = page.counted.counts(page.network, page.choice.kind)
    rows = [
        {"name": _("Nederland"), **change_cells(before, after)},
        {
            "name": page.network.name,
            **change_cells(float(own[-2 * MONTHS : -MONTHS].sum()), float(own[-MONTHS:].sum())),
        },
    ]
    return list_table(
        request.GET,
        name="landelijk",
        caption=_("Nederland en het netwerk"),
        columns=[Column("name", _("Gebied")), *change_columns(page.choice.last)],
        rows=rows,
        notes=source_notes(page.choice.release),
        kept=(KIND, MONTH, PUBLISHED),
    )
