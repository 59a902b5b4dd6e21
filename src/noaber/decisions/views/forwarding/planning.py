"""Saying which organ decides and by when, by who speaks for the organisation or the coordinator."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.core.access import require_form
from noaber.core.components.form import form_panel
from noaber.core.components.frame import PageHeading
from noaber.core.requests import Request
from noaber.decisions.access import may_plan_own_decision
from noaber.decisions.forms.planning import PlanningForm
from noaber.decisions.queries.forwarding.overview import FollowUp, follow_up_of
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.services.answers.planning import plan_own_decision
from noaber.decisions.views.forwarding.overview import read_follow_ups, trail
from noaber.decisions.views.places import follow_up_address
from noaber.decisions.views.recording import Recording, prepared_notice, record, submit_label


def planning_page(request: Request, code: str, organisation: str) -> HttpResponse:
    """The form of one organisation."""
    found, rows = read_follow_ups(request, code)
    own = follow_up_of(rows, organisation)
    if own is None:
        raise Http404
    require_form(may_plan_own_decision(request.actor, own.code, own.party.successors))
    form = PlanningForm(sent(request), own=own)
    back = follow_up_address(code, own.code)
    return record(request, _recording(request, own, form, back)) or _page(request, found, own, form)


def _recording(request: Request, own: FollowUp, form: PlanningForm, back_url: str) -> Recording:
    def save() -> object:
        return plan_own_decision(
            own.consultation_id,
            actor=request.actor,
            today=request.today,
            organ=form.cleaned_data["organ"],
            due_on=form.cleaned_data["due_on"],
            expected_revision=form.cleaned_data["revision"],
        )

    name = {"name": own.name}
    return Recording(
        form,
        save,
        title=_("Wie bij %(name)s besluit, en wanneer") % name,
        done=_("Vastgelegd wie bij %(name)s besluit, en wanneer.") % name,
        back_url=back_url,
    )


def _page(request: Request, found: Standing, own: FollowUp, form: PlanningForm) -> HttpResponse:
    title = _("Wie besluit, en wanneer")
    intro = _(
        "De organisatie zegt zelf welk orgaan besluit. Een eigen termijn valt niet na die van iedereen; alleen de "
        "coördinator kan een latere afspreken."
    )
    context = {
        "heading": PageHeading(title, kicker=own.name, intro=intro),
        "breadcrumbs": trail(found, title),
        "notice": prepared_notice(request),
        "panel": form_panel(
            form,
            submit_label=submit_label(request),
            cancel_url=follow_up_address(found.code, own.code),
        ),
    }
    return render(request, "decisions/position.html", context)
