"""The pages that change a person: what is typed lands, by whoever keeps the register and by the person."""

from typing import Final
from urllib.parse import quote

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from noaber.accounts.models import Invitation, Role, RoleGrant, User
from noaber.network.models import Person, PersonVersion
from noaber.network.tests.pages import links
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PASSWORD: Final = "een lang en onbekend wachtwoord 7"


@pytest.mark.parametrize("who", ["coordinator", "mayor of Zwolle"])
@pytest.mark.parametrize("kind", ["change", "correction"])
def test_other_contact_data_is_saved(client: Client, who: str, kind: str) -> None:
    sign_in(client, who)
    person = Person.objects.get(user__display_name=PEOPLE["mayor of Zwolle"])
    said = PersonVersion.objects.get(person=person, known_until=None)
    typed = {
        "name": said.name,
        "job_title": said.job_title,
        "employer": said.employer_id,
        "email": said.email,
    }
    about = {"revision": person.revision, "kind": kind, "valid_from": "15-5-2023"}

    answer = client.post(f"/personen/{person.pk}/wijzigen/", {**typed, **about, "phone": "038-1234567"})

    assert answer.status_code == 302, answer.content.decode()
    assert PersonVersion.objects.filter(person=person, known_until=None, phone="038-1234567").exists()


@pytest.fixture
def nobody_yet(oost_nederland: None) -> str:
    """The page that invites somebody who has no account yet."""
    found = Person.objects.filter(user=None, versions__email="veiligheid@tiel.invalid").distinct().get()
    return f"/personen/{found.pk}/uitnodigen/"


def coordinator_of_some_time_ago() -> Client:
    """Signed in with a password, but not a moment ago."""
    user = User.objects.create_user("iemand@netwerk.invalid", password=PASSWORD, display_name="Iemand")
    RoleGrant.objects.create(user=user, role=Role.COORDINATOR, valid_from="2020-01-01")
    TOTP.activate(user, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_inviting_asks_again_who_it_is(nobody_yet: str) -> None:
    client = coordinator_of_some_time_ago()
    for answer in (client.get(nobody_yet), client.post(nobody_yet)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/")
        assert "reauthenticate/?next=" + quote(nobody_yet, safe="") in answer["Location"]
    assert not Invitation.objects.filter(email="veiligheid@tiel.invalid").exists()


def test_who_just_confirmed_who_they_are_invites(nobody_yet: str) -> None:
    client = coordinator_of_some_time_ago()
    client.post(f"/account/reauthenticate/?next={nobody_yet}", {"password": PASSWORD})

    assert client.get(nobody_yet).status_code == 200
    assert client.post(nobody_yet).status_code == 302
    assert Invitation.objects.filter(email="veiligheid@tiel.invalid").exists()


@pytest.mark.parametrize(
    ("page", "place", "may"),
    [
        ("/personen/", "/beheer/inlezen/personen/", {"coordinator", "administrator"}),
        ("/organisaties/", "/beheer/inlezen/organisaties/", {"coordinator", "administrator"}),
        ("/inwonertallen/", "/beheer/inlezen/inwonertallen/", {"coordinator", "administrator", "controller"}),
    ],
)
@pytest.mark.parametrize("who", ["coordinator", "administrator", "controller", "mayor of Zwolle"])
def test_a_list_leads_to_bringing_one_in_for_who_may(
    client: Client, who: str, page: str, place: str, may: set[str]
) -> None:
    sign_in(client, who)
    assert (place in links(client.get(page))) == (who in may)
    assert (client.get(place).status_code == 200) == (who in may)
