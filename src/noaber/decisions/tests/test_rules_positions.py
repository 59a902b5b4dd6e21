"""What the rules for positions promise: the latest counts, strangers do not, and the classes add up."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer, Given, Tally, answers_to, latest, needs_text, tally

# Five districts and one neighbour, on three points; the other tests of rules draw from these too.
DISTRICTS = ("gelderland-midden", "gelderland-zuid", "ijsselland", "noord-en-oost-gelderland", "twente")
PARTIES = (*DISTRICTS, "neighbour")
POINTS = ("1", "2", "3")


def positions_of(
    parties: Sequence[str], answers: Sequence[Answer] = tuple(Answer), max_size: int = 30
) -> st.SearchStrategy[list[Given]]:
    """Positions in order of recording, numbered from 1."""
    drawn = st.tuples(st.sampled_from(parties), st.sampled_from(POINTS), st.sampled_from(answers))
    return st.lists(drawn, max_size=max_size).map(numbered)


def numbered(positions: Sequence[tuple[str, str, Answer]]) -> list[Given]:
    return [Given(*position, sequence) for sequence, position in enumerate(positions, start=1)]


position_lists = positions_of(PARTIES)


@pytest.mark.parametrize("kind", PointKind)
def test_every_kind_can_be_deferred_and_not_discussed(kind: PointKind) -> None:
    assert answers_to(kind)[-2:] == (Answer.DEFERRED, Answer.NOT_DISCUSSED)


@pytest.mark.parametrize("kind", PointKind)
def test_taking_note_is_an_answer_exactly_where_it_is_asked(kind: PointKind) -> None:
    offered = set(answers_to(kind))
    assert (Answer.TOOK_NOTE in offered) is (kind is PointKind.TAKE_NOTE)
    assert (Answer.CONSENT in offered) is (kind is not PointKind.TAKE_NOTE)
    assert (Answer.OBJECTION in offered) is (kind is not PointKind.TAKE_NOTE)


def test_a_reason_and_a_remark_are_written_down() -> None:
    assert {answer for answer in Answer if needs_text(answer)} == {Answer.OBJECTION, Answer.WITH_REMARK}


# --- the latest ---


def test_the_latest_counts_per_party_and_per_point() -> None:
    given = [
        Given("twente", "1", Answer.OBJECTION, 1),
        Given("twente", "1", Answer.CONSENT, 4),
        Given("twente", "2", Answer.DEFERRED, 5),
        Given("ijsselland", "1", Answer.DEFERRED, 3),
    ]
    assert latest(given) == {
        ("twente", "1"): Answer.CONSENT,
        ("twente", "2"): Answer.DEFERRED,
        ("ijsselland", "1"): Answer.DEFERRED,
    }


@given(position_lists, st.integers(0, 2**32))
def test_the_order_of_reading_does_not_matter(drawn: list[Given], seed: int) -> None:
    shuffled = list(drawn)
    Random(seed).shuffle(shuffled)
    assert latest(shuffled) == latest(drawn)


def test_even_a_sequence_used_twice_has_one_result() -> None:
    one, other = Given("a", "1", Answer.CONSENT, 1), Given("a", "1", Answer.OBJECTION, 1)
    assert latest([one, other]) == latest([other, one]) == {("a", "1"): Answer.OBJECTION}


# --- the tally ---


@given(position_lists, st.lists(st.sampled_from(PARTIES)))
def test_the_classes_add_up_to_the_number_of_parties(drawn: list[Given], parties: list[str]) -> None:
    counted = tally("1", parties, drawn)
    assert counted.expected == len(set(parties))
    assert min(counted.open, counted.answered, counted.final) >= 0
    assert counted.final <= counted.answered <= counted.expected


@given(position_lists, positions_of(("stranger", "other-stranger")))
def test_a_stranger_never_counts(drawn: list[Given], strangers: list[Given]) -> None:
    assert (
        tally("1", DISTRICTS, drawn + strangers)
        == tally("1", DISTRICTS, strangers + drawn)
        == tally("1", DISTRICTS, drawn)
    )


@given(position_lists)
def test_the_same_position_twice_counts_once(drawn: list[Given]) -> None:
    counts_now = latest(drawn)
    end = max((position.sequence for position in drawn), default=0)
    again = [Given(party, point, answer, end + 1) for (party, point), answer in counts_now.items()]
    assert tally("1", PARTIES, drawn + drawn) == tally("1", PARTIES, drawn)
    assert tally("1", PARTIES, drawn + again) == tally("1", PARTIES, drawn)


@given(position_lists)
def test_another_point_never_counts(drawn: list[Given]) -> None:
    elsewhere = [replace(position, point="3a", sequence=position.sequence + 1000) for position in drawn]
    assert tally("1", PARTIES, drawn + elsewhere) == tally("1", PARTIES, drawn)


def test_the_sentence_of_the_matrix() -> None:
    """3a: 61 akkoord, 4 akkoord met kanttekening, 0 tegen, 11 nog niet = 76."""
    parties = [f"GM{number:04d}" for number in range(76)]
    answers = [Answer.CONSENT] * 61 + [Answer.WITH_REMARK] * 4
    given = [Given(party, "3a", answer, 1) for party, answer in zip(parties, answers, strict=False)]
    counted = tally("3a", parties, given)
    assert counted == Tally(61, 4, 0, 0, 0, 0, 11)
    assert (counted.final, counted.answered, counted.expected) == (65, 65, 76)


def test_deferred_and_not_discussed_are_answered_but_not_final() -> None:
    given = [Given("a", "1", Answer.DEFERRED, 1), Given("b", "1", Answer.NOT_DISCUSSED, 2)]
    counted = tally("1", ["a", "b", "c"], given)
    assert (counted.final, counted.answered, counted.open) == (0, 2, 1)
