"""What grants bring in on the lines of a budget. Units: whole cents."""

from collections.abc import Iterable

from noaber.finance.rules.budget.year_budget import Use
from noaber.finance.rules.grants.grant import GrantSums, IncomeLine


def income_of(found: Iterable[tuple[IncomeLine | None, GrantSums]]) -> dict[IncomeLine, Use]:
    """By line what came in of its grants, what of them is still to come and what must go back.

    A grant without a line counts nowhere; what is above what was settled is no income.

    >>> line = IncomeLine("afspraak", 2021, "zonmw")
    >>> found = income_of([(line, GrantSums(90, 90, 70)), (line, GrantSums(10, 10)), (None, GrantSums(5, 5, 5))])
    >>> list(found) == [line], found[line].requested_cents, found[line].spent_cents
    (True, 30, 70)
    >>> income_of([(line, GrantSums(50, 40, 32, 25, settled=25))])[line]
    Use(requested_cents=0, committed_cents=0, spent_cents=25, to_return_cents=7)
    """
    uses: dict[IncomeLine, Use] = {}
    for line, sums in found:
        if line is not None:
            known = uses.get(line, Use())
            uses[line] = Use(
                known.requested_cents + sums.still_to_come,
                0,
                known.spent_cents + sums.income,
                known.to_return_cents + sums.to_pay_back,
            )
    return uses
