"""What is asked of the partners together: a rate, some years, capacity, and the budget that it is for.

Units: the rate is a ``Decimal`` in euro per inhabitant a year, capacity is in fte per partner a year, an amount is
whole cents a year. Money and co-funding (capacity, facilities, grants) are added up apart, never together (R19).

Source: the memo of 28 January 2019, section 3 (R42-R46, R57, R58).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from noaber.finance.rules.rate_text import RateError, checked_size, plain

PARTNER_KINDS: Final = ("police", "prosecution_service", "riec")
"""Who gives capacity instead of money, by the register's kinds of organisations."""

EARLIEST_YEAR: Final = 2000
LATEST_YEAR: Final = 2100
MOST_YEARS: Final = 12
HIGHEST_FTE: Final = Decimal(100)
HIGHEST_CENTS: Final = 1_000_000_000_00
NEEDED: Final = ("title", "source")
LONGEST: Final = {"title": 200, "source": 300, "facilities": 200, "decided_by": 60}
LONGEST_LINE: Final = 120
LONGEST_PURPOSE: Final = 300


class Side(StrEnum):
    """Where a line of the budget comes from: the municipalities' money, or what others bring in."""

    CONTRIBUTION = "contribution"
    CO_FUNDING = "co_funding"


@dataclass(frozen=True, slots=True)
class BudgetItem:
    """One line of the yearly budget; `purpose` says what it is meant for (R46)."""

    side: Side
    title: str
    amount_cents: int
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """An agreement as it is proposed; `decided_by` is the code of the proposal with which it is decided upon.

    `largest_paid`: how many of the largest municipalities paid everything before.
    """

    title: str
    source: str
    proposed_on: dt.date
    rate: Decimal
    first_year: int
    last_year: int
    fte: Decimal
    lines: tuple[BudgetItem, ...]
    facilities: str = ""
    largest_paid: int = 0
    decided_by: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.last_year + 1))

    @property
    def budget_cents(self) -> int:
        """What the municipalities together bring in each year."""
        return self.total_cents(Side.CONTRIBUTION)

    @property
    def co_funding_cents(self) -> int:
        """What others bring in each year, valued in money."""
        return self.total_cents(Side.CO_FUNDING)

    @property
    def size_cents(self) -> int:
        """Both sides beside each other: the size of the work, not money that anyone has."""
        return self.budget_cents + self.co_funding_cents

    def total_cents(self, side: Side) -> int:
        return sum(line.amount_cents for line in self.of(side))

    def of(self, side: Side) -> tuple[BudgetItem, ...]:
        return tuple(line for line in self.lines if line.side is side)

    def reference_on(self, year: int) -> dt.date:
        """1 January of the year: one of the two readings of the memo, that names no reference date."""
        return dt.date(year, 1, 1)

    def members_on(self, reference_on: dt.date) -> dt.date:
        """The day that decides which municipalities take part: the reference date, or the agreement's own date."""
        return max(reference_on, self.proposed_on)

    @property
    def asked(self) -> tuple[object, ...]:
        """What organisations decide upon: it stands once one of them has. Names and purposes may still be mended."""
        amounts = tuple((line.side, line.amount_cents) for line in self.lines)
        return (
            self.proposed_on,
            self.rate,
            self.first_year,
            self.last_year,
            self.fte,
            self.facilities,
            amounts,
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the terms, in Dutch; `field` is the name of a field of `AgreementTerms`."""

    field: str
    message: str


def faults(terms: AgreementTerms) -> list[Fault]:
    """Everything that is wrong, in the order of the form.

    >>> from dataclasses import replace
    >>> line = BudgetItem(Side.CONTRIBUTION, "coördinatie", 90_000_00)
    >>> memo = AgreementTerms(
    ...     "Bijdragen", "memo", dt.date(2019, 1, 28), Decimal("0.07"), 2020, 2023, Decimal("0.5"), (line,)
    ... )
    >>> faults(memo)
    []
    >>> [fault.field for fault in faults(replace(memo, last_year=2019, lines=()))]
    ['last_year', 'lines']
    """
    return [*_text_faults(terms), *_rate_faults(terms), *_year_faults(terms), *_line_faults(terms)]


def _text_faults(terms: AgreementTerms) -> Iterator[Fault]:
    for field, longest in LONGEST.items():
        text: str = getattr(terms, field)
        if field in NEEDED and not text.strip():
            yield Fault(field, "Vul dit in.")
        if len(text) > longest:
            yield Fault(field, f"Deze tekst is te lang: ten hoogste {longest} tekens.")
    if terms.largest_paid < 0:
        yield Fault("largest_paid", "Dit aantal kan niet negatief zijn.")


def _rate_faults(terms: AgreementTerms) -> Iterator[Fault]:
    if not terms.rate.is_finite() or terms.rate <= 0:
        yield Fault("rate", "Het tarief moet meer dan nul zijn.")
        return
    try:
        checked_size(plain(terms.rate))
    except RateError as error:
        yield Fault("rate", str(error))
    if not terms.fte.is_finite() or not 0 <= terms.fte <= HIGHEST_FTE:
        yield Fault("fte", f"De capaciteit ligt tussen 0 en {HIGHEST_FTE} fte.")
    elif terms.fte != round(terms.fte, 2):
        yield Fault("fte", "De capaciteit heeft ten hoogste twee cijfers achter de komma.")


def _year_faults(terms: AgreementTerms) -> Iterator[Fault]:
    if not EARLIEST_YEAR <= terms.first_year <= LATEST_YEAR:
        yield Fault("first_year", f"Kies een jaar van {EARLIEST_YEAR} tot en met {LATEST_YEAR}.")
    elif terms.last_year < terms.first_year:
        yield Fault("last_year", "Het laatste jaar ligt voor het eerste.")
    elif terms.last_year - terms.first_year >= MOST_YEARS:
        yield Fault("last_year", f"Een afspraak duurt ten hoogste {MOST_YEARS} jaar.")
    elif terms.proposed_on.year > terms.last_year:
        yield Fault("proposed_on", "De afspraak is voorgesteld na het laatste jaar waarover zij gaat.")


def _line_faults(terms: AgreementTerms) -> Iterator[Fault]:
    if not terms.of(Side.CONTRIBUTION):
        yield Fault("lines", "Vul ten minste één post in waarvoor de gemeenten betalen.")
    for line in terms.lines:
        if not line.title.strip():
            yield Fault("lines", "Geef elke post een naam.")
        elif len(line.title) > LONGEST_LINE or len(line.purpose) > LONGEST_PURPOSE:
            yield Fault("lines", f"De tekst bij ‘{line.title[:40]}’ is te lang.")
        elif not 0 < line.amount_cents <= HIGHEST_CENTS:
            yield Fault(
                "lines",
                f"Het bedrag van ‘{line.title}’ moet meer dan nul en minder dan een miljard euro zijn.",
            )
    for side in Side:
        names = [line.title.strip().casefold() for line in terms.of(side)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice and all(names):
            yield Fault("lines", f"Deze post staat er twee keer: {twice[0]}.")
