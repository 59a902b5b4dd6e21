"""The account of a year: its result, what happens with it, the reserve, and the share of each payer to the cent.

Units: whole cents. Result = income - expenditure. What the reserve was at the start of the agreement is an input; from
then on it is what the account of the year before left. Every share is by largest remainder: the parts are the sum.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from noaber.core.rules.money import format_euro, split_by_largest_remainder
from noaber.finance.rules.agreements.agreement import HIGHEST_CENTS, Fault


@dataclass(frozen=True, slots=True)
class Payer:
    """Who was asked a contribution for the year: what stands of it, and what was paid; `vat_cents` is the tax in it.

    >>> Payer("GM01", "a", 121, 0, 21).income_cents
    100
    """

    code: str
    name: str
    asked_cents: int
    paid_cents: int
    vat_cents: int = 0

    @property
    def income_cents(self) -> int:
        """The contribution itself; what is open to be paid is with tax."""
        return self.asked_cents - self.vat_cents

    @property
    def open_cents(self) -> int:
        return max(0, self.asked_cents - self.paid_cents)


@dataclass(frozen=True, slots=True)
class Appropriation:
    """What happens with a result. `corrections_cents`: what changed since of years whose account was adopted.

    `back_cents` goes back to who paid, `carried_cents` stays in the reserve for commitments that go on.

    >>> year = Appropriation(1_000, 50_000, 45_000, corrections_cents=-500, back_cents=2_000, carried_cents=1_500)
    >>> year.result_cents, year.to_reserve_cents, year.closing_cents, year.free_cents
    (5000, 3000, 3500, 2000)
    """

    opening_cents: int
    income_cents: int
    expenditure_cents: int
    corrections_cents: int = 0
    back_cents: int = 0
    carried_cents: int = 0

    @property
    def result_cents(self) -> int:
        return self.income_cents - self.expenditure_cents

    @property
    def to_reserve_cents(self) -> int:
        """A shortage is taken from the reserve."""
        return self.result_cents - self.back_cents

    @property
    def closing_cents(self) -> int:
        return self.opening_cents + self.corrections_cents + self.to_reserve_cents

    @property
    def free_cents(self) -> int:
        return self.closing_cents - self.carried_cents


def appropriation_faults(found: Appropriation, open_commitments_cents: int) -> Iterator[Fault]:
    """Why this cannot be done with the result.

    >>> [fault.field for fault in appropriation_faults(Appropriation(0, 100, 50, back_cents=40, carried_cents=20), 10)]
    ['carried', 'carried']
    """
    if abs(found.opening_cents) > HIGHEST_CENTS:
        yield Fault("opening", "Dit bedrag is meer dan een miljard euro.")
    for field, cents in (("back", found.back_cents), ("carried", found.carried_cents)):
        if cents < 0:
            yield Fault(field, "Dit bedrag kan niet negatief zijn.")
    room = max(0, found.result_cents)
    if found.back_cents > room:
        yield Fault("back", f"Het resultaat is {format_euro(found.result_cents)}. Meer kan niet terug.")
    if found.carried_cents > open_commitments_cents:
        open_text = format_euro(open_commitments_cents)
        yield Fault(
            "carried", f"Aan verplichtingen loopt {open_text} door. Meer kan niet mee naar volgend jaar."
        )
    if found.back_cents <= room < found.back_cents + found.carried_cents:
        left = format_euro(room - found.back_cents)
        yield Fault("carried", f"Van het resultaat is dan nog {left} over om mee te nemen.")


def shares(total_cents: int, payers: Iterable[Payer]) -> dict[str, int]:
    """The part of every payer in a sum, by its contribution; nobody is asked anything: no parts.

    >>> shares(100, [Payer("GM02", "b", 1, 0), Payer("GM01", "a", 1, 0), Payer("GM03", "c", 1, 0)])
    {'GM01': 34, 'GM02': 33, 'GM03': 33}
    """
    weights = {payer.code: payer.income_cents for payer in payers if payer.income_cents > 0}
    return split_by_largest_remainder(total_cents, weights) if weights else {}


def has_parts(payers: Iterable[Payer]) -> bool:
    """Whether a sum can be divided over them: somebody was asked something.

    >>> has_parts([Payer("GM01", "a", 1, 0)]), has_parts([Payer("GM01", "a", 0, 5)])
    (True, False)
    """
    return any(payer.income_cents > 0 for payer in payers)


@dataclass(frozen=True, slots=True)
class OwnPart:
    """The part of one payer in a sum of the year."""

    code: str
    title: str
    total_cents: int
    own_cents: int


def own_parts(
    own: Collection[str], sums: Sequence[tuple[str, str, int]], payers: Sequence[Payer]
) -> tuple[OwnPart, ...]:
    """Of each sum (code, title, cents) the part of one payer, by its codes: over all payers they are the sum.

    >>> [part] = own_parts(["GM01"], [("a", "projecten", 101)], [Payer("GM01", "a", 1, 1), Payer("GM02", "b", 1, 1)])
    >>> part.own_cents
    51
    """
    return tuple(
        OwnPart(code, title, cents, sum(shares(cents, payers).get(payer, 0) for payer in own))
        for code, title, cents in sums
    )


@dataclass(frozen=True, slots=True)
class OwnYear:
    """What the money of one payer did in a year, to its own cent.

    Over all payers each line and the rest are the sums of the year; of one payer the lines and the rest are what it was
    asked without tax, with its part of other income.
    """

    asked_cents: int
    other_income: tuple[OwnPart, ...]
    spent: tuple[OwnPart, ...]
    vat_cents: int = 0

    @property
    def rest_cents(self) -> int:
        """Its part of the result: what was not spent, or below zero what the reserve paid for it."""
        came_in = self.asked_cents + sum(part.own_cents for part in self.other_income)
        return came_in - sum(part.own_cents for part in self.spent)


def own_year(
    own: Collection[str],
    other_income: Sequence[tuple[str, str, int]],
    spent: Sequence[tuple[str, str, int]],
    payers: Sequence[Payer],
) -> OwnYear:
    """Of one payer by its codes, of which it has several when it took others up; sums as (code, title, cents).

    >>> both = [Payer("GM01", "a", 100, 100), Payer("GM02", "b", 100, 100)]
    >>> [own_year([each.code], [], [("a", "projecten", 51)], both).rest_cents for each in both]
    [74, 75]
    """
    asked = sum(each.income_cents for each in payers if each.code in own)
    vat = sum(each.vat_cents for each in payers if each.code in own)
    return OwnYear(asked, own_parts(own, other_income, payers), own_parts(own, spent, payers), vat)


def corrections(now: Mapping[int, int], adopted: Mapping[int, int], taken: Mapping[int, int]) -> int:
    """What the results of adopted years came to since, less what later accounts took in already; all by year.

    >>> corrections({2020: 90, 2021: 50}, {2020: 100, 2021: 50}, {2020: 0, 2021: -10})
    0
    """
    return sum(now[year] - cents for year, cents in adopted.items()) - sum(taken.values())
