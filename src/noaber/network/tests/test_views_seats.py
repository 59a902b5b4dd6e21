"""Seats: appointing, substitutes, ending; what the page offers is what the address allows."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from noaber.core.asof import AsOf
from noaber.network.models import MembershipVersion, Person, PersonVersion, PostVersion
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
VACANT, HELD = "et-cybercrime:gelderland-zuid", "GM0193:mayor"
TODAY = dt.date(2023, 5, 15)


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def person(email: str) -> uuid.UUID:
    key: uuid.UUID = PersonVersion.objects.as_of(AsOf(TODAY)).get(email=email).person_id
    return key


def holders(code: str, on: dt.date = TODAY, *, is_substitute: bool = False) -> list[uuid.UUID]:
    terms = MembershipVersion.objects.as_of(AsOf(on)).filter(
        membership__post__code=code, is_substitute=is_substitute
    )
    return list(terms.values_list("membership__person", flat=True))


def appoint(client: Client, code: str = VACANT, email: str = "veiligheid@tiel.invalid", **typed: Any) -> Any:
    return send(client, f"/zetels/{code}/benoemen/", **{"person": str(person(email)), **typed})


def test_who_is_appointed_holds_the_seat(coordinator: Client) -> None:
    answer = appoint(coordinator)
    assert answer["Location"] == f"/zetels/{VACANT}/"
    assert holders(VACANT) == [person("veiligheid@tiel.invalid")]
    assert "Adviseur veiligheid van Tiel" in words(coordinator.get(f"/zetels/{VACANT}/"))


def test_the_history_names_who_was_appointed_only_to_the_network(coordinator: Client) -> None:
    appoint(coordinator, last_day="31-12-2023")
    history = coordinator.get(f"/zetels/{VACANT}/geschiedenis/")
    said = "Adviseur veiligheid van Tiel benoemd, van 15 mei 2023 tot en met 31 december 2023"
    assert said in words(history)
    assert "namens: Tiel (GM0281); plaatsvervanger: nee" in words(history)
    assert f"/personen/{person('veiligheid@tiel.invalid')}/" in links(history)

    answer = Client().get(f"/zetels/{VACANT}/geschiedenis/")
    assert answer.status_code != 200
    assert "Adviseur veiligheid" not in answer.content.decode()


def test_the_history_says_who_succeeded_whom(coordinator: Client) -> None:
    history = words(coordinator.get(f"/zetels/{HELD}/geschiedenis/"))
    assert "Termijn van Burgemeester van Zwolle eindigt op 31 mei 2021 (was: zonder einddatum)" in history
    assert "volgt Burgemeester van Zwolle op" in history


def test_a_last_day_is_the_last_day_that_counts(coordinator: Client) -> None:
    appoint(coordinator, last_day="31-12-2023")
    assert holders(VACANT, dt.date(2023, 12, 31))
    assert not holders(VACANT, dt.date(2024, 1, 1))


@pytest.mark.parametrize("way", ["benoemen", "plaatsvervanger"])
def test_who_sits_for_another_organisation_is_told(coordinator: Client, way: str) -> None:
    typed = {"person": str(person("veiligheid@zwolle.invalid")), "on_behalf_of": "GM0281"}
    answer = send(coordinator, f"/zetels/{VACANT}/{way}/", **typed)
    assert answer["Location"] == f"/zetels/{VACANT}/"
    assert (
        "werkt bij Zwolle en zit hier namens GM0281" in coordinator.get(answer["Location"]).content.decode()
    )


def test_a_seat_for_a_district_takes_nobody_from_another(coordinator: Client) -> None:
    answer = appoint(coordinator, email="veiligheid@zwolle.invalid")
    assert "alleen voor iemand uit het district Gelderland-Zuid" in errors(answer)
    assert not holders(VACANT)


def test_a_held_seat_takes_nobody_else(coordinator: Client) -> None:
    answer = appoint(coordinator, HELD, "veiligheid@zwolle.invalid")
    assert "al bezet" in errors(answer)


def test_two_who_appoint_at_once_see_each_other(coordinator: Client) -> None:
    address = f"/zetels/{VACANT}/benoemen/"
    late = {**typed_in(coordinator.get(address)), "person": str(person("veiligheid@buren.invalid"))}
    appoint(coordinator)

    answer = coordinator.post(address, late)

    assert answer.status_code == 409
    assert "Adviseur veiligheid van Buren" in words(answer)
    assert "Adviseur veiligheid van Tiel" in words(answer)
    assert holders(VACANT) == [person("veiligheid@tiel.invalid")]


def test_a_button_pressed_twice_appoints_once(coordinator: Client) -> None:
    address = f"/zetels/{VACANT}/benoemen/"
    typed = {**typed_in(coordinator.get(address)), "person": str(person("veiligheid@tiel.invalid"))}
    coordinator.post(address, typed)
    answer = coordinator.post(address, typed, follow=True)
    assert "er is niets dubbel opgeslagen" in words(answer)
    assert (
        MembershipVersion.objects.filter(
            membership__post__code=VACANT, known_until=None, valid_until=None
        ).count()
        == 1
    )


def test_a_substitute_sits_beside_the_holder(coordinator: Client) -> None:
    send(coordinator, f"/zetels/{HELD}/plaatsvervanger/", person=str(person("veiligheid@zwolle.invalid")))
    assert holders(HELD, is_substitute=True) == [person("veiligheid@zwolle.invalid")]
    assert len(holders(HELD)) == 1
    assert "plaatsvervanger, namens Zwolle" in words(coordinator.get(f"/zetels/{HELD}/"))


def test_a_term_ends_after_its_last_day_and_is_remembered(coordinator: Client) -> None:
    ending = next(link for link in links(coordinator.get(f"/zetels/{HELD}/")) if "beeindigen" in link)
    typed = {**typed_in(coordinator.get(ending)), "last_day": "30-6-2023"}
    coordinator.post(ending, typed)
    assert holders(HELD, dt.date(2023, 6, 30))
    assert not holders(HELD, dt.date(2023, 7, 1))
    again = coordinator.post(ending, typed, follow=True)
    assert "er is niets dubbel opgeslagen" in words(again)


def test_an_appointment_by_mistake_is_taken_back_whole(coordinator: Client) -> None:
    appoint(coordinator)
    ending = next(link for link in links(coordinator.get(f"/zetels/{VACANT}/")) if "beeindigen" in link)
    send(coordinator, ending, last_day="14-5-2023")  # the day before it began
    assert not holders(VACANT)
    page = words(coordinator.get(f"/zetels/{VACANT}/"))
    assert "Adviseur veiligheid van Tiel" not in page


def test_a_seat_page_says_who_held_it_as_it_was_known(coordinator: Client) -> None:
    assert "Burgemeester van Zwolle (sinds 2021)" in words(coordinator.get(f"/zetels/{HELD}/"))
    earlier = coordinator.get(f"/zetels/{HELD}/?geldig-op=2021-05-01&bekend-op=2021-05-01")
    assert "(sinds 2021)" not in words(earlier)


def test_names_are_for_the_network_and_functions_for_everyone(client: Client) -> None:
    PersonVersion.objects.filter(person=person("burgemeester.2021@zwolle.invalid")).update(name="Een Naam")
    assert "Een Naam" not in words(client.get(f"/zetels/{HELD}/"))
    sign_in(client, "police")
    assert "Een Naam" in words(client.get(f"/zetels/{HELD}/"))


def test_a_lead_fills_the_seats_of_the_own_team_only(client: Client) -> None:
    sign_in(client, "team lead")
    own = next(row.post.code for row in PostVersion.objects.filter(post__body__code="platform-ondermijning"))
    assert f"/zetels/{own}/plaatsvervanger/" in links(client.get(f"/zetels/{own}/"))
    assert client.get(f"/zetels/{own}/plaatsvervanger/").status_code == 200
    assert client.get(f"/zetels/{VACANT}/benoemen/").status_code == 403
    assert not any(
        "benoemen" in link or "opvolging" in link for link in links(client.get(f"/zetels/{VACANT}/"))
    )
    assert client.get(f"/zetels/{own}/opvolging/").status_code == 403


def test_what_does_not_exist_is_not_found(coordinator: Client) -> None:
    assert coordinator.get("/zetels/bestaat-niet/").status_code == 404
    assert coordinator.get(f"/zetels/{HELD}/beeindigen/{Person.objects.first().pk}/").status_code == 404  # type: ignore[union-attr]
    assert coordinator.get(f"/zetels/{HELD}/?geldig-op=1990-01-01").status_code == 404


def test_a_new_person_comes_back_to_the_seat_that_needed_them(coordinator: Client) -> None:
    address = next(
        link for link in links(coordinator.get(f"/zetels/{VACANT}/benoemen/")) if "/personen/nieuw/" in link
    )
    answer = send(coordinator, address, name="Adviseur cyber van Tiel", job_title="Adviseur cyber")
    assert answer["Location"].startswith(f"/zetels/{VACANT}/benoemen/?persoon=")
    key = answer["Location"].partition("=")[2]
    assert typed_in(coordinator.get(answer["Location"]))["person"] == key


def test_the_way_back_never_leaves_this_site(coordinator: Client) -> None:
    address = "/personen/nieuw/?terug=https://elders.invalid/"
    answer = send(coordinator, address, name="Iemand")
    assert answer["Location"].startswith("/personen/")
    answer = send(coordinator, "/personen/nieuw/?terug=//elders.invalid/", name="Iemand")
    assert answer["Location"].startswith("/personen/")


def test_a_new_person_sent_twice_is_one_person(coordinator: Client) -> None:
    typed = {**typed_in(coordinator.get("/personen/nieuw/")), "name": "Iemand nieuw"}
    coordinator.post("/personen/nieuw/", typed)
    answer = coordinator.post("/personen/nieuw/", typed)
    assert "staat al in het register" in errors(answer)
    assert PersonVersion.objects.filter(name="Iemand nieuw").count() == 1


def test_a_term_that_ends_is_prolonged_from_the_day_after(coordinator: Client) -> None:
    address = "/zetels/dvo-ijsselland:secretary/"
    link = next(url for url in links(coordinator.get(address)) if "vanaf=" in url)
    page = coordinator.get(link)
    assert typed_in(page)["valid_from"] == "1-7-2023"

    coordinator.post(link, typed_in(page))

    (term,) = MembershipVersion.objects.as_of(AsOf(dt.date(2023, 7, 1))).filter(
        membership__post__code="dvo-ijsselland:secretary"
    )
    assert term.valid_until is None
    assert not any("vanaf=" in url for url in links(coordinator.get(address)))


def test_a_succession_starts_where_the_term_of_the_holder_ends(coordinator: Client) -> None:
    page = coordinator.get("/zetels/dvo-ijsselland:secretary/opvolging/")

    assert typed_in(page)["effective_on"] == "1-7-2023"


def test_a_seat_says_from_which_district_its_holder_must_be(client: Client) -> None:
    page = client.get("/zetels/et-cybercrime:gelderland-zuid/")

    assert "gemeente in Gelderland-Zuid" in words(page)


def offered(client: Client, code: str, way: str = "benoemen") -> dict[str, str]:
    """The choices for “Wie?” by the heading they stand under, as one text each."""
    page = client.get(f"/zetels/{code}/{way}/").content.decode()
    found = re.findall(r'<optgroup label="([^"]*)">(.*?)</optgroup>', page, re.DOTALL)
    return {label: options for label, options in reversed(found) if "Adviseur" in options}


def test_who_fits_a_seat_stands_first(coordinator: Client) -> None:
    groups = offered(coordinator, VACANT)
    assert list(groups) == ["Anderen", "Past bij deze zetel"]
    assert str(person("veiligheid@tiel.invalid")) in groups["Past bij deze zetel"]
    assert str(person("veiligheid@zwolle.invalid")) in groups["Anderen"]


def test_a_seat_that_follows_a_post_is_first_of_all_for_its_holder(coordinator: Client) -> None:
    following = PostVersion.objects.get(known_until=None, post__code="bbg:ijsselland")
    assert following.follows
    assert following.follows.code == HELD
    page = coordinator.get("/zetels/bbg:ijsselland/benoemen/").content.decode()
    fitting = page.partition('<optgroup label="Past bij deze zetel">')[2].partition("</optgroup>")[0]
    assert re.findall(r'value="([^"]*)"', fitting) == list(map(str, holders(HELD)))


def test_whose_employer_does_not_fit_is_told_at_who_it_is(coordinator: Client) -> None:
    typed = {"person": str(person("veiligheid@zwolle.invalid"))}
    for sender, field in (("", "person"), ("GM0193", "on_behalf_of")):
        answer = send(coordinator, f"/zetels/{VACANT}/benoemen/", **typed, on_behalf_of=sender)
        assert f'href="#id_{field}"' in answer.content.decode()
