"""Lists of municipalities and of all organisations."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.maps import MAP, MapForm, map_form
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request, asof_of, public
from noaber.network.access import may_maintain_register
from noaber.network.boundary_words import boundary_note
from noaber.network.queries.boundaries import boundaries
from noaber.network.queries.organisations import OrganisationRow, municipalities, organisations
from noaber.network.queries.populations import latest_populations
from noaber.network.views.nothing import none_on
from noaber.network.views.organisations.tiles import district_map


@public
def municipality_list(request: Request) -> HttpResponse:
    """Every municipality of the day, as a table and on the tile map."""
    asof = asof_of(request)
    found = municipalities(request.actor, asof)
    table = _municipality_table(request, _municipality_rows(found, asof), asof)
    intro = _("Alle gemeenten die meedoen, met hun district en inwonertal.")
    context = {
        "heading": PageHeading(_("Gemeenten"), intro=intro, actions=_municipality_actions(request)),
        "asof": asof_bar(asof, request.GET.dict()),
        "map": district_map(found, asof, _map_form(request, asof)) if found else None,
    }
    return table.respond(request, "network/municipalities.html", context)


@public
def organisation_list(request: Request) -> HttpResponse:
    """Every organisation of the day, of all kinds of partner."""
    asof = asof_of(request)
    rows: list[Row] = [
        {**_shared(row), "url": organisation_address(row.code, asof)}
        for row in organisations(request.actor, asof)
    ]
    table = _organisation_table(request, rows, asof)
    intro = _("Gemeenten, politie, Openbaar Ministerie, RIEC en andere partners van het netwerk.")
    heading = PageHeading(_("Organisaties"), intro=intro, actions=_organisation_actions(request))
    context = {"heading": heading, "asof": asof_bar(asof, request.GET.dict())}
    return table.respond(request, "network/organisations.html", context)


def _map_form(request: Request, asof: AsOf) -> MapForm:
    drawn = boundaries(asof.valid_on, known_at=asof.known_at)
    return map_form(request.GET, drawn.outlines if drawn else None, boundary_note(drawn, request.actor))


def _municipality_actions(request: Request) -> tuple[Action, ...]:
    actions = [Action(_("Inwonertallen"), "/inwonertallen/")]
    if may_maintain_register(request.actor):
        actions.append(Action(_("Voeg gemeenten samen"), "/gemeenten/samenvoegen/"))
    return tuple(actions)


def _organisation_actions(request: Request) -> tuple[Action, ...]:
    if not may_maintain_register(request.actor):
        return ()
    return (
        Action(_("Voeg een organisatie toe"), "/organisaties/nieuw/"),
        Action(_("Inlezen"), "/beheer/inlezen/organisaties/"),
    )


def _shared(row: OrganisationRow) -> Row:
    return {
        "name": row.name,
        "code": row.code,
        "kind": row.kind_label,
        "district": row.district_name,
        "province": row.province,
        "address": row.address,
        "email": row.email,
        "phone": row.phone,
        "oin": row.oin,
        "kvk": row.kvk,
        "e_invoice": f"{row.e_invoice_scheme}:{row.e_invoice_id}" if row.e_invoice_id else "",
    }


def _municipality_rows(found: Sequence[OrganisationRow], asof: AsOf) -> list[Row]:
    figures = latest_populations(asof)
    states = {True: Status(_("voorlopig"), "warning"), False: Status(_("vastgesteld"), "ok")}
    rows: list[Row] = []
    for row in found:
        figure = figures.get(row.code)
        rows.append(
            {
                "name": row.name,
                "url": organisation_address(row.code, asof),
                "code": row.code,
                "district": row.district_name,
                "province": row.province,
                "population": figure.population if figure else None,
                "reference_on": figure.reference_on if figure else None,
                "status": states[figure.is_provisional] if figure else None,
            }
        )
    return rows


def _municipality_table(request: Request, rows: Sequence[Row], asof: AsOf) -> Table:
    columns = [
        Column("name", _("Gemeente"), "link"),
        Column("code", _("CBS-code")),
        Column("district", _("District")),
        Column("province", _("Provincie")),
        Column("population", _("Inwoners"), "number", is_totalled=True),
        Column("reference_on", _("Peildatum"), "date"),
        Column("status", _("Cijfer"), "status"),
    ]
    return list_table(
        request.GET,
        name="gemeenten",
        caption=_("Gemeenten"),
        columns=columns,
        rows=rows,
        filters=[TextFilter(("name", "code")), ChoiceFilter("district", _("District"), "district")],
        default_sort="name",
        notes=[_("Bron inwonertallen: CBS (CC BY 4.0).")] if rows else [],
        empty_text=none_on(asof, _("Op %(day)s doen er geen gemeenten mee.")),
        kept=(MAP,),
    )


def _organisation_table(request: Request, rows: Sequence[Row], asof: AsOf) -> Table:
    return list_table(
        request.GET,
        name="organisaties",
        caption=_("Organisaties"),
        columns=_organisation_columns(with_contacts=request.actor.is_in_network),
        rows=rows,
        filters=[
            TextFilter(("name", "code")),
            ChoiceFilter("kind", _("Soort"), "soort"),
            ChoiceFilter("district", _("District"), "district"),
        ],
        default_sort="name",
        empty_text=none_on(asof, _("Op %(day)s doen er geen organisaties mee.")),
    )


def _organisation_columns(*, with_contacts: bool) -> list[Column]:
    columns = [
        Column("name", _("Organisatie"), "link"),
        Column("kind", _("Soort")),
        Column("code", _("Code")),
        Column("district", _("District")),
    ]
    contacts = [
        Column("email", _("E-mailadres")),
        Column("phone", _("Telefoon"), is_on_screen=False),
        Column("address", _("Adres"), is_on_screen=False),
        Column("oin", _("OIN"), is_on_screen=False),
        Column("kvk", _("KvK-nummer"), is_on_screen=False),
        Column("e_invoice", _("E-factuuradres"), is_on_screen=False),
    ]
    return [*columns, *contacts] if with_contacts else columns
