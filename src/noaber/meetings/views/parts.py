"""The parts of the page of a meeting: facts, items, attendance, papers and actions."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.addresses import body_address, position_address, proposal_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.meetings.addresses import (
    action_address,
    item_address,
    new_action_address,
    sitting_address,
)
from noaber.meetings.papers.blocks import how_taken
from noaber.meetings.queries.actions import ActionRow, hears_of, open_in_sight, seen_of_items
from noaber.meetings.queries.agendas import ItemRow
from noaber.meetings.queries.attendance import SeatAttendance
from noaber.meetings.queries.beside import beside
from noaber.meetings.queries.item_files import ItemFileRow, files_of, why_it_stays
from noaber.meetings.queries.released import ReleaseRow
from noaber.meetings.queries.sittings import SittingRow, are_numbers_fixed, as_it_met, paper_name, releases
from noaber.meetings.rules.attendance import Presence
from noaber.meetings.words import action_status, decision_label, sitting_status
from noaber.network.api import body

PRESENCE_TONES = {
    Presence.PRESENT: "ok",
    Presence.SUBSTITUTED: "ok",
    Presence.PROXY: "info",
    Presence.ABSENT: "neutral",
}


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as it is shown. `moves`: the buttons for another number, each with the number it gives."""

    number: int
    title: str
    url: str
    kind: str
    turn: str
    text: str
    decision: str
    decision_label: str
    minutes: str
    positions: Status | None
    move_url: str
    revision: int
    files: tuple[tuple[str, str, str], ...] = ()
    actions: tuple[tuple[str, str, Status], ...] = ()
    links: tuple[Action, ...] = ()
    moves: tuple[tuple[str, int], ...] = ()


def sitting_facts(request: Request, row: SittingRow) -> DefinitionList:
    found = body(request.actor, row.body_code, AsOf(request.today))
    items = [
        Definition(_("Overleg"), found.name if found else row.body_code, url=body_address(row.body_code)),
        Definition(_("Waar"), row.location or _("nog niet bekend")),
        Definition(_("Stand"), status=sitting_status(row)),
    ]
    if not row.is_cancelled:
        items += beside(request.actor, row.body_code, row.held_on)
    return DefinitionList(tuple(items))


def agenda_part(
    request: Request, row: SittingRow, items: list[ItemRow], *, keeps: bool, decides: bool
) -> list[ShownItem]:
    """The items with what was decided on them, and what can be done: by who keeps the meeting, or prepares that.

    `decides`: not only prepares.
    """
    agreed = seen_of_items(request.actor, [item.id for item in items], AsOf(request.today))
    files = files_of(request.actor, row.id) if any(item.filed_at for item in items) else {}
    fixed = row.is_cancelled or are_numbers_fixed(row.id) or not decides
    return [
        replace(
            _told(row, item),
            files=tuple(_file(row, each, decides=decides) for each in files.get(item.id, ())),
            actions=tuple(_agreed(each, request) for each in agreed if each.item_id == item.id),
            links=_item_links(request, row, item, decides=decides) if keeps and not item.is_hidden else (),
            moves=() if fixed else _moves(item.number, len(items)),
        )
        for item in items
    ]


def _told(row: SittingRow, item: ItemRow) -> ShownItem:
    """What an item says, without what hangs on it."""
    return ShownItem(
        number=item.number,
        title=item.title,
        url=proposal_address(item.proposal_code) if item.proposal_code else "",
        kind=item.kind_label,
        turn=_("behandeld als %(turn)se punt") % {"turn": item.treated_as} if item.treated_as else "",
        text=item.text,
        decision=item.decision,
        decision_label=decision_label(item, row),
        minutes=item.minutes,
        positions=_positions(item.answered if item.consultation_id else None),
        move_url=item_address(row.id, item.id, "verplaatsen/"),
        revision=row.revision,
    )


def _positions(count: int | None) -> Status | None:
    if count is None:
        return None
    if not count:
        return Status(_("standpunt nog niet vastgelegd"), "neutral")
    text = ngettext("%(count)s punt vastgelegd", "%(count)s punten vastgelegd", count)
    return Status(text % {"count": count}, "ok")


def _agreed(row: ActionRow, request: Request) -> tuple[str, str, Status]:
    return row.title, action_address(row.id), action_status(row, request.today)


def _file(row: SittingRow, each: ItemFileRow, *, decides: bool) -> tuple[str, str, str]:
    """Its name, where it is read, and where who may do so takes it away."""
    may_go = decides and not why_it_stays(row.id, row.state, each.uploaded_at)
    remove = item_address(row.id, each.item_id, f"stukken/{each.id}/weghalen/") if may_go else ""
    return each.title, each.url, remove


def _moves(number: int, count: int) -> tuple[tuple[str, int], ...]:
    up = ((_("Omhoog"), number - 1),) if number > 1 else ()
    down = ((_("Omlaag"), number + 1),) if number < count else ()
    return up + down


