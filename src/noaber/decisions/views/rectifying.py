"""Correcting the day of an adoption: what stands, and then the right day with the reason."""

import uuid
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.rectifying import RectifyForm
from noaber.decisions.queries.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals import proposal
from noaber.decisions.services.rectifying import rectify_day, why_not
from noaber.decisions.views.editor import form_page, save_form
from noaber.decisions.views.places import history_address, rectify_address


def rectify_page(request: Request, code: str, key: uuid.UUID) -> HttpResponse:
    """The right day and the reason; afterwards the history shows both days."""
    require(may_write_proposals(request.actor))
    found = proposal(request.actor, code, AsOf(request.today))
    places = ((stage, party) for stage in found.stages for party in stage.parties) if found else ()
    stage, party = next((place for place in places if place[1].consultation_id == key), (None, None))
    if found is None or stage is None or party is None:
        raise Http404
    form = RectifyForm(request.POST or None, initial={"revision": party.revision})
    back = history_address(code, key)
    if request.method == "POST" and form.is_valid():
        save = partial(_save, request, key, form.cleaned_data)
        if answer := save_form(request, form, save, done=_("De dag is gerectificeerd."), to=back):
            return answer
    return _page(request, found, stage, party, form)


def _save(request: Request, key: uuid.UUID, typed: dict[str, Any]) -> object:
    return rectify_day(
        key,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        decided_on=typed["decided_on"],
        reason=typed["reason"],
        expected_revision=typed["revision"],
    )


def _page(
    request: Request, found: Standing, stage: StageStanding, party: Party, form: RectifyForm
) -> HttpResponse:
    title = _("Rectificeer de dag van vaststelling door %(name)s") % {"name": party.name}
    back = history_address(found.code, party.consultation_id)
    panel = form_panel(form, submit_label=_("Leg de rectificatie vast"), cancel_url=back)
    day = long_date(found.adopted_on) if found.adopted_on else ""
    stands = _("Nu staat er: %(day)s. Alleen de dag verandert; de geschiedenis toont beide.") % {"day": day}
    return form_page(request, found, title, panel, intro=why_not(found, stage) or stands)


def rectify_action(request: Request, found: Standing, stage: StageStanding, party: Party) -> Action | None:
    """The way there, for who keeps the proposals, while the day can be corrected."""
    if not may_write_proposals(request.actor) or why_not(found, stage):
        return None
    return Action(_("Rectificeer de dag"), rectify_address(found.code, party.consultation_id))
