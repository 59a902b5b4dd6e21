"""The outcome of a point at a stage: computed from the positions by the rule of that stage, never typed.

In favour is consent, with or without a remark; on a point that asks to take note it is having taken note.
Against is an objection, which a point that asks to take note does not have (R55: no vote). All else is undecided.

- ``ALL``: every party is in favour. One objection rejects it.
- ``MAJORITY``: more than half of all parties is in favour, not of those who answered.
- ``TWO_THIRDS``: at least two thirds of all parties is in favour.
- ``WEIGHTED``: the parties in favour have more than half of the weight of all parties.

Where parties are only heard or give advice, what counts is that they were heard: every final answer is in favour, an
objection too, and nothing is rejected (Politiewet 2012 art. 38b(2): a council is heard, it does not consent).

Under each rule a point is rejected as soon as the objections leave too few parties, or too little weight, to
still reach what is needed. With a quorum nothing is passed or rejected before that many parties answered finally.

Source: the memo of 28 January 2019, R14 (all five district councils before the board adopts) and R54-R56. The
other rules are settings: no source says by which majority a body of this network decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL, Answer, Given, Tally, answers_on, tally


class StageRule(StrEnum):
    """How many parties must be in favour; the module says precisely how each is counted."""

    ALL = "all"
    MAJORITY = "majority"
    TWO_THIRDS = "two_thirds"
    WEIGHTED = "weighted"


class Verdict(StrEnum):
    """How a point stands; ``OPEN`` as long as it can still go both ways."""

    OPEN = "open"
    PASSED = "passed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with its arithmetic: "61 van 76, nodig 39" is ``in_favour``, ``out_of`` and ``needed``.

    These three are numbers of parties, under WEIGHTED sums of weights; ``tally`` always counts parties. With
    ``is_hearing`` in favour is whoever was heard. ``is_lapsed``: who has not answered is not asked any more.
    """

    verdict: Verdict
    rule: StageRule
    tally: Tally
    in_favour: int
    needed: int
    out_of: int
    is_hearing: bool = False
    is_lapsed: bool = False


def in_favour_answers(kind: PointKind) -> frozenset[Answer]:
    """The answers that count in favour of a point of this kind.

    >>> sorted(in_favour_answers(PointKind.DECIDE)), sorted(in_favour_answers(PointKind.TAKE_NOTE))
    ([<Answer.CONSENT: 'consent'>, <Answer.WITH_REMARK: 'consent_with_remark'>], [<Answer.TOOK_NOTE: 'took_note'>])
    """
    if kind is PointKind.TAKE_NOTE:
        return frozenset({Answer.TOOK_NOTE})
    return frozenset({Answer.CONSENT, Answer.WITH_REMARK})


def needed_for(rule: StageRule, out_of: int) -> int:
    """How many of ``out_of`` parties (WEIGHTED: of that much weight) it takes to pass.

    >>> [needed_for(rule, 76) for rule in StageRule]
    [76, 39, 51, 39]
    """
    if rule is StageRule.ALL:
        return out_of
    if rule is StageRule.TWO_THIRDS:
        return -(-2 * out_of // 3)
    return out_of // 2 + 1


def outcome(
    rule: StageRule,
    point_kind: PointKind,
    parties: Mapping[str, int],
    given: Iterable[Given],
    point: str,
    quorum: int = 0,
    *,
    is_hearing: bool = False,
) -> Outcome:
    """Work out how a point stands among ``parties``, each with its weight (1 when they are not weighed).

    Weights count under WEIGHTED only. An answer that the kind of point does not allow is neither in favour nor
    against. ``quorum`` is the number of parties with a final answer below which the point stays open; a quorum
    larger than the number of parties is never reached. Without parties, or without any weight, nothing passes.
    A negative weight is a ValueError.

    >>> given = [Given("a", "3a", Answer.CONSENT, 1), Given("b", "3a", Answer.WITH_REMARK, 2)]
    >>> found = outcome(StageRule.MAJORITY, PointKind.DECIDE, {"a": 1, "b": 1, "c": 1}, given, "3a")
    >>> found.verdict.value, found.in_favour, found.out_of, found.needed
    ('passed', 2, 3, 2)
    >>> outcome(StageRule.ALL, PointKind.DECIDE, {"a": 1, "b": 1, "c": 1}, given, "3a").verdict.value
    'open'
    >>> found = outcome(StageRule.WEIGHTED, PointKind.DECIDE, {"a": 10, "b": 10, "c": 30}, given, "3a")
    >>> found.verdict.value, found.in_favour, found.out_of, found.needed
    ('open', 20, 50, 26)
    >>> against = [Given("a", "1", Answer.OBJECTION, 1)]
    >>> outcome(StageRule.ALL, PointKind.ADOPT, {"a": 1}, against, "1", is_hearing=True).verdict.value
    'passed'
    """
    if negative := sorted(party for party, weight in parties.items() if weight < 0):
        raise ValueError(f"a weight is zero or more: {', '.join(negative)}")
    positions = list(given)
    weights = parties if rule is StageRule.WEIGHTED else dict.fromkeys(parties, 1)
    favourable = FINAL if is_hearing else in_favour_answers(point_kind)
    answers = answers_on(point, parties, positions)
    in_favour = sum(weights[party] for party, answer in answers.items() if answer in favourable)
    against = sum(
        weights[party]
        for party, answer in answers.items()
        if answer is Answer.OBJECTION and point_kind is not PointKind.TAKE_NOTE and not is_hearing
    )
    out_of = sum(weights.values())
    needed = needed_for(rule, out_of)
    counted = tally(point, parties, positions)
    verdict = Verdict.OPEN
    if out_of and counted.final >= quorum:
        verdict = _verdict(in_favour, against, needed, out_of)
    return Outcome(verdict, rule, counted, in_favour, needed, out_of, is_hearing)


def _verdict(in_favour: int, against: int, needed: int, out_of: int) -> Verdict:
    if in_favour >= needed:
        return Verdict.PASSED
    return Verdict.REJECTED if out_of - against < needed else Verdict.OPEN
