"""Reminding, the account and the sending on the screen, in the played network: who may see what, and what it says."""

import io
from typing import Any, Final

import pikepdf
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from noaber.finance.models import PaymentReminder
from noaber.finance.tests.invoices.test_views_invoices import visitor
from noaber.network.tests.pages import errors, links, send, typed_in, words

LIST: Final = "/facturen/herinneren/"
SEND: Final = "/facturen/herinneren/versturen/"
OWN: Final = "/facturen/2023-0076/"  # that of Zwolle, reminded twice
DISPUTED: Final = "/facturen/2023-0016/"
ACCOUNT: Final = "/facturen/overzicht/GM0193/"
WHY: Final = "De gemeente vraagt naar de bron van het getal."

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


@pytest.fixture
def controller() -> Client:
    return visitor("controller")


@pytest.fixture
def mayor() -> Client:
    return visitor("mayor of Zwolle")


def test_the_list_says_whom_to_remind_today_and_whom_not(controller: Client) -> None:
    page = words(controller.get(LIST)).replace("\xa0", " ")
    assert "Vandaag te herinneren: 4 facturen" in page
    for word in ("aanmaning", "betwist", "eerst de bank nakijken"):
        assert word in page
    sheet = controller.get(f"{LIST}?vandaag=aanmaning&formaat=xlsx").content
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    found = [row for row in rows if str(row[head.index("Factuur")]).startswith("2023-")]
    assert len(found) == 4
    assert "Herinner 4 betalers" in words(controller.get("/mijn/"))


def test_a_person_looks_and_confirms_and_a_second_time_says_why_not(controller: Client) -> None:
    opened = controller.get(SEND)
    assert "Gemeente Zwolle, factuur 2023-0076: aanmaning" in words(opened)
    chosen = ["2023-0076 demand 914676", "2023-0068 demand 1"]
    answer: Any = controller.post(SEND, {"reminders": chosen}, follow=True)
    assert "De herinneringen zijn verstuurd." in words(answer) or answer.redirect_chain
    assert PaymentReminder.objects.filter(invoice__number="2023-0076").count() == 3
    assert "Factuur 2023-0068 is niet herinnerd. Er is intussen betaald" in answer.content.decode()
    again = controller.post(SEND, {"reminders": chosen[:1]})
    assert "Er is niets verstuurd" in errors(again)
    assert "Deze stap is al verstuurd." in again.content.decode()
    assert errors(controller.post(SEND, {"reminders": ["geen factuur"]}))
    assert typed_in(controller.get(SEND))


def test_the_payer_reads_its_own_reminders_and_their_letters(mayor: Client) -> None:
    page = mayor.get(OWN)
    assert "tweede herinnering" in words(page)
    letter = f"{OWN}herinnering/first/"
    assert letter in links(page)
    answer = mayor.get(letter)
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert len(paper.pages) == 1
    assert "voorbeeldgegevens" in answer["Content-Disposition"]
    for path in (f"{OWN}herinnering/demand/", f"{DISPUTED}herinnering/first/", LIST, "/facturen/verzending/"):
        assert mayor.get(path).status_code == 404


def test_a_dispute_is_seen_with_its_reason_and_lifted(controller: Client) -> None:
    assert "Deze factuur is betwist" in words(controller.get(DISPUTED))
    send(controller, f"{DISPUTED}betwisting-opheffen/", reason="De bron is gegeven en klopt.")
    assert "Deze factuur is betwist" not in words(controller.get(DISPUTED))
    assert f"{DISPUTED}betwisten/" in links(controller.get(DISPUTED))
    send(controller, f"{DISPUTED}betwisten/", reason=WHY)
    assert WHY in words(controller.get(DISPUTED))


def test_the_days_are_set_by_the_controller(controller: Client) -> None:
    terms = f"{LIST}instellen/"
    assert errors(send(controller, terms, first_days="0"))
    made = send(controller, terms, first_days="21", motive="De stuurgroep wil eerst bellen.")
    assert made.url == LIST
    assert typed_in(controller.get(terms))["first_days"] == "21"
    assert visitor("coordinator").get(terms).status_code == 403


@pytest.mark.parametrize("person", ["mayor of Zwolle", "controller", "coordinator"])
def test_the_account_of_a_municipality_for_itself_and_for_who_keeps_the_books(person: str) -> None:
    client = visitor(person)
    page = words(client.get(ACCOUNT)).replace("\xa0", " ")
    told = "staat € 7.163,62 open. Op facturen staat nog € 9.146,76 open. Uit het resultaat gaat nog € 1.983,14 terug."
    assert f"Op 15 mei 2023 {told}" in page
    assert "bij de bank" not in page, "what goes back of a result is no money that came in"
    assert "Op 31 december 2022 staat er niets open." in words(client.get(f"{ACCOUNT}?geldig-op=2022-12-31"))
    assert "/bijdragen/gemeente/GM0193/" in links(client.get("/gemeenten/GM0193/"))
    assert ACCOUNT in links(client.get("/bijdragen/gemeente/GM0193/"))


def test_the_account_as_files_and_for_no_other(mayor: Client) -> None:
    sheet = mayor.get(f"{ACCOUNT}?formaat=xlsx").content
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    number, open_at = head.index("Nummer"), head.index("Open")
    found = [row for row in rows if str(row[number]).startswith("202")]
    assert (len(found), found[-1][open_at]) == (7, 7163.62), "less what goes back of 2021"
    assert "2023-0076" in mayor.get(f"{ACCOUNT}?formaat=csv").content.decode()
    paper = mayor.get(f"{ACCOUNT}pdf/?geldig-op=2022-12-31")
    assert "GM0193-2022-12-31-voorbeeldgegevens.pdf" in paper["Content-Disposition"]
    for other in ("mayor of Enschede", "police", "team lead"):
        assert visitor(other).get(ACCOUNT).status_code == 404
    assert mayor.get("/facturen/overzicht/GM0153/").status_code == 404
    assert visitor("controller").get("/facturen/overzicht/GM9999/").status_code == 404


def test_a_demonstration_says_that_it_sends_nothing(controller: Client) -> None:
    page = words(controller.get("/facturen/verzending/"))
    assert "er wordt niets verstuurd" in page
    assert "Er is nog niets verstuurd." in page
    assert f"{OWN}verzenden/" in links(controller.get(OWN))
    assert "er wordt niets verstuurd" in words(controller.get(f"{OWN}verzenden/"))
    assert "er wordt niets verstuurd" in errors(send(controller, f"{OWN}verzenden/"))
    run = "/bijdragen/factureren/bijdragen-2020-2023/2023/ronde/1/verzenden/"
    assert "75 stukken gaan weg." in words(controller.get(run))
    assert "er wordt niets verstuurd" in errors(send(controller, run))


def test_how_a_payer_gets_its_invoices_is_set_by_the_controller(controller: Client) -> None:
    address = "/bijdragen/factureren/betalers/GM0193/verzending/"
    assert address in links(controller.get("/bijdragen/factureren/betalers/"))
    assert typed_in(controller.get(address))["email"] == "facturen@zwolle.invalid"
    assert errors(send(controller, address, channel="mail", email=""))
    assert send(controller, address, channel="peppol", email="").status_code == 302
    assert "Peppol" in words(controller.get("/bijdragen/factureren/betalers/?zoek=Zwolle"))
