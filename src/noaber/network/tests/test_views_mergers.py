"""Municipalities that merge: the preview changes nothing, confirming does what it said, earlier days stay."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.test import Client

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.models import AuditEntry
from noaber.core.rules.dutch import format_number
from noaber.network.models import Handover, OrganisationVersion, PostVersion, Succession
from noaber.network.queries.populations import populations
from noaber.network.services.organisations import change_organisation
from noaber.network.tests.conftest import holder
from noaber.network.tests.pages import errors, links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
ADDRESS = "/gemeenten/samenvoegen/?district=twente"


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def ask(client: Client, **typed: Any) -> Any:
    asked = {
        "predecessors": ["GM0147", "GM0164"],
        "name": "Borne-Hengelo",
        "code": "gm9990",
        "effective_on": "1-1-2024",
    }
    return client.post(ADDRESS, {**asked, **typed})


def records() -> tuple[int, ...]:
    models = (Succession, OrganisationVersion, PostVersion, AuditEntry)
    return tuple(model.objects.count() for model in models)


def confirmed(preview: Any) -> dict[str, Any]:
    """The hidden fields of the preview; the municipalities are a field with two values."""
    return {**typed_in(preview), "predecessors": ["GM0147", "GM0164"]}


def test_the_preview_says_what_ends_and_follows_and_changes_nothing(coordinator: Client) -> None:
    before = records()
    text = words(ask(coordinator))
    figures = populations(dt.date(2023, 1, 1))
    together = figures["GM0147"].population + figures["GM0164"].population
    for line in (
        "Borne (GM0147)",
        "Hengelo (GM0164)",
        "Burgemeester van Borne-Hengelo",
        format_number(together),
    ):
        assert line in text
    assert records() == before


def test_confirming_merges_and_leaves_earlier_days_alone(coordinator: Client) -> None:
    answer = coordinator.post(ADDRESS, confirmed(ask(coordinator)))
    assert answer["Location"] == f"/overdrachten/{Handover.objects.get(cause='merger').pk}/"
    later, earlier = "?geldig-op=2024-02-01&formaat=csv", "?geldig-op=2023-12-31&formaat=csv"
    assert coordinator.get(f"/gemeenten/{later}").content.decode().count("GM") == 75
    assert coordinator.get(f"/gemeenten/{earlier}").content.decode().count("GM") == 76
    assert coordinator.get("/gemeenten/GM0147/?geldig-op=2024-02-01").status_code == 410
    assert coordinator.get("/gemeenten/GM0147/?geldig-op=2023-12-31").status_code == 200


def test_the_list_of_the_merger_names_what_to_refill_and_leads_to_it(coordinator: Client) -> None:
    coordinator.post(ADDRESS, confirmed(ask(coordinator)))
    made = Handover.objects.get(cause="merger")
    page = coordinator.get(f"/overdrachten/{made.pk}/")

    assert "Samenvoeging: Borne-Hengelo" in words(page)
    assert "Burgemeester van Borne-Hengelo in DVO Twente: nog vacant. Wie gaat daar zitten?" in words(page)
    assert "/zetels/dvo-twente:GM9990/" in links(page)
    seat = coordinator.get("/zetels/GM9990:mayor/", follow=True)  # before its first day
    assert seat.redirect_chain[-1][0] == "/zetels/GM9990:mayor/?geldig-op=2024-01-01"
    assert "Iemand benoemen" in words(coordinator.get("/zetels/GM9990:mayor/benoemen/"))
    assert "Samenvoeging: Borne-Hengelo" in words(coordinator.get("/overdrachten/"))
    assert "Rond de overdracht af: Samenvoeging: Borne-Hengelo" in words(coordinator.get("/mijn/"))


def test_the_vacant_seats_and_offices_stand_in_the_list_of_vacancies(coordinator: Client) -> None:
    coordinator.post(ADDRESS, confirmed(ask(coordinator)))
    page = coordinator.get("/vacatures/?geldig-op=2024-01-01")

    for code in ("GM9990:mayor", "GM9990:contact", "dvo-twente:GM9990", "bestuurscollege:GM9990"):
        assert f"/zetels/{code}/" in links(page)
    assert "/zetels/GM9990:mayor/benoemen/" in links(page)
    assert "/vacatures/openstellen/GM9990:mayor/" not in links(page)
    assert "/zetels/dvo-twente:GM9990/benoemen/" in links(page)
    assert not [link for link in links(page) if "openstellen" in link], (
        "nothing is opened before its first day"
    )
    assert [link for link in links(coordinator.get("/vacatures/")) if "openstellen" in link]


def test_confirming_twice_merges_once(coordinator: Client) -> None:
    typed = confirmed(ask(coordinator))
    coordinator.post(ADDRESS, typed)
    before = records()
    assert coordinator.post(ADDRESS, typed).status_code == 200
    assert records() == before


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"predecessors": ["GM0147"]}, "Kies ten minste twee gemeenten"),
        ({"code": "BORNE"}, "CBS-code"),
        ({"code": "GM0153"}, "hoort al bij een andere organisatie"),
        ({"effective_on": "30-2-2024"}, "30-2-2024 bestaat niet"),
        ({"name": ""}, "Hoe heet de gemeente daarna?"),
    ],
)
def test_what_is_wrong_is_said_before_the_preview(
    coordinator: Client, typed: dict[str, Any], message: str
) -> None:
    before = records()
    assert message in errors(ask(coordinator, **typed))
    assert records() == before


def test_one_that_takes_in_another_keeps_its_name_and_its_seats(coordinator: Client) -> None:
    text = words(ask(coordinator, code="GM0164", name="Hengelo"))

    assert "Borne gaat op 1 januari 2024 op in Hengelo." in text
    assert "Hengelo (GM0164) blijft bestaan en houdt de eigen zetels" in text
    assert "Zetels die u daarna bezet" not in text


def zwolle_and_dalfsen(client: Client) -> Any:
    asked = {
        "predecessors": ["GM0193", "GM0148"],
        "name": "Zwolle-Dalfsen",
        "code": "GM9991",
        "effective_on": "1-1-2023",
    }
    address = "/gemeenten/samenvoegen/?district=ijsselland"
    preview = client.post(address, asked)
    return preview, lambda: client.post(address, {**typed_in(preview), "predecessors": ["GM0193", "GM0148"]})


def in_words(page: Any) -> list[str]:
    """The lines of a list of what is to be arranged: the kind of thing, and what it is."""
    found = re.findall(r'network-handover__text">(.*?)</span>', page.content.decode(), re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", "", text).split()) for text in found]


def test_the_preview_shows_the_list_that_will_be_made_and_who_loses_what(coordinator: Client) -> None:
    preview, confirm = zwolle_and_dalfsen(coordinator)
    mayor = holder("GM0193:mayor", dt.date(2022, 12, 31))
    losses = next(line for line in re.findall(r"<li>(.*?)</li>", preview.content.decode()) if mayor in line)

    for thing in ("Voorzitter van het DVO IJsselland in RVO", "in BBG", "portefeuille Kwetsbare personen"):
        assert thing in html.unescape(losses)
    assert not [link for link in links(preview) if "GM9991" in link], "which is not there yet"
    shown = in_words(preview)
    made = coordinator.get(confirm()["Location"])
    assert shown == in_words(made)
    assert len(shown) > 8


def test_the_sum_of_the_figures_names_the_municipalities_as_they_were_called(coordinator: Client) -> None:
    text = words(ask(coordinator, code="GM0147", name="Test"))

    assert "Hengelo gaat op 1 januari 2024 op in Test." in text
    assert "Borne en Hengelo" in text
    assert "Test en Hengelo" not in text


def test_the_history_and_the_page_of_the_successor_tell_the_merger(coordinator: Client) -> None:
    zwolle_and_dalfsen(coordinator)[1]()

    of_zwolle = coordinator.get("/organisaties/GM0193/geschiedenis/")
    assert "Samengevoegd tot Zwolle-Dalfsen per 1 januari 2023" in words(of_zwolle)
    assert "/gemeenten/GM9991/?geldig-op=2023-01-01" in links(of_zwolle)
    assert "Vastgelegd over Zwolle" in of_zwolle.content.decode()
    of_both = coordinator.get("/organisaties/GM9991/geschiedenis/")
    assert "Ontstaan uit Dalfsen en Zwolle per 1 januari 2023" in words(of_both)
    page = coordinator.get("/gemeenten/GM9991/?geldig-op=2023-06-01")
    for code in ("GM0148", "GM0193"):
        assert f"/gemeenten/{code}/?geldig-op=2022-12-31" in links(of_both)
        assert f"/gemeenten/{code}/?geldig-op=2022-12-31" in links(page)
    assert "Voorganger" in words(page)


def test_the_history_of_one_that_took_in_another_says_which(coordinator: Client) -> None:
    coordinator.post(ADDRESS, confirmed(ask(coordinator, code="GM0147", name="Borne")))

    assert "Hengelo opgenomen per 1 januari 2024" in words(
        coordinator.get("/organisaties/GM0147/geschiedenis/")
    )


def test_a_merger_is_taken_back_from_its_list(coordinator: Client) -> None:
    zwolle_and_dalfsen(coordinator)[1]()
    made = Handover.objects.get(cause="merger")
    asked = coordinator.get(f"/overdrachten/{made.pk}/terugnemen/")
    assert "Gaat de samenvoeging tot Zwolle-Dalfsen op 1 januari 2023 niet door?" in words(asked)

    answer = coordinator.post(f"/overdrachten/{made.pk}/terugnemen/", typed_in(asked), follow=True)

    assert "De samenvoeging is teruggenomen." in answer.content.decode()
    assert coordinator.get("/gemeenten/GM0193/?geldig-op=2023-06-01").status_code == 200
    history = coordinator.get("/organisaties/GM0193/geschiedenis/")
    assert "Samenvoeging per 1 januari 2023 teruggenomen" in words(history)
    assert "later teruggenomen" in words(history)
    gone = coordinator.get("/organisaties/GM9991/geschiedenis/")
    assert "Vastgelegd over Zwolle-Dalfsen" in gone.content.decode()
    assert "/organisaties/GM0193/geschiedenis/" in links(gone)
    assert "Samenvoeging: Zwolle-Dalfsen" in words(coordinator.get("/overdrachten/"))


def test_what_was_changed_since_is_said_on_the_page(coordinator: Client) -> None:
    zwolle_and_dalfsen(coordinator)[1]()
    made = Handover.objects.get(cause="merger")
    change_organisation(
        "GM9991", actor=COMMAND, now=clock.now(), valid_from=dt.date(2023, 1, 1), values={"name": "Zwolsen"}
    )
    typed = typed_in(coordinator.get(f"/overdrachten/{made.pk}/terugnemen/"))

    answer = coordinator.post(f"/overdrachten/{made.pk}/terugnemen/", typed, follow=True)

    assert "er bij “Zwolsen” iets vastgelegd" in answer.content.decode()
    assert Succession.objects.filter(successor__code="GM9991", cancelled_at__isnull=True).count() == 2
