"""Scenarios: the memo's figures to the cent, sums that are their parts under every key, and what is refused."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.money import round_half_up
from noaber.finance.rules.agreements.contributions import ContributionError, list_contributions
from noaber.finance.rules.scenarios.questions import (
    Key,
    QuestionError,
    ScenarioQuestion,
    faults,
    from_json,
    parse_growth,
    to_json,
)
from noaber.finance.rules.scenarios.scenario import ScenarioOutcome, work_out
from noaber.network.api import OOST_NEDERLAND, read_figures

RATE: Final = Decimal("0.07")
MEMO: Final = ScenarioQuestion("bijdragen-2020-2023", RATE, dt.date(2019, 1, 1), 2020, 1, 230_000_00)


@cache
def people(year: int) -> dict[str, int]:
    return {
        figure.code: figure.population
        for figure in read_figures(OOST_NEDERLAND)
        if figure.reference_on == dt.date(year, 1, 1)
    }


def ask(year: int = 2019, **changes: Any) -> ScenarioOutcome:
    return work_out(replace(MEMO, **changes), people(year), agreed_rate=RATE)


def test_the_gap_of_the_memo() -> None:
    """R43: 7 cents, the population of 1 January 2019, a budget of 230,000."""
    found = ask()
    [year] = found.years
    assert year.population == 3_228_403
    assert (year.raised_cents, year.balance.shortfall_cents) == (225_988_21, 4_011_79)
    assert year.exact_rate is not None
    assert (year.exact_rate.in_cents(), year.population_needed) == ("7,124…", 3_285_715)
    assert {effect.difference_cents for effect in found.effects} == {0}


@pytest.mark.parametrize(
    ("year", "raised", "gap"),
    [
        (2020, 227_384_99, -2_615_01),
        (2021, 228_419_45, -1_580_55),
        (2022, 229_766_74, -233_26),
        (2023, 232_262_87, 2_262_87),
    ],
)
def test_the_years_of_the_memo(year: int, raised: int, gap: int) -> None:
    found = ask(year, first_year=year)
    assert (found.balance.raised_cents, found.balance.difference_cents) == (raised, gap)


def test_the_seven_largest_as_payers() -> None:
    """R17: they pay all, about 23 cents per inhabitant."""
    [year] = ask(key=Key.LARGEST).years
    assert len(year.amounts_cents) == 7
    assert (year.raised_cents, year.balance.difference_cents) == (230_000_00, 0)
    assert year.exact_rate is not None
    assert year.exact_rate.nearest_cents == 23


def test_eight_cents_with_growth() -> None:
    found = ask(
        rate=Decimal("0.08"), year_count=4, population_growth=Decimal("0.5"), budget_growth=Decimal(2)
    )
    growth = Fraction(201, 200) ** 3
    expected = sum(8 * round_half_up(count * growth) for count in people(2019).values())
    assert found.years[3].raised_cents == expected
    assert found.years[3].balance.budget_cents == round_half_up(230_000_00 * Fraction(51, 50) ** 3)


def test_who_stops_later_pays_until_then() -> None:
    found = ask(year_count=3, leaving=(("GM0200", 2021),))
    assert [("GM0200" in year.amounts_cents) for year in found.years] == [True, False, False]
    apeldoorn = next(effect for effect in found.effects if effect.code == "GM0200")
    assert (apeldoorn.asked_cents, apeldoorn.agreed_cents) == (11_371_15, 3 * 11_371_15)


def test_what_a_cap_cuts_off_is_shown_and_spread_only_when_asked() -> None:
    [year] = ask(key=Key.CAPPED, cap_cents=5_000_00).years
    [spread] = ask(key=Key.CAPPED, cap_cents=5_000_00, spreads_cut_off=True).years
    assert max(year.amounts_cents.values()) == max(spread.amounts_cents.values()) == 5_000_00
    assert year.raised_cents + sum(year.cut_off_cents.values()) == spread.raised_cents == 225_988_21
    assert (year.unplaced_cents, spread.unplaced_cents) == (sum(year.cut_off_cents.values()), 0)


def test_the_break_even_rate_under_a_cap_brings_in_the_budget() -> None:
    [year] = ask(key=Key.CAPPED, cap_cents=5_000_00).years
    assert year.exact_rate is not None
    paid = sum(
        min(Fraction(5_000_00), year.exact_rate.euros * 100 * count) for count in people(2019).values()
    )
    assert paid == 230_000_00
    [never] = ask(key=Key.CAPPED, cap_cents=1_000_00).years
    assert never.exact_rate is None


COUNTS = st.dictionaries(
    st.sampled_from([f"GM{at:04d}" for at in range(40)]), st.integers(1, 400_000), min_size=2, max_size=12
)
GROWTH = st.decimals(-20, 20, places=2)
QUESTIONS = st.builds(
    ScenarioQuestion,
    agreement=st.just("a"),
    rate=st.decimals(0, 2, places=5),
    reference_on=st.just(dt.date(2019, 1, 1)),
    first_year=st.just(2020),
    year_count=st.integers(1, 10),
    budget_cents=st.integers(1, 10**9),
    key=st.sampled_from(Key),
    fixed_cents=st.integers(0, 10**6),
    cap_cents=st.integers(0, 10**6),
    spreads_cut_off=st.booleans(),
    largest_count=st.integers(1, 2),
    sum_cents=st.none() | st.integers(1, 10**9),
    population_growth=GROWTH,
    budget_growth=GROWTH,
)


@given(QUESTIONS, COUNTS)
def test_sums_never_differ_from_their_parts(question: ScenarioQuestion, counts: dict[str, int]) -> None:
    found = work_out(question, counts, agreed_rate=RATE)
    for year in found.years:
        assert year.raised_cents == sum(year.amounts_cents.values())
        assert all(cents >= 0 for cents in year.amounts_cents.values())
        assert 0 <= year.unplaced_cents <= sum(year.cut_off_cents.values())
        if question.key is Key.CAPPED:
            assert all(cents <= (question.cap_cents or 0) for cents in year.amounts_cents.values())
            free = work_out(replace(question, key=Key.PER_INHABITANT), counts, agreed_rate=RATE)
            whole = free.years[year.year - question.first_year].raised_cents
            assert year.raised_cents + year.unplaced_cents == whole
        if not question.is_rated and question.sum_cents is None:
            assert year.balance.difference_cents == 0
    assert sum(effect.asked_cents for effect in found.effects) == found.balance.raised_cents
    assert sum(effect.agreed_cents for effect in found.effects) == found.agreed_cents


@given(QUESTIONS, COUNTS)
def test_a_first_year_is_the_list_of_contributions(
    question: ScenarioQuestion, counts: dict[str, int]
) -> None:
    asked = replace(question, key=Key.PER_INHABITANT)
    found = work_out(asked, counts, agreed_rate=RATE)
    assert dict(found.years[0].amounts_cents) == dict(list_contributions(counts, asked.rate).amounts_cents)


@given(QUESTIONS)
def test_what_is_kept_is_what_was_asked(question: ScenarioQuestion) -> None:
    assert from_json(to_json(question)) == question


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"rate": Decimal("-0.01")}, "rate", "van nul of meer"),
        ({"population_growth": Decimal("-100.1")}, "population_growth", "niet onder -100%"),
        ({"budget_growth": Decimal("-101")}, "budget_growth", "niet onder -100%"),
        ({"year_count": 0}, "year_count", "ten minste één jaar"),
        ({"year_count": 11}, "year_count", "hoogstens 10"),
        ({"key": Key.CAPPED, "cap_cents": -1}, "cap", "niet onder nul"),
        ({"key": Key.CAPPED}, "cap", "hoogstens betaalt"),
        ({"fixed_cents": -1}, "fixed", "nul of meer"),
        ({"budget_cents": 0}, "budget", "meer dan nul"),
        ({"leaving": (("GM0200", 2031),)}, "leaving", "valt buiten de jaren"),
        ({"leaving": (("GM9999", 2020),)}, "leaving", "GM9999"),
        ({"key": Key.LARGEST, "largest_count": 77}, "largest_count", "77 daarvan kiezen gaat niet"),
        ({"leaving": tuple((code, 2020) for code in people(2019))}, "leaving", "geen enkele gemeente"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_named_in_dutch(changes: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(QuestionError) as refused:
        ask(**changes)
    assert refused.value.field == field
    assert reason in str(refused.value)


def test_without_inhabitants_nothing_is_divided() -> None:
    with pytest.raises(ContributionError, match="geen inwoners"):
        ask(key=Key.DIVIDED, year_count=2, population_growth=Decimal(-100))
    assert ask(year_count=2, population_growth=Decimal(-100)).years[1].exact_rate is None


def test_a_municipality_without_a_figure_is_named() -> None:
    with pytest.raises(ContributionError, match="GM0200"):
        work_out(MEMO, {**people(2019), "GM0200": None}, agreed_rate=RATE)


@pytest.mark.parametrize("typed", ["veel", "", "1e3", "1_0", "NaN", "1,2,3"])
def test_what_is_no_percentage_is_asked_back(typed: str) -> None:
    with pytest.raises(QuestionError, match="geen percentage"):
        parse_growth(typed)


def test_several_faults_are_told_at_once() -> None:
    asked = replace(MEMO, rate=Decimal(-1), year_count=0, cap_cents=-5)
    assert [fault.field for fault in faults(asked)] == ["rate", "year_count", "cap"]


def test_another_form_of_what_is_kept_is_refused() -> None:
    with pytest.raises(QuestionError, match="deze versie niet kent"):
        from_json({**to_json(MEMO), "form": 2})
