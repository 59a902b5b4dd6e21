"""Taking back a step, a need, or where a position was brought in, with the reason: it stays to be read."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import ANONYMOUS, require_form
from noaber.core.asof import AsOf
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.network.api import organisation
from noaber.strategy.access import may_record_grant, may_record_position, may_state_need
from noaber.strategy.forms.goals import WithdrawPartForm
from noaber.strategy.models import STEP_KINDS
from noaber.strategy.services.taking_back import withdraw_grant_step, withdraw_lobby_entry, withdraw_need
from noaber.strategy.views.grants import find_grant, grants_crumbs
from noaber.strategy.views.places import grant_address, position_address
from noaber.strategy.views.positions import find_position, positions_crumbs


def withdraw_step_page(request: Request, grant_code: str, step: int) -> HttpResponse:
    """A step that was recorded wrongly."""
    row = find_grant(grant_code, AsOf(request.today))
    require_form(may_record_grant(request.actor, row.theme, AsOf(request.today)))
    found = row.step(step)
    if found is None:
        raise Http404
    form = WithdrawPartForm(sent(request), initial={"revision": row.revision})
    what = f"{STEP_KINDS[found.text.kind]}, {long_date(found.text.on)}"
    back, crumbs = grant_address(row.code), [*grants_crumbs(), (row.text.title, grant_address(row.code))]

    def save() -> str:
        reason, seen = form.cleaned_data["reason"], form.cleaned_data["revision"]
        withdraw_grant_step(grant_code, step, reason, **_said(request), expected_revision=seen)
        return back

    return edit(request, form, _page(_("Trek de stap in"), what, crumbs, back), save)


def withdraw_need_page(request: Request, grant_code: str, organisation_code: str) -> HttpResponse:
    """What an organisation does not need any more: by who may say what it needs."""
    require_form(may_state_need(request.actor, organisation_code))
    asof = AsOf(request.today)
    row, owner = find_grant(grant_code, asof), organisation(ANONYMOUS, organisation_code, asof)
    need = row.need(organisation_code)
    if owner is None or need is None:
        raise Http404
    form = WithdrawPartForm(sent(request), initial={"revision": need.key})
    back, crumbs = grant_address(row.code), [*grants_crumbs(), (row.text.title, grant_address(row.code))]

    def save() -> str:
        reason, seen = form.cleaned_data["reason"], form.cleaned_data["revision"]
        who: dict[str, Any] = {"actor": request.actor, "now": clock.now()}
        withdraw_need(grant_code, organisation_code, reason, **who, expected_key=seen)
        return back

    return edit(request, form, _page(_("Trek de behoefte in"), owner.name, crumbs, back), save)


def withdraw_entry_page(request: Request, position_code: str, entry: int) -> HttpResponse:
    """A line of the log that should not have been there."""
    row = find_position(position_code, AsOf(request.today))
    require_form(may_record_position(request.actor, row.theme, AsOf(request.today)))
    found = row.entry(entry)
    if found is None:
        raise Http404
    form = WithdrawPartForm(sent(request), initial={"revision": row.revision})
    back = position_address(row.code)
    crumbs = [*positions_crumbs(), (row.text.title, back)]
    what = f"{found.text.forum}, {long_date(found.text.on)}"

    def save() -> str:
        reason, seen = form.cleaned_data["reason"], form.cleaned_data["revision"]
        withdraw_lobby_entry(position_code, entry, reason, **_said(request), expected_revision=seen)
        return back

    return edit(request, form, _page(_("Trek de regel in"), what, crumbs, back), save)


def _said(request: Request) -> dict[str, Any]:
    return {"actor": request.actor, "now": clock.now(), "today": request.today}


def _page(title: str, what: str, crumbs: list[tuple[str, str]], back: str) -> EditPage:
    return EditPage(
        title=title,
        kicker=what,
        crumbs=crumbs,
        back_url=back,
        saved=_("Dit is ingetrokken. Het blijft te lezen, met de reden."),
        submit_label=title,
        submit_tone="danger",
        intro=_("Iedereen kan het blijven lezen, met de reden. Dit kan niet ongedaan worden gemaakt."),
    )
