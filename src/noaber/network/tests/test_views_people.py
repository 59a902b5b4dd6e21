"""The page of a person: what the network sees, what people do with their own data, and what the AVG asks."""

import datetime as dt
import io
import json
import uuid
import zipfile

import pytest
from django.test import Client

from noaber.accounts.models import Invitation
from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry, OutboxMail
from noaber.network.models import MembershipVersion, Person, PersonVersion
from noaber.network.tests.pages import links, send, typed_in, words
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
TODAY = AsOf(dt.date(2023, 5, 15))


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def person(email: str) -> uuid.UUID:
    key: uuid.UUID = PersonVersion.objects.as_of(TODAY).get(email=email).person_id
    return key


def own(name: str) -> uuid.UUID:
    key: uuid.UUID = Person.objects.get(user__display_name=PEOPLE[name]).pk
    return key


def test_seats_themes_and_handovers_stand_on_the_page(client: Client) -> None:
    sign_in(client, "police")
    page = client.get(f"/personen/{person('burgemeester.2021@zwolle.invalid')}/")
    for line in ("Burgemeester van Zwolle", "Kwetsbare personen", "volgt Burgemeester van Zwolle op"):
        assert line in words(page)
    assert not any("wijzigen" in link or "wissen" in link or "uitnodigen" in link for link in links(page))


def test_people_change_how_they_are_reached_and_not_what_they_are(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    address = f"/personen/{own('mayor of Zwolle')}/"
    assert f"{address}wijzigen/" in links(client.get(address))
    send(client, f"{address}wijzigen/", phone="038-1111111", name="Koning van Zwolle", job_title="Koning")
    said = PersonVersion.objects.as_of(TODAY).get(person=own("mayor of Zwolle"))
    assert said.phone == "038-1111111"
    assert "Koning" not in said.name + said.job_title
    assert client.get(f"/personen/{person('veiligheid@tiel.invalid')}/wijzigen/").status_code == 403


def test_the_history_says_what_was_known_when(coordinator: Client) -> None:
    address = f"/personen/{person('veiligheid@tiel.invalid')}/"
    send(coordinator, f"{address}wijzigen/", job_title="Strateeg", valid_from="1-6-2023")
    text = words(coordinator.get(f"{address}geschiedenis/"))
    assert "Gewijzigd vanaf 1 juni 2023" in text
    assert "functie: Adviseur veiligheid van Tiel werd Strateeg" in text
    assert "Opgenomen, geldig vanaf" in text


def test_the_history_names_seats_and_themes_and_leads_to_them(client: Client) -> None:
    sign_in(client, "police")
    page = client.get(f"/personen/{person('burgemeester.2021@zwolle.invalid')}/geschiedenis/")
    assert "Benoemd: Burgemeester van Zwolle, vanaf 1 juni 2021" in words(page)
    assert "volgt Burgemeester van Zwolle op" in words(page)
    assert "Portefeuille Kwetsbare personen" in words(page)
    assert "/zetels/GM0193:mayor/" in links(page)


def test_an_invitation_asks_once_more_and_belongs_to_the_person(coordinator: Client) -> None:
    key = person("veiligheid@tiel.invalid")
    address = f"/personen/{key}/uitnodigen/"
    assert "veiligheid@tiel.invalid" in words(coordinator.get(address))
    mails = OutboxMail.objects.count()
    coordinator.post(address, typed_in(coordinator.get(address)))
    assert Invitation.objects.get(email="veiligheid@tiel.invalid").person_key == str(key)
    assert OutboxMail.objects.count() == mails + 1
    again = coordinator.post(address, typed_in(coordinator.get(address)))
    assert again.status_code == 400
    assert OutboxMail.objects.count() == mails + 1


def test_parting_an_account_takes_its_rights(coordinator: Client) -> None:
    key = own("mayor of Zwolle")
    address = f"/personen/{key}/account/losmaken/"
    coordinator.post(address, typed_in(coordinator.get(address)))
    assert Person.objects.get(pk=key).user_id is None
    sign_in(coordinator, "mayor of Zwolle")
    assert coordinator.get("/organisaties/GM0193/wijzigen/").status_code == 403


def test_people_download_their_own_data_and_nobody_elses(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    answer = client.post(f"/personen/{own('mayor of Zwolle')}/gegevens/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert json.loads(archive.read("gegevens.json"))["person"] == str(own("mayor of Zwolle"))
    assert client.post(f"/personen/{person('veiligheid@tiel.invalid')}/gegevens/").status_code == 403
    assert client.get(f"/personen/{own('mayor of Zwolle')}/gegevens/").status_code == 405


def test_erasing_keeps_the_seat_and_loses_the_name(coordinator: Client) -> None:
    key = person("veiligheid@tiel.invalid")
    terms = MembershipVersion.objects.filter(membership__person=key).count()
    asked = coordinator.get(f"/personen/{key}/wissen/")
    assert "kan niet ongedaan worden gemaakt" in words(asked)
    coordinator.post(f"/personen/{key}/wissen/", typed_in(asked))
    assert not PersonVersion.objects.filter(person=key, name__contains="Tiel").exists()
    assert MembershipVersion.objects.filter(membership__person=key).count() == terms
    assert "Adviseur veiligheid van Tiel" not in words(coordinator.get("/zetels/GM0281:contact/"))
    assert "Adviseur veiligheid van Tiel" not in words(
        coordinator.get("/zetels/GM0281:contact/geschiedenis/")
    )
    assert "(naam gewist) benoemd" in words(coordinator.get("/zetels/GM0281:contact/geschiedenis/"))


def test_who_changed_meanwhile_is_not_erased(coordinator: Client) -> None:
    key = person("veiligheid@tiel.invalid")
    asked = typed_in(coordinator.get(f"/personen/{key}/wissen/"))
    send(coordinator, f"/personen/{key}/wijzigen/", phone="0344-111111")
    assert coordinator.post(f"/personen/{key}/wissen/", asked).status_code == 409
    assert coordinator.post(f"/personen/{key}/wissen/").status_code == 409
    assert PersonVersion.objects.as_of(TODAY).get(person=key).phone == "0344-111111"


def test_an_assistant_who_prepares_changes_nothing(client: Client) -> None:
    """On behalf of the mayor of Enschede the secretary fills in what the mayor may send, and records nothing."""
    sign_in(client, "secretary of Enschede")
    mayor = Person.objects.get(user__display_name=PEOPLE["mayor of Enschede"]).user_id
    client.post(f"/account/namens/{mayor}/")
    before = AuditEntry.objects.exclude(verb__startswith="accounts.").count()
    for page in ("/organisaties/GM0153/wijzigen/", "/themas/cybercrime/toewijzen/"):
        answer = client.get(page)
        assert "U zet dit klaar." in words(answer)
        client.post(page, typed_in(answer))
    assert client.get("/personen/nieuw/").status_code == 403
    assert AuditEntry.objects.exclude(verb__startswith="accounts.").count() == before
