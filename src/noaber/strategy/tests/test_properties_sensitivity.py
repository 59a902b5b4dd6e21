"""The choice of themes beside a calculation of its own: every total by hand, every weight tried."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from noaber.strategy.rules.ranking import HIGHEST, LOWEST, Scores, Weights, ranking, top
from noaber.strategy.rules.sensitivity import deciding_scores, moved, sensitivity, weight_range

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


@given(rounds())
def test_a_deciding_score_at_its_tipping_point_makes_a_tie_and_beyond_it_another_set(
    case: tuple[Weights, Scores, int],
) -> None:
    weights, scores, count = case
    chosen = first(weights, scores, count)
    found = {(row.option, row.criterion): row for row in deciding_scores(chosen, weights, scores)}
    little = Fraction(1, 10**9)
    for option in OPTIONS:
        for name in CRITERIA:
            away = -1 if option in chosen else 1
            extreme = LOWEST if option in chosen else HIGHEST
            row = found.get((option, name))
            if row is None:
                assert is_top(chosen, weights, with_score(scores, option, name, Fraction(extreme)))
                continue
            at = with_score(scores, option, name, row.tipping)
            assert by_hand(weights, at, option) == by_hand(weights, at, row.rival)
            beyond = with_score(scores, option, name, row.tipping + away * little)
            assert not is_top(chosen, weights, beyond)


def with_score(scores: Scores, option: str, name: str, score: Fraction) -> Scores:
    return {**scores, option: {**scores[option], name: score}}
