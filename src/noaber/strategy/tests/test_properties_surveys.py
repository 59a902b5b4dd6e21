"""Counting the answers to a survey: shares, the middle, and groups that tell nobody apart."""

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from noaber.strategy.rules.surveys import CHOICES, SCALE, SMALLEST_GROUP, UNKNOWN, distribution, pooled

HALF = Fraction(1, 2)
OPINIONS = st.lists(st.sampled_from(CHOICES), max_size=120)
SIZES = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 30), max_size=8)


@given(OPINIONS)
def test_a_share_is_rounded_of_itself_so_the_same_count_is_the_same_share(opinions: list[int]) -> None:
    found = distribution(opinions)
    assert found.answered == len(opinions)
    for count, share in zip(found.counts, found.shares, strict=True):
        exact = Fraction(100 * count, len(opinions) or 1)
        assert -HALF <= exact - share < HALF
    assert len(set(zip(found.counts, found.shares, strict=True))) == len(set(found.counts))


@given(OPINIONS)
def test_the_middle_halves_who_has_an_opinion_and_is_never_a_mean(opinions: list[int]) -> None:
    """Compared with the sorted answers themselves: no step that nobody chose."""
    ordered = sorted(each for each in opinions if each != UNKNOWN)
    middle = distribution(opinions).middle
    if not ordered:
        assert middle == ()
        return
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    assert middle == ((low,) if low == high else (low, high))
    assert set(middle) <= set(ordered) <= set(SCALE)
    assert 2 * sum(each < middle[0] for each in ordered) <= len(ordered)
    assert 2 * sum(each > middle[-1] for each in ordered) <= len(ordered)


@given(SIZES)
def test_groups_part_who_answered_and_none_is_too_small(sizes: dict[str, int]) -> None:
    """With each group large enough, so is every sum and difference of them that is not nobody."""
    groups = pooled(sizes)
    counted = Counter(name for names in groups for name in names)
    assert counted == Counter(name for name, size in sizes.items() if size)
    totals = [sum(sizes[name] for name in names) for names in groups]
    if len(groups) > 1:
        assert min(totals) >= SMALLEST_GROUP
    large = {name for name, size in sizes.items() if size >= SMALLEST_GROUP}
    if large == {name for name, size in sizes.items() if size}:
        assert all(len(names) == 1 for names in groups)
