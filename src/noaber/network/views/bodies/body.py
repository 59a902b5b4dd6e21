"""Bodies: the list, one with its seats, and all seats together."""

import datetime as dt

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.addresses import body_address, person_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.points import body_panels
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import short_date
from noaber.network.access import may_maintain_register
from noaber.network.models import PostRole
from noaber.network.queries.bodies import BodyRow, bodies, body
from noaber.network.queries.endings import ending_of
from noaber.network.queries.seats import SeatRow, seats
from noaber.network.views.bodies.organogram import organogram
from noaber.network.views.ended import ending_notice, no_body_page
from noaber.network.views.nothing import none_on
from noaber.network.views.places import seat_address

SOON_DAYS = 90  # from then on a term that ends is worth a word (the same as network health)


@public
def body_list(request: Request) -> HttpResponse:
    """Every body of the day with the number of its seats that are held."""
    asof = asof_of(request)
    held = _held(seats(request.actor, asof))
    found = bodies(request.actor, asof)
    intro = _("Wie waarover gaat: van de Bestuurlijke Begeleidingsgroep tot de expertteams.")
    context = {
        "heading": PageHeading(_("Overleggen en teams"), intro=intro, actions=_list_actions(request)),
        "asof": asof_bar(asof, request.GET.dict()),
        "branches": organogram(found, held, asof),
    }
    rows = [_body_cells(row, held.get(row.code, (0, 0)), asof) for row in found]
    table = _body_table(request, rows, asof)
    return table.respond(request, "network/bodies.html", context)


def _list_actions(request: Request) -> tuple[Action, ...]:
    actions = [Action(_("Alle zetels"), "/overleggen/zetels/")]
    if request.actor.is_in_network:
        actions.append(Action(_("Vacatures"), "/vacatures/"))
    if may_maintain_register(request.actor):
        actions.append(Action(_("Voeg een overleg toe"), "/overleggen/nieuw/"))
    return tuple(actions)


def _body_table(request: Request, rows: list[Row], asof: AsOf) -> Table:
    return list_table(
        request.GET,
        name="overleggen",
        caption=_("Alle overleggen in een tabel"),
        columns=_body_columns(),
        rows=rows,
        filters=[TextFilter(("name", "kind")), ChoiceFilter("kind", _("Soort"), "soort")],
        empty_text=none_on(asof, _("Op %(day)s zijn er geen overleggen of teams.")),
    )


@public
def body_page(request: Request, code: str) -> HttpResponse:
    """One body: what it is for, to whom it reports, and who sits in it."""
    asof = asof_of(request)
    row, ends = body(request.actor, code, asof), ending_of(asof, body=code)
    if row is None:
        return no_body_page(request, code, asof)
    found = sorted(seats(request.actor, asof, body_code=code), key=_at_the_table)
    table = seat_list_table(request, found, asof, name=code)
    context = {
        "heading": PageHeading(
            row.name, kicker=row.kind_label, intro=row.purpose, actions=_body_actions(request, code)
        ),
        "breadcrumbs": [
            NavItem(_("Overleggen en teams"), "/overleggen/"),
            NavItem(row.called, "", is_current=True),
        ],
        "asof": asof_bar(asof, request.GET.dict()),
        "facts": _facts(row, asof),
        "notice": ending_notice(request, ends),
        "panels": body_panels(request.actor, code, asof),
    }
    return table.respond(request, "network/body.html", context)


def _at_the_table(seat: SeatRow) -> int:
    """Who leads comes first and who keeps the minutes last; the others stay in the order of their titles."""
    places = {PostRole.CHAIR: 0, PostRole.LEAD: 0, PostRole.SECRETARY: 2}
    return places.get(PostRole(seat.role), 1)


def _body_actions(request: Request, code: str) -> tuple[Action, ...]:
    """What this actor may do with the body; nothing is shown that would be refused."""
    address = body_address(code)
    actions = []
    if may_maintain_register(request.actor):
        actions += [
            Action(_("Wijzig gegevens"), f"{address}wijzigen/"),
            Action(_("Voeg een zetel toe"), f"{address}zetel-toevoegen/"),
            Action(_("Hef op"), f"{address}opheffen/"),
        ]
    if request.actor.is_in_network:
        actions.append(Action(_("Geschiedenis"), f"{address}geschiedenis/"))
    return tuple(actions)


@public
def seat_list(request: Request) -> HttpResponse:
    """All seats of all bodies, with who holds them and which are vacant."""
    asof = asof_of(request)
    found = [seat for seat in seats(request.actor, asof) if seat.body_code]
    table = seat_list_table(request, found, asof, name="zetels", with_body=True)
    intro = _("Elke zetel in elk overleg: wie hem bezet, namens wie, en welke open staan.")
    context = {"heading": PageHeading(_("Zetels"), intro=intro), "asof": asof_bar(asof, request.GET.dict())}
    return table.respond(request, "network/seats.html", context)


