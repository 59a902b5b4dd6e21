"""The list of scenarios, and one of them: its question, what it comes to, its versions, and its paper."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.api import display_names
from noaber.accounts.editing import crumbs_of
from noaber.core.asof import AsOf
from noaber.core.clock import day_of
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import EmptyState, Notice
from noaber.core.models import Demonstration
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.sensitive import find_sensitive
from noaber.finance.access import may_keep_scenarios
from noaber.finance.papers.scenario import scenario_pdf
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.scenarios import (
    ScenarioAnswer,
    ScenarioRow,
    agreement_asked,
    answers_of,
    readable_versions,
    scenario_for,
    scenarios_for,
    versions_of,
    worked_out,
)
from noaber.finance.rules.agreements.contributions import ContributionError
from noaber.finance.scenario_words import KEY_LABELS
from noaber.finance.views.notices import missing_notice, no_agreement
from noaber.finance.views.places.scenarios import (
    COMPARE,
    NEW,
    VERSION,
    question_address,
    scenario_address,
    scenario_crumbs,
)
from noaber.finance.views.scenarios.parts import shown

LIST: Final = "finance/billing.html"
PAGE: Final = "finance/scenarios/scenario.html"


@public
def scenarios_page(request: Request) -> HttpResponse:
    """Every scenario, to search, sort and download; without any, the agreement's own gap is offered as the first."""
    asof = asof_of(request)
    around = {"heading": _list_heading(), **crumbs_of(scenario_crumbs()[:1], _("Scenario's"))}
    if agreement_for(request.actor, asof) is None:
        return render(request, LIST, {**around, "nothing": no_agreement(request.actor, asof)})
    rows = scenarios_for(request.actor, asof)
    if not rows:
        return render(request, LIST, {**around, "nothing": _nothing_yet()})
    return _list(request, rows, asof).respond(request, LIST, around)


def _list_heading() -> PageHeading:
    intro = _(
        "Een scenario is een bewaarde berekening naast de begroting: een ander tarief, een andere verdeelsleutel, "
        "groei, of gemeenten die niet meedoen."
    )
    actions = (
        Action(_("Nieuw scenario"), NEW, tone="primary"),
        Action(_("Vergelijk scenario's"), COMPARE),
    )
    return PageHeading(_("Scenario's"), intro=intro, actions=actions)


def _nothing_yet() -> EmptyState:
    text = _(
        "Begin met het voorstel zelf: hoeveel komt er binnen, en hoeveel is dat minder dan de begroting?"
    )
    return EmptyState(
        _("Er zijn nog geen scenario's"), text, Action(_("Reken het voorstel door"), NEW, tone="primary")
    )


def _list(request: Request, rows: Sequence[ScenarioRow], asof: AsOf) -> Table:
    found = answers_of(request.actor, rows, asof)
    columns = [
        Column("name", _("Scenario"), "link"),
        Column("key", _("Verdeelsleutel")),
        Column("years", _("Jaren")),
        Column("raised", _("Opbrengst"), "money"),
        Column("difference", _("Verschil met de begroting"), "money"),
        Column("number", _("Versie"), "number"),
        Column("on", _("Bewaard op"), "date"),
        Column("state", _("Stand"), "status"),
        *([Column("readers", _("Te lezen door"))] if request.actor.is_in_network else []),
    ]
    return list_table(
        request.GET,
        name="scenarios",
        caption=_("Scenario's naast de begroting"),
        columns=columns,
        rows=[_list_row(row, found.get(row.code), asof) for row in rows],
        filters=[TextFilter(("name", "explanation")), ChoiceFilter("state_word", _("Stand"), "stand")],
    )


def _list_row(row: ScenarioRow, found: ScenarioAnswer | None, asof: AsOf) -> Row:
    years = row.question.years
    state = Status(_("ingetrokken"), "neutral") if row.is_withdrawn else Status(_("bewaard"), "ok")
    balance = found.outcome.balance if found else None
    return {
        "name": row.name,
        "url": scenario_address(row.code, asof=asof),
        "explanation": row.explanation,
        "key": str(KEY_LABELS[row.question.key]),
        "years": f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0]),
        "raised": balance.raised_cents if balance else None,
        "difference": balance.difference_cents if balance else None,
        "number": row.number,
        "on": day_of(row.recorded_at),
        "state": state,
        "state_word": state.label,
        "readers": _readers(row),
    }


def _readers(row: ScenarioRow) -> str:
    return _("iedereen") if row.is_public else _("het netwerk")


