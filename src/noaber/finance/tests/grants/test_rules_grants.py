"""Whatever happens with a grant: every euro of the award is spent, unspent or not paid out, once (Awb 4.2)."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.grants.grant import (
    GrantStepKind,
    GrantStepText,
    step_faults,
    sums_of,
)
from noaber.finance.rules.grants.order import order_fault

LAST = dt.date(2023, 5, 15)
KINDS = [kind for kind in GrantStepKind if kind is not GrantStepKind.WITHDRAWN]
STEPS = st.builds(
    GrantStepText,
    st.sampled_from(KINDS),
    st.dates(dt.date(2023, 1, 1), dt.date(2023, 1, 31)),
    st.integers(0, 500),
    st.just(""),
    st.just("brief"),
)
BEGUN = (
    GrantStepText(GrantStepKind.APPLICATION, dt.date(2022, 1, 1), 1000, "", "brief"),
    GrantStepText(GrantStepKind.AWARD, dt.date(2022, 2, 1), 900, "", "brief"),
)


@given(st.lists(STEPS, max_size=25))
def test_the_parts_of_an_award_are_always_the_whole_of_it(tried: list[GrantStepText]) -> None:
    """Only steps that are let through count, as the service does it."""
    kept = list(BEGUN)
    for step in tried:
        if order_fault([*kept, step]) is None:
            kept.append(step)
    sums = sums_of(kept)
    parts = (sums.spent, sums.unspent, sums.not_paid_out, sums.lapsed)
    assert min(parts) >= 0
    assert sum(parts) == sums.awarded == 900
    assert 0 <= sums.received <= sums.awarded
    assert sums.not_paid_out <= sums.still_to_come, "what never comes is not still to come"
    assert sums.settled is None or sums.settled <= sums.awarded
    assert sums.received + sums.still_to_come - sums.to_pay_back == (
        sums.settled if sums.settled is not None else sums.awarded
    )
    assert sums.unspent - sums.prefinanced == sums.income - sums.spent
    assert sums.spent + sums.own_cost == sums.accounted
    assert min(sums.own_cost, sums.prefinanced) >= 0
    assert sums.lapsed == (0 if sums.settled is None else sums.awarded - sums.settled)


@given(st.lists(STEPS, max_size=12))
def test_nothing_but_an_application_and_a_refusal_comes_before_an_award(tried: list[GrantStepText]) -> None:
    kept = list[GrantStepText]()
    for step in tried:
        if step.kind is not GrantStepKind.AWARD and order_fault([*kept, step]) is None:
            kept.append(step)
    assert {step.kind for step in kept} <= {GrantStepKind.APPLICATION, GrantStepKind.REFUSED}
    sums = sums_of(kept)
    assert (sums.awarded, sums.received, sums.still_to_come, sums.to_pay_back) == (0, 0, 0, 0)


def test_a_negative_amount_and_an_amount_that_is_too_large_are_refused() -> None:
    for cents in (-1, 10**13):
        step = GrantStepText(GrantStepKind.ADVANCE, LAST, cents, "", "brief")
        assert [fault.field for fault in step_faults(step, LAST)] == ["amount"]
