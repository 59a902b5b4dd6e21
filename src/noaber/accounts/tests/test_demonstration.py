"""Roles with one click: in a demonstration and nowhere else."""

import pytest
from django.test import Client

from noaber.accounts import api
from noaber.accounts.models import Role, User
from noaber.accounts.tests.people import NOW, TODAY, make_user
from noaber.core.errors import DomainError
from noaber.core.models import AuditEntry, Demonstration

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration() -> Demonstration:
    return Demonstration.objects.create(started_at=NOW, reached_on=TODAY)


@pytest.fixture
def carla(demonstration: Demonstration) -> User:
    return api.create_demonstration_user("coordinator@voorbeeld.invalid", "Coördinator", Role.COORDINATOR)


def test_without_the_mark_nothing_of_it_exists(client: Client, carla: User) -> None:
    Demonstration.objects.all().delete()
    assert client.get("/account/rollen/").status_code == 404
    assert client.post(f"/account/rol/{carla.pk}/").status_code == 404
    assert api.demonstration_roles() == []
    assert "kies een rol" not in client.get("/account/login/").content.decode()
    assert client.get("/account/").status_code == 302


def test_without_the_mark_no_such_user_is_made() -> None:
    with pytest.raises(DomainError, match="alleen in een demonstratie"):
        api.create_demonstration_user("x@voorbeeld.invalid", "X")


def test_a_role_tells_what_it_does(client: Client, carla: User) -> None:
    api.create_demonstration_user("mayor@voorbeeld.invalid", "Burgemeester", description="Beslist mee.")
    assert [role.description for role in api.demonstration_roles()][1] == "Beslist mee."
    page = client.get("/account/rollen/").content.decode()
    assert "Houdt het netwerk bij" in page
    assert "Kies deze rol" in page


def test_one_click_signs_in_without_password_or_factor(client: Client, carla: User) -> None:
    assert client.get(f"/account/rol/{carla.pk}/").status_code == 405
    assert client.post(f"/account/rol/{carla.pk}/")["Location"] == "/mijn/"
    assert client.get("/beheer/gebruikers/").status_code == 200
    assert AuditEntry.objects.get(verb="accounts.sign_in").facts == {"methods": ["demonstration"]}


def test_choosing_another_role_leaves_the_first(client: Client, carla: User) -> None:
    mayor = api.create_demonstration_user("mayor@voorbeeld.invalid", "Burgemeester")
    client.post(f"/account/rol/{carla.pk}/")
    client.post(f"/account/rol/{mayor.pk}/")
    assert client.get("/beheer/gebruikers/").status_code == 403


def test_only_users_of_the_demonstration_can_be_chosen(client: Client, demonstration: Demonstration) -> None:
    assert client.post(f"/account/rol/{make_user('bram').pk}/").status_code == 404


@pytest.mark.parametrize("path", ["2fa/", "2fa/totp/activate/", "password/change/"])
def test_nobody_changes_how_a_role_signs_in(client: Client, carla: User, path: str) -> None:
    client.post(f"/account/rol/{carla.pk}/")
    assert client.get(f"/account/{path}").status_code == 403


def test_making_a_user_twice_changes_nothing(carla: User) -> None:
    again = api.create_demonstration_user("coordinator@voorbeeld.invalid", "Coördinator", Role.COORDINATOR)
    assert again == carla
    assert User.objects.count() == 1


def test_real_addresses_are_refused(demonstration: Demonstration) -> None:
    with pytest.raises(DomainError, match=r"\.invalid"):
        api.create_demonstration_user("iemand@voorbeeld.nl", "Iemand")
