"""Is the network in order: the page, its file, the alerts on the home page, and who gets which link."""

import csv
import datetime as dt
import io
import re

import pytest
from django.test import Client

from noaber.core.asof import AsOf
from noaber.network.health.report import network_health
from noaber.network.tests.pages import links, send, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
TODAY = AsOf(dt.date(2023, 5, 15))


def test_every_finding_stands_on_the_page_with_who_can_mend_it(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    text = words(client.get("/op-orde/"))
    report = network_health(TODAY)
    assert report.findings
    for finding in report.findings:
        assert finding.message in text
        assert finding.mended_by in text
    assert f"{report.held_count} van {len(report.rules)} regels op orde" in text


def test_the_file_holds_the_same_rows(client: Client) -> None:
    sign_in(client, "coordinator")
    answer = client.get("/op-orde/?formaat=csv").content.decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(answer)) if len(row) > 1]
    messages = [finding.message for finding in network_health(TODAY).findings]
    assert [row[2] for row in rows][-len(messages) :] == messages


def test_another_day_has_its_own_findings(client: Client) -> None:
    sign_in(client, "coordinator")
    assert "Rozendaal heeft geen contactpersoon" in words(client.get("/op-orde/"))
    assert "heeft geen contactpersoon" not in words(client.get("/op-orde/?geldig-op=2022-12-31"))
    as_known = "/op-orde/?geldig-op=2023-05-15&bekend-op=2022-12-31"
    assert "heeft geen contactpersoon" not in words(client.get(as_known))


def test_what_is_mended_is_gone_at_once(client: Client) -> None:
    sign_in(client, "coordinator")
    page = client.get("/op-orde/")
    assert "/zetels/GM0277:contact/" in links(page)
    assert "Rozendaal heeft geen contactpersoon" in words(client.get("/mijn/"))
    found = links(client.get("/personen/?zoek=burgemeester+van+rozendaal"))
    person = next(
        link.split("/")[2] for link in found if link.startswith("/personen/") and link.count("-") == 4
    )
    send(client, "/zetels/GM0277:contact/benoemen/", person=person)
    assert "Rozendaal heeft geen contactpersoon" not in words(client.get("/op-orde/"))
    assert "Rozendaal heeft geen contactpersoon" not in words(client.get("/mijn/"))


def test_a_missing_partner_leads_to_the_seat_to_fill_or_to_adding_one(client: Client) -> None:
    sign_in(client, "coordinator")
    assert "/zetels/et-cybercrime:gelderland-zuid/benoemen/" in links(client.get("/op-orde/"))

    typed = {"last_day": "14-5-2023", "reason": "Deze zetel vervalt"}
    address = "/zetels/et-cybercrime:gelderland-zuid/opheffen/"
    client.post(address, typed_in(send(client, address, **typed)))

    page = client.get("/op-orde/")
    assert "In ET Cybercrime ontbreekt een ambtenaar uit het district Gelderland-Zuid" in words(page)
    assert "/overleggen/et-cybercrime/zetel-toevoegen/" in links(page)


@pytest.mark.parametrize("person", ["mayor of Zwolle", "police"])
def test_who_may_not_mend_gets_no_link_to_do_it(client: Client, person: str) -> None:
    sign_in(client, person)
    page = client.get("/op-orde/")
    assert "Benoem iemand" not in words(page)
    assert "/zetels/GM0277:contact/" not in links(page)


def test_everyone_finds_their_own_part_at_home(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    home = client.get("/mijn/")
    assert "Mijn zetels" in words(home)
    assert "Kwetsbare personen" in words(home)
    assert "/organisaties/GM0193/wijzigen/" in links(home)
    assert "Rozendaal" not in words(home)
    own = next(link for link in links(home) if link.startswith("/personen/"))
    assert "Wijzig gegevens" in words(client.get(own))


def test_an_assistant_who_only_prepares_is_not_sent_to_a_page_that_refuses(client: Client) -> None:
    sign_in(client, "secretary of Enschede")
    principals = client.get("/account/namens/")
    key = re.search(r"/account/namens/(\d+)/", principals.content.decode())
    assert key
    client.post(key.group())
    home = client.get("/mijn/")
    assert "Alles over Enschede" in words(home)
    own = [link for link in links(home) if link.endswith(("/wijzigen/", "/toewijzen/", "/benoemen/"))]
    assert own
    assert [client.get(link).status_code for link in own] == [200] * len(own)


def test_a_district_that_loses_its_contact_asks_its_own_mayor(client: Client) -> None:
    sign_in(client, "coordinator")
    ending = next(link for link in links(client.get("/zetels/GM0193:contact/")) if "beeindigen" in link)
    send(client, ending, last_day="14-5-2023")
    sign_in(client, "mayor of Zwolle")
    assert "Zwolle heeft geen contactpersoon veiligheid" in words(client.get("/mijn/"))
