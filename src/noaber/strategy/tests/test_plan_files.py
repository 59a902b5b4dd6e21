"""The file of a plan: a warning where a citizen service number seems to stand in it, and taking it away for good."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from noaber.accounts.models import User
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import StoredFile
from noaber.network.tests.pages import links, send, typed_in, words
from noaber.strategy.queries.files import PLAN_FILE
from noaber.strategy.queries.inventory.plans import PlanRow, plan
from noaber.strategy.queries.periods.period import period
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.inventory.plan_files import remove_plan_file
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.conftest import CONTACT, COORDINATOR, NOT_REVIEWED
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
PERIOD, ZWOLLE = "2019-2022", "GM0193"
PAGE = f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/"
REMOVE = f"{PAGE}bestand-weghalen/"
SOURCE = f"/strategie/{PERIOD}/bronnen/endterm-review/"
NUMBER = b"Bewoner met burgerservicenummer 123456782 aan de Voorbeeldweg."


def upload(data: bytes = NUMBER) -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.txt", data)


def known(asof: AsOf | None = None) -> PlanRow:
    found = plan(PERIOD, ZWOLLE, asof or AsOf(today()))
    assert found
    return found


def hand_in(data: bytes = NUMBER, now: dt.datetime = NOW) -> None:
    hand_in_plan(PERIOD, ZWOLLE, known().text, actor=COMMAND, now=now, upload=upload(data))


def remove(actor: Actor = COORDINATOR, revision: int | None = None) -> None:
    remove_plan_file(
        PERIOD, organisation=ZWOLLE, actor=actor, now=LATER, expected_revision=revision or known().revision
    )


def kept_files() -> int:
    return StoredFile.objects.filter(owner_kind=PLAN_FILE, is_removed=False).count()


def test_who_hands_in_is_warned_of_a_citizen_service_number_and_visitors_are_not(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    assert send(client, f"{PAGE}invullen/", file=upload()).status_code == 302
    assert "lijkt een burgerservicenummer te staan" in words(client.get(PAGE))
    assert "burgerservicenummer" not in words(Client().get(PAGE))
    send(client, f"{PAGE}invullen/", file=upload(b"Geen nummer"), p1_wording="Bewoner 123456782")
    assert "In de tekst lijkt een burgerservicenummer" in words(client.get(PAGE))
    assert "In dit bestand" not in words(client.get(PAGE))


def test_a_file_goes_for_good_with_those_before_it_and_the_words_stay(client: Client) -> None:
    hand_in()
    hand_in(NUMBER + b"!", LATER)
    addresses = [f"/bestanden/{row.text.file}/" for row in (known(), known(AsOf(today(), known_at=LATER)))]
    assert [b"".join(client.get(each)) for each in addresses] == [NUMBER + b"!", NUMBER]
    sign_in(client, "mayor of Zwolle")
    assert REMOVE in links(client.get(PAGE))
    answer = send(client, REMOVE)
    assert answer["Location"] == PAGE
    assert "Het bestand is weg" in words(client.get(PAGE))
    assert [client.get(each).status_code for each in addresses] == [404, 404]
    assert "plan.txt" not in words(client.get(PAGE))
    assert REMOVE not in links(client.get(PAGE))
    assert client.get(REMOVE).status_code == 404
    # Whoever changes words afterwards does not bring it back.
    send(client, f"{PAGE}invullen/", title="Ander plan")
    assert (known().text.title, known().text.file) == ("Ander plan", "")


def test_of_a_closed_period_a_file_can_still_be_taken_away() -> None:
    hand_in()
    found = period(PERIOD, AsOf(today()))
    assert found
    if found.terms.state is not PeriodState.CLOSED:
        closed = replace(
            found.terms,
            state=PeriodState.CLOSED,
            decided_on=today(),
            decided_by="",
            source="verslag",
            note=NOT_REVIEWED,
        )
        record_period(PERIOD, closed, actor=COMMAND, now=NOW, today=today())
    remove()
    assert (known().text.file, kept_files()) == ("", 0)


def test_who_may_not_hand_in_and_who_was_overtaken_takes_nothing_away() -> None:
    hand_in()
    for actor in (CONTACT, Actor(9), COORDINATOR.preparing()):
        with pytest.raises(AccessRefused):
            remove(actor)
    with pytest.raises(Conflict):
        remove(revision=known().revision - 1)
    assert kept_files() == 1
    remove()
    with pytest.raises(DomainError, match="is er niet meer"):
        remove()


def test_the_file_of_a_source_goes_as_well(client: Client) -> None:
    sign_in(client, "coordinator")
    assert send(client, f"{SOURCE}wijzigen/", file=upload()).status_code == 302
    assert "burgerservicenummer" in words(client.get(SOURCE))
    assert f"{SOURCE}bestand-weghalen/" in links(client.get(SOURCE))
    assert send(client, f"{SOURCE}bestand-weghalen/")["Location"] == SOURCE
    assert kept_files() == 0


def test_who_prepares_is_told_that_a_file_is_added_by_the_other_and_loses_none(client: Client) -> None:
    form = f"/strategie/{PERIOD}/prioriteiten/GM0153/invullen/"
    sign_in(client, "secretary of Enschede")
    principal = User.objects.get(display_name="Burgemeester van Enschede")
    client.post(f"/account/namens/{principal.pk}/")
    opened = client.get(form)
    assert "Een bestand kunt u niet klaarzetten" in words(opened)
    assert 'type="file"' not in opened.content.decode()
    assert send(client, form, title="Klaargezet plan").status_code == 302
    sign_in(client, "mayor of Enschede")
    (ready,) = [link for link in links(client.get("/account/klaargezet/")) if form in link]
    answer = client.get(ready)
    assert 'type="file"' in answer.content.decode()
    assert client.post(form, {**typed_in(answer), "file": upload()}).status_code == 302
    found = plan(PERIOD, "GM0153", AsOf(today()))
    assert found
    assert (found.text.title, found.file_name) == ("Klaargezet plan", "plan.txt")
