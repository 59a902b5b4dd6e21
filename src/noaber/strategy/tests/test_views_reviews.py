"""The pages of a review: composed, shared, reacted on and final; and what it asks on the home page."""

import datetime as dt
import io
import re
import zipfile
from typing import Final

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.models import Demonstration
from noaber.core.points import tasks
from noaber.core.reading import forget
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.reviews.review import ReactionRow, ReviewRow, reactions, review
from noaber.strategy.rules.reviews.review import FindingText, ReactionState, ReviewKind, ReviewState
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
FIRST: Final = "/strategie/2015-2018/review/endterm/"
LAST: Final = "/strategie/2019-2022/review/endterm/"
MIDTERM: Final = "/strategie/2019-2022/review/midterm/"


def last() -> ReviewRow:
    row = review("2019-2022", ReviewKind.ENDTERM, AsOf(today()))
    assert row
    return row


def test_anyone_reads_a_final_review_with_its_versions_as_page_pdf_and_text(client: Client) -> None:
    text = words(client.get(FIRST))
    for shown in (
        "Endterm review 2015-2018",
        "definitief",
        "Kleine gemeenten missen mensen",
        "Regionaal hennepconvenant",
        "Er is geen peiling gehouden.",
    ):
        assert shown in text, shown
    assert f"{FIRST}versie/2/" in links(client.get(FIRST))
    earlier = words(client.get(f"{FIRST}versie/2/"))
    assert "Dit is een eerdere versie" in earlier
    pdf, odt = client.get(f"{FIRST}versie/3.pdf"), client.get(f"{FIRST}versie/3.odt")
    assert pdf.content.startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(odt.content)) as file:
        assert "Kleine gemeenten missen mensen" in file.read("content.xml").decode()
    assert client.get(f"{FIRST}versie/3.docx").status_code == 404
    assert client.get(f"{FIRST}versie/1/").status_code == 404  # it was only written
    assert client.get("/strategie/2015-2018/review/zomaar/").status_code == 404


def test_a_draft_is_the_networks_and_its_reactions_too(client: Client) -> None:
    assert client.get(LAST).status_code == 404
    assert client.get(f"{MIDTERM}reacties/").status_code == 302  # to sign in
    assert "Endterm review" not in words(client.get("/strategie/2019-2022/review/"))
    sign_in(client, "controller")
    page = client.get(LAST)
    assert "Reageren kan tot en met 9 juni 2023" in words(page)
    assert not {f"{LAST}schrijven/", f"{LAST}delen/"} & set(links(page))
    assert "Wij missen de inzet van de wijkteams" in words(client.get(f"{MIDTERM}reacties/?q=wijkteams"))
    assert client.get(f"{MIDTERM}reacties/?formaat=xlsx").status_code == 200


def test_the_themes_are_written_about_in_the_order_in_which_they_are_read(client: Client) -> None:
    sign_in(client, "coordinator")
    asked = re.findall(r'name="theme_([\w-]+)"', client.get(f"{LAST}schrijven/").content.decode())
    read = re.findall(r'id="thema-([\w-]+)"', client.get(LAST).content.decode())
    assert len(asked) > 3
    assert read == asked


def test_a_draft_that_changes_is_shown_as_it_would_be_shared_and_only_to_its_writers(client: Client) -> None:
    sign_in(client, "coordinator")
    page = send(client, f"{LAST}schrijven/", conclusion="Nieuw oordeel.", f1_text="Nieuw gevonden.")
    assert page.status_code == 302
    assert (last().last.text.conclusion, last().last.state) == ("Nieuw oordeel.", ReviewState.WRITING)
    assert last().last.text.findings[0] == FindingText(
        "Nieuw gevonden.", "cybercrime", "Plan oefeningen een jaar vooruit, per district."
    )
    text = words(client.get(LAST))
    assert "Nieuw oordeel." in text
    assert "Gemeenten met een actueel beeld" in text
    sign_in(client, "controller")
    assert "Nieuw oordeel." not in words(client.get(LAST))
    assert client.get(f"{LAST}versie/3/").status_code == 404


