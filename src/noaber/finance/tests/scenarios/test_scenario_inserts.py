"""A scenario as an annex to a proposal: at its own version, live in a draft, frozen by sending, readable ever after."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.queries.proposals.inserts import from_json, insert_called, offered_inserts
from noaber.decisions.services.drafts.attachments import choose_inserts
from noaber.decisions.tests import conftest as drafts
from noaber.finance.services.scenarios import change_scenario, withdraw_scenario
from noaber.finance.tests.scenarios.test_services_scenarios import GAP, SAVED_AT, TODAY, WHY, save
from noaber.finance.tests.scenarios.test_services_scenarios import agreed as agreed

YEARS = "scenario.years.het-gat.1"
ALL = "scenario.all.het-gat.1"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreed")]


def names() -> set[str]:
    return {each.name for each in offered_inserts()}


def test_a_scenario_is_offered_at_its_newest_version_and_a_withdrawn_one_is_not() -> None:
    save()
    assert {YEARS, ALL} <= names()
    change(year_count=2)
    assert "scenario.years.het-gat.2" in names()
    assert YEARS not in names()
    withdraw_scenario("het-gat", WHY, actor=COMMAND, now=SAVED_AT, expected_revision=2)
    assert not any(name.startswith("scenario.") for name in names())


def change(**changes: object) -> None:
    asked = replace(GAP, **changes)  # type: ignore[arg-type]
    change_scenario(
        "het-gat", "Het gat", "", asked, actor=COMMAND, now=SAVED_AT, today=TODAY, expected_revision=None
    )


def test_a_proposal_keeps_the_version_that_was_chosen_whatever_comes_after() -> None:
    save(text="Wat komt er tekort?")
    drafts.draft()
    choose_inserts(drafts.CODE, [YEARS, ALL], actor=COMMAND, expected_revision=None)
    change(rate=Decimal("0.5"))
    withdraw_scenario("het-gat", WHY, actor=COMMAND, now=SAVED_AT, expected_revision=2)
    version = drafts.send()
    years, everyone = [from_json(each.frozen) for each in version.inserts.all()]
    assert [(row["year"], row["raised"], row["difference"]) for row in years.rows] == [
        ("2020", 7_525_00, -222_475_00)
    ]
    assert "Wat komt er tekort?" in years.note
    assert sum(int(row["asked"] or 0) for row in everyone.rows) == everyone.totals["asked"] == 7_525_00
    assert not any("amount" in row or "code" in row for row in everyone.rows)  # it is asked of nobody


def test_what_names_no_scenario_is_none() -> None:
    save()
    for name in (
        "scenario.years.het-gat.9",
        "scenario.years.weg.1",
        "scenario.anders.het-gat.1",
        "scenario.x",
    ):
        assert insert_called(name) is None


def test_where_there_is_no_answer_the_writer_reads_why() -> None:
    save()
    drafts.draft()
    offered = insert_called(YEARS)
    before = AsOf(dt.date(2018, 1, 1))
    assert offered is not None
    assert offered.explain is not None
    assert offered.compose(drafts.stand(), before, "") is None
    assert "was er op deze dag nog niet" in offered.explain(drafts.stand(), before)
