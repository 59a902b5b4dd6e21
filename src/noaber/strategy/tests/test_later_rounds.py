"""A later round in the same period: what an earlier one rejected stays told, with its reason, and once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.network.tests.pages import words
from noaber.strategy.nota.contents import nota
from noaber.strategy.nota.local import verdicts_of
from noaber.strategy.rules.selection.round import ChoiceText, Verdict
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import Given, give_scores, record_choice
from noaber.strategy.tests.conftest import ADOPTED, COORDINATOR, LATER, NOW, PERIOD, TODAY
from noaber.strategy.tests.rounds import (
    ROUND,
    SCORER,
    SCORES,
    choice,
    hand_in_all,
    opened,
    score,
    seat_scorers,
)
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
DAY = TODAY - dt.timedelta(days=1)
YES = Verdict(True, "Zo is het besloten.")
WITHOUT: Mapping[str, Verdict] = {"ondermijning": YES, "zorg": Verdict(False, "Dit is nu klaar.")}
"""A choice from a round that does not weigh cybercrime."""


@pytest.fixture
@made_once
def rejected(network: object) -> None:
    """The first round rejects cybercrime, and the strategy is adopted with it."""
    hand_in_all()
    seat_scorers()
    opened()
    score()
    record(1, replace(choice(cyber="Dit is te smal."), decided_on=DAY))
    terms = replace(ADOPTED, decided_on=DAY)
    record_period(PERIOD, terms, actor=COORDINATOR, now=NOW, today=TODAY)


def record(number: int, text: ChoiceText) -> None:
    record_choice(PERIOD, number, text, actor=COORDINATOR, now=LATER, today=TODAY)


def later_round(verdicts: Mapping[str, Verdict]) -> None:
    """One more round, about these themes, with what is chosen in it."""
    options = tuple(each for each in ROUND.options if each.code in verdicts)
    title = f"Ronde met {', '.join(verdicts)}"
    number = opened(
        replace(ROUND, title=title, places=sum(each.is_chosen for each in verdicts.values()), options=options)
    )
    given = {(each.code, "ernst"): Given(SCORES[each.code], "Het raakt velen.") for each in options}
    give_scores(PERIOD, number, given, actor=SCORER, now=NOW, today=TODAY)
    record(number, ChoiceText(verdicts, TODAY, "Verslag", reason="Zo is het besloten."))


def told() -> list[tuple[str, bool, str]]:
    found = nota(ANONYMOUS, PERIOD, AsOf(TODAY))
    assert found
    return [(option.code, verdict.is_chosen, verdict.reason) for option, verdict in verdicts_of(found)]


def read(client: Client, rest: str) -> str:
    return words(client.get(f"/strategie/{PERIOD}/{rest}"))


@pytest.mark.usefixtures("rejected")
def test_what_a_later_round_did_not_weigh_stays_rejected_with_its_reason(client: Client) -> None:
    """On the page of who named it, in the strategy, and for who did not name it nowhere among what was chosen."""
    assert "Niet gekozen: Cybercrime. Dit is te smal." in read(client, "voor/GM9003/")
    later_round(WITHOUT)
    assert told() == [
        ("ondermijning", True, YES.reason),
        ("zorg", False, "Dit is nu klaar."),
        ("cyber", False, "Dit is te smal."),
    ]
    local = read(client, "voor/GM9003/")
    assert "Niet gekozen: Cybercrime. Dit is te smal." in local
    assert "Dit lag niet in de keuze" not in local
    assert "Cybercrime" not in read(client, "voor/GM9004/")
    whole = read(client, "nota/")
    assert "Eerder gekozen, op" in whole
    assert "Toen niet gekozen:" in whole
    assert "Cybercrime: Dit is te smal." in whole


@pytest.mark.usefixtures("rejected")
def test_of_two_earlier_rounds_the_last_one_that_weighed_it_counts(client: Client) -> None:
    later_round({**WITHOUT, "cyber": Verdict(False, "Dat is nog steeds te smal.")})
    later_round(WITHOUT)
    assert told()[2:] == [("cyber", False, "Dat is nog steeds te smal.")]
    assert read(client, "voor/GM9003/").count("Niet gekozen: Cybercrime.") == 1


@pytest.mark.usefixtures("rejected")
def test_what_was_chosen_since_it_was_rejected_is_not_told_as_rejected(client: Client) -> None:
    other = {
        "ondermijning": YES,
        "zorg": Verdict(False, "Dit is nu klaar."),
        "cyber": Verdict(True, "Het neemt toe."),
    }
    later_round(other)
    assert "Gekozen als thema: Cybercrime. Het neemt toe." in read(client, "voor/GM9003/")
    later_round(WITHOUT)
    assert told() == [("ondermijning", True, YES.reason), ("zorg", False, "Dit is nu klaar.")]
    assert "Niet gekozen: Cybercrime" not in read(client, "voor/GM9003/")


@pytest.mark.usefixtures("rejected")
def test_what_is_chosen_after_it_was_rejected_is_only_chosen(client: Client) -> None:
    later_round(
        {"ondermijning": Verdict(False, "Dit is nu klaar."), "cyber": Verdict(True, "Het neemt toe.")}
    )
    assert told() == [("ondermijning", False, "Dit is nu klaar."), ("cyber", True, "Het neemt toe.")]
    local = read(client, "voor/GM9003/")
    assert "Gekozen als thema: Cybercrime. Het neemt toe." in local
    assert "Dit is te smal." not in local
