"""Actions and commitments: all that one may know of, one with what happened to it, and agreeing or changing one."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.api import prepared_in, sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import Refused, may_fill_in, require, require_form
from noaber.core.addresses import body_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, DateFilter, TextFilter
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.meetings.access import may_keep_action, may_keep_sittings
from noaber.meetings.addresses import action_address, sitting_address
from noaber.meetings.forms.actions import ActionForm, StepForm
from noaber.meetings.models import ActionItem
from noaber.meetings.queries.actions import (
    ActionRow,
    action,
    actions,
    day_of_item,
    my_seats,
    restricted_code_of,
    steps_of,
    whom_to_ask,
)
from noaber.meetings.queries.holders import seat_groups
from noaber.meetings.services.actions import agree_action, change_action, record_step
from noaber.meetings.words import action_status
from noaber.network.api import SeatRow, bodies, body, seats

LIST = "/acties/"
START = [("Acties", LIST)]


def action_list(request: Request) -> HttpResponse:
    """What one's own seats do on top, then the rest; open before done, by day."""
    asof = AsOf(request.today)
    found = actions(request.actor, asof)
    mine = {seat.id for seat in my_seats(request.actor, asof)}
    names = {row.code: row.called for row in bodies(request.actor, asof)}
    ordered = sorted(found, key=lambda row: (not row.is_open, row.holder_id not in mine))
    rows: list[Row] = [
        {
            "title": row.title,
            "url": "" if row.is_hidden else action_address(row.id),
            "kind": row.kind_label,
            "holder": row.holder,
            "own": row.holder_id in mine,
            "body": names.get(row.body_code, row.body_code),
            "due_on": row.due_on,
            "state": action_status(row, request.today),
            "stand": action_status(row, request.today).label,
            "word": whom_to_ask(names.get(row.body_code, "")) if row.is_hidden else row.last_word,
        }
        for row in ordered
    ]
    return _list_table(request, rows).respond(
        request, "meetings/list.html", {"heading": _list_heading(request)}
    )


def _list_table(request: Request, rows: list[Row]) -> Table:
    return list_table(
        request.GET,
        name="acties",
        caption=_("Acties en toezeggingen"),
        columns=_columns(),
        rows=rows,
        filters=[
            TextFilter(("title", "holder", "word")),
            ChoiceFilter("stand", _("Stand"), "stand"),
            ChoiceFilter("body", _("Overleg"), "overleg"),
            ChoiceFilter("holder", _("Wie"), "wie"),
            DateFilter("due_on", _("Uiterlijk op of voor"), "uiterlijk", "until"),
        ],
        empty_text=_("Er zijn geen acties of toezeggingen voor u of uw overleggen."),
    )


def _columns() -> list[Column]:
    return [
        Column("title", _("Wat"), "link"),
        Column("kind", _("Soort")),
        Column("holder", _("Wie")),
        Column("own", _("Van mij"), "boolean"),
        Column("body", _("Overleg")),
        Column("due_on", _("Uiterlijk"), "date"),
        Column("state", _("Stand"), "status"),
        Column("word", _("Laatste bericht"), is_sortable=False),
    ]


def _list_heading(request: Request) -> PageHeading:
    may = any(may_fill_in(may_keep_sittings(request.actor, code)) for code in _bodies(request))
    new = (Action(_("Spreek een actie af"), "/acties/nieuw/", tone="primary"),) if may else ()
    intro = _("Wat is afgesproken of toegezegd. Het komt terug op de agenda tot het klaar is.")
    return PageHeading(_("Acties en toezeggingen"), intro=intro, actions=new)


def _bodies(request: Request) -> list[str]:
    return [row.code for row in bodies(request.actor, AsOf(request.today))]


def action_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """One action with all that was said of it; who does it or keeps it, says how it goes."""
    row = find_action(request, key)
    may = may_keep_action(request.actor, row.body_code, holds_it=_is_mine(request, row))
    form = StepForm(sent(request), known=row)
    if request.method == "POST" or prepared_in(request):
        require_form(may)
        page = EditPage(row.title, START, action_address(key), _("De stand is vastgelegd."), _("Leg vast"))
        return edit(request, form, page, lambda: _record(request, row, form))
    context = {
        "heading": PageHeading(row.title, kicker=row.kind_label.capitalize(), actions=_actions(request, row)),
        "breadcrumbs": [NavItem(_("Acties"), LIST), NavItem(row.title, "", is_current=True)],
        "facts": _facts(request, row),
        "timeline": _timeline(row),
        "panel": form_panel(form, submit_label=_submit(request)) if may_fill_in(may) else None,
    }
    return render(request, "meetings/action.html", context)


def _submit(request: Request) -> str:
    return _("Zet klaar") if request.actor.prepares_only else _("Leg vast")


def _record(request: Request, row: ActionRow, form: StepForm) -> str:
    record_step(
        row.id,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        state=form.cleaned_data["state"],
        text=form.cleaned_data["text"],
        expected_revision=form.seen,
    )
    return action_address(row.id)


def find_action(request: Request, key: uuid.UUID) -> ActionRow:
    row = action(request.actor, key, AsOf(request.today))
    if row is None:
        raise Http404
    return row


