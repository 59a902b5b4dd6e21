"""Proposing a budget or an amendment, looking at it, approving it and taking it back."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.refusing import RefusingForm
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice, Panel
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_approve_budget, may_propose_budget, may_read_budget
from noaber.finance.forms.billing import ReasonForm, SureForm
from noaber.finance.forms.budget.year_budget import BudgetForm
from noaber.finance.models import BUDGET_SIDES
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.budget.year_budget import (
    ProposalRow,
    YearBudget,
    budget_of,
    expected_contributions,
)
from noaber.finance.rules.budget.year_budget import (
    AskedLine,
    BudgetSide,
    LineChange,
    ProposalKind,
    ProposalStep,
)
from noaber.finance.services.budget.closing import refuse_closed
from noaber.finance.services.budget.year_budget import (
    approve_budget,
    first_lines,
    propose_budget,
    refuse_proposal,
    why_not,
    withdraw_budget,
)
from noaber.finance.views.budget.year_budget import (
    FACTS,
    PAGE,
    find_agreement,
    proposal_status,
    proposal_title,
)
from noaber.finance.views.places.budget import (
    budget_address,
    budget_year_crumbs,
    post_address,
    proposal_address,
)
from noaber.finance.views.taken import names_in, who

SIDES_IN_ORDER: Final = (BudgetSide.EXPENDITURE, BudgetSide.INCOME)


def change_budget_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Propose the first budget of a year, or a change of it."""
    require_form(may_propose_budget(request.actor))
    agreement = find_agreement(request.actor, agreement_code, year)
    budget = budget_of(agreement, year)
    if request.method != "POST":
        refuse_closed(agreement_code, year)
        refuse_proposal(budget)
    lines, is_amendment = _lines(request, agreement, budget), budget.is_approved
    form = BudgetForm(sent(request), lines=lines, revision=budget.revision, is_amendment=is_amendment)
    page = _form_page(agreement_code, budget, form)
    return edit(request, form, page, lambda: _propose(request, agreement_code, year, form))


def _propose(request: Request, agreement_code: str, year: int, form: BudgetForm) -> str:
    said = form.cleaned_data
    number = propose_budget(
        agreement_code,
        year,
        form.lines,
        actor=request.actor,
        now=clock.now(),
        reason=said.get("reason", ""),
        expected_revision=said["revision"],
    )
    if not number:
        return AsItStood(budget_address(agreement_code, year))
    return proposal_address(agreement_code, year, number)


def _lines(request: Request, agreement: AgreementRow, budget: YearBudget) -> tuple[AskedLine, ...]:
    """What stands; before there is a budget, the lines of the agreement and what the contributions bring in."""
    if budget.is_approved:
        return tuple(
            AskedLine(line.code, line.side, line.title, line.purpose, line.now_cents) for line in budget.lines
        )
    expected = expected_contributions(agreement, AsOf(request.today)).get(budget.year)
    return first_lines(agreement.terms, expected.cents if expected else 0)


def _form_page(agreement_code: str, budget: YearBudget, form: BudgetForm) -> EditPage:
    facts = {"year": budget.year}
    if budget.is_approved:
        title = _("Begrotingswijziging %(year)s") % facts
        intro = _(
            "Pas aan wat verandert. Maak een rij leeg om een post weg te halen. Iemand anders keurt het goed."
        )
    else:
        title = _("Begroting %(year)s") % facts
        intro = _(
            "De posten komen uit de afspraak; de inkomsten uit wat de gemeenten bijdragen. Kijk het na. Iemand anders "
            "keurt het goed."
        )
    return EditPage(
        title=title,
        crumbs=budget_year_crumbs(agreement_code, budget.year),
        back_url=budget_address(agreement_code, budget.year),
        saved=_("Voorgesteld. Iemand anders kan het nu goedkeuren."),
        submit_label=_("Stel voor"),
        intro=intro,
        fieldsets=form.fieldsets,
    )


def proposal_page(request: Request, agreement_code: str, year: int, number: int) -> HttpResponse:
    """From -> to of every line, who proposed it and who decided."""
    require(may_read_budget(request.actor))
    row = _find(request, agreement_code, year, number)
    table = _changes_table(request, row)
    context = {
        "heading": PageHeading(
            proposal_title(row), kicker=_("Begroting"), intro=row.reason, actions=_actions(request, row)
        ),
        **crumbs_of(budget_year_crumbs(agreement_code, year), proposal_title(row)),
        "notices": _what_now(request, row),
        "panels": [Panel(_("Dit voorstel"), FACTS, _facts(row))],
        "tables": [table],
    }
    return table.respond(request, PAGE, context)


def _find(request: Request, agreement_code: str, year: int, number: int) -> ProposalRow:
    agreement = find_agreement(request.actor, agreement_code, year)
    found = budget_of(agreement, year).proposal(number)
    if found is None:
        raise Http404
    return found