def test_half_a_finding_is_refused_at_its_field(client: Client) -> None:
    sign_in(client, "coordinator")
    page = send(client, f"{LAST}schrijven/", f3_recommendation="Doe meer.")
    assert "Vul in wat is gevonden, of maak de hele rij leeg." in errors(page)
    assert last().number == 2


def test_it_is_not_final_before_the_day_and_the_form_says_why(client: Client) -> None:
    sign_in(client, "coordinator")
    page = client.get(f"{LAST}definitief/")
    assert page.status_code == 400, "no form that is refused whatever is filled in"
    assert "Reageren kan nog tot en met 9 juni 2023." in words(page)
    assert not last().final
    page = send(client, f"{LAST}delen/", due_on="1-6-2023")
    assert "Kies die dag of een latere." in errors(page)


def test_what_was_written_after_sharing_is_named_before_it_becomes_final(client: Client) -> None:
    Demonstration.objects.update(reached_on=dt.date(2023, 12, 20))
    forget()
    sign_in(client, "coordinator")
    before = words(client.get(f"{LAST}definitief/"))
    assert "de bevindingen" not in before
    send(client, f"{LAST}schrijven/", f1_text="Nieuw gevonden.")
    page = client.get(f"{LAST}definitief/")
    assert "Gewijzigd sinds versie 2" in words(page)
    assert "de bevindingen" in words(page)
    assert "de conclusie" not in words(page)
    assert f"{LAST}versie/2/" in links(page)


@pytest.mark.parametrize("step", ["definitief", "delen", "schrijven"])
def test_a_review_that_is_final_says_so_to_who_presses_again(client: Client, step: str) -> None:
    sign_in(client, "coordinator")
    page = client.post(f"{FIRST}{step}/")
    assert page.status_code == 400
    assert "Deze review is al definitief" in words(page)


