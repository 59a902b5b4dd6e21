"""Of few cases no percentage is told, and what is asked of a meeting is asked once."""

import datetime as dt
from decimal import Decimal

import pytest

from noaber.strategy.queries.goals.progress import _still_asked
from noaber.strategy.queries.goals.rows import UpdateRow
from noaber.strategy.queries.results.claims import ClaimRow
from noaber.strategy.rules.goals.goal import GoalStatus, UpdateText
from noaber.strategy.rules.results.claims import ClaimText, Counted, recomputed
from noaber.strategy.views.results.parts import bases_table, claim_facts, claim_notice
from noaber.strategy.words.claims import figure_words

FEW, MANY = (8, 5), (800, 500)
CLAIM = ClaimText("1.1.1", 2014, 2018, Decimal("-37.5"))


def claim(before: int, after: int) -> ClaimRow:
    counts = {2014: Counted(2014, before), 2018: Counted(2018, after)}
    came_out = recomputed(CLAIM, counts)
    return ClaimRow(
        CLAIM, "Woninginbraak", "Rozendaal", 1, came_out, ("Politie",), tuple(counts.values()), {}
    )


def test_few_cases_are_told_as_they_are() -> None:
    few, many = claim(*FEW), claim(*MANY)
    assert (
        "Van 8 in 2014 naar 5 in 2018: zulke kleine aantallen zeggen als percentage niets."
        in figure_words(few)
    )
    assert claim_notice(few).title == "Te weinig voor een percentage"
    for found, share in ((few, "te weinig voor een percentage"), (many, "-37,5\xa0%")):
        shares = [each.value for each in claim_facts(found).items if each.term == "Aandeel"]
        assert shares == [share]
        assert [str(row["share"]) for row in bases_table(found).data] == [share]


NEEDED, MORE = "Wij vragen de BBG om steun.", "Wij vragen de politie om cijfers."


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ([(GoalStatus.BEHIND, NEEDED), (GoalStatus.BEHIND, NEEDED)], (NEEDED,)),
        ([(GoalStatus.BEHIND, NEEDED), (GoalStatus.AT_RISK, "")], (NEEDED,)),
        ([(GoalStatus.BEHIND, NEEDED), (GoalStatus.ON_COURSE, "")], ()),
        ([(GoalStatus.BEHIND, NEEDED), (GoalStatus.ON_COURSE, MORE)], (NEEDED, MORE)),
    ],
)
def test_r35_what_is_asked_is_asked_once_and_not_any_more_once_the_goal_is_fine(
    said: list[tuple[GoalStatus, str]], asked: tuple[str, ...]
) -> None:
    day, at = dt.date(2021, 6, 25), dt.datetime(2021, 6, 25, tzinfo=dt.UTC)
    rows = [
        UpdateRow(number, day, UpdateText(status, "Zo gaat het.", text), at)
        for number, (status, text) in enumerate(said, start=1)
    ]
    assert _still_asked(rows) == asked