def _actions(request: Request, row: ProposalRow) -> tuple[Action, ...]:
    if not row.is_waiting:
        return ()
    address = proposal_address(row.agreement_code, row.year, row.number)
    found = []
    if may_approve_budget(request.actor, row.made.persons):
        found.append(Action(_("Keur goed"), f"{address}goedkeuren/", "primary"))
    if may_propose_budget(request.actor):
        found.append(Action(_("Trek in"), f"{address}intrekken/", "danger"))
    return tuple(found)


def _what_now(request: Request, row: ProposalRow) -> list[Notice]:
    if row.is_waiting and not may_approve_budget(request.actor, row.made.persons):
        return [Notice(_("Iemand anders moet dit goedkeuren: de coördinator of een tweede controller."))]
    return []


def _facts(row: ProposalRow) -> DefinitionList:
    names = names_in(row.made, row.decided)
    items = [
        Definition(_("Stand"), status=proposal_status(row)),
        Definition(_("Voorgesteld"), long_date(row.made.at.date()), note=who(row.made, names)),
    ]
    if row.decided:
        note = "; ".join(part for part in (who(row.decided, names), row.decided.note) if part)
        items.append(Definition(_("Besloten"), long_date(row.decided.at.date()), note=note))
    for side in SIDES_IN_ORDER:
        changes = [each for each in row.changes if each.side is side]
        total = sum(each.difference_cents for each in changes)
        label = str(BUDGET_SIDES[side]).capitalize()
        if row.kind is ProposalKind.AMENDMENT:
            label = _("Verandering van de %(side)s") % {"side": BUDGET_SIDES[side]}
        items.append(Definition(label, format_euro(total), is_number=True))
    return DefinitionList(tuple(items))


def _changes_table(request: Request, row: ProposalRow) -> Table:
    columns = [
        Column("title", _("Post"), "link"),
        Column("side", _("Kant")),
        Column("before", _("Was"), "money"),
        Column("after", _("Wordt"), "money"),
        Column("difference", _("Verschil"), "money"),
        Column("purpose", _("Waarvoor")),
    ]
    rows = [_change_row(row, each) for side in SIDES_IN_ORDER for each in row.changes if each.side is side]
    return list_table(
        request.GET,
        name=f"begroting-{row.year}-voorstel-{row.number}",
        caption=_("Wat er verandert per post"),
        columns=columns,
        rows=rows,
        phone="scroll",
    )


def _change_row(row: ProposalRow, each: LineChange) -> Row:
    return {
        "title": each.title,
        "url": post_address(row.agreement_code, row.year, each.code) if row.is_approved else "",
        "side": str(BUDGET_SIDES[each.side]),
        "before": each.before_cents,
        "after": each.after_cents,
        "difference": each.difference_cents,
        "purpose": each.purpose,
    }


def approve_budget_page(request: Request, agreement_code: str, year: int, number: int) -> HttpResponse:
    """Approve what another person proposed."""
    row = _find(request, agreement_code, year, number)
    require_form(may_approve_budget(request.actor, row.made.persons))
    spending = sum(each.difference_cents for each in row.changes if each.side is BudgetSide.EXPENDITURE)
    intro = _(
        "De uitgaven veranderen met %(amount)s. U zegt hiermee dat u de bedragen hebt nagekeken. Daarna verandert "
        "alleen een begrotingswijziging er nog iets aan."
    ) % {"amount": format_euro(spending)}
    page = _step_page(row, _("Keur goed"), _("Goedgekeurd."), intro)
    return _step(
        request,
        row,
        ProposalStep.APPROVED,
        SureForm(sent(request)),
        page,
        lambda _why: approve_budget(row, actor=request.actor, now=clock.now()),
    )


def withdraw_budget_page(request: Request, agreement_code: str, year: int, number: int) -> HttpResponse:
    """Take back what was not decided upon."""
    row = _find(request, agreement_code, year, number)
    require_form(may_propose_budget(request.actor))
    page = _step_page(
        row, _("Trek in"), _("Ingetrokken."), _("Het voorstel blijft te lezen, maar telt niet mee.")
    )
    return _step(
        request,
        row,
        ProposalStep.WITHDRAWN,
        ReasonForm(sent(request)),
        page,
        lambda why: withdraw_budget(row, reason=why, actor=request.actor, now=clock.now()),
    )


def _step_page(row: ProposalRow, title: str, saved: str, intro: str) -> EditPage:
    address = proposal_address(row.agreement_code, row.year, row.number)
    return EditPage(
        title=title,
        kicker=proposal_title(row),
        crumbs=[*budget_year_crumbs(row.agreement_code, row.year), (proposal_title(row), address)],
        back_url=address,
        saved=saved,
        submit_label=title,
        intro=intro,
    )


def _step(
    request: Request,
    row: ProposalRow,
    step: ProposalStep,
    form: RefusingForm,
    page: EditPage,
    take: Callable[[str], bool],
) -> HttpResponse:
    """No form for a step that cannot be taken; who sends one a second time is told so by the step itself."""
    if request.method != "POST" and (why := why_not(row, step)):
        raise DomainError(why)

    def save() -> str:
        is_new = take(form.cleaned_data.get("reason", ""))
        return page.back_url if is_new else AsItStood(page.back_url)

    return edit(request, form, page, save)
