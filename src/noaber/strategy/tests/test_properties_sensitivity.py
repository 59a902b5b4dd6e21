"""The choice of themes beside a calculation of its own: every total by hand, every weight tried."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from noaber.strategy.rules.selection.ranking import HIGHEST, LOWEST, Scores, Weights, ranking, top
from noaber.strategy.rules.selection.sensitivity import (
    Single,
    deciding_scores,
    moved,
    sensitivity,
    weight_range,
)

CRITERIA = ("x", "y", "z")
OPTIONS = ("a", "b", "c", "d")
STEPS = 60


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Weights, Scores, int]:
    """Weights in percents that add up to 100, scores that are means of two whole scores, and how many are chosen."""
    first = draw(st.integers(0, 99))
    second = draw(st.integers(0, 99 - first))
    percents = draw(st.permutations([first, second, 100 - first - second]))
    weights = {name: Fraction(part, 100) for name, part in zip(CRITERIA, percents, strict=True)}
    halves = st.integers(2 * LOWEST, 2 * HIGHEST).map(lambda twice: Fraction(twice, 2))
    scores = {option: {name: draw(halves) for name in CRITERIA} for option in OPTIONS}
    return weights, scores, draw(st.integers(1, len(OPTIONS) - 1))


def by_hand(weights: Weights, scores: Scores, option: str) -> Fraction:
    x, y, z = CRITERIA
    row = scores[option]
    return weights[x] * row[x] + weights[y] * row[y] + weights[z] * row[z]


def is_top(chosen: frozenset[str], weights: Weights, scores: Scores) -> bool:
    """Whether nobody outside has more than somebody inside."""
    outside = [by_hand(weights, scores, option) for option in OPTIONS if option not in chosen]
    return min(by_hand(weights, scores, option) for option in chosen) >= max(outside)


def first(weights: Weights, scores: Scores, count: int) -> frozenset[str]:
    return frozenset(row.option for row in ranking(weights, scores)[:count])


@given(rounds())
def test_a_total_is_what_a_calculation_by_hand_gives_and_places_follow_from_it(
    case: tuple[Weights, Scores, int],
) -> None:
    weights, scores, count = case
    rows = ranking(weights, scores)
    assert [row.total for row in rows] == [by_hand(weights, scores, row.option) for row in rows]
    for row in rows:
        better = [other for other in OPTIONS if by_hand(weights, scores, other) > row.total]
        assert row.place == 1 + len(better)
    found = top(rows, count)
    assert found.is_decided == (count == len(rows) or rows[count - 1].total > rows[count].total)
    assert len(found.certain) + found.places_left == count


@given(rounds(), st.sets(st.sampled_from(OPTIONS), min_size=1, max_size=3))
def test_a_set_is_the_top_within_its_range_and_nowhere_else(
    case: tuple[Weights, Scores, int], chosen: set[str]
) -> None:
    weights, scores, _count = case
    for name in CRITERIA:
        if weights[name] == 1:
            continue
        found = weight_range(chosen, name, weights, scores)
        tried = {Fraction(step, STEPS) for step in range(STEPS + 1)}
        if found:
            middle, edge = (found.low + found.high) / 2, Fraction(1, 10**9)
            tried |= {found.low, found.high, middle, max(found.low - edge, 0), min(found.high + edge, 1)}  # type: ignore[arg-type]
        for weight in tried:
            expected = is_top(frozenset(chosen), moved(weights, name, weight), scores)
            assert (found is not None and found.holds(weight)) == expected, (name, weight)


@given(rounds())
def test_who_are_named_at_an_end_are_equal_there(case: tuple[Weights, Scores, int]) -> None:
    weights, scores, count = case
    chosen = first(weights, scores, count)
    for row in sensitivity(chosen, weights, scores):
        if row.range is None:
            assert not row.can_move
            continue
        assert row.range.holds(row.weight), "the top of the ranking is the top at the weights of the ranking"
        assert not row.would_make_it
        ends = ((row.range.low, row.range.ties_at_low), (row.range.high, row.range.ties_at_high))
        for weight, ties in ends:
            there = moved(weights, row.criterion, weight)
            for inside, outside in ties:
                assert by_hand(there, scores, inside) == by_hand(there, scores, outside)
            assert ties or weight in (0, 1), "an end in between is a crossing of somebody"


@st.composite
def scored_rounds(draw: st.DrawFn) -> tuple[Weights, tuple[Single, ...], int]:
    """As `rounds`, with what each of one to three people gave."""
    weights, _scores, count = draw(rounds())
    singles = tuple(
        Single(option, name, voice, draw(st.integers(LOWEST, HIGHEST)))
        for option in OPTIONS
        for name in CRITERIA
        for voice in "pqr"[: draw(st.integers(1, 3))]
    )
    return weights, singles, count


def means(singles: Iterable[Single]) -> Scores:
    found: dict[str, dict[str, list[int]]] = {option: {name: [] for name in CRITERIA} for option in OPTIONS}
    for each in singles:
        found[each.option][each.criterion].append(each.value)
    return {
        option: {name: Fraction(sum(values), len(values)) for name, values in row.items()}
        for option, row in found.items()
    }


def edge(chosen: frozenset[str], weights: Weights, scores: Scores, option: str) -> Fraction:
    """The total that decides for an option: the best of outside, or the last of inside."""
    if option in chosen:
        return max(by_hand(weights, scores, each) for each in OPTIONS if each not in chosen)
    return min(by_hand(weights, scores, each) for each in chosen)


@given(scored_rounds())
def test_exactly_the_single_scores_that_can_change_the_set_are_named_with_the_smallest_change(
    case: tuple[Weights, tuple[Single, ...], int],
) -> None:
    """Every score of every person tried at every value of the scale."""
    weights, singles, count = case
    now = means(singles)
    chosen = first(weights, now, count)
    found = {
        (row.option, row.criterion, row.voice): row for row in deciding_scores(chosen, weights, now, singles)
    }
    for single in singles:
        changing, tying = [], []
        for value in range(LOWEST, HIGHEST + 1):
            then = means(replace(each, value=value) if each == single else each for each in singles)
            if not is_top(chosen, weights, then):
                changing.append(value)
            was = by_hand(weights, now, single.option) == edge(chosen, weights, now, single.option)
            if not was and by_hand(weights, then, single.option) == edge(
                chosen, weights, then, single.option
            ):
                tying.append(value)
        row = found.pop((single.option, single.criterion, single.voice), None)
        if expected := changing or tying:
            assert row
            assert row.becomes == min(expected, key=lambda value: abs(value - single.value))
            assert row.is_tie == (not changing)
        else:
            assert row is None
    assert not found


@given(scored_rounds())
def test_who_is_named_as_rival_has_then_changed_places(
    case: tuple[Weights, tuple[Single, ...], int],
) -> None:
    weights, singles, count = case
    now = means(singles)
    chosen = first(weights, now, count)
    for row in deciding_scores(chosen, weights, now, singles):
        at = (row.option, row.criterion, row.voice)
        moved_one = (
            replace(each, value=row.becomes) if (each.option, each.criterion, each.voice) == at else each
            for each in singles
        )
        then = means(moved_one)
        lead = by_hand(weights, then, row.option) - by_hand(weights, then, row.rival)
        assert lead == 0 if row.is_tie else (lead < 0) == (row.option in chosen)
        assert (row.rival in chosen) != (row.option in chosen)
