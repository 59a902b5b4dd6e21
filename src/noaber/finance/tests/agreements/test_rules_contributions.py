"""What the contribution rules promise: the real years to the cent, and what holds for any figures."""

import csv
import doctest
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.money import to_cents
from noaber.finance.rules.agreements.break_even import (
    break_even_population,
    break_even_rate,
    covering_rate,
    what_if,
)
from noaber.finance.rules.agreements.contributions import ContributionError, list_contributions, over_years
from noaber.finance.rules.agreements.fixed_sum import divide_fixed_sum, largest_pay_all

DATA = Path(__file__).parents[3] / "network" / "data" / "oost_nederland"
SEVEN_CENTS = Decimal("0.07")
BUDGET = 230_000_00
SEVEN_LARGEST = {"GM0268", "GM0200", "GM0202", "GM0153", "GM0193", "GM0228", "GM0150"}


def read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def populations() -> Mapping[int, Mapping[str, int]]:
    """Inhabitants of Oost-Nederland on 1 January, by year and municipality code."""
    by_year: dict[int, dict[str, int]] = {}
    for row in read_csv("populations.csv"):
        by_year.setdefault(int(row["reference_date"][:4]), {})[row["code"]] = int(row["population"])
    return by_year


@pytest.fixture(scope="module")
def district_of() -> Mapping[str, str]:
    return {row["code"]: row["district"] for row in read_csv("municipalities.csv")}


codes = st.integers(0, 400).map(lambda number: f"GM{number:04d}")
counts = st.dictionaries(codes, st.integers(0, 200_000), min_size=1, max_size=80)
inhabited = counts.filter(lambda counts: any(counts.values()))
rates = st.decimals(0, 5, places=4)
budgets = st.integers(0, 10**9)


# --- the real years ---


def test_the_page_about_this_rule_says_what_the_code_does() -> None:
    page = Path(__file__).parents[5] / "docs" / "rules" / "contributions.md"
    outcome = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert outcome.attempted > 10
    assert outcome.failed == 0


@pytest.mark.parametrize(
    ("year", "inhabitants", "total_cents", "difference_cents"),
    [
        (2019, 3_228_403, 225_988_21, -4_011_79),
        (2020, 3_248_357, 227_384_99, -2_615_01),
        (2021, 3_263_135, 228_419_45, -1_580_55),
        (2022, 3_282_382, 229_766_74, -233_26),
        (2023, 3_318_041, 232_262_87, 2_262_87),
    ],
)
def test_seven_cents_in_the_real_years(
    populations: Mapping[int, Mapping[str, int]],
    year: int,
    inhabitants: int,
    total_cents: int,
    difference_cents: int,
) -> None:
    owed = list_contributions(populations[year], SEVEN_CENTS)
    assert len(owed.contributions) == 76
    assert owed.population == inhabitants
    assert owed.total_cents == owed.rounded_total_cents == total_cents
    assert owed.against(BUDGET).difference_cents == difference_cents


def test_2019_leaves_4011_euro_79_to_find(populations: Mapping[int, Mapping[str, int]]) -> None:
    balance = list_contributions(populations[2019], SEVEN_CENTS).against(BUDGET)
    assert (balance.shortfall_cents, balance.surplus_cents) == (4_011_79, 0)


def test_2023_leaves_2262_euro_87_over(populations: Mapping[int, Mapping[str, int]]) -> None:
    balance = list_contributions(populations[2023], SEVEN_CENTS).against(BUDGET)
    assert (balance.shortfall_cents, balance.surplus_cents) == (0, 2_262_87)


def test_the_agreement_of_2020_2023_brings_in_917_834_05(
    populations: Mapping[int, Mapping[str, int]],
) -> None:
    agreement = over_years({year: populations[year] for year in range(2020, 2024)}, SEVEN_CENTS, BUDGET)
    assert agreement.balance.raised_cents == 917_834_05
    assert agreement.balance.shortfall_cents == 2_165_95
    assert [year.reference_on.isoformat() for year in agreement.years][::3] == ["2020-01-01", "2023-01-01"]


def test_the_districts_of_2019(
    populations: Mapping[int, Mapping[str, int]], district_of: Mapping[str, str]
) -> None:
    districts = list_contributions(populations[2019], SEVEN_CENTS).subtotals(district_of)
    assert [(d.group, d.municipalities, d.population, d.amount_cents) for d in districts] == [
        ("Gelderland-Midden", 15, 690_062, 48_304_34),
        ("Gelderland-Zuid", 14, 557_697, 39_038_79),
        ("IJsselland", 11, 527_147, 36_900_29),
        ("Noord- en Oost-Gelderland", 22, 824_213, 57_694_91),
        ("Twente", 14, 629_284, 44_049_88),
    ]


