"""Recording a grant, its steps, and what is corrected in them."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_grants
from noaber.finance.forms.grants import GrantForm, StepForm, WithdrawForm
from noaber.finance.models import GRANT_STEPS
from noaber.finance.queries.agreements.choosing import may_see
from noaber.finance.queries.budget.year_budget import income_lines
from noaber.finance.queries.grants import GrantRow, grants
from noaber.finance.queries.reports.report import closed_years
from noaber.finance.rules.grants.grant import IncomeLine, KnownStep
from noaber.finance.services.grants.grant import (
    correct_grant_step,
    free_code,
    record_grant,
    record_grant_step,
    withdraw_grant_step,
)
from noaber.finance.views.grants.grant import find_grant
from noaber.finance.views.places.grants import GRANTS, grant_address, grants_crumbs
from noaber.network.api import organisations
from noaber.strategy.api import grant_titles


def new_page(request: Request) -> HttpResponse:
    """A grant that is new; its code follows from its name."""
    require_form(may_keep_grants(request.actor))
    form = _grant_form(request, None)

    def save() -> str:
        return _record(request, free_code(form.details.title, [row.code for row in grants()]), form)

    return edit(request, form, _page(request, None, _("Leg een subsidie vast")), save)


def change_page(request: Request, code: str) -> HttpResponse:
    """Better words for what a grant is."""
    require_form(may_keep_grants(request.actor))
    row = find_grant(code)
    form = _grant_form(request, row)
    return edit(request, form, _page(request, row, _("Wijzig")), lambda: _record(request, code, form))


def _grant_form(request: Request, row: GrantRow | None) -> GrantForm:
    asof = AsOf(request.today)
    return GrantForm(
        sent(request),
        organisations=organisation_choices(request),
        files=[(code, title) for code, title, *_rest in grant_titles(asof)],
        lines=_line_choices(request, row),
        known=row.text if row else None,
        revision=row.revision if row else 0,
    )


def _line_choices(request: Request, row: GrantRow | None) -> dict[IncomeLine, str]:
    """Every line of income in the budget of an open year, the last year first; and the one that it comes in on."""
    own, found = row.text.line if row else None, {}
    for agreement in may_see(request.actor, AsOf(request.today)):
        closed = closed_years(agreement.code)
        for year, line in income_lines(agreement):
            each = IncomeLine(agreement.code, year, line.code)
            if year not in closed or each == own:
                found[each] = f"{year}: {line.title} ({agreement.terms.title})"
    return dict(sorted(found.items(), key=lambda each: -each[0].year))


def organisation_choices(request: Request) -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in organisations(request.actor, AsOf(request.today))]


def _record(request: Request, code: str, form: GrantForm) -> str:
    is_new = record_grant(
        code,
        form.details,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=form.cleaned_data["revision"],
    )
    return went_to(grant_address(code), is_new=is_new)


def went_to(address: str, *, is_new: bool) -> str:
    return address if is_new else AsItStood(address)


def step_page(request: Request, code: str) -> HttpResponse:
    """One more step."""
    require_form(may_keep_grants(request.actor))
    row = find_grant(code)
    form = StepForm(sent(request), revision=row.revision, reports=_reports(row))

    def save() -> str:
        key = record_grant_step(
            code,
            form.step,
            answers=form.answered,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=form.cleaned_data["revision"],
        )
        return went_to(grant_address(code), is_new=key is not None)

    return edit(request, form, _page(request, row, _("Leg een stap vast")), save)


def _reports(row: GrantRow) -> Sequence[tuple[str, str]]:
    words = _("die van %(day)s")
    return [(str(each.key), words % {"day": long_date(each.due_on)}) for each in row.reports]


def correct_page(request: Request, code: str, key: int) -> HttpResponse:
    """A better step in the place of one; what stood there stays to be read."""
    require_form(may_keep_grants(request.actor))
    row = find_grant(code)
    step = _step(row, key)
    form = StepForm(sent(request), revision=row.revision, known=step.text)

    def save() -> str:
        is_new = correct_grant_step(
            code,
            key,
            form.step,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=form.cleaned_data["revision"],
        )
        return went_to(grant_address(code), is_new=is_new)

    intro = _("Wat er stond, blijft te lezen. %(step)s") % {"step": _in_words(step)}
    return edit(request, form, _page(request, row, _("Verbeter de stap"), intro), save)


def withdraw_page(request: Request, code: str, key: int) -> HttpResponse:
    """Say that a step never was."""
    require_form(may_keep_grants(request.actor))
    row = find_grant(code)
    step = _step(row, key)
    form = WithdrawForm(sent(request), revision=row.revision)

    def save() -> str:
        is_new = withdraw_grant_step(
            code,
            key,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=form.cleaned_data["revision"],
        )
        return went_to(grant_address(code), is_new=is_new)

    intro = _("Zij telt dan niet meer mee, en blijft te lezen. %(step)s") % {"step": _in_words(step)}
    return edit(request, form, _page(request, row, _("Trek de stap in"), intro), save)


def _step(row: GrantRow, key: int) -> KnownStep:
    """A step that holds, or one that was replaced since the page was opened: the service says so then."""
    found = next((each for each in row.every if each.key == key), None)
    if found is None:
        raise Http404
    return found


def _in_words(step: KnownStep) -> str:
    facts = {"kind": str(GRANT_STEPS[step.text.kind]).capitalize(), "day": long_date(step.text.on)}
    if step.text.amount_cents is None:
        return _("%(kind)s, %(day)s.") % facts
    amount = format_euro(step.text.amount_cents)
    return _("%(kind)s, %(day)s: %(amount)s.") % {**facts, "amount": amount}


def _page(request: Request, row: GrantRow | None, title: str, intro: str = "") -> EditPage:
    own = [(row.text.title, grant_address(row.code))] if row else []
    return EditPage(
        title=title,
        kicker=row.text.title if row else "",
        crumbs=[*grants_crumbs(request.actor), *own],
        back_url=own[0][1] if own else GRANTS,
        saved=_("Het is vastgelegd."),
        submit_label=_("Leg vast"),
        intro=intro,
    )
