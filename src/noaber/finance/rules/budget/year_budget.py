"""The budget of one year: lines that stay the same over the years, amendments, and what is left of each.

Units: whole cents. A line is income or expenditure; the two are added up apart, and the difference between them is
shown, never spread. Co-funding is no part of it (R19, R44).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from noaber.core.rules.money import format_euro
from noaber.finance.rules.agreements.agreement import HIGHEST_CENTS, LONGEST_LINE, LONGEST_PURPOSE, Fault
from noaber.finance.rules.invoices.settlement import Settlement

CONTRIBUTIONS: Final = "bijdragen-van-gemeenten"
"""The code of the line of income that the contributions of the municipalities come in on."""

PROJECTS: Final = "projecten"
"""The code of the line that projects are paid from; commitments of projects stay within it (R48)."""


class BudgetSide(StrEnum):
    """What comes in, and what goes out."""

    INCOME = "income"
    EXPENDITURE = "expenditure"


class ProposalKind(StrEnum):
    """The first budget of a year, or a change of one that was approved."""

    ORIGINAL = "original"
    AMENDMENT = "amendment"


class ProposalStep(StrEnum):
    """What can happen to a proposal; one of them, once."""

    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line as somebody wants it; `code` is empty for one that is new."""

    code: str
    side: BudgetSide
    title: str
    purpose: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class LineChange:
    """What a proposal does to one line: from -> to, with its words as they are from then on."""

    code: str
    side: BudgetSide
    title: str
    purpose: str
    before_cents: int
    after_cents: int

    @property
    def difference_cents(self) -> int:
        return self.after_cents - self.before_cents


@dataclass(frozen=True, slots=True)
class Use:
    """What is taken of a line. `committed_cents` is what was committed and not spent yet.

    Of income: what was invoiced and did not come in yet is `requested_cents`, what came in `spent_cents`,
    and what came in and is not asked (any more) `to_return_cents`: that is netted against nothing. Income is without
    the tax that is owed on it; what is to be returned is the money, with tax.
    """

    requested_cents: int = 0
    committed_cents: int = 0
    spent_cents: int = 0
    to_return_cents: int = 0

    @property
    def taken_cents(self) -> int:
        return self.committed_cents + self.spent_cents


def invoiced(settlements: Iterable[Settlement]) -> Use:
    """What invoices bring in; what one payer paid too much makes no other owe less.

    >>> paid, owed, credited = Settlement(100, 100), Settlement(100, 40), Settlement(100, 100, 100)
    >>> invoiced([paid, owed, credited])
    Use(requested_cents=60, committed_cents=0, spent_cents=140, to_return_cents=100)
    >>> invoiced([Settlement(121, 121, 0, 21), Settlement(121, 0, 0, 21)])
    Use(requested_cents=100, committed_cents=0, spent_cents=100, to_return_cents=0)
    """
    rows = list(settlements)
    over = sum(row.over_cents for row in rows)
    return Use(sum(row.due_cents for row in rows), 0, sum(row.received_cents for row in rows), over)


@dataclass(frozen=True, slots=True)
class LineFigures:
    """One line of a year with all its columns.

    >>> line = LineFigures("a", BudgetSide.EXPENDITURE, "projecten", "", 100, -20, Use(5, 30, 40))
    >>> line.now_cents, line.left_cents, line.forecast_cents
    (80, 10, 75)
    """

    code: str
    side: BudgetSide
    title: str
    purpose: str
    original_cents: int = 0
    amended_cents: int = 0
    use: Use = field(default_factory=Use)

    @property
    def now_cents(self) -> int:
        return self.original_cents + self.amended_cents

    @property
    def left_cents(self) -> int:
        return self.now_cents - self.use.taken_cents

    @property
    def over_cents(self) -> int:
        """What of expenditure was taken beyond the budget, as when the bank took money back.

        >>> [LineFigures("a", side, "", "", 10, use=Use(0, 5, 7)).over_cents for side in BudgetSide]
        [0, 2]
        """
        return max(0, -self.left_cents) if self.side is BudgetSide.EXPENDITURE else 0

    @property
    def forecast_cents(self) -> int:
        """What the year comes to when all that was asked goes through, and nothing else comes."""
        return self.use.taken_cents + self.use.requested_cents


@dataclass(frozen=True, slots=True)
class Totals:
    """The sum of each column over some lines."""

    original_cents: int
    amended_cents: int
    now_cents: int
    requested_cents: int
    committed_cents: int
    spent_cents: int
    left_cents: int
    forecast_cents: int


def totals(lines: Iterable[LineFigures]) -> Totals:
    """Add up every column.

    >>> line = LineFigures("a", BudgetSide.EXPENDITURE, "a", "", 100, 0, Use(0, 30, 40))
    >>> totals([line, line]).left_cents
    60
    """
    found = list(lines)
    return Totals(
        sum(line.original_cents for line in found),
        sum(line.amended_cents for line in found),
        sum(line.now_cents for line in found),
        sum(line.use.requested_cents for line in found),
        sum(line.use.committed_cents for line in found),
        sum(line.use.spent_cents for line in found),
        sum(line.left_cents for line in found),
        sum(line.forecast_cents for line in found),
    )


