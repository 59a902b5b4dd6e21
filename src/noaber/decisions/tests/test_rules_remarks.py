"""What the rules for remarks promise: the last one stands, an answer is never lost, reading order says nothing."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.remarks import RemarkState, Stated, remarks

drawn = st.tuples(
    st.sampled_from(["twente", "ijsselland"]),
    st.sampled_from(["1", "3a"]),
    st.sampled_from([1, 2]),
    st.sampled_from([Answer.CONSENT, Answer.WITH_REMARK, Answer.OBJECTION, Answer.DEFERRED]),
    st.sampled_from(["Te duur.", "Te laat."]),
)
said = st.lists(drawn, max_size=20).map(
    lambda rows: [Stated(*row, place) for place, row in enumerate(rows, start=1)]
)


def one(sequence: int, answer: Answer = Answer.WITH_REMARK, text: str = "Mits.", version: int = 1) -> Stated:
    return Stated("twente", "1", version, answer, text, sequence)


@given(said, st.randoms(use_true_random=False))
def test_the_order_of_reading_says_nothing(stated: list[Stated], random: Random) -> None:
    shuffled = random.sample(stated, len(stated))

    assert remarks(shuffled) == remarks(stated)


@given(said)
def test_every_remark_is_in_exactly_one_place(stated: list[Stated]) -> None:
    sequences = [sequence for remark in remarks(stated) for sequence in remark.sequences]

    expected = [row.sequence for row in stated if row.answer in (Answer.WITH_REMARK, Answer.OBJECTION)]
    assert sorted(sequences) == expected


@given(said)
def test_of_a_party_on_a_point_one_remark_stands_at_most_and_it_is_what_was_said_last(
    stated: list[Stated],
) -> None:
    last = {(row.party, row.point): row for row in stated}
    standing = {(each.party, each.point): each for each in remarks(stated) if each.is_last}

    assert len(standing) == sum(each.is_last for each in remarks(stated))
    for key, remark in standing.items():
        assert remark.sequences[-1] == last[key].sequence


@given(said, st.sets(st.integers(1, 20)))
def test_what_was_answered_stays_answered_whatever_is_said_later(
    stated: list[Stated], replies: set[int]
) -> None:
    for remark in remarks(stated):
        is_answered = bool(replies & set(remark.sequences))
        assert (remark.state(replies) is RemarkState.ANSWERED) is is_answered


def test_the_same_words_on_a_later_text_ask_again() -> None:
    first, second = remarks([one(1), one(2, version=2)])

    assert first.state({1}) is RemarkState.ANSWERED
    assert second.state({1}) is RemarkState.OPEN


def test_a_corrected_day_keeps_the_answer() -> None:
    (found,) = remarks([one(1), one(2)])

    assert found.state({1}) is RemarkState.ANSWERED


def test_a_remark_that_nobody_answered_lapses_when_the_party_agrees() -> None:
    (found,) = remarks([one(1), one(2, Answer.CONSENT, "")])

    assert found.state(()) is RemarkState.LAPSED


def test_r10_a_remark_on_an_earlier_text_stays_to_be_answered_when_the_party_agrees_with_the_next() -> None:
    (found,) = remarks([one(1), one(2, Answer.CONSENT, "", version=2)])

    assert found.state(()) is RemarkState.OPEN


def test_a_remark_that_was_taken_back_is_not_asked_again_by_the_next_text() -> None:
    (found,) = remarks([one(1), one(2, Answer.RETRACTED, ""), one(3, Answer.CONSENT, "", version=2)])

    assert found.state(()) is RemarkState.LAPSED


def test_an_objection_that_becomes_a_remark_is_another_one() -> None:
    assert len(remarks([one(1, Answer.OBJECTION), one(2)])) == 2