def seat_list_table(
    request: Request, found: list[SeatRow], asof: AsOf, *, name: str, with_body: bool = False
) -> Table:
    """A table of seats; a vacant seat says so."""
    body_filter = [ChoiceFilter("body", _("Overleg"), "overleg")] if with_body else []
    return list_table(
        request.GET,
        name=name,
        caption=_("Zetels"),
        columns=_seat_columns(with_body=with_body),
        rows=[_seat_cells(seat, asof, is_linked=request.actor.is_in_network) for seat in found],
        filters=[
            TextFilter(("title", "holder", "on_behalf_of")),
            *body_filter,
            ChoiceFilter("status", _("Stand"), "stand"),
        ],
        page_size=100,
    )


def _seat_columns(*, with_body: bool) -> list[Column]:
    body_column = [Column("body", _("Overleg"), "link", url_key="body_url")] if with_body else []
    return [
        Column("title", _("Zetel"), "link"),
        *body_column,
        Column("holder", _("Bezet door"), "link", url_key="holder_url"),
        Column("on_behalf_of", _("Namens")),
        Column("substitutes", _("Plaatsvervanger")),
        Column("since", _("Vanaf"), "date"),
        Column("until", _("Tot en met"), "date"),
        Column("status", _("Stand"), "status"),
    ]


def _seat_cells(seat: SeatRow, asof: AsOf, *, is_linked: bool) -> Row:
    holder = seat.holder
    return {
        "title": seat.title,
        "url": seat_address(seat.code, asof),
        "body": seat.body_name,
        "body_url": body_address(seat.body_code, asof) if seat.body_code else "",
        "holder": holder.shown if holder else "",
        "holder_url": person_address(holder.person_id, asof) if holder and is_linked else "",
        "on_behalf_of": holder.on_behalf_of_name if holder else "",
        "substitutes": ", ".join(substitute.shown for substitute in seat.substitutes),
        "since": holder.valid_from if holder else None,
        "until": holder.last_day if holder else None,
        "status": seat_status(seat, asof.valid_on),
    }


def seat_status(seat: SeatRow, today: dt.date) -> Status:
    """Held, vacant, or held until soon: then the badge says how long still."""
    holder = seat.holder
    if holder is None:
        return Status(_("vacant"), "warning")
    if holder.valid_until is None or (holder.valid_until - today).days > SOON_DAYS:
        return Status(_("bezet"), "ok")
    return Status(_("t/m %(day)s") % {"day": short_date(holder.last_day or today)}, "warning")


def _held(found: list[SeatRow]) -> dict[str, tuple[int, int]]:
    """Per body the number of seats held and of seats."""
    counts: dict[str, tuple[int, int]] = {}
    for seat in found:
        held, total = counts.get(seat.body_code, (0, 0))
        counts[seat.body_code] = (held + (not seat.is_vacant), total + 1)
    return counts


def _body_columns() -> list[Column]:
    return [
        Column("name", _("Overleg"), "link"),
        Column("kind", _("Soort")),
        Column("parent", _("Valt onder"), "link", url_key="parent_url"),
        Column("theme", _("Thema")),
        Column("held", _("Zetels bezet"), "number"),
        Column("total", _("Zetels"), "number"),
        Column("formal", _("Besluiten"), "status"),
    ]


def _body_cells(row: BodyRow, held: tuple[int, int], asof: AsOf) -> Row:
    return {
        "name": row.name,
        "url": body_address(row.code, asof),
        "kind": row.kind_label,
        "parent": row.parent_name,
        "parent_url": body_address(row.parent_code, asof) if row.parent_code else "",
        "theme": row.theme_name,
        "held": held[0],
        "total": held[1],
        "formal": Status(_("formeel"), "ok") if row.is_formal else Status(_("informeel"), "neutral"),
    }


def _facts(row: BodyRow, asof: AsOf) -> DefinitionList:
    decides = (
        _("Ja, dit is een formeel overleg") if row.is_formal else _("Nee, dit overleg stemt informeel af")
    )
    items = [Definition(_("Neemt besluiten"), decides)]
    if row.parent_code:
        items.append(Definition(_("Valt onder"), row.parent_name, url=body_address(row.parent_code, asof)))
    if row.district_name:
        items.append(Definition(_("District"), row.district_name))
    if row.theme_name:
        items.append(Definition(_("Thema"), row.theme_name))
    return DefinitionList(tuple(items))
