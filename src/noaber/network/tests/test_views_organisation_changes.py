"""Adding and changing an organisation: who may, what lands, and what two people see who change the same."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry
from noaber.network.models import Organisation, OrganisationVersion
from noaber.network.queries.known import known_organisation
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.network.views.organisations import changes as organisation_changes
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
CHANGE = "/organisaties/GM0193/wijzigen/"


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def said(code: str, on: dt.date) -> OrganisationVersion:
    version: OrganisationVersion = OrganisationVersion.objects.as_of(AsOf(on)).get(organisation__code=code)
    return version


def writes() -> int:
    return AuditEntry.objects.filter(verb__startswith="network.").count()


def test_a_change_holds_from_its_day_on(coordinator: Client) -> None:
    answer = send(coordinator, CHANGE, city="Deventer", valid_from="1-6-2023")
    assert answer["Location"] == "/gemeenten/GM0193/"
    assert said("GM0193", dt.date(2023, 5, 31)).city == "Zwolle"
    assert said("GM0193", dt.date(2023, 6, 1)).city == "Deventer"


def test_a_correction_holds_as_long_as_the_mistake_stood(coordinator: Client) -> None:
    send(coordinator, CHANGE, city="Deventer", kind="correction")
    assert said("GM0193", dt.date(2016, 1, 1)).city == "Deventer"
    history = words(coordinator.get("/organisaties/GM0193/geschiedenis/"))
    assert "plaats: Zwolle werd Deventer" in history
    assert "later verbeterd" in history


def test_the_page_shows_the_words_of_the_day_that_is_asked(coordinator: Client) -> None:
    send(coordinator, CHANGE, name="Zwolle aan de IJssel", valid_from="1-6-2023")
    assert typed_in(coordinator.get(f"{CHANGE}?geldig-op=2020-01-01"))["name"] == "Zwolle"
    assert typed_in(coordinator.get(f"{CHANGE}?geldig-op=2023-07-01"))["name"] == "Zwolle aan de IJssel"


def test_who_is_second_sees_both_values_and_nothing_is_lost(coordinator: Client) -> None:
    opened = typed_in(coordinator.get(CHANGE))
    send(coordinator, CHANGE, phone="038-1111111")
    before = writes()

    answer = coordinator.post(CHANGE, {**opened, "phone": "038-2222222"})

    assert answer.status_code == 409
    assert "038-2222222" in words(answer)
    assert "038-1111111" in words(answer)
    assert said("GM0193", dt.date(2023, 5, 15)).phone == "038-1111111"
    assert writes() == before


def second_of_two(browser: Client) -> tuple[dict[str, str], dict[str, str]]:
    """What somebody sees who typed a number and an address after somebody else did: what was typed, what is asked."""
    opened = {**typed_in(browser.get(CHANGE)), "phone": "038-2222222", "city": "Deventer"}
    send(browser, CHANGE, phone="038-1111111", email="veiligheid@zwolle.invalid", kind="correction")
    return opened, typed_in(browser.post(CHANGE, {**opened, "kind": "correction"}))


def test_who_is_second_keeps_what_is_there_unless_chosen(coordinator: Client) -> None:
    _opened, asked = second_of_two(coordinator)
    coordinator.post(CHANGE, asked)
    now = said("GM0193", dt.date(2023, 5, 15))
    assert (now.phone, now.email, now.city) == ("038-1111111", "veiligheid@zwolle.invalid", "Zwolle")


def test_who_is_second_chooses_per_field(coordinator: Client) -> None:
    opened, asked = second_of_two(coordinator)
    answer = coordinator.post(CHANGE, {**asked, "phone": opened["phone"], "city": opened["city"]})
    assert answer["Location"] == "/gemeenten/GM0193/"
    now = said("GM0193", dt.date(2023, 5, 15))
    assert (now.phone, now.email, now.city) == ("038-2222222", "veiligheid@zwolle.invalid", "Deventer")


def test_a_form_filled_just_before_the_other_saved_shows_what_the_other_saved(
    coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of the register were read, then the other saved, then this one asked for the lock."""
    typed = {**typed_in(coordinator.get(CHANGE)), "phone": "038-2222222"}
    before = known_organisation("GM0193", dt.date(2023, 5, 15))
    send(coordinator, CHANGE, phone="038-1111111")
    read = iter([before])
    monkeypatch.setattr(
        organisation_changes,
        "known_organisation",
        lambda code, day: next(read, None) or known_organisation(code, day),
    )
    answer = coordinator.post(CHANGE, typed)
    assert answer.status_code == 409
    assert "Laat staan: 038-1111111" in words(answer)
    assert coordinator.post(CHANGE, {**typed_in(answer), "phone": "038-2222222"}).status_code == 302


def test_a_choice_made_too_late_is_asked_again(coordinator: Client) -> None:
    opened, asked = second_of_two(coordinator)
    send(coordinator, CHANGE, phone="038-3333333", kind="correction")
    answer = coordinator.post(CHANGE, {**asked, "phone": opened["phone"]})
    assert answer.status_code == 409
    assert "038-3333333" in words(answer)
    assert "Zwolle is door iemand anders gewijzigd" in words(answer)
    assert said("GM0193", dt.date(2023, 5, 15)).phone == "038-3333333"


