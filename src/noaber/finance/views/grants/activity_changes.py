"""Saying what an activity is, and bringing a whole list of them in."""

import uuid
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.downloads import DOWNLOAD_FORMATS
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, PageHeading
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import Demonstration, StoredFile
from noaber.core.requests import Request
from noaber.finance.access import may_keep_grants
from noaber.finance.forms.grants import ActivityForm, ActivityListForm
from noaber.finance.queries.grants import FundedActivityRow, funded_activities, grants
from noaber.finance.services.grants.activity_lists import (
    discard_list,
    keep_list,
    kept_list,
    look_at,
    settle_list,
)
from noaber.finance.services.grants.activity_samples import activity_workbook
from noaber.finance.services.grants.funded_activities import record_funded_activity
from noaber.finance.services.grants.grant import free_code
from noaber.finance.views.grants.changes import organisation_choices, went_to
from noaber.finance.views.grants.funded_activities import find_activity
from noaber.finance.views.places.grants import (
    ACTIVITIES,
    IMPORT,
    activities_crumbs,
    activity_address,
    list_address,
)
from noaber.network.api import LIST_PAGE, last_theme_names, list_page_parts

HAND_IN: Final = "finance/grants/activity_import.html"


def new_page(request: Request) -> HttpResponse:
    """An activity that is new."""
    require_form(may_keep_grants(request.actor))
    form = _form(request, None)

    def save() -> str:
        code = free_code(form.text.title, [row.code for row in funded_activities()])
        return _record(request, code, form)

    return edit(request, form, _page(request, None, _("Leg een activiteit vast")), save)


def change_page(request: Request, code: str) -> HttpResponse:
    """How far an activity is by now, or better words."""
    require_form(may_keep_grants(request.actor))
    row = find_activity(code)
    form = _form(request, row)
    return edit(request, form, _page(request, row, _("Wijzig")), lambda: _record(request, code, form))


def _form(request: Request, row: FundedActivityRow | None) -> ActivityForm:
    names = last_theme_names(AsOf(request.today))
    return ActivityForm(
        sent(request),
        organisations=organisation_choices(request),
        themes=sorted(names.items(), key=lambda each: each[1]),
        grants=[(each.code, each.text.title) for each in grants()],
        known=row.text if row else None,
        revision=row.revision if row else 0,
    )


def _record(request: Request, code: str, form: ActivityForm) -> str:
    is_new = record_funded_activity(
        code,
        form.text,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=form.cleaned_data["revision"],
    )
    return went_to(activity_address(code), is_new=is_new)


def _page(request: Request, row: FundedActivityRow | None, title: str) -> EditPage:
    own = [(row.text.title, activity_address(row.code))] if row else []
    return EditPage(
        title=title,
        kicker=row.text.title if row else "",
        crumbs=[*activities_crumbs(request.actor), *own],
        back_url=own[0][1] if own else ACTIVITIES,
        saved=_("Het is vastgelegd. Wat er eerder stond, blijft te lezen."),
        submit_label=_("Leg vast"),
    )


def hand_in_page(request: Request) -> HttpResponse:
    """The file, and the templates to begin with."""
    require(may_keep_grants(request.actor))
    if request.GET.get("sjabloon"):
        return _sample(request)
    is_sent = request.method == "POST"
    form = ActivityListForm(*((request.POST, request.FILES) if is_sent else (None, None)))
    if is_sent and form.is_valid():
        try:
            kept = keep_list(
                form.cleaned_data["file"], actor=request.actor, now=clock.now(), today=request.today
            )
            return redirect(list_address(kept.pk))
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    return render(request, HAND_IN, _hand_in(request, form))


def _hand_in(request: Request, form: ActivityListForm) -> dict[str, object]:
    intro = _(
        "Een rij per activiteit. U ziet eerst wat er verandert. Dezelfde lijst nog eens verandert niets."
    )
    return {
        **crumbs_of(activities_crumbs(request.actor), _("Inlezen")),
        "heading": PageHeading(_("Activiteiten inlezen"), intro=intro),
        "panel": form_panel(form, submit_label=_("Nakijken"), cancel_url=ACTIVITIES),
        "samples": [
            Action(_("Leeg sjabloon (Excel)"), "?sjabloon=leeg"),
            Action(_("Sjabloon met wat er nu staat (Excel)"), "?sjabloon=gevuld"),
        ],
    }


def _sample(request: Request) -> HttpResponse:
    is_filled = request.GET["sjabloon"] == "gevuld"
    content = activity_workbook(AsOf(request.today), is_filled=is_filled)
    name = "activiteiten-voorbeeldgegevens" if Demonstration.objects.exists() else "activiteiten"
    response = HttpResponse(content, content_type=DOWNLOAD_FORMATS["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def list_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """What the list changes, or what is wrong with it; sending the page brings it in."""
    require(may_keep_grants(request.actor))
    kept, fault = _kept(request, key), ""
    if request.method == "POST":
        try:
            return _bring_in(request, kept)
        except AccessRefused:
            raise
        except DomainError as error:
            fault = error.message
    context = {
        **crumbs_of([*activities_crumbs(request.actor), (_("Inlezen"), IMPORT)], kept.name),
        "heading": PageHeading(_("Activiteiten inlezen"), kicker=kept.name),
        **list_page_parts(
            look_at(kept, today=request.today).preview,
            named=_("Activiteit"),
            discard_url=list_address(key, "weggooien/"),
            fault=fault,
        ),
    }
    return render(request, LIST_PAGE, context)


def _kept(request: Request, key: uuid.UUID) -> StoredFile:
    kept = kept_list(key, actor=request.actor)
    if kept is None:
        raise Http404
    return kept


def _bring_in(request: Request, kept: StoredFile) -> HttpResponse:
    seen = request.POST.get("seen", "")
    count = settle_list(kept, actor=request.actor, now=clock.now(), today=request.today, seen=seen)
    text = ngettext("%(count)s activiteit is vastgelegd.", "%(count)s activiteiten zijn vastgelegd.", count)
    messages.success(request, text % {"count": count})
    return redirect(ACTIVITIES)


@require_POST
def discard_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Throw the list away."""
    require(may_keep_grants(request.actor))
    discard_list(_kept(request, key), actor=request.actor, now=clock.now())
    messages.success(request, _("De lijst is weggegooid. Er is niets gewijzigd."))
    return redirect(ACTIVITIES)
