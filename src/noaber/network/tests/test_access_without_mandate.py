"""An account alone gives no more than a visitor gets: names and contact data follow from a mandate."""

import datetime as dt

import pytest
from django.test import Client

from noaber.accounts.models import Assistance, User
from noaber.core.reading import forget
from noaber.network.models import PersonVersion

NETWORK_PAGES = ("/personen/", "/op-orde/", "/overdrachten/")


@pytest.fixture
def former(oost_nederland: None) -> Client:
    """Someone with an account and no mandate left."""
    client = Client()
    client.force_login(User.objects.create_user("oud@noaber.invalid", display_name="Oud-burgemeester"))
    return client


@pytest.mark.parametrize("address", NETWORK_PAGES)
def test_pages_of_the_network_are_refused(former: Client, address: str) -> None:
    assert former.get(address).status_code == 403


def test_no_person_can_be_opened_or_found(former: Client) -> None:
    person = PersonVersion.objects.filter(known_until=None, email__startswith="burgemeester").first()
    assert person is not None
    assert former.get(f"/personen/{person.person_id}/").status_code == 404
    assert person.email not in former.get(f"/zoeken/?q={person.name}").content.decode()


def test_an_assistant_belongs_to_the_network_as_long_as_the_principal_does(former: Client) -> None:
    assistant = User.objects.get(email="oud@noaber.invalid")
    principal = User.objects.get(display_name="Burgemeester van Zwolle")
    named = Assistance.objects.create(
        principal=principal, assistant=assistant, kind=Assistance.Kind.PREPARE, valid_from=dt.date(2022, 1, 1)
    )
    # A second factor is due first, which is to say: not refused.
    assert former.get("/personen/").status_code == 302
    named.valid_until = dt.date(2023, 1, 1)
    named.save()
    forget()
    assert former.get("/personen/").status_code == 403
