"""On a day of before, shared pages show the period of then, and not one that nobody had begun or written yet."""

import datetime as dt

import pytest

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.strategy.rules.inventory import PlanText, PriorityText
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.conftest import COORDINATOR, NOW, TODAY, TOWN
from noaber.strategy.views.panels import priorities_panel
from noaber.strategy.views.thread import priorities_step

EARLY, LATE = "2017-2020", "2021-2024"
BEFORE, WRITTEN = AsOf(dt.date(2020, 1, 10), is_asked=True), AsOf(dt.date(2020, 2, 10), is_asked=True)


@pytest.fixture(autouse=True)
def _two_periods(network: object) -> None:
    """The second was first written in February 2020, while the first ran."""
    for code, first in ((EARLY, 2017), (LATE, 2021)):
        days = dt.date(first, 1, 1), dt.date(first + 3, 12, 31)
        record_period(code, PeriodTerms("Strategie", *days), actor=COORDINATOR, now=NOW, today=TODAY)
        plan = PlanText("Plan", *days, (PriorityText(1, "5.2", f"Van {first}"),))
        hand_in_plan(code, TOWN, plan, actor=COORDINATOR, now=NOW)


@pytest.mark.parametrize(("asof", "code"), [(BEFORE, EARLY), (WRITTEN, LATE), (AsOf(TODAY), LATE)])
def test_the_thread_and_the_panel_are_about_the_period_of_the_day(asof: AsOf, code: str) -> None:
    step, panel = priorities_step(ANONYMOUS, asof), priorities_panel(ANONYMOUS, TOWN, asof)
    assert step
    assert panel
    assert panel.link
    assert f"/strategie/{code}/" in step.url
    assert f"/strategie/{code}/" in panel.link.url
