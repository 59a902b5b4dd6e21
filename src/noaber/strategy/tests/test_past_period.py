"""A period that is over keeps the themes of then, by their names of then, on every page (R05)."""

import datetime as dt
from functools import partial

import pytest
from django.test import Client

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.errors import DomainError
from noaber.network.tests.pages import links, words
from noaber.strategy.queries.results.result import results
from noaber.strategy.rules.results.result import EvidenceText, PartnerText, ResultText
from noaber.strategy.services.results.partner_words import say_partner_words
from noaber.strategy.services.results.result import record_result
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD = "/strategie/2015-2018/"
THEN = ("Ondermijning", "Verwarde personen", "Woninginbraken", "Problematische jeugdgroepen")
RESULT = ResultText(
    "Buurtpreventie",
    "In elke gemeente is een team.",
    dt.date(2018, 5, 1),
    partners=(PartnerText("POLITIE-ON", role="partner"),),
    evidence=(EvidenceText("Verslag", "https://voorbeeld.invalid/verslag"),),
)


@pytest.mark.parametrize("page", ["keuze/1/", "doelen/", "voortgang/", "deelname/", "resultaten/"])
def test_r05_every_page_of_the_first_period_names_its_own_four_themes(client: Client, page: str) -> None:
    text = words(client.get(f"{PERIOD}{page}"))
    for theme in THEN:
        assert theme in text
    assert "Kwetsbare personen" not in text


def test_r05_the_second_period_names_those_of_its_own(client: Client) -> None:
    text = words(client.get("/strategie/2019-2022/deelname/"))
    assert "Kwetsbare personen" in text
    assert "Verwarde personen" not in text
    assert "Woninginbraken" not in text


def test_r05_its_progress_is_that_of_its_last_day(client: Client) -> None:
    text = words(client.get(f"{PERIOD}voortgang/"))
    assert "Hoe het per thema stond op 31 december 2018." in text
    assert "ET Verwarde Personen" in text
    assert "3 van 4 doelen op koers of bereikt" in text
    assert "vorige vergadering" not in text


def test_r05_what_is_counted_for_it_stops_with_it(client: Client) -> None:
    assert "10.841 → 6.083 (2018) → 7.500" in words(client.get(f"{PERIOD}doelen/"))
    assert "31 december 2019" not in words(client.get(f"{PERIOD}doelen/minder-inbraken/"))


def test_what_was_weighed_then_is_said_to_be_recorded_afterwards_and_nobody_changes_it(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    page = client.get(f"{PERIOD}keuze/1/")
    assert "Achteraf vastgelegd op 6 december 2018" in words(page)
    assert "Opengesteld op" not in words(page)
    assert f"{PERIOD}keuze/1/kiezen/" not in links(page)
    assert f"{PERIOD}keuze/nieuw/" not in links(client.get(f"{PERIOD}keuze/"))


@pytest.mark.usefixtures("not_discharged")
def test_a_result_of_then_is_about_a_theme_of_then() -> None:
    record = partial(record_result, "2015-2018", actor=COMMAND, now=now(), today=today())
    record("buurtpreventie", "woninginbraken", RESULT)
    found = next(row for row in results("2015-2018", AsOf(today())) if row.code == "buurtpreventie")
    assert found.theme == "woninginbraken"
    with pytest.raises(DomainError) as refused:
        record("hackers", "cybercrime", RESULT)
    assert refused.value.field == "theme"


@pytest.mark.usefixtures("not_discharged")
def test_who_writes_a_result_of_then_chooses_from_the_themes_of_then(client: Client) -> None:
    sign_in(client, "coordinator")
    form = client.get(f"{PERIOD}resultaten/nieuw/").content.decode()
    assert '<option value="jeugdgroepen">Problematische jeugdgroepen</option>' in form
    assert '<option value="cybercrime">' not in form


def test_after_the_discharge_nothing_is_recorded_of_what_was_reached(client: Client) -> None:
    day, code = AsOf(today()), "hennepconvenant"
    before = results("2015-2018", day)
    with pytest.raises(DomainError, match="decharge verleend"):
        record_result("2015-2018", "nog-iets", "", RESULT, actor=COMMAND, now=now(), today=today())
    police = Actor(grants=frozenset({Grant("head", "organisation:POLITIE-ON")}))
    said = partial(say_partner_words, "2015-2018", code, PartnerText("POLITIE-ON"), "Wij ook.")
    with pytest.raises(DomainError, match="decharge verleend"):
        said(actor=police, now=now(), today=today())
    assert results("2015-2018", day) == before
    sign_in(client, "coordinator")
    assert f"{PERIOD}resultaten/nieuw/" not in links(client.get(f"{PERIOD}resultaten/"))
    assert f"{PERIOD}resultaten/{code}/wijzigen/" not in links(client.get(f"{PERIOD}resultaten/{code}/"))
    for page in ("nieuw/", f"{code}/wijzigen/", f"{code}/intrekken/"):
        refused = client.get(f"{PERIOD}resultaten/{page}")
        assert (refused.status_code, "decharge verleend" in words(refused)) == (400, True), page


def test_r49_something_new_was_tried_in_the_middle_of_it(client: Client) -> None:
    text = words(client.get(f"{PERIOD}wijzigingen/?vernieuwing=ja"))
    assert "Jongerenwerkers die ook online aanwezig zijn" in text
    assert "Doel gewijzigd" not in text


@pytest.mark.parametrize("page", ["keuze/nieuw/", "keuze/1/voorleggen/", "peilingen/nieuw/endterm/"])
def test_a_period_that_was_discharged_opens_no_form_that_cannot_be_saved(client: Client, page: str) -> None:
    sign_in(client, "coordinator")
    told = client.get(f"{PERIOD}{page}")
    assert told.status_code >= 400
    assert "afgesloten" in words(told) or "decharge" in words(told)
