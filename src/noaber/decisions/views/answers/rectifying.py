"""Correcting the day of an adoption: what stands, and then the right day with the reason."""

import uuid
from functools import partial

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.rectifying import RectifyForm
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.rectifying import day_of, is_together, rectify_day, why_not
from noaber.decisions.views.answers.adopting import CONFIRMED, asked_first
from noaber.decisions.views.answers.correcting import correct_action, correct_page, place_of
from noaber.decisions.views.places import history_address, proposal_address, rectify_address
from noaber.decisions.views.recording import Recording, record


def rectify_page(request: Request, code: str, key: uuid.UUID) -> HttpResponse:
    """The right day and the reason, and once more with what follows; afterwards the history shows both days.

    Of who does not adopt: what should have been recorded.
    """
    found, stage, party = place_of(request, code, key)
    if stage.role is not Role.ADOPT:
        return correct_page(request, found, stage, party)
    require(may_write_proposals(request.actor))
    form = _form(found, stage, party, request.POST or None)
    save = partial(_save, request, key, form)
    asked = asked_first(request, found, stage, form, save)
    recording = Recording(
        form,
        save,
        title="",  # nobody puts it ready
        done=_("De dag is gerectificeerd."),
        back_url=history_address(code, key),
        fresh=lambda: _form(*place_of(request, code, key)),
    )
    return (None if asked else record(request, recording)) or _page(request, found, stage, party, form, asked)


def _form(found: Standing, stage: StageStanding, party: Party, typed: QueryDict | None = None) -> RectifyForm:
    """As it stands, to put right."""
    initial = {"revision": party.revision, "decided_on": day_of(stage, party.key)}
    return RectifyForm(typed, is_together=is_together(found), initial=initial)


def _save(request: Request, key: uuid.UUID, form: RectifyForm) -> object:
    typed = form.cleaned_data
    return rectify_day(
        key,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        decided_on=typed["decided_on"],
        reason=typed["reason"],
        together=typed.get("together", False),
        expected_revision=typed["revision"],
    )


def _page(
    request: Request,
    found: Standing,
    stage: StageStanding,
    party: Party,
    form: RectifyForm,
    asked: Notice | None,
) -> HttpResponse:
    title = _("Rectificeer de dag van vaststelling door %(name)s") % {"name": party.name}
    barred, day = why_not(found, stage, party.key), day_of(stage, party.key)
    label = _("Ja, dit is de goede dag") if CONFIRMED in form.fields else _("Leg de rectificatie vast")
    stands = _("Nu staat er: %(day)s. Alleen de dag verandert; de geschiedenis toont beide.")
    way = [NavItem(_("Voorstellen"), "/voorstellen/"), NavItem(found.title, proposal_address(found.code))]
    back = history_address(found.code, party.consultation_id)
    context = {
        "heading": PageHeading(title, kicker=found.title),
        "breadcrumbs": [*way, NavItem(title, "", is_current=True)],
        "notice": Notice(barred, "warning")
        if barred
        else asked or Notice(stands % {"day": long_date(day) if day else ""}),
        "panel": None if barred else form_panel(form, submit_label=label, cancel_url=back),
    }
    return render(request, "decisions/position.html", context)


def rectify_action(request: Request, found: Standing, stage: StageStanding, party: Party) -> Action | None:
    """The way there, for who may, while something can be corrected."""
    if stage.role is not Role.ADOPT:
        return correct_action(request, found, stage, party)
    if not may_write_proposals(request.actor) or why_not(found, stage, party.key):
        return None
    return Action(_("Rectificeer de dag"), rectify_address(found.code, party.consultation_id))
