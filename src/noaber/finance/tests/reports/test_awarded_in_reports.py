"""What was awarded counts in the year of its line, also before it comes in; the words of a report say so."""

import datetime as dt
from typing import Any

import pytest

from noaber.finance.papers.report_tables import line_table
from noaber.finance.queries.reports.report import report_of
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.grants.grant import GrantStepKind
from noaber.finance.rules.reports.report import period_of
from noaber.finance.services.reports.report import ReportWords, write_report
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import CODE, CONTROLLER, NOW, YEAR
from noaber.finance.tests.grants import test_grants_in_budget as granted
from noaber.network.tests.pages import words

_books = granted._books


@pytest.mark.usefixtures("_books")
def test_awarded_above_the_budget_leaves_nothing_to_come_and_says_how_much_it_is_above() -> None:
    granted.grant("fonds", granted.LINE)
    for kind, cents in (
        (GrantStepKind.APPLICATION, 28_000_00),
        (GrantStepKind.AWARD, 28_000_00),
        (GrantStepKind.ADVANCE, 14_000_00),
    ):
        granted.step("fonds", kind, cents)
    day = dt.date(YEAR, 12, 31)
    write_report(period_of(CODE, YEAR, 6), ReportWords(), actor=CONTROLLER, now=NOW, today=day)
    row = report_of(CODE, YEAR, "t-m-juni")
    assert row
    table = line_table(row.content, BudgetSide.INCOME)
    [line] = [each for each in table.rows if each["code"] == granted.LINE.post]
    assert (line["budgeted"], line["actual"], line["left"], line["above"]) == (
        10_000_00,
        28_000_00,
        0,
        18_000_00,
    )
    for each in (*table.rows, table.totals or {}):
        found: dict[str, Any] = dict(each)
        assert found["budgeted"] == found["actual"] + found["left"] - found["above"], each
    page = words(client_of("controller").get(f"/begroting/{CODE}/{YEAR}/verslag/t-m-juni/"))
    for said in ("Gefactureerd of toegekend", "Boven de begroting", "ook als zij nog niet is ontvangen"):
        assert said in page
    assert "above" not in {each.key for each in line_table(row.content, BudgetSide.EXPENDITURE).columns}
