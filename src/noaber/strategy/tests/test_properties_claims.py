"""A claim beside sums of its own: in floating point, by trying, and turned around."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from noaber.strategy.rules.results.claims import (
    ClaimText,
    Counted,
    Measured,
    decimals_of,
    recomputed,
    rounded,
)
from noaber.strategy.words.claims import lacking_words

COUNTS = st.integers(1, 200_000)
PERCENTAGES = st.one_of(
    st.integers(-100, 400).map(Decimal), st.integers(-1000, 4000).map(lambda tenths: Decimal(tenths) / 10)
)


@given(COUNTS, st.integers(0, 200_000), st.integers(0, 1))
def test_a_share_is_rounded_to_the_nearest(base: int, end: int, decimals: int) -> None:
    share = Fraction(end - base, base)
    shown = rounded(share, decimals)
    off = abs(Fraction(shown) - share * 100) * 10**decimals
    assert off <= Fraction(1, 2)
    assert decimals_of(shown) <= decimals
    assert rounded(-share, decimals) == -shown


@given(COUNTS, st.integers(0, 200_000), PERCENTAGES)
def test_a_claim_that_agrees_holds_and_holding_follows_the_plain_sum(
    base: int, end: int, claimed: Decimal
) -> None:
    found = Measured(Counted(2014, base), Counted(2018, end), claimed)
    if found.agrees:
        assert found.holds
        assert abs(100 * (end - base) / base - float(claimed)) <= 0.5 + 1e-9
    elif claimed < 0:
        assert found.holds == ((end - base) * 1000 <= int(claimed * 10) * base)
    else:
        assert found.holds == ((end - base) * 1000 >= int(claimed * 10) * base)


@given(st.dictionaries(st.integers(2010, 2020), st.one_of(st.none(), COUNTS), min_size=2), PERCENTAGES)
def test_every_base_year_before_the_last_is_tried_once_and_what_is_missing_is_not_judged(
    counts: dict[int, int | None], percentage: Decimal
) -> None:
    first, last = min(counts), max(counts)
    known = {year: Counted(year, count) for year, count in counts.items()}
    found = recomputed(ClaimText("1.1.1", first, last, percentage), known)
    assert [each.base.year for each in found.bases] == sorted(year for year in counts if year < last)
    for each in found.bases:
        is_known = counts[each.base.year] is not None and counts[last] is not None
        assert (each.agrees is not None) == is_known == (each.holds is not None)
    assert set(found.agreeing) <= set(found.holding)


def test_one_area_that_lacks_is_told_as_one_and_more_as_more() -> None:
    names = {"a": "Almelo", "b": "Borne"}
    one, more = (Counted(2018, None, missing=tuple(codes)) for codes in ("a", "ab"))
    assert lacking_words(one, names) == "over 2018 ontbreekt Almelo"
    assert lacking_words(more, names) == "over 2018 ontbreken Almelo en Borne"