def _item_links(request: Request, row: SittingRow, item: ItemRow, *, decides: bool) -> tuple[Action, ...]:
    if row.is_cancelled:
        return ()
    links = []
    if row.held_on <= request.today:
        if item.consultation_id:
            address = position_address(item.proposal_code, item.consultation_id)
            links.append(Action(_("Standpunt vastleggen"), f"{address}?vergadering={row.id}"))
        label = _("%(decision)s en verslag") % {"decision": decision_label(item, row)}
        links.append(Action(label, item_address(row.id, item.id, "behandeling/")))
        links.append(Action(_("Actie afspreken"), new_action_address(row.body_code, item.id)))
    links.append(Action(_("Wijzig"), item_address(row.id, item.id, "wijzigen/")))
    if decides:
        links.append(Action(_("Voeg een stuk toe"), item_address(row.id, item.id, "stukken/")))
    if decides and not are_numbers_fixed(row.id):
        links.append(Action(_("Haal weg"), item_address(row.id, item.id, "weghalen/")))
    return tuple(links)


def attendance_part(row: SittingRow, found: list[SeatAttendance], *, keeps: bool) -> Table:
    """Who sat where; what has not been recorded yet is not said. Who keeps the meeting gets the folder of each seat."""
    rows: list[Row] = [
        {
            "seat": seat.title,
            "name": seat.name,
            "votes": seat.is_voting,
            "how": Status(how_taken(seat, found), PRESENCE_TONES[seat.presence])  # type: ignore[arg-type]
            if seat.presence
            else (Status(_("vacant"), "warning") if seat.is_vacant else ""),
            "folder": _("vergadermap"),
            "folder_url": f"{sitting_address(row.id, 'vergadermap.pdf')}?zetel={seat.code}",
        }
        for seat in found
    ]
    columns = [
        Column("seat", _("Zetel")),
        Column("name", _("Wie")),
        Column("votes", _("Stemt mee"), "boolean"),
        Column("how", _("Aanwezigheid"), "status"),
    ]
    if keeps and not row.is_cancelled:
        columns.append(Column("folder", _("Stukken"), "link", url_key="folder_url"))
    caption = _("Wie er was")
    return plain_table(
        name="aanwezigheid", caption=caption, columns=columns, rows=rows, is_caption_shown=False
    )


def papers_part(request: Request, row: SittingRow) -> Table:
    """What was released, the latest first, each with the mark of its file."""
    columns = [
        Column("paper", _("Stuk"), "link"),
        Column("for_whom", _("Voor wie")),
        Column("released", _("Vrijgegeven op"), "moment"),
        Column("state", _("Stand"), "status"),
        Column("mark", _("Kenmerk")),
    ]
    return plain_table(
        name="stukken",
        caption=_("Vrijgegeven stukken"),
        columns=columns,
        rows=[_released(each, row) for each in reversed(releases(request.actor, row.id))],
        empty_text=_("Er is nog geen stuk vrijgegeven."),
        is_caption_shown=False,
    )


def _released(each: ReleaseRow, row: SittingRow) -> Row:
    paper = paper_name(each.paper, row).capitalize()
    return {
        "paper": f"{paper} {each.item_number}" if each.item_number else paper,
        "url": f"/bestanden/{each.file_id}/",
        "for_whom": _("iedereen") if each.is_public else _("het netwerk"),
        "released": timezone.localtime(each.released_at),
        "state": Status(_("vervangen"), "neutral") if each.is_replaced else Status(_("geldt"), "ok"),
        "mark": each.sha256[:12],
    }


def actions_part(request: Request, row: SittingRow) -> Table:
    """What is open for this body until it is done, as the fixed item of every agenda (R40)."""
    asof = as_it_met(row, request.today)
    shown = open_in_sight(request.actor, row.body_code, asof)
    is_past = row.held_on < request.today
    columns = [
        Column("title", _("Wat"), "link"),
        Column("holder", _("Wie")),
        Column("due_on", _("Uiterlijk"), "date"),
        Column("state", _("Stand"), "status"),
        Column("word", _("Laatste bericht")),
    ]
    return plain_table(
        name="acties",
        caption=_("Acties en toezeggingen, stand van %(day)s") % {"day": long_date(asof.valid_on)},
        columns=columns,
        rows=[_open(each, asof.valid_on) for each in shown],
        empty_text=_no_actions(request, row, is_past=is_past),
        is_caption_shown=is_past,
    )


def _no_actions(request: Request, row: SittingRow, *, is_past: bool) -> str:
    """That there are none, to who would see them."""
    if not hears_of(request.actor, row.body_code, AsOf(request.today)):
        return _("Wie in dit overleg zit, ziet hier de acties en toezeggingen.")
    if is_past:
        return _("Er stonden geen acties of toezeggingen open.")
    return _("Er staan geen acties of toezeggingen open.")


def _open(each: ActionRow, on: dt.date) -> Row:
    return {
        "title": each.title,
        "url": action_address(each.id),
        "holder": each.holder,
        "due_on": each.due_on,
        "state": action_status(each, on),
        "word": each.last_word,
    }
