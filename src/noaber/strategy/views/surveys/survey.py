"""The surveys of a period, and one survey: what is asked, and which organisations answered."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in, require
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.strategy.access import may_keep_survey, may_see_survey, spoken_for
from noaber.strategy.models import QUESTION_KINDS, SURVEY_KINDS
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.reviews.kept_surveys import kept_survey_fault
from noaber.strategy.queries.selection.period_themes import titles_under
from noaber.strategy.queries.surveys import SurveyRow, answered, asked_of, survey, surveys
from noaber.strategy.rules.surveys import REVIEWABLE, SurveyKind, SurveyState
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.places import period_crumbs, survey_address, surveys_address, surveys_crumbs
from noaber.strategy.words.surveys import asked_when, survey_status


@public
def survey_list(request: Request, code: str) -> HttpResponse:
    """Every survey of a period that this reader may see."""
    asof = asof_of(request)
    period = find_period(code, asof)
    shown = [row for row in surveys(code, asof) if _may_see(request, row, asof)]
    intro = _("Wat de gemeenten en partners zelf vinden van de strategie en van de samenwerking.")
    actions = _new_ways(request, period, asof)
    context = {
        **crumbs_of(period_crumbs(code, period.title, asof), _("Peilingen")),
        "heading": PageHeading(_("Peilingen"), kicker=period.title, intro=intro, actions=actions),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return _list(request, shown, asof).respond(request, "strategy/periods.html", context)


def _new_ways(request: Request, period: TitleRow, asof: AsOf) -> tuple[Action, ...]:
    """A survey of each kind of which there is none that holds."""
    may_write = may_fill_in(may_keep_survey(request.actor)) and period.state in REVIEWABLE
    if asof.is_asked or not may_write:
        return ()
    there = {row.kind for row in surveys(period.code, asof) if not row.withdrawal_reason}
    return tuple(
        Action(
            _("Nieuwe peiling: %(kind)s") % {"kind": SURVEY_KINDS[kind]},
            f"{surveys_address(period.code)}nieuw/{kind.value}/",
        )
        for kind in SurveyKind
        if kind not in there
    )


def _list(request: Request, shown: Sequence[SurveyRow], asof: AsOf) -> Table:
    return list_table(
        request.GET,
        name="peilingen",
        caption=_("Peilingen"),
        columns=[
            Column("title", _("Peiling"), "link"),
            Column("kind", _("Hoort bij")),
            Column("state", _("Stand"), "status"),
            Column("opened_on", _("Geopend op"), "date"),
            Column("ended_on", _("Open tot en met"), "date"),
            Column("answered", _("Antwoorden"), "number"),
            Column("asked", _("Gevraagd"), "number"),
        ],
        rows=[_cells(row, asof) for row in shown],
        empty_text=_("Er is nog geen peiling te lezen. Die staat hier zodra zij is geopend."),
    )


def _cells(row: SurveyRow, asof: AsOf) -> Row:
    return {
        "title": row.text.title,
        "url": survey_address(row.period, row.code, asof=asof),
        "kind": str(SURVEY_KINDS[row.kind]),
        "state": survey_status(row.state_as_of(asof)),
        "opened_on": row.opened_on,
        "ended_on": row.ended_on,
        "answered": len(answered(row.id, asof)) if row.opened_on else None,
        "asked": len(asked_of(row, asof)),
    }


@public
def survey_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """One survey: what it asks, and who answered."""
    asof = asof_of(request)
    period, row = find_survey(request, code, survey_code, asof)
    given, everyone = answered(row.id, asof), asked_of(row, asof)
    done = sum(each.code in given for each in everyone)
    context = {
        **crumbs_of(surveys_crumbs(code, period.title, asof), row.text.title),
        "heading": _heading(request, period, row, asof),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": [*_notices(row, asof), *_stays(request, row, asof)],
        "facts": _facts(row, asof),
        "line": StatusLine(done, len(everyone), _("organisaties antwoordden")) if row.opened_on else None,
        "questions": _questions(request, row, asof),
    }
    return _response_table(request, row, asof).respond(request, "strategy/survey.html", context)


def find_survey(request: Request, code: str, survey_code: str, asof: AsOf) -> tuple[TitleRow, SurveyRow]:
    """The period and the survey; what this reader may not see is not there."""
    period, row = find_period(code, asof), survey(code, survey_code, asof)
    if row is None:
        raise Http404
    state = row.state_as_of(asof)
    require(may_see_survey(request.actor, state, was_opened=row.opened_on is not None))
    return period, row


def _may_see(request: Request, row: SurveyRow, asof: AsOf) -> bool:
    state = row.state_as_of(asof)
    return bool(may_see_survey(request.actor, state, was_opened=row.opened_on is not None))


def _heading(request: Request, period: TitleRow, row: SurveyRow, asof: AsOf) -> PageHeading:
    state, actions = row.state_as_of(asof), list[Action]()
    if state is SurveyState.CLOSED:
        outcome = survey_address(row.period, row.code, "uitkomst/", asof)
        actions.append(Action(_("Lees de uitkomst"), outcome, "primary"))
    if not asof.is_asked:
        if state is SurveyState.OPEN and spoken_for(request.actor) & {
            each.code for each in asked_of(row, asof)
        }:
            actions.append(_way(row, _("Vul de peiling in"), "invullen/", is_first=True))
        if may_fill_in(may_keep_survey(request.actor)):
            actions += _keeper_ways(row, state, asof)
    return PageHeading(
        row.text.title, kicker=period.title, intro=row.text.introduction, actions=tuple(actions)
    )


def _keeper_ways(row: SurveyRow, state: SurveyState, asof: AsOf) -> list[Action]:
    """Where who keeps the survey can go from here."""
    if state is SurveyState.WITHDRAWN:
        return []
    withdraw = [] if kept_survey_fault(row, asof) else [_way(row, _("Trek in"), "intrekken/")]
    if state is SurveyState.DRAFT:
        opens = _way(row, _("Open de peiling"), "openen/", is_first=True)
        return [opens, _way(row, _("Wijzig"), "wijzigen/"), *withdraw]
    if state is SurveyState.OPEN:
        return [
            _way(row, _("Vul in voor een organisatie"), "invullen/"),
            _way(row, _("Herinner wie nog niet antwoordde"), "herinneren/"),
            _way(row, _("Sluit later"), "verlengen/"),
            _way(row, _("Sluit nu"), "sluiten/"),
            *withdraw,
        ]
    return withdraw


def _way(row: SurveyRow, label: str, rest: str, *, is_first: bool = False) -> Action:
    return Action(label, survey_address(row.period, row.code, rest), "primary" if is_first else "secondary")


def _notices(row: SurveyRow, asof: AsOf) -> list[Notice]:
    state = row.state_as_of(asof)
    if state is SurveyState.WITHDRAWN:
        text = _("Deze peiling is ingetrokken. %(reason)s") % {"reason": row.withdrawal_reason}
        return [Notice(text, "warning")]
    if state is SurveyState.DRAFT:
        return [Notice(_("Deze peiling is nog een concept. Alleen de coördinator ziet haar."))]
    if state is SurveyState.OPEN:
        text = _("De uitkomst is te lezen na de sluiting. Zo stuurt wie al antwoordde de anderen niet.")
        return [Notice(text)]
    return []


def _stays(request: Request, row: SurveyRow, asof: AsOf) -> list[Notice]:
    """Told to who would look for the way to take it back."""
    if asof.is_asked or row.withdrawal_reason or not may_fill_in(may_keep_survey(request.actor)):
        return []
    fault = kept_survey_fault(row, asof)
    return [Notice(fault)] if fault else []


def _facts(row: SurveyRow, asof: AsOf) -> DefinitionList:
    items = [
        Definition(_("Stand"), status=survey_status(row.state_as_of(asof))),
        Definition(_("Hoort bij"), str(SURVEY_KINDS[row.kind])),
    ]
    if row.opened_on:
        items.append(Definition(_("Geopend op"), long_date(row.opened_on)))
    if row.closed_on:
        items.append(Definition(_("Gesloten op"), long_date(row.closed_on)))
    else:
        items.append(Definition(_("Open tot en met"), _last_day(row)))
    named = (
        _("met de naam van de organisatie") if row.text.is_named else _("zonder de naam van de organisatie")
    )
    return DefinitionList((*items, Definition(_("Open antwoorden"), named)))


def _last_day(row: SurveyRow) -> str:
    """With the day that was told first, where it was moved."""
    day = long_date(row.text.closes_on)
    if row.told_day is None:
        return day
    return _("%(day)s; eerst was dat %(told)s") % {"day": day, "told": long_date(row.told_day)}


def _questions(request: Request, row: SurveyRow, asof: AsOf) -> Table:
    themes = titles_under(row.period, asof)
    rows: list[Row] = [
        {
            "number": number,
            "text": each.text,
            "kind": str(QUESTION_KINDS[each.kind]),
            "theme": themes.get(each.theme, each.theme),
        }
        for number, each in row.questions.items()
    ]
    columns = [
        Column("text", _("Vraag")),
        Column("kind", _("Soort")),
        Column("theme", _("Thema")),
    ]
    return plain_table(name="vragen", caption=_("Wat wordt gevraagd"), columns=columns, rows=rows)


def _response_table(request: Request, row: SurveyRow, asof: AsOf) -> Table:
    """Who answered and who did not; never what."""
    return list_table(
        request.GET,
        name="respons",
        caption=_("Wie antwoordde"),
        columns=[
            Column("name", _("Organisatie"), "link"),
            Column("code", _("Code"), is_on_screen=False),
            Column("kind", _("Soort")),
            Column("district", _("District")),
            Column("state", _("Antwoord"), "status"),
            Column("on", _("Laatst op"), "date"),
        ],
        rows=_responses(row, asof),
        filters=[
            TextFilter(("name",)),
            ChoiceFilter("stand", _("Antwoord"), "state"),
            ChoiceFilter("district", _("District"), "district"),
        ],
        empty_text=_("Er staan nog geen organisaties in het register."),
        notes=[asked_when()] if row.opened_on else [],
    )


def _responses(row: SurveyRow, asof: AsOf) -> list[Row]:
    given = answered(row.id, asof)
    return [
        {
            "name": each.name,
            "url": organisation_address(each.code, asof),
            "code": each.code,
            "kind": each.kind_label,
            "district": each.district_name,
            "state": Status(_("geantwoord"), "ok")
            if each.code in given
            else Status(_("nog niet"), "neutral"),
            "on": given[each.code][1] if each.code in given else None,
        }
        for each in asked_of(row, asof)
    ]
