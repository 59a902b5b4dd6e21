"""Taking back an activity, an indicator or a value of a goal, with the reason: for who keeps the goal."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import edit
from noaber.core import clock
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.strategy.forms.goals import WithdrawPartForm, WithdrawValueForm
from noaber.strategy.models import Activity, GoalIndicator
from noaber.strategy.queries.goals import ACTIVITIES, INDICATORS, VALUES, ActivityRow, GoalRow, IndicatorRow
from noaber.strategy.rules.goals import ValueText
from noaber.strategy.services.withdrawn_parts import Part, withdraw_part, withdraw_value
from noaber.strategy.views.goal_changes import edit_page, kept_goal_row
from noaber.strategy.views.places import goal_address
from noaber.strategy.words.goals import number_words


def withdraw_activity_page(request: Request, code: str, goal_code: str, number: int) -> HttpResponse:
    return _page(request, code, goal_code, number, Activity)


def withdraw_indicator_page(request: Request, code: str, goal_code: str, number: int) -> HttpResponse:
    return _page(request, code, goal_code, number, GoalIndicator)


def _page(request: Request, code: str, goal_code: str, number: int, model: Part) -> HttpResponse:
    parts = (ACTIVITIES,) if model is Activity else (INDICATORS,)
    period, row = kept_goal_row(request, code, goal_code, parts)
    found = _find(row, number)
    form = WithdrawPartForm(sent(request), initial={"revision": found.revision})
    title = _("Trek de activiteit in") if model is Activity else _("Trek de indicator in")
    saved = _("Dit is ingetrokken. Het blijft te lezen, met de reden.")
    intro = _("‘%(title)s’ blijft bij het doel te lezen, met de reden. Dit kan niet ongedaan worden gemaakt.")
    page = edit_page(period, row, title, saved, tone="danger", intro=intro % {"title": found.text.title})

    def save() -> str:
        reason, seen = form.cleaned_data["reason"], form.cleaned_data["revision"]
        said = {"actor": request.actor, "now": clock.now(), "today": request.today}
        withdraw_part(model, code, row.code, number, reason, **said, expected_revision=seen)  # type: ignore[arg-type]
        return goal_address(code, row.code)

    return edit(request, form, page, save)


def withdraw_value_page(request: Request, code: str, goal_code: str, number: int) -> HttpResponse:
    """A value that is wrong, with the reason; the last ones first."""
    period, row = kept_goal_row(request, code, goal_code, (INDICATORS, VALUES))
    found = next((each for each in row.indicators if each.number == number), None)
    if found is None:
        raise Http404
    if found.text.offence or not found.values:
        raise DomainError(_("Hier is geen waarde om in te trekken."))
    values = [(each.on.isoformat(), _value_words(found, each)) for each in reversed(found.values)]
    form = WithdrawValueForm(sent(request), values=values, revision=found.typed)
    saved = _("De waarde is ingetrokken. Zij telt niet meer; zij blijft te lezen, met de reden.")
    page = edit_page(period, row, _("Trek een waarde in"), saved, tone="danger", intro=found.text.title)

    def save() -> str:
        reason, seen = form.cleaned_data["reason"], form.cleaned_data["revision"]
        said = {"actor": request.actor, "now": clock.now(), "today": request.today}
        withdraw_value(code, row.code, number, form.day, reason, **said, expected_revision=seen)  # type: ignore[arg-type]
        return goal_address(code, row.code)

    return edit(request, form, page, save)


def _value_words(found: IndicatorRow, each: ValueText) -> str:
    facts = {"day": long_date(each.on), "value": number_words(each.value), "unit": found.text.unit}
    return _("%(day)s: %(value)s %(unit)s") % facts


def _find(row: GoalRow, number: int) -> ActivityRow | IndicatorRow:
    """What stands under a number; the goal was read with one kind of part."""
    if any(each.number == number for each in row.withdrawn):
        raise DomainError(_("Dit is al ingetrokken."))
    parts: list[ActivityRow | IndicatorRow] = [*row.activities, *row.indicators]
    found = next((each for each in parts if each.number == number), None)
    if found is None:
        raise Http404
    return found
