"""/begroting/<agreement>/<year>/post/<code>/: one line of a year, with the rows behind each of its figures."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.requests import Request
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_budget, may_read_grants, may_read_invoices, may_read_spending
from noaber.finance.models import BUDGET_SIDES
from noaber.finance.queries.budget.year_budget import ProposalRow, YearBudget, budget_of
from noaber.finance.queries.grants import GrantRow, grants_on
from noaber.finance.queries.spending.bank_bookings import bank_bookings_on
from noaber.finance.queries.spending.bookings import bookings_of, commitments_of
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide, LineChange, LineFigures
from noaber.finance.rules.grants.grant import IncomeLine
from noaber.finance.views.budget.adopted import AdoptedYear, adopted_facts, adopted_year
from noaber.finance.views.budget.over import over_notices
from noaber.finance.views.budget.tables import asked_table, query_of
from noaber.finance.views.budget.year_budget import (
    FACTS,
    PAGE,
    find_agreement,
    proposal_status,
    proposal_title,
)
from noaber.finance.views.places.billing import INVOICES
from noaber.finance.views.places.budget import budget_year_crumbs, proposal_address
from noaber.finance.views.places.grants import grant_address
from noaber.finance.views.spending.commitments import commitment_cells, commitment_columns
from noaber.finance.views.spending.tables import bank_bookings_table, bookings_table


def post_page(request: Request, agreement_code: str, year: int, code: str) -> HttpResponse:
    """What is budgeted, committed and spent on one line, row by row."""
    require(may_read_budget(request.actor))
    agreement = find_agreement(request.actor, agreement_code, year)
    budget = budget_of(agreement, year)
    line = budget.line(code)
    if line is None:
        raise Http404
    tables, adopted = _tables(request, agreement_code, budget, line), adopted_year(agreement_code, year)
    over, waits = [] if adopted else [line], bool(budget.waiting)
    context = {
        "heading": PageHeading(
            line.title,
            kicker=_("Begroting %(year)s, %(side)s") % {"year": year, "side": BUDGET_SIDES[line.side]},
            intro=line.purpose,
            actions=_actions(request, year, line),
        ),
        **crumbs_of(budget_year_crumbs(agreement_code, year), line.title),
        "notices": over_notices(request.actor, agreement_code, year, over, is_waiting=waits),
        "panels": [Panel(_("Deze post"), FACTS, _facts(line, adopted))],
        "tables": tables.values(),
    }
    return asked_table(request, tables).respond(request, PAGE, context)


def _tables(request: Request, agreement_code: str, budget: YearBudget, line: LineFigures) -> dict[str, Table]:
    """Every table that the reader may see, by the name by which it is asked for apart."""
    tables, year, code = {"begroot": _changes_table(request, budget, line)}, budget.year, line.code
    if line.side is BudgetSide.EXPENDITURE and may_read_spending(request.actor):
        tables |= _spending(request, agreement_code, year, code)
    if code != CONTRIBUTIONS and may_read_spending(request.actor):
        rows, query = bank_bookings_on(agreement_code, year, code), query_of(request, "bank")
        tables["bank"] = bank_bookings_table(query, f"post-{year}-{code}-bank", rows)
    if line.side is BudgetSide.INCOME and code != CONTRIBUTIONS and may_read_grants(request.actor):
        tables["subsidies"] = _grants_table(request, IncomeLine(agreement_code, year, code))
    return tables


def _spending(request: Request, agreement_code: str, year: int, code: str) -> dict[str, Table]:
    """The rows behind what is requested, committed and spent, for who may see single amounts."""
    rows = commitments_of(agreement_code, year, code)
    committed = list_table(
        query_of(request, "verplichtingen"),
        name=f"post-{year}-{code}-verplichtingen",
        caption=_("Aangevraagd en vastgelegd"),
        columns=commitment_columns(),
        rows=[commitment_cells(row) for row in rows],
        kept=("tabel",),
        phone="scroll",
        empty_text=_("Er is nog niets aangevraagd."),
    )
    query, name = query_of(request, "boekingen"), f"post-{year}-{code}-boekingen"
    booked = bookings_of(agreement_code, year, code)
    spent = bookings_table(query, name, _("Uitgegeven"), booked, kept=("tabel",))
    return {"verplichtingen": committed, "boekingen": spent}


def _grants_table(request: Request, line: IncomeLine) -> Table:
    """The grants behind what came in and what is still to come: their sums are those of the line."""
    return list_table(
        query_of(request, "subsidies"),
        name=f"post-{line.year}-{line.post}-subsidies",
        caption=_("Subsidies op deze post"),
        columns=[
            Column("title", _("Subsidie"), "link"),
            Column("funder", _("Financier")),
            Column("awarded", _("Verleend"), "money", is_totalled=True),
            Column("to_come", _("Gevraagd, nog niet ontvangen"), "money", is_totalled=True),
            Column("received", _("Ontvangen"), "money", is_totalled=True),
            Column("to_return", _("Terug te betalen"), "money", is_totalled=True),
        ],
        rows=[_grant_row(row) for row in grants_on(line)],
        kept=("tabel",),
        phone="scroll",
        empty_text=_("Er is nog geen subsidie aan deze post verbonden. Dat doet u bij de subsidie zelf."),
    )


def _grant_row(row: GrantRow) -> Row:
    return {
        "title": row.text.title,
        "url": grant_address(row.code),
        "funder": row.text.funder,
        "awarded": row.sums.awarded,
        "to_come": row.sums.still_to_come,
        "received": row.sums.income,
        "to_return": row.sums.to_pay_back,
    }


def _actions(request: Request, year: int, line: LineFigures) -> tuple[Action, ...]:
    if line.code == CONTRIBUTIONS and may_read_invoices(request.actor):
        return (Action(_("De facturen"), f"{INVOICES}?jaar={year}"),)
    return ()


def _facts(line: LineFigures, adopted: AdoptedYear | None) -> DefinitionList:
    use, is_income = line.use, line.side is BudgetSide.INCOME
    amounts = [
        (_("Begroot"), line.original_cents),
        (_("Wijzigingen"), line.amended_cents),
        (_("Begroot nu"), line.now_cents),
        (_("Gevraagd, nog niet ontvangen") if is_income else _("Aangevraagd"), use.requested_cents),
        *([] if is_income else [(_("Vastgelegd, nog niet uitgegeven"), use.committed_cents)]),
        (_("Ontvangen") if is_income else _("Uitgegeven"), use.spent_cents),
        *([(_("Terug te betalen"), use.to_return_cents)] if use.to_return_cents else []),
        (_("Nog te ontvangen") if is_income else _("Over"), line.left_cents),
        (_("Verwacht"), line.forecast_cents),
    ]
    items = [Definition(label, format_euro(cents), is_number=True) for label, cents in amounts]
    return DefinitionList((*items, *(adopted_facts(adopted, line.code) if adopted else ())))


def _changes_table(request: Request, budget: YearBudget, line: LineFigures) -> Table:
    columns = [
        Column("title", _("Voorstel"), "link"),
        Column("state", _("Stand"), "status"),
        Column("before", _("Was"), "money"),
        Column("after", _("Wordt"), "money"),
        Column("difference", _("Verschil"), "money", is_totalled=True),
        Column("reason", _("Waarom")),
    ]
    rows = [
        _change_row(row, each)
        for row in budget.proposals
        if row.is_approved
        for each in row.changes
        if each.code == line.code
    ]
    return list_table(
        query_of(request, "begroot"),
        name=f"post-{budget.year}-{line.code}-begroot",
        caption=_("Hoe het bedrag tot stand kwam"),
        columns=columns,
        rows=rows,
        kept=("tabel",),
    )


def _change_row(row: ProposalRow, each: LineChange) -> Row:
    return {
        "title": proposal_title(row),
        "url": proposal_address(row.agreement_code, row.year, row.number),
        "state": proposal_status(row),
        "before": each.before_cents,
        "after": each.after_cents,
        "difference": each.difference_cents,
        "reason": row.reason,
    }
