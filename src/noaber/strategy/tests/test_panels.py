"""The page of an organisation names the results and goals in which it has a part, each with a link."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.network.tests.pages import links, words
from noaber.strategy.models import Activity
from noaber.strategy.queries.results.result import results
from noaber.strategy.rules.results.result import PartnerText, ResultState
from noaber.strategy.services.withdrawing import withdraw_part
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
RIEC, POLICE, APELDOORN = "/organisaties/RIEC-ON/", "/organisaties/POLITIE-ON/", "/gemeenten/GM0200/"
PERIOD = "/strategie/2019-2022/"
TODAY = dt.date(2023, 5, 15)
BUS = f"{PERIOD}doelen/inwoners-herkennen-oplichting/"
DRAFT = f"{PERIOD}resultaten/signalenkaart/"


def test_an_organisation_has_its_results_with_its_part_in_them(client: Client) -> None:
    page = client.get(RIEC)
    assert "/strategie/2015-2018/resultaten/hennepconvenant/" in links(page)
    assert "schreef mee (voorbeeld)" in words(page)
    assert "Wij zien dat agenten en verpleegkundigen" in words(client.get("/gemeenten/GM0150/"))


@pytest.mark.parametrize("person", ["nobody", "mayor of Enschede", "team lead"])
def test_a_draft_stands_on_no_page_of_a_partner(client: Client, person: str) -> None:
    (draft,) = (row for row in results("2019-2022", AsOf(TODAY)) if row.code == "signalenkaart")
    assert draft.text.state is ResultState.DRAFT
    assert PartnerText("RIEC-ON").key in {each.key for each in draft.text.partners}
    sign_in(client, person)
    assert DRAFT not in links(client.get(RIEC))


def test_an_organisation_has_the_goals_in_which_it_does_something(client: Client) -> None:
    page = client.get(APELDOORN)
    assert BUS in links(page)
    assert "Een bus die langs wijken rijdt" in words(page)
    then = "?geldig-op=2020-06-01"
    assert f"{BUS}{then}" not in links(client.get(f"{APELDOORN}{then}"))
    assert BUS not in links(client.get("/gemeenten/GM0150/"))


def test_what_was_taken_back_is_no_part_in_a_goal(client: Client) -> None:
    assert BUS in links(client.get(APELDOORN))
    now = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
    code = "inwoners-herkennen-oplichting"
    withdraw_part(
        Activity, "2019-2022", code, 2, "De bus is er niet meer.", actor=COMMAND, now=now, today=TODAY
    )
    assert BUS not in links(client.get(APELDOORN))
