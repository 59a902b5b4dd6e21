"""What an agreement comes to (R42-R44), and what is no agreement."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.agreements.agreement import BudgetItem, Side, faults
from noaber.finance.tests.samples import LINES, MEMO, terms

ITEMS = st.builds(
    BudgetItem, st.sampled_from(Side), st.text(min_size=1, max_size=20), st.integers(1, 10**9), st.just("")
)


def test_the_memo_comes_to_its_own_sums() -> None:
    assert (MEMO.budget_cents, MEMO.co_funding_cents, MEMO.size_cents) == (230_000_00, 140_000_00, 370_000_00)
    assert MEMO.years == (2020, 2021, 2022, 2023)
    assert faults(MEMO) == []


@given(st.lists(ITEMS))
def test_money_and_co_funding_never_mix_and_together_are_everything(items: list[BudgetItem]) -> None:
    agreement = terms(lines=tuple(items))
    assert agreement.size_cents == sum(item.amount_cents for item in items)
    without = terms(lines=tuple(item for item in items if item.side is Side.CONTRIBUTION))
    assert (without.budget_cents, without.co_funding_cents) == (agreement.budget_cents, 0)


@given(st.lists(ITEMS, unique_by=id).flatmap(st.permutations))
def test_the_order_of_the_lines_changes_no_sum(items: list[BudgetItem]) -> None:
    in_order = sorted(items, key=lambda item: (item.side, item.title, item.amount_cents))
    assert terms(lines=tuple(items)).budget_cents == terms(lines=tuple(in_order)).budget_cents


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"source": ""}, "source"),
        ({"title": "x" * 201}, "title"),
        ({"rate": Decimal(0)}, "rate"),
        ({"rate": Decimal("-0.07")}, "rate"),
        ({"rate": Decimal("NaN")}, "rate"),
        ({"rate": Decimal(11)}, "rate"),
        ({"rate": Decimal("0.0712345")}, "rate"),
        ({"fte": Decimal("-0.5")}, "fte"),
        ({"fte": Decimal("0.125")}, "fte"),
        ({"first_year": 1999}, "first_year"),
        ({"last_year": 2019}, "last_year"),
        ({"last_year": 2032}, "last_year"),
        ({"proposed_on": dt.date(2024, 1, 1)}, "proposed_on"),
        ({"largest_paid": -1}, "largest_paid"),
        ({"lines": ()}, "lines"),
        ({"lines": LINES[4:]}, "lines"),
        ({"lines": (*LINES, LINES[0])}, "lines"),
        ({"lines": (BudgetItem(Side.CONTRIBUTION, "", 1),)}, "lines"),
        ({"lines": (BudgetItem(Side.CONTRIBUTION, "niets", 0),)}, "lines"),
        ({"lines": (BudgetItem(Side.CONTRIBUTION, "te veel", 10**15),)}, "lines"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_named_with_its_field(changes: dict[str, Any], field: str) -> None:
    assert [fault.field for fault in faults(terms(**changes))] == [field]


def test_the_same_name_on_either_side_is_fine() -> None:
    both = (*LINES, BudgetItem(Side.CO_FUNDING, "projecten", 1))
    assert faults(terms(lines=both)) == []


def test_words_may_be_mended_without_asking_anything_else() -> None:
    renamed = tuple(BudgetItem(line.side, f"{line.title}!", line.amount_cents, "nieuw") for line in LINES)
    assert terms(title="Anders", source="Elders", lines=renamed).asked == MEMO.asked
    assert terms(rate=Decimal("0.08")).asked != MEMO.asked
    assert terms(lines=LINES[:-1]).asked != MEMO.asked
