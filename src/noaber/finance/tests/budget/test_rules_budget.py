"""Sums of a budget never differ from their parts, whatever is amended and taken."""

from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.budget.year_budget import (
    AskedLine,
    BudgetSide,
    LineChange,
    LineFigures,
    Use,
    changes_of,
    figures,
    totals,
    used_faults,
)

CODES = st.sampled_from("abcd")
CENTS = st.integers(0, 10**9)
BUDGETS = st.dictionaries(CODES, CENTS, min_size=1)


def asked(budget: dict[str, int]) -> list[AskedLine]:
    return [AskedLine(code, BudgetSide.EXPENDITURE, code, "", cents) for code, cents in budget.items()]


@given(BUDGETS, st.lists(BUDGETS, max_size=4), st.dictionaries(CODES, st.builds(Use, CENTS, CENTS, CENTS)))
def test_every_column_is_the_sum_of_its_lines(
    first: dict[str, int], later: list[dict[str, int]], uses: dict[str, Use]
) -> None:
    original = changes_of(asked(first), [])
    amendments: list[tuple[LineChange, ...]] = []
    for wanted in later:
        amendments.append(changes_of(asked(wanted), figures(original, amendments, uses)))
    lines = figures(original, amendments, uses)
    last = (later or [first])[-1]
    found = totals(lines)
    assert {line.code: line.now_cents for line in lines if line.now_cents} == {
        code: cents for code, cents in last.items() if cents
    }
    assert found.now_cents == sum(last.values()) == found.original_cents + found.amended_cents
    assert found.left_cents == found.now_cents - found.committed_cents - found.spent_cents
    for line in lines:
        assert line.left_cents == line.now_cents - line.use.committed_cents - line.use.spent_cents


@given(CENTS, st.integers(0, 10**9), st.builds(Use, CENTS, CENTS, CENTS))
def test_a_change_is_refused_exactly_when_it_leaves_less_than_was_taken(
    before: int, after: int, use: Use
) -> None:
    line = LineFigures("a", BudgetSide.EXPENDITURE, "a", "", before, use=use)
    changes = changes_of(asked({"a": after}), [line])
    assert bool(list(used_faults(changes, [line]))) == (
        bool(changes) and after < min(before, use.taken_cents)
    )