@public
def scenario_page(request: Request, code: str) -> HttpResponse:
    """One scenario at a version, worked out on the figures of the register."""
    asof = asof_of(request)
    row, newest = find_scenario(request, code, asof), versions_of(code)[0]
    heading = PageHeading(
        row.name,
        kicker=_("Scenario naast de begroting"),
        intro=row.explanation,
        actions=tuple(_actions(request, row, newest)),
    )
    around = {
        "heading": heading,
        **crumbs_of(scenario_crumbs(), row.name),
        "versions": _versions(request, code, asof),
    }
    try:
        found = found_answer(request, row, asof)
    except ContributionError as error:
        told = Notice(_("Dit is nu niet uit te rekenen: %(reason)s.") % {"reason": error}, "warning")
        return render(request, PAGE, {**around, "notices": [told, *_notices(row, newest, None)]})
    table, parts = shown(
        found, request.GET, asof, name=f"scenario-{code}-versie-{row.number}", kept=(VERSION,)
    )
    return table.respond(request, PAGE, {**around, **parts, "notices": list(_notices(row, newest, found))})


def find_scenario(request: Request, code: str, asof: AsOf) -> ScenarioRow:
    """The version that the address asks for; a scenario that this reader may not read does not exist."""
    typed = request.GET.get(VERSION, "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else None
    row = scenario_for(request.actor, asof, code, number)
    if row is None or (typed and number is None):
        raise Http404
    return row


def found_answer(request: Request, row: ScenarioRow, asof: AsOf) -> ScenarioAnswer:
    agreement = agreement_asked(request.actor, asof, row.question.agreement)
    if agreement is None:
        raise Http404
    return worked_out(row.question, agreement, asof)


def _actions(request: Request, row: ScenarioRow, newest: ScenarioRow) -> Iterator[Action]:
    yield Action(_("PDF"), scenario_address(row.code, "pdf/", number=row.number))
    yield Action(_("Vergelijk"), f"{COMPARE}?scenario={row.code}")
    yield Action(_("Maak een kopie"), question_address(row.question))
    if may_keep_scenarios(request.actor) and not newest.is_withdrawn:
        yield Action(_("Wijzig"), scenario_address(row.code, "wijzigen/"))
        yield Action(_("Trek in"), scenario_address(row.code, "intrekken/"), tone="danger")


def _notices(row: ScenarioRow, newest: ScenarioRow, found: ScenarioAnswer | None) -> Iterator[Notice]:
    if newest.is_withdrawn:
        yield Notice(_("Dit scenario is ingetrokken: %(why)s") % {"why": newest.reason}, "warning")
    if row.number < newest.number and row.question != newest.question:
        text = _("U ziet versie %(number)s. Er is een nieuwere versie.") % {"number": row.number}
        yield Notice(text, action=Action(_("Naar de nieuwste"), scenario_address(row.code)))
    if found and (missing := missing_notice([found.roll])):
        yield missing
    kinds = {each.kind for text in (row.name, row.explanation) for each in find_sensitive(text)}
    if "bsn" in kinds:
        yield Notice(_("In de tekst lijkt een burgerservicenummer te staan. Die horen hier niet."), "warning")
    if "licence_plate" in kinds:
        yield Notice(_("In de tekst lijkt een kenteken te staan. Kentekens horen hier niet."), "warning")


def _versions(request: Request, code: str, asof: AsOf) -> Table:
    """Who saved which version, and when; names are for the network."""
    rows = readable_versions(request.actor, code)
    is_named = request.actor.is_in_network
    names = display_names(row.recorded_by_id for row in rows if row.recorded_by_id) if is_named else {}
    columns = [
        Column("number", _("Versie"), "link"),
        Column("on", _("Bewaard op"), "date"),
        Column("name", _("Naam")),
        Column("reason", _("Ingetrokken")),
        *([Column("who", _("Door")), Column("readers", _("Te lezen door"))] if is_named else []),
    ]
    cells: list[Row] = [
        {
            "number": _("versie %(number)s") % {"number": row.number},
            "url": scenario_address(code, number=row.number, asof=asof),
            "on": day_of(row.recorded_at),
            "name": row.name,
            "reason": row.reason,
            "readers": _readers(row),
            "who": names.get(row.recorded_by_id or 0, _("met een opdracht op de server")),
        }
        for row in rows
    ]
    return plain_table(name="versies", caption=_("Versies"), columns=columns, rows=cells)


@public
def scenario_pdf_file(request: Request, code: str) -> HttpResponse:
    """The scenario as an accessible paper, for in a meeting folder."""
    asof = asof_of(request)
    row = find_scenario(request, code, asof)
    try:
        contents = scenario_pdf(row, found_answer(request, row, asof))
    except ContributionError as error:
        raise Http404 from error
    mark = "-voorbeeldgegevens" if Demonstration.objects.exists() else ""
    response = HttpResponse(contents, content_type="application/pdf")
    name = f"scenario-{code}-versie-{row.number}{mark}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
