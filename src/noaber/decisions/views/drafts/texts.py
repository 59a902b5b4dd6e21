"""Beginning a proposal, and writing its words."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.requests import Request
from noaber.core.rules.sensitive import find_sensitive
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.drafts import GROUPS, NewProposalForm, TextForm
from noaber.decisions.queries.drafts.draft import linkable, route_templates
from noaber.decisions.services.drafts.editing import write_text
from noaber.decisions.services.drafts.starting import start_proposal
from noaber.decisions.views.drafts.editor import (
    FORM_ID,
    LIST,
    frame,
    leave,
    next_place,
    opened,
    passed_by,
    save_form,
)
from noaber.decisions.views.places import writing_address


def new_page(request: Request) -> HttpResponse:
    """A title, and where it begins; then the editor."""
    require(may_write_proposals(request.actor))
    form = NewProposalForm(request.POST or None, templates=route_templates())
    if request.method == "POST" and form.is_valid():
        template = form.cleaned_data.pop("template", "")
        try:
            started = start_proposal(
                **form.cleaned_data,
                template=uuid.UUID(template) if template else None,
                actor=request.actor,
                now=clock.now(),
                today=request.today,
            )
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Het concept staat klaar. Schrijf eerst de tekst, dan de punten en de route.")
            )
            return redirect(writing_address(started.code))
    return render(request, "decisions/new.html", _new_context(form))


def _new_context(form: NewProposalForm) -> dict[str, object]:
    title = _("Nieuw voorstel")
    intro = _("Niemand anders ziet het concept. Het gaat pas weg als u het verstuurt.")
    return {
        "heading": PageHeading(title, intro=intro),
        "breadcrumbs": [NavItem(_("Voorstellen"), LIST), NavItem(title, "", is_current=True)],
        "panel": form_panel(form, submit_label=_("Begin met schrijven"), cancel_url=LIST),
    }


def text_page(request: Request, code: str) -> HttpResponse:
    """The words of the oplegnotitie."""
    found = opened(request, code)
    form = TextForm(request.POST or None, found=found, linkable=linkable(code))
    if away := passed_by(request, code, form):
        return away
    if request.method == "POST" and form.is_valid():

        def save() -> object:
            revision = form.cleaned_data["revision"]
            return write_text(code, form.text, form.around, actor=request.actor, expected_revision=revision)

        to = next_place(request, code, writing_address(code))
        answer = save_form(request, form, save, done=_("De tekst is bewaard."), to=to)
        if answer:
            _warn(request, form)
            return answer
    context = frame(found, "", saves=True) | {
        "panel": form_panel(
            form, submit_label=_("Bewaar de tekst"), form_id=FORM_ID, fieldsets=_groups(form)
        ),
        "leave": leave(code),
    }
    return render(request, "decisions/writing.html", context)


def _groups(form: TextForm) -> list[tuple[str, list[str]]]:
    """The groups of the page, without what this draft does not ask."""
    found = [(str(legend), [name for name in names if name in form.fields]) for legend, names in GROUPS]
    return [(legend, names) for legend, names in found if names]


def _warn(request: Request, form: TextForm) -> None:
    """No case data belongs here. A finding is a reason to ask, not proof, so it keeps nothing from being saved."""
    kinds = {found.kind for text in form.text.texts.values() for found in find_sensitive(text)}
    if "bsn" in kinds:
        messages.warning(
            request, _("In de tekst lijkt een burgerservicenummer te staan. Die horen hier niet.")
        )
    if "licence_plate" in kinds:
        messages.warning(request, _("In de tekst lijkt een kenteken te staan. Kentekens horen hier niet."))
