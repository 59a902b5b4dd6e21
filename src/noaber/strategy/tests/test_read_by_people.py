"""What Noaber cannot read in a point is shown to people, and what was chosen before stays told (R09, R14, R49)."""

from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.errors import DomainError
from noaber.core.reading import forget
from noaber.decisions.api import proposal, send_proposal
from noaber.decisions.services.drafts.versions import withdraw_proposal
from noaber.network.tests.pages import errors, links, typed_in, words
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.test_adopted_instead import (
    ADOPTION,
    CYBER,
    NEXT,
    PAGE,
    ROUND,
    SECOND,
    THEMES,
    THREE,
    TWO,
    answer,
    choice,
    choose,
    chosen,
    consented,
    early,
    play,
    put,
    put_up,
    terms,
)
from tests.people import sign_in

__all__ = ["chosen", "consented"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
UNWEIGHED = f"Strategie {NEXT} vaststellen, met de thema’s Mensenhandel en Een."
FULL = f"“{UNWEIGHED}”"


@pytest.mark.usefixtures("consented")
def test_r14_a_decision_on_a_theme_that_was_not_weighed_is_shown_in_full_at_every_step(
    client: Client,
) -> None:
    put_up(UNWEIGHED)
    sign_in(client, "coordinator")
    assert FULL in words(client.get(f"/voorstellen/{ADOPTION}/versturen/"))
    send_proposal(ADOPTION, actor=COMMAND, now=now(), today=early())
    answer(ADOPTION)
    answer(ADOPTION, 1, on=today())
    told = words(client.get(PAGE))
    assert f"In ‘{title()}’ noemt punt 1 andere thema’s" in told
    assert FULL in told
    form = client.get(f"{ROUND}kiezen/")
    for said in (
        f"Wel gekozen, niet gevonden in wat is vastgesteld: ‘{CYBER}’.",
        FULL,
        "in een nieuwe ronde",
    ):
        assert said in words(form)
    typed = typed_in(form) | {"chosen_een": "on", "reason_cyber": "Het college liet het vervallen."}
    typed |= {"reason": "Het college stelde andere thema’s vast."}
    assert client.post(f"{ROUND}kiezen/", typed)["Location"] == ROUND
    follows_on(client)
    for page in ("nota/", "samenvatting/", "voor/GM0153/"):
        assert f"in de woorden van het voorstel: {FULL}" in words(client.get(f"{PAGE}{page}")), page
        told = words(Client().get(f"{PAGE}{page}"))
        assert "Daarbij is gezegd: Vastgesteld met Mensenhandel en Een." in told, page
        assert UNWEIGHED not in told, "a proposal that is not public"
    nota = words(client.get(f"{PAGE}nota/"))
    assert "Eerder gekozen" in nota, "what the councils consented to"
    assert "5 van de 5 overleggen stemden daarmee in" in nota
    assert "Waarom daarna anders is gekozen: Het college stelde andere thema’s vast." in nota


def title() -> str:
    found = proposal(COMMAND, ADOPTION, AsOf(today()))
    assert found
    return found.title


def follows_on(client: Client) -> None:
    """From the choice that followed to the adoption: the way there, and a note that says what was adopted."""
    ways = links(client.get(PAGE))
    assert f"{PAGE}wijzigen/" in ways
    assert f"{ROUND}voorleggen/" not in ways
    assert "Leg vast dat de strategie is vastgesteld" in words(client.get(PAGE))
    assert f"{ROUND}voorleggen/" not in links(client.get(ROUND))
    page = client.get(f"{PAGE}wijzigen/")
    assert "Gekozen zijn nu: Een." in words(page)
    assert FULL in words(page)
    typed = typed_in(page) | {"state": "adopted", "decided_on": f"{today():%d-%m-%Y}", "note": ""}
    told = errors(client.post(f"{PAGE}wijzigen/", typed))
    assert "en met welke thema’s" in told
    assert FULL in told
    said = {**typed, "note": "Vastgesteld met Mensenhandel en Een."}
    assert client.post(f"{PAGE}wijzigen/", said).status_code == 302
    forget()


@pytest.mark.usefixtures("chosen")
def test_r49_a_round_that_another_replaced_takes_no_other_choice(client: Client) -> None:
    adopted = replace(terms(), state=PeriodState.ADOPTED, decided_on=early(), source="Lijst")
    adopted = replace(adopted, note="Zo is het besloten.")
    record_period(NEXT, adopted, actor=COMMAND, now=now(), today=today())
    play(TWO)
    choose(2, choice(TWO, "een", reason="Het college koos minder."))
    with pytest.raises(DomainError, match="in ‘Tweede ronde’ is opnieuw gekozen"):
        choose(1, choice(THREE, "een", "drie", reason="Toch dit thema."))
    sign_in(client, "coordinator")
    assert f"{ROUND}kiezen/" not in links(client.get(ROUND))
    assert "in ‘Tweede ronde’ is opnieuw gekozen" in words(client.get(f"{ROUND}kiezen/"))
    assert f"{SECOND}kiezen/" in links(client.get(SECOND))
    assert "Erbij: Drie" not in words(client.get(f"{PAGE}wijzigingen/"))


@pytest.mark.usefixtures("chosen")
def test_r49_why_a_second_round_chose_otherwise_stays_with_its_choice(client: Client) -> None:
    put()
    withdraw_proposal(THEMES, "Het gaat over.", actor=COMMAND, now=now())
    play(replace(THREE, title="Tweede ronde"))
    choose(2, choice(THREE, "een", "drie", reason="De overleggen vroegen erom."))
    assert "De overleggen vroegen erom." in words(client.get(SECOND))
    sign_in(client, "coordinator")
    assert "De overleggen vroegen erom." in words(client.get(f"{PAGE}nota/"))
