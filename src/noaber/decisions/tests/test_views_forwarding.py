"""The follow-up pages: who decides what by when, with which advice, and the papers to decide with."""

import io
import subprocess
from typing import Any

import pikepdf
import pytest
from django.test import Client
from odfdo import Document

from noaber.accounts.models import User
from noaber.core.reading import forget
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import Consultation, Position, Proposal
from noaber.decisions.tests.test_views_proposals import PAGE, take_away
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
LIST = f"{PAGE}vervolg/"
ZWOLLE = f"{LIST}GM0193/"
POLICE = f"{LIST}POLITIE-ON/"


def test_the_list_has_all_79_with_organ_deadline_and_advice(client: Client) -> None:
    sign_in(client, "controller")
    assert LIST in links(client.get(PAGE))
    answer = client.get(LIST)
    text = words(answer)
    for said in (
        "79 van 79 organisaties hebben besloten",
        "Gelderland-Midden1230015",
        "Totaal7540079",
        "gemeenteraad",
        "bestuur of leiding",
        "15-11-2019",
        "positief, met kanttekening",
        "5 van 5 positief",
    ):
        assert said in text, said
    assert ZWOLLE in links(answer)
    assert POLICE in links(answer)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("district=Twente", 14),
        ("orgaan=bestuur+of+leiding", 3),
        ("stand=akkoord+met+kanttekening", 4),
        ("zoek=zwolle", 1),
        ("district=Noord-+en+Oost-Gelderland&advies=positief%2C+met+kanttekening", 22),
    ],
)
def test_the_list_is_filtered_and_taken_along(client: Client, query: str, count: int) -> None:
    sign_in(client, "coordinator")
    rows = client.get(f"{LIST}?{query}&formaat=csv").content.decode().splitlines()
    assert sum("GM" in row or "-ON," in row for row in rows) == count
    assert client.get(f"{LIST}?{query}&formaat=xlsx").status_code == 200


def test_the_public_is_asked_to_sign_in(client: Client) -> None:
    for path in (LIST, ZWOLLE, f"{ZWOLLE}voorstel.odt", f"{ZWOLLE}burgemeester.pdf"):
        assert client.get(path)["Location"].startswith("/account/login/")
    assert LIST not in links(client.get(PAGE))


def test_an_organisation_reads_first_what_is_asked_and_what_it_costs(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    answer = client.get(ZWOLLE)
    text = words(answer)
    places = [
        text.index(said)
        for said in (
            "Wat er wordt gevraagd",
            "jaarlijks 7 cent per inwoner",
            "Wie besluit, en wanneer",
            "gemeenteraad",
            "15 november 2019",
            "Wat het kost",
            "7 cent per inwoner per jaar, 2020 tot en met 2023",
            "DVO IJsselland gaf op 28 februari 2019 een positief advies (punt 3).",
            "11 van 11",
            "Dalfsen",
        )
    ]
    assert places == sorted(places)
    assert {f"{ZWOLLE}voorstel.odt", f"{ZWOLLE}burgemeester.pdf"} <= set(links(answer))


def test_a_partner_gets_the_advice_of_all_five(client: Client) -> None:
    sign_in(client, "police")
    text = words(client.get(POLICE))
    assert text.count("een positief advies") == 5
    assert "verdient aandacht bij de evaluatie" in text


def test_who_decided_is_not_asked_to_plan_it(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    assert f"{ZWOLLE}planning/" not in links(client.get(ZWOLLE))
    answer = send(client, f"{ZWOLLE}planning/", organ="mayor")
    assert "al besloten" in errors(answer)


def test_the_organisation_says_who_decides_and_when(client: Client) -> None:
    take_away(organisation__code="GM0193")
    sign_in(client, "mayor of Zwolle")
    forget()
    assert f"{ZWOLLE}planning/" in links(client.get(ZWOLLE))
    Consultation.objects.filter(stage__number=3).update(due_on=None)
    refused = send(client, f"{ZWOLLE}planning/", organ="executive", due_on="1-5-2023")
    assert "die nog komt" in errors(refused)
    refused = send(client, f"{ZWOLLE}planning/", organ="executive", due_on="1-6-2023")
    assert "in overleg met de coördinator" in errors(refused)
    assert Consultation.objects.get(stage__number=3, organisation__code="GM0193").organ == "council"
    client.post(f"{ZWOLLE}planning/", {**typed_in(client.get(f"{ZWOLLE}planning/")), "organ": "executive"})
    assert "college van burgemeester en wethouders" in words(client.get(ZWOLLE))


def test_the_coordinator_gives_more_time_and_two_editors_meet(client: Client) -> None:
    take_away(organisation__code="GM0193")
    sign_in(client, "coordinator")
    forget()
    page = f"{ZWOLLE}planning/"
    old = typed_in(client.get(page))
    client.post(page, {**old, "due_on": "1-7-2023"})
    text = words(client.get(ZWOLLE))
    assert "1 juli 2023" in text
    assert "Voor iedereen: 15 november 2019." in text
    assert client.post(page, {**old, "due_on": "1-8-2023"}).status_code == 409


def test_an_assistant_puts_it_ready_and_the_mayor_records_it(client: Client) -> None:
    take_away(organisation__code="GM0153")
    page, mayor = f"{LIST}GM0153/planning/", Client()
    sign_in(mayor, "mayor of Enschede")
    sign_in(client, "secretary of Enschede")
    client.post(f"/account/namens/{User.objects.get(display_name=PEOPLE['mayor of Enschede']).pk}/")
    forget()
    opened = client.get(page)
    assert "U zet dit klaar." in words(opened)
    client.post(page, {**typed_in(opened), "organ": "mayor"})
    asked = Consultation.objects.filter(stage__number=3, organisation__code="GM0153")
    assert asked.get().organ == "council"
    ready = next(link for link in links(mayor.get("/mijn/")) if "klaargezet=" in link)
    mayor.post(ready, typed_in(mayor.get(ready)))
    assert asked.get().organ == "mayor"


def test_nobody_plans_for_another(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    assert client.get(f"{LIST}GM0153/planning/").status_code == 403


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (ZWOLLE, "GM0193-burgemeester-veiligheidsstrategie-2019-2022-voorbeeldgegevens.pdf"),
        (POLICE, "POLITIE-ON-leiding-veiligheidsstrategie-2019-2022-voorbeeldgegevens.pdf"),
    ],
)
def test_the_pack_is_downloaded_under_its_own_name(client: Client, path: str, name: str) -> None:
    sign_in(client, "controller")
    page, paper = client.get(f"{path}burgemeester.pdf"), client.get(f"{path}voorstel.odt")
    assert name in page["Content-Disposition"]
    assert len(pikepdf.open(io.BytesIO(page.content)).pages) == 1
    assert paper["Content-Type"] == "application/vnd.oasis.opendocument.text"
    assert "Gevraagd besluit" in Document(io.BytesIO(paper.content)).get_formatted_text()


def test_the_page_of_the_mayor_cuts_no_point_and_no_role(client: Client) -> None:
    sign_in(client, "controller")
    page = client.get(f"{ZWOLLE}burgemeester.pdf").content
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=page, capture_output=True, check=True)
    asked = read.stdout.decode().partition("Wat er wordt gevraagd, en uw rol")[2].partition("Bron:")[0]
    assert "Uw rol" in asked
    assert "Advies" not in asked
    assert "…" not in asked


