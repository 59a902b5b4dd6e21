"""Money as of a day: the page about it says what the code does, and no cent comes or goes."""

import datetime as dt
import doctest
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.bank.by_day import Happened, Part, on_a_day

FIRST = dt.date(2023, 1, 1)
days = st.integers(0, 40).map(lambda count: FIRST + dt.timedelta(days=count))


@st.composite
def payments(draw: st.DrawFn) -> tuple[int, list[Part]]:
    """A payment of which parts were booked one after the other, and some came free by a credit note after that."""
    whole = left = draw(st.integers(1, 500))
    parts, on = [], FIRST
    for said in range(1, 2 * draw(st.integers(0, 5)), 2):
        cents = draw(st.integers(0, left))
        on += dt.timedelta(days=draw(st.integers(0, 5)))
        freed_on = on + dt.timedelta(days=draw(st.integers(0, 5))) if draw(st.booleans()) else None
        if cents:
            parts.append(Part(f"{said}", cents, on, said, said + 1 if freed_on else 0, freed_on))
            left -= 0 if freed_on else cents
            on = freed_on or on
    return whole, parts


@given(payments(), days)
def test_what_is_on_invoices_and_what_is_free_is_the_payment_on_every_day(
    found: tuple[int, list[Part]], day: dt.date
) -> None:
    whole, parts = found
    shown = on_a_day(FIRST, whole, parts, day)
    on_invoices = sum(each.cents if each.happened is Happened.PAID else -each.cents for each in shown.lines)
    assert on_invoices + sum(cents for _on, cents in shown.free) == whole
    assert all(cents > 0 and on <= day for on, cents in shown.free)
    assert all(each.on <= day for each in shown.lines)


def test_the_page_about_this_rule_says_what_the_code_does() -> None:
    page = Path(__file__).parents[5] / "docs" / "rules" / "money-as-of-a-day.md"
    outcome = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (outcome.attempted, outcome.failed) == (8, 0)
