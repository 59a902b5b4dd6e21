"""The pages of a selection round: who sees what, writing, opening, scoring, choosing, and what the home page asks."""

import datetime as dt
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.network.models import Person
from noaber.network.services.memberships import appoint
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.inventory.plans import plan, plans
from noaber.strategy.queries.selection.round import rounds, scorers, selection_round
from noaber.strategy.rules.inventory import PriorityText
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.rules.selection.round import USUAL_CRITERIA, CriterionText, OptionText, RoundText
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import open_round, prepare_round
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD = "2019-2022"
LIST = f"/strategie/{PERIOD}/keuze/"
MEMO = "/voorstellen/veiligheidsstrategie-2019-2022/"
PLAYED, NEW, NEXT = f"{LIST}1/", f"{LIST}nieuw/", f"{LIST}2/"
SMALL = RoundText(
    "Kleine ronde",
    1,
    "bbg",
    (CriterionText("ernst", "Ernst", 7500, "Hoe zwaar."), CriterionText("nieuw", "Nieuw", 2500)),
    (OptionText("een", "Een", "5.2", "Ja."), OptionText("twee", "Twee", "X.1", "Ja.")),
)

NEXT_TERM = PeriodTerms("Strategie", dt.date(2023, 1, 1), dt.date(2026, 12, 31))


def prepare(*, is_open: bool = True) -> None:
    prepare_round(PERIOD, SMALL, actor=COMMAND)
    if is_open:
        open_round(PERIOD, 2, actor=COMMAND, now=now(), today=today())


def member(person: str) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def give(client: Client, option: str, **scores: int) -> Any:
    typed: dict[str, str] = {}
    for criterion, value in scores.items():
        typed |= {f"{option}__{criterion}__value": str(value), f"{option}__{criterion}__motive": "Daarom."}
    return send(client, f"{NEXT}scores/{option}/", **typed)


def give_all(client: Client, *, first: int) -> None:
    give(client, "een", ernst=first, nieuw=3)
    give(client, "twee", ernst=3, nieuw=3)


def test_anyone_reads_what_was_chosen_and_why_but_no_scores(client: Client) -> None:
    assert LIST in links(client.get(f"/strategie/{PERIOD}/"))
    assert PLAYED in links(client.get(LIST))
    text = words(client.get(PLAYED))
    for shown in ("Ondermijning", "niet gekozen", "66 van de 76", "Meer dan 30 projecten", "RIEC", "Breedte"):
        assert shown in text
    for hidden in ("Ranglijst", "Hoe vast", "zetels met"):
        assert hidden not in text
    assert client.get(f"{PLAYED}themas/ondermijning/").status_code == 302
    assert client.get(f"{PLAYED}keuze.xlsx").status_code == 302