def figures(
    original: Sequence[LineChange], amendments: Sequence[Sequence[LineChange]], uses: Mapping[str, Use]
) -> tuple[LineFigures, ...]:
    """The lines of a year after what was approved, each amendment after the one before; `uses` by code.

    >>> first = LineChange("a", BudgetSide.EXPENDITURE, "a", "", 0, 100)
    >>> [line] = figures([first], [[LineChange("a", BudgetSide.EXPENDITURE, "b", "", 100, 80)]], {})
    >>> line.title, line.original_cents, line.amended_cents
    ('b', 100, -20)
    """
    lines: dict[str, LineFigures] = {
        each.code: LineFigures(
            each.code, each.side, each.title, each.purpose, each.after_cents, use=uses.get(each.code, Use())
        )
        for each in original
    }
    for amendment in amendments:
        for each in amendment:
            known = lines.get(each.code) or LineFigures(
                each.code, each.side, each.title, each.purpose, use=uses.get(each.code, Use())
            )
            amended = known.amended_cents + each.difference_cents
            lines[each.code] = replace(known, title=each.title, purpose=each.purpose, amended_cents=amended)
    return tuple(sorted(lines.values(), key=lambda line: line.side is BudgetSide.EXPENDITURE))


def changes_of(asked: Sequence[AskedLine], known: Sequence[LineFigures]) -> tuple[LineChange, ...]:
    """From -> to of every line that changes; a line that is known and not asked any more goes to nothing.

    >>> known = LineFigures("a", BudgetSide.EXPENDITURE, "a", "", 100)
    >>> [change] = changes_of([], [known])
    >>> change.before_cents, change.after_cents
    (100, 0)
    >>> changes_of([AskedLine("a", BudgetSide.EXPENDITURE, "a", "", 100)], [known])
    ()
    """
    before = {line.code: line for line in known}
    found = []
    for line in asked:
        was = before.pop(line.code, None)
        cents = was.now_cents if was else 0
        words = (was.title, was.purpose) if was else None
        if words != (line.title, line.purpose) or cents != line.amount_cents:
            found.append(LineChange(line.code, line.side, line.title, line.purpose, cents, line.amount_cents))
    gone = [
        LineChange(was.code, was.side, was.title, was.purpose, was.now_cents, 0)
        for was in before.values()
        if was.now_cents
    ]
    return (*found, *gone)


def faults_of(asked: Sequence[AskedLine], known: Sequence[LineFigures]) -> list[Fault]:
    """Everything that is wrong with a budget or with a change of one; `field` is the code of a line, or `lines`.

    >>> line = LineFigures("a", BudgetSide.EXPENDITURE, "projecten", "", 100, use=Use(0, 30, 40))
    >>> [fault.field for fault in faults_of([AskedLine("a", line.side, "projecten", "", 60)], [line])]
    ['a']
    >>> [fault.field for fault in faults_of([], [line])]
    ['lines', 'lines']
    """
    return [*_line_faults(asked), *_set_faults(asked), *used_faults(changes_of(asked, known), known)]


def _line_faults(asked: Sequence[AskedLine]) -> Iterator[Fault]:
    for line in asked:
        place = line.code or "lines"
        if not line.title.strip():
            yield Fault(place, "Geef elke post een naam.")
        elif len(line.title) > LONGEST_LINE or len(line.purpose) > LONGEST_PURPOSE:
            yield Fault(place, f"De tekst bij ‘{line.title[:40]}’ is te lang.")
        if line.amount_cents < 0:
            yield Fault(place, f"Het bedrag van ‘{line.title}’ kan niet negatief zijn.")
        elif line.amount_cents > HIGHEST_CENTS:
            yield Fault(place, f"Het bedrag van ‘{line.title}’ is meer dan een miljard euro.")


def _set_faults(asked: Sequence[AskedLine]) -> Iterator[Fault]:
    if not any(line.side is BudgetSide.EXPENDITURE and line.amount_cents for line in asked):
        yield Fault("lines", "Vul ten minste één post in waaraan geld wordt uitgegeven.")
    for side in BudgetSide:
        names = [line.title.strip().casefold() for line in asked if line.side is side]
        for name in sorted({name for name in names if name and names.count(name) > 1}):
            yield Fault("lines", f"Deze post staat er twee keer: {name}.")


def used_faults(changes: Iterable[LineChange], known: Sequence[LineFigures]) -> Iterator[Fault]:
    """Lines that would come below what was committed and spent of them; what is over its budget may rise in part."""
    lines = {line.code: line for line in known if line.side is BudgetSide.EXPENDITURE}
    for change in changes:
        line = lines.get(change.code)
        if line is None or change.after_cents >= min(line.use.taken_cents, line.now_cents):
            continue
        taken = format_euro(line.use.taken_cents)
        if change.after_cents:
            yield Fault(
                change.code,
                f"Van ‘{line.title}’ is al {taken} vastgelegd of uitgegeven. Lager kan de post niet worden.",
            )
        else:
            yield Fault("lines", f"‘{line.title}’ kan niet weg: er is al {taken} vastgelegd of uitgegeven.")
