"""Answering a survey for an organisation, in ten minutes on a phone."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import Refused, may_fill_in, require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import TextFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.network.api import OrganisationRow
from noaber.strategy.access import may_answer_survey, may_read_response
from noaber.strategy.forms.surveys import AnswerForm
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.period_themes import titles_under
from noaber.strategy.queries.surveys import SurveyRow, answered, asked_of, responses
from noaber.strategy.rules.surveys import ResponseText, SurveyState
from noaber.strategy.services.surveys.answers import answer_survey
from noaber.strategy.views.places import survey_address, surveys_crumbs
from noaber.strategy.views.surveys.changes import expect
from noaber.strategy.views.surveys.survey import find_survey
from noaber.strategy.words.surveys import how_told


def choose_page(request: Request, code: str, survey_code: str) -> HttpResponse:
    """For which organisation somebody answers; who speaks for one only, goes on to it."""
    asof = AsOf(request.today)
    period, row = find_survey(request, code, survey_code, asof)
    own = [each for each in asked_of(row, asof) if may_fill_in(may_answer_survey(request.actor, each.code))]
    if not own:
        require(Refused(_("U spreekt voor geen organisatie die om antwoord is gevraagd.")))
    expect(row, SurveyState.OPEN, AsOf(request.today))
    if len(own) == 1:
        return redirect(_address(row, own[0].code))
    intro = _("Kies de organisatie. Wie nog niet antwoordde, staat bovenaan.")
    context = {
        **crumbs_of([*surveys_crumbs(code, period.title), _own_crumb(row)], _("Invullen")),
        "heading": PageHeading(_("Voor wie vult u de peiling in?"), kicker=row.text.title, intro=intro),
    }
    return _choices(request, row, own, asof).respond(request, "strategy/periods.html", context)


def _choices(request: Request, row: SurveyRow, own: Sequence[OrganisationRow], asof: AsOf) -> Table:
    given = answered(row.id, asof)
    rows = [_cells(row, each, is_given=each.code in given) for each in own]
    return list_table(
        request.GET,
        name="invullen",
        caption=_("Organisaties"),
        columns=[Column("name", _("Organisatie"), "link"), Column("state", _("Antwoord"), "status")],
        rows=sorted(rows, key=lambda each: bool(each["is_given"])),
        filters=[TextFilter(("name",))],
    )


def _cells(row: SurveyRow, each: OrganisationRow, *, is_given: bool) -> Row:
    state = Status(_("geantwoord"), "ok") if is_given else Status(_("nog niet"), "neutral")
    return {"name": each.name, "url": _address(row, each.code), "state": state, "is_given": is_given}


def _address(row: SurveyRow, organisation: str) -> str:
    return survey_address(row.period, row.code, f"invullen/{organisation}/")


def _own_crumb(row: SurveyRow) -> tuple[str, str]:
    return row.text.title, survey_address(row.period, row.code)


def answer_page(request: Request, code: str, survey_code: str, organisation_code: str) -> HttpResponse:
    """All questions under each other; what the organisation answered before is filled in for who speaks for it."""
    require_form(may_answer_survey(request.actor, organisation_code))
    asof = AsOf(request.today)
    period, row = find_survey(request, code, survey_code, asof)
    place = next((each for each in asked_of(row, asof) if each.code == organisation_code), None)
    if place is None:
        raise Http404
    expect(row, SurveyState.OPEN, AsOf(request.today))
    form = _form(request, row, place, asof)

    def save() -> str:
        _answer(request, row, place, form)
        return survey_address(code, survey_code)

    return edit(request, form, _page(period, row, place, form, _before(request, row, place, asof)), save)


def _form(request: Request, row: SurveyRow, place: OrganisationRow, asof: AsOf) -> AnswerForm:
    known = ResponseText()
    if may_read_response(request.actor, place.code):
        found = (each.text for each in responses(row.id, asof) if each.organisation == place.code)
        known = next(found, known)
    return AnswerForm(
        sent(request),
        questions=row.questions,
        themes=titles_under(row.period, asof),
        known=known,
        number=answered(row.id, asof).get(place.code, (0, asof.valid_on))[0],
    )


def _answer(request: Request, row: SurveyRow, place: OrganisationRow, form: AnswerForm) -> None:
    answer_survey(
        row.period,
        row.code,
        place.code,
        form.text,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_number=form.cleaned_data["number"],
    )


def _before(request: Request, row: SurveyRow, place: OrganisationRow, asof: AsOf) -> str:
    """That there is an answer already, which who answers on paper for another does not get to read."""
    given = answered(row.id, asof)
    if place.code not in given:
        return ""
    text = _("%(name)s antwoordde al, op %(day)s. Wat u nu vastlegt, komt ervoor in de plaats.")
    said = text % {"name": place.name, "day": long_date(given[place.code][1])}
    hidden = "" if may_read_response(request.actor, place.code) else _("U ziet die antwoorden niet.")
    return f"{said} {hidden}".strip()


def _page(
    period: TitleRow, row: SurveyRow, place: OrganisationRow, form: AnswerForm, before: str
) -> EditPage:
    return EditPage(
        title=_("Vul de peiling in"),
        kicker=place.name,
        crumbs=[*surveys_crumbs(row.period, period.title), _own_crumb(row)],
        back_url=survey_address(row.period, row.code),
        saved=_("Dank u wel. De antwoorden zijn vastgelegd."),
        submit_label=_("Leg vast"),
        intro=" ".join((row.text.introduction, _("Het kost ongeveer tien minuten."), *how_told(row))),
        notice=Notice(before) if before else None,
        fieldsets=form.fieldsets,
    )
