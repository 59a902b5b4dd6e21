"""R50, R51 and R52: who decided and who paid on one page, the office that opens late, and the books that move."""

import datetime as dt
from typing import Final

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.finance.health import financing_is_settled, host_is_employer
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.solidarity import SolidarityYear, solidarity_years
from noaber.finance.rules.invoices.invoice import Payee
from noaber.finance.rules.solidarity import Borne
from noaber.finance.services.billing.hosts import record_host
from noaber.network.api import change_holder, organisation_id, register_person
from noaber.network.models import Handover, HandoverItem
from noaber.network.tests.pages import links, words
from tests.people import sign_in

NOW: Final = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
TODAY: Final = dt.date(2023, 5, 15)
PAGE: Final = "/bijdragen/solidariteit/"
LEADER: Final = "netwerkbureau:project-leader"
PAYEE: Final = Payee("NL74XXXX0000000150", "Team Financiën", "financien@voorbeeld.invalid")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def visitor(person: str) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def years(day: dt.date = TODAY) -> list[SolidarityYear]:
    agreement = agreement_for(COMMAND, AsOf(day))
    assert agreement
    return solidarity_years(COMMAND, agreement, AsOf(day))


def test_each_year_counts_the_same_79_partners_and_names_who_is_missing() -> None:
    found = years()
    assert [each.year for each in found] == [2020, 2021, 2022, 2023]
    for each in found:
        assert each.counts.total == 79
        assert sum(row.is_municipality for row in each.rows) == 76
        assert each.counts.given + len(each.counts.lacking) == 79
        assert each.counts.decided + len(each.counts.undecided) == 79
    assert found[0].counts.given == 79
    assert {row.share.borne for row in found[0].rows if not row.is_municipality} == {Borne.DELIVERED}
    last = {row.share.name: row.share.borne for row in found[-1].rows}
    assert last["Scherpenzeel"] is Borne.CREDITED
    assert Borne.LATE in last.values()


def test_the_page_shows_both_counts_the_map_and_who_is_missing() -> None:
    client = visitor("police")
    text = words(client.get(f"{PAGE}?jaar=2023"))
    for part in ("van de 79 partners", "Scherpenzeel", "minder dan gevraagd", "2023 op de kaart"):
        assert part in text
    assert "is geen jaar van de afspraak" in words(client.get(f"{PAGE}?jaar=2019"))
    assert not [each for each in links(client.get(PAGE)) if each.startswith("/facturen/")]
    keeper = links(visitor("controller").get(f"{PAGE}?jaar=2023"))
    assert "/facturen/2023-0076/" in keeper
    assert any(each.endswith("/verplichtingen/GM0193/") for each in keeper)


def test_the_list_is_a_download_of_79_rows_and_not_for_the_public() -> None:
    answer = visitor("coordinator").get(f"{PAGE}?jaar=2020&formaat=csv")
    assert sum("GM" in line for line in answer.content.decode().splitlines()) == 76
    assert Client().get(PAGE).status_code == 302


def test_the_office_stays_locked_after_the_last_year_that_is_paid_for() -> None:
    assert financing_is_settled(LEADER, TODAY)
    late = financing_is_settled(LEADER, dt.date(2024, 1, 2))
    assert not late
    assert "2023" in late.reason  # type: ignore[union-attr]
    assert financing_is_settled("GM0193:mayor", dt.date(2024, 1, 2))
    assert not financing_is_settled("", dt.date(2024, 1, 2))


def test_no_agreement_at_all_locks_nothing() -> None:
    """As on the day before anybody proposed one."""
    assert financing_is_settled(LEADER, dt.date(2018, 12, 20))


def test_health_names_host_and_employer_when_they_differ() -> None:
    assert list(host_is_employer(AsOf(TODAY))) == []
    record_host("GM0193", PAYEE, from_on=dt.date(2023, 5, 1), actor=COMMAND, now=NOW)
    [finding] = host_is_employer(AsOf(TODAY))
    assert "Zwolle" in finding.message
    assert "Deventer" in finding.message


def test_a_project_leader_of_another_partner_brings_a_handover_of_the_books() -> None:
    values = {
        "name": "Nieuwe projectleider",
        "job_title": "Projectleider",
        "employer": organisation_id("GM0193"),
        "email": "nieuw@voorbeeld.invalid",
    }
    person = register_person(actor=COMMAND, now=NOW, valid_from=TODAY, values=values)
    made = change_holder(LEADER, person.pk, actor=COMMAND, now=NOW, effective_on=dt.date(2023, 6, 1))
    items = HandoverItem.objects.filter(handover=made, kind__startswith="finance.")
    kinds = set(items.values_list("kind", flat=True))
    assert kinds == {
        "finance.host",
        "finance.open_invoices",
        "finance.payments",
        "finance.series",
        "finance.account",
    }
    assert items.filter(kind="finance.series").count() == 4
    text = words(visitor("coordinator").get(f"/overdrachten/{made.pk}/"))
    for part in ("staan open, samen €", "het laatste nummer is 2023-0077", "NL74XXXX0000000150"):
        assert part in text


def test_another_host_brings_a_handover_of_the_books_once_and_health_still_asks_for_one_employer() -> None:
    before = Handover.objects.count()
    record_host("GM0193", PAYEE, from_on=dt.date(2023, 5, 1), actor=COMMAND, now=NOW)
    made = Handover.objects.get(cause="books")
    kinds = set(made.items.values_list("kind", flat=True))
    assert kinds == {"finance.open_invoices", "finance.payments", "finance.series", "finance.account"}
    text = words(visitor("coordinator").get(f"/overdrachten/{made.pk}/"))
    assert "De boeken gaan op 1 mei 2023 naar een andere beheerorganisatie" in text
    assert "terugnemen" not in text
    record_host("GM0193", PAYEE, from_on=dt.date(2023, 5, 1), actor=COMMAND, now=NOW)
    assert Handover.objects.count() == before + 1
    assert list(host_is_employer(AsOf(TODAY)))


def test_the_same_partner_hands_over_no_books() -> None:
    values = {
        "name": "Nieuwe projectleider",
        "job_title": "Projectleider",
        "employer": organisation_id("GM0150"),
        "email": "nieuw@voorbeeld.invalid",
    }
    person = register_person(actor=COMMAND, now=NOW, valid_from=TODAY, values=values)
    made = change_holder(LEADER, person.pk, actor=COMMAND, now=NOW, effective_on=dt.date(2023, 6, 1))
    assert not HandoverItem.objects.filter(handover=made, kind__startswith="finance.").exists()
