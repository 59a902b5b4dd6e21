"""The tables of the budget: years side by side, one year with its columns, and which of two an address asks for."""

from collections.abc import Mapping
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request
from noaber.finance.models import BUDGET_SIDES
from noaber.finance.queries.budget.year_budget import YearBudget
from noaber.finance.rules.budget.year_budget import BudgetSide, LineFigures
from noaber.finance.views.places.budget import post_address

ASKED: Final = "tabel"
NAMES: Final = {BudgetSide.INCOME: "inkomsten", BudgetSide.EXPENDITURE: "uitgaven"}


def query_of(request: Request, name: str) -> QueryDict:
    """The query string as one of several tables reads it: sorting and files are of the one that is asked for."""
    query = request.GET.copy()
    if request.GET.get(ASKED, name) != name:
        for key in ("sorteer", "formaat", "pagina"):
            query.pop(key, None)
    query[ASKED] = name
    return query


def asked_table(request: Request, tables: Mapping[str, Table]) -> Table:
    """The table that a file is asked of; the first one unless another is named."""
    asked = tables.get(request.GET.get(ASKED, ""))
    return asked or next(iter(tables.values()))


def years_table(
    request: Request, agreement_code: str, budgets: Mapping[int, YearBudget], side: BudgetSide
) -> Table:
    """What is budgeted on every line, a column for each year."""
    name = NAMES[side]
    columns = [
        Column("title", _("Post"), "link"),
        *(Column(f"y{year}", str(year), "money", is_totalled=True) for year in budgets),
        Column("purpose", _("Waarvoor")),
    ]
    return list_table(
        query_of(request, name),
        name=f"begroting-{name}",
        caption=str(BUDGET_SIDES[side]).capitalize(),
        columns=columns,
        rows=_year_rows(agreement_code, budgets, side),
        kept=(ASKED, "afspraak"),
        phone="scroll",
        empty_text=_("Er is nog geen goedgekeurde begroting."),
        notes=[_("Begroot na wijzigingen. Cofinanciering telt niet mee bij het geld.")],
    )


def _year_rows(agreement_code: str, budgets: Mapping[int, YearBudget], side: BudgetSide) -> list[Row]:
    rows: dict[str, dict[str, object]] = {}
    for year, budget in budgets.items():
        for line in budget.of(side):
            row = rows.setdefault(line.code, dict.fromkeys(f"y{each}" for each in budgets))
            row |= {
                "title": line.title,
                "url": post_address(agreement_code, year, line.code),
                "purpose": line.purpose,
                f"y{year}": line.now_cents,
            }
    return list(rows.values())


def year_table(request: Request, agreement_code: str, budget: YearBudget, side: BudgetSide) -> Table:
    """One side of a year with all its columns."""
    name = NAMES[side]
    columns = _income_columns() if side is BudgetSide.INCOME else _expenditure_columns()
    return list_table(
        query_of(request, name),
        name=f"begroting-{budget.year}-{name}",
        caption=f"{str(BUDGET_SIDES[side]).capitalize()} {budget.year}",
        columns=columns,
        rows=[_row(agreement_code, budget.year, line) for line in budget.of(side)],
        kept=(ASKED,),
        notes=_notes(side),
    )


def _expenditure_columns() -> list[Column]:
    return [
        Column("title", _("Post"), "link"),
        Column("original", _("Begroot"), "money", is_totalled=True),
        Column("amended", _("Wijzigingen"), "money", is_totalled=True),
        Column("now", _("Nu"), "money", is_totalled=True),
        Column("requested", _("Aangevraagd"), "money", is_totalled=True),
        Column("committed", _("Vastgelegd"), "money", is_totalled=True),
        Column("spent", _("Uitgegeven"), "money", is_totalled=True),
        Column("left", _("Over"), "money", is_totalled=True),
        Column("forecast", _("Verwacht"), "money", is_totalled=True),
        Column("purpose", _("Waarvoor"), is_on_screen=False),
        Column("code", _("Code"), is_on_screen=False),
    ]


def _income_columns() -> list[Column]:
    return [
        Column("title", _("Post"), "link"),
        Column("original", _("Begroot"), "money", is_totalled=True),
        Column("amended", _("Wijzigingen"), "money", is_totalled=True),
        Column("now", _("Nu"), "money", is_totalled=True),
        Column("requested", _("Gevraagd, nog niet ontvangen"), "money", is_totalled=True),
        Column("spent", _("Ontvangen"), "money", is_totalled=True),
        Column("to_return", _("Terug te betalen"), "money", is_totalled=True),
        Column("left", _("Nog te ontvangen"), "money", is_totalled=True),
        Column("forecast", _("Verwacht"), "money", is_totalled=True),
        Column("purpose", _("Waarvoor"), is_on_screen=False),
        Column("code", _("Code"), is_on_screen=False),
    ]


def _notes(side: BudgetSide) -> list[str]:
    if side is BudgetSide.INCOME:
        return [
            _(
                "Nog te ontvangen = begroot nu − ontvangen. Verwacht = ontvangen + gevraagd. Terug te betalen is geld "
                "dat binnenkwam en niet (meer) wordt gevraagd; het telt niet mee als ontvangen. Btw op de bijdragen is "
                "geen inkomst en telt hier niet mee."
            )
        ]
    return [
        _(
            "Vastgelegd is wat nog niet is uitgegeven. Over = begroot nu − vastgelegd − uitgegeven. Verwacht = "
            "vastgelegd + uitgegeven + aangevraagd."
        )
    ]


def _row(agreement_code: str, year: int, line: LineFigures) -> Row:
    return {
        "title": line.title,
        "url": post_address(agreement_code, year, line.code),
        "original": line.original_cents,
        "amended": line.amended_cents,
        "now": line.now_cents,
        "requested": line.use.requested_cents,
        "committed": line.use.committed_cents,
        "spent": line.use.spent_cents,
        "to_return": line.use.to_return_cents,
        "left": line.left_cents,
        "forecast": line.forecast_cents,
        "purpose": line.purpose,
        "code": line.code,
    }
