"""Writing, changing and taking back a result: for the coordinator, and for the lead of the team of its theme."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.network.api import KIND_WORDS, bodies, organisations
from noaber.strategy.access import may_add_result, may_record_result
from noaber.strategy.forms.results import Groups, ResultForm
from noaber.strategy.forms.withdrawing import RemoveEvidenceForm, WithdrawResultForm
from noaber.strategy.queries.periods.discharge import is_discharged, refuse_discharged
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.results.claims import area_choices, offence_choices
from noaber.strategy.queries.results.result import ResultRow, partner_names, results
from noaber.strategy.queries.selection.period_themes import carried_in, titles_under
from noaber.strategy.rules.results.result import ResultState, removal_asks_reason
from noaber.strategy.services.results.result import record_result, remove_evidence_file
from noaber.strategy.views.carrying import lacking_notice
from noaber.strategy.views.file_removal import removal_effects
from noaber.strategy.views.filling import asks_more, for_who_prepares, typed_in
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.naming import free_code
from noaber.strategy.views.places import result_address, results_address, results_crumbs
from noaber.strategy.views.results.result import find_result
from noaber.strategy.views.saying import said_by
from noaber.strategy.views.theme_choices import theme_choices
from noaber.strategy.views.theme_notices import about_theme, result_fault
from noaber.strategy.views.withdrawing import withdrawal, withdrawal_page


def new_page(request: Request, code: str) -> HttpResponse:
    """A result that is new; its code follows from its title."""
    asof = AsOf(request.today)
    require_form(may_add_result(request.actor, asof))
    refuse_discharged(code, asof)
    found = find_period(code, asof)
    form = _form(request, found, None, asof)

    def save() -> str:
        own = free_code(form.text.title, {row.code for row in results(code, asof)})
        _record(request, code, own, form)
        return result_address(code, own)

    effect = _("Een resultaat kan er nog niet bij staan.")
    page = replace(_page(found, None, form), notice=lacking_notice(request.actor, found, asof, effect))
    return edit(request, form, for_who_prepares(request, page), save)


def change_page(request: Request, code: str, result_code: str) -> HttpResponse:
    """Another partner, better evidence, or recorded for everyone; what stood there stays readable."""
    asof = AsOf(request.today)
    found, row = find_result(request, code, result_code, asof)
    require_form(may_record_result(request.actor, row.theme, asof))
    refuse_discharged(code, asof)
    _refuse_withdrawn(row)
    form = _form(request, found, row, asof)

    def save() -> str:
        _record(request, code, result_code, form)
        return result_address(code, result_code)

    fault, address = result_fault(row, asof), result_address(code, row.code, "thema/")
    theme = titles_under(code, asof).get(row.theme, row.theme)
    page = about_theme(_page(found, row, form), theme, fault=fault, address=address)
    return edit(request, form, for_who_prepares(request, page), save)


def _refuse_withdrawn(row: ResultRow) -> None:
    if row.text.state is ResultState.WITHDRAWN:
        raise DomainError(_("Dit resultaat is ingetrokken; er wordt niets meer op vastgelegd."))


def _record(request: Request, code: str, result_code: str, form: ResultForm) -> None:
    record_result(
        code,
        result_code,
        form.cleaned_data.get("theme", ""),
        form.text,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=form.cleaned_data["revision"],
        uploads=form.uploads,
    )


def _form(request: Request, found: TitleRow, row: ResultRow | None, asof: AsOf) -> ResultForm:
    return ResultForm(
        *typed_in(request),
        partners=_partners(request, row, asof),
        themes=() if row else theme_choices(request, asof, carried_in(found, asof)),
        offences=offence_choices(),
        areas=area_choices(asof),
        known=row.text if row else None,
        revision=row.revision if row else 0,
        file_names={each.key: each.name for each in row.files} if row else {},
        retyped=asks_more(request),
        takes_file=not request.actor.prepares_only,
    )


def _partners(request: Request, row: ResultRow | None, asof: AsOf) -> Groups:
    """Bodies and organisations by kind; who stands with it and is no more can stay."""
    groups: dict[str, list[tuple[str, str]]] = {
        _("Overleggen"): [(f"body:{each.code}", each.called) for each in bodies(request.actor, asof)]
    }
    for each in organisations(request.actor, asof):
        kind = str(KIND_WORDS[each.kind]).capitalize()
        groups.setdefault(kind, []).append((f"organisation:{each.code}", each.name))
    known = {key for rows in groups.values() for key, _name in rows}
    gone = [each for each in (row.text.partners if row else ()) if each.key not in known]
    if gone and row:
        names = partner_names((row,), asof)
        groups[_("Eerder")] = [(each.key, names.get(each.key, each.key)) for each in gone]
    return list(groups.items())


def _page(found: TitleRow, row: ResultRow | None, form: ResultForm) -> EditPage:
    own = [(row.text.title, result_address(found.code, row.code))] if row else []
    return EditPage(
        title=_("Wijzig het resultaat") if row else _("Leg een resultaat vast"),
        kicker=found.title,
        crumbs=[*results_crumbs(found.code, found.title), *own],
        back_url=own[0][1] if own else results_address(found.code),
        saved=_("Het resultaat is bewaard. Wat er eerder stond, blijft te lezen."),
        submit_label=_("Bewaar"),
        intro=_("Noem iedereen die eraan werkte. Niemand is de enige eigenaar van een resultaat."),
        fieldsets=form.fieldsets,
        adds=_("Meer rijen") if form.can_have_more else "",
    )


def withdraw_page(request: Request, code: str, result_code: str) -> HttpResponse:
    """Take a result back, with the reason; what was recorded stays readable."""
    asof = AsOf(request.today)
    found, row = find_result(request, code, result_code, asof)
    require_form(may_record_result(request.actor, row.theme, asof))
    refuse_discharged(code, asof)
    _refuse_withdrawn(row)
    crumbs = [
        *results_crumbs(found.code, found.title),
        (row.text.title, result_address(code, result_code)),
    ]
    intro = _(
        "Wie het al kon lezen, kan het blijven lezen, met de reden. Dit kan niet ongedaan worden gemaakt."
    )
    saved = _("Het resultaat is ingetrokken.")

    def take_back(reason: str, seen: int) -> None:
        text = replace(row.text, state=ResultState.WITHDRAWN, reason=reason)
        record_result(code, result_code, row.theme, text, **said_by(request), expected_revision=seen)

    return withdrawal(
        request,
        WithdrawResultForm(sent(request), initial={"revision": row.revision}),
        withdrawal_page(_("Trek het resultaat in"), row.text.title, crumbs, intro=intro, saved=saved),
        take_back,
    )


def remove_file_page(request: Request, code: str, result_code: str, file: Any) -> HttpResponse:
    """Ask why, then take a document away for everyone."""
    asof = AsOf(request.today)
    found, row = find_result(request, code, result_code, asof)
    require(may_record_result(request.actor, row.theme, asof))
    kept = row.file(str(file))
    if kept is None:
        raise Http404
    crumbs = [*results_crumbs(code, found.title), (row.text.title, result_address(code, result_code))]
    page = withdrawal_page(_("Haal het bestand weg"), kept.name, crumbs, saved=_("Het bestand is weg."))
    asks_reason = removal_asks_reason(row.text.state, is_discharged=is_discharged(code, asof))
    return withdrawal(
        request,
        RemoveEvidenceForm(sent(request), revision=row.revision, asks_reason=asks_reason),
        replace(page, intro=" ".join(removal_effects())),
        lambda reason, seen: remove_evidence_file(
            code, result_code, kept.key, reason, **said_by(request), expected_revision=seen
        ),
    )
