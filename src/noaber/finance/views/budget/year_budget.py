"""/begroting/: the years of an agreement side by side, and one year with all its columns."""

from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Bar, bar_chart
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Notice, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import (
    may_propose_budget,
    may_read_budget,
    may_read_spending,
    may_request_commitment,
)
from noaber.finance.models import PROPOSAL_KINDS
from noaber.finance.queries.agreements.agreement import AgreementRow, agreement_called
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.budget.year_budget import (
    Expected,
    ProposalRow,
    YearBudget,
    budget_of,
    budgets_of,
    expected_contributions,
)
from noaber.finance.rules.budget.year_budget import (
    CONTRIBUTIONS,
    BudgetSide,
    ProposalKind,
    ProposalStep,
    totals,
)
from noaber.finance.views.budget.adopted import (
    AdoptedYear,
    adopted_notice,
    adopted_sums,
    adopted_table,
    adopted_year,
)
from noaber.finance.views.budget.over import over_notices
from noaber.finance.views.budget.tables import NAMES, asked_table, year_table, years_table
from noaber.finance.views.notices import no_agreement
from noaber.finance.views.places.budget import (
    CO_FUNDING,
    COMMITMENTS,
    PURCHASES,
    budget_address,
    budget_crumbs,
    co_funding_address,
    post_address,
    proposal_address,
)
from noaber.finance.views.taken import names_in, who

PAGE: Final = "finance/budget/year_budget.html"
FACTS: Final = "core/components/facts_panel.html"
TABLE: Final = "core/components/table_panel.html"
CHART: Final = "finance/chart_panel.html"
STATES: Final[dict[ProposalStep | None, tuple[Promise, Tone]]] = {
    None: (gettext_lazy("wacht op goedkeuring"), "warning"),
    ProposalStep.APPROVED: (gettext_lazy("goedgekeurd"), "ok"),
    ProposalStep.WITHDRAWN: (gettext_lazy("ingetrokken"), "neutral"),
}
ORDER: Final = (BudgetSide.EXPENDITURE, BudgetSide.INCOME)


def budget_page(request: Request) -> HttpResponse:
    """Every year of the agreement side by side: what is budgeted on each line."""
    require(may_read_budget(request.actor))
    asof = AsOf(request.today)
    found = agreement_for(request.actor, asof, request.GET.get("afspraak", ""))
    heading = PageHeading(
        _("Begroting"),
        actions=_ways(request.actor),
        intro=_(
            "Wat het netwerk per jaar verwacht te ontvangen en uit te geven. Elk bedrag opent wat erachter zit."
        ),
    )
    context = {"heading": heading, **crumbs_of(budget_crumbs()[:1], _("Begroting"))}
    if found is None:
        return render(request, PAGE, {**context, "nothing": no_agreement(request.actor, asof)})
    budgets = budgets_of(found)
    tables = {NAMES[side]: years_table(request, found.code, budgets, side) for side in ORDER}
    context |= {"panels": [_states_panel(found, budgets)], "tables": tables.values()}
    return asked_table(request, tables).respond(request, PAGE, context)


def _ways(actor: Actor) -> tuple[Action, ...]:
    """On to co-funding and, for who may see them, to what is committed and bought."""
    ways = [Action(_("Cofinanciering"), CO_FUNDING)]
    if may_read_spending(actor):
        ways += [Action(_("Verplichtingen"), COMMITMENTS), Action(_("Inkoopfacturen"), PURCHASES)]
    return tuple(ways)


def _states_panel(found: AgreementRow, budgets: Mapping[int, YearBudget]) -> Panel:
    columns = [
        Column("year", _("Jaar"), "link"),
        Column("state", _("Stand"), "status"),
        Column("income", _("Inkomsten"), "money"),
        Column("expenditure", _("Uitgaven"), "money"),
        Column("difference", _("Verschil"), "money"),
        Column("amendments", _("Wijzigingen"), "number"),
    ]
    rows = [_state_row(found, budget) for budget in budgets.values()]
    table = plain_table(
        name="jaren",
        caption=found.terms.title,
        columns=columns,
        rows=rows,
        notes=[_("Verschil = inkomsten − uitgaven. Onder nul is er geld te kort.")],
    )
    return Panel(_("Jaren naast elkaar"), TABLE, table)


