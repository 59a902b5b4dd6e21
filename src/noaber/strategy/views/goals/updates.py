"""The quarterly update: one form with all own goals, filled in within ten minutes."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.errors import Conflict, DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.strategy.access import may_update_goals
from noaber.strategy.forms.goal_updates import UpdatesForm
from noaber.strategy.queries.goals.goal import goal, goals
from noaber.strategy.queries.goals.owners import term_of
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.rules.goals.days import day_of_saying
from noaber.strategy.services.goals.updates import update_goals
from noaber.strategy.views.goals.overview import no_updates, readable_period, updatable
from noaber.strategy.views.places import goals_address, goals_crumbs
from noaber.strategy.words.goals import goal_status


def update_page(request: Request, code: str) -> HttpResponse:
    """All goals of this person that go on, each with its last answer; what is left empty is skipped."""
    asof = AsOf(request.today)
    require_form(may_update_goals(request.actor, code, asof))
    period = readable_period(request, code, asof)
    if refusal := no_updates(request, period):
        raise DomainError(refusal)
    mine = updatable(request, period, goals(code, asof))
    if not mine:
        raise DomainError(_("U hebt geen doelen waarvan de voortgang nu is bij te werken."))
    form = _form(request, sent(request), period, mine)
    page = _page(request, period, form)

    def save() -> str:
        update_goals(
            code,
            form.said,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            on=form.cleaned_data["on"],
        )
        return goals_address(code)

    return edit(request, form, page, save, partial(_overtaken, request, page, period, mine))


def _form(request: Request, data: Any, period: TitleRow, mine: list[GoalRow]) -> UpdatesForm:
    return UpdatesForm(data, goals=mine, on=day_of_saying(term_of(period), request.today))


def _overtaken(
    request: Request, page: EditPage, period: TitleRow, mine: list[GoalRow], conflict: Conflict
) -> HttpResponse:
    """The form as it was typed, with what was said meanwhile; who saves again says something after that."""
    typed = request.POST.copy()
    code = conflict.field.partition("__")[0]
    typed[f"{code}__seen"] = str(conflict.revision)
    form = _form(request, typed, period, mine)
    last = _last_said(request, period.code, code)
    again = _("Bewaart u nog eens, dan komt wat u hier invult daarna.")
    form.add_error(conflict.field, f"{_('Hier is intussen iets anders gezegd')}: {last} {again}")
    answer = edit(request, form, page, lambda: "")
    answer.status_code = 409
    return answer


def _last_said(request: Request, period: str, code: str) -> str:
    row = goal(period, code, AsOf(request.today))
    if row is None or row.last is None:
        return ""
    status = goal_status(row.last.text.status).label
    return f"{status}, {long_date(row.last.on)}. ‘{row.last.text.sentence}’"


def _page(request: Request, period: TitleRow, form: UpdatesForm) -> EditPage:
    intro = _("Zeg per doel in één zin hoe het gaat. Een doel dat u leeg laat, blijft zoals het was.")
    if request.today > period.ends_on:
        text = _("Deze periode liep tot en met %(day)s. Zeg hoe het tot en met die dag ging.")
        intro = f"{text % {'day': long_date(period.ends_on)}} {intro}"
    return EditPage(
        title=_("Werk de voortgang bij"),
        kicker=period.title,
        crumbs=goals_crumbs(period.code, period.title),
        back_url=goals_address(period.code),
        saved=_("De voortgang is bijgewerkt. Wat u eerder zei, blijft te lezen."),
        submit_label=_("Bewaar de voortgang"),
        intro=intro,
        fieldsets=form.fieldsets,
    )