def test_break_even_of_2019(populations: Mapping[int, Mapping[str, int]]) -> None:
    assert break_even_population(BUDGET, SEVEN_CENTS) == 3_285_715
    exact = break_even_rate(BUDGET, 3_228_403)
    assert exact.in_cents() == "7,124…"
    assert exact.euros == Fraction(230_000, 3_228_403)
    assert break_even_rate(BUDGET, 3_248_357).in_cents() == "7,080…"
    assert covering_rate(BUDGET, populations[2019]) == Decimal("0.0713")


def test_before_2020_the_seven_largest_paid_23_cents(populations: Mapping[int, Mapping[str, int]]) -> None:
    old = largest_pay_all(BUDGET, populations[2019])
    assert set(old.payers) == SEVEN_LARGEST
    assert old.payers[:2] == ("GM0268", "GM0200")
    assert sum(old.division.shares_cents.values()) == BUDGET
    assert old.division.rate.nearest_cents == 23
    assert round(old.share_of_inhabitants * 100) == 31


@pytest.mark.parametrize("year", range(2013, 2026))
def test_the_seven_were_the_same_in_every_year(
    populations: Mapping[int, Mapping[str, int]], year: int
) -> None:
    assert set(largest_pay_all(BUDGET, populations[year]).payers) == SEVEN_LARGEST


def test_the_fixed_sum_over_76_leaves_no_cent(populations: Mapping[int, Mapping[str, int]]) -> None:
    division = divide_fixed_sum(BUDGET, populations[2019])
    assert len(division.shares_cents) == 76
    assert sum(division.shares_cents.values()) == BUDGET


def test_without_apeldoorn_the_others_need_more(populations: Mapping[int, Mapping[str, int]]) -> None:
    answer = what_if(populations[2019], SEVEN_CENTS, BUDGET, without={"GM0200"})
    missed = answer.missed_cents["GM0200"]
    assert missed == populations[2019]["GM0200"] * 7
    assert answer.balance.shortfall_cents == 4_011_79 + missed
    assert list_contributions(populations[2019], answer.covering_rate).against(BUDGET).surplus_cents > 0


# --- rounding: two sums with two names ---


def test_parts_of_a_cent_make_the_two_totals_differ(populations: Mapping[int, Mapping[str, int]]) -> None:
    owed = list_contributions(populations[2019], Decimal("0.07124"))
    assert owed.rounded_total_cents == to_cents(Decimal("0.07124") * 3_228_403)
    assert owed.total_cents != owed.rounded_total_cents


@given(counts, rates)
def test_the_two_totals_are_never_further_apart_than_half_a_cent_each(
    counts: dict[str, int], rate: Decimal
) -> None:
    owed = list_contributions(counts, rate)
    exact = Fraction(rate) * owed.population * 100
    assert abs(owed.total_cents - exact) <= Fraction(len(counts), 2)
    assert abs(owed.rounded_total_cents - exact) <= Fraction(1, 2)


@given(counts, st.integers(0, 500))
def test_at_whole_cents_nothing_is_rounded(counts: dict[str, int], cents: int) -> None:
    owed = list_contributions(counts, Decimal(cents).scaleb(-2))
    assert owed.total_cents == owed.rounded_total_cents == cents * owed.population


def test_half_a_cent_is_rounded_up() -> None:
    assert list_contributions({"GM01": 5}, Decimal("0.071")).amounts_cents == {"GM01": 36}


def test_the_working_hides_no_zero_and_no_rounding() -> None:
    whole, part = list_contributions({"GM01": 1_000, "GM02": 1_001}, Decimal("0.0710")).contributions
    assert str(whole.working) == "1.000 × €\xa00,071 = €\xa071,00"
    assert str(part.working) == "1.001 × €\xa00,071 = €\xa071,071, afgerond €\xa071,07"


# --- what holds for any figures ---


@given(counts, rates)
def test_the_order_of_the_figures_does_not_matter(counts: dict[str, int], rate: Decimal) -> None:
    assert list_contributions(counts, rate) == list_contributions(dict(reversed(counts.items())), rate)


@given(counts, rates)
def test_subtotals_add_up_to_the_list(counts: dict[str, int], rate: Decimal) -> None:
    owed = list_contributions(counts, rate)
    groups = owed.subtotals({code: code[-1] for code in counts})
    assert sum(group.amount_cents for group in groups) == owed.total_cents
    assert sum(group.population for group in groups) == owed.population
    assert sum(group.municipalities for group in groups) == len(counts)


@given(st.integers(1, 10**9), rates.filter(bool))
def test_one_inhabitant_less_than_break_even_is_not_enough(budget_cents: int, rate: Decimal) -> None:
    inhabitants = break_even_population(budget_cents, rate)
    assert Fraction(rate) * inhabitants * 100 >= budget_cents
    assert Fraction(rate) * (inhabitants - 1) * 100 < budget_cents


@given(budgets, inhabited)
def test_the_covering_rate_covers_and_one_step_less_does_not(
    budget_cents: int, counts: dict[str, int]
) -> None:
    rate = covering_rate(budget_cents, counts)
    assert list_contributions(counts, rate).total_cents >= budget_cents
    if rate > 0:
        step_less = rate - Decimal("0.0001")
        assert list_contributions(counts, step_less).total_cents < budget_cents


