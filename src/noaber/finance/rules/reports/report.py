"""What a report says of a year: each line beside the budget, and what must be explained before it is final.

Units: whole cents. Income is what was invoiced for the year and not credited, whoever paid already, and what of grants
was awarded on its lines, whatever came in; expenditure is what was booked on it. Co-funding stands apart: nobody pays
it (R19, R44).
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from noaber.core.rules.dutch import MONTHS
from noaber.core.rules.reasons import SAYS_NOTHING, says_something
from noaber.finance.rules.agreements.agreement import HIGHEST_CENTS, Fault
from noaber.finance.rules.budget.year_budget import BudgetSide

LONGEST_EXPLANATION: Final = 1000
LAST_MONTH: Final = 12
ANNUAL_CODE: Final = "jaarrekening"


class ReportKind(StrEnum):
    """A look at a year that still runs, or the account of one that is over."""

    INTERIM = "interim"
    ANNUAL = "annual"


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """Of which agreement, which year of it, and up to which day.

    >>> ReportPeriod("a", 2021, ReportKind.INTERIM, dt.date(2021, 6, 30)).code
    't-m-juni'
    """

    agreement: str
    year: int
    kind: ReportKind
    until_on: dt.date

    @property
    def code(self) -> str:
        return period_code(self.kind, self.until_on)


def period_of(agreement: str, year: int, month: int) -> ReportPeriod:
    """The period that ends with a month; with the last one it is the year.

    >>> period_of("a", 2021, 12).code
    'jaarrekening'
    """
    kind = ReportKind.ANNUAL if month == LAST_MONTH else ReportKind.INTERIM
    return ReportPeriod(agreement, year, kind, last_day(year, month))


@dataclass(frozen=True, slots=True)
class Threshold:
    """How far a line may be off without a word: both must be exceeded. `percent` is of what was budgeted.

    >>> half = Threshold(Decimal(10), 1_000_00)
    >>> half.is_exceeded(2_000_00, 10_000_00), half.is_exceeded(-1_000_00, 5_000_00), half.is_exceeded(2_000_00, 0)
    (True, False, True)
    """

    percent: Decimal = Decimal(10)
    cents: int = 1_000_00

    def is_exceeded(self, deviation_cents: int, budgeted_cents: int) -> bool:
        off = abs(deviation_cents)
        return off > self.cents and off * 100 > self.percent * abs(budgeted_cents)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line up to the last day of the period; `actual_cents` is what was invoiced or awarded, or booked.

    >>> line = ReportLine("a", BudgetSide.EXPENDITURE, "projecten", 100, 5, 30, 40)
    >>> line.left_cents, line.computed_cents
    (30, 75)
    """

    code: str
    side: BudgetSide
    title: str
    budgeted_cents: int = 0
    requested_cents: int = 0
    committed_cents: int = 0
    actual_cents: int = 0

    @property
    def left_cents(self) -> int:
        return self.budgeted_cents - self.committed_cents - self.actual_cents

    @property
    def above_cents(self) -> int:
        """What more was invoiced or awarded than was budgeted."""
        return max(0, -self.left_cents) if self.side is BudgetSide.INCOME else 0

    @property
    def to_come_cents(self) -> int:
        """What is left; of income never below nought, since nothing less than nothing is still to be asked.

        >>> line = ReportLine("a", BudgetSide.INCOME, "subsidie", 50, actual_cents=280)
        >>> line.to_come_cents, line.above_cents
        (0, 230)
        """
        return self.left_cents + self.above_cents

    @property
    def computed_cents(self) -> int:
        """What the year comes to when all that was asked goes through, and nothing else comes."""
        return self.actual_cents + self.committed_cents + self.requested_cents


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a line is off; `expected_cents`: what the writer expects of the year instead of what was computed."""

    code: str
    text: str = ""
    expected_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with what is expected of it, how far that is off, and the words with it."""

    line: ReportLine
    expected_cents: int
    text: str
    must_be_explained: bool

    @property
    def deviation_cents(self) -> int:
        """Above zero: more than was budgeted."""
        return self.expected_cents - self.line.budgeted_cents

    @property
    def is_lacking(self) -> bool:
        return self.must_be_explained and not says_something(self.text)


