"""The meetings: all of them, and one with its agenda, who was there, its papers and its actions."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in
from noaber.core.addresses import body_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, DateFilter
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.table import list_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request, public
from noaber.decisions.api import Offer, offers
from noaber.meetings.access import may_keep_sittings, may_read_folder
from noaber.meetings.addresses import new_action_address, plan_address, sitting_address
from noaber.meetings.models import Release
from noaber.meetings.queries.agendas import agenda
from noaber.meetings.queries.attendance import attendance, quorum_of, recorded_quorum
from noaber.meetings.queries.sittings import SittingRow, sees_work, sitting, sittings
from noaber.meetings.views.parts import (
    actions_part,
    agenda_part,
    attendance_part,
    papers_part,
    sitting_facts,
)
from noaber.meetings.views.release_notices import overtaken, released_state
from noaber.meetings.words import quorum_in_words, sitting_status, when
from noaber.network.api import bodies, body

LIST = "/vergaderingen/"


@public
def sitting_list(request: Request) -> HttpResponse:
    """Coming meetings first, the nearest on top and one's own bodies before others; then what was."""
    found = sittings(request.actor)
    names = {row.code: row.called for row in bodies(request.actor, AsOf(request.today))}
    own = {grant.scope.removeprefix("body:") for grant in request.actor.grants}
    coming = sorted(
        (row for row in found if row.held_on >= request.today), key=lambda row: (row.held_on, row.starts_at)
    )
    past = [row for row in found if row.held_on < request.today]
    ordered = [
        *(row for row in coming if row.body_code in own),
        *(row for row in coming if row.body_code not in own),
    ]
    rows = [_cells(request, row, names, own) for row in [*ordered, *past]]
    table = list_table(
        request.GET,
        name="vergaderingen",
        caption=_("Vergaderingen"),
        columns=_columns(),
        rows=rows,
        filters=_filters(),
        empty_text=_("Er zijn nog geen vergaderingen gepland."),
    )
    intro = _("Wanneer welk overleg vergadert, wat er op de agenda staat en wat er is besloten.")
    heading = PageHeading(_("Vergaderingen"), intro=intro, actions=_list_actions(request))
    return table.respond(request, "meetings/list.html", {"heading": heading})


def _columns() -> list[Column]:
    return [
        Column("day", _("Datum"), "date", url_key="url"),
        Column("at", _("Tijd")),
        Column("body", _("Overleg"), "link", url_key="body_url"),
        Column("location", _("Plaats")),
        Column("when", _("Wanneer")),
        Column("own", _("Mijn overleg"), "boolean"),
        Column("state", _("Stand"), "status"),
    ]


def _filters() -> list[ChoiceFilter | DateFilter]:
    return [
        ChoiceFilter("body", _("Overleg"), "overleg"),
        ChoiceFilter("when", _("Wanneer"), "wanneer"),
        DateFilter("day", _("Vanaf"), "vanaf"),
        DateFilter("day", _("Tot en met"), "tot", "until"),
    ]


def _cells(request: Request, row: SittingRow, names: dict[str, str], own: set[str]) -> Row:
    return {
        "day": row.held_on,
        "url": sitting_address(row.id),
        "at": f"{row.starts_at:%H:%M}",
        "body": names.get(row.body_code, row.body_code),
        "body_url": body_address(row.body_code),
        "location": row.location,
        "when": _("komend") if row.held_on >= request.today else _("geweest"),
        "own": row.body_code in own,
        "state": sitting_status(row),
    }


def _list_actions(request: Request) -> tuple[Action, ...]:
    actions = []
    if request.actor.is_in_network:
        actions.append(Action(_("Acties en toezeggingen"), "/acties/"))
    if kept_bodies(request):
        actions.append(Action(_("Plan een vergadering"), plan_address(), tone="primary"))
    return tuple(actions)


def kept_bodies(request: Request) -> dict[str, str]:
    """The bodies whose meetings this actor keeps, with what they are called."""
    found = bodies(request.actor, AsOf(request.today))
    return {row.code: row.called for row in found if may_fill_in(may_keep_sittings(request.actor, row.code))}


def find_row(request: Request, key: uuid.UUID) -> SittingRow:
    row = sitting(request.actor, key)
    if row is None:
        raise Http404
    return row


def called(request: Request, row: SittingRow) -> str:
    asof = AsOf(request.today)
    found = body(request.actor, row.body_code, asof) or body(request.actor, row.body_code, AsOf(row.held_on))
    return found.called if found else row.body_code


@public
def sitting_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """One meeting. A visitor sees when it is and the public papers; the network sees the rest."""
    row = find_row(request, key)
    name, keeps = called(request, row), may_fill_in(may_keep_sittings(request.actor, row.body_code))
    is_inside = request.actor.is_in_network
    context = {
        "heading": PageHeading(
            name, kicker=_("Vergadering"), intro=when(row), actions=_actions(request, row, keeps=keeps)
        ),
        "breadcrumbs": [NavItem(_("Vergaderingen"), LIST), NavItem(name, "", is_current=True)],
        "facts": sitting_facts(request, row),
        "papers": papers_part(request, row),
        "is_inside": is_inside,
        "drafts": _drafts(row) if keeps else [],
        "notices": _notices(request, row, keeps=keeps) if is_inside else [],
        **(_inside(request, row, keeps=keeps) if is_inside else {}),
    }
    return render(request, "meetings/sitting.html", context)


