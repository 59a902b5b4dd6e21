"""Putting right what was recorded wrong of one party at a step that is closed."""

import uuid
from functools import partial

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import Decision, Refused, require
from noaber.core.asof import AsOf
from noaber.core.components.form import FormPanel, form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.decisions.access import may_correct_position, may_record_position
from noaber.decisions.forms.correcting import CorrectionForm
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.queries.remarks import answered_labels, standing_remark
from noaber.decisions.services.answers.correcting import (
    correct_positions,
    decided_by,
    labels_to_add,
    last_said_on,
    why_not_correct,
)
from noaber.decisions.views.places import history_address, may_answer, proposal_address, rectify_address
from noaber.decisions.views.recording import Recording, record
from noaber.decisions.views.remarks.places import remark_address

OK, FORBIDDEN = 200, 403


def correct_page(request: Request, found: Standing, stage: StageStanding, party: Party) -> HttpResponse:
    """What stands, to put right, with the reason; afterwards the history shows both."""
    require(_may(request, party))
    if refused := _refusal(request, found, party):
        return _barred(request, found, party, refused)
    form = _form(found, stage, party, request.POST or None)
    recording = Recording(
        form,
        partial(_save, request, party, form),
        title="",  # nobody puts it ready
        done=lambda: _done(request, found, party),
        back_url=history_address(found.code, party.consultation_id),
        fresh=lambda: _form(*place_of(request, found.code, party.consultation_id)),
    )
    return record(request, recording) or _page(request, found, stage, party, form)


def _done(request: Request, found: Standing, party: Party) -> str:
    """That it was recorded, and of which remarks the answer lapsed (`found`: as it stood); with where to answer."""
    key, done = party.consultation_id, _("Het is gerectificeerd.")
    now, _stage, _party = place_of(request, found.code, key)
    gone = [
        point.label
        for point in found.points
        if point.label in answered_labels(found, key) - answered_labels(now, key)
    ]
    for label in gone:
        text = _("De beantwoording van de kanttekening bij punt %(label)s is daarmee vervallen.")
        done = format_html("{} {}", done, text % {"label": label})
        if said := standing_remark(now, key, label):
            again = _("Beantwoord de kanttekening bij punt %(label)s opnieuw") % {"label": label}
            link = '{} <a href="{}">{}</a>.'
            done = format_html(link, done, remark_address(found.code, said[0]), again)
    return done


def correct_action(request: Request, found: Standing, stage: StageStanding, party: Party) -> Action | None:
    """The way there, for who may, while something can be put right."""
    if not may_answer(request.actor, party) or not _may(request, party):
        return None
    if why_not_correct(found, stage, party.key):
        return None
    return Action(_("Rectificeer wat is vastgelegd"), rectify_address(found.code, party.consultation_id))


def place_of(request: Request, code: str, key: uuid.UUID) -> tuple[Standing, StageStanding, Party]:
    """A party that is asked, by its consultation, with its step; not found where this actor may not read it."""
    found = proposal(request.actor, code, AsOf(request.today))
    for stage in found.stages if found else ():
        for party in stage.parties:
            if found and party.consultation_id == key:
                return found, stage, party
    raise Http404


def _may(request: Request, party: Party) -> Decision:
    return may_record_position(
        request.actor,
        body_code=party.body_code,
        organisation_code=party.organisation_code,
        successors=party.successors,
    )


def _refusal(request: Request, found: Standing, party: Party) -> str:
    """Why who speaks for a party does not put this right, and whom to ask; empty where it may."""
    may = may_correct_position(
        request.actor,
        decided_by(found),
        body=party.body_code,
        organisation=party.organisation_code,
        successors=party.successors,
    )
    return may.reason if isinstance(may, Refused) else ""


def _form(
    found: Standing, stage: StageStanding, party: Party, typed: QueryDict | None = None
) -> CorrectionForm:
    """As it stands; only on points that were answered, or are not asked any more, something was recorded wrong."""
    known = {label: cell for (who, label), cell in stage.cells.items() if who == party.key}
    asked = {*known, *labels_to_add(found, stage, party.key)}
    return CorrectionForm(
        typed,
        points=[point for point in found.points if point.label in asked],
        answered=answered_labels(found, party.consultation_id) & asked,
        every=found.points,
        known=known,
        today=last_said_on(found, party.consultation_id) or found.dated_on,
        revision=party.revision,
        version=found.number,
        role=stage.role,
    )


def _save(request: Request, party: Party, form: CorrectionForm) -> object:
    typed = form.cleaned_data
    return correct_positions(
        party.consultation_id,
        form.right,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        decided_on=form.right_day,
        reason=typed["reason"],
        expected_revision=typed["revision"],
    )


def _page(
    request: Request, found: Standing, stage: StageStanding, party: Party, form: CorrectionForm
) -> HttpResponse:
    if barred := why_not_correct(found, stage, party.key):
        return _barred(request, found, party, barred)
    back = history_address(found.code, party.consultation_id)
    text = _(
        "Doe dit als er iets verkeerd is vastgelegd: een verkeerde dag, een verkeerd overgenomen antwoord, of bij de "
        "verkeerde. De geschiedenis toont beide, met de reden. Waarop al verder is besloten, blijft staan. Bent u van "
        "mening veranderd? Dat vraagt een nieuw voorstel."
    )
    panel = form_panel(form, submit_label=_("Leg de rectificatie vast"), cancel_url=back)
    return _shown(request, found, party, Notice(text, "warning"), panel)


def _barred(request: Request, found: Standing, party: Party, why: str) -> HttpResponse:
    status = FORBIDDEN if request.method == "POST" else OK
    return _shown(request, found, party, Notice(why, "warning"), None, status)


def _shown(
    request: Request, found: Standing, party: Party, notice: Notice, panel: FormPanel | None, status: int = OK
) -> HttpResponse:
    title = _("Rectificeer wat is vastgelegd van %(name)s") % {"name": party.name}
    way = [NavItem(_("Voorstellen"), "/voorstellen/"), NavItem(found.title, proposal_address(found.code))]
    context = {
        "heading": PageHeading(title, kicker=found.title),
        "breadcrumbs": [*way, NavItem(title, "", is_current=True)],
        "notice": notice,
        "panel": panel,
    }
    return render(request, "decisions/position.html", context, status=status)
