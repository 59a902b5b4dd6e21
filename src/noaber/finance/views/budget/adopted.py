"""A year whose account was adopted, on the pages of its budget: what was adopted, and what came later beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.models import BUDGET_SIDES
from noaber.finance.queries.budget.year_budget import YearBudget
from noaber.finance.queries.reports.figures import figures_of
from noaber.finance.queries.reports.report import ReportRow, adopted_accounts, closed_years
from noaber.finance.rules.budget.year_budget import BudgetSide, LineFigures
from noaber.finance.rules.reports.report import ANNUAL_CODE
from noaber.finance.views.budget.tables import ASKED, NAMES, query_of
from noaber.finance.views.places.budget import post_address
from noaber.finance.views.places.reports import reports_address


@dataclass(frozen=True, slots=True)
class AdoptedYear:
    """The account, and by line what was adopted and what the ledger has now."""

    account: ReportRow
    adopted: Mapping[str, int]
    now: Mapping[str, int]

    def later(self, code: str) -> int:
        """What came on a line since it was adopted; below nought when less is left."""
        return self.now.get(code, 0) - self.adopted.get(code, 0)


def adopted_year(agreement_code: str, year: int) -> AdoptedYear | None:
    """None while the account is not adopted; the ledger is asked only of a year of which it is."""
    is_closed = year in closed_years(agreement_code)
    account = adopted_accounts(agreement_code).get(year) if is_closed else None
    if account is None:
        return None
    kept = {each.line.code: each.line.actual_cents for each in account.content.lines}
    now = {line.code: line.actual_cents for line in figures_of(agreement_code, year, None).lines}
    return AdoptedYear(account, kept, now)


def adopted_notice(found: AdoptedYear) -> Notice:
    """That it does not change any more, and where what came later is told."""
    row, year = found.account, found.account.year
    day = long_date(timezone.localtime(row.adopted.at).date()) if row.adopted else ""
    text = _(
        "Hier staat wat toen is vastgesteld. Wat daarna kwam, staat ernaast; in de boeken is het een correctie in het "
        "eerste jaar dat nog open is."
    )
    title = _("De jaarrekening van %(year)s is vastgesteld op %(day)s") % {"year": year, "day": day}
    address = reports_address(row.agreement_code, year, f"{ANNUAL_CODE}/")
    return Notice(text, title=title, action=Action(_("Bekijk de jaarrekening"), address))


def adopted_table(request: Request, budget: YearBudget, side: BudgetSide, found: AdoptedYear) -> Table:
    """One side: each line as it was budgeted and adopted, and what came later."""
    name, is_income = NAMES[side], side is BudgetSide.INCOME
    return list_table(
        query_of(request, name),
        name=f"begroting-{budget.year}-{name}",
        caption=f"{str(BUDGET_SIDES[side]).capitalize()} {budget.year}",
        columns=_columns(
            _("Vastgesteld: gefactureerd of toegekend") if is_income else _("Vastgesteld: uitgegeven")
        ),
        rows=[_row(found, line) for line in budget.of(side)],
        kept=(ASKED,),
        notes=[_("Wat van facturen en subsidies op de bank kwam, ziet u bij elke post.")]
        if is_income
        else [],
    )


def _columns(adopted: str) -> list[Column]:
    return [
        Column("title", _("Post"), "link"),
        Column("now", _("Begroot"), "money", is_totalled=True),
        Column("adopted", adopted, "money", is_totalled=True),
        Column("later", _("Daarna gekomen"), "money", is_totalled=True),
        Column("purpose", _("Waarvoor"), is_on_screen=False),
        Column("code", _("Code"), is_on_screen=False),
    ]


def _row(found: AdoptedYear, line: LineFigures) -> Row:
    return {
        "title": line.title,
        "url": post_address(found.account.agreement_code, found.account.year, line.code),
        "now": line.now_cents,
        "adopted": found.adopted.get(line.code, 0),
        "later": found.later(line.code),
        "purpose": line.purpose,
        "code": line.code,
    }


def adopted_sums(budget: YearBudget, found: AdoptedYear) -> DefinitionList:
    """Both sides beside each other as they were adopted."""
    income, expenditure = (_side(budget, side, found) for side in BudgetSide)
    amounts = (
        (_("Inkomsten, vastgesteld"), income[0]),
        (_("Uitgaven, vastgesteld"), expenditure[0]),
        (_("Resultaat, vastgesteld"), income[0] - expenditure[0]),
        (_("Daarna gekomen: inkomsten"), income[1]),
        (_("Daarna gekomen: uitgaven"), expenditure[1]),
    )
    return DefinitionList(tuple(_amount(label, cents) for label, cents in amounts))


def adopted_facts(found: AdoptedYear, code: str) -> Iterator[Definition]:
    """Of one line."""
    yield _amount(_("Vastgesteld in de jaarrekening"), found.adopted.get(code, 0))
    yield _amount(_("Daarna gekomen"), found.later(code))


def _side(budget: YearBudget, side: BudgetSide, found: AdoptedYear) -> tuple[int, int]:
    codes = [line.code for line in budget.of(side)]
    return sum(found.adopted.get(code, 0) for code in codes), sum(found.later(code) for code in codes)


def _amount(label: str, cents: int) -> Definition:
    return Definition(label, format_euro(cents), is_number=True)