def _inside(request: Request, row: SittingRow, *, keeps: bool) -> dict[str, object]:
    """What is for the network: agenda, actions, and who was there; of the agenda only what was released."""
    items = agenda(request.actor, row.id)
    decides = keeps and not request.actor.prepares_only
    return {
        "items": agenda_part(request, row, items, keeps=keeps, decides=decides),
        "state": released_state(row, works=sees_work(request.actor, row.body_code), today=request.today),
        "follow_url": _follow_url(request, row, keeps=decides),
        "add_url": sitting_address(row.id, "agenda/toevoegen/") if keeps and not row.is_cancelled else "",
        "seats_url": sitting_address(row.id, "zetels/"),
        "attendance_url": _once_held(request, row, "aanwezigheid/", keeps=keeps),
        "quorum": quorum_in_words(recorded_quorum(row), row.quorum) if row.is_held else "",
        "actions": actions_part(request, row),
        "action_url": new_action_address(row.body_code) if keeps else "",
    }


def _drafts(row: SittingRow) -> list[Action]:
    """Each paper as it would be now, to look through or to edit."""
    return [
        Action(f"{paper.label} ({form.upper()})", sitting_address(row.id, f"concept/{paper.value}.{form}"))
        for paper in (Release.Paper.AGENDA, Release.Paper.DECISION_LIST, Release.Paper.MINUTES)
        for form in ("pdf", "odt")
    ]


def _once_held(request: Request, row: SittingRow, then: str, *, keeps: bool) -> str:
    """The address of what is recorded in or after the meeting; empty for who may not, or when it is too soon."""
    may = keeps and not row.is_cancelled and row.held_on <= request.today
    return sitting_address(row.id, then) if may else ""


def _follow_url(request: Request, row: SittingRow, *, keeps: bool) -> str:
    items = agenda(request.actor, row.id)
    has_any = any(item.is_consent_item and item.consultation_id for item in items)
    return _once_held(request, row, "hamerstukken/", keeps=keeps) if has_any else ""


def _notices(request: Request, row: SittingRow, *, keeps: bool) -> list[Notice]:
    found = []
    if row.is_cancelled:
        found.append(Notice(_("Deze vergadering gaat niet door."), "danger"))
    counted = recorded_quorum(row)
    if row.is_held and not counted.is_reached:
        title, text = _("Er was geen quorum"), quorum_in_words(counted, row.quorum)
        found.append(Notice(text, "warning", title=title))
    if sees_work(request.actor, row.body_code):
        found += overtaken(row)
    waiting = _waiting(request, row) if keeps and row.is_planned else []
    if waiting:
        add = Action(_("Zet op de agenda"), sitting_address(row.id, "agenda/toevoegen/"))
        points = tuple(each.title for each in waiting)
        found.append(Notice(_("Op dit overleg wacht:"), points=points, action=add))
    return found


def _waiting(request: Request, row: SittingRow) -> list[Offer]:
    """What waits for this body and is not on this agenda yet."""
    on_agenda = {item.consultation_id for item in agenda(request.actor, row.id)}
    return [each for each in offers(request.actor, row.body_code) if each.consultation_id not in on_agenda]


def seats_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Every seat of the body on the day, with who took it; who keeps the meetings gets the folder of each seat."""
    row = find_row(request, key)
    if not request.actor.is_in_network:
        raise Http404
    name, keeps = called(request, row), may_fill_in(may_keep_sittings(request.actor, row.body_code))
    found, title = attendance(request.actor, row), _("Zetels en aanwezigheid")
    record = _once_held(request, row, "aanwezigheid/", keeps=keeps)
    context = {
        "heading": PageHeading(
            title,
            kicker=f"{name}, {when(row)}",
            intro=quorum_in_words(quorum_of(row, found), row.quorum) if row.is_held else "",
            actions=(Action(_("Leg vast wie er was"), record),) if record else (),
        ),
        **crumbs_of([(_("Vergaderingen"), LIST), (name, sitting_address(key))], title),
        "table": attendance_part(row, found, keeps=keeps),
    }
    return render(request, "meetings/list.html", context)


def _actions(request: Request, row: SittingRow, *, keeps: bool) -> tuple[Action, ...]:
    if not request.actor.is_in_network:
        return ()
    actions = []
    if may_read_folder(request.actor, row) and not row.is_cancelled:
        actions.append(
            Action(_("Vergadermap (PDF)"), sitting_address(row.id, "vergadermap.pdf"), tone="primary")
        )
    actions.append(Action(_("Zet in mijn agenda"), sitting_address(row.id, "agenda.ics")))
    decides = keeps and not request.actor.prepares_only
    if keeps and row.is_planned:
        actions.append(Action(_("Wijzig"), sitting_address(row.id, "wijzigen/")))
    if decides and row.is_planned:
        actions.append(Action(_("Zeg af"), sitting_address(row.id, "afzeggen/")))
    if decides and row.is_cancelled:
        actions.append(Action(_("Laat toch doorgaan"), sitting_address(row.id, "toch-doorgaan/")))
    if decides and not row.is_cancelled:
        actions.append(Action(_("Geef een stuk vrij"), sitting_address(row.id, "vrijgeven/")))
    return tuple(actions)
