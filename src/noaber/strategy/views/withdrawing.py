"""Taking something back, with the reason: what that does, and the form to do it."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import ANONYMOUS, require_form
from noaber.core.asof import AsOf
from noaber.core.components.refusing import RefusingForm
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.network.api import organisation
from noaber.strategy.access import (
    may_keep_survey,
    may_prepare_round,
    may_record_grant,
    may_record_position,
    may_state_need,
)
from noaber.strategy.forms.grants import WithdrawFromGrantForm
from noaber.strategy.forms.withdrawing import (
    WithdrawForm,
    WithdrawRoundForm,
    WithdrawSurveyForm,
    WithdrawValueForm,
)
from noaber.strategy.models import STEP_KINDS, Activity, GoalIndicator
from noaber.strategy.queries.goals.goal import ACTIVITIES, INDICATORS, VALUES
from noaber.strategy.queries.goals.rows import ActivityRow, GoalRow, IndicatorRow
from noaber.strategy.queries.grants import GrantRow
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.reviews.kept_surveys import kept_survey_fault
from noaber.strategy.rules.goals.goal import ValueText
from noaber.strategy.services.withdrawing import (
    Part,
    withdraw_grant_step,
    withdraw_lobby_entry,
    withdraw_need,
    withdraw_part,
    withdraw_round,
    withdraw_survey,
    withdraw_value,
)
from noaber.strategy.views.goals.changes import kept_goal_row
from noaber.strategy.views.grants.grant import find_grant, grants_crumbs
from noaber.strategy.views.places import (
    goal_address,
    goals_crumbs,
    grant_address,
    position_address,
    round_address,
    rounds_crumbs,
    survey_address,
    surveys_crumbs,
)
from noaber.strategy.views.positions.position import find_position, positions_crumbs
from noaber.strategy.views.saying import said_by
from noaber.strategy.views.selection.round import find_round, refuse_withdrawn
from noaber.strategy.views.surveys.survey import find_survey
from noaber.strategy.words.goals import number_words

Crumb = tuple[str, str]


def withdrawal(
    request: Request, form: RefusingForm, page: EditPage, take_back: Callable[[str, int], object]
) -> HttpResponse:
    """Ask why; then `take_back` does it, with the reason and the revision that the sender saw."""

    def save() -> str:
        take_back(form.cleaned_data["reason"], form.cleaned_data["revision"])
        return page.back_url

    return edit(request, form, page, save)


def withdrawal_page(
    title: str, what: str, crumbs: Sequence[Crumb], *, intro: str = "", saved: str = ""
) -> EditPage:
    """Around the form, with the way back to what it is taken from: the last of `crumbs`."""
    return EditPage(
        title=title,
        kicker=what,
        crumbs=crumbs,
        back_url=crumbs[-1][1],
        saved=saved or _("Dit is ingetrokken. Het blijft te lezen, met de reden."),
        submit_label=title,
        submit_tone="danger",
        intro=intro
        or _("Iedereen kan het blijven lezen, met de reden. Dit kan niet ongedaan worden gemaakt."),
    )


def withdraw_step_page(request: Request, grant_code: str, step: int) -> HttpResponse:
    """A step that was recorded wrongly."""
    row = find_grant(grant_code, AsOf(request.today))
    require_form(may_record_grant(request.actor, row.theme, AsOf(request.today)))
    found = row.step(step)
    if found is None:
        raise Http404
    what = f"{STEP_KINDS[found.text.kind]}, {long_date(found.text.on)}"
    return withdrawal(
        request,
        WithdrawFromGrantForm(sent(request), initial={"revision": row.revision}),
        withdrawal_page(_("Trek de stap in"), what, _grant_crumbs(row)),
        lambda reason, seen: withdraw_grant_step(
            grant_code, step, reason, **said_by(request), expected_revision=seen
        ),
    )


def withdraw_need_page(request: Request, grant_code: str, organisation_code: str) -> HttpResponse:
    """What an organisation does not need any more: by who may say what it needs."""
    require_form(may_state_need(request.actor, organisation_code))
    asof = AsOf(request.today)
    row, owner = find_grant(grant_code, asof), organisation(ANONYMOUS, organisation_code, asof)
    need = row.need(organisation_code)
    if owner is None or need is None:
        raise Http404
    return withdrawal(
        request,
        WithdrawFromGrantForm(sent(request), initial={"revision": need.key}),
        withdrawal_page(_("Trek de behoefte in"), owner.name, _grant_crumbs(row)),
        lambda reason, seen: withdraw_need(
            grant_code, organisation_code, reason, actor=request.actor, now=clock.now(), expected_key=seen
        ),
    )


def _grant_crumbs(row: GrantRow) -> list[Crumb]:
    return [*grants_crumbs(), (row.text.title, grant_address(row.code))]


def withdraw_entry_page(request: Request, position_code: str, entry: int) -> HttpResponse:
    """A line of the log that should not have been there."""
    row = find_position(position_code, AsOf(request.today))
    require_form(may_record_position(request.actor, row.theme, AsOf(request.today)))
    found = row.entry(entry)
    if found is None:
        raise Http404
    crumbs = [*positions_crumbs(), (row.text.title, position_address(row.code))]
    what = f"{found.text.forum}, {long_date(found.text.on)}"
    return withdrawal(
        request,
        WithdrawForm(sent(request), initial={"revision": row.revision}),
        withdrawal_page(_("Trek de regel in"), what, crumbs),
        lambda reason, seen: withdraw_lobby_entry(
            position_code, entry, reason, **said_by(request), expected_revision=seen
        ),
    )


def withdraw_round_page(request: Request, code: str, number: int) -> HttpResponse:
    """A selection round, until something was chosen from it: by the coordinator."""
    require_form(may_prepare_round(request.actor))
    period, row = find_round(request, code, number, AsOf(request.today))
    refuse_withdrawn(row)
    if row.choice:
        raise DomainError(_("De keuze is gemaakt; leg een andere keuze vast als zij niet klopt."))
    crumbs = [*rounds_crumbs(code, period.title), (row.text.title, round_address(code, number))]
    who = _("Het netwerk") if row.is_open else _("De coördinator")
    intro = _(
        "%(who)s kan haar blijven lezen, met de reden. Er wordt niets meer op vastgelegd. "
        "Dit kan niet ongedaan worden gemaakt; u kunt met deze tekst een nieuwe ronde beginnen."
    )
    saved, own = _("De ronde is ingetrokken."), intro % {"who": who}
    return withdrawal(
        request,
        WithdrawRoundForm(sent(request), initial={"revision": row.revision}),
        withdrawal_page(_("Trek de ronde in"), row.text.title, crumbs, intro=own, saved=saved),
        lambda reason, seen: withdraw_round(
            code, number, reason, actor=request.actor, now=clock.now(), expected_revision=seen
        ),
    )


def withdraw_survey_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """A survey, whatever its state: by the coordinator."""
    require_form(may_keep_survey(request.actor))
    period, row = find_survey(request, code, survey_code, AsOf(request.today))
    if row.withdrawal_reason:
        raise DomainError(_("Deze peiling is al ingetrokken."))
    if fault := kept_survey_fault(row, AsOf(request.today)):
        raise DomainError(fault)
    crumbs = [*surveys_crumbs(code, period.title), (row.text.title, survey_address(code, survey_code))]
    intro = _(
        "De antwoorden tellen dan niet mee en er is geen uitkomst te lezen. Dit kan niet ongedaan worden gemaakt; "
        "u kunt een nieuwe peiling beginnen."
    )
    saved = _("De peiling is ingetrokken.")
    return withdrawal(
        request,
        WithdrawSurveyForm(sent(request), initial={"revision": row.revision}),
        withdrawal_page(_("Trek de peiling in"), row.text.title, crumbs, intro=intro, saved=saved),
        lambda reason, seen: withdraw_survey(
            code, survey_code, reason, **said_by(request), expected_revision=seen
        ),
    )


def withdraw_activity_page(request: Request, code: str, goal_code: str, number: int) -> HttpResponse:
    return _withdraw_part(request, code, goal_code, number, Activity)


def withdraw_indicator_page(request: Request, code: str, goal_code: str, number: int) -> HttpResponse:
    return _withdraw_part(request, code, goal_code, number, GoalIndicator)


def _withdraw_part(request: Request, code: str, goal_code: str, number: int, model: Part) -> HttpResponse:
    """What is done for a goal, or by what it is measured: by who keeps the goal."""
    parts = (ACTIVITIES,) if model is Activity else (INDICATORS,)
    period, row = kept_goal_row(request, code, goal_code, parts)
    found = _part(row, number)
    title = _("Trek de activiteit in") if model is Activity else _("Trek de indicator in")
    intro = _("‘%(title)s’ blijft bij het doel te lezen, met de reden. Dit kan niet ongedaan worden gemaakt.")
    own = intro % {"title": found.text.title}
    return withdrawal(
        request,
        WithdrawForm(sent(request), initial={"revision": found.revision}),
        withdrawal_page(title, row.text.title, _goal_crumbs(period, row), intro=own),
        lambda reason, seen: withdraw_part(
            model, code, row.code, number, reason, **said_by(request), expected_revision=seen
        ),
    )


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
    intro, crumbs = found.text.title, _goal_crumbs(period, row)
    return withdrawal(
        request,
        form,
        withdrawal_page(_("Trek een waarde in"), row.text.title, crumbs, intro=intro, saved=saved),
        lambda reason, seen: withdraw_value(
            code, row.code, number, form.day, reason, **said_by(request), expected_revision=seen
        ),
    )


def _goal_crumbs(period: TitleRow, row: GoalRow) -> list[Crumb]:
    return [*goals_crumbs(period.code, period.title), (row.text.title, goal_address(period.code, row.code))]


def _value_words(found: IndicatorRow, each: ValueText) -> str:
    facts = {"day": long_date(each.on), "value": number_words(each.value), "unit": found.text.unit}
    return _("%(day)s: %(value)s %(unit)s") % facts


def _part(row: GoalRow, number: int) -> ActivityRow | IndicatorRow:
    """What stands under a number; the goal was read with one kind of part."""
    if any(each.number == number for each in row.withdrawn):
        raise DomainError(_("Dit is al ingetrokken."))
    parts: list[ActivityRow | IndicatorRow] = [*row.activities, *row.indicators]
    found = next((each for each in parts if each.number == number), None)
    if found is None:
        raise Http404
    return found