def _state_row(found: AgreementRow, budget: YearBudget) -> Row:
    income = totals(budget.of(BudgetSide.INCOME)).now_cents
    expenditure = totals(budget.of(BudgetSide.EXPENDITURE)).now_cents
    approved = [row for row in budget.proposals if row.is_approved]
    return {
        "year": str(budget.year),
        "url": budget_address(found.code, budget.year),
        "state": year_status(budget),
        "income": income if budget.is_approved else None,
        "expenditure": expenditure if budget.is_approved else None,
        "difference": income - expenditure if budget.is_approved else None,
        "amendments": sum(1 for row in approved if row.kind is ProposalKind.AMENDMENT),
    }


def year_status(budget: YearBudget) -> Status:
    if budget.waiting and budget.is_approved:
        return Status(_("vastgesteld, wijziging wacht"), "warning")
    if budget.waiting:
        return proposal_status(budget.waiting)
    if budget.is_approved:
        return Status(_("vastgesteld"), "ok")
    return Status(_("nog geen begroting"), "neutral")


def proposal_status(row: ProposalRow) -> Status:
    label, tone = STATES[row.step]
    return Status(str(label), tone)


def proposal_title(row: ProposalRow) -> str:
    """Such as "Begroting 2021", "Begrotingswijziging 2021-1"."""
    kind = str(PROPOSAL_KINDS[row.kind]).capitalize()
    if row.kind is ProposalKind.ORIGINAL and row.ordinal == 1:
        return f"{kind} {row.year}"
    return f"{kind} {row.year}-{row.ordinal}"


def find_agreement(actor: Actor, agreement_code: str, year: int) -> AgreementRow:
    """The agreement of a page about one of its years; what the reader may not see is not there."""
    found = agreement_called(agreement_code)
    if found is None or year not in found.terms.years:
        raise Http404
    return found


def budget_year_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """One year: income beside expenditure, each line with all its columns, and what was proposed."""
    require(may_read_budget(request.actor))
    found = find_agreement(request.actor, agreement_code, year)
    budget = budget_of(found, year)
    expected = expected_contributions(found, AsOf(request.today)).get(year)
    adopted = adopted_year(found.code, year)
    tables = _year_tables(request, found, budget, adopted)
    context = {
        "heading": PageHeading(
            _("Begroting %(year)s") % {"year": year},
            kicker=found.terms.title,
            actions=_year_actions(request, found, budget, is_closed=adopted is not None),
        ),
        **crumbs_of(budget_crumbs(), str(year)),
        "notices": [adopted_notice(adopted)]
        if adopted
        else _notices(request.actor, budget, expected, found.code),
        "panels": _year_panels(found, budget, expected, adopted) if budget.is_approved else [],
        "tables": tables.values() if budget.is_approved else [],
        "nothing": None if budget.is_approved else _nothing(budget),
        "after": [_proposals_panel(budget)] if budget.proposals else [],
    }
    return asked_table(request, tables).respond(request, PAGE, context)


def _year_tables(
    request: Request, found: AgreementRow, budget: YearBudget, adopted: AdoptedYear | None
) -> dict[str, Table]:
    """Both sides; of a year whose account was adopted as they were adopted."""
    return {
        NAMES[side]: adopted_table(request, budget, side, adopted)
        if adopted
        else year_table(request, found.code, budget, side)
        for side in ORDER
    }


def _year_actions(
    request: Request, found: AgreementRow, budget: YearBudget, *, is_closed: bool
) -> tuple[Action, ...]:
    ways = [Action(_("Cofinanciering"), co_funding_address(found.code, budget.year))]
    if budget.is_approved:
        ways.append(Action(_("Verslagen"), budget_address(found.code, budget.year, "verslag/")))
    if budget.is_approved and may_read_spending(request.actor):
        asking = budget_address(found.code, budget.year, "verplichtingen/nieuw/")
        ways.append(Action(_("Journaal"), budget_address(found.code, budget.year, "journaal/")))
        may_ask = not is_closed and may_request_commitment(request.actor)
        ways += [Action(_("Vraag geld aan"), asking)] if may_ask else []
    if is_closed or not may_propose_budget(request.actor) or budget.waiting:
        return tuple(ways)
    label = _("Maak een begrotingswijziging") if budget.is_approved else _("Stel de begroting voor")
    tone = "secondary" if budget.is_approved else "primary"
    return (Action(label, budget_address(found.code, budget.year, "wijzigen/"), tone), *ways)  # type: ignore[arg-type]


def _nothing(budget: YearBudget) -> EmptyState:
    if budget.waiting:
        text = _(
            "Iemand anders moet haar nog goedkeuren. Daarna kan er geld worden vastgelegd en uitgegeven."
        )
        return EmptyState(_("De begroting is voorgesteld"), text)
    text = _(
        "De controller stelt haar voor, met de posten van de afspraak en wat de bijdragen opleveren. Iemand anders "
        "keurt haar goed."
    )
    return EmptyState(_("Er is nog geen begroting voor dit jaar"), text)


