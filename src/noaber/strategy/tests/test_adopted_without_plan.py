"""A strategy that was recorded as adopted without the plan beside it keeps standing so, whatever day is put right."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.api import closings
from noaber.decisions.models import Consultation
from noaber.decisions.services.answers.rectifying import rectify_day
from noaber.network.tests.pages import words
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.conftest import COORDINATOR, LATER, PERIOD, TODAY
from noaber.strategy.tests.test_plans_beside import PAGE, chosen, consented, record, rejected
from noaber.strategy.tests.test_put_again import coordinator
from noaber.strategy.tests.test_services_consulting import terms
from noaber.strategy.views.periods.decision_tasks import decision_tasks

__all__ = ["chosen", "consented", "rejected"]
pytestmark = pytest.mark.django_db
NEXT_DAY = TODAY + dt.timedelta(days=2)
PLAN_RETURNS = "Het plan van de politie komt in juni opnieuw."


def rectify(code: str, day: dt.date) -> None:
    college = Consultation.objects.get(stage__proposal__code=code, stage__role="adopt")
    rectify_day(
        college.pk,
        actor=COMMAND,
        now=LATER,
        today=NEXT_DAY,
        decided_on=day,
        reason="De vergadering was later.",
    )


def test_r13_the_decision_stands_with_the_new_day_when_that_is_rectified(rejected: str) -> None:
    """Recorded without the plan, it does not wait again because its day changed; the strategy is to follow."""
    adopted = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY, note=PLAN_RETURNS)
    assert record(adopted)
    rectify(rejected, NEXT_DAY)
    found = closings(AsOf(NEXT_DAY))[rejected]
    assert (found.is_adopted, found.on, found.is_apart, found.is_lost) == (True, NEXT_DAY, True, False)
    assert "Trek dit voorstel" not in words(coordinator().get(f"/voorstellen/{rejected}/"))
    told = words(Client().get(PAGE))
    assert "Bij het voorstel staat nu een andere dag: 4 maart 2020." in told
    asked = [each.title for each in decision_tasks(COORDINATOR, AsOf(NEXT_DAY))]
    assert asked == ["Leg de dag van de vaststelling opnieuw vast"]
    follows = replace(adopted, decided_on=NEXT_DAY, note=f"{PLAN_RETURNS} De dag is gerectificeerd.")
    assert record_period(PERIOD, follows, actor=COORDINATOR, now=LATER, today=NEXT_DAY)
    assert not list(decision_tasks(COORDINATOR, AsOf(NEXT_DAY)))
