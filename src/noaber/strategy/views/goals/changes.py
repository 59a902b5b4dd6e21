"""Recording a goal, what is done for it and how it is measured: for who keeps it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import may_fill_in, require_form
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.figures.api import offence_titles
from noaber.network.api import bodies, districts, organisations, seats
from noaber.strategy.access import may_add_goal, may_add_some_goal, may_keep_goal
from noaber.strategy.forms.goals import ActivityForm, GoalForm, IndicatorForm, StopForm, ValueForm
from noaber.strategy.queries.goals.goal import ACTIVITIES, INDICATORS, VALUES, Parts, goal
from noaber.strategy.queries.goals.owners import term_of
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.inventory.coverage import is_asked
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.period_themes import themes_of
from noaber.strategy.rules.goals.days import day_of_saying
from noaber.strategy.rules.goals.goal import LONGEST_CODE, NETWORK, GoalStatus, UpdateText
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.goals.goal import record_activity, record_goal, record_indicator, record_value
from noaber.strategy.services.goals.updates import Said, update_goals
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.views.carrying import lacking_notice
from noaber.strategy.views.goals.goal import find_goal
from noaber.strategy.views.goals.overview import no_updates, nothing_new, readable_period
from noaber.strategy.views.places import goal_address, goals_address, goals_crumbs
from noaber.strategy.words.goals import area_words, seat_words


def new_page(request: Request, code: str) -> HttpResponse:
    """A goal that is new; its code follows from its title."""
    asof = AsOf(request.today)
    require_form(may_add_some_goal(request.actor, asof))
    period = readable_period(request, code, asof)
    _refuse_closed(period)
    _refuse_over(request, period)
    form = _goal_form(request, period, None)
    page = EditPage(
        title=_("Nieuw doel"),
        kicker=period.title,
        crumbs=goals_crumbs(code, period.title),
        back_url=goals_address(code),
        saved=_("Het doel is vastgelegd."),
        submit_label=_("Leg vast"),
        notice=lacking_notice(
            request.actor, period, asof, _("Een doel kan er nog niet onder staan."), of_ended=True
        ),
    )

    def save() -> str:
        own = _free_code(code, slugify(form.text.title)[:LONGEST_CODE].strip("-"), asof)
        record_goal(code, form.cleaned_data["theme"], own, form.text, **_said(request, 0))
        return goal_address(code, own)

    return edit(request, form, page, save)


def change_page(request: Request, code: str, goal_code: str) -> HttpResponse:
    """Another owner, another day, better words; what stood stays to be read."""
    period, row = kept_goal_row(request, code, goal_code)
    form = _goal_form(request, period, row)
    page = edit_page(
        period, row, _("Wijzig het doel"), _("Het doel is gewijzigd. Wat er stond, blijft te lezen.")
    )

    def save() -> str:
        record_goal(code, row.theme, row.code, form.text, **_said(request, form.cleaned_data["revision"]))
        return goal_address(code, row.code)

    return edit(request, form, page, save)


def stop_page(request: Request, code: str, goal_code: str) -> HttpResponse:
    """From then on nobody is asked how it goes; what was said stays."""
    period, row = kept_goal_row(request, code, goal_code)
    if refusal := no_updates(request, period):
        raise DomainError(refusal)
    if row.is_ended:
        raise DomainError(_("Dit doel is al bereikt of gestopt."))
    form = StopForm(sent(request), initial={"revision": row.last.number if row.last else 0})
    intro = _("Het doel blijft te lezen, met de reden. Niemand hoeft de voortgang ervan nog bij te werken.")
    page = edit_page(period, row, _("Stop het doel"), _("Het doel is gestopt."), tone="danger", intro=intro)

    def save() -> str:
        text = UpdateText(GoalStatus.STOPPED, form.cleaned_data["sentence"])
        said = {row.code: Said(text, form.cleaned_data["revision"])}
        update_goals(code, said, actor=request.actor, now=clock.now(), today=request.today)
        return goal_address(code, row.code)

    return edit(request, form, page, save)


def new_activity_page(request: Request, code: str, goal_code: str) -> HttpResponse:
    return _activity_page(request, code, goal_code, None)


def activity_page(request: Request, code: str, goal_code: str, number: int) -> HttpResponse:
    return _activity_page(request, code, goal_code, number)


def _activity_page(request: Request, code: str, goal_code: str, number: int | None) -> HttpResponse:
    period, row = kept_goal_row(request, code, goal_code, (ACTIVITIES,))
    if number is None:
        _refuse_over(request, period)
    found = _numbered(row.activities, number)
    form = ActivityForm(
        sent(request),
        **_doers(request, AsOf(request.today)),
        known=found.text if found else None,
        is_adopted=period.state is not PeriodState.PREPARATION,
        revision=found.revision if found else _parts(row),
    )
    title = _("Wijzig de activiteit") if found else _("Nieuwe activiteit")
    page = edit_page(period, row, title, _("De activiteit is vastgelegd."), form=form)

    def save() -> str:
        record_activity(
            code, row.code, form.text, number=number, **_said(request, form.cleaned_data["revision"])
        )
        return goal_address(code, row.code)

    return edit(request, form, page, save)


def _doers(request: Request, asof: AsOf) -> dict[str, list[tuple[str, str]]]:
    """Who may do an activity."""
    asked = (each for each in organisations(request.actor, asof) if is_asked(each))
    return {
        "bodies": [(each.code, each.name) for each in bodies(request.actor, asof)],
        "organisations": [(each.code, each.name) for each in asked],
    }


def new_indicator_page(request: Request, code: str, goal_code: str) -> HttpResponse:
    return _indicator_page(request, code, goal_code, None)


def indicator_page(request: Request, code: str, goal_code: str, number: int) -> HttpResponse:
    return _indicator_page(request, code, goal_code, number)


def _indicator_page(request: Request, code: str, goal_code: str, number: int | None) -> HttpResponse:
    period, row = kept_goal_row(request, code, goal_code, (INDICATORS,))
    if number is None:
        _refuse_over(request, period)
    found = _numbered(row.indicators, number)
    form = IndicatorForm(
        sent(request),
        offences=sorted((each, f"{title} ({each})") for each, title in offence_titles().items()),
        areas=[(each, area_words(each)) for each in (NETWORK, *(row.code for row in districts()))],
        known=found.text if found else None,
        is_adopted=period.state is not PeriodState.PREPARATION,
        revision=found.revision if found else _parts(row),
    )
    title = _("Wijzig de indicator") if found else _("Nieuwe indicator")
    page = edit_page(period, row, title, _("De indicator is vastgelegd."), form=form)

    def save() -> str:
        record_indicator(
            code, row.code, form.text, number=number, **_said(request, form.cleaned_data["revision"])
        )
        return goal_address(code, row.code)

    return edit(request, form, page, save)


def value_page(request: Request, code: str, goal_code: str, number: int) -> HttpResponse:
    """What was measured; an earlier value of the same day stays stored, the later one counts."""
    period, row = kept_goal_row(request, code, goal_code, (INDICATORS, VALUES))
    found = _numbered(row.indicators, number)
    if found is None or found.text.offence:
        raise DomainError(_("Deze waarden volgen uit de cijfers; u hoeft ze niet in te vullen."))
    day = day_of_saying(term_of(period), request.today)
    seen = {"revision": found.typed, "source": found.text.source, "on": day}
    can_mend = period.state is not PeriodState.PREPARATION and bool(found.values)
    form = ValueForm(sent(request), initial=seen, can_mend=can_mend)
    page = edit_page(
        period, row, _("Vul een waarde in"), _("De waarde is vastgelegd."), intro=found.text.title
    )

    def save() -> str:
        said = {**_said(request, 0), "expected_revision": form.cleaned_data["revision"]}
        record_value(code, row.code, number, form.text, reason=form.reason_typed, **said)
        return goal_address(code, row.code)

    return edit(request, form, page, save)


def kept_goal_row(request: Request, code: str, goal_code: str, parts: Parts = ()) -> tuple[TitleRow, GoalRow]:
    """A goal that this person may change, of a period that still takes changes."""
    asof = AsOf(request.today)
    period, row = find_goal(request, code, goal_code, asof, parts)
    require_form(may_keep_goal(request.actor, row.theme, row.text.owner, asof))
    _refuse_closed(period)
    return period, row


def _refuse_closed(period: TitleRow) -> None:
    if period.state not in TAKES_PRIORITIES:
        raise DomainError(_("Deze periode is afgesloten; de doelen ervan staan vast."))


def _refuse_over(request: Request, period: TitleRow) -> None:
    if refusal := nothing_new(request, period):
        raise DomainError(refusal)


def _goal_form(request: Request, period: TitleRow, row: GoalRow | None) -> GoalForm:
    asof = AsOf(request.today)
    themes = [
        (each.code, each.name)
        for each in themes_of(period, asof)
        if each.last_day is None and may_fill_in(may_add_goal(request.actor, each.code, asof))
    ]
    return GoalForm(
        sent(request),
        themes=themes,
        owners=_owners(request, asof, row),
        known=row.text if row else None,
        is_adopted=period.state is not PeriodState.PREPARATION,
        revision=row.revision if row else 0,
        due_on=period.ends_on,
    )


def _owners(request: Request, asof: AsOf, row: GoalRow | None) -> list[tuple[str, Any]]:
    """The seats in bodies, by body, with which are empty (R12); beside them the owner by now, whatever its seat."""
    by_body: dict[str, list[tuple[str, str]]] = {}
    for each in seats(request.actor, asof):
        if each.body_code:
            by_body.setdefault(each.body_name, []).append((each.code, seat_words(each)))
    offered = {code for rows in by_body.values() for code, _title in rows}
    own = [(row.text.owner, row.owner)] if row and row.text.owner not in offered else []
    return [*own, *sorted(by_body.items())]


def _free_code(period: str, wanted: str, asof: AsOf) -> str:
    """The code from the title; another goal with the same words gets a number behind it."""
    if goal(period, wanted, asof) is None:
        return wanted
    stem = wanted[: LONGEST_CODE - 3]
    return next(
        code for code in (f"{stem}-{number}" for number in range(2, 100)) if goal(period, code, asof) is None
    )


def edit_page(
    period: TitleRow,
    row: GoalRow,
    title: str,
    saved: str,
    *,
    tone: str = "primary",
    intro: str = "",
    form: ActivityForm | IndicatorForm | None = None,
) -> EditPage:
    own = goal_address(period.code, row.code)
    return EditPage(
        title=title,
        kicker=row.text.title,
        crumbs=[*goals_crumbs(period.code, period.title), (row.text.title, own)],
        back_url=own,
        saved=saved,
        submit_label=title if tone == "danger" else _("Leg vast"),
        submit_tone=tone,
        intro=intro,
        fieldsets=form.fieldsets if form else (),
    )


def _numbered(rows: Any, number: int | None) -> Any:
    if number is None:
        return None
    found = next((each for each in rows if each.number == number), None)
    if found is None:
        raise Http404
    return found


def _parts(row: GoalRow) -> int:
    """How many activities or indicators a goal has, whichever it was read with; those that were taken back too."""
    return len((*row.activities, *row.indicators, *row.withdrawn))


def _said(request: Request, seen: int) -> dict[str, Any]:
    return {
        "actor": request.actor,
        "now": clock.now(),
        "today": request.today,
        "expected_revision": seen,
    }
