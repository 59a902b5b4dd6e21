"""The pages of those who manage accounts."""

import pytest
from django.test import Client

from noaber.accounts.models import Invitation, Role, RoleGrant, User
from noaber.accounts.tests.people import make_user, signed_in
from noaber.core.models import OutboxMail

pytestmark = pytest.mark.django_db
PAGES = ("/beheer/gebruikers/", "/beheer/uitnodigingen/", "/beheer/uitnodigingen/nieuw/")


@pytest.fixture
def anna() -> User:
    return make_user("anna", Role.ADMINISTRATOR)


@pytest.fixture
def browser(anna: User) -> Client:
    return signed_in(anna)


@pytest.mark.parametrize("path", PAGES)
def test_the_office_is_for_administrators_and_the_coordinator(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 200
    assert signed_in(make_user("carla", Role.COORDINATOR)).get(path).status_code == 200
    assert signed_in(make_user("dirk", Role.CONTROLLER)).get(path).status_code == 403
    assert signed_in(make_user("bram")).get(path).status_code == 403
    assert "/account/login/" in Client().get(path)["Location"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_both_lists_can_be_downloaded(browser: Client, kind: str) -> None:
    for path in PAGES[:2]:
        assert "attachment" in browser.get(f"{path}?formaat={kind}")["Content-Disposition"]


def test_inviting_resending_and_withdrawing(browser: Client) -> None:
    values = {"email": "noor@voorbeeld.invalid", "display_name": "Noor", "role": "controller"}
    browser.post("/beheer/uitnodigingen/nieuw/", values)
    invitation = Invitation.objects.get()
    assert "noor@voorbeeld.invalid" in browser.get("/beheer/uitnodigingen/").content.decode()
    page = f"/beheer/uitnodigingen/{invitation.pk}/"
    assert "Opnieuw versturen" in browser.get(page).content.decode()
    browser.post(f"{page}opnieuw/")
    assert OutboxMail.objects.count() == 2
    browser.post(f"{page}intrekken/")
    assert "Opnieuw versturen" not in browser.get(page).content.decode()
    assert browser.post(f"{page}opnieuw/").status_code == 400


def test_the_coordinator_is_offered_no_role(browser: Client) -> None:
    carla = signed_in(make_user("carla", Role.COORDINATOR))
    assert 'name="role"' in browser.get("/beheer/uitnodigingen/nieuw/").content.decode()
    assert 'name="role"' not in carla.get("/beheer/uitnodigingen/nieuw/").content.decode()
    values = {"email": "noor@voorbeeld.invalid", "display_name": "Noor", "role": "administrator"}
    carla.post("/beheer/uitnodigingen/nieuw/", values)
    assert Invitation.objects.get().role == ""


def test_why_someone_cannot_be_invited_stands_at_the_field(browser: Client, anna: User) -> None:
    answer = browser.post("/beheer/uitnodigingen/nieuw/", {"email": anna.email, "display_name": "Anna"})
    assert "E-mailadres: Met dit e-mailadres is er al een account." in answer.content.decode()


def test_giving_and_ending_a_role(browser: Client) -> None:
    bram = make_user("bram")
    page = f"/beheer/gebruikers/{bram.pk}/"
    browser.post(page, {"role": "controller", "last_day": ""})
    grant = RoleGrant.objects.get(user=bram)
    assert "Rol beëindigen" in browser.get(page).content.decode()
    browser.post(f"/beheer/rollen/{grant.pk}/beeindigen/")
    assert "Rol beëindigen" not in browser.get(page).content.decode()


def test_closing_asks_once_more(browser: Client) -> None:
    bram = make_user("bram")
    page = f"/beheer/gebruikers/{bram.pk}/sluiten/"
    assert "Wat er dan gebeurt" in browser.get(page).content.decode()
    assert User.objects.get(pk=bram.pk).is_active
    browser.post(page)
    assert not User.objects.get(pk=bram.pk).is_active
    assert "Account sluiten" not in browser.get(f"/beheer/gebruikers/{bram.pk}/").content.decode()


def test_resetting_a_factor_asks_once_more(browser: Client) -> None:
    bram = make_user("bram")
    page = f"/beheer/gebruikers/{bram.pk}/tweede-factor/"
    assert "Overtuig u ervan" in browser.get(page).content.decode()
    assert browser.post(page).status_code == 302


def test_one_cannot_manage_oneself(browser: Client, anna: User) -> None:
    assert "Een rol geven" not in browser.get(f"/beheer/gebruikers/{anna.pk}/").content.decode()
    assert browser.post(f"/beheer/gebruikers/{anna.pk}/sluiten/").status_code == 403


@pytest.mark.parametrize("path", ["gebruikers/999/", "gebruikers/999/sluiten/", "uitnodigingen/999/"])
def test_what_does_not_exist_is_not_found(browser: Client, path: str) -> None:
    assert browser.get(f"/beheer/{path}").status_code == 404
