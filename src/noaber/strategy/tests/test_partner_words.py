"""Each partner says of a result what it did itself, from its own seat; that stands beside what others say (R21)."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from noaber.core.access import Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.models import PartnerWords
from noaber.strategy.queries.results.partner_words import partner_words
from noaber.strategy.rules.results.result import PartnerText, ResultState
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.results.partner_words import say_partner_words
from noaber.strategy.tests.conftest import (
    CONTACT,
    COORDINATOR,
    LATER,
    NOW,
    OTHER_TOWN,
    PERIOD,
    STRATEGY,
    TODAY,
    TOWN,
)
from noaber.strategy.tests.test_services_results import CODE, DRAFT, RECORDED, found, record
from tests.made_once import made_once
from tests.people import sign_in

OWN, OTHER, GROUP = PartnerText(TOWN), PartnerText(OTHER_TOWN), PartnerText(body="stuurgroep")
CHAIR = Actor(31, grants=frozenset({Grant("chair", "body:stuurgroep")}))
TRIAGE = "/strategie/2019-2022/resultaten/street-triage-overgenomen/"
WORDS = f"{TRIAGE}woorden/organisatie/POLITIE-ON/"


@pytest.fixture
@made_once
def recorded(network: object) -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)
    record()


def say(
    sentence: str = "Wij hielden de pen vast.",
    *,
    partner: PartnerText = OWN,
    actor: Actor = CONTACT,
    seen: int | None = None,
) -> bool:
    said = {"actor": actor, "now": LATER, "today": TODAY, "expected_revision": seen}
    return say_partner_words(PERIOD, CODE, partner, sentence, **said)  # type: ignore[arg-type]


def spoken(partner: PartnerText = OWN) -> list[str]:
    return [each.sentence for each in partner_words(PERIOD, CODE, AsOf(TODAY)).get(partner.key, ())]


@pytest.mark.usefixtures("recorded")
def test_r21_each_partner_speaks_for_itself_and_what_it_said_before_stays() -> None:
    assert say()
    assert not say()
    assert say("Wij schreven de helft.")
    assert say("Wij stemden in.", partner=GROUP, actor=CHAIR)
    assert spoken() == ["Wij hielden de pen vast.", "Wij schreven de helft."]
    assert spoken(GROUP) == ["Wij stemden in."]
    assert found().text == RECORDED  # what was recorded of all together did not change
    assert not partner_words(PERIOD, CODE, AsOf(TODAY.replace(year=2019)))


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("actor", "partner"), [(CONTACT, OTHER), (CONTACT, GROUP), (COORDINATOR, OWN), (CHAIR, OWN)]
)
def test_r21_nobody_speaks_for_another_partner(actor: Actor, partner: PartnerText) -> None:
    with pytest.raises(AccessRefused):
        say(actor=actor, partner=partner)
    assert not PartnerWords.objects.exists()


@pytest.mark.usefixtures("recorded")
def test_words_are_refused_by_name_and_who_was_overtaken_hears_it() -> None:
    for wrong in (" ", "x" * 501):
        with pytest.raises(DomainError) as refused:
            say(wrong)
        assert refused.value.field == "sentence"
    say(seen=0)
    with pytest.raises(Conflict):
        say("Anders", seen=0)
    head = Actor(32, grants=frozenset({Grant("head", "organisation:POLITIE-VL")}))
    with pytest.raises(DomainError, match="geen partner"):
        say(actor=head, partner=PartnerText("POLITIE-VL"))
    with pytest.raises(DatabaseError), transaction.atomic():
        PartnerWords.objects.update(sentence="Anders")


def test_of_what_is_not_recorded_or_was_taken_back_nothing_is_said(network: object) -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)
    record(DRAFT)
    with pytest.raises(AccessRefused):
        say()
    record()
    withdrawn = {"state": ResultState.WITHDRAWN, "reason": "Dit stond er dubbel"}
    record(replace(RECORDED, **withdrawn))  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="ingetrokken"):
        say()


@pytest.mark.usefixtures("oost_nederland")
def test_a_partner_says_it_on_the_page_of_the_result_and_stands_beside_the_others(client: Client) -> None:
    assert WORDS not in links(client.get(TRIAGE))
    sign_in(client, "police")
    assert WORDS in links(client.get(TRIAGE))
    assert f"{TRIAGE}woorden/organisatie/GM0150/" not in links(client.get(TRIAGE))
    old = typed_in(client.get(WORDS))
    assert "Wat deed" in errors(send(client, WORDS, sentence=""))
    assert send(client, WORDS, sentence="Onze agenten leerden veel.")["Location"] == TRIAGE
    text = words(client.get(TRIAGE))
    assert "Onze agenten leerden veel.zelf, op 15 mei 2023" in text
    assert "agenten en verpleegkundigen elkaar nu zelf bellen (voorbeeld).zelf" in text
    assert client.post(WORDS, {**old, "sentence": "Later"}).status_code == 409
    assert client.get(f"{TRIAGE}woorden/organisatie/GM0150/").status_code == 403
    assert client.get(f"{TRIAGE}woorden/organisatie/GM0193/").status_code == 404
    assert "Onze agenten" not in words(client.get(f"{TRIAGE}?geldig-op=2021-06-30"))
