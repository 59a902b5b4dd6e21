"""Whether organisations take part in the themes: said by themselves, counted, and on the map (R49)."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.goals.participation import by_organisation
from noaber.strategy.rules.goals.participation import ParticipationKind, ParticipationText
from noaber.strategy.services.goals.participation import record_participation
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.conftest import (
    ADOPTED,
    CONTACT,
    COORDINATOR,
    LAST,
    NOW,
    OTHER_TOWN,
    PERIOD,
    STRATEGY,
    TODAY,
    TOWN,
)
from tests.people import sign_in

PAGE = "/strategie/2019-2022/deelname/"
OWN = f"{PAGE}GM0193/"
FORM = f"{OWN}invullen/"
TAKES_PART = ParticipationText(ParticipationKind.TAKES_PART)
FOLLOWS = ParticipationText(ParticipationKind.FOLLOWS, "Wij kijken mee.")


def say(text: ParticipationText, *, actor: Actor = CONTACT, town: str = TOWN, seen: int | None = None) -> int:
    said = {"jeugd": text}
    return record_participation(PERIOD, town, said, actor=actor, now=NOW, today=TODAY, expected_revision=seen)


def adopt() -> None:
    for terms in (STRATEGY, ADOPTED):
        record_period(PERIOD, terms, actor=COORDINATOR, now=NOW, today=TODAY)


@pytest.mark.usefixtures("network")
def test_who_took_part_in_a_period_that_is_over_stays_as_it_was_said() -> None:
    adopt()
    facts: dict[str, Any] = {"actor": CONTACT, "now": NOW}
    record_participation(PERIOD, TOWN, {"jeugd": TAKES_PART}, **facts, today=LAST)
    with pytest.raises(DomainError, match="Deze periode liep tot en met 31 december 2022"):
        record_participation(PERIOD, TOWN, {"jeugd": FOLLOWS}, **facts, today=LAST + dt.timedelta(days=1))


@pytest.mark.usefixtures("network")
def test_an_organisation_speaks_for_itself_once_the_strategy_is_adopted() -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)
    with pytest.raises(DomainError, match="nog niet vastgesteld"):
        say(TAKES_PART)
    adopt()
    assert say(TAKES_PART) == 1
    assert say(TAKES_PART) == 0
    with pytest.raises(AccessRefused):
        say(TAKES_PART, town=OTHER_TOWN)
    assert say(TAKES_PART, actor=COORDINATOR, town=OTHER_TOWN) == 1


@pytest.mark.usefixtures("network")
def test_r49_who_deviates_says_how_and_the_earlier_answer_stays() -> None:
    adopt()
    say(TAKES_PART)
    for kind, sentence in (("not", ""), ("not", "x"), ("not", "Nee."), ("follows", "x")):
        with pytest.raises(DomainError) as wrong:
            say(ParticipationText(ParticipationKind(kind), sentence))
        assert wrong.value.field == "jeugd__sentence"
    assert say(FOLLOWS, seen=1) == 1
    with pytest.raises(Conflict):
        say(TAKES_PART, seen=1)
    row = by_organisation(PERIOD, AsOf(TODAY))[TOWN]["jeugd"]
    assert (row.number, row.text) == (2, FOLLOWS)
    assert TOWN not in by_organisation(PERIOD, AsOf(TODAY - dt.timedelta(days=1)))


@pytest.mark.usefixtures("oost_nederland")
def test_anyone_reads_who_takes_part_and_how_many(client: Client) -> None:
    page = client.get(PAGE)
    text = words(page)
    assert "42 van 76" in text
    assert OWN in links(page)
    rows = client.get(f"{PAGE}?formaat=csv").content.decode().splitlines()
    assert len(rows) == 1 + 79
    per_theme = sum(row.count("doet mee") for row in rows[1:])
    found = by_organisation("2019-2022", AsOf(today()))
    kinds = [each.text.kind for of in found.values() for each in of.values()]
    assert per_theme == kinds.count(ParticipationKind.TAKES_PART)
    assert "Wij doen dit al met onze buren." in words(client.get(OWN))
    assert "0 van 76" in words(client.get(f"{PAGE}?geldig-op=2019-07-01"))


@pytest.mark.usefixtures("december")
def test_the_contact_says_it_for_the_own_municipality(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    assert FORM in links(client.get(OWN))
    wrong = {"cybercrime__kind": "follows", "cybercrime__sentence": ""}
    assert "Zeg in één zin waarom" in errors(send(client, FORM, **wrong))
    right = {"cybercrime__kind": "follows", "cybercrime__sentence": "Wij lezen mee."}
    old = typed_in(client.get(FORM))
    assert send(client, FORM, **right)["Location"] == OWN
    assert "Wij lezen mee." in words(client.get(OWN))
    assert (
        client.post(
            FORM, {**old, "ondermijning__kind": "not", "ondermijning__sentence": "Wij doen niet mee."}
        ).status_code
        == 409
    )
    assert client.get(f"{PAGE}GM0153/invullen/").status_code == 403


@pytest.mark.usefixtures("december")
def test_who_is_not_asked_has_no_part() -> None:
    with pytest.raises(DomainError, match="er niet"):
        record_participation(
            "2019-2022", "GM9999", {"cybercrime": TAKES_PART}, actor=COMMAND, now=NOW, today=today()
        )
