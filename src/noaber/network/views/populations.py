"""Inhabitants per municipality on a reference date."""

import datetime as dt

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Tab, Tabs
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.network.access import may_record_populations
from noaber.network.queries.organisations import OrganisationRow, municipalities
from noaber.network.queries.populations import PopulationRow, populations, reference_dates


@public
def population_list(request: Request) -> HttpResponse:
    """The figures of one reference date (the latest not after the day), each with its source."""
    asof = asof_of(request)
    dates = reference_dates(known_at=asof.known_at)
    chosen = _chosen(request.GET.get("peildatum", ""), dates, asof.valid_on)
    figures = populations(chosen, known_at=asof.known_at, recast_on=asof.valid_on) if chosen else {}
    rows = [
        _cells(row, figures[row.code], asof)
        for row in municipalities(request.actor, asof)
        if row.code in figures
    ]
    intro = _(
        "Hoeveel inwoners elke gemeente had op 1 januari, volgens welke bron, en of het cijfer vaststaat."
    )
    context = {
        "heading": PageHeading(_("Inwonertallen"), intro=intro, actions=_actions(request)),
        "asof": asof_bar(asof, request.GET.dict()),
        "tabs": _tabs(dates, chosen),
    }
    return _table(request, rows, chosen).respond(request, "network/populations.html", context)


def _actions(request: Request) -> tuple[Action, ...]:
    """Bringing in figures, for who keeps the register or the books."""
    if not may_record_populations(request.actor):
        return ()
    return (Action(_("Inlezen"), "/beheer/inlezen/inwonertallen/"),)


def _table(request: Request, rows: list[Row], chosen: dt.date | None) -> Table:
    return list_table(
        request.GET,
        name="inwonertallen",
        caption=_("Inwoners op %(day)s") % {"day": long_date(chosen)} if chosen else _("Inwoners"),
        columns=_columns(),
        rows=rows,
        filters=[TextFilter(("name", "code")), ChoiceFilter("district", _("District"), "district")],
        default_sort="name",
    )


def _cells(row: OrganisationRow, figure: PopulationRow, asof: AsOf) -> Row:
    return {
        "name": row.name,
        "url": organisation_address(row.code, asof),
        "code": row.code,
        "district": row.district_name,
        "population": figure.population,
        "status": Status(_("voorlopig"), "warning")
        if figure.is_provisional
        else Status(_("vastgesteld"), "ok"),
        "source": figure.source,
    }


def _chosen(typed: str, dates: list[dt.date], day: dt.date) -> dt.date | None:
    asked = next((date for date in dates if date.isoformat() == typed), None)
    return asked or next((date for date in dates if date <= day), dates[-1] if dates else None)


def _tabs(dates: list[dt.date], chosen: dt.date | None) -> Tabs:
    items = tuple(Tab(str(date.year), f"?peildatum={date.isoformat()}", date == chosen) for date in dates)
    return Tabs(_("Peildatum 1 januari"), items)


def _columns() -> list[Column]:
    return [
        Column("name", _("Gemeente"), "link"),
        Column("code", _("CBS-code")),
        Column("district", _("District")),
        Column("population", _("Inwoners"), "number", is_totalled=True),
        Column("status", _("Cijfer"), "status"),
        Column("source", _("Bron")),
    ]
