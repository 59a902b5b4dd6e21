"""What is kept for every route: the templates, and the recess periods."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.access import require
from noaber.core.components.columns import Column
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.table import list_table
from noaber.core.requests import Request, sent_revision
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.routes import RecessForm, TitleForm
from noaber.decisions.queries.drafts.draft import RecessRow, TemplateRow, recesses, route_templates
from noaber.decisions.services.drafts.route_templates import (
    delete_recess,
    delete_template,
    keep_recess,
    rename_template,
)
from noaber.decisions.views.drafts.editor import LIST, act, ask, save_form

TEMPLATES, RECESSES = "/voorstellen/sjablonen/", "/voorstellen/recessen/"


def templates_page(request: Request) -> HttpResponse:
    """The routes to start from."""
    require(may_write_proposals(request.actor))
    table = list_table(
        request.GET,
        name="sjablonen",
        caption=_("Route-sjablonen"),
        columns=[
            Column("title", _("Naam"), "link"),
            Column("steps", _("Stappen")),
            Column("remove", _("Weggooien"), "link", url_key="remove_url", is_sortable=False),
        ],
        rows=[
            {
                "title": row.title,
                "url": f"{TEMPLATES}{row.id}/",
                "steps": ", ".join(row.steps),
                "remove": _("gooi weg"),
                "remove_url": f"{TEMPLATES}{row.id}/weggooien/",
            }
            for row in route_templates()
        ],
        empty_text=_("Er is nog geen sjabloon. Bewaar de route van een concept als sjabloon."),
    )
    title, intro = _("Route-sjablonen"), _("Een nieuw voorstel kan met een van deze routes beginnen.")
    return table.respond(request, "decisions/proposals.html", {"heading": PageHeading(title, intro=intro)})


def _template(key: uuid.UUID) -> TemplateRow:
    row = next((row for row in route_templates() if row.id == key), None)
    if row is None:
        raise Http404
    return row


def template_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """What a template is called."""
    require(may_write_proposals(request.actor))
    row = _template(key)
    form = TitleForm(request.POST or None, initial={"title": row.title, "revision": row.revision})
    if request.method == "POST" and form.is_valid():

        def save() -> object:
            title, expected = form.cleaned_data["title"], form.cleaned_data["revision"]
            return rename_template(key, title, actor=request.actor, expected_revision=expected)

        if answer := save_form(request, form, save, done=_("De naam is bewaard."), to=TEMPLATES):
            return answer
    context = {
        "heading": PageHeading(row.title, kicker=_("Route-sjabloon")),
        "breadcrumbs": _crumbs(_("Route-sjablonen"), TEMPLATES, row.title),
        "panel": form_panel(form, submit_label=_("Bewaar de naam"), cancel_url=TEMPLATES),
    }
    return render(request, "decisions/new.html", context)


def _crumbs(listed: str, address: str, title: str) -> list[NavItem]:
    return [
        NavItem(_("Voorstellen"), LIST),
        NavItem(listed, address),
        NavItem(title, "", is_current=True),
    ]


def delete_template_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Asks once more, then throws the template away."""
    require(may_write_proposals(request.actor))
    row = _template(key)
    if request.method == "POST":

        def save() -> None:
            delete_template(key, actor=request.actor, expected_revision=sent_revision(request))

        return act(request, save, done=_("Het sjabloon is weg."), to=TEMPLATES)
    confirmation = Confirmation(
        title=_("Sjabloon weggooien"),
        question=_("Wilt u het sjabloon “%(title)s” weggooien?") % {"title": row.title},
        confirm_label=_("Gooi weg"),
        cancel_url=TEMPLATES,
        consequences=(_("Voorstellen die ermee begonnen, houden hun route."),),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )
    return ask(request, confirmation, NavItem(_("Route-sjablonen"), TEMPLATES))


def recesses_page(request: Request) -> HttpResponse:
    """The periods in which nobody meets, and one more."""
    require(may_write_proposals(request.actor))
    form = RecessForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (answer := _save_recess(request, form, None)):
        return answer
    table = list_table(
        request.GET,
        name="recessen",
        caption=_("Recessen"),
        columns=[
            Column("title", _("Naam"), "link"),
            Column("first_on", _("Eerste dag"), "date"),
            Column("last_on", _("Laatste dag"), "date"),
            Column("remove", _("Weghalen"), "link", url_key="remove_url", is_sortable=False),
        ],
        rows=[_recess_cells(row) for row in recesses()],
        empty_text=_("Er is nog geen reces vastgelegd. Feestdagen legt u hier ook vast."),
    )
    intro = _("Termijnen worden zo gepland dat ze niet in een reces vallen.")
    panel = form_panel(form, submit_label=_("Leg dit reces vast"))
    context = {"heading": PageHeading(_("Recessen"), intro=intro), "panel": panel}
    return table.respond(request, "decisions/recesses.html", context)


def _recess_cells(row: RecessRow) -> dict[str, object]:
    here = f"{RECESSES}{row.id}/"
    return {
        "title": row.title,
        "url": here,
        "first_on": row.first_on,
        "last_on": row.last_on,
        "remove": _("haal weg"),
        "remove_url": f"{here}weghalen/",
    }


def _save_recess(request: Request, form: RecessForm, key: uuid.UUID | None) -> HttpResponse | None:
    def save() -> object:
        typed = form.cleaned_data
        return keep_recess(
            typed["title"],
            typed["first_on"],
            typed["last_on"],
            actor=request.actor,
            recess=key,
            expected_revision=typed["revision"],
        )

    return save_form(request, form, save, done=_("Het reces is vastgelegd."), to=RECESSES)


def _recess(key: uuid.UUID) -> RecessRow:
    row = next((row for row in recesses() if row.id == key), None)
    if row is None:
        raise Http404
    return row


def recess_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """One recess."""
    require(may_write_proposals(request.actor))
    row = _recess(key)
    form = RecessForm(request.POST or None, own=row)
    if request.method == "POST" and form.is_valid() and (answer := _save_recess(request, form, key)):
        return answer
    context = {
        "heading": PageHeading(row.title, kicker=_("Reces")),
        "breadcrumbs": _crumbs(_("Recessen"), RECESSES, row.title),
        "panel": form_panel(form, submit_label=_("Bewaar het reces"), cancel_url=RECESSES),
    }
    return render(request, "decisions/new.html", context)


def delete_recess_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Asks once more, then takes the recess away."""
    require(may_write_proposals(request.actor))
    row = _recess(key)
    if request.method == "POST":

        def save() -> None:
            delete_recess(key, actor=request.actor, expected_revision=sent_revision(request))

        return act(request, save, done=_("Het reces is weg."), to=RECESSES)
    confirmation = Confirmation(
        title=_("Reces weghalen"),
        question=_("Wilt u “%(title)s” weghalen?") % {"title": row.title},
        confirm_label=_("Haal het reces weg"),
        cancel_url=RECESSES,
        consequences=(_("Termijnen die al zijn gepland, blijven zoals ze zijn."),),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )
    return ask(request, confirmation, NavItem(_("Recessen"), RECESSES))
