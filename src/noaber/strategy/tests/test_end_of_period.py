"""The end of a strategy as the coordinator meets it: the final review, the closing, and the discharge."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.models import Demonstration
from noaber.core.reading import forget
from noaber.network.tests.pages import errors, send, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PAGE, CHANGE = "/strategie/2019-2022/", "/strategie/2019-2022/wijzigen/"
REVIEW = f"{PAGE}review/endterm/"
DAY = "20-12-2023"


@pytest.fixture
def coordinator(client: Client) -> Client:
    Demonstration.objects.update(reached_on=dt.date(2023, 12, 20))
    forget()
    sign_in(client, "coordinator")
    return client


def finish_review(client: Client) -> None:
    send(client, f"{REVIEW}reacties/1/beantwoorden/", effect="adopted", answer="Dat staat er nu in.")
    send(client, f"{REVIEW}definitief/", decided_on=DAY, source="besluitenlijst")


def offered(client: Client) -> list[str]:
    page = client.get(CHANGE).content.decode()
    states = ("preparation", "adopted", "extended", "closed", "discharged")
    return [state for state in states if f'<option value="{state}"' in page]


def test_after_the_review_the_home_page_leads_to_the_closing_and_the_discharge(coordinator: Client) -> None:
    assert "Eerst komt de endterm review." in words(coordinator.get(PAGE))
    assert "De endterm review is nog niet definitief." in words(coordinator.get(CHANGE))
    assert "Sluit de strategie af" not in words(coordinator.get("/mijn/"))
    finish_review(coordinator)
    assert "de endterm review is definitief. De strategie kan worden afgesloten." in words(
        coordinator.get(PAGE)
    )
    assert "De endterm review is nog niet definitief." not in words(coordinator.get(CHANGE))
    assert "Sluit de strategie af: Veiligheidsstrategie Oost-Nederland 2019-2022" in words(
        coordinator.get("/mijn/")
    )
    send(coordinator, CHANGE, state="closed", decided_on=DAY, decided_by="", source="besluitenlijst")
    assert "Leg de decharge vast" in words(coordinator.get("/mijn/"))
    assert "Decharge is nog niet verleend." in words(coordinator.get(PAGE))
    send(coordinator, CHANGE, state="discharged", decided_on=DAY, decided_by="", source="besluitenlijst")
    assert "Leg de decharge vast" not in words(coordinator.get("/mijn/"))
    assert "Decharge verleend op" in words(coordinator.get(PAGE))


def test_what_a_final_review_rests_on_stays(coordinator: Client) -> None:
    finish_review(coordinator)
    refused = coordinator.post(f"{PAGE}peilingen/endterm/intrekken/", {"reason": "Dit was een vergissing."})
    assert "Een definitieve review berust op deze peiling" in words(refused)
    assert Client().get(f"{PAGE}peilingen/endterm/uitkomst/").status_code == 200


def test_a_strategy_whose_term_is_over_without_a_review_asks_for_one(coordinator: Client) -> None:
    typed = {"starts_on": "1-1-2023", "ends_on": "30-6-2023", "state": "adopted", "decided_on": "1-2-2023"}
    send(
        coordinator,
        "/strategie/nieuw/",
        title="Korte strategie",
        source="lijst",
        note="Zo is het besloten.",
        **typed,
    )
    assert "Schrijf de endterm review: Korte strategie 2023" in words(coordinator.get("/mijn/"))


def test_the_form_offers_only_the_states_that_may_come_next(coordinator: Client) -> None:
    assert offered(coordinator) == ["adopted", "extended", "closed"]
    early = {"state": "closed", "decided_on": DAY, "decided_by": "", "source": "besluitenlijst"}
    assert "Zeg in de toelichting waarom" in errors(send(coordinator, CHANGE, **early))
    send(coordinator, CHANGE, **early, note="De review komt in het voorjaar.")
    assert "Decharge kan pas na de endterm review." in words(coordinator.get(PAGE))
    assert offered(coordinator) == ["closed", "discharged"]


def test_r15_a_strategy_that_is_adopted_by_hand_tells_that_no_hearing_is_recorded(
    coordinator: Client,
) -> None:
    """Before it is recorded, on the form, and after that on its page; with a proposal of the plan it is counted."""
    typed = {"starts_on": "1-1-2023", "ends_on": "30-6-2023", "title": "Korte strategie"}
    send(coordinator, "/strategie/nieuw/", state="preparation", **typed)
    unknown = "Of de raden van de 76 gemeenten zijn gehoord, is hier niet vastgelegd."
    assert unknown in words(coordinator.get("/strategie/2023/wijzigen/"))
    assert unknown not in words(coordinator.get("/strategie/2023/"))
    by_hand = {"state": "adopted", "decided_on": "1-2-2023", "source": "lijst", "note": "Zo is het besloten."}
    send(coordinator, "/strategie/2023/wijzigen/", **by_hand)
    assert unknown in words(Client().get("/strategie/2023/"))
    assert "Er staat hier geen plan dat tegelijk loopt." in words(Client().get("/strategie/2023/"))
    assert "Bij dit plan hoort hier geen voorstel." in words(Client().get("/strategie/2015-2018/"))
    assert "hier niet vastgelegd" not in words(Client().get(PAGE))