def test_the_network_reads_the_arithmetic_and_how_firm_it_is(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    page = client.get(PLAYED)
    text = words(page)
    for shown in (
        "4. Woninginbraken",
        "Blijft gelijk zolang ‘Bovenlokaal karakter’ ten hoogste 27,6 % weegt",
        "bij ongeveer 27,7 % staat Woninginbraken gelijk",
        "Blijft gelijk, hoe zwaar ‘Draagvlak’ ook weegt.",
        "De keuze wijkt af van de ranglijst.",
        "Als alleen ‘Ernst van de gevolgen’ anders woog, ten hoogste 9 % (precies van 0 tot en met 32/355) in plaats",
    ):
        assert shown in text
    one = f"{PLAYED}themas/informatiegestuurd-werken/"
    assert one in links(page)
    detail = words(client.get(one))
    for shown in (
        "5 van de 8",
        "30 van de 76",
        "genoemd in 30 van de 76 plannen die er waren bij het openstellen",
        "gemiddelde van",
        "Het staat vijfde",
        "RIEC",
    ):
        assert shown in detail
    assert client.get(f"{PLAYED}themas/anders/").status_code == 404


def test_the_count_of_municipalities_leads_to_them(client: Client) -> None:
    def where() -> str:
        (found,) = {link for link in links(client.get(PLAYED)) if "thema=5.2" in link}
        return found

    assert "66 van 79 regels" in words(client.get(where()))
    known = plan(PERIOD, next(iter(naming())), AsOf(today()))
    assert known
    fewer = replace(known.text, priorities=(PriorityText(1, "2.5"),))
    hand_in_plan(PERIOD, known.organisation, fewer, actor=COMMAND, now=now())
    assert len(naming()) == 65
    assert "66 van de 76" in words(client.get(PLAYED))
    assert "66 van 79 regels" in words(client.get(where())), "as it was for the choice"


def naming() -> list[str]:
    return [
        row.organisation
        for row in plans(PERIOD, AsOf(today()))
        if "5.2" in row.text.fields and row.organisation.startswith("GM")
    ]


def test_the_choice_and_its_proposal_lead_to_each_other_with_how_many_councils_consent(
    client: Client,
) -> None:
    page = client.get(PLAYED)
    assert MEMO in links(page)
    assert "ingestemd: 5 van de 5 overleggen" in words(page)
    assert PLAYED in links(client.get(MEMO))
    assert "ingestemd: 4 van de 5 overleggen" in words(client.get(f"{PLAYED}?bekend-op=2019-04-01"))
    coordinator = member("coordinator")
    assert typed_in(coordinator.get(f"{PLAYED}kiezen/"))["proposal"] == "veiligheidsstrategie-2019-2022"
    with patch("noaber.strategy.queries.consulting.course.proposal", lambda *_: None):
        assert MEMO not in links(client.get(PLAYED)), "who may not read the proposal hears nothing of it"


def test_a_chosen_theme_leads_to_the_theme_of_the_network_with_its_code(client: Client) -> None:
    text, found = words(client.get(PLAYED)), links(client.get(PLAYED))
    assert "Cybercrime/gedigitaliseerde criminaliteit" in text
    assert any(link.startswith("/themas/") for link in found)


def test_a_draft_is_for_the_coordinator_and_an_open_round_for_the_network(client: Client) -> None:
    prepare(is_open=False)
    assert [member(person).get(NEXT).status_code for person in ("coordinator", "mayor of Zwolle")] == [
        200,
        404,
    ]
    assert client.get(NEXT).status_code == 404
    open_round(PERIOD, 2, actor=COMMAND, now=now(), today=today())
    assert [member(person).get(NEXT).status_code for person in ("coordinator", "mayor of Zwolle")] == [
        200,
        200,
    ]
    assert client.get(NEXT).status_code == 404
    assert NEXT not in links(client.get(LIST))


def test_before_it_is_opened_nothing_is_known_of_a_round(client: Client) -> None:
    sign_in(client, "coordinator")
    assert PLAYED not in links(client.get(f"{LIST}?bekend-op=2019-01-06"))
    assert client.get(f"{PLAYED}?bekend-op=2019-01-06").status_code == 404
    then = words(client.get(f"{PLAYED}?bekend-op=2019-01-15"))
    assert "elk thema gescoord" in then
    assert "wijkt af" not in then


def test_the_coordinator_writes_a_round_from_the_usual_criteria_and_the_themes_named_most(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    assert NEW in links(client.get(LIST))
    offered = typed_in(client.get(NEW))
    assert offered["c1_weight"] == "15 %"
    assert offered["o1_field"] == "5.2"
    assert "Wie geeft de scores?" in errors(send(client, NEW))
    assert "samen 95 %, niet 100 %" in errors(send(client, NEW, body="bbg", c1_weight="10"))
    assert "twee cijfers achter de komma" in errors(send(client, NEW, body="bbg", c1_weight="1,234"))
    assert "Vul de naam in" in errors(send(client, NEW, body="bbg", c1_name=""))
    assert len(rounds(PERIOD)) == 1
    assert (
        send(client, NEW, body="bbg", c1_weight="12,5", c2_weight="17,5 %", c3_computed="breadth")["Location"]
        == NEXT
    )
    row = selection_round(PERIOD, 2)
    assert row
    assert [each.weight for each in row.text.criteria[:3]] == [1250, 1750, 1500]
    assert row.text.criteria[2].computed
    assert len(row.text.criteria) == len(USUAL_CRITERIA)
    assert send(client, f"{NEXT}wijzigen/", title="Anders")["Location"] == NEXT
    assert "Anders" in words(client.get(NEXT))


def test_opening_asks_once_more_and_says_what_is_fixed(client: Client) -> None:
    prepare(is_open=False)
    sign_in(client, "coordinator")
    page = client.get(f"{NEXT}openstellen/")
    assert "staan dan vast" in words(page)
    assert client.post(f"{NEXT}openstellen/", {"revision": "0"}).status_code == 409
    assert client.post(f"{NEXT}openstellen/", typed_in(page))["Location"] == NEXT
    assert client.get(f"{NEXT}wijzigen/").status_code == 400
    assert "staan vast" in words(client.get(f"{NEXT}openstellen/"))


def test_opening_says_of_how_many_the_priorities_count_and_who_comes_too_late() -> None:
    record_period("2023-2026", NEXT_TERM, actor=COMMAND, now=now(), today=today())
    prepare_round("2023-2026", SMALL, actor=COMMAND)
    text = words(member("coordinator").get("/strategie/2023-2026/keuze/1/openstellen/"))
    assert "0 van de " in text
    assert "telt in deze ronde niet mee" in text
    assert " en nog " in text


def test_a_member_scores_theme_by_theme_and_sees_what_is_missing() -> None:
    prepare()
    mayor = member("mayor of Zwolle")
    assert f"{NEXT}scores/" in links(mayor.get("/mijn/"))
    assert mayor.get(f"{NEXT}scores/")["Location"] == f"{NEXT}scores/een/"
    assert "waarom u deze score geeft" in errors(send(mayor, f"{NEXT}scores/een/", een__ernst__value="4"))
    assert "Kies een score" in errors(send(mayor, f"{NEXT}scores/een/", een__ernst__motive="Daarom."))
    assert give(mayor, "een", ernst=4)["Location"] == f"{NEXT}scores/een/"
    assert "Hier ontbreekt nog: nieuw" in words(mayor.get(f"{NEXT}scores/een/"))
    assert typed_in(mayor.get(f"{NEXT}scores/een/"))["een__ernst__value"] == "4"
    assert "Van u ontbreken nog 3 van de 4 scores" in words(mayor.get(NEXT))
    assert "een: nieuw; twee: alle criteria" in words(mayor.get(NEXT)).lower()
    give(mayor, "twee", ernst=3)
    assert "Van u ontbreken nog 2 van de 4 scores" in words(mayor.get(NEXT))
    assert give(mayor, "een", nieuw=2)["Location"] == f"{NEXT}scores/twee/"
    assert "Van u ontbreekt nog 1 van de 4 scores" in words(mayor.get(NEXT))
    assert "Van u ontbreekt nog 1 van de 4 scores" in words(mayor.get("/mijn/"))
    assert give(mayor, "twee", ernst=3, nieuw=3)["Location"] == NEXT
    assert f"{NEXT}scores/" not in links(mayor.get("/mijn/"))
    assert "1. Een" in words(mayor.get(NEXT))
    assert "Bovenaan staat Een." in words(mayor.get(NEXT))


@pytest.mark.parametrize("person", ["coordinator", "adviser of Zwolle", "controller"])
def test_who_does_not_sit_in_the_body_gives_no_scores(person: str) -> None:
    prepare()
    client = member(person)
    assert f"{NEXT}scores/" not in links(client.get(NEXT))
    assert client.get(f"{NEXT}scores/een/").status_code == 403
    assert client.post(f"{NEXT}scores/een/", {}).status_code == 403


def test_the_coordinator_records_the_choice_with_its_reasons() -> None:
    prepare()
    give_all(member("mayor of Zwolle"), first=5)
    coordinator = member("coordinator")
    assert f"{NEXT}kiezen/" in links(coordinator.get("/mijn/"))
    form = coordinator.get(f"{NEXT}kiezen/")
    assert "Kies 1 thema. " in words(form)
    assert "1. Een (4,50 punten)" in words(form)
    typed = {"decided_on": f"{today():%d-%m-%Y}", "source": "Verslag BBG", "chosen_twee": "on"}
    refused = send(coordinator, f"{NEXT}kiezen/", **typed, reason_een="Dit gebeurt elders.")
    assert "‘Twee’ staat niet bovenaan" in errors(refused)
    give(member("mayor of Enschede"), "een", ernst=1)
    stale = {**typed_in(form), **typed, "reason_een": "Dit gebeurt elders.", "reason_twee": "Dit is breder."}
    assert coordinator.post(f"{NEXT}kiezen/", stale).status_code == 409
    typed |= {"reason_een": "Dit gebeurt elders.", "reason_twee": "Dit is breder."}
    refused = send(coordinator, f"{NEXT}kiezen/", **typed)
    assert "Vul in waarom de keuze verandert" in errors(refused), "the strategy was adopted with other themes"
    answer = send(coordinator, f"{NEXT}kiezen/", **typed, reason="Een nieuwe ronde.")
    assert answer["Location"] == NEXT
    assert "Een nieuwe ronde." in words(Client().get("/strategie/2019-2022/wijzigingen/"))
    row = selection_round(PERIOD, 2)
    assert row
    assert row.choice
    assert row.choice.text.chosen == ("twee",)
    assert scorers(row) == 2
    assert "Dit gebeurt elders." in words(Client().get(NEXT))
    assert member("mayor of Zwolle").get(f"{NEXT}scores/een/").status_code == 400
    assert f"{NEXT}kiezen/" not in links(coordinator.get("/mijn/"))


def test_who_stands_in_scores_for_the_seat_and_hears_who_did_already() -> None:
    prepare()
    give(member("mayor of Zwolle"), "een", ernst=5, nieuw=3)
    adviser = Person.objects.get(user__display_name=PEOPLE["adviser of Zwolle"])
    appoint(adviser.pk, "bbg:ijsselland", actor=COMMAND, now=now(), valid_from=today(), is_substitute=True)
    page = member("adviser of Zwolle").get(f"{NEXT}scores/een/")
    assert (
        "zijn al scores gegeven door Burgemeester van Zwolle (sinds 2021). Wat u bewaart, komt ervoor in de plaats."
        in words(page)
    )
    assert typed_in(page)["een__ernst__value"] == "5"
    give(member("adviser of Zwolle"), "een", ernst=2)
    text = words(member("coordinator").get(f"{NEXT}themas/een/"))
    assert "Ernst2Daarom." in text
    assert "Ernst5Daarom." not in text


def test_of_two_tabs_the_later_hears_what_stands_and_keeps_what_was_typed() -> None:
    prepare()
    mayor, address = member("mayor of Zwolle"), f"{NEXT}scores/een/"
    give(mayor, "een", ernst=4)
    stale = typed_in(mayor.get(address))
    give(mayor, "een", ernst=2)
    answer = mayor.post(address, {**stale, "een__ernst__value": "5", "een__ernst__motive": "Toch zwaar."})
    assert answer.status_code == 409
    assert "intussen een andere score bewaard: 2, ‘Daarom.’" in errors(answer)
    kept = typed_in(answer)
    assert (kept["een__ernst__value"], kept["een__ernst__motive"].strip()) == ("5", "Toch zwaar.")
    assert mayor.post(address, kept)["Location"] == address
    assert typed_in(mayor.get(address))["een__ernst__value"] == "5"


def test_how_many_seats_have_scored_is_told_with_the_missing_named() -> None:
    prepare()
    give_all(member("mayor of Zwolle"), first=5)
    give(member("mayor of Enschede"), "een", ernst=1)
    text = words(member("adviser of Zwolle").get(NEXT))
    assert "1 van 7 zetels met alle scores" in text
    assert "Voorzitter van de BBG en burgemeester uit het district Twente (1 van de 4)" in text
    assert "Vertegenwoordiger van het bestuur van het OM" in text
    coordinator = member("coordinator")
    assert "Alles gescoord: 1 van de 7 zetels." in words(coordinator.get("/mijn/"))
    form = words(coordinator.get(f"{NEXT}kiezen/"))
    assert "Alles gescoord: 1 van de 7 zetels. Nog niet: " in form
    assert "zetels met" not in words(Client().get(PLAYED))


def test_the_coordinator_withdraws_a_round_with_a_reason_and_starts_anew_from_it() -> None:
    prepare()
    mayor, coordinator = member("mayor of Zwolle"), member("coordinator")
    assert f"{NEXT}intrekken/" not in links(mayor.get(NEXT))
    assert mayor.get(f"{NEXT}intrekken/").status_code == 403
    assert f"{NEXT}intrekken/" in links(coordinator.get(NEXT))
    assert "kan niet ongedaan" in words(coordinator.get(f"{NEXT}intrekken/"))
    assert errors(send(coordinator, f"{NEXT}intrekken/"))
    assert send(coordinator, f"{NEXT}intrekken/", reason="De gewichten waren verkeerd.")["Location"] == NEXT
    text = words(mayor.get(NEXT))
    assert "Deze ronde is ingetrokken. De gewichten waren verkeerd." in text
    assert "Nog niet: " not in text
    assert f"{NEXT}scores/" not in links(mayor.get(NEXT))
    assert f"{NEXT}scores/" not in links(mayor.get("/mijn/"))
    for rest in ("scores/een/", "intrekken/", "openstellen/", "kiezen/", "wijzigen/"):
        client = mayor if rest.startswith("scores") else coordinator
        answer = client.get(f"{NEXT}{rest}")
        assert (answer.status_code, "ingetrokken" in words(answer)) == (400, True)
    assert f"{PLAYED}intrekken/" not in links(coordinator.get(PLAYED)), "what was chosen stands"
    (anew,) = {link for link in links(coordinator.get(NEXT)) if link.startswith(NEW)}
    assert typed_in(coordinator.get(anew))["o2_name"] == "Twee"


def test_themes_that_share_the_last_place_are_named() -> None:
    prepare()
    mayor = member("mayor of Zwolle")
    give_all(mayor, first=3)
    assert "Een en Twee staan gelijk; voor hen samen is nog plaats voor 1." in words(mayor.get(NEXT))


def test_what_is_not_there_is_not_found(client: Client) -> None:
    sign_in(client, "coordinator")
    for address in (
        NEXT,
        f"{LIST}9/wijzigen/",
        "/strategie/1999-2002/keuze/",
        "/strategie/1999-2002/keuze/nieuw/",
    ):
        assert client.get(address).status_code == 404
    empty = Client().get("/strategie/2015-2018/keuze/?bekend-op=2018-12-05")
    assert "Er is nog geen keuze te lezen" in words(empty)
