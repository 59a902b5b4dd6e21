"""Opening a grant file, recording its steps, and saying what an organisation needs."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import ANONYMOUS, require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.conflict import conflict_page
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.errors import Conflict
from noaber.core.requests import Request, sent_revision
from noaber.network.api import organisation
from noaber.strategy.access import may_record_grant, may_state_need
from noaber.strategy.forms.grants import GrantForm, NeedForm, StepForm
from noaber.strategy.queries.goals.leaders import led_themes
from noaber.strategy.queries.grants import GrantRow, grant_files
from noaber.strategy.queries.results.result import theme_titles
from noaber.strategy.services.grants import record_grant, record_grant_step, remove_grant_file, state_need
from noaber.strategy.views.file_removal import removal
from noaber.strategy.views.filling import for_who_prepares
from noaber.strategy.views.grants.grant import find_grant, grants_crumbs
from noaber.strategy.views.grants.overtaken import grant_overtaken, need_overtaken, step_overtaken
from noaber.strategy.views.naming import free_code
from noaber.strategy.views.places import GRANTS, grant_address
from noaber.strategy.views.saying import said_by, went_to
from noaber.strategy.views.theme_choices import theme_choices
from noaber.strategy.views.theme_notices import about_theme, grant_fault


def new_page(request: Request) -> HttpResponse:
    """A file that is new; its code follows from its name."""
    asof = AsOf(request.today)
    led = sorted(led_themes(request.actor, asof))
    require_form(may_record_grant(request.actor, led[0] if led else "", asof))
    form = GrantForm(sent(request), themes=theme_choices(request, asof))

    def save() -> str:
        return _record(request, free_code(form.text.title, {row.code for row in grant_files(asof)}), form)

    return edit(request, form, _page(None, _("Open een dossier")), save)


def change_page(request: Request, grant_code: str) -> HttpResponse:
    """Better words for what it is about."""
    asof = AsOf(request.today)
    row = find_grant(grant_code, asof)
    require_form(may_record_grant(request.actor, row.theme, asof))
    form = GrantForm(
        sent(request),
        known=row.text,
        revision=row.revision,
    )
    fault, address = grant_fault(row), grant_address(row.code, "thema/")
    theme = theme_titles(asof).get(row.theme, row.theme)
    page = about_theme(_page(row, _("Wijzig het dossier")), theme, fault=fault, address=address)
    overtaken = partial(grant_overtaken, request, page, grant_code, form)
    return edit(request, form, page, lambda: _record(request, grant_code, form), overtaken)


def _record(request: Request, code: str, form: GrantForm) -> str:
    seen = form.cleaned_data["revision"]
    is_new = record_grant(
        code, form.cleaned_data.get("theme", ""), form.text, **said_by(request), expected_revision=seen
    )
    return went_to(grant_address(code), is_new=is_new)


def _page(row: GrantRow | None, title: str) -> EditPage:
    own = [(row.text.title, grant_address(row.code))] if row else []
    return EditPage(
        title=title,
        kicker=row.text.title if row else "",
        crumbs=[*grants_crumbs(), *own],
        back_url=own[0][1] if own else GRANTS,
        saved=_("Het is vastgelegd."),
        submit_label=_("Leg vast"),
    )


def step_page(request: Request, grant_code: str) -> HttpResponse:
    """One more dated step, with its document."""
    asof = AsOf(request.today)
    row = find_grant(grant_code, asof)
    require_form(may_record_grant(request.actor, row.theme, asof))
    takes_file = not request.actor.prepares_only
    form = StepForm(sent(request), request.FILES or None, revision=row.revision, takes_file=takes_file)

    def save() -> str:
        seen = form.cleaned_data["revision"]
        key = record_grant_step(
            row.code, form.step, **said_by(request), upload=form.upload, expected_revision=seen
        )
        return went_to(grant_address(row.code), is_new=key is not None)

    page = for_who_prepares(request, _page(row, _("Leg een stap vast")))
    return edit(request, form, page, save, partial(step_overtaken, request, page, row, form))


def need_page(request: Request, grant_code: str, organisation_code: str) -> HttpResponse:
    """What an organisation needs: said by its mayor or contact, or by the coordinator for it."""
    require_form(may_state_need(request.actor, organisation_code))
    asof = AsOf(request.today)
    row, owner = find_grant(grant_code, asof), organisation(ANONYMOUS, organisation_code, asof)
    if owner is None:
        raise Http404
    need = row.need(organisation_code)
    form = NeedForm(
        sent(request), initial={"text": need.text if need else "", "seen": need.key if need else 0}
    )
    page = _page(row, _("Wat heeft %(name)s nodig?") % {"name": owner.name})
    if need:
        page = replace(page, notice=_not_any_more(row, organisation_code))

    def save() -> str:
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
        is_new = state_need(
            row.code, organisation_code, text, actor=request.actor, now=clock.now(), expected_key=seen
        )
        return went_to(grant_address(row.code), is_new=is_new)

    return edit(request, form, page, save, partial(need_overtaken, request, page, need, form))


def _not_any_more(row: GrantRow, organisation_code: str) -> Notice:
    address = grant_address(row.code, f"behoefte/{organisation_code}/intrekken/")
    return Notice(_("Is dit niet meer nodig?"), action=Action(_("Trek de behoefte in"), address))


def remove_file_page(request: Request, grant_code: str, file: Any) -> HttpResponse:
    """Ask once more, then take the document of a step away for everyone."""
    asof = AsOf(request.today)
    row = find_grant(grant_code, asof)
    require(may_record_grant(request.actor, row.theme, asof))
    step = row.step_with(str(file))
    if step is None:
        raise Http404
    back = grant_address(row.code)
    if request.method == "POST":
        return _remove(request, row, str(file), back)
    shown = removal(step.file_name, back, row.revision)
    crumbs = [*grants_crumbs(), (row.text.title, back)]
    return render(request, "core/confirm.html", {"confirmation": shown, **crumbs_of(crumbs, shown.title)})


def _remove(request: Request, row: GrantRow, file: str, back: str) -> HttpResponse:
    try:
        remove_grant_file(row.code, file, **said_by(request), expected_revision=sent_revision(request))
    except Conflict as conflict:
        shown = conflict_page(conflict, edit_url=request.path, back_url=back)
        return render(request, "core/conflict.html", {"conflict": shown}, status=409)
    messages.success(request, _("Het bestand is weg."))
    return redirect(back)
