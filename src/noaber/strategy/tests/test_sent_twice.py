"""A form for something new that is sent twice makes one thing, and says so."""

from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.errors import DomainError
from noaber.network.tests.pages import errors, typed_in
from noaber.strategy.models import Goal, GrantFile, JointPosition, Result, SelectionRound
from noaber.strategy.services.selection.round import prepare_round
from noaber.strategy.services.withdrawing import withdraw_round
from noaber.strategy.tests.conftest import COORDINATOR, NOW, PERIOD
from noaber.strategy.tests.rounds import ROUND, hand_in_all, prepare
from tests.people import sign_in

pytestmark = pytest.mark.django_db
THERE = "Dit is er al, met deze naam"
STRATEGY = f"/strategie/{PERIOD}/"


@pytest.mark.usefixtures("december")
@pytest.mark.parametrize(
    ("page", "model", "typed"),
    [
        (
            f"{STRATEGY}resultaten/nieuw/",
            Result,
            {"title": "Twee keer", "reached": "Iets.", "since_on": "1-2-2021", "state": "draft"},
        ),
        (
            "/strategie/standpunten/nieuw/",
            JointPosition,
            {"title": "Twee keer", "stance": "Wij vinden iets.", "since_on": "1-2-2021"},
        ),
        ("/strategie/subsidies/nieuw/", GrantFile, {"title": "Twee keer", "fund": "Een fonds"}),
        (
            f"{STRATEGY}doelen/nieuw/",
            Goal,
            {
                "theme": "cybercrime",
                "title": "Twee keer",
                "aim": "Iets.",
                "owner": "bbg:chair",
                "due_on": "31-12-2022",
                "reason": "Er is nieuw inzicht",
            },
        ),
    ],
)
def test_the_same_new_thing_sent_twice_is_made_once(
    client: Client, page: str, model: type[Goal], typed: dict[str, str]
) -> None:
    sign_in(client, "coordinator")
    before = model.objects.count()
    sent = {**typed_in(client.get(page)), **typed}
    assert client.post(page, sent).status_code == 302
    again = client.post(page, {**sent, "title": " twee  KEER"})
    assert THERE in errors(again)
    assert model.objects.count() == before + 1


def test_a_round_with_the_name_of_another_is_refused_unless_that_was_withdrawn(network: object) -> None:
    hand_in_all()
    prepare()
    with pytest.raises(DomainError, match=THERE) as caught:
        prepare()
    assert caught.value.field == "title"
    assert prepare_round(PERIOD, replace(ROUND, title="Anders"), actor=COORDINATOR) == 2
    withdraw_round(PERIOD, 1, "Wij begonnen anders.", actor=COORDINATOR, now=NOW, expected_revision=None)
    assert prepare() == 3
    assert SelectionRound.objects.count() == 3
