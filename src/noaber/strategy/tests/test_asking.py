"""Asking for the priorities that are missing: by the coordinator, in one action, and only who gave none."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.mail import render_text
from noaber.core.models import AuditEntry, OutboxMail
from noaber.core.personal_data import export_person
from noaber.core.reading import forget
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.models import PriorityRequest
from noaber.strategy.queries.inventory.coverage import coverage
from noaber.strategy.queries.inventory.plans import plan
from noaber.strategy.queries.inventory.requests import letters_to
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.services.inventory.asking import (
    TEMPLATE,
    Asked,
    Request,
    ask_missing,
    letter_words,
    offered_to,
)
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.views.home import priority_tasks
from tests.made_once import made_once
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
PERIOD, ZWOLLE, DEVENTER = "2023-2026", "GM0193", "GM0150"
PAGE = f"/strategie/{PERIOD}/prioriteiten/vragen/"
LAST_DAY = dt.date(2033, 6, 1)
COORDINATOR = Actor(1, grants=frozenset({Grant("coordinator")}))
ZWOLLE_OWN = Actor(2, grants=frozenset({Grant("contact", f"organisation:{ZWOLLE}")}))


@pytest.fixture(autouse=True)
@made_once
def _all_but_two_gave_theirs(oost_nederland: None) -> None:
    terms = PeriodTerms("Veiligheidsstrategie", dt.date(2023, 1, 1), dt.date(2026, 12, 31))
    record_period(PERIOD, terms, actor=COMMAND, now=NOW, today=NOW.date())
    for row in coverage(PERIOD, AsOf(today())).silent:
        if row.code not in (ZWOLLE, DEVENTER):
            give(row.code)
    OutboxMail.objects.all().delete()


def give(code: str) -> None:
    before = plan("2019-2022", code, AsOf(today()))
    assert before
    hand_in_plan(PERIOD, code, before.text, actor=COMMAND, now=NOW)


def ask(actor: Actor = COORDINATOR, key: uuid.UUID | None = None, **more: Any) -> Asked:
    more = {"now": NOW, "today": today(), "due_on": LAST_DAY, **more}
    return ask_missing(PERIOD, actor=actor, request_key=key or uuid.uuid4(), **more)


def asked_about() -> list[str]:
    asked = PriorityRequest.objects.filter(period__code=PERIOD)
    return sorted(asked.values_list("organisation__code", flat=True))


def test_only_who_gave_nothing_gets_a_letter_with_the_way_to_the_form() -> None:
    assert ask(sentence="Graag voor 1 juni.") == Asked(2)
    assert asked_about() == [DEVENTER, ZWOLLE]
    mail = OutboxMail.objects.get(to="veiligheid@zwolle.invalid")
    assert "Die van Zwolle zijn nog niet bekend" in mail.text
    assert "De coördinator van het netwerk vraagt u dit. Met vragen kunt u daar terecht." in mail.text
    assert "Graag voor 1 juni." in mail.text
    assert f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/invullen/" in mail.text
    assert AuditEntry.objects.filter(verb="strategy.ask_priorities", facts__period=PERIOD).count() == 2


def test_the_last_day_stands_in_the_letter_on_the_pages_and_at_the_tasks(client: Client) -> None:
    with pytest.raises(DomainError, match="al voorbij") as refused:
        ask(due_on=today() - dt.timedelta(days=1))
    assert refused.value.field == "due_on"
    assert not OutboxMail.objects.exists()
    ask()
    mail = OutboxMail.objects.get(to="veiligheid@zwolle.invalid")
    assert "Wilt u ze uiterlijk op 1 juni 2033 invullen?" in mail.text
    forget()
    own, chase = priority_tasks(ZWOLLE_OWN, AsOf(today())), priority_tasks(COORDINATOR, AsOf(today()))
    assert [task.due_on for task in (*own, *chase)] == [LAST_DAY, LAST_DAY]
    inventory = client.get(f"/strategie/{PERIOD}/prioriteiten/")
    assert "Gevraagd is om ze uiterlijk op 1 juni 2033 te geven." in words(inventory)
    sign_in(client, "adviser of Zwolle")
    form = f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/invullen/"
    assert "Gevraagd is om dit uiterlijk op 1 juni 2033 te doen." in words(client.get(form))
    sign_in(client, "coordinator")
    assert typed_in(client.get(PAGE))["due_on"] == "1-6-2033"
    later = LAST_DAY + dt.timedelta(days=9)
    ask(due_on=later)
    forget()
    assert [task.due_on for task in priority_tasks(ZWOLLE_OWN, AsOf(today()))] == [later]


def test_the_letter_promises_what_was_given_before_only_to_who_gave_it() -> None:
    ask()
    mail = OutboxMail.objects.get(to="veiligheid@zwolle.invalid")
    assert "Van Zwolle staat er al wat eerder is gegeven: kijk na wat nog klopt." in mail.text
    found, asof = titled(PERIOD, AsOf(today())), AsOf(today())
    (letter, *_others) = letters_to(coverage(PERIOD, asof).silent, today()).letters
    assert found
    assert {ZWOLLE, DEVENTER} <= offered_to(PERIOD, asof)
    bare = render_text(TEMPLATE, letter_words(found, letter, Request(LAST_DAY), ()), is_restricted=False)
    assert "eerder is gegeven" not in bare


def test_who_gives_between_preview_and_sending_gets_nothing() -> None:
    give(ZWOLLE)
    ask(seen=0)
    assert asked_about() == [DEVENTER]


def test_the_same_request_twice_goes_out_once() -> None:
    key = uuid.uuid4()
    assert ask(key=key) == Asked(2)
    assert ask(key=key) == Asked(0, 2)
    assert OutboxMail.objects.count() == 2


def test_who_was_asked_after_the_preview_is_not_asked_again_but_may_be_later() -> None:
    ask()
    assert ask(seen=0) == Asked(0, 2)
    last = PriorityRequest.objects.order_by("-pk")[0].pk
    assert ask(seen=last) == Asked(2)


@pytest.mark.parametrize("actor", [ZWOLLE_OWN, Actor(3), COORDINATOR.preparing()])
def test_only_the_coordinator_asks(actor: Actor) -> None:
    with pytest.raises(AccessRefused):
        ask(actor)
    assert not OutboxMail.objects.exists()


def test_for_a_period_that_is_not_in_preparation_nobody_is_asked() -> None:
    for code, complaint in (("2019-2022", "niet in voorbereiding"), ("1999-2002", "is er niet")):
        with pytest.raises(DomainError, match=complaint):
            ask_missing(
                code,
                actor=COORDINATOR,
                now=NOW,
                today=today(),
                due_on=today(),
                request_key=uuid.uuid4(),
            )
    with pytest.raises(DomainError, match="300 tekens"):
        ask(sentence="x" * 301)
    assert not OutboxMail.objects.exists()


def test_the_database_keeps_what_was_asked_and_a_person_can_take_it_along() -> None:
    ask()
    with pytest.raises(DatabaseError), transaction.atomic():
        PriorityRequest.objects.update(sent_at=NOW)
    asked = PriorityRequest.objects.get(organisation__code=ZWOLLE)
    assert export_person(str(asked.person_id), actor=COMMAND, now=NOW)


def test_the_coordinator_sees_who_gets_what_and_sends_it(client: Client) -> None:
    sign_in(client, "coordinator")
    inventory = client.get(f"/strategie/{PERIOD}/prioriteiten/")
    assert "Nog niet van Deventer en Zwolle." in words(inventory)
    assert PAGE in links(inventory)
    text = words(client.get(PAGE))
    for shown in (
        "veiligheid@zwolle.invalid",
        "Adviseur veiligheid van Deventer",
        "Het kost ongeveer een kwartier",
    ):
        assert shown in text
    typed = typed_in(client.get(PAGE))
    after = client.post(PAGE, typed, follow=True)
    assert "Er zijn 2 e-mails onderweg" in after.content.decode()
    assert "Laatst gevraagd" in words(after)
    again = client.post(PAGE, typed, follow=True)
    assert "er is niets opnieuw verstuurd" in again.content.decode()
    assert OutboxMail.objects.count() == 2
    assert "Houd" in errors(send(client, PAGE, sentence="x" * 301)) or "300" in errors(
        send(client, PAGE, sentence="x" * 301)
    )


def test_when_all_have_given_there_is_nobody_to_ask(client: Client) -> None:
    sign_in(client, "coordinator")
    give(ZWOLLE)
    give(DEVENTER)
    assert PAGE not in links(client.get(f"/strategie/{PERIOD}/prioriteiten/"))
    assert "Er is niemand te vragen" in words(client.get(PAGE))
    assert "Er is niemand te vragen" in words(client.get("/strategie/2019-2022/prioriteiten/vragen/"))
    assert client.get("/strategie/1999-2002/prioriteiten/vragen/").status_code == 404


def test_the_home_page_asks_the_own_priorities_until_they_are_there() -> None:
    (task,) = priority_tasks(ZWOLLE_OWN, AsOf(today()))
    assert task.title == "Geef de prioriteiten van Zwolle"
    assert task.url == f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/invullen/"
    give(ZWOLLE)
    assert not list(priority_tasks(ZWOLLE_OWN, AsOf(today())))
    assert not list(
        priority_tasks(Actor(3, grants=frozenset({Grant("lead", "body:et-cybercrime")})), AsOf(today()))
    )


def test_the_home_page_of_the_coordinator_names_who_is_missing(client: Client) -> None:
    sign_in(client, "coordinator")
    text = words(client.get("/mijn/"))
    assert "Vraag de prioriteiten van de 2 die ze nog niet gaven" in text
    assert "nog niet van Deventer en Zwolle" in text
    give(ZWOLLE)
    give(DEVENTER)
    forget()
    assert "prioriteiten" not in words(client.get("/mijn/"))


def test_mayor_and_contact_find_it_on_their_own_page(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    assert f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/invullen/" in links(client.get("/mijn/"))