def test_an_adviser_reacts_for_the_own_municipality_and_the_task_goes(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    assert "Reageer op de Endterm review 2019-2022" in words(client.get("/mijn/"))
    assert f"{LAST}reageren/GM0193/" in links(client.get(LAST))
    assert client.get(f"{LAST}reageren/GM0150/").status_code == 403
    page = send(client, f"{LAST}reageren/GM0193/", text="Wij herkennen dit.")
    assert page["Location"] == LAST
    given = reactions("2019-2022", ReviewKind.ENDTERM, AsOf(today()))
    assert (given[-1].organisation, given[-1].text) == ("GM0193", "Wij herkennen dit.")
    assert "Wijzig uw reactie" in words(client.get(LAST))
    assert "Reageer op de Endterm review" not in words(client.get("/mijn/"))


def test_who_reacted_is_asked_again_once_a_new_draft_is_shared(client: Client) -> None:
    """For a new text, not for a later last day; what was said before stays to be read with its answer."""
    own, task = f"{LAST}reageren/GM0193/", "Reageer op de Endterm review 2019-2022"

    def asked() -> bool:
        sign_in(client, "adviser of Zwolle")
        return task in words(client.get("/mijn/"))

    def share(due_on: str) -> None:
        sign_in(client, "coordinator")
        assert send(client, f"{LAST}delen/", due_on=due_on)["Location"] == LAST

    assert asked()
    send(client, own, text="Wij herkennen dit.")
    first = _given()[-1]
    sign_in(client, "coordinator")
    answer = {"effect": "adopted", "answer": "Dat staat er nu in."}
    send(client, f"{LAST}reacties/{first.number}/beantwoorden/", **answer)
    share("30-11-2023")
    assert not asked()
    sign_in(client, "coordinator")
    send(client, f"{LAST}schrijven/", f1_text="Nieuw gevonden.")
    assert not asked(), "nobody can read it yet"
    share("30-11-2023")
    assert asked()
    assert "Er is een nieuw concept." in words(client.get("/mijn/"))
    assert "Wijzig uw reactie" not in words(client.get(LAST))
    page = client.get(own)
    assert f"Op versie {first.version} zei u: “Wij herkennen dit.”" in words(page)
    assert typed_in(page)["text"].strip() == ""
    (before,) = [link for link in links(page) if link.endswith(f"/reacties/{first.number}/")]
    assert "Dat staat er nu in." in words(client.get(before))
    for _twice in range(2):
        send(client, own, text="Wij herkennen dit.")
    again = [each for each in _given() if each.organisation == "GM0193"]
    assert [each.text for each in again] == ["Wij herkennen dit."] * 2
    assert (again[0].number, again[0].state) == (first.number, ReactionState.ANSWERED)
    assert not asked()


def test_who_leads_the_police_reacts_for_it_and_is_asked_on_the_home_page(client: Client) -> None:
    sign_in(client, "police")
    own = f"{LAST}reageren/POLITIE-ON/"
    has_reacted = "POLITIE-ON" in {each.organisation for each in _given()}
    assert (own in links(client.get("/mijn/"))) is not has_reacted
    assert own in links(client.get(LAST))
    assert send(client, own, text="De eenheid herkent dit.")["Location"] == LAST
    assert (_given()[-1].organisation, _given()[-1].text) == ("POLITIE-ON", "De eenheid herkent dit.")


def _given() -> tuple[ReactionRow, ...]:
    return reactions("2019-2022", ReviewKind.ENDTERM, AsOf(today()))


def test_the_coordinator_is_asked_to_answer_and_does(client: Client) -> None:
    sign_in(client, "coordinator")
    assert "Beantwoord de reacties: Endterm review 2019-2022" in words(client.get("/mijn/"))
    assert f"{LAST}reacties/1/beantwoorden/" in links(client.get(f"{LAST}reacties/1/"))
    page = send(client, f"{LAST}reacties/1/beantwoorden/", effect="adopted", answer="Dat staat er nu in.")
    assert page["Location"] == f"{LAST}reacties/"
    assert "Dat staat er nu in." in words(client.get(f"{LAST}reacties/1/"))
    assert not [each for each in tasks(COMMAND, AsOf(today())) if "Beantwoord de reacties" in each.title]


def test_the_thread_and_the_search_box_tell_of_it(client: Client) -> None:
    assert "Midterm review 2019-2022: definitief." in words(client.get("/draad/"))
    assert MIDTERM in links(client.get("/zoeken/?q=midterm"))
    assert LAST not in links(client.get("/zoeken/?q=endterm"))
    sign_in(client, "controller")
    assert "Endterm review 2019-2022: concept gedeeld, reageren kan tot en met 9 juni 2023" in words(
        client.get("/draad/")
    )
    assert LAST in links(client.get("/zoeken/?q=endterm"))


def test_a_reader_of_another_day_sees_what_was_there_then(client: Client) -> None:
    sign_in(client, "controller")
    assert "concept gedeeld" in words(client.get(f"{MIDTERM}?geldig-op=2021-04-25"))
    assert client.get(f"{MIDTERM}?geldig-op=2021-04-01").status_code == 404


def test_the_findings_stand_with_the_sources_and_pressed_again_nothing_changes(client: Client) -> None:
    sign_in(client, "coordinator")
    source = "/strategie/2019-2022/bronnen/endterm-review/"
    before = words(client.get(source))
    assert "Kleine gemeenten missen mensen om ondermijning aan te pakken" in before
    assert client.post("/strategie/2019-2022/bronnen/bevindingen/")["Location"] == source
    assert "waren al overgenomen" in client.get(source).content.decode()
    assert words(client.get(source)) == before
    assert "Begin met wat de evaluatie vond" not in words(client.get("/strategie/2019-2022/prioriteiten/"))