def _is_mine(request: Request, row: ActionRow) -> bool:
    return any(seat.id == row.holder_id for seat in my_seats(request.actor, AsOf(request.today)))


def _actions(request: Request, row: ActionRow) -> tuple[Action, ...]:
    may = may_fill_in(may_keep_sittings(request.actor, row.body_code))
    return (Action(_("Wijzig de afspraak"), action_address(row.id, "wijzigen/")),) if may else ()


def _facts(request: Request, row: ActionRow) -> DefinitionList:
    found = body(request.actor, row.body_code, AsOf(request.today))
    seat = next(iter(seats(request.actor, AsOf(request.today), code=row.holder_code)), None)
    items = [
        Definition(_("Stand"), status=action_status(row, request.today)),
        Definition(_("Wie"), seat.title if seat else row.holder_code, note=_by(seat)),
        Definition(_("Uiterlijk"), long_date(row.due_on) if row.due_on else _("geen datum")),
        Definition(_("Afgesproken op"), long_date(row.agreed_on)),
        Definition(_("In"), found.called if found else row.body_code, url=body_address(row.body_code)),
    ]
    if row.sitting_id:
        text = _("agendapunt %(number)s") % {"number": row.item_number}
        items.append(Definition(_("Uit"), text, url=sitting_address(row.sitting_id)))
    return DefinitionList(tuple(items))


def _by(seat: SeatRow | None) -> str:
    """Who holds the seat now, where that says more than the seat itself."""
    if seat is None or seat.holder is None:
        return _("vacant")
    return "" if seat.holder.shown == seat.title else seat.holder.shown


def _timeline(row: ActionRow) -> Timeline:
    """What happened, the newest first."""
    events = [
        TimelineEvent(
            timezone.localtime(step.recorded_at).date(),
            str(ActionItem.State(step.state).label).capitalize(),
            step.text,
        )
        for step in reversed(steps_of(row.id))
    ]
    return Timeline(tuple(events), _("Wat er met deze actie gebeurde"))


def new_action_page(request: Request) -> HttpResponse:
    """Agree an action, loose or out of an item of a meeting; first of which body."""
    code = _asked(request, "overleg")
    kept = [each for each in _bodies(request) if may_fill_in(may_keep_sittings(request.actor, each))]
    if not kept:
        require(Refused(_("U legt geen acties vast met uw huidige rol.")))
    return _agree(request, code) if code in kept else _choose_body(request, kept)


def _agree(request: Request, code: str) -> HttpResponse:
    item = _item_in(request)
    _refuse_too_early(request, item)
    groups = seat_groups(request.actor, AsOf(request.today), code, restricted_code_of(item))
    form = ActionForm(sent(request), groups=groups, asked={"overleg": code, "punt": str(item or "")})
    title, saved, name = _("Spreek een actie af"), _("De actie is vastgelegd."), _name(request, code)
    page = EditPage(title, START, LIST, saved, _("Leg vast"), kicker=name)

    def save() -> str:
        now, today = clock.now(), request.today
        made = agree_action(code, form.written, actor=request.actor, now=now, today=today, item=item)
        return action_address(made.pk)

    return edit(request, form, page, save)


def _refuse_too_early(request: Request, item: int | None) -> None:
    """Before anything is filled in: what is agreed in a meeting, is agreed on that day."""
    day = day_of_item(item)
    if day and day > request.today:
        text = _("Deze vergadering is op %(day)s. Een actie spreekt u daar af, of erna.")
        require(Refused(text % {"day": long_date(day)}))


def _asked(request: Request, name: str) -> str:
    """Of which body, and out of which item: as the address says, or the form that was prepared there."""
    return request.GET.get(name) or (sent(request) or request.GET).get(name, "")


def _item_in(request: Request) -> int | None:
    """The item that the address names."""
    item = _asked(request, "punt")
    return int(item) if item.isascii() and item.isdigit() and len(item) < 10 else None


def _choose_body(request: Request, kept: list[str]) -> HttpResponse:
    """First of which body; with one body there is nothing to choose."""
    items = [
        Definition(_name(request, code), _("Kies"), url=f"/acties/nieuw/?overleg={code}") for code in kept
    ]
    title = _("Spreek een actie af")
    context = {
        "heading": PageHeading(title, intro=_("In welk overleg is de actie afgesproken?")),
        **crumbs_of(START, title),
        "facts": DefinitionList(tuple(items)),
        "timeline": None,
        "panel": None,
    }
    return render(request, "meetings/action.html", context)


def change_action_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Another holder, day or wording."""
    row = find_action(request, key)
    require_form(may_keep_sittings(request.actor, row.body_code))
    groups = seat_groups(request.actor, AsOf(request.today), row.body_code, row.restricted_code)
    form = ActionForm(sent(request), groups=groups, known=row)
    page = EditPage(
        _("Wijzig de afspraak"),
        [*START, (row.title, action_address(key))],
        action_address(key),
        _("De afspraak is gewijzigd."),
        _("Opslaan"),
    )

    def save() -> str:
        change_action(
            key,
            form.written,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=form.seen,
        )
        return page.back_url

    return edit(request, form, page, save)


def _name(request: Request, code: str) -> str:
    found = body(request.actor, code, AsOf(request.today))
    return found.called if found else code
