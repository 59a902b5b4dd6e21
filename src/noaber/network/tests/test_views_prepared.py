"""The secretary fills in, the mayor sends: nothing changes before, both stand in the audit, and it happens once."""

from typing import Any

import pytest
from django.test import Client

from noaber.accounts.models import PreparedForm, User
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry
from noaber.core.reading import forget
from noaber.network.queries.organisations import organisation
from noaber.network.tests.pages import links, typed_in, words
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PAGE = "/organisaties/GM0153/wijzigen/"
NUMBER = "053-4818181"


def phone() -> str:
    row = organisation(COMMAND, "GM0153", AsOf(clock.today()))
    assert row is not None
    return row.phone


@pytest.fixture
def mayor(client: Client) -> Client:
    sign_in(client, "mayor of Enschede")
    return client


@pytest.fixture
def secretary() -> Client:
    client = Client()
    sign_in(client, "secretary of Enschede")
    principal = User.objects.get(display_name=PEOPLE["mayor of Enschede"])
    client.post(f"/account/namens/{principal.pk}/")
    return client


def put_ready(secretary: Client, **changes: Any) -> Any:
    return secretary.post(PAGE, {**typed_in(secretary.get(PAGE)), "phone": NUMBER, **changes}, follow=True)


def test_the_secretary_fills_in_and_the_mayor_sends(mayor: Client, secretary: Client) -> None:
    before = phone()
    assert PAGE in links(secretary.get("/mijn/"))
    assert "U zet dit klaar." in words(secretary.get(PAGE))
    assert "Klaargezet." in words(put_ready(secretary))
    assert phone() == before
    assert "Klaargezet" in words(secretary.get("/mijn/"))

    home = mayor.get("/mijn/")
    assert "Kijk na en leg vast: Gegevens wijzigen: Enschede" in words(home)
    address = next(link for link in links(home) if "klaargezet=" in link)
    page = mayor.get(address)
    assert typed_in(page)["phone"] == NUMBER
    assert "Klaargezet door Secretaris" in words(page)
    mayor.post(address, typed_in(page))

    assert phone() == NUMBER
    assert "klaargezet=" not in "".join(links(mayor.get("/mijn/")))
    verbs = list(AuditEntry.objects.order_by("-sequence").values_list("verb", flat=True)[:4])
    assert {"accounts.prepare_form", "network.change_organisation", "accounts.use_prepared"} <= set(verbs)


def test_it_is_sent_once(mayor: Client, secretary: Client) -> None:
    put_ready(secretary)
    address = f"{PAGE}?klaargezet={PreparedForm.objects.get().pk}"
    typed = typed_in(mayor.get(address))
    assert mayor.post(address, typed).status_code == 302
    changes = AuditEntry.objects.filter(verb="network.change_organisation").count()
    mayor.post(address, typed)
    assert AuditEntry.objects.filter(verb="network.change_organisation").count() == changes


def test_what_changed_since_is_said_and_it_still_waits(mayor: Client, secretary: Client) -> None:
    put_ready(secretary)
    other = Client()
    sign_in(other, "coordinator")
    other.post(PAGE, {**typed_in(other.get(PAGE)), "phone": "053-1111111"})
    address = f"{PAGE}?klaargezet={PreparedForm.objects.get().pk}"
    answer = mayor.post(address, typed_in(mayor.get(address)))
    assert answer.status_code == 409
    assert NUMBER in words(answer)
    assert phone() == "053-1111111"
    assert PreparedForm.objects.get().outcome == "waiting"


def test_typed_anew_it_no_longer_waits(mayor: Client, secretary: Client) -> None:
    put_ready(secretary)
    mayor.post(PAGE, {**typed_in(mayor.get(PAGE)), "phone": "053-1111111"})
    assert phone() == "053-1111111"
    assert PreparedForm.objects.get().outcome == "used"


def test_it_is_thrown_away_and_nobody_else_sees_it(mayor: Client, secretary: Client) -> None:
    put_ready(secretary)
    prepared = PreparedForm.objects.get()
    other = Client()
    sign_in(other, "coordinator")
    assert NUMBER not in words(other.get(f"{PAGE}?klaargezet={prepared.pk}"))
    assert other.post(f"/account/klaargezet/{prepared.pk}/weggooien/").status_code == 404
    assert "Enschede" in words(mayor.get("/account/klaargezet/"))
    answer = mayor.post(f"/account/klaargezet/{prepared.pk}/weggooien/", follow=True)
    assert "Weggegooid" in words(answer)
    assert "Er staat niets klaar" in words(answer)
    prepared.refresh_from_db()
    assert prepared.fields == {}


def test_what_is_wrong_is_said_to_the_secretary(secretary: Client) -> None:
    answer = put_ready(secretary, phone="bel maar")
    assert "telefoonnummer" in words(answer)
    assert not PreparedForm.objects.exists()


def test_what_the_mayor_may_not_do_is_not_prepared(secretary: Client) -> None:
    assert secretary.get("/organisaties/GM0193/wijzigen/").status_code == 403
    assert secretary.get("/personen/nieuw/").status_code == 403
    forget()
