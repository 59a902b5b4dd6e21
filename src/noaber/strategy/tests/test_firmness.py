"""How firm a choice is, in words: a rounded percentage never claims more than what is true."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.strategy.rules.selection.ranking import RankingError, check
from noaber.strategy.rules.selection.sensitivity import Sensitivity, WeightRange, sensitivity
from noaber.strategy.words.firmness import Names, between, bounds, firmness, percents, would_make_it

NAMES: Final = Names({"x": "Ernst"}, {"a": "Verkeer", "b": "Jeugd"})
parts = st.fractions(0, 1, max_denominator=10**6)


def number(shown: str) -> Fraction:
    return Fraction(Decimal(shown.removesuffix("\u00a0%").replace(",", "."))) / 100


@given(st.lists(parts, min_size=2, max_size=2, unique=True).map(sorted).map(tuple), parts)
def test_what_is_shown_lies_inside_and_holds_the_weight_of_now_when_the_range_does(
    ends: tuple[Fraction, Fraction], weight: Fraction
) -> None:
    weight = Fraction(round(weight * 10_000), 10_000)
    found = WeightRange(*ends)
    low, high = map(number, bounds(found, weight))
    assert found.low <= low < high <= found.high
    assert found.holds(weight) == (low <= weight <= high)


def test_an_end_that_is_no_round_number_is_rounded_inward_and_said_to_be_about() -> None:
    found = WeightRange(Fraction(5, 18), Fraction(1), ties_at_low=(("a", "b"),))
    row = Sensitivity("x", Fraction(3, 10), found)
    assert firmness(row, NAMES).replace("\u00a0", " ") == (
        "Blijft gelijk zolang ‘Ernst’ ten minste 27,8 % weegt; bij ongeveer 27,8 % staat Verkeer gelijk met Jeugd."
    )
    high = WeightRange(Fraction(0), Fraction(5, 18))
    assert between(high).replace("\u00a0", " ") == "ten hoogste 27,7 %"


def test_one_weight_at_which_it_holds_is_said_exactly() -> None:
    shown = between(WeightRange(Fraction(5, 18), Fraction(5, 18))).replace("\u00a0", " ")
    assert shown == "precies 5/18 (ongeveer 27,8 %)"
    assert between(WeightRange(Fraction(3, 20), Fraction(3, 20))).replace("\u00a0", " ") == "precies 15 %"


def test_a_weight_is_shown_as_it_is() -> None:
    shown = [percents(Fraction(each, 10_000)).replace("\u00a0", " ") for each in (1255, 1250, 1200, 10_000)]
    assert shown == ["12,55 %", "12,5 %", "12 %", "100 %"]


def test_who_would_be_equal_at_the_end_is_named_for_the_choice_too() -> None:
    found = WeightRange(Fraction(0), Fraction(1, 10), ties_at_high=(("a", "b"),))
    (text,) = would_make_it([Sensitivity("x", Fraction(3, 10), found)], NAMES)
    assert text.replace("\u00a0", " ") == (
        "Als alleen ‘Ernst’ anders woog, ten hoogste 10 % in plaats van 30 %, stond deze keuze bovenaan; "
        "bij 10 % staat Verkeer gelijk met Jeugd."
    )


def test_a_weight_at_which_the_choice_only_shares_the_last_place_is_not_said_to_put_it_on_top() -> None:
    """At full weight of x all three that the choice and the rest have left are equal; below it the rest is ahead."""
    weights = {"x": Fraction(1, 2), "y": Fraction(1, 2)}
    values = {"a": (5, 5), "b": (3, 4), "c": (3, 2), "d": (3, 3)}
    scores = {name: {"x": Fraction(x), "y": Fraction(y)} for name, (x, y) in values.items()}
    rows = sensitivity({"a", "c"}, weights, scores)
    assert rows[0].range
    assert rows[0].range.is_by_tie
    names = Names({"x": "Ernst", "y": "Breedte"}, {"a": "Zorg", "b": "Jeugd", "c": "Cyber", "d": "Verkeer"})
    none, shared, other = (each.replace("\u00a0", " ") for each in would_make_it(rows, names))
    assert none == "Geen enkel gewicht zet, als het in zijn eentje verandert, deze keuze bovenaan."
    said = "precies 100 % in plaats van 50 %, deelde deze keuze de laatste plaats met Jeugd en Verkeer"
    assert said in shared
    assert "precies 0 % in plaats van 50 %, deelde deze keuze" in other
    assert "bovenaan" not in shared + other


@pytest.mark.parametrize(
    ("whole", "said"), [(Fraction(1_000_003, 1_000_000), "100,0003"), (Fraction(4, 3), "400/3")]
)
def test_weights_that_are_just_not_whole_are_not_said_to_be(whole: Fraction, said: str) -> None:
    with pytest.raises(RankingError, match=f"samen {said} %, niet 100 %"):
        check({"x": whole}, {})
