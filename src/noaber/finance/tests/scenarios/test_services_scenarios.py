"""Saving a scenario: once, by who may, with all its versions, and only what can be worked out."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.finance.models import Scenario, ScenarioStatement
from noaber.finance.queries.scenarios import (
    agreement_asked,
    readable_versions,
    scenario_for,
    scenarios_for,
    versions_of,
    worked_out,
)
from noaber.finance.rules.scenarios.questions import ScenarioQuestion
from noaber.finance.services.agreements import record_agreement
from noaber.finance.services.scenarios import change_scenario, save_scenario, withdraw_scenario
from noaber.finance.tests.samples import CONTROLLER, COORDINATOR, MEMO, NOW
from noaber.network.api import Figure, record_populations
from noaber.network.tests.conftest import load
from tests.made_once import made_once

AGREEMENT = "bijdragen-2020-2023"
TODAY = dt.date(2020, 6, 1)
SAVED_AT = dt.datetime(2020, 6, 1, 9, tzinfo=dt.UTC)
GAP = ScenarioQuestion(AGREEMENT, Decimal("0.07"), dt.date(2020, 1, 1), 2020, 1, 230_000_00)
WHY = "Er is een beter voorstel gekomen."

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreed")]


@pytest.fixture
@made_once
def agreed(db: None) -> None:
    load()
    record_agreement(AGREEMENT, MEMO, actor=COMMAND, now=NOW)


def save(
    question: ScenarioQuestion = GAP,
    *,
    name: str = "Het gat",
    actor: Actor = COMMAND,
    text: str = "",
    is_public: bool = True,
) -> Any:
    return save_scenario(name, text, question, is_public=is_public, actor=actor, now=SAVED_AT, today=TODAY)


def change(
    question: ScenarioQuestion, *, seen: int | None = 1, actor: Actor = COMMAND, is_public: bool = True
) -> bool:
    return change_scenario(
        "het-gat",
        "Het gat",
        "",
        question,
        is_public=is_public,
        actor=actor,
        now=SAVED_AT,
        today=TODAY,
        expected_revision=seen,
    )


def test_what_is_saved_is_what_is_read_and_worked_out() -> None:
    assert save(actor=CONTROLLER) == ("het-gat", True)
    [row] = scenarios_for(COORDINATOR, AsOf(TODAY))
    assert (row.question, row.number, row.recorded_by_id) == (GAP, 1, CONTROLLER.user_id)
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.verb, entry.facts["code"]) == ("finance.record_scenario", "het-gat")


def test_the_same_twice_counts_once_and_another_under_the_name_is_refused() -> None:
    save()
    assert save() == ("het-gat", False)
    assert ScenarioStatement.objects.count() == 1
    with pytest.raises(DomainError) as refused:
        save(replace(GAP, year_count=2))
    assert refused.value.field == "name"


def test_a_change_is_a_version_more_and_the_earlier_one_stays() -> None:
    save()
    assert change(replace(GAP, rate=Decimal("0.08")))
    assert not change(replace(GAP, rate=Decimal("0.08")), seen=1)  # the button pressed twice
    assert [row.question.rate for row in versions_of("het-gat")] == [Decimal("0.08"), Decimal("0.07")]
    first = scenario_for(ANONYMOUS, AsOf(TODAY), "het-gat", 1)
    assert first is not None
    assert first.question == GAP


def test_only_the_network_reads_it_until_it_is_said_to_be_public() -> None:
    save(is_public=False, text="Intern: dit ligt gevoelig.")
    asof = AsOf(TODAY)
    assert scenarios_for(ANONYMOUS, asof) == []
    assert scenario_for(ANONYMOUS, asof, "het-gat") is None
    assert scenario_for(CONTROLLER, asof, "het-gat")
    assert change(GAP, is_public=True)
    assert [row.number for row in readable_versions(ANONYMOUS, "het-gat")] == [2], (
        "what was internal stays so"
    )
    assert scenario_for(ANONYMOUS, asof, "het-gat", 1) is None
    assert change(GAP, seen=2, is_public=False)
    assert readable_versions(ANONYMOUS, "het-gat") == []
    assert len(readable_versions(CONTROLLER, "het-gat")) == 3


def test_who_was_overtaken_hears_so() -> None:
    save()
    change(replace(GAP, year_count=2))
    with pytest.raises(Conflict):
        change(replace(GAP, year_count=3))


def test_a_withdrawn_scenario_stays_readable_and_does_not_change_any_more() -> None:
    save()
    assert withdraw_scenario("het-gat", WHY, actor=COMMAND, now=SAVED_AT, expected_revision=1)
    assert not withdraw_scenario("het-gat", WHY, actor=COMMAND, now=SAVED_AT, expected_revision=1)
    assert [row.reason for row in versions_of("het-gat")] == [WHY, ""]
    with pytest.raises(DomainError, match="kopie"):
        change(replace(GAP, year_count=2), seen=2)
    with pytest.raises(DomainError, match="naam"):
        save()


def test_withdrawing_takes_a_reason_in_words() -> None:
    save()
    with pytest.raises(DomainError) as refused:
        withdraw_scenario("het-gat", "weg", actor=COMMAND, now=SAVED_AT, expected_revision=1)
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    "actor", [ANONYMOUS, Actor(7), Actor(8, grants=frozenset({Grant("mayor", "organisation:GM0193")}))]
)
def test_others_may_not(actor: Actor) -> None:
    save()
    for act in (
        lambda: save(name="Een ander", actor=actor),
        lambda: change(replace(GAP, year_count=2), actor=actor),
        lambda: withdraw_scenario("het-gat", WHY, actor=actor, now=SAVED_AT, expected_revision=1),
    ):
        with pytest.raises(AccessRefused):
            act()
    assert ScenarioStatement.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rate": Decimal(-1)}, "rate"),
        ({"leaving": (("GM9009", 2020),)}, "leaving"),
        ({"reference_on": dt.date(1999, 1, 1)}, "reference_on"),
        ({"agreement": "een-andere"}, ""),
    ],
    ids=str,
)
def test_what_cannot_be_worked_out_is_not_kept(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        save(replace(GAP, **changes))
    assert refused.value.field == field
    assert not Scenario.objects.exists()


@pytest.mark.parametrize("name", ["", ".", "Nieuw", "vergelijken", "x" * 121])
def test_a_name_is_one_that_others_know_it_by(name: str) -> None:
    with pytest.raises(DomainError) as refused:
        save(name=name)
    assert refused.value.field == "name"


def test_the_database_refuses_to_change_what_was_said() -> None:
    save()
    with pytest.raises(DatabaseError), transaction.atomic():
        ScenarioStatement.objects.update(name="Iets anders")


def test_a_corrected_population_moves_the_answer_and_not_the_question() -> None:
    save()
    [row] = scenarios_for(COORDINATOR, AsOf(TODAY))
    agreement = agreement_asked(COORDINATOR, AsOf(TODAY), AGREEMENT)
    assert agreement is not None
    before = worked_out(row.question, agreement, AsOf(TODAY)).outcome.balance.raised_cents
    figure = Figure("GM9001", GAP.reference_on, 1_000_000, is_provisional=False, source="telling")
    record_populations([figure], actor=COMMAND, now=SAVED_AT)
    assert worked_out(row.question, agreement, AsOf(TODAY)).outcome.balance.raised_cents > before
