"""People: the list, and the page of one with the seats they hold."""

import uuid
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.addresses import body_address, organisation_address, person_address
from noaber.core.administration import may_administer
from noaber.core.asof import AsOf
from noaber.core.components.absence import not_yet_page, or_not_found
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.points import own_panels
from noaber.core.requests import Request, asof_of
from noaber.network.access import CONTACT_DATA, may_change_person, may_maintain_register, may_see_contacts
from noaber.network.models import PersonVersion
from noaber.network.queries.endings import first_day_of_person
from noaber.network.queries.handovers import handovers
from noaber.network.queries.people import PersonRow, people, person
from noaber.network.queries.seats import SeatRow, seats
from noaber.network.queries.themes import ThemeRow, themes
from noaber.network.views.nothing import none_on
from noaber.network.views.places import handover_address, seat_address
from noaber.network.views.seats.handovers import in_one_sentence

OWN_FIELDS = tuple(name for name in PersonVersion.stated_fields if name in CONTACT_DATA)


def person_list(request: Request) -> HttpResponse:
    """Everyone in the network; the public never gets here."""
    require(may_see_contacts(request.actor))
    asof = asof_of(request)
    table = list_table(
        request.GET,
        name="personen",
        caption=_("Personen"),
        columns=_columns(),
        rows=[_cells(row, asof) for row in people(request.actor, asof)],
        filters=[
            TextFilter(("name", "job_title", "employer", "email")),
            ChoiceFilter("employer", _("Organisatie"), "organisatie"),
        ],
        default_sort="name",
        page_size=50,
        empty_text=none_on(asof, _("Op %(day)s staan er geen personen in het register.")),
    )
    intro = _("Wie er in het netwerk werkt, en waar u ze bereikt.")
    context = {
        "heading": PageHeading(_("Personen"), intro=intro, actions=_list_actions(request.actor)),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return table.respond(request, "network/people.html", context)


def _cells(row: PersonRow, asof: AsOf) -> Row:
    return {
        "name": row.name,
        "url": person_address(row.id, asof),
        "job_title": row.job_title,
        "employer": row.employer_name,
        "email": row.email,
        "phone": row.phone,
    }


def person_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """One person with contact data and seats."""
    asof = asof_of(request)
    row = person(request.actor, key, asof)
    if row is None:
        return _not_on_the_day(request, key, asof)
    held = seats(request.actor, asof, person_id=key)
    context = {
        "heading": PageHeading(
            row.name, kicker=row.employer_name, intro=row.job_title, actions=_actions(request.actor, row)
        ),
        "breadcrumbs": [NavItem(_("Personen"), "/personen/"), NavItem(row.name, "", is_current=True)],
        "asof": asof_bar(asof, request.GET.dict()),
        "facts": _facts(request, row, asof),
        "table": seat_table(held, asof),
        "themes": [theme.name for theme in themes(request.actor, asof) if _carries(theme, key)],
        "handovers": [
            (in_one_sentence(found), handover_address(found.id))
            for found in handovers(request.actor, asof, person=key)
        ],
        "panels": own_panels(request.actor, asof) if _is_own(request.actor, row) else [],
        "privacy": _privacy(request.actor, row),
    }
    return render(request, "network/person.html", context)


def _is_own(actor: Actor, row: PersonRow) -> bool:
    """Whether this is the page of who looks, or of whom they work for."""
    return row.user_id is not None and row.user_id == (actor.on_behalf_of_id or actor.user_id)


def _not_on_the_day(request: Request, key: uuid.UUID, asof: AsOf) -> HttpResponse:
    """Somebody who is still to come opens on the first day; who may not know of people hears nothing of them."""
    if not request.actor.is_in_network:
        raise Http404
    listed = NavItem(_("Personen"), "/personen/")
    first_day = partial(first_day_of_person, key)
    return or_not_found(not_yet_page(request, asof, first_day, person_address(key), listed))


def _carries(theme: ThemeRow, key: uuid.UUID) -> bool:
    return any(holder.person_id == key for holder in theme.holders)


def _list_actions(actor: Actor) -> tuple[Action, ...]:
    if not may_maintain_register(actor):
        return (Action(_("Overdrachten"), "/overdrachten/"),)
    return (
        Action(_("Voeg een persoon toe"), "/personen/nieuw/"),
        Action(_("Inlezen"), "/beheer/inlezen/personen/"),
        Action(_("Overdrachten"), "/overdrachten/"),
    )


def _actions(actor: Actor, row: PersonRow) -> tuple[Action, ...]:
    """What this actor may do with the person; nothing is shown that would be refused."""
    address = person_address(row.id)
    actions = []
    if may_change_person(actor, row.user_id, OWN_FIELDS):
        actions.append(Action(_("Wijzig gegevens"), f"{address}wijzigen/"))
    actions.append(Action(_("Geschiedenis"), f"{address}geschiedenis/"))
    if may_maintain_register(actor) and row.user_id is None and row.email and actor.on_behalf_of_id is None:
        actions.append(Action(_("Nodig uit voor een account"), f"{address}uitnodigen/"))
    return tuple(actions)


@dataclass(frozen=True, slots=True)
class PrivacyLinks:
    """Export and erasure, for who may ask for them (AVG)."""

    export_url: str
    erase_url: str
    unlink_url: str


def _privacy(actor: Actor, row: PersonRow) -> PrivacyLinks | None:
    is_own = row.user_id is not None and row.user_id == actor.user_id
    may = bool(may_administer(actor, _("de gegevens van een persoon")))
    if not (is_own or may):
        return None
    address = person_address(row.id)
    may_unlink = row.user_id is not None and bool(may_maintain_register(actor))
    return PrivacyLinks(
        f"{address}gegevens/",
        f"{address}wissen/" if may else "",
        f"{address}account/losmaken/" if may_unlink else "",
    )


def _columns() -> list[Column]:
    return [
        Column("name", _("Naam"), "link"),
        Column("job_title", _("Functie")),
        Column("employer", _("Organisatie")),
        Column("email", _("E-mailadres")),
        Column("phone", _("Telefoon")),
    ]


def _facts(request: Request, row: PersonRow, asof: AsOf) -> DefinitionList:
    employer_url = organisation_address(row.employer_code, asof) if row.employer_code else ""
    items = [
        Definition(_("Organisatie"), row.employer_name or "–", url=employer_url),
        Definition(_("E-mailadres"), row.email or "–", url=f"mailto:{row.email}" if row.email else ""),
        Definition(_("Telefoon"), row.phone or "–"),
        Definition(
            _("Account"), status=Status(_("ja"), "ok") if row.user_id else Status(_("nog niet"), "neutral")
        ),
    ]
    return DefinitionList(tuple(items))


def seat_table(rows: list[SeatRow], asof: AsOf) -> Table:
    """The seats of one person: where, as what, on whose behalf, over which term."""
    columns = [
        Column("place", _("Waar"), "link"),
        Column("title", _("Zetel"), "link", url_key="seat_url"),
        Column("on_behalf_of", _("Namens")),
        Column("since", _("Vanaf"), "date"),
        Column("until", _("Tot en met"), "date"),
    ]
    cells = [
        {
            "place": seat.body_name or seat.organisation_name,
            "url": body_address(seat.body_code, asof)
            if seat.body_code
            else organisation_address(seat.organisation_code, asof),
            "title": seat.title,
            "seat_url": seat_address(seat.code, asof),
            "on_behalf_of": holder.on_behalf_of_name,
            "since": holder.valid_from,
            "until": holder.last_day,
        }
        for seat in rows
        for holder in seat.holders
    ]
    return plain_table(
        name="zetels",
        caption=_("Zetels"),
        columns=columns,
        rows=cells,
        empty_text=_("Deze persoon heeft nu geen zetel."),
    )
