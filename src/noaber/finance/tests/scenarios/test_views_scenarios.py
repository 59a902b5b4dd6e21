"""Scenarios on the screen: asked by address, saved, changed, compared, withdrawn, printed, and for whom."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest
from django.test import Client

from noaber.accounts.api import Role, create_demonstration_user
from noaber.core.access import COMMAND
from noaber.core.models import Demonstration
from noaber.finance.models import ScenarioStatement
from noaber.finance.services.scenarios import change_scenario
from noaber.finance.tests.scenarios.test_services_scenarios import GAP, SAVED_AT, TODAY, WHY, save
from noaber.finance.tests.scenarios.test_services_scenarios import agreed as agreed
from noaber.network.tests.pages import words
from tests.people import sign_in_as

PAGE: Final = "/bijdragen/scenarios/"
NEW: Final = f"{PAGE}nieuw/"
ONE: Final = f"{PAGE}het-gat/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreed")]


@pytest.fixture
def controller(client: Client) -> Client:
    Demonstration.objects.create(started_at=SAVED_AT, reached_on=TODAY)
    user = create_demonstration_user("controller@voorbeeld.invalid", "Controller", Role.CONTROLLER)
    sign_in_as(client, user)
    return client


def test_without_a_scenario_the_gap_of_the_proposal_is_offered_as_the_first(client: Client) -> None:
    nothing = client.get(PAGE).context["nothing"]
    assert nothing.action.url == NEW
    first = client.get(NEW)
    assert first.context["answer"].sentence == (
        "Bij 7 cent per inwoner komt er in 2020 €\xa07.525,00 binnen; dat is €\xa0222.475,00 minder dan de begroting."
    )
    assert {row["difference"] for row in first.context["table"].data} == {0}


def test_the_address_of_a_question_is_the_question(client: Client) -> None:
    asked = client.get(
        NEW,
        {
            "sleutel": "begrensd",
            "hoogstens": "1.000,00",
            "spreiden": "on",
            "jaren": "3",
            "zonder": "GM9002",
            "later": "GM9003 2021",
            "groei-inwoners": "0,5",
        },
    )
    again = client.get(asked.context["share_url"])
    assert again.context["answer"] == asked.context["answer"]
    assert again.context["table"].data == asked.context["table"].data
    assert "Cederveen (vanaf 2021)" in words(again)


def test_who_may_saves_it_from_its_own_address_once(controller: Client) -> None:
    shown = controller.get(NEW, {"tarief": "8 cent"})
    address = shown.context["save"].action
    for _time in range(2):
        response = controller.post(address, {"name": "Acht cent", "explanation": "Een cent meer."})
        assert response["Location"] == f"{PAGE}acht-cent/"
    assert ScenarioStatement.objects.count() == 1
    page = controller.get(f"{PAGE}acht-cent/")
    assert "Bij 8 cent per inwoner" in page.context["answer"].sentence
    [row] = controller.get(PAGE).context["table"].data
    assert (row["name"], row["raised"], row["readers"]) == ("Acht cent", 8_600_00, "het netwerk")
    assert [Client().get(f"{PAGE}acht-cent/{part}").status_code for part in ("", "pdf/")] == [404, 404]
    assert "alleen wie in het netwerk werkt" in words(shown)


def test_a_reader_shares_an_address_and_saves_nothing(client: Client) -> None:
    assert "save" not in client.get(NEW).context
    assert client.post(NEW, {"name": "Van mij"}).status_code in (302, 403)
    assert not ScenarioStatement.objects.exists()


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"tarief": "-0,07"}, "geen plus of min"),
        ({"jaren": "0"}, "ten minste één jaar"),
        ({"groei-begroting": "-101"}, "niet onder -100%"),
        ({"groei-inwoners": "veel"}, "geen percentage"),
        ({"sleutel": "begrensd", "hoogstens": "-1"}, "niet onder nul liggen"),
        ({"later": "GM9009 2021", "jaren": "3"}, "GM9009: geen gemeente"),
        ({"later": "GM9001"}, "geen code met een jaar"),
        ({"zonder": "GM9001,GM9002,GM9003,GM9004,GM9005,GM9006"}, "geen enkele gemeente"),
        ({"sleutel": "grootste", "grootste": "7"}, "gaat niet"),
        ({"sleutel": "anders"}, "is geen beschikbare keuze"),
        ({"peildatum": "2019-02-30"}, "Kies uit de lijst"),
    ],
    ids=str,
)
def test_errors_say_what_to_do_and_nothing_is_saved(
    controller: Client, asked: dict[str, str], reason: str
) -> None:
    shown = controller.get(NEW, asked)
    assert reason in " ".join(error.text for error in shown.context["errors"])
    assert "answer" not in shown.context


def test_a_change_is_a_new_version_and_the_old_one_has_its_address(controller: Client) -> None:
    save()
    form = controller.get(f"{ONE}wijzigen/")
    assert "7 cent" in form.context["answer"].sentence
    address = controller.get(f"{ONE}wijzigen/", {"tarief": "0,09"}).context["save"].action
    typed = {"name": "Het gat", "explanation": "", "revision": "1"}
    assert controller.post(address, typed)["Location"] == ONE
    assert "Bij 9 cent" in controller.get(ONE).context["answer"].sentence
    old = controller.get(ONE, {"versie": "1"})
    assert "Bij 7 cent" in old.context["answer"].sentence
    assert "nieuwere versie" in words(old)


def test_who_was_overtaken_reads_so(controller: Client) -> None:
    save()
    address = controller.get(f"{ONE}wijzigen/", {"tarief": "0,09"}).context["save"].action
    change_scenario(
        "het-gat", "Anders", "", GAP, actor=COMMAND, now=SAVED_AT, today=TODAY, expected_revision=1
    )
    typed = {"name": "Het gat", "explanation": "", "revision": "1"}
    assert controller.post(address, typed).status_code == 409


def test_withdrawn_it_stays_readable(controller: Client) -> None:
    save()
    response = controller.post(f"{ONE}intrekken/", {"reason": WHY, "revision": "1"})
    assert response["Location"] == ONE
    assert WHY in words(controller.get(ONE))
    assert controller.get(f"{ONE}wijzigen/").status_code == 400
    assert [row["state_word"] for row in controller.get(PAGE).context["table"].data] == ["ingetrokken"]


def test_the_download_holds_cents_per_municipality_and_year(client: Client) -> None:
    save()
    text = client.get(ONE, {"formaat": "csv"}).content.decode("utf-8-sig")
    aardam = next(row for row in csv.DictReader(io.StringIO(text)) if row["code"] == "GM9001")
    assert (aardam["agreed_cents"], aardam["asked_cents"], aardam["year_2020_cents"]) == ("280000",) * 3


def test_the_paper_is_a_pdf_of_this_version(client: Client) -> None:
    save()
    response = client.get(f"{ONE}pdf/", {"versie": "1"})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert "het-gat-versie-1" in response["Content-Disposition"]


def test_two_stand_side_by_side_and_four_do_not(client: Client) -> None:
    save()
    for cents in (8, 9, 10):
        save(replace(GAP, rate=Decimal(cents) / 100), name=f"Met {cents} cent")
    two = client.get(f"{PAGE}vergelijken/?scenario=het-gat&scenario=met-8-cent")
    aardam = next(row for row in two.context["table"].data if row["code"] == "GM9001")
    assert (aardam["asked_0"], aardam["asked_1"], aardam["more_1"]) == (2_800_00, 3_200_00, 400_00)
    four = client.get(f"{PAGE}vergelijken/?" + "&".join(f"scenario={code}" for code in codes(client)))
    assert "hoogstens drie" in words(four)
    assert "table" not in four.context


def codes(client: Client) -> list[str]:
    return [row["url"].split("/")[-2] for row in client.get(PAGE).context["table"].data]


def test_what_is_not_there_is_not_found(client: Client) -> None:
    save()
    missing: list[Any] = [
        f"{PAGE}bestaat-niet/",
        f"{ONE}?versie=7",
        f"{ONE}?versie=een",
        f"{NEW}?afspraak=weg",
    ]
    assert {client.get(address).status_code for address in missing} == {404}


def test_what_if_goes_on_as_a_scenario(client: Client) -> None:
    shown = client.get("/bijdragen/wat-als/", {"tarief": "8 cent", "zonder": "GM9001"})
    way = client.get(shown.context["scenario_url"])
    assert way.context["answer"].headline == shown.context["answer"].headline
