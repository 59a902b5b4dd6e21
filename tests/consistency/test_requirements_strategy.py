"""The requirements of the memo about the strategy, on the network as it is played: R05-R08, R12, R14, R15, R20-21, R49.

Others of the strategy are held beside its pages and services, under the same numbers.
"""

import datetime as dt
import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

import pytest
from django.test import Client

from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.network.tests.pages import links, words
from noaber.strategy.queries.goals.goal import EVERYTHING, goals
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.queries.inventory.coverage import coverage
from noaber.strategy.queries.periods.period import periods, statements
from noaber.strategy.queries.results.result import results
from noaber.strategy.queries.selection.round import RoundRow, result, selection_round
from noaber.strategy.queries.selection.sources import sources_of
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.results.result import ResultState
from noaber.strategy.services.periods.period import _check_adoption

OLD: Final = "2015-2018"
PERIOD: Final = "2019-2022"
TODAY: Final = AsOf(dt.date(2023, 5, 15))
ADOPTED_ON: Final = dt.date(2019, 4, 24)
MUNICIPALITIES: Final = 76

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def chosen() -> RoundRow:
    row = selection_round(PERIOD, 1)
    assert row
    assert row.choice
    return row


def test_r05_both_periods_are_there_and_the_old_one_stays_readable_with_all_that_belongs_to_it(
    client: Client,
) -> None:
    """ "Eerste Veiligheidsstrategie 2015-2018": several periods, an archive."""
    assert {row.code for row in periods(TODAY)} >= {OLD, PERIOD}
    states = [row.terms.state for row in reversed(statements(OLD, TODAY))]
    assert states == [
        PeriodState.PREPARATION,
        PeriodState.ADOPTED,
        PeriodState.CLOSED,
        PeriodState.DISCHARGED,
    ]
    found = client.get(f"/strategie/{OLD}/")
    assert "decharge verleend" in words(found)
    given = r"\b(\d+) van \1 gemeenten"  # of those of that time
    for rest, shown in (("prioriteiten/", given), ("resultaten/", "Regionaal hennepconvenant")):
        assert f"/strategie/{OLD}/{rest}" in links(found)
        assert re.search(shown, words(client.get(f"/strategie/{OLD}/{rest}")))
    then = words(client.get(f"/strategie/{OLD}/?geldig-op=2016-01-01"))
    assert "vastgesteld" in then
    assert "decharge verleend" not in then


def test_r06_every_chosen_theme_follows_from_a_local_a_partner_and_an_evaluation_source() -> None:
    """ "Lokale veiligheidsprioriteiten, de prioriteiten van OM en politie en de evaluatie"."""
    row = chosen()
    assert row.choice
    assert len(row.choice.text.chosen) == 4
    found = sources_of(row, TODAY)
    for code in row.choice.text.chosen:
        assert found[code].municipalities
        assert found[code].partners
        assert found[code].evaluation
    assert any(each.lacking for each in found.values()), (
        "a theme without a source can be told from the others"
    )


def test_r07_all_76_gave_comparable_priorities_and_before_that_who_was_missing_is_named(
    client: Client,
) -> None:
    """ "Aan de basis staan de lokale prioriteiten van alle 76 gemeenten"."""
    found = coverage(PERIOD, TODAY)
    assert (len(found.plans), len(found.asked)) == (MUNICIPALITIES, MUNICIPALITIES)
    for count in found.counts:
        naming = sum(count.field in row.text.fields for row in found.plans.values())
        assert count.total == naming == sum(count.by_district.values())
    then = words(client.get(f"/strategie/{PERIOD}/prioriteiten/?geldig-op=2019-01-02&bekend-op=2018-12-15"))
    assert "74 van 76" in then
    assert "Nog niet van Rozendaal en Staphorst." in then


def test_r08_the_ranking_follows_from_scores_and_weights_by_plain_arithmetic() -> None:
    """ "Aan de hand van een aantal criteria": anyone can calculate it again."""
    row = chosen()
    found = result(row)
    assert found
    assert sum(each.weight for each in row.text.criteria) == 10_000
    totals = {}
    for option in row.text.options:
        total = Fraction(0)
        for criterion in row.text.criteria:
            given = [
                each.value
                for each in row.given
                if (each.option, each.criterion) == (option.code, criterion.code)
            ]
            named, of = row.named[option.code]
            score = Fraction(sum(given), len(given)) if given else 1 + 4 * Fraction(named, of)
            total += score * criterion.weight / 10_000
        totals[option.code] = total
    assert {each.option: each.total for each in found.ranked} == totals
    assert [each.option for each in found.ranked] == sorted(totals, key=lambda code: -totals[code])
    assert all(each.motive for each in row.given)


def all_goals() -> tuple[GoalRow, ...]:
    found = goals(PERIOD, TODAY, EVERYTHING)
    assert found
    return found


def test_r12_each_of_the_four_themes_has_goals_each_with_an_owner_an_activity_an_indicator_and_a_status() -> (
    None
):
    """ "Geeft de strategische doelen aan": no goal without an owner."""
    row = chosen()
    assert row.choice
    assert {each.theme for each in all_goals()} >= set(row.choice.text.chosen)
    for each in all_goals():
        assert each.owner
        assert each.activities
        assert each.indicators
        assert each.updates


def test_r15_the_period_says_of_how_many_municipalities_the_council_was_heard_and_names_who_was_not(
    client: Client,
) -> None:
    page = client.get(f"/strategie/{PERIOD}/")
    assert "74 van 76 vastgelegd" in words(page)
    (hearing,) = {link for link in links(page) if "/stap/" in link}
    missing = words(client.get(f"{hearing}?punt-1=vervallen"))
    assert "Heerde" in missing
    assert "Rozendaal" in missing


@pytest.mark.parametrize("period", [OLD, PERIOD])
def test_r20_and_r21_what_stands_as_reached_has_evidence_and_is_claimed_by_nobody_alone(period: str) -> None:
    """ "Toe te schrijven aan de samenwerking": several partners each."""
    recorded = [row for row in results(period, TODAY) if row.text.state is ResultState.RECORDED]
    assert recorded
    for row in recorded:
        assert row.text.has_evidence, row.code
        assert len(row.text.partners) > 1, row.code


def test_r49_after_the_adoption_no_goal_changed_without_a_reason_and_what_is_new_is_tagged() -> None:
    """ "Flexibeler, meer maatwerk, innovatieve": a change log."""
    later = [said.text for row in all_goals() for said in row.said[1:] if said.on > ADOPTED_ON]
    assert later
    assert all(each.reason for each in later)
    assert any(each.text.is_innovation for row in all_goals() for each in row.activities)


def test_r14_a_strategy_that_is_decided_on_here_is_not_adopted_by_writing_so() -> None:
    """ "Daaraan voorafgaand … alle vijf": on the day before the board decides, a source is no decision."""
    day = dt.date(2019, 4, 23)
    known = next(row for row in periods(AsOf(day)) if row.code == PERIOD).terms
    said = replace(known, state=PeriodState.ADOPTED, decided_on=day, decided_by="", source="Besluitenlijst")
    with pytest.raises(DomainError, match="Kies dat voorstel"):
        _check_adoption(PERIOD, said, known, day)
