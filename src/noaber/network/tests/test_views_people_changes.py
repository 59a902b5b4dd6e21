"""The pages that change a person: what is typed lands, by whoever keeps the register and by the person."""

import pytest
from django.test import Client

from noaber.network.models import Person, PersonVersion
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


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
