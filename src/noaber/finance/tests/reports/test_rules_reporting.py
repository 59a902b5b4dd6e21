"""Sums never differ from their parts: per line, per side, per payer and per share of tax."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.reports.annual_accounts import (
    Appropriation,
    Payer,
    appropriation_faults,
    own_parts,
    own_year,
    shares,
)
from noaber.finance.rules.reports.content import Figures, ReportContent, from_json, seal_of, to_json
from noaber.finance.rules.reports.report import Explanation, ReportKind, ReportLine, Threshold

CENTS = st.integers(0, 10**9)
SIGNED = st.integers(-(10**9), 10**9)
PAYERS = st.lists(
    st.builds(Payer, st.from_regex(r"GM[0-9]{4}", fullmatch=True), st.just("x"), CENTS, CENTS),
    max_size=80,
    unique_by=lambda payer: payer.code,
).map(tuple)
LINES = st.lists(
    st.builds(
        ReportLine,
        st.from_regex(r"[a-z]{3}", fullmatch=True),
        st.sampled_from(BudgetSide),
        st.just("post"),
        CENTS,
        CENTS,
        CENTS,
        SIGNED,
    ),
    max_size=12,
    unique_by=lambda line: line.code,
).map(tuple)


@given(PAYERS, SIGNED)
def test_the_shares_of_a_sum_are_the_sum(payers: tuple[Payer, ...], cents: int) -> None:
    found = shares(cents, payers)
    paying = [payer for payer in payers if payer.asked_cents]
    assert sum(found.values()) == (cents if paying else 0)
    assert set(found) == {payer.code for payer in paying}


@given(PAYERS.filter(lambda found: any(payer.asked_cents for payer in found)), st.lists(SIGNED, max_size=6))
def test_over_all_payers_every_line_is_whole(payers: tuple[Payer, ...], sums: list[int]) -> None:
    named = [(str(number), "post", cents) for number, cents in enumerate(sums)]
    parts = [own_parts([payer.code], named, payers) for payer in payers]
    for number, cents in enumerate(sums):
        assert sum(own[number].own_cents for own in parts) == cents


@given(LINES, PAYERS, SIGNED, CENTS, CENTS, st.sampled_from(ReportKind))
def test_a_report_adds_up_and_comes_back_as_it_was(
    lines: tuple[ReportLine, ...],
    payers: tuple[Payer, ...],
    opening: int,
    back: int,
    carried: int,
    kind: ReportKind,
) -> None:
    said = tuple(Explanation(line.code, "Een reden in woorden.", line.budgeted_cents) for line in lines[:2])
    content = ReportContent(
        "a",
        2020,
        kind,
        dt.date(2020, 12, 31),
        Figures(lines, (), payers),
        Threshold(Decimal("7.5"), 100),
        said,
        opening_cents=opening,
        back_cents=back,
        carried_cents=carried,
    )
    for side in BudgetSide:
        sums, own = content.sums(side), content.of(side)
        assert sums.deviation_cents == sum(each.deviation_cents for each in own)
        assert sums.left_cents == sum(each.line.left_cents for each in own)
    assert sum(len(content.of(side)) for side in BudgetSide) == len(lines)
    year = content.appropriation
    assert year.closing_cents + year.back_cents == opening + year.income_cents - year.expenditure_cents
    assert from_json(to_json(content)) == content
    assert seal_of(to_json(content)) == content.seal
    assert replace(content, opening_cents=opening + 1).seal != content.seal


@given(CENTS, CENTS, CENTS, CENTS, CENTS)
def test_what_is_accepted_never_hands_out_more_than_the_result(
    income: int, expenditure: int, back: int, carried: int, open_cents: int
) -> None:
    found = Appropriation(0, income, expenditure, 0, back, carried)
    if not list(appropriation_faults(found, open_cents)):
        assert back + carried <= max(0, found.result_cents)
        assert carried <= open_cents


@given(
    PAYERS.filter(lambda found: any(payer.asked_cents for payer in found)),
    st.lists(SIGNED, max_size=6),
    st.lists(CENTS, max_size=2),
)
def test_of_a_year_both_the_lines_and_the_payers_add_up(
    payers: tuple[Payer, ...], spent: list[int], other: list[int]
) -> None:
    lines = [(str(number), "post", cents) for number, cents in enumerate(spent)]
    income = [(str(number), "subsidie", cents) for number, cents in enumerate(other)]
    years = [own_year([payer.code], income, lines, payers) for payer in payers]
    result = sum(payer.asked_cents for payer in payers) + sum(other) - sum(spent)
    assert sum(year.rest_cents for year in years) == result
    for payer, year in zip(payers, years, strict=True):
        own_spent = sum(part.own_cents for part in year.spent)
        own_income = sum(part.own_cents for part in year.other_income)
        assert own_spent + year.rest_cents - own_income == payer.asked_cents