def _notices(actor: Actor, budget: YearBudget, expected: Expected | None, code: str) -> list[Notice]:
    found = over_notices(actor, code, budget.year, budget.lines, is_waiting=bool(budget.waiting))
    if budget.waiting:
        address = proposal_address(budget.waiting.agreement_code, budget.year, budget.waiting.number)
        title = proposal_title(budget.waiting)
        text = _("%(title)s wacht op goedkeuring door een ander.") % {"title": title}
        found.append(Notice(text, "warning", action=Action(_("Bekijk"), address)))
    line = budget.line(CONTRIBUTIONS)
    if budget.is_approved and expected and line and line.now_cents != expected.cents:
        text = _("Begroot is %(budgeted)s aan bijdragen; %(source)s %(expected)s. Verschil: %(difference)s.")
        facts = {
            "budgeted": format_euro(line.now_cents),
            "source": _expected_words(expected),
            "expected": format_euro(expected.cents),
            "difference": format_euro(expected.cents - line.now_cents),
        }
        found.append(Notice(text % facts, "warning"))
    return found


def _expected_words(expected: Expected) -> str:
    if expected.run_number is None:
        day = long_date(expected.reference_on)
        return _("met de inwoners van %(day)s is het") % {"day": day}
    return _("factuurronde %(number)s komt op") % {"number": expected.run_number}


def _year_panels(
    found: AgreementRow, budget: YearBudget, expected: Expected | None, adopted: AdoptedYear | None
) -> list[Panel]:
    bars = [
        Bar(
            line.title,
            line.now_cents,
            format_euro(line.now_cents),
            post_address(found.code, budget.year, line.code),
        )
        for line in budget.of(BudgetSide.EXPENDITURE)
    ]
    chart = bar_chart(
        name="posten",
        title=_("Begroot per post in %(year)s") % {"year": budget.year},
        bars=bars,
        label_header=_("Post"),
        value_header=_("Begroot nu"),
    )
    return [
        Panel(
            _("Inkomsten naast uitgaven"),
            FACTS,
            adopted_sums(budget, adopted) if adopted else _sums(budget, expected),
            width="half",
        ),
        Panel(_("Waar het geld voor is"), CHART, chart, width="half"),
    ]


def _sums(budget: YearBudget, expected: Expected | None) -> DefinitionList:
    income, expenditure = (totals(budget.of(side)) for side in BudgetSide)
    items = [
        Definition(_("Begrote inkomsten"), format_euro(income.now_cents), is_number=True),
        Definition(_("Begrote uitgaven"), format_euro(expenditure.now_cents), is_number=True),
        Definition(
            _("Verschil"),
            format_euro(income.now_cents - expenditure.now_cents),
            note=_("staat er zoals het is; niets is weggerekend"),
            is_number=True,
        ),
        Definition(_("Ontvangen"), format_euro(income.spent_cents), is_number=True),
        Definition(_("Uitgegeven"), format_euro(expenditure.spent_cents), is_number=True),
        Definition(_("Nog vrij op de posten"), format_euro(expenditure.left_cents), is_number=True),
    ]
    if expected:
        label = _("Bijdragen: %(source)s") % {"source": _expected_words(expected)}
        items.append(Definition(label, format_euro(expected.cents), is_number=True))
    return DefinitionList(tuple(items))


def _proposals_panel(budget: YearBudget) -> Panel:
    columns = [
        Column("title", _("Voorstel"), "link"),
        Column("state", _("Stand"), "status"),
        Column("made_at", _("Voorgesteld op"), "moment"),
        Column("who", _("Door")),
        Column("difference", _("Uitgaven"), "money"),
        Column("reason", _("Waarom")),
    ]
    names = names_in(*(row.made for row in budget.proposals))
    rows = [_proposal_row(row, names) for row in reversed(budget.proposals)]
    table = plain_table(name="voorstellen", caption=_("Voorgesteld en besloten"), columns=columns, rows=rows)
    return Panel(_("Begroting en wijzigingen"), TABLE, table)


def _proposal_row(row: ProposalRow, names: Mapping[int, str]) -> Row:
    spending = [each for each in row.changes if each.side is BudgetSide.EXPENDITURE]
    return {
        "title": proposal_title(row),
        "url": proposal_address(row.agreement_code, row.year, row.number),
        "state": proposal_status(row),
        "made_at": row.made.at,
        "who": who(row.made, names),
        "difference": sum(each.difference_cents for each in spending),
        "reason": row.reason,
    }
