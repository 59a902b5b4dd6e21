"""A municipality that went up into another: what it gave still counts, can be read, and is offered to its successor."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.network.services.mergers import merge_municipalities
from noaber.network.tests.pages import links, words
from noaber.strategy.imports.samples import sample
from noaber.strategy.queries.inventory.coverage import coverage, standing
from noaber.strategy.queries.inventory.offers import offers
from noaber.strategy.queries.periods.period import PeriodRow, period
from noaber.strategy.rules.inventory import PlanText, PriorityText
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.conftest import COORDINATOR, FIRST, LAST, NOW, PERIOD, STRATEGY
from noaber.strategy.views.home import priority_tasks
from noaber.strategy.views.search import strategy_hits
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
ON, TODAY = dt.date(2021, 1, 1), dt.date(2022, 6, 1)
NEXT, SUCCESSOR = "2023-2026", "GM9010"
PAGE = f"/strategie/{PERIOD}/prioriteiten/"


def plan_of(*named: tuple[str, str]) -> PlanText:
    ranked = tuple(
        PriorityText(rank, field, wording, "7") for rank, (field, wording) in enumerate(named, start=1)
    )
    return PlanText(
        "Integraal veiligheidsplan", FIRST, LAST, ranked, dt.date(2018, 12, 1), "https://voorbeeld.invalid/"
    )


BEEK = plan_of(("5.2", "Drugs"), ("X.2", "Verwarde personen"))
VEEN = plan_of(("X.2", "verwarde personen"), ("X.1", "Internet"))


@pytest.fixture(autouse=True)
@made_once
def _merged(network: object) -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)
    give("GM9002", BEEK)
    give("GM9003", VEEN)
    merge_municipalities(
        ("GM9002", "GM9003"), actor=COMMAND, now=NOW, code=SUCCESSOR, name="Beek en Veen", effective_on=ON
    )


def give(code: str, text: PlanText, period_code: str = PERIOD) -> None:
    hand_in_plan(period_code, code, text, actor=COORDINATOR, now=NOW)


def next_period() -> PeriodRow:
    terms = PeriodTerms("Veiligheidsstrategie", dt.date(2023, 1, 1), dt.date(2026, 12, 31))
    record_period(NEXT, terms, actor=COORDINATOR, now=NOW, today=TODAY)
    found = period(NEXT, AsOf(TODAY))
    assert found
    return found


@pytest.mark.parametrize("day", [dt.date(2020, 6, 1), TODAY, dt.date(2024, 1, 1)])
def test_a_period_counts_who_was_there_when_it_began_whatever_day_is_asked(day: dt.date) -> None:
    found = coverage(PERIOD, AsOf(day))
    assert (sorted(found.plans), len(found.asked)) == (["GM9002", "GM9003"], 6)
    assert [(row.field, row.total) for row in found.counts] == [("X.2", 2), ("5.2", 1), ("X.1", 1)]
    assert (standing(PERIOD, AsOf(day)).given, standing(PERIOD, AsOf(day)).asked) == (2, 6)


def test_what_they_gave_can_be_read_from_every_page_that_names_it(client: Client) -> None:
    then = f"geldig-op={TODAY}"
    inventory = client.get(f"{PAGE}?{then}")
    assert f"{PAGE}GM9002/?{then}" in links(inventory)
    theirs = client.get(f"{PAGE}GM9002/?{then}")
    assert "Drugs" in words(theirs)
    for address in links(theirs):
        assert client.get(address).status_code == 200, address
    successor = client.get(f"{PAGE}{SUCCESSOR}/?{then}")
    assert f"{PAGE}GM9002/?{then}" in links(successor)
    hits = [hit.url for hit in strategy_hits(ANONYMOUS, ("drugs",), AsOf(TODAY))]
    assert hits == [f"{PAGE}GM9002/"]


def test_a_successor_that_gives_its_own_counts_in_the_place_of_theirs() -> None:
    give(SUCCESSOR, plan_of(("5.2", "Ons eigen plan")))
    found = coverage(PERIOD, AsOf(TODAY))
    assert (list(found.plans), len(found.asked)) == ([SUCCESSOR], 5)
    assert standing(PERIOD, AsOf(TODAY)).given == 1
    assert sorted(coverage(PERIOD, AsOf(dt.date(2020, 6, 1))).plans) == ["GM9002", "GM9003"]


def test_the_successor_is_offered_what_they_gave_as_one_plan_of_the_new_period() -> None:
    chosen = next_period()
    offered = offers(chosen, AsOf(TODAY))[SUCCESSOR]
    assert [(each.rank, each.field, each.wording, each.page) for each in offered.text.priorities] == [
        (1, "5.2", "Drugs", ""),
        (2, "X.2", "verwarde personen", ""),
        (3, "X.1", "Internet", ""),
    ]
    text = offered.text
    assert (text.starts_on, text.council_on, text.link) == (dt.date(2023, 1, 1), None, "")
    assert offered.given_by == ("GM9002", "GM9003")
    list_of = sample(chosen, actor=COORDINATOR, asof=AsOf(TODAY), is_filled=True)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(list_of)).get_sheet_by_name("Vorige periode").to_python()
    assert [row[3] for row in rows if row[0] == SUCCESSOR] == ["Drugs", "verwarde personen", "Internet"]


def test_in_the_period_itself_the_successor_starts_from_theirs_too() -> None:
    found = period(PERIOD, AsOf(TODAY))
    assert found
    assert offers(found, AsOf(TODAY))[SUCCESSOR].given_by == ("GM9002", "GM9003")


def test_who_is_no_more_is_asked_nothing_in_the_next_period() -> None:
    next_period()
    assert SUCCESSOR in [row.code for row in coverage(NEXT, AsOf(TODAY)).silent]
    mayor = Actor(4, grants=frozenset({Grant("mayor", f"organisation:{SUCCESSOR}")}))
    tasks = [task.url for task in priority_tasks(mayor, AsOf(TODAY))]
    assert f"/strategie/{NEXT}/prioriteiten/{SUCCESSOR}/invullen/" in tasks


def test_a_plan_that_still_runs_is_offered_with_its_own_days() -> None:
    give("GM9001", replace(BEEK, ends_on=dt.date(2024, 12, 31)))
    text = offers(next_period(), AsOf(TODAY))["GM9001"].text
    assert (text.starts_on, text.ends_on, text.link) == (FIRST, dt.date(2024, 12, 31), BEEK.link)


def test_the_page_of_the_successor_shows_what_they_put_first(client: Client) -> None:
    text = words(client.get(f"/gemeenten/{SUCCESSOR}/?geldig-op={TODAY}"))
    for shown in (
        "verwarde personen",
        "1Georganiseerde en ondermijnende criminaliteitDrugsBeekstad",
        "2Gedigitaliseerde criminaliteitInternetCederveen",
        "Gegeven door Beekstad en Cederveen, die hierin opgingen.",
    ):
        assert shown in text
    give(SUCCESSOR, plan_of(("5.2", "Ons eigen plan")))
    text = words(client.get(f"/gemeenten/{SUCCESSOR}/?geldig-op={TODAY}"))
    assert "Ons eigen plan" in text
    assert "Internet" not in text
