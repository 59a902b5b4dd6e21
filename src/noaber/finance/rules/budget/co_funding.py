"""What others bring in beside the money: pledged, delivered, and asked; never added to the cash (R19, R44, R58).

Units: capacity in fte (``Decimal``) over a year, a tariff is whole cents per fte a year, a value is whole cents.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from noaber.core.rules.money import round_half_up
from noaber.core.rules.reasons import names_something
from noaber.finance.rules.agreements.agreement import HIGHEST_CENTS, HIGHEST_FTE, Fault
from noaber.finance.rules.billing.participation import days_of
from noaber.finance.rules.reasons import says_something

LONGEST_NOTE: Final = 500


class CoFundingKind(StrEnum):
    """What is brought in; only capacity is counted in fte."""

    CAPACITY = "capacity"
    FACILITIES = "facilities"
    LEADER = "leader"
    GRANT = "grant"


FITTING: Final = {
    "capaciteit": (CoFundingKind.CAPACITY, CoFundingKind.FACILITIES),
    "faciliteit": (CoFundingKind.FACILITIES,),
    "projectleider": (CoFundingKind.LEADER,),
    "subsidie": (CoFundingKind.GRANT,),
}


def kinds_for(item: str) -> tuple[CoFundingKind, ...]:
    """What can be promised on a line of the agreement, by how its code begins; on a line of another name all of it.

    >>> [kind.value for kind in kinds_for("subsidies-van-anderen")], len(kinds_for("overig"))
    (['grant'], 4)
    """
    fitting = (kinds for name, kinds in FITTING.items() if item.startswith(name))
    return next(fitting, tuple(CoFundingKind))


@dataclass(frozen=True, slots=True)
class PledgeTerms:
    """What a party promises for a year: capacity with its tariff, or something with a value."""

    kind: CoFundingKind
    fte: Decimal = Decimal(0)
    tariff_cents: int = 0
    amount_cents: int = 0
    note: str = ""

    @property
    def value_cents(self) -> int:
        """What it is worth over the year.

        >>> PledgeTerms(CoFundingKind.CAPACITY, Decimal("0.5"), 70_000_00).value_cents
        3500000
        """
        if self.kind is CoFundingKind.CAPACITY:
            return round_half_up(self.fte * self.tariff_cents)
        return self.amount_cents


@dataclass(frozen=True, slots=True)
class DeliverySaid:
    """What was delivered in a period, its last day included; `evidence` says how one can tell."""

    first_on: dt.date
    last_on: dt.date
    evidence: str
    fte: Decimal = Decimal(0)
    amount_cents: int = 0

    @property
    def days(self) -> int:
        return (self.last_on - self.first_on).days + 1

    def value_cents(self, terms: PledgeTerms) -> int:
        """What it is worth: capacity by its days at the tariff of the pledge.

        >>> half = DeliverySaid(dt.date(2021, 1, 1), dt.date(2021, 7, 1), "urenstaat", Decimal("1"))
        >>> half.value_cents(PledgeTerms(CoFundingKind.CAPACITY, Decimal(1), 365_00))
        18200
        """
        if terms.kind is CoFundingKind.CAPACITY:
            part = Fraction(self.days, days_of(self.first_on.year))
            return round_half_up(Fraction(self.fte) * terms.tariff_cents * part)
        return self.amount_cents

    @property
    def fte_of_year(self) -> Fraction:
        """How much capacity it is when it is spread over the year."""
        return Fraction(self.fte) * Fraction(self.days, days_of(self.first_on.year))


@dataclass(frozen=True, slots=True)
class FteCheck:
    """The capacity of one partner beside what is asked of it at least (R58)."""

    name: str
    asked: Decimal
    pledged: Decimal
    delivered: Fraction = Fraction(0)

    @property
    def short(self) -> Decimal:
        """How much is still to be promised.

        >>> FteCheck("politie", Decimal("0.5"), Decimal("0.3")).short
        Decimal('0.2')
        """
        return max(Decimal(0), self.asked - self.pledged)

    @property
    def is_promised(self) -> bool:
        return not self.short

    @property
    def lacking(self) -> Fraction:
        """How much of what is asked was not delivered; once the year is over that does not come any more.

        >>> FteCheck("politie", Decimal("0.5"), Decimal("0.5"), Fraction(1, 4)).lacking
        Fraction(1, 4)
        """
        return max(Fraction(0), Fraction(self.asked) - self.delivered)

    @property
    def is_met(self) -> bool:
        """Whether it was delivered: what was promised only, is not met.

        >>> half = Decimal("0.5")
        >>> [FteCheck("politie", half, half, Fraction(each, 2)).is_met for each in (0, 1)]
        [False, True]
        """
        return not self.lacking


def pledge_faults(terms: PledgeTerms) -> Iterator[Fault]:
    """Everything that is wrong with what is promised; `field` is a field of the terms.

    >>> [fault.field for fault in pledge_faults(PledgeTerms(CoFundingKind.CAPACITY, Decimal("0.5")))]
    ['tariff']
    """
    if len(terms.note) > LONGEST_NOTE:
        yield Fault("note", f"Deze tekst is te lang: ten hoogste {LONGEST_NOTE} tekens.")
    if terms.kind is CoFundingKind.CAPACITY:
        if not 0 <= terms.fte <= HIGHEST_FTE:
            yield Fault("fte", f"De capaciteit ligt tussen 0 en {HIGHEST_FTE} fte.")
        if terms.fte and not 0 < terms.tariff_cents <= HIGHEST_CENTS:
            yield Fault("tariff", "Vul in wat een fte per jaar waard is.")
        if terms.amount_cents:
            yield Fault("amount", "De waarde van capaciteit volgt uit de fte en het tarief. Laat dit leeg.")
        return
    if terms.fte or terms.tariff_cents:
        yield Fault("fte", "Alleen capaciteit telt in fte. Laat dit leeg.")
    if not 0 <= terms.amount_cents <= HIGHEST_CENTS:
        yield Fault("amount", "Het bedrag kan niet negatief zijn, en niet meer dan een miljard euro.")


def delivery_faults(said: DeliverySaid, terms: PledgeTerms, year: int, today: dt.date) -> Iterator[Fault]:
    """Everything that is wrong with what is said to be delivered.

    >>> said = DeliverySaid(dt.date(2020, 12, 1), dt.date(2021, 1, 31), "urenstaat van het team", Decimal(1))
    >>> terms = PledgeTerms(CoFundingKind.CAPACITY)
    >>> [fault.field for fault in delivery_faults(said, terms, 2021, dt.date(2021, 2, 1))]
    ['first_on']

    What is still to come was not delivered.

    >>> said = DeliverySaid(dt.date(2021, 1, 1), dt.date(2021, 1, 31), "urenstaat van het team", Decimal(1))
    >>> [fault.field for fault in delivery_faults(said, terms, 2021, dt.date(2021, 1, 30))]
    ['last_on']
    """
    if said.first_on.year != year:
        yield Fault("first_on", f"De toezegging is voor {year}. Kies een dag in dat jaar.")
    elif said.last_on.year != year:
        yield Fault("last_on", f"De toezegging is voor {year}. Kies een dag in dat jaar.")
    elif said.last_on < said.first_on:
        yield Fault("last_on", "De laatste dag ligt voor de eerste.")
    elif said.last_on > today:
        yield Fault("last_on", "Deze dag moet nog komen. Meld wat tot en met vandaag is geleverd.")
    if not (names_something(said.evidence) or says_something(said.evidence)):
        yield Fault("evidence", "Schrijf waaruit dit blijkt, bijvoorbeeld: urenstaat van het team.")
    if terms.kind is CoFundingKind.CAPACITY:
        if not 0 < said.fte <= HIGHEST_FTE:
            yield Fault("fte", "Vul in hoeveel fte er in deze periode is geleverd.")
        if said.amount_cents:
            yield Fault("amount", "De waarde van capaciteit volgt uit de fte en het tarief. Laat dit leeg.")
        return
    if said.fte:
        yield Fault("fte", "Alleen capaciteit telt in fte. Laat dit leeg.")
    if not 0 < said.amount_cents <= HIGHEST_CENTS:
        yield Fault("amount", "Vul in wat er is geleverd, in euro.")


def overlap(one: DeliverySaid, other: DeliverySaid) -> bool:
    """Whether two periods share a day.

    >>> first = DeliverySaid(dt.date(2021, 1, 1), dt.date(2021, 3, 31), "x")
    >>> overlap(first, DeliverySaid(dt.date(2021, 3, 31), dt.date(2021, 6, 30), "x"))
    True
    """
    return one.first_on <= other.last_on and other.first_on <= one.last_on