def test_the_page_of_an_organisation_leads_to_its_obligations_and_says_by_when(client: Client) -> None:
    sign_in(client, "controller")
    answer = client.get(ZWOLLE)
    assert f"{PAGE}verplichtingen/GM0193/" in links(answer)
    assert "uiterlijk 15 november 2019" not in words(answer)
    take_away(organisation__code="GM0193")
    forget()
    assert "uiterlijk 15 november 2019" in words(client.get(ZWOLLE))


def test_what_is_not_there_is_not_found(client: Client) -> None:
    sign_in(client, "coordinator")
    for path in (f"{LIST}GM0000/", f"{LIST}GM0000/voorstel.odt", "/voorstellen/anders/vervolg/"):
        assert client.get(path).status_code == 404


def test_a_restricted_proposal_is_only_for_who_is_asked(client: Client) -> None:
    with unguarded():
        Proposal.objects.update(classification="restricted")
    forget()
    sign_in(client, "controller")
    for path in (LIST, ZWOLLE, f"{ZWOLLE}voorstel.odt", f"{ZWOLLE}burgemeester.pdf", f"{ZWOLLE}planning/"):
        assert client.get(path).status_code == 404
    assert ZWOLLE not in links(client.get("/gemeenten/GM0193/"))
    sign_in(client, "mayor of Zwolle")
    assert client.get(ZWOLLE).status_code == 200
    assert client.get(f"{ZWOLLE}burgemeester.pdf").status_code == 200


def test_before_the_councils_agreed_it_says_what_it_waits_for(client: Client) -> None:
    take_away(stage__number__gt=1)
    take_away(body__code="dvo-twente")
    forget()
    sign_in(client, "mayor of Zwolle")
    answer = client.get(ZWOLLE)
    assert "nog niet akkoord op punt 3" in words(answer)
    assert not any("/standpunt/" in link for link in links(answer))
    assert "0 van 79" in words(client.get(LIST))


def test_the_page_of_an_organisation_has_its_decisions(client: Client) -> None:
    answer = client.get("/gemeenten/GM0193/")
    assert "Besluiten" in words(answer)
    assert PAGE in links(answer)
    assert ZWOLLE not in links(answer)
    sign_in(client, "controller")
    answer = client.get("/gemeenten/GM0193/")
    assert ZWOLLE in links(answer)
    assert "14-11-2019" in words(answer)
    before = client.get("/gemeenten/GM0193/?geldig-op=2019-11-01")
    assert "nog niet" in words(before)


def test_whoever_speaks_for_it_records_from_there(client: Client) -> None:
    take_away(organisation__code="GM0193")
    sign_in(client, "mayor of Zwolle")
    forget()
    form = next(link for link in links(client.get(ZWOLLE)) if "/standpunt/" in link)
    before = Position.objects.count()
    typed: dict[str, Any] = {**typed_in(client.get(form)), "answer_3a": "consent", "decided_on": "8-5-2023"}
    client.post(form, typed)
    assert Position.objects.count() == before + 1
    assert "Besluit: akkoord, op 8 mei 2023." in words(client.get(ZWOLLE))
