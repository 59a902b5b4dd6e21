"""Deadlines: planned back from the adoption, and moved; and routes that are kept to start from."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.form import form_panel
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date, weekday_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.routes import DeadlineForm, KeepForm, PlanForm, StartForm
from noaber.decisions.queries.drafts.draft import Draft, DraftStage, draft_stages, route_templates
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.rules.route import Role, too_early
from noaber.decisions.services.drafts.checking import day_off
from noaber.decisions.services.drafts.route_templates import (
    days_between,
    keep_template,
    start_from_template,
    template_days,
)
from noaber.decisions.services.drafts.routes import (
    MovedDeadline,
    early_words,
    move_deadline,
    plan_deadlines,
    recess_periods,
    set_deadlines,
)
from noaber.decisions.views.drafts.editor import act, form_page, frame, opened, save_form
from noaber.decisions.views.places import proposal_address, writing_address

USUAL_DAYS = 14
ACCEPT = "neem-over"
Planned = dict[int, dt.date | None]  # deadlines by number of the stage


def plan_page(request: Request, code: str) -> HttpResponse:
    """The day of adoption and the days per stage; the deadlines that follow, and then the choice to take them over."""
    found = opened(request, code)
    stages = draft_stages(code)
    form = _plan_form(request, found, stages)
    planned: Planned = {}
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data
            planned = plan_deadlines(stages, typed["adoption_on"], form.days, recess_periods())
        except DomainError as error:
            form.refuse(error)
        if planned and ACCEPT in request.POST and not too_early(planned, found.dated_on):
            return _take_over(request, found, planned, typed["revision"])
    return render(request, "decisions/writing_plan.html", _plan(request, found, stages, form, planned))


def _plan(
    request: Request, found: Draft, stages: tuple[DraftStage, ...], form: PlanForm, planned: Planned
) -> dict[str, object]:
    problem, back = _no_adopting(stages), writing_address(found.code, "route")
    early = too_early(planned, found.dated_on)
    warning = problem or (early_words(early, found.dated_on) if early else _off(form, planned))
    panel = form_panel(form, submit_label=_("Bereken de termijnen"), cancel_url=back)
    return frame(found, "route", title=_("Plan terug")) | {
        "notice": Notice(warning, "warning") if warning else None,
        "panel": None if problem else panel,
        "can_be": not early,
        "table": _planned_table(stages, planned) if planned else None,
        "carried": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
        "accept": ACCEPT,
    }


def _off(form: PlanForm, planned: Planned) -> str:
    """That nobody meets on the day of adoption; the days before it are moved, that one is not."""
    day = form.cleaned_data["adoption_on"] if planned else None
    if not (day and (why := day_off(day))):
        return ""
    return _("De dag van vaststelling, %(day)s, valt in %(why)s.") % {"day": weekday_date(day), "why": why}


def _no_adopting(stages: tuple[DraftStage, ...]) -> str:
    if any(each.role == Role.ADOPT for each in stages):
        return ""
    return _(
        "De route heeft nog geen stap waarin het voorstel wordt vastgesteld. Daarvandaan plannen wij terug."
    )


def _plan_form(request: Request, found: Draft, stages: tuple[DraftStage, ...]) -> PlanForm:
    adopting = next((each for each in reversed(stages) if each.role == Role.ADOPT), None)
    template = request.GET.get("sjabloon", "")
    days = _days_of(template)
    for place, each in enumerate(stages):
        if (gap := days_between(stages, place)) is not None:
            days[each.number] = gap
        elif adopting and each.number < adopting.number:
            days.setdefault(each.number, USUAL_DAYS)
    return PlanForm(
        request.POST or None,
        stages=stages,
        days=days,
        adopting=adopting.number if adopting else 0,
        adoption_on=adopting.due_on if adopting else None,
        revision=found.revision,
    )


def _days_of(template: str) -> dict[int, int]:
    try:
        return dict(template_days(uuid.UUID(template))) if template else {}
    except ValueError:
        return {}


def _planned_table(stages: tuple[DraftStage, ...], planned: Planned) -> Table:
    columns = [
        Column("stage", _("Stap"), is_sortable=False),
        Column("due_on", _("Uiterlijk"), is_sortable=False),
        Column("before", _("Stond op"), is_sortable=False),
    ]
    rows: list[Row] = [
        {
            "stage": f"{each.number}. {each.title}",
            "due_on": _day(planned.get(each.number)),
            "before": _day(each.due_on),
        }
        for each in stages
    ]
    return plain_table(
        name="termijnen", caption=_("Termijnen die hieruit volgen"), columns=columns, rows=rows
    )


def _day(day: dt.date | None) -> str:
    return long_date(day) if day else ""


def _take_over(request: Request, found: Draft, planned: Planned, revision: int) -> HttpResponse:
    def save() -> None:
        set_deadlines(found.code, planned, actor=request.actor, expected_revision=revision)

    return act(
        request, save, done=_("De termijnen zijn overgenomen."), to=writing_address(found.code, "route")
    )


def keep_page(request: Request, code: str) -> HttpResponse:
    """A name for the route as a template."""
    found = opened(request, code)
    form = KeepForm(request.POST or None)
    back = writing_address(code, "route")
    if request.method == "POST" and form.is_valid():

        def save() -> object:
            return keep_template(code, form.cleaned_data["title"], actor=request.actor)

        if answer := save_form(request, form, save, done=_("De route is bewaard als sjabloon."), to=back):
            return answer
    panel = form_panel(form, submit_label=_("Bewaar het sjabloon"), cancel_url=back)
    context = frame(found, "route", title=_("Bewaar als sjabloon")) | {"panel": panel}
    return render(request, "decisions/writing.html", context)


def start_page(request: Request, code: str) -> HttpResponse:
    """The choice of a template for this route."""
    found = opened(request, code)
    choices = [(str(row.id), f"{row.title} ({', '.join(row.steps)})") for row in route_templates()]
    form = StartForm(request.POST or None, templates=choices, revision=found.revision)
    if request.method == "POST" and form.is_valid():

        def save() -> None:
            template, expected = uuid.UUID(form.cleaned_data["template"]), form.cleaned_data["revision"]
            gone = start_from_template(code, template, actor=request.actor, expected_revision=expected)
            if gone:
                text = _("Deze overleggen uit het sjabloon bestaan niet meer: %(codes)s.")
                messages.warning(request, text % {"codes": ", ".join(gone)})

        to = f"{writing_address(code, 'route/terugplannen')}?sjabloon={form.cleaned_data['template']}"
        done = _("De stappen staan er. Plan nu de termijnen.")
        if answer := save_form(request, form, save, done=done, to=to):
            return answer
    return render(request, "decisions/writing.html", _start(found, form, has_templates=bool(choices)))


def _start(found: Draft, form: StartForm, *, has_templates: bool) -> dict[str, Any]:
    none = Notice(_("Er is nog geen sjabloon. Maak een route en bewaar haar als sjabloon."))
    back = writing_address(found.code, "route")
    return frame(found, "route", title=_("Begin met een sjabloon")) | {
        "notice": None if has_templates else none,
        "panel": form_panel(form, submit_label=_("Gebruik dit sjabloon"), cancel_url=back)
        if has_templates
        else None,
    }


def deadline_page(request: Request, code: str, number: int) -> HttpResponse:
    """Another deadline for a stage, also after sending."""
    require(may_write_proposals(request.actor))
    found = proposal(request.actor, code, AsOf(request.today))
    stage = next((each for each in found.stages if each.number == number), None) if found else None
    if found is None or stage is None:
        raise Http404
    form = DeadlineForm(request.POST or None, initial={"due_on": stage.due_on, "revision": found.revision})
    back = proposal_address(code)
    if request.method == "POST" and form.is_valid():

        def save() -> None:
            due_on, expected = form.cleaned_data["due_on"], form.cleaned_data["revision"]
            moved = move_deadline(
                code, number, due_on, actor=request.actor, today=request.today, expected_revision=expected
            )
            for text in _besides(moved):
                messages.warning(request, text)

        if answer := save_form(request, form, save, done=_("De termijn is verzet."), to=back):
            return answer
    panel = form_panel(form, submit_label=_("Verzet de termijn"), cancel_url=back)
    return form_page(request, found, _("Termijn verzetten"), panel, kicker=stage.title)


def _besides(moved: MovedDeadline) -> Iterator[str]:
    """What moving it did besides, or left as it is; and that nobody meets on that day."""
    if moved.due_on is None:
        return
    if why := day_off(moved.due_on):
        text = _("De termijn, %(day)s, valt in %(why)s.")
        yield text % {"day": weekday_date(moved.due_on), "why": why}
    if moved.followed:
        text = ngettext(
            "Van %(count)s organisatie was de eigen termijn later; die is nu ook %(day)s.",
            "Van %(count)s organisaties was de eigen termijn later; die is nu ook %(day)s.",
            moved.followed,
        )
        yield text % {"count": moved.followed, "day": long_date(moved.due_on)}
    if moved.kept:
        text = ngettext(
            "Met %(count)s organisatie was een latere termijn afgesproken; die blijft staan.",
            "Met %(count)s organisaties was een latere termijn afgesproken; die blijft staan.",
            moved.kept,
        )
        yield text % {"count": moved.kept}
