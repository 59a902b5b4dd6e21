"""The pages that change a person: what is typed lands, by whoever keeps the register and by the person."""

import datetime as dt
from typing import Final
from urllib.parse import quote

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from noaber.accounts.models import Invitation, Role, RoleGrant, User
from noaber.core.rules.dutch import short_date
from noaber.network.models import Person, PersonVersion
from noaber.network.tests.pages import links, typed_in, words
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


OLD, NEW = "038 111 1111", "038 222 2222"


def correct(client: Client, person: Person, first_day: str, **typed: str) -> list[tuple[dt.date, str]]:
    """Say that there was a mistake; return what is known afterwards, by first day."""
    address = f"/personen/{person.pk}/wijzigen/"
    answer = client.post(
        address, {**typed_in(client.get(address)), "kind": "correction", "valid_from": first_day, **typed}
    )
    assert answer.status_code == 302, answer.content.decode()
    said = PersonVersion.objects.known(None).filter(person=person).order_by("valid_from")
    return list(said.values_list("valid_from", "phone"))


def test_a_first_day_that_was_too_late_is_corrected(client: Client) -> None:
    sign_in(client, "coordinator")
    person = Person.objects.get(user__display_name=PEOPLE["mayor of Zwolle"])
    began = PersonVersion.objects.known(None).get(person=person).valid_from
    earlier = began - dt.timedelta(days=30)

    assert correct(client, person, short_date(began + dt.timedelta(days=9)), phone=OLD)[0] == (began, OLD)
    assert correct(client, person, short_date(earlier), phone=NEW) == [(earlier, NEW)]
    assert correct(client, person, short_date(began)) == [(earlier, NEW)]


def test_nobody_corrects_since_when_they_are_there_themselves(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    person = Person.objects.get(user__display_name=PEOPLE["mayor of Zwolle"])
    began = PersonVersion.objects.known(None).get(person=person).valid_from

    assert correct(client, person, short_date(began - dt.timedelta(days=30)), phone=OLD) == [(began, OLD)]


def test_who_adds_somebody_for_a_seat_is_told_which_day_to_choose(client: Client) -> None:
    sign_in(client, "coordinator")
    told = "Kies een dag op of vóór de eerste dag in de functie."
    assert told in words(client.get("/personen/nieuw/?terug=/zetels/GM0153:mayor/opvolging/"))
    assert told not in words(client.get("/personen/nieuw/"))
