"""What a strategy means for one municipality: for everyone, for the network, and of who went up into another."""

from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from noaber.network.tests.pages import links, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD, FIRST = "/strategie/2019-2022/", "/strategie/2015-2018/"
ZWOLLE = f"{PERIOD}voor/GM0193/"
BEFORE_ADOPTION = "?geldig-op=2019-02-15&bekend-op=2019-02-15"
OWN_DECISION = "/voorstellen/veiligheidsstrategie-2019-2022/vervolg/GM0193/"


def pages_of(contents: bytes) -> int:
    with pikepdf.open(BytesIO(contents)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        return len(pdf.pages)


def test_anyone_reads_what_became_of_each_priority_and_why(client: Client) -> None:
    text = words(client.get(ZWOLLE))
    for shown in (
        "De prioriteiten van de gemeenten in deze demonstratie zijn verzonnen.",
        "Gekozen als thema: Kwetsbare personen.",
        "Niet gekozen: Woninginbraken. Het staat vierde, maar het aantal daalt al jaren",
        "Ook gekozen, al noemde Zwolle het niet: Informatiegestuurd werken: Het staat vijfde",
        "De gemeenteraad van Zwolle, gehoord door de burgemeester",
        "DVO IJssellandakkoord (punt 1, 3 en 4)",
        "doet niet meeWij doen dit al met onze buren.",
        "Voor het district IJsselland zit in het bestuur van het netwerk: Burgemeester van Zwolle",
        "Diefstal/inbraak woning",
        "De cijfers laten zien wat er gebeurde, niet waardoor.",
    ):
        assert shown in text, shown
    assert "€" not in text
    assert "Zwolle zelf" not in text


def test_who_gave_no_priorities_reads_which_themes_were_chosen(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("noaber.strategy.nota.local.plans", lambda _period, _asof: ())
    text = words(client.get(ZWOLLE))
    assert "Zwolle gaf voor deze periode geen prioriteiten." in text
    assert "De strategie geldt ook voor Zwolle. Dit zijn de gekozen thema’s:" in text
    assert "Kwetsbare personen" in text
    assert "Ook gekozen, al noemde Zwolle het niet" not in text


def test_before_the_choice_it_says_where_the_strategy_stands(client: Client) -> None:
    text = words(client.get(f"{ZWOLLE}?geldig-op=2019-01-20&bekend-op=2019-01-20"))
    assert "Er is nog niet gekozen. De strategie wordt voorbereid." in text
    assert "is niet vastgelegd" not in text


def test_before_the_adoption_a_visitor_is_led_to_nothing_that_is_not_public(client: Client) -> None:
    then = "?geldig-op=2019-02-15&bekend-op=2019-02-15"
    assert f"{PERIOD}samenvatting/" not in [
        link.split("?")[0] for link in links(client.get(f"{PERIOD}voor/{then}"))
    ]
    sign_in(client, "controller")
    assert f"{PERIOD}samenvatting/" in [
        link.split("?")[0] for link in links(client.get(f"{PERIOD}voor/{then}"))
    ]


def test_a_theme_in_which_it_does_not_take_part_has_no_goals_for_it(client: Client) -> None:
    text = words(client.get(ZWOLLE))
    assert "De wijk weet wie zij kan bellen" in text
    assert "Gemeenten oefenen met een cyberaanval" not in text


def test_r15_a_council_that_was_not_heard_is_said_to_be_not(client: Client) -> None:
    text = words(client.get(f"{PERIOD}voor/GM0277/"))
    assert "gehoord door de burgemeesterniet vastgelegd dat de raad is gehoord" in text
    then = words(client.get(f"{PERIOD}voor/GM0277/?geldig-op=2019-04-10&bekend-op=2019-04-11"))
    assert "nog niet; gevraagd voor 12-4-2019" in then


def test_only_the_network_reads_the_own_decision_and_before_adoption_the_goals(client: Client) -> None:
    assert OWN_DECISION not in links(client.get(ZWOLLE))
    early = words(client.get(f"{ZWOLLE}{BEFORE_ADOPTION}"))
    assert "Verkeersveiligheid" in early
    assert "Deelname van Zwolle" not in early
    assert "Lees de hele strategie" not in early
    sign_in(client, "adviser of Zwolle")
    page = client.get(ZWOLLE)
    assert OWN_DECISION in links(page)
    assert "Zwolle zelf" in words(page)
    assert client.get(OWN_DECISION).status_code == 200


def test_every_link_of_the_page_leads_somewhere(client: Client) -> None:
    found = [link for link in links(client.get(ZWOLLE)) if link.startswith("/") and "/account/" not in link]
    assert len(found) > 10
    for link in found:
        assert client.get(link).status_code in (200, 302), link


@pytest.mark.parametrize("code", ["GM0193", "GM0153", "GM1960", "GM0277"])
def test_it_is_a_paper_of_one_page(client: Client, code: str) -> None:
    answer = client.get(f"{PERIOD}voor/{code}.pdf")
    assert f"strategie-2019-2022-{code}-voorbeeldgegevens.pdf" in answer["Content-Disposition"]
    assert pages_of(answer.content) == 1


def test_a_municipality_that_went_up_into_another_has_a_page_in_its_period(client: Client) -> None:
    page = client.get(f"{FIRST}voor/GM0236/")
    text = words(page)
    assert "Wat betekent dit voor Geldermalsen?" in text
    assert "Sinds 1 januari 2019 is Geldermalsen een deel van West Betuwe." in text
    assert {"/gemeenten/GM1960/", f"{FIRST}prioriteiten/GM0236/"} <= set(links(page))
    later, before = client.get(f"{PERIOD}voor/GM0236/"), client.get(f"{FIRST}voor/GM1960/")
    assert (later.status_code, before.status_code) == (404, 404)
    assert f"{PERIOD}voor/GM1960/" in links(later)
    assert {f"{FIRST}voor/{code}/" for code in ("GM0236", "GM0304", "GM0733")} <= set(links(before))
    assert client.get(f"{PERIOD}voor/GM9999/").status_code == 404
    assert client.get(f"{PERIOD}voor/POLITIE-ON/").status_code == 404


def test_a_municipality_is_found_by_its_name_from_everywhere(client: Client) -> None:
    assert f"{PERIOD}voor/" in links(client.get(PERIOD))
    front = client.get("/").content.decode()
    assert 'name="gemeente"' in front
    assert '<option value="GM0193">Zwolle</option>' in front
    assert client.get(f"{PERIOD}voor/?gemeente=GM0193")["Location"] == ZWOLLE
    assert ZWOLLE in links(client.get(f"{PERIOD}voor/?zoek=zwol"))
    assert f"{PERIOD}voor/GM0153/" not in links(client.get(f"{PERIOD}voor/?zoek=zwol"))
    assert ZWOLLE in links(client.get("/zoeken/?q=zwolle"))
    assert ZWOLLE in links(client.get("/gemeenten/GM0193/"))
    assert f"{PERIOD}nota/" in links(client.get("/draad/"))


def test_who_looks_for_a_municipality_of_before_or_after_is_shown_the_way(client: Client) -> None:
    page = client.get(f"{PERIOD}voor/?zoek=geldermalsen")
    assert "Geldermalsen hoort niet bij" in words(page)
    assert "Toen was dit: West Betuwe." in words(page)
    assert f"{PERIOD}voor/GM1960/" in links(page)
    before = client.get(f"{FIRST}voor/?zoek=west+betuwe")
    assert {f"{FIRST}voor/{code}/" for code in ("GM0236", "GM0304", "GM0733")} <= set(links(before))
    for there in ("geldermalsen", "zwol"):  # of this strategy itself
        assert "hoort niet bij" not in words(client.get(f"{FIRST}voor/?zoek={there}"))
    for nothing in ("", "atlantis"):
        assert "hoort niet bij" not in words(client.get(f"{PERIOD}voor/?zoek={nothing}"))


def test_the_list_says_what_each_puts_first_and_can_be_fetched(client: Client) -> None:
    rows = client.get(f"{PERIOD}voor/?formaat=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 77
    assert any("GM0193" in row and "IJsselland" in row for row in rows)


@pytest.mark.parametrize("typed", ["prioriteiten van zwolle", "strategie zwolle", "Zwolle prioriteiten"])
def test_a_citizen_searches_in_her_own_words(client: Client, typed: str) -> None:
    assert "Zwolle" in words(client.get("/zoeken/", {"q": typed}))
    assert any(
        "GM0193" in link and "/strategie/" in link for link in links(client.get("/zoeken/", {"q": typed}))
    )
