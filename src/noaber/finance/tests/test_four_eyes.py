"""Nobody stands on both sides of what two persons must look at, also where an assistant went first."""

import datetime as dt
from dataclasses import replace

import pytest

from noaber.accounts.models import User
from noaber.core.access import Actor
from noaber.core.errors import AccessRefused
from noaber.core.history import recorded_by
from noaber.finance.access import may_adopt_report, may_approve_budget
from noaber.finance.models import ContributionRun, RunStep
from noaber.finance.queries.billing.runs import Taken, run_of
from noaber.finance.rules.billing.terms import RunState
from noaber.finance.rules.four_eyes import persons
from noaber.finance.services.billing.runs import approve_run
from noaber.finance.services.budget.year_budget import approve_budget, first_lines, propose_budget
from noaber.finance.services.spending.purchases import approve_purchase, take_in_purchase
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    INCOME,
    NOW,
    SECOND,
    TODAY,
    YEAR,
    agree,
    approved_budget,
    budget,
)
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.samples import MEMO
from noaber.finance.tests.spending.test_services_spending import BILL
from noaber.finance.views.taken import names_in, who

ASSISTANT = Actor(1010, CONTROLLER.user_id, CONTROLLER.grants)
OTHER_ASSISTANT = replace(ASSISTANT, user_id=1011)
AS_SELF = Actor(1010, grants=COORDINATOR.grants)
SAME_SIDE = (CONTROLLER, ASSISTANT, OTHER_ASSISTANT, AS_SELF)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("actor", SAME_SIDE)
def test_a_run_that_an_assistant_made_is_not_approved_on_the_same_side(actor: Actor) -> None:
    agree()
    contributions()
    RunStep.objects.all().delete()
    ContributionRun.objects.update(**recorded_by(ASSISTANT, NOW))
    run = run_of(CODE, 2020, 1)
    assert run
    assert run.state is RunState.DRAFT
    with pytest.raises(AccessRefused, match="namens u gemaakt"):
        approve_run(run, actor=actor, now=NOW)
    assert approve_run(run, actor=SECOND, now=NOW)


@pytest.mark.parametrize("actor", SAME_SIDE)
def test_nor_is_a_budget_that_an_assistant_proposed(actor: Actor) -> None:
    agree()
    lines = list(first_lines(MEMO, INCOME))
    number = propose_budget(CODE, YEAR, lines, actor=ASSISTANT, now=NOW)
    row = budget().proposal(number)
    assert row
    with pytest.raises(AccessRefused, match="namens u voorgesteld"):
        approve_budget(row, actor=actor, now=NOW)
    assert approve_budget(row, actor=SECOND, now=NOW)


@pytest.mark.parametrize("actor", SAME_SIDE)
def test_nor_does_a_first_approval_of_an_assistant_count_twice(actor: Actor) -> None:
    approved_budget()
    number = take_in_purchase(BILL, source="hand", actor=SECOND, now=NOW, today=TODAY)
    approve_purchase(number, actor=ASSISTANT, now=NOW)
    with pytest.raises(AccessRefused, match="namens u gegeven"):
        approve_purchase(number, actor=actor, now=NOW)
    assert approve_purchase(number, actor=COORDINATOR, now=NOW)


@pytest.mark.parametrize("actor", SAME_SIDE)
def test_nor_is_a_report_adopted_by_its_own_side(actor: Actor) -> None:
    written_by = persons(ASSISTANT.user_id, ASSISTANT.on_behalf_of_id)
    assert not may_adopt_report(actor, written_by)
    assert may_adopt_report(SECOND, written_by)
    assert may_approve_budget(actor, frozenset()), "a command or an import stands on no side"


def test_a_step_says_for_whom_it_was_taken() -> None:
    at = dt.datetime(2021, 3, 1, tzinfo=dt.UTC)
    sil, carla = (
        User.objects.create(email=f"{name}@voorbeeld.invalid", display_name=name) for name in ("Sil", "Carla")
    )
    for_carla, own = Taken(sil.pk, at, "", carla.pk), Taken(carla.pk, at, "")
    names = names_in(for_carla, own, None)
    assert [who(each, names) for each in (for_carla, own)] == ["Sil, namens Carla", "Carla"]
