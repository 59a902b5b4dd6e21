"""The budget of a year: from the agreement, approved by another, amended in the open (R44-R47)."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.finance.models import BudgetChange, BudgetProposal
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, AskedLine, BudgetSide, totals
from noaber.finance.rules.spending.journal import Account, account_of_line
from noaber.finance.services.budget.year_budget import approve_budget, propose_budget, withdraw_budget
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    INCOME,
    MAYOR,
    NOW,
    SECOND,
    WHY,
    YEAR,
    agree,
    approved_budget,
    budget,
    changed,
    propose,
    standing,
)

pytestmark = pytest.mark.django_db


def test_a_budget_starts_from_the_agreement_and_shows_the_gap() -> None:
    found = approved_budget()
    spending, income = (found.of(side) for side in (BudgetSide.EXPENDITURE, BudgetSide.INCOME))
    assert [line.now_cents for line in spending] == [90_000_00, 50_000_00, 20_000_00, 70_000_00]
    assert totals(spending).now_cents == 230_000_00
    assert [(line.code, line.now_cents) for line in income] == [(CONTRIBUTIONS, INCOME)]
    assert totals(income).now_cents - totals(spending).now_cents == -4_011_79
    assert verify_chain()[1] is None


def test_an_amendment_goes_from_to_and_the_original_stands() -> None:
    approved_budget()
    row = propose(changed("projecten", 75_000_00))
    assert [(each.code, each.before_cents, each.after_cents) for each in row.changes] == [
        ("projecten", 70_000_00, 75_000_00)
    ]
    assert budget().line("projecten").now_cents == 70_000_00, "not before it is approved"  # type: ignore[union-attr]
    assert approve_budget(row, actor=COORDINATOR, now=NOW)
    line = budget().line("projecten")
    assert line
    assert (line.original_cents, line.amended_cents, line.now_cents) == (70_000_00, 5_000_00, 75_000_00)


def test_no_line_gets_the_code_of_an_account_of_the_journal() -> None:
    approved_budget()
    extra = [AskedLine("", BudgetSide.EXPENDITURE, account.value.title(), "", 1_00) for account in Account]
    row = propose([*standing(), *extra])
    assert [each.code for each in row.changes] == [f"post-{account}" for account in Account]
    assert {account_of_line(each.code) for each in row.changes}.isdisjoint(Account)


def test_a_line_keeps_its_code_over_the_years() -> None:
    first = approved_budget()
    renamed = [
        replace(line, title="projectgeld") if line.code == "projecten" else line for line in standing()
    ]
    assert approve_budget(propose(renamed), actor=SECOND, now=NOW)
    new = [AskedLine("", line.side, line.title, line.purpose, line.now_cents) for line in first.lines]
    propose(new, year=2022)
    assert [each.code for each in budget(2022).proposals[0].changes] == [line.code for line in first.lines]
    assert budget().line("projecten").title == "projectgeld"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lines", "reason", "field", "words"),
    [
        (lambda: standing(), WHY, "", "Er verandert niets"),
        (lambda: changed("projecten", -1), WHY, "projecten", "niet negatief"),
        (lambda: changed("projecten", 1), "x", "reason", "waarom"),
        (list, WHY, "lines", "ten minste één post"),
        (
            lambda: [*standing(), AskedLine("", BudgetSide.EXPENDITURE, "Projecten", "", 1)],
            WHY,
            "lines",
            "twee keer",
        ),
    ],
)
def test_what_is_wrong_is_refused_at_its_line(lines: object, reason: str, field: str, words: str) -> None:
    approved_budget()
    with pytest.raises(DomainError, match=words) as refused:
        propose(lines(), reason=reason)  # type: ignore[operator]
    assert refused.value.field == field
    assert BudgetProposal.objects.count() == 1


def test_who_proposes_does_not_approve_and_nobody_approves_twice() -> None:
    approved_budget()
    row = propose(changed("projecten", 75_000_00))
    with pytest.raises(AccessRefused, match="Iemand anders"):
        approve_budget(row, actor=CONTROLLER, now=NOW)
    with pytest.raises(AccessRefused):
        approve_budget(row, actor=MAYOR, now=NOW)
    assert approve_budget(row, actor=SECOND, now=NOW)
    assert not approve_budget(row, actor=COORDINATOR, now=NOW)
    with pytest.raises(DomainError, match="begrotingswijziging"):
        withdraw_budget(row, reason=WHY, actor=CONTROLLER, now=NOW)


def test_two_amendments_at_once_are_a_conflict_and_the_same_one_twice_is_one() -> None:
    known = approved_budget()
    seen = {"actor": CONTROLLER, "now": NOW, "reason": WHY, "expected_revision": known.revision}
    number = propose_budget(CODE, YEAR, changed("projecten", 75_000_00), **seen)  # type: ignore[arg-type]
    assert number == 2
    assert propose_budget(CODE, YEAR, changed("projecten", 75_000_00), **seen) == 0  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        propose_budget(CODE, YEAR, changed("projecten", 80_000_00), **seen)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="wacht al een voorstel"):
        propose(changed("projecten", 80_000_00))
    waiting = budget().waiting
    assert waiting
    assert withdraw_budget(waiting, reason=WHY, actor=CONTROLLER, now=NOW)
    assert propose(changed("projecten", 80_000_00)).number == 3


def test_a_year_outside_the_agreement_and_another_than_the_controller_are_refused() -> None:
    agree()
    with pytest.raises(DomainError, match="Voor 2024 wordt niets gevraagd"):
        propose_budget(CODE, 2024, [], actor=CONTROLLER, now=NOW)
    for actor in (COORDINATOR, MAYOR):
        with pytest.raises(AccessRefused):
            propose_budget(CODE, YEAR, [], actor=actor, now=NOW)


def test_the_database_refuses_to_change_what_was_budgeted() -> None:
    approved_budget()
    with pytest.raises(DatabaseError), transaction.atomic():
        BudgetChange.objects.update(after_cents=1)
