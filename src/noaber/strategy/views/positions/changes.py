"""Recording a joint position, and where it was brought in: for the coordinator and the lead of the team."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.strategy.access import may_record_position
from noaber.strategy.forms.positions import EntryForm, PositionForm
from noaber.strategy.queries.goals.leaders import led_themes
from noaber.strategy.queries.positions import EntryRow, PositionRow, joint_positions
from noaber.strategy.queries.results.result import theme_titles
from noaber.strategy.services.positions import log_lobby, record_position
from noaber.strategy.views.naming import free_code
from noaber.strategy.views.places import POSITIONS, position_address
from noaber.strategy.views.positions.overtaken import entry_overtaken, position_overtaken
from noaber.strategy.views.positions.position import find_position, positions_crumbs, seat_titles
from noaber.strategy.views.saying import said_by, went_to
from noaber.strategy.views.theme_choices import theme_choices
from noaber.strategy.views.theme_notices import about_theme, position_fault


def new_page(request: Request) -> HttpResponse:
    """A position that is new; its code follows from its title."""
    asof = AsOf(request.today)
    led = sorted(led_themes(request.actor, asof))
    require_form(may_record_position(request.actor, led[0] if led else "", asof))
    form = PositionForm(sent(request), themes=theme_choices(request, asof))

    def save() -> str:
        code = free_code(form.text.title, {row.code for row in joint_positions(asof)})
        return _record(request, code, form)

    return edit(request, form, _page(None), save)


def change_page(request: Request, position_code: str) -> HttpResponse:
    """Other words, or that the network does not stand for it any more."""
    asof = AsOf(request.today)
    row = find_position(position_code, asof)
    require_form(may_record_position(request.actor, row.theme, asof))
    form = PositionForm(
        sent(request),
        known=row.text,
        revision=row.revision,
    )
    theme = theme_titles(asof).get(row.theme, row.theme)
    fault, address = position_fault(row), position_address(row.code, "thema/")
    page = about_theme(_page(row), theme, fault=fault, address=address)
    overtaken = partial(position_overtaken, request, page, position_code, form)
    return edit(request, form, page, lambda: _record(request, position_code, form), overtaken)


def _record(request: Request, code: str, form: PositionForm) -> str:
    is_new = record_position(
        code,
        form.cleaned_data.get("theme", ""),
        form.text,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=form.cleaned_data["revision"],
    )
    return went_to(position_address(code), is_new=is_new)


def _page(row: PositionRow | None) -> EditPage:
    own = [(row.text.title, position_address(row.code))] if row else []
    return EditPage(
        title=_("Wijzig het standpunt") if row else _("Leg een standpunt vast"),
        crumbs=[*positions_crumbs(), *own],
        back_url=own[0][1] if own else POSITIONS,
        saved=_("Het standpunt is vastgelegd. Wat er eerder stond, blijft te lezen."),
        submit_label=_("Leg vast"),
    )


def new_entry_page(request: Request, position_code: str) -> HttpResponse:
    """Where it was brought in."""
    return _entry_page(request, position_code, None)


def change_entry_page(request: Request, position_code: str, entry: int) -> HttpResponse:
    """What came of it, or better words; the line that stood there stays to be read."""
    return _entry_page(request, position_code, entry)


def _entry_page(request: Request, position_code: str, key: int | None) -> HttpResponse:
    asof = AsOf(request.today)
    row = find_position(position_code, asof)
    require_form(may_record_position(request.actor, row.theme, asof))
    old = _line(row, key)
    if old and not row.entry(old.key) and request.method == "GET":
        newer = row.newest(old.key)
        return redirect(position_address(row.code, f"inbreng/{newer.key}/" if newer else ""))
    form = EntryForm(
        sent(request),
        seats=_seats(asof, old),
        known=old.text if old else None,
        revision=row.revision,
    )

    def save() -> str:
        seen = form.cleaned_data["revision"]
        line = log_lobby(row.code, form.text, **said_by(request), replaces=key, expected_revision=seen)
        return went_to(position_address(row.code), is_new=line is not None)

    page = _entry_frame(row, old)
    return edit(request, form, page, save, partial(entry_overtaken, request, page, row, key, form))


def _line(row: PositionRow, key: int | None) -> EntryRow | None:
    """A line of the log, also one that was said better or taken back since; None for a new one."""
    if key is None:
        return None
    every = (*row.entries, *row.replaced, *row.withdrawn)
    found = next((each for each in every if each.key == key), None)
    if found is None:
        raise Http404
    return found


def _seats(asof: AsOf, old: EntryRow | None) -> list[tuple[str, str]]:
    titles = seat_titles(asof)
    if old and old.text.seat not in titles:
        titles[old.text.seat] = old.text.seat
    return sorted(titles.items(), key=lambda each: each[1])


def _entry_frame(row: PositionRow, old: EntryRow | None) -> EditPage:
    return EditPage(
        title=_("Vul deze regel aan") if old else _("Leg vast waar het is ingebracht"),
        kicker=row.text.title,
        crumbs=[*positions_crumbs(), (row.text.title, position_address(row.code))],
        back_url=position_address(row.code),
        saved=_("De inbreng is vastgelegd."),
        submit_label=_("Leg vast"),
        notice=_wrong(row, old) if old else None,
    )


def _wrong(row: PositionRow, old: EntryRow) -> Notice:
    address = position_address(row.code, f"inbreng/{old.key}/intrekken/")
    return Notice(_("Hoort deze regel hier niet?"), action=Action(_("Trek de regel in"), address))
