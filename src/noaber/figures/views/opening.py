"""What every page of figures begins with: the choice in its address, and the counts that go with it."""

import datetime as dt
from dataclasses import dataclass, replace
from math import isnan

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import EmptyState
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.figures.access import may_read_figures, may_record_figures
from noaber.figures.queries.areas import Area, municipality_areas, network_area
from noaber.figures.queries.counted import Counted, counted
from noaber.figures.queries.releases import not_yet_published
from noaber.figures.rules.tables import MONTHLY
from noaber.figures.views.choosing import PUBLISHED, Choice, choice_of, day_before_all
from noaber.figures.views.places import FIGURES, kind_address

EMPTY = "figures/empty.html"


@dataclass(frozen=True, slots=True)
class Opened:
    """The choice, the counts of all municipalities up to its last month, and who these are."""

    choice: Choice
    counted: Counted
    areas: tuple[Area, ...]

    def people_of(self, area: Area) -> float:
        """Inhabitants in the last month; 0 where they are not known."""
        found = float(self.counted.inhabitants(area)[-1])
        return 0.0 if isnan(found) else found

    @property
    def network(self) -> Area:
        return network_area(self.areas)


def opened(request: Request, kind: str = "") -> Opened | None:
    """None where nothing was taken in yet; `nothing_yet` then says so."""
    return _of(request, choice_of(request, kind))


def opened_until(request: Request, kind: str, last: int) -> Opened | None:
    """A kind up to a month, or up to the newest where that was not published yet; whatever month the address names."""
    choice = choice_of(request, kind)
    return _of(request, choice and replace(choice, last=min(last, choice.release.last_period)))


def _of(request: Request, choice: Choice | None) -> Opened | None:
    require(may_read_figures(request.actor))
    areas = municipality_areas(request.actor, request.today)
    if choice is None or not areas:
        return None
    kinds = tuple(code for code, _title in choice.kinds)
    return Opened(choice, counted(choice.release, areas, kinds, choice.last, request.today), tuple(areas))


def to_kind(page: Opened) -> Action:
    """To all municipalities in the kind that the page shows."""
    return Action(
        _("Alle gemeenten bij dit misdrijf"), f"{kind_address(page.choice.kind)}{page.choice.query()}"
    )


def nothing_yet(request: Request, title: str) -> HttpResponse:
    """The page where no figures were taken in, or none before the day that was asked: what would be here, and how."""
    crumbs = crumbs_of([(_("Cijfers"), FIGURES)] if title != _("Cijfers") else [], title)
    day = day_before_all(request)
    empty = _before_all(request, day) if day else _none_taken_in(request)
    return render(request, EMPTY, {"heading": PageHeading(title), "empty": empty, **crumbs})


def _before_all(request: Request, day: dt.date) -> EmptyState:
    """On to the same page as it is now."""
    now = request.GET.copy()
    del now[PUBLISHED]
    address = f"{request.path}?{now.urlencode()}" if now else request.path
    return EmptyState(
        _("Op %(day)s was nog niets gepubliceerd") % {"day": long_date(day)},
        not_yet_published(MONTHLY, day),
        Action(_("Naar de cijfers van nu"), address),
    )


def _none_taken_in(request: Request) -> EmptyState:
    text = _(
        "Hier komen de misdrijven die de politie registreert, per maand en per gemeente: wat opvalt, hoe het verloopt "
        "en hoe gemeenten naast elkaar staan."
    )
    if may_record_figures(request.actor):
        text += " " + _("Lees ze in met het commando: noaber figures fetch.")
    return EmptyState(
        _("Er zijn nog geen cijfers ingelezen"), text, Action(_("Naar de gemeenten"), "/gemeenten/")
    )
