"""Correcting the theme of a joint position, a grant file or a result: while nothing final rests on it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import Crumbs, EditPage, edit
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.strategy.access import may_record_grant, may_record_position, may_record_result
from noaber.strategy.forms.results import Choices
from noaber.strategy.forms.themes import CorrectThemeForm
from noaber.strategy.queries.periods.discharge import refuse_discharged
from noaber.strategy.queries.selection.period_themes import carried_in
from noaber.strategy.services.themes.corrections import (
    correct_grant_theme,
    correct_position_theme,
    correct_result_theme,
)
from noaber.strategy.views.grants.grant import find_grant, grants_crumbs
from noaber.strategy.views.places import grant_address, position_address, result_address, results_crumbs
from noaber.strategy.views.positions.position import find_position, positions_crumbs
from noaber.strategy.views.results.result import find_result
from noaber.strategy.views.theme_choices import theme_choices
from noaber.strategy.views.theme_notices import grant_fault, position_fault, result_fault

Correct = Callable[..., bool]


def position_theme_page(request: Request, position_code: str) -> HttpResponse:
    """Another theme for a joint position."""
    asof = AsOf(request.today)
    row = find_position(position_code, asof)
    require_form(may_record_position(request.actor, row.theme, asof))
    _refuse(position_fault(row))
    form = _form(request, theme_choices(request, asof), row.theme, row.revision)
    page = _page(row.text.title, positions_crumbs(), position_address(row.code))
    return edit(request, form, page, lambda: _save(request, correct_position_theme, (row.code,), form, page))


def grant_theme_page(request: Request, grant_code: str) -> HttpResponse:
    """Another theme for a grant file."""
    asof = AsOf(request.today)
    row = find_grant(grant_code, asof)
    require_form(may_record_grant(request.actor, row.theme, asof))
    _refuse(grant_fault(row))
    form = _form(request, theme_choices(request, asof), row.theme, row.revision)
    page = _page(row.text.title, grants_crumbs(), grant_address(row.code))
    return edit(request, form, page, lambda: _save(request, correct_grant_theme, (row.code,), form, page))


def result_theme_page(request: Request, code: str, result_code: str) -> HttpResponse:
    """Another theme for a result, of those of its period."""
    asof = AsOf(request.today)
    found, row = find_result(request, code, result_code, asof)
    require_form(may_record_result(request.actor, row.theme, asof))
    refuse_discharged(code, asof)
    _refuse(result_fault(row, asof))
    form = _form(request, theme_choices(request, asof, carried_in(found, asof)), row.theme, row.revision)
    page = _page(row.text.title, results_crumbs(code, found.title), result_address(code, row.code))
    where = (code, row.code)
    return edit(request, form, page, lambda: _save(request, correct_result_theme, where, form, page))


def _refuse(fault: str) -> None:
    if fault:
        raise DomainError(_("Het thema staat vast. %(why)s") % {"why": fault})


def _form(request: Request, themes: Choices, known: str, revision: int) -> CorrectThemeForm:
    return CorrectThemeForm(sent(request), themes=themes, known=known, revision=revision)


def _save(
    request: Request, correct: Correct, where: tuple[str, ...], form: CorrectThemeForm, page: EditPage
) -> str:
    typed, actor = form.cleaned_data, request.actor
    seen: int = typed["revision"]
    if not correct(*where, typed["theme"], actor=actor, today=request.today, expected_revision=seen):
        raise DomainError(_("Er is niets gewijzigd: zo stond het er al."))
    return page.back_url


def _page(title: str, crumbs: Crumbs, back: str) -> EditPage:
    return EditPage(
        title=_("Corrigeer het thema"),
        kicker=title,
        crumbs=[*crumbs, (title, back)],
        back_url=back,
        saved=_("Het thema is gecorrigeerd."),
        submit_label=_("Leg vast"),
        intro=_(
            "Doe dit als het onder het verkeerde thema staat. Het staat dan overal onder het andere thema, ook op "
            "eerdere dagen. Wie dit wanneer deed, blijft bewaard."
        ),
    )