def test_a_button_pressed_twice_saves_once(coordinator: Client) -> None:
    typed = {**typed_in(coordinator.get(CHANGE)), "phone": "038-1111111"}
    coordinator.post(CHANGE, typed)
    before = writes()
    answer = coordinator.post(CHANGE, typed, follow=True)
    assert "er is niets dubbel opgeslagen" in words(answer)
    assert writes() == before


def test_a_form_without_its_revision_is_not_saved(coordinator: Client) -> None:
    typed = {**typed_in(coordinator.get(CHANGE)), "phone": "038-1111111"}
    del typed["revision"]
    assert coordinator.post(CHANGE, typed).status_code == 200
    assert said("GM0193", dt.date(2023, 5, 15)).phone == ""


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("postcode", "75AB", "Schrijf een postcode als 7511 AB."),
        ("oin", "123", "Een OIN heeft 20 cijfers."),
        ("email", "zwolle", "e-mailadres"),
        ("valid_from", "31-2-2023", "31-2-2023 bestaat niet"),
        ("valid_from", "", "Vul de datum in"),
        ("name", "", "Naam"),
    ],
)
def test_what_is_wrong_stands_at_its_field(coordinator: Client, field: str, value: str, message: str) -> None:
    before = writes()
    assert message in errors(send(coordinator, CHANGE, **{"city": "Zwolle", field: value}))
    assert writes() == before


def test_contacts_change_how_their_own_organisation_is_reached_and_no_more(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    assert CHANGE in links(client.get("/gemeenten/GM0193/"))
    assert set(typed_in(client.get(CHANGE))) >= {"phone", "email", "street"}
    assert "name" not in typed_in(client.get(CHANGE))

    send(client, CHANGE, phone="038-1111111", name="Zwolle is van mij", oin="1" * 20)

    version = said("GM0193", dt.date(2023, 5, 15))
    assert (version.phone, version.name) == ("038-1111111", "Zwolle")
    assert client.get("/organisaties/GM0150/wijzigen/").status_code == 403
    assert "/organisaties/GM0150/wijzigen/" not in links(client.get("/gemeenten/GM0150/"))


def test_a_new_organisation_is_there_from_its_first_day(coordinator: Client) -> None:
    typed = {
        "code": "omgevingsdienst",
        "organisation_kind": "other",
        "name": "Omgevingsdienst",
        "valid_from": "1-6-2023",
    }
    answer = send(coordinator, "/organisaties/nieuw/", **typed)
    assert answer["Location"] == "/organisaties/OMGEVINGSDIENST/"
    assert said("OMGEVINGSDIENST", dt.date(2023, 6, 1)).name == "Omgevingsdienst"
    again = send(coordinator, "/organisaties/nieuw/", **typed)
    assert "Deze code hoort al bij een andere organisatie" in errors(again)
    assert Organisation.objects.filter(code="OMGEVINGSDIENST").count() == 1


def test_the_code_of_a_municipality_is_that_of_the_cbs(coordinator: Client) -> None:
    typed = {
        "code": "ZWOLLE2",
        "organisation_kind": "municipality",
        "name": "Zwolle",
        "valid_from": "1-6-2023",
    }
    assert "GM0193" in errors(send(coordinator, "/organisaties/nieuw/", **typed))


def test_the_field_of_a_telephone_number_says_what_it_holds(coordinator: Client) -> None:
    assert "3 tot 15 cijfers" in errors(send(coordinator, CHANGE, phone="abc"))
    assert said("GM0193", dt.date(2023, 5, 15)).phone == ""


def test_the_day_of_a_change_is_not_called_optional(coordinator: Client) -> None:
    page = words(coordinator.get(CHANGE))
    assert "Vanaf welke datum geldt dit? Nodig als er iets is veranderd;" in page
    assert "Vul de datum in" in errors(send(coordinator, CHANGE, city="Deventer", valid_from=""))


@pytest.mark.parametrize("name", ["e_invoice_scheme", "district", "street"])
def test_a_field_that_did_not_come_along_is_refused_and_not_emptied(coordinator: Client, name: str) -> None:
    address = "/organisaties/GM0268/wijzigen/"
    typed = {**typed_in(coordinator.get(address)), "city": "Nijmegen"}
    before = writes()
    del typed[name]
    answer = coordinator.post(address, typed)
    assert answer.status_code == 200
    assert "Dit veld kwam niet mee" in errors(answer)
    assert writes() == before


@pytest.mark.parametrize(
    ("address", "name", "value", "shown"),
    [
        ("/organisaties/GM0268/wijzigen/", "e_invoice_scheme", "0106", "0106 (KvK)"),
        ("/organisaties/GM0268/wijzigen/", "e_invoice_scheme", "", "Nijmegen"),
        ("/zetels/GM0193:contact/wijzigen/", "role", "head", "contactpersoon"),
    ],
)
def test_who_is_second_with_another_choice_sees_both_in_words(
    coordinator: Client, address: str, name: str, value: str, shown: str
) -> None:
    opened = {**typed_in(coordinator.get(address)), name: value, "kind": "correction"}
    other = "website" if "website" in opened else "title"
    send(coordinator, address, kind="correction", **{other: "https://voorbeeld.invalid"})
    answer = coordinator.post(address, opened)
    assert answer.status_code == 409
    assert shown in words(answer)
