"""Priorities: handed in by the organisation itself or the coordinator, whole or not at all, and kept."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.strategy.models import LocalPlanStatement, LocalPriority
from noaber.strategy.queries.inventory.plans import plan, plans
from noaber.strategy.rules.inventory import PlanText, PriorityText
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.conftest import (
    ADOPTED,
    CONTACT,
    COORDINATOR,
    LATER,
    NOT_REVIEWED,
    NOW,
    OTHER_TOWN,
    PERIOD,
    PLAN,
    STRANGER,
    STRATEGY,
    TODAY,
    TOWN,
)
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]


@pytest.fixture(autouse=True)
@made_once
def _in_preparation(network: object) -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)


def hand_in(
    text: PlanText = PLAN,
    *,
    actor: Actor = CONTACT,
    organisation: str = TOWN,
    period: str = PERIOD,
    now: dt.datetime = NOW,
    expected_revision: int | None = None,
) -> bool:
    return hand_in_plan(period, organisation, text, actor=actor, now=now, expected_revision=expected_revision)


def handed_in() -> list[str]:
    return [row.organisation for row in plans(PERIOD, AsOf(TODAY))]


def test_what_is_handed_in_is_what_is_read() -> None:
    assert hand_in()
    found = plan(PERIOD, TOWN, AsOf(TODAY))
    assert found
    assert found.text == PLAN
    assert handed_in() == [TOWN]


def test_the_same_twice_counts_once_and_a_change_keeps_the_earlier_one() -> None:
    hand_in()
    assert not hand_in()
    fewer = replace(PLAN, priorities=PLAN.priorities[:1])
    assert hand_in(fewer, now=LATER)
    now, before = plan(PERIOD, TOWN, AsOf(TODAY)), plan(PERIOD, TOWN, AsOf(TODAY, known_at=LATER))
    assert now
    assert before
    assert (now.text, before.text) == (fewer, PLAN)


def test_the_coordinator_hands_in_for_who_does_it_on_paper() -> None:
    assert hand_in(actor=COORDINATOR, organisation=OTHER_TOWN)
    assert handed_in() == [OTHER_TOWN]


@pytest.mark.parametrize(
    "actor",
    [STRANGER, CONTACT.preparing(), Actor(4, grants=frozenset({Grant("contact", "organisation:GM9002")}))],
)
def test_nobody_hands_in_for_another_organisation(actor: Actor) -> None:
    with pytest.raises(AccessRefused):
        hand_in(actor=actor)
    assert handed_in() == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (replace(PLAN, ends_on=dt.date(2018, 1, 1)), "eindigt voor het begint"),
        (replace(PLAN, priorities=()), "ten minste één prioriteit"),
        (replace(PLAN, priorities=(PriorityText(1, "9.9"),)), "‘9.9’ staat niet in de lijst"),
        (replace(PLAN, priorities=(PriorityText(1, "5"),)), "‘5’ staat niet in de lijst"),
        (replace(PLAN, priorities=(PriorityText(1, "5.2"), PriorityText(1, "X.1"))), "Rang 1 staat er twee"),
        (replace(PLAN, priorities=(PriorityText(0, "5.2"),)), "hoogste rang is 1"),
        (replace(PLAN, link="javascript:alert(1)"), "begint met https"),
        (
            replace(PLAN, priorities=tuple(PriorityText(rank, "5.2") for rank in range(1, 22))),
            "hoogste 20",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(text: PlanText, message: str) -> None:
    rows = AuditEntry.objects.count()
    with pytest.raises(DomainError, match=message):
        hand_in(text)
    assert handed_in() == []
    assert AuditEntry.objects.count() == rows


def test_a_closed_period_takes_no_priorities_any_more() -> None:
    hand_in()
    for state, year in ((PeriodState.ADOPTED, 2019), (PeriodState.CLOSED, 2023)):
        terms = replace(ADOPTED, state=state, decided_on=dt.date(year, 1, 1), note=f"{state}: {NOT_REVIEWED}")
        record_period(PERIOD, terms, actor=COORDINATOR, now=LATER, today=dt.date(2023, 1, 1))
    with pytest.raises(DomainError, match="afgesloten"):
        hand_in(replace(PLAN, title="Ander plan"))
    with pytest.raises(DomainError, match="is er niet"):
        hand_in(period="1999-2002")


def test_who_saw_an_older_plan_does_not_overwrite_a_newer_one() -> None:
    hand_in(expected_revision=0)
    with pytest.raises(Conflict):
        hand_in(replace(PLAN, title="Ander plan"), expected_revision=0)


@pytest.mark.parametrize("rows", [LocalPlanStatement, LocalPriority])
def test_the_database_refuses_to_change_what_was_handed_in(
    rows: type[LocalPlanStatement] | type[LocalPriority],
) -> None:
    hand_in()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.objects.update(id=999)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.objects.all()._raw_delete(rows.objects.db)


def test_reading_all_plans_asks_two_questions(django_assert_num_queries: object) -> None:
    hand_in()
    hand_in(actor=COORDINATOR, organisation=OTHER_TOWN)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(plans(PERIOD, AsOf(TODAY))) == 2


def test_a_plan_of_long_before_the_period_is_refused() -> None:
    old = replace(PLAN, starts_on=dt.date(1950, 1, 1), ends_on=dt.date(1955, 12, 31))
    with pytest.raises(DomainError, match="liep al voor 2015 af") as caught:
        hand_in_plan(PERIOD, TOWN, old, actor=COORDINATOR, now=NOW)
    assert caught.value.field == "ends_on"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (replace(PLAN, council_on=TODAY + dt.timedelta(days=1)), "council_on"),
        (replace(PLAN, priorities=(replace(PLAN.priorities[0], page="-3"),)), "priorities"),
    ],
)
def test_no_council_of_a_later_day_and_no_page_below_one(text: PlanText, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        hand_in(text)
    assert refused.value.field == field
    assert handed_in() == []