def test_rounding_down_everywhere_asks_for_more_than_break_even() -> None:
    hundred = {f"GM{number:04d}": 1 for number in range(100)}
    assert break_even_rate(40, 100).rounded_up() == Decimal("0.0040")
    assert covering_rate(40, hundred) == Decimal("0.0050")


@given(budgets, st.integers(1, 10**8), st.integers(0, 8))
def test_an_exact_rate_is_written_cut_off_and_rounded_up(
    budget_cents: int, population: int, decimals: int
) -> None:
    exact = break_even_rate(budget_cents, population)
    written = exact.in_cents(decimals)
    shown = Fraction(written.rstrip("…").replace(".", "").replace(",", "."))
    assert 0 <= exact.euros * 100 - shown < Fraction(1, 10**decimals)
    assert written.endswith("…") == (shown != exact.euros * 100)
    assert 0 <= Fraction(exact.rounded_up(decimals)) - exact.euros < Fraction(1, 10**decimals)


@given(budgets, inhabited, st.data())
def test_the_largest_pay_all_and_nobody_else_is_larger(
    total_cents: int, counts: dict[str, int], data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(counts)))
    old = largest_pay_all(total_cents, counts, count=count)
    smallest_payer = counts[old.payers[-1]]
    assert len(old.payers) == count
    assert all(counts[code] <= smallest_payer for code in counts if code not in old.payers)
    assert sum(old.division.shares_cents.values()) == total_cents


@given(inhabited, rates, budgets, st.data())
def test_who_stays_away_is_missed_to_the_cent(
    counts: dict[str, int], rate: Decimal, budget_cents: int, data: st.DataObject
) -> None:
    largest = max(counts, key=lambda code: counts[code])
    without = data.draw(st.sets(st.sampled_from(sorted(counts)))) - {largest}
    answer = what_if(counts, rate, budget_cents, without=without)
    everyone = list_contributions(counts, rate).total_cents
    assert answer.balance.raised_cents + sum(answer.missed_cents.values()) == everyone
    assert set(answer.missed_cents) == without


# --- what is refused ---


def test_a_missing_population_is_named() -> None:
    with pytest.raises(ContributionError) as refusal:
        list_contributions(
            {"GM0148": None, "GM0150": 99_957}, SEVEN_CENTS, participants=["GM0148", "GM0150", "GM9"]
        )
    assert str(refusal.value) == "geen inwonertal op deze peildatum: GM0148 en GM9"
    assert refusal.value.codes == ("GM0148", "GM9")


@pytest.mark.parametrize(
    ("populations", "rate", "message"),
    [
        ({"GM01": -5}, SEVEN_CENTS, "het inwonertal van GM01 is negatief (-5)"),
        ({}, SEVEN_CENTS, "er doet geen enkele gemeente mee"),
        ({"GM01": 5}, Decimal("-0.01"), "het tarief moet een bedrag van nul of meer zijn"),
        ({"GM01": 5}, Decimal("NaN"), "het tarief moet een bedrag van nul of meer zijn"),
    ],
)
def test_bad_figures_are_refused_in_dutch(populations: dict[str, int], rate: Decimal, message: str) -> None:
    with pytest.raises(ContributionError) as refusal:
        list_contributions(populations, rate)
    assert str(refusal.value) == message


def test_figures_with_a_binary_fraction_are_no_figures() -> None:
    with pytest.raises(TypeError, match="rate"):
        list_contributions({"GM01": 5}, 0.07)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="population"):
        list_contributions({"GM01": 5.0}, SEVEN_CENTS)  # type: ignore[dict-item]


def test_questions_without_an_answer_are_refused() -> None:
    with pytest.raises(ContributionError, match="komt er nooit iets binnen"):
        break_even_population(BUDGET, Decimal(0))
    with pytest.raises(ContributionError, match="geen inwoners"):
        divide_fixed_sum(BUDGET, {"GM01": 0})
    with pytest.raises(ContributionError, match="7 daarvan kiezen gaat niet"):
        largest_pay_all(BUDGET, {"GM01": 5})
    with pytest.raises(ContributionError, match="het bedrag is negatief"):
        divide_fixed_sum(-1, {"GM01": 5})
    with pytest.raises(ContributionError, match="ten minste één jaar"):
        over_years({}, SEVEN_CENTS, BUDGET)
    with pytest.raises(ContributionError, match="niet op de lijst: GM02"):
        what_if({"GM01": 5}, SEVEN_CENTS, BUDGET, without={"GM02"})
    with pytest.raises(ContributionError, match="geen enkele gemeente"):
        what_if({"GM01": 5}, SEVEN_CENTS, BUDGET, without={"GM01"})
    with pytest.raises(ContributionError, match="hoort bij geen groep: GM01"):
        list_contributions({"GM01": 5}, SEVEN_CENTS).subtotals({})
