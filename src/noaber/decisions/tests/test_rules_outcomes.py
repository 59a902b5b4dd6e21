"""What the rules for outcomes promise: the arithmetic at its edges, and what no order of recording changes."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from noaber.decisions.rules.outcomes import (
    Outcome,
    StageRule,
    Verdict,
    in_favour_answers,
    needed_for,
    outcome,
)
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer, Given, answers_to, tally
from noaber.decisions.tests.test_rules_positions import DISTRICTS, PARTIES, position_lists, positions_of

EACH_ONE = dict.fromkeys(DISTRICTS, 1)

rules = st.sampled_from(StageRule)
kinds = st.sampled_from(PointKind)
quorums = st.integers(0, 6)
weighed = st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 9), max_size=6)


def recorded(*answers: Answer, point: str = "1") -> list[Given]:
    """The answers of the districts, in order; later ones have not answered."""
    return [
        Given(party, point, answer, sequence)
        for sequence, (party, answer) in enumerate(zip(DISTRICTS, answers, strict=False), start=1)
    ]


def verdict(rule: StageRule, *answers: Answer, quorum: int = 0, kind: PointKind = PointKind.ADOPT) -> Verdict:
    return outcome(rule, kind, EACH_ONE, recorded(*answers), "1", quorum).verdict


YES, REMARK, NO, LATER, NOTED = (
    Answer.CONSENT,
    Answer.WITH_REMARK,
    Answer.OBJECTION,
    Answer.DEFERRED,
    Answer.TOOK_NOTE,
)

# --- each rule at its edge ---


@pytest.mark.parametrize(
    ("rule", "answers", "expected"),
    [
        (StageRule.ALL, [YES] * 4, Verdict.OPEN),
        (StageRule.ALL, [YES] * 4 + [REMARK], Verdict.PASSED),
        (StageRule.ALL, [YES] * 4 + [LATER], Verdict.OPEN),
        (StageRule.ALL, [NO], Verdict.REJECTED),
        (StageRule.ALL, [YES] * 4 + [NO], Verdict.REJECTED),
        (StageRule.MAJORITY, [YES] * 2, Verdict.OPEN),
        (StageRule.MAJORITY, [YES] * 2 + [LATER] * 3, Verdict.OPEN),
        (StageRule.MAJORITY, [YES] * 2 + [REMARK], Verdict.PASSED),
        (StageRule.MAJORITY, [NO] * 2, Verdict.OPEN),
        (StageRule.MAJORITY, [NO] * 3, Verdict.REJECTED),
        (StageRule.TWO_THIRDS, [YES] * 3, Verdict.OPEN),
        (StageRule.TWO_THIRDS, [YES] * 4, Verdict.PASSED),
        (StageRule.TWO_THIRDS, [NO], Verdict.OPEN),
        (StageRule.TWO_THIRDS, [NO] * 2, Verdict.REJECTED),
    ],
)
def test_five_districts(rule: StageRule, answers: list[Answer], expected: Verdict) -> None:
    assert verdict(rule, *answers) is expected


@pytest.mark.parametrize(
    ("rule", "out_of", "needed"),
    [
        (StageRule.ALL, 5, 5),
        (StageRule.MAJORITY, 4, 3),
        (StageRule.MAJORITY, 5, 3),
        (StageRule.MAJORITY, 76, 39),
        (StageRule.TWO_THIRDS, 3, 2),
        (StageRule.TWO_THIRDS, 4, 3),
        (StageRule.TWO_THIRDS, 6, 4),
        (StageRule.TWO_THIRDS, 76, 51),
        (StageRule.WEIGHTED, 100, 51),
    ],
)
def test_what_is_needed(rule: StageRule, out_of: int, needed: int) -> None:
    assert needed_for(rule, out_of) == needed


@given(st.integers(1, 10**12))
def test_what_is_needed_is_the_least_that_will_do(out_of: int) -> None:
    majority, two_thirds = needed_for(StageRule.MAJORITY, out_of), needed_for(StageRule.TWO_THIRDS, out_of)
    assert 2 * majority > out_of >= 2 * (majority - 1)
    assert 3 * two_thirds >= 2 * out_of > 3 * (two_thirds - 1)


def test_half_is_not_a_majority_and_half_against_is_the_end_of_it() -> None:
    four = dict.fromkeys(DISTRICTS[:4], 1)
    two_each = recorded(YES, YES, NO, NO)
    assert outcome(StageRule.MAJORITY, PointKind.ADOPT, four, two_each[:2], "1").verdict is Verdict.OPEN
    assert outcome(StageRule.MAJORITY, PointKind.ADOPT, four, two_each[2:], "1").verdict is Verdict.REJECTED


def test_the_arithmetic_is_there_to_be_shown() -> None:
    parties = {f"GM{number:04d}": 1 for number in range(76)}
    given = [Given(party, "3a", YES, 1) for party in list(parties)[:61]]
    found = outcome(StageRule.MAJORITY, PointKind.DECIDE, parties, given, "3a")
    assert (found.in_favour, found.out_of, found.needed) == (61, 76, 39)
    assert found.tally == tally("3a", parties, given)


def test_weight_decides_only_when_it_is_asked_for() -> None:
    parties = {"large": 60, "small": 20, "smaller": 20}
    given = [Given("large", "1", YES, 1), Given("small", "1", NO, 2), Given("smaller", "1", NO, 3)]
    by_weight = outcome(StageRule.WEIGHTED, PointKind.DECIDE, parties, given, "1")
    assert (by_weight.verdict, by_weight.in_favour, by_weight.out_of) == (Verdict.PASSED, 60, 100)
    by_number = outcome(StageRule.MAJORITY, PointKind.DECIDE, parties, given, "1")
    assert (by_number.verdict, by_number.in_favour, by_number.out_of) == (Verdict.REJECTED, 1, 3)


def test_a_negative_weight_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="twente"):
        outcome(StageRule.WEIGHTED, PointKind.DECIDE, {"twente": -1, "ijsselland": 2}, [], "1")


@pytest.mark.parametrize("rule", StageRule)
@pytest.mark.parametrize("kind", PointKind)
def test_without_parties_or_weight_nothing_passes_and_nothing_is_rejected(
    rule: StageRule, kind: PointKind
) -> None:
    assert outcome(rule, kind, {}, recorded(YES, NO, NOTED), "1").verdict is Verdict.OPEN
    if rule is StageRule.WEIGHTED:
        without_weight = dict.fromkeys(DISTRICTS, 0)
        assert outcome(rule, kind, without_weight, recorded(*[YES] * 5), "1").verdict is Verdict.OPEN


# --- taking note ---


def test_taking_note_by_all_five_passes_a_point_that_asks_it() -> None:
    assert verdict(StageRule.ALL, *[NOTED] * 5, kind=PointKind.TAKE_NOTE) is Verdict.PASSED
    assert verdict(StageRule.ALL, *[NOTED] * 4, kind=PointKind.TAKE_NOTE) is Verdict.OPEN


@given(position_lists, rules, quorums)
def test_taking_note_is_no_vote_so_nothing_rejects_it(
    drawn: list[Given], rule: StageRule, quorum: int
) -> None:
    assert outcome(rule, PointKind.TAKE_NOTE, EACH_ONE, drawn, "1", quorum).verdict is not Verdict.REJECTED


def test_having_taken_note_is_not_consent() -> None:
    assert verdict(StageRule.ALL, *[NOTED] * 5) is Verdict.OPEN


@pytest.mark.parametrize("kind", PointKind)
def test_what_counts_in_favour_can_be_answered(kind: PointKind) -> None:
    assert in_favour_answers(kind) <= set(answers_to(kind))


# --- quorum ---


@pytest.mark.parametrize(
    ("answers", "quorum", "expected"),
    [
        ([YES] * 3, 3, Verdict.PASSED),
        ([YES] * 3, 4, Verdict.OPEN),
        ([YES] * 3 + [LATER], 4, Verdict.OPEN),
        ([YES] * 3 + [NO], 4, Verdict.PASSED),
        ([NO] * 3, 4, Verdict.OPEN),
        ([NO] * 3 + [YES], 4, Verdict.REJECTED),
        ([YES] * 5, 6, Verdict.OPEN),
    ],
)
def test_before_the_quorum_everything_is_open(answers: list[Answer], quorum: int, expected: Verdict) -> None:
    assert verdict(StageRule.MAJORITY, *answers, quorum=quorum) is expected


# --- whatever is recorded ---


def weigh(
    rule: StageRule, kind: PointKind, parties: dict[str, int], given: list[Given], quorum: int
) -> Outcome:
    return outcome(rule, kind, parties, given, "1", quorum)


@given(rules, kinds, weighed, position_lists, quorums, st.integers(0, 2**32))
def test_the_order_between_parties_does_not_matter(
    rule: StageRule, kind: PointKind, parties: dict[str, int], drawn: list[Given], quorum: int, seed: int
) -> None:
    """Recorded in another order, each party keeping its own, the outcome is the same."""
    turns = [position.party for position in drawn]
    random.Random(seed).shuffle(turns)
    of_party = {party: iter([p for p in drawn if p.party == party]) for party in set(turns)}
    taken = [next(of_party[party]) for party in turns]
    again = [Given(p.party, p.point, p.answer, sequence) for sequence, p in enumerate(taken, start=1)]
    assert weigh(rule, kind, parties, again, quorum) == weigh(rule, kind, parties, drawn, quorum)
    assert weigh(rule, kind, parties, drawn[::-1], quorum) == weigh(rule, kind, parties, drawn, quorum)


@given(rules, kinds, weighed, position_lists, quorums, positions_of(("stranger", "other-stranger")))
def test_a_stranger_never_changes_the_outcome(
    rule: StageRule,
    kind: PointKind,
    parties: dict[str, int],
    drawn: list[Given],
    quorum: int,
    strangers: list[Given],
) -> None:
    assert weigh(rule, kind, parties, drawn + strangers, quorum) == weigh(rule, kind, parties, drawn, quorum)


@given(rules, kinds, weighed, position_lists, quorums)
def test_the_same_position_twice_counts_once(
    rule: StageRule, kind: PointKind, parties: dict[str, int], drawn: list[Given], quorum: int
) -> None:
    doubled = [Given(p.party, p.point, p.answer, 2 * p.sequence + extra) for p in drawn for extra in (0, 1)]
    assert weigh(rule, kind, parties, doubled, quorum) == weigh(rule, kind, parties, drawn, quorum)
    assert weigh(rule, kind, parties, drawn + drawn, quorum) == weigh(rule, kind, parties, drawn, quorum)


@given(rules, kinds, weighed, position_lists, quorums, st.data())
def test_more_in_favour_keeps_what_has_passed(
    rule: StageRule,
    kind: PointKind,
    parties: dict[str, int],
    drawn: list[Given],
    quorum: int,
    data: st.DataObject,
) -> None:
    """Not only is it not rejected: it stays passed. And without a quorum a consent never rejects anything."""
    before = weigh(rule, kind, parties, drawn, quorum)
    favourable = sorted(in_favour_answers(kind))
    more = data.draw(positions_of(PARTIES, favourable))
    later = [Given(p.party, p.point, p.answer, p.sequence + 1000) for p in more]
    after = weigh(rule, kind, parties, drawn + later, quorum)
    assert after.in_favour >= before.in_favour
    if before.verdict is Verdict.PASSED:
        assert after.verdict is Verdict.PASSED
    if before.verdict is Verdict.OPEN and not quorum:
        assert after.verdict is not Verdict.REJECTED


@given(rules, kinds, weighed, position_lists, quorums, st.sampled_from(PARTIES))
def test_one_more_objection_never_passes_anything(
    rule: StageRule, kind: PointKind, parties: dict[str, int], drawn: list[Given], quorum: int, party: str
) -> None:
    before = weigh(rule, kind, parties, drawn, 0)
    after = weigh(rule, kind, parties, [*drawn, Given(party, "1", NO, 1000)], 0)
    assert after.in_favour <= before.in_favour
    if before.verdict is not Verdict.PASSED:
        assert after.verdict is not Verdict.PASSED


@given(rules, kinds, weighed, position_lists)
def test_passed_and_rejected_are_what_the_numbers_say(
    rule: StageRule, kind: PointKind, parties: dict[str, int], drawn: list[Given]
) -> None:
    found = weigh(rule, kind, parties, drawn, 0)
    assume(found.out_of)
    assert (found.verdict is Verdict.PASSED) is (found.in_favour >= found.needed)
    assert 0 <= found.in_favour <= found.out_of
    assert found.needed <= found.out_of
    assert found.tally.expected == len(parties)


@given(rules, kinds.filter(lambda kind: kind is not PointKind.TAKE_NOTE), weighed, position_lists)
def test_rejected_means_that_no_undecided_party_can_still_turn_it(
    rule: StageRule, kind: PointKind, parties: dict[str, int], drawn: list[Given]
) -> None:
    """And open means that they could: all who did not object now consent."""
    found = weigh(rule, kind, parties, drawn, 0)
    assume(found.out_of and found.verdict is not Verdict.PASSED)
    last = {p.party: p.answer for p in drawn if p.point == "1"}
    turned = [Given(party, "1", YES, 1000) for party in parties if last.get(party) is not NO]
    at_best = weigh(rule, kind, parties, drawn + turned, 0)
    assert (at_best.verdict is Verdict.PASSED) is (found.verdict is Verdict.OPEN)