def judged(
    kind: ReportKind, lines: Iterable[ReportLine], said: Iterable[Explanation], threshold: Threshold
) -> tuple[Judged, ...]:
    """Every line with what is expected of it; in the account of a year that is what it came to.

    Who expects something else than was computed says why, however small.

    >>> line = ReportLine("a", BudgetSide.EXPENDITURE, "projecten", 10_000_00, 0, 0, 4_000_00)
    >>> [one] = judged(ReportKind.INTERIM, [line], [Explanation("a", "", 10_000_00)], Threshold())
    >>> one.deviation_cents, one.is_lacking
    (0, True)
    """
    by_code = {each.code: each for each in said}
    found = []
    for line in lines:
        known = by_code.get(line.code, Explanation(line.code))
        is_other = kind is ReportKind.INTERIM and known.expected_cents not in (None, line.computed_cents)
        computed = line.computed_cents if kind is ReportKind.INTERIM else line.actual_cents
        expected = known.expected_cents if is_other and known.expected_cents is not None else computed
        is_off = threshold.is_exceeded(expected - line.budgeted_cents, line.budgeted_cents)
        found.append(Judged(line, expected, known.text, is_off or is_other))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class SideSums:
    """The sums of one side; they are those of its lines and nothing else."""

    budgeted_cents: int
    requested_cents: int
    committed_cents: int
    actual_cents: int
    expected_cents: int

    @property
    def left_cents(self) -> int:
        return self.budgeted_cents - self.committed_cents - self.actual_cents

    @property
    def deviation_cents(self) -> int:
        return self.expected_cents - self.budgeted_cents


def side_sums(lines: Iterable[Judged], side: BudgetSide) -> SideSums:
    own = [each for each in lines if each.line.side is side]
    return SideSums(
        sum(each.line.budgeted_cents for each in own),
        sum(each.line.requested_cents for each in own),
        sum(each.line.committed_cents for each in own),
        sum(each.line.actual_cents for each in own),
        sum(each.expected_cents for each in own),
    )


def period_code(kind: ReportKind, until_on: dt.date) -> str:
    """The period as it stands in an address.

    >>> period_code(ReportKind.INTERIM, dt.date(2021, 6, 30)), period_code(ReportKind.ANNUAL, dt.date(2021, 12, 31))
    ('t-m-juni', 'jaarrekening')
    """
    return ANNUAL_CODE if kind is ReportKind.ANNUAL else f"t-m-{MONTHS[until_on.month - 1]}"


def last_day(year: int, month: int) -> dt.date:
    """The last day of a month.

    >>> last_day(2020, 2)
    datetime.date(2020, 2, 29)
    """
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def period_faults(kind: ReportKind, until_on: dt.date, today: dt.date) -> Iterator[Fault]:
    """Why there can be no report of this period on a day.

    >>> [fault.field for fault in period_faults(ReportKind.ANNUAL, dt.date(2021, 12, 31), dt.date(2021, 12, 31))]
    ['period']
    """
    if until_on >= today:
        yield Fault("period", "Deze periode is nog niet voorbij.")
    is_whole = (until_on.month, until_on.day) == (LAST_MONTH, 31)
    if is_whole is not (kind is ReportKind.ANNUAL):
        yield Fault("period", "Over het hele jaar gaat de jaarrekening.")


def explanation_faults(
    lines: Iterable[ReportLine], said: Iterable[Explanation], threshold: Threshold
) -> Iterator[Fault]:
    """What is wrong with what was typed; a line that still lacks words is no fault of a draft."""
    known: Mapping[str, ReportLine] = {line.code: line for line in lines}
    if not (threshold.percent.is_finite() and 0 <= threshold.percent <= 100):
        yield Fault("percent", "Kies een percentage van 0 tot en met 100.")
    if not 0 <= threshold.cents <= HIGHEST_CENTS:
        yield Fault("cents", "De grens is nul of meer.")
    for each in said:
        if each.code not in known:
            yield Fault("lines", f"Deze post staat niet in het verslag: {each.code}.")
        elif len(each.text) > LONGEST_EXPLANATION:
            yield Fault(each.code, f"Deze tekst is te lang: ten hoogste {LONGEST_EXPLANATION} tekens.")
        elif each.text.strip() and not says_something(each.text):
            yield Fault(each.code, SAYS_NOTHING)
        elif each.expected_cents is not None and abs(each.expected_cents) > HIGHEST_CENTS:
            yield Fault(each.code, "Dit bedrag is meer dan een miljard euro.")
