"""People: the list, and the page of one with the seats they hold."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.addresses import body_address, organisation_address, person_address
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.asof import AsOf
from noaber.core.requests import Request, asof_of
from noaber.network.queries.people import PersonRow, people, person
from noaber.network.queries.seats import SeatRow, seats


def person_list(request: Request) -> HttpResponse:
    """Everyone in the network; the public never gets here."""
    asof = asof_of(request)
    rows = [
        {
            "name": row.name,
            "url": person_address(row.id, asof),
            "job_title": row.job_title,
            "employer": row.employer_name,
            "email": row.email,
            "phone": row.phone,
        }
        for row in people(request.actor, asof)
    ]
    table = list_table(
        request.GET,
        name="personen",
        caption=_("Personen"),
        columns=_columns(),
        rows=rows,
        filters=[TextFilter(("name", "job_title", "employer", "email")), ChoiceFilter("employer", _("Organisatie"), "organisatie")],
        default_sort="name",
        page_size=50,
    )
    context = {
        "heading": PageHeading(_("Personen"), intro=_("Wie er in het netwerk werkt, en waar u ze bereikt.")),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return table.respond(request, "network/people.html", context)


def person_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """One person with contact data and seats."""
    asof = asof_of(request)
    row = person(request.actor, key, asof)
    if row is None:
        raise Http404
    context = {
        "heading": PageHeading(row.name, kicker=row.employer_name, intro=row.job_title),
        "breadcrumbs": [NavItem(_("Personen"), "/personen/"), NavItem(row.name, "", is_current=True)],
        "asof": asof_bar(asof, request.GET.dict()),
        "facts": _facts(row, asof),
        "table": seat_table(seats(request.actor, asof, person_id=key), asof),
    }
    return render(request, "network/person.html", context)


def _columns() -> list[Column]:
    return [
        Column("name", _("Naam"), "link"),
        Column("job_title", _("Functie")),
        Column("employer", _("Organisatie")),
        Column("email", _("E-mailadres")),
        Column("phone", _("Telefoon")),
    ]


def _facts(row: PersonRow, asof: AsOf) -> DefinitionList:
    employer_url = organisation_address(row.employer_code, asof) if row.employer_code else ""
    items = [
        Definition(_("Organisatie"), row.employer_name or "–", url=employer_url),
        Definition(_("E-mailadres"), row.email or "–", url=f"mailto:{row.email}" if row.email else ""),
        Definition(_("Telefoon"), row.phone or "–"),
    ]
    return DefinitionList(tuple(items))


def seat_table(rows: list[SeatRow], asof: AsOf) -> Table:
    """The seats of one person: where, as what, on whose behalf, over which term."""
    columns = [
        Column("place", _("Waar"), "link"),
        Column("title", _("Zetel")),
        Column("on_behalf_of", _("Namens")),
        Column("since", _("Vanaf"), "date"),
        Column("until", _("Tot"), "date"),
    ]
    cells = [
        {
            "place": seat.body_name or seat.organisation_name,
            "url": body_address(seat.body_code, asof) if seat.body_code else organisation_address(seat.organisation_code, asof),
            "title": seat.title,
            "on_behalf_of": holder.on_behalf_of_name,
            "since": holder.valid_from,
            "until": holder.valid_until,
        }
        for seat in rows
        for holder in seat.holders
    ]
    return plain_table(
        name="zetels", caption=_("Zetels"), columns=columns, rows=cells, empty_text=_("Deze persoon heeft nu geen zetel.")
    )
