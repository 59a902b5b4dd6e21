"""Asking a scenario by an address that can be shared, saving it, saying it anew, and withdrawing it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit, frame
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.conflict import conflict_page
from noaber.core.components.form import Fieldset, form_panel
from noaber.core.components.texts import EmptyState
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.requests import Request, asof_of, public
from noaber.finance.access import may_keep_scenarios
from noaber.finance.forms.agreements.what_if import codes_in, district_boxes
from noaber.finance.forms.scenarios import (
    AGREEMENT_KEY,
    GROUPS,
    KEYS,
    ChangeForm,
    SaveForm,
    ScenarioForm,
    WithdrawForm,
    first_question,
    scenario_query,
    with_question,
)
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.agreements.roll_calls import RollCall, known_dates, memo_date, roll_calls
from noaber.finance.queries.scenarios import (
    ScenarioAnswer,
    ScenarioRow,
    agreement_asked,
    answer_on,
    versions_of,
)
from noaber.finance.rules.agreements.contributions import ContributionError
from noaber.finance.rules.scenarios.questions import QuestionError, ScenarioQuestion
from noaber.finance.services.scenarios import change_scenario, save_scenario, withdraw_scenario
from noaber.finance.views.notices import missing_notice, no_agreement
from noaber.finance.views.places.scenarios import NEW, SCENARIOS, scenario_address, scenario_crumbs
from noaber.finance.views.scenarios.parts import shown

PAGE: Final = "finance/scenarios/form.html"


@dataclass(frozen=True, slots=True)
class Asked:
    """The form of a question, and its answer where there is one."""

    form: ScenarioForm
    data: QueryDict
    roll: RollCall
    found: ScenarioAnswer | None


@public
def new_page(request: Request) -> HttpResponse:
    """The form, and under it what the question comes to; who may, saves it under a name."""
    asof = asof_of(request)
    agreement = agreement_for(request.actor, asof, request.GET.get(AGREEMENT_KEY, ""))
    if agreement is None and request.GET.get(AGREEMENT_KEY) and agreement_for(request.actor, asof):
        raise Http404
    title = _("Nieuw scenario")
    start = _start(agreement, asof)
    if agreement is None or start is None:
        nothing = no_agreement(request.actor, asof) if agreement is None else _no_figures()
        return render(request, PAGE, {**frame(title, scenario_crumbs()), "nothing": nothing})
    asked = _asked(request, agreement, start, asof)
    save = SaveForm(request.POST or None)
    if request.method == "POST":
        require(may_keep_scenarios(request.actor))
        if answer := _saved(request, asked, save):
            return answer
    return _page(request, asked, save, asof, title=title, back=SCENARIOS)


def _start(agreement: AgreementRow | None, asof: AsOf) -> ScenarioQuestion | None:
    """What stands in the form when the address asks nothing: the agreement itself."""
    memo_on = memo_date(known_dates(asof), agreement.terms.proposed_on) if agreement else None
    return first_question(agreement.code, agreement.terms, memo_on) if agreement and memo_on else None


def _no_figures() -> EmptyState:
    text = _("Zodra de inwonertallen in het register staan, kunt u hier rekenen.")
    return EmptyState(_("Er is nog geen inwonertal bekend"), text)


def _asked(request: Request, agreement: AgreementRow, start: ScenarioQuestion, asof: AsOf) -> Asked:
    data, dates = with_question(request.GET, start), known_dates(asof)
    typed = data.get(KEYS["reference_on"], "")
    day = next((date for date in dates if date.isoformat() == typed), start.reference_on)
    roll = roll_calls([day], asof, agreement.terms)[day]
    form = ScenarioForm(data, agreement_code=agreement.code, dates=dates, roll=roll)
    return Asked(form, data, roll, _answer(form, agreement, roll, day))


def _answer(
    form: ScenarioForm, agreement: AgreementRow, roll: RollCall, day: dt.date
) -> ScenarioAnswer | None:
    """What the question comes to; the form carries the reason where there is none."""
    if not form.is_valid():
        return None
    try:
        return answer_on(form.question, agreement, roll)
    except QuestionError as error:
        form.refuse(error.field, _("Dit is niet uit te rekenen: %(reason)s.") % {"reason": error})
    except ContributionError as error:
        form.refuse("", _("Dit is niet uit te rekenen: %(reason)s.") % {"reason": error})
    return None


def _saved(request: Request, asked: Asked, save: SaveForm) -> HttpResponse | None:
    """The way on when it was saved; None when something must be looked at first."""
    if asked.found is None or not save.is_valid():
        return None
    said = save.cleaned_data
    try:
        code, is_new = save_scenario(
            said["name"],
            said["explanation"],
            asked.found.question,
            is_public=said["is_public"],
            actor=request.actor,
            now=clock.now(),
            today=request.today,
        )
    except AccessRefused:
        raise
    except DomainError as error:
        save.refuse(error)
        return None
    _tell(request, is_new=is_new)
    return redirect(scenario_address(code))


def _tell(request: Request, *, is_new: bool) -> None:
    if is_new:
        messages.success(request, _("Het scenario is bewaard. U kunt het adres van deze pagina delen."))
    else:
        messages.info(request, _("Dit stond al zo; er is niets gewijzigd."))


def change_page(request: Request, code: str) -> HttpResponse:
    """Another version of a scenario: the form begins with what it asks now."""
    require(may_keep_scenarios(request.actor))
    asof = AsOf(request.today)
    row, agreement = _standing(request, code, asof)
    asked = _asked(request, agreement, row.question, asof)
    initial = {
        "name": row.name,
        "explanation": row.explanation,
        "is_public": row.is_public,
        "revision": row.revision,
    }
    save = ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and asked.found and save.is_valid():
        try:
            return _changed(request, row, save, asked.found.question)
        except Conflict as conflict:
            return _overtaken(request, conflict, code)
        except AccessRefused:
            raise
        except DomainError as error:
            save.refuse(error)
    title = _("Wijzig “%(name)s”") % {"name": row.name}
    return _page(request, asked, save, asof, title=title, back=scenario_address(code))


def _standing(request: Request, code: str, asof: AsOf) -> tuple[ScenarioRow, AgreementRow]:
    """A scenario that can still change, with its agreement."""
    rows = versions_of(code)
    agreement = agreement_asked(request.actor, asof, rows[0].question.agreement) if rows else None
    if not rows or agreement is None:
        raise Http404
    if rows[0].is_withdrawn and request.method != "POST":
        raise DomainError(_("Dit scenario is ingetrokken. Maak er een kopie van om verder te rekenen."))
    return rows[0], agreement


def _changed(request: Request, row: ScenarioRow, save: SaveForm, question: ScenarioQuestion) -> HttpResponse:
    said = save.cleaned_data
    is_new = change_scenario(
        row.code,
        said["name"],
        said["explanation"],
        question,
        is_public=said["is_public"],
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=said["revision"],
    )
    _tell(request, is_new=is_new)
    return redirect(scenario_address(row.code))


def _overtaken(request: Request, conflict: Conflict, code: str) -> HttpResponse:
    shown_page = conflict_page(conflict, edit_url=request.path, back_url=scenario_address(code))
    return render(request, "core/conflict.html", {"conflict": shown_page}, status=409)


def withdraw_page(request: Request, code: str) -> HttpResponse:
    """Say with a reason that a scenario no longer counts; its versions stay."""
    require_form(may_keep_scenarios(request.actor))
    row, _agreement = _standing(request, code, AsOf(request.today))
    back = scenario_address(code)
    form = WithdrawForm(sent(request), initial={"revision": row.revision})
    page = EditPage(
        title=_("Trek “%(name)s” in") % {"name": row.name},
        crumbs=[*scenario_crumbs(), (row.name, back)],
        back_url=back,
        saved=_("Het scenario is ingetrokken. Wat er stond, blijft leesbaar."),
        submit_label=_("Trek in"),
        submit_tone="danger",
        intro=_(
            "Het staat daarna als ingetrokken in de lijst. Een voorstel waar het bij zit, verandert niet."
        ),
    )

    def save() -> str:
        reason, seen = form.cleaned_data["reason"], form.cleaned_data["revision"]
        is_new = withdraw_scenario(code, reason, actor=request.actor, now=clock.now(), expected_revision=seen)
        return back if is_new else AsItStood(back)

    return edit(request, form, page, save)


def _page(
    request: Request, asked: Asked, save: SaveForm, asof: AsOf, *, title: str, back: str
) -> HttpResponse:
    intro = _("Reken uit wat het betekent, naast de begroting en de afspraak. Het adres kunt u delen.")
    missing = missing_notice([asked.roll])
    context: dict[str, Any] = {
        **frame(title, scenario_crumbs(), intro=intro),
        **_form_parts(asked, save),
        "back_url": back,
        "kept": [(AGREEMENT_KEY, asked.form.agreement_code)],
        "notices": [missing] if missing else [],
    }
    if asked.found is None:
        return render(request, PAGE, context)
    name = f"scenario-{asked.found.question.reference_on.isoformat()}"
    table, parts = shown(asked.found, asked.data, asof, name=name, kept=(AGREEMENT_KEY, *KEYS.values()))
    return table.respond(request, PAGE, {**context, **parts, **_save_parts(request, asked.found, save, back)})


def _form_parts(asked: Asked, save: SaveForm) -> dict[str, Any]:
    panel = form_panel(asked.form)
    fields = {field.name: field for fieldset in panel.fieldsets for field in fieldset.fields}
    return {
        "errors": [*panel.errors, *form_panel(save).errors],
        "groups": [Fieldset(tuple(fields[name] for name in names), str(legend)) for legend, names in GROUPS],
        "without": fields["without"],
        "later": fields["later"],
        "districts": district_boxes(asked.roll, codes_in(asked.data)),
    }


def _save_parts(request: Request, found: ScenarioAnswer, save: SaveForm, back: str) -> Mapping[str, Any]:
    """The address to share, and for who may the form that saves: it posts to that very address."""
    address = f"{NEW}?{scenario_query(found.question)}"
    if not may_keep_scenarios(request.actor):
        return {"share_url": address}
    is_new = back == SCENARIOS
    query = scenario_query(found.question)
    label = _("Bewaar als scenario") if is_new else _("Bewaar als nieuwe versie")
    panel = form_panel(save, submit_label=label, cancel_url=back, action=f"{request.path}?{query}")
    return {"share_url": address, "save": replace(panel, errors=()), "save_title": label}
