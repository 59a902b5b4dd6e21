"""Saying which organ decides and by when, by who speaks for the organisation or the coordinator."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.api import (
    as_the_principal_would,
    prepare_form,
    prepared_in,
    sent,
    typed_fields,
    use_prepared,
)
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.components.conflict import conflict_page
from noaber.core.components.form import form_panel
from noaber.core.components.frame import PageHeading
from noaber.core.components.texts import Notice
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request
from noaber.decisions.access import may_plan_own_decision
from noaber.decisions.forms.planning import PlanningForm
from noaber.decisions.queries.forwarding import FollowUp, follow_up_of
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.services.planning import plan_own_decision
from noaber.decisions.views.forwarding import read_follow_ups, trail
from noaber.decisions.views.places import follow_up_address


def planning_page(request: Request, code: str, organisation: str) -> HttpResponse:
    """The form of one organisation."""
    found, rows = read_follow_ups(request, code)
    own = follow_up_of(rows, organisation)
    if own is None:
        raise Http404
    require_form(may_plan_own_decision(request.actor, own.code))
    form, back = PlanningForm(sent(request), own=own), follow_up_address(code, own.code)
    if request.method == "POST" and form.is_valid():
        try:
            return _send(request, own, form, back)
        except Conflict as conflict:
            shown = conflict_page(conflict, edit_url=request.path, back_url=back)
            return render(request, "core/conflict.html", {"conflict": shown}, status=409)
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    return _page(request, found, own, form)


def _send(request: Request, own: FollowUp, form: PlanningForm, back: str) -> HttpResponse:
    def save() -> object:
        return plan_own_decision(
            own.consultation_id,
            actor=request.actor,
            today=request.today,
            organ=form.cleaned_data["organ"],
            due_on=form.cleaned_data["due_on"],
            expected_revision=form.cleaned_data["revision"],
        )

    if request.actor.prepares_only:
        return _put_ready(request, own, save, back)
    prepared = prepared_in(request)
    use_prepared(prepared.id, save, actor=request.actor) if prepared else save()
    messages.success(request, _("Vastgelegd wie bij %(name)s besluit, en wanneer.") % {"name": own.name})
    return redirect(back)


def _put_ready(request: Request, own: FollowUp, save: Callable[[], object], back: str) -> HttpResponse:
    """Kept for the principal, after trying whether it could be saved."""
    with as_the_principal_would(request):
        rehearse(save)
    title = _("Wie bij %(name)s besluit, en wanneer") % {"name": own.name}
    fields = typed_fields(request)
    prepare_form(actor=request.actor, path=request.path, title=title, fields=fields, now=clock.now())
    messages.success(request, _("Klaargezet. Het telt pas als de persoon voor wie u werkt het vastlegt."))
    return redirect(back)


def _page(request: Request, found: Standing, own: FollowUp, form: PlanningForm) -> HttpResponse:
    title = _("Wie besluit, en wanneer")
    intro = _(
        "De organisatie zegt zelf welk orgaan besluit. Een eigen termijn valt niet na die van iedereen."
    )
    context = {
        "heading": PageHeading(title, kicker=own.name, intro=intro),
        "breadcrumbs": trail(found, title),
        "notice": _notice(request),
        "panel": form_panel(
            form,
            submit_label=_("Zet klaar") if request.actor.prepares_only else _("Vastleggen"),
            cancel_url=follow_up_address(found.code, own.code),
        ),
    }
    return render(request, "decisions/position.html", context)


def _notice(request: Request) -> Notice | None:
    if request.actor.prepares_only:
        return Notice(_("U zet dit klaar. De persoon voor wie u werkt, kijkt het na en legt het vast."))
    prepared = prepared_in(request)
    if prepared:
        return Notice(
            _("Klaargezet door %(name)s. Kijk het na en leg het vast.") % {"name": prepared.assistant_name}
        )
    return None
