"""`noaber ranking`: the ranking for people and for programs, with its arithmetic and its intervals."""

import json
from dataclasses import replace
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from noaber.strategy.rules.selection.round import CriterionText
from noaber.strategy.services.selection.round import record_choice
from noaber.strategy.tests.conftest import COORDINATOR, NOW, PERIOD, TODAY
from noaber.strategy.tests.rounds import ROUND, choice, hand_in_all, opened, score, seat_scorers
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]


@pytest.fixture(autouse=True)
@made_once
def _seated(network: object) -> None:
    seat_scorers()


def ranking(*arguments: str) -> str:
    out = StringIO()
    call_command("ranking", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_ranking_for_programs_can_be_added_up() -> None:
    hand_in_all()
    opened()
    score()
    text = choice("zorg", "cyber", ondermijning="Dit gebeurt elders.", cyber="Het probleem groeit.")
    record_choice(PERIOD, 1, text, actor=COORDINATOR, now=NOW, today=TODAY)
    (found,) = json.loads(ranking(f"{PERIOD}/1", "--json"))
    assert [(row["place"], row["theme"], row["total"]) for row in found["ranking"]] == [
        (1, "zorg", "21/5"),
        (2, "ondermijning", "4"),
        (3, "cyber", "2"),
    ]
    for row in found["ranking"]:
        parts = [Fraction(part["score"]) * Fraction(part["weight"]) for part in row["parts"]]
        assert sum(parts) == Fraction(row["total"])
    assert (found["top"], found["tied"], found["decided_on"]) == (["ondermijning", "zorg"], [], "2020-03-02")
    assert found["choice"]["cyber"] == {"is_chosen": True, "reason": "Het probleem groeit."}
    (breadth, severity) = found["sensitivity"]
    # Whatever weighs, Cybercrime stays last, and nobody is equal to it.
    assert (breadth["range"]["low"], breadth["range"]["high"]) == ("0", "1")
    assert severity["weight"] == "3/5"
    assert [row["range"] for row in found["sensitivity_of_choice"]] == [None, None]
    assert (found["choice_differs"], found["weights_that_put_choice_on_top"]) == (True, [])
    assert (found["shown"], found["places_left"]) == (["ondermijning", "zorg"], 0)
    assert "Geen enkel gewicht" in ranking(f"{PERIOD}/1")


def test_who_are_equal_and_how_that_is_broken_is_told() -> None:
    """Without a choice in order of code, with one as it was chosen."""
    hand_in_all()
    opened(replace(ROUND, criteria=(CriterionText("ernst", "Ernst", 10_000),)))
    score({"ondermijning": 5, "zorg": 3, "cyber": 3})
    (found,) = json.loads(ranking(f"{PERIOD}/1", "--json"))
    assert (found["top"], found["tied"], found["places_left"]) == (["ondermijning"], ["cyber", "zorg"], 1)
    assert (found["shown"], found["choice_differs"]) == (["cyber", "ondermijning"], False)
    assert "volgorde van kenmerk" in found["tie_rule"]
    shown = ranking(f"{PERIOD}/1")
    assert "Cybercrime en Zorg en veiligheid staan gelijk; voor hen samen is nog plaats voor 1." in shown
    assert found["tie_rule"] in shown
    text = choice("ondermijning", "zorg", cyber="Dit gebeurt elders.", zorg="Dit is breder.")
    record_choice(PERIOD, 1, text, actor=COORDINATOR, now=NOW, today=TODAY)
    (found,) = json.loads(ranking(f"{PERIOD}/1", "--json"))
    assert (found["shown"], found["choice_differs"]) == (["ondermijning", "zorg"], False)


def test_which_weight_puts_the_choice_on_top_is_told_with_its_range() -> None:
    """The less breadth weighs, the less Ondermijning, that most name, keeps Cybercrime out."""
    hand_in_all()
    opened()
    score({"ondermijning": 3, "zorg": 5, "cyber": 4})
    text = choice("zorg", "cyber", ondermijning="Dit gebeurt elders.", cyber="Het probleem groeit.")
    record_choice(PERIOD, 1, text, actor=COORDINATOR, now=NOW, today=TODAY)
    (found,) = json.loads(ranking(f"{PERIOD}/1", "--json"))
    # At w for breadth: Ondermijning 3 + w, Cybercrime 4 - 2w; equal at a third, and breadth weighs 2/5.
    assert found["weights_that_put_choice_on_top"] == [
        {"criterion": "breedte", "low": "0", "high": "1/3", "is_by_tie": False},
        {"criterion": "ernst", "low": "2/3", "high": "1", "is_by_tie": False},
    ]
    shown = ranking(f"{PERIOD}/1").replace("\u00a0", " ")
    exactly = "ten hoogste 33,3 % (precies van 0 tot en met 1/3) in plaats van 40 %"
    assert f"Als alleen ‘Breedte’ anders woog, {exactly}" in shown


def test_the_ranking_for_people() -> None:
    hand_in_all()
    opened()
    score()
    shown = ranking(f"{PERIOD}/1").replace("\u00a0", " ")
    assert "1. Zorg en veiligheid: 4,200 = 3,00 × 40 % + 5,00 × 60 %" in shown
    assert "Blijft gelijk, hoe zwaar ‘Ernst’ ook weegt." in shown


@pytest.mark.parametrize("typed", ["2019-2022/9", "2019-2022", "2019-2022/x", "1999-2002/1"])
def test_a_round_that_is_not_there_is_named_with_those_that_are(typed: str) -> None:
    hand_in_all()
    opened()
    with pytest.raises(CommandError, match=f"geen ronde “{typed}”. Wel: 2019-2022/1."):
        ranking(typed)


def test_without_all_scores_there_is_no_ranking() -> None:
    hand_in_all()
    opened()
    with pytest.raises(CommandError, match="Nog niet elk thema"):
        ranking(f"{PERIOD}/1")
