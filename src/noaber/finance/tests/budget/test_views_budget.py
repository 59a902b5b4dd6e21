"""The pages of the budget: from nothing to an amendment, for whom, and every table as a file."""

import datetime as dt
from typing import Any, Final

import pytest
from django.test import Client

from noaber.accounts.models import RoleGrant, User
from noaber.finance.services.budget.year_budget import approve_budget
from noaber.finance.tests.budget_books import (
    CODE,
    NOW,
    SECOND,
    WHY,
    YEAR,
    agree,
    approved_budget,
    budget,
    changed,
    propose,
)
from noaber.network.tests.pages import errors, links, send, words
from tests.people import sign_in_as

BUDGET: Final = "/begroting/"
PAGE: Final = f"{BUDGET}{CODE}/{YEAR}/"

pytestmark = pytest.mark.django_db


def client_of(role: str) -> Client:
    user = User.objects.create_user(f"{role}@voorbeeld.invalid", display_name=role.capitalize())
    RoleGrant.objects.create(user=user, role=role, valid_from=dt.date(2020, 1, 1))
    client = Client()
    sign_in_as(client, user)
    return client


@pytest.fixture
def controller() -> Client:
    return client_of("controller")


@pytest.fixture
def coordinator() -> Client:
    return client_of("coordinator")


def test_the_road_from_nothing_to_an_amendment(controller: Client, coordinator: Client) -> None:
    assert "nog geen afspraak" in words(controller.get(BUDGET))
    agree()
    assert "nog geen begroting" in words(controller.get(PAGE))
    assert f"{PAGE}wijzigen/" in links(controller.get(PAGE))
    assert f"{PAGE}wijzigen/" not in links(coordinator.get(PAGE))

    made = send(controller, f"{PAGE}wijzigen/", **{"income_bijdragen-van-gemeenten_amount": "225.988,21"})
    assert made.url == f"{PAGE}voorstel/1/"
    assert "Iemand anders moet dit goedkeuren" in words(controller.get(made.url))
    assert controller.get(f"{made.url}goedkeuren/").status_code == 403
    assert send(coordinator, f"{made.url}goedkeuren/").url == made.url
    page = words(coordinator.get(PAGE))
    for amount in ("230.000,00", "225.988,21", "-4.011,79"):
        assert amount in page
    assert coordinator.get(f"{made.url}goedkeuren/").status_code == 400, "not twice"

    amended = send(controller, f"{PAGE}wijzigen/", expenditure_projecten_amount="75.000", reason=WHY)
    assert amended.url == f"{PAGE}voorstel/2/"
    assert send(coordinator, f"{amended.url}goedkeuren/").url == amended.url
    assert "Begrotingswijziging 2021-1" in words(controller.get(f"{PAGE}post/projecten/"))


def test_a_change_shows_what_each_line_has_and_that_it_waits(controller: Client) -> None:
    approved_budget()
    page = controller.get(f"{PAGE}wijzigen/")
    assert "Nu €\xa070.000,00." in page.content.decode()
    assert page.content.decode().count("noaber-fieldset--rows") == 2
    without = controller.post(f"{PAGE}wijzigen/", {"reason": WHY})
    assert "Open deze pagina opnieuw" in errors(without)
    send(controller, f"{PAGE}wijzigen/", expenditure_projecten_amount="75.000", reason=WHY)
    assert "vastgesteld, wijziging wacht" in words(controller.get(BUDGET))


def test_a_refusal_stands_at_its_line(controller: Client) -> None:
    approved_budget()
    answer = send(controller, f"{PAGE}wijzigen/", expenditure_projecten_amount="-5", reason=WHY)
    assert "kan niet negatief zijn" in errors(answer)
    answer = send(controller, f"{PAGE}wijzigen/", reason=WHY)
    assert "Er verandert niets" in errors(answer)


def test_a_page_that_was_overtaken_is_a_conflict(controller: Client) -> None:
    approved_budget()
    stale: dict[str, Any] = {"expenditure_projecten_amount": "75.000", "reason": WHY, "revision": "2"}
    row = propose(changed("projecten", 80_000_00))
    assert approve_budget(row, actor=SECOND, now=NOW)
    assert send(controller, f"{PAGE}wijzigen/", **stale).status_code == 409
    assert budget().line("projecten").now_cents == 80_000_00  # type: ignore[union-attr]


def csv_rows(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/csv"), address
    return list(answer.getvalue().decode("utf-8-sig").strip().splitlines())


def test_every_table_is_a_file_of_its_own(controller: Client) -> None:
    approved_budget()
    for address, rows in ((BUDGET, 4), (PAGE, 4), (f"{PAGE}voorstel/1/", 5), (f"{PAGE}post/projecten/", 1)):
        assert len(csv_rows(controller, f"{address}?formaat=csv")) == rows + 1, address
    [_head, income] = csv_rows(controller, f"{PAGE}?tabel=inkomsten&formaat=csv")
    assert "22598821" in income
    assert "projecten" not in income
    assert controller.get(f"{PAGE}?tabel=inkomsten&formaat=xlsx")["Content-Type"].endswith("sheet")


def test_the_budget_is_for_the_network_and_a_wrong_year_is_not_there(coordinator: Client) -> None:
    approved_budget()
    assert Client().get(PAGE).status_code == 302
    assert coordinator.get(f"{BUDGET}{CODE}/2024/").status_code == 404
    assert coordinator.get(f"{PAGE}post/bestaat-niet/").status_code == 404
    assert coordinator.get(f"{PAGE}wijzigen/").status_code == 403
