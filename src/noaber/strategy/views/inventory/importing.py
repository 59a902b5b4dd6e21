"""A list of priorities on its way in: hand it in, see what it changes or what is wrong, and bring it in."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.downloads import DOWNLOAD_FORMATS
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, PageHeading
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import StoredFile
from noaber.core.requests import Request
from noaber.network.api import LIST_PAGE, list_page_parts
from noaber.strategy.access import may_import_plans
from noaber.strategy.forms.importing import PriorityListForm
from noaber.strategy.imports.samples import example_note, sample
from noaber.strategy.papers.shared import file_response
from noaber.strategy.queries.periods.period import PeriodRow, period
from noaber.strategy.services.inventory.importing import (
    discard_list,
    keep_list,
    kept_list,
    look_at,
    read_list,
    settle_list,
)
from noaber.strategy.services.inventory.plans import refuse_settled
from noaber.strategy.views.finding import title_of
from noaber.strategy.views.places import inventory_address, inventory_crumbs, period_address


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in_list_page(request: Request, code: str) -> HttpResponse:
    """The file, and the templates to begin with."""
    found = _open_period(request, code)
    if request.GET.get("sjabloon"):
        return _sample(request, found)
    form = PriorityListForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(list_address(code, _taken_in(request, code, form.cleaned_data["file"]).pk))
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    return render(request, "strategy/import.html", _hand_in(found, form))


def _taken_in(request: Request, code: str, file: Any) -> StoredFile:
    """Keep a file that can be read; of one that cannot, nothing is kept."""
    read_list(code, file.read(), file.name, actor=request.actor, asof=AsOf(request.today))
    return keep_list(code, file, actor=request.actor, now=clock.now())


def _period(request: Request, code: str) -> PeriodRow:
    require(may_import_plans(request.actor))
    found = period(code, AsOf(request.today))
    if found is None:
        raise Http404
    return found


def _open_period(request: Request, code: str) -> PeriodRow:
    """One that takes priorities: of another the reason is told before anybody fills in a list."""
    found = _period(request, code)
    refuse_settled(found.terms.state)
    return found


def list_address(code: str, key: uuid.UUID, rest: str = "") -> str:
    return period_address(code, f"prioriteiten/inlezen/{key}/{rest}")


def _hand_in(found: PeriodRow, form: PriorityListForm) -> dict[str, object]:
    intro = _("Een rij per prioriteit, van één of van veel organisaties. U ziet eerst wat er verandert.")
    return {
        **crumbs_of(inventory_crumbs(found.code, title_of(found)), _("Inlezen")),
        "heading": PageHeading(_("Prioriteiten inlezen"), kicker=title_of(found), intro=intro),
        "panel": form_panel(form, submit_label=_("Nakijken"), cancel_url=inventory_address(found.code)),
        "samples": [
            Action(_("Sjabloon met wat er nu staat (Excel)"), "?sjabloon=gevuld"),
            Action(_("Leeg sjabloon (Excel)"), "?sjabloon=leeg"),
        ],
    }


def _sample(request: Request, found: PeriodRow) -> HttpResponse:
    is_filled = request.GET["sjabloon"] == "gevuld"
    content = sample(found, actor=request.actor, asof=AsOf(request.today), is_filled=is_filled)
    name, is_example = f"prioriteiten-{found.code}.xlsx", bool(example_note())
    return file_response(content, name, DOWNLOAD_FORMATS["xlsx"], is_example=is_example)


@require_http_methods(["GET", "HEAD", "POST"])
def list_page(request: Request, code: str, key: uuid.UUID) -> HttpResponse:
    """What the list changes, or what is wrong with it; sending the form brings it in."""
    found = _open_period(request, code)
    if request.method == "POST" and kept_list(code, key, actor=request.actor) is None:
        messages.info(request, _("Deze lijst wacht niet meer: zij is al doorgevoerd of weggegooid."))
        return redirect(inventory_address(code))
    kept, fault = _kept(request, code, key), ""
    if request.method == "POST":
        try:
            return _bring_in(request, code, kept)
        except AccessRefused:
            raise
        except DomainError as error:
            fault = error.message
    return render(request, LIST_PAGE, _look(request, found, kept, fault))


def _kept(request: Request, code: str, key: uuid.UUID) -> StoredFile:
    kept = kept_list(code, key, actor=request.actor)
    if kept is None:
        raise Http404
    return kept


def _bring_in(request: Request, code: str, kept: StoredFile) -> HttpResponse:
    asof, seen = AsOf(request.today), request.POST.get("seen", "")
    count = settle_list(code, kept, actor=request.actor, now=clock.now(), asof=asof, seen=seen)
    text = ngettext(
        "De prioriteiten van één organisatie zijn vastgelegd.",
        "De prioriteiten van %(count)s organisaties zijn vastgelegd.",
        count,
    )
    messages.success(request, text % {"count": count})
    return redirect(inventory_address(code))


@require_POST
def discard_list_page(request: Request, code: str, key: uuid.UUID) -> HttpResponse:
    """Throw the list away."""
    _period(request, code)
    discard_list(_kept(request, code, key), actor=request.actor, now=clock.now())
    messages.success(request, _("De lijst is weggegooid. Er is niets gewijzigd."))
    return redirect(inventory_address(code))


def _look(request: Request, found: PeriodRow, kept: StoredFile, fault: str) -> dict[str, object]:
    crumbs = [
        *inventory_crumbs(found.code, title_of(found)),
        (_("Inlezen"), period_address(found.code, "prioriteiten/inlezen/")),
    ]
    return {
        **crumbs_of(crumbs, kept.name),
        "heading": PageHeading(_("Prioriteiten inlezen"), kicker=kept.name),
        **list_page_parts(
            look_at(found.code, kept, actor=request.actor, asof=AsOf(request.today)).preview,
            named=_("Organisatie"),
            discard_url=list_address(found.code, kept.pk, "weggooien/"),
            fault=fault,
        ),
    }
