"""R59 on the pages of the demonstration: the task of the coordinator, recording it, and where it is shown."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.test import Client

from noaber.core import clock
from noaber.core.models import OutboxMail
from noaber.decisions.models import EvaluationEntry
from noaber.decisions.services.obligations.evaluation_reminders import remind_of_evaluations
from noaber.network.tests.pages import links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PAGE = "/voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/"
EVALUATION = f"{PAGE}evaluatie/"
FORM = f"{EVALUATION}vastleggen/"
REPORT = "https://voorbeeld.invalid/evaluatie-2023.pdf"


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def fill(client: Client, **more: str) -> str:
    typed = {**typed_in(client.get(FORM)), "evidence": REPORT, "decided_on": "10-5-2023", **more}
    return words(client.post(FORM, typed, follow=True))


def test_from_the_task_to_the_record_and_then_it_is_gone(coordinator: Client) -> None:
    assert EVALUATION in links(coordinator.get("/mijn/"))
    page = coordinator.get(EVALUATION)
    for said in ("besloten, nog niet vastgesteld", "24 april 2019", "1 maart 2023", "voor 15 november 2023"):
        assert said in words(page)
    assert "Er is nog niets vastgelegd over de evaluatie." in words(page)
    assert FORM in links(page)
    assert typed_in(coordinator.get(FORM))["body_code"] == "bestuurscollege"
    text = fill(coordinator, note="Met dank aan alle gemeenten.")
    for said in ("De evaluatie is vastgelegd.", "evaluatie vastgesteld", "Met dank aan alle gemeenten."):
        assert said in text
    assert EVALUATION not in links(coordinator.get("/mijn/"))


def test_it_stands_in_the_list_and_its_files(coordinator: Client) -> None:
    fill(coordinator)
    page = coordinator.get(f"{PAGE}?stand=evaluatie+vastgesteld")
    assert EVALUATION in links(page)
    assert "evaluatie vastgesteld" in words(page)
    file = coordinator.get(f"{PAGE}?formaat=csv&soort=evaluatie").content.decode()
    assert "evaluatie vastgesteld" in file
    assert "2023-05-10" in file
    assert REPORT in file
    assert coordinator.get(f"{PAGE}?formaat=xlsx").status_code == 200


def test_the_command_tells_it(coordinator: Client, capsys: pytest.CaptureFixture[str]) -> None:
    fill(coordinator)
    call_command("obligations", "--json")
    (row,) = (row for row in json.loads(capsys.readouterr().out) if row["kind"] == "evaluation")
    assert (row["state"], row["evaluated_on"], row["evaluation_evidence"]) == (
        "evaluated",
        "2023-05-10",
        REPORT,
    )
    call_command("obligations")
    assert "2023: 1 evaluatie vastgesteld = 1" in capsys.readouterr().out


def test_what_is_wrong_stands_at_its_field_and_a_second_tab_is_told(coordinator: Client) -> None:
    assert "Vul in waar het staat" in fill(coordinator, evidence="")
    assert "Kies die dag of een latere." in fill(coordinator, decided_on="1-4-2019")
    old = {**typed_in(coordinator.get(FORM)), "evidence": REPORT, "decided_on": "10-5-2023"}
    coordinator.post(FORM, old)
    assert "er is niets gewijzigd" in words(coordinator.post(FORM, old, follow=True))
    answer = coordinator.post(FORM, {**old, "evidence": "Een ander stuk"})
    assert answer.status_code == 409
    assert EvaluationEntry.objects.count() == 1


def test_everyone_reads_that_it_was_adopted_and_only_the_network_what_was_said(client: Client) -> None:
    office = Client()
    sign_in(office, "coordinator")
    fill(office, note="Alleen voor het netwerk.")
    text = words(client.get(EVALUATION))
    assert "evaluatie vastgesteld" in text
    assert "Alleen voor het netwerk." not in text
    assert FORM not in links(client.get(EVALUATION))
    sign_in(client, "mayor of Zwolle")
    assert "Alleen voor het netwerk." in words(client.get(EVALUATION))
    assert client.get(FORM).status_code == 403
    assert client.post(FORM, {}).status_code == 403


def test_a_proposal_that_asks_none_has_no_such_page(coordinator: Client) -> None:
    assert coordinator.get("/voorstellen/bestaat-niet/verplichtingen/evaluatie/").status_code == 404


def test_the_letter_goes_out_on_the_first_of_march_2023_and_before_the_budgets_of_2024(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = []
    for day in (
        dt.date(2023, 2, 28),
        dt.date(2023, 3, 1),
        dt.date(2023, 3, 2),
        dt.date(2023, 9, 30),
        dt.date(2023, 10, 1),
        dt.date(2023, 11, 14),
        dt.date(2023, 11, 15),
    ):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        before = OutboxMail.objects.count()
        remind_of_evaluations(dt.datetime.combine(day, dt.time(7, 30), dt.UTC))
        if OutboxMail.objects.count() > before:
            days.append(day)
    assert days == [dt.date(2023, 3, 1), dt.date(2023, 10, 1)]


def test_after_its_day_the_page_says_that_it_is_late(
    coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "te laat" not in words(coordinator.get(EVALUATION))
    monkeypatch.setattr(clock, "today", lambda: dt.date(2023, 11, 16))
    assert "te laat: nog niet vastgesteld" in words(coordinator.get(EVALUATION))
    assert EVALUATION in links(coordinator.get("/mijn/"))
