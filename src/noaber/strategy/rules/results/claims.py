"""A claim with a figure, recomputed: what was said to have risen or fallen, and what the counts say (R27).

Exact: shares are fractions, and only words are rounded. The counts say what happened and not why: they prove no effect.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from noaber.strategy.rules.faults import Fault

EARLIEST: Final = 1990
LARGEST: Final = Decimal(10_000)
HUNDRED: Final = 100
FIXED_SPACE: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class ClaimText:
    """What was claimed. `areas`: the codes of districts and municipalities, together; none is the whole network.

    `percentage`: as it was said, -30 is a fall by 30 %.
    """

    offence: str
    base_year: int
    end_year: int
    percentage: Decimal
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in a year; None where that is not known of every area, `missing` says of which not."""

    year: int
    count: int | None
    is_provisional: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """From one year to the last of the claim, and whether that is what was claimed."""

    base: Counted
    end: Counted
    claimed: Decimal

    @property
    def difference(self) -> int | None:
        if self.base.count is None or self.end.count is None:
            return None
        return self.end.count - self.base.count

    @property
    def share(self) -> Fraction | None:
        """As part of the base; None where that is 0 or one of both is not known."""
        if self.difference is None or not self.base.count:
            return None
        return Fraction(self.difference, self.base.count)

    @property
    def agrees(self) -> bool | None:
        """Whether it is what was claimed, in as many decimals as were claimed; None when it cannot be computed.

        >>> Measured(Counted(2014, 10_841), Counted(2018, 6_083), Decimal(-30)).agrees
        False
        >>> Measured(Counted(2014, 10_841), Counted(2018, 6_083), Decimal(-44)).agrees
        True
        >>> Measured(Counted(2014, 10_841), Counted(2018, 6_083), Decimal("-44.0")).agrees
        False
        >>> Measured(Counted(2014, 0), Counted(2018, 5), Decimal(-44)).agrees is None
        True
        """
        if self.share is None:
            return None
        return rounded(self.share, decimals_of(self.claimed)) == self.claimed

    @property
    def holds(self) -> bool | None:
        """Whether it rose or fell by at least what was claimed; None when it cannot be computed.

        >>> Measured(Counted(2014, 10_841), Counted(2018, 6_083), Decimal(-30)).holds
        True
        >>> Measured(Counted(2014, 100), Counted(2018, 71), Decimal(-30)).holds
        False
        """
        if self.share is None:
            return None
        if self.agrees:
            return True
        exact = self.share * HUNDRED
        return exact <= Fraction(self.claimed) if self.claimed < 0 else exact >= Fraction(self.claimed)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A claim beside the counts: over its own years, and with every other year before its last as the base."""

    claim: ClaimText
    own: Measured
    bases: tuple[Measured, ...]

    @property
    def agreeing(self) -> tuple[int, ...]:
        """The base years from which the claimed figure comes out."""
        return tuple(each.base.year for each in self.bases if each.agrees)

    @property
    def holding(self) -> tuple[int, ...]:
        """The base years from which it was at least that."""
        return tuple(each.base.year for each in self.bases if each.holds)


def recomputed(claim: ClaimText, counts: Mapping[int, Counted]) -> Recomputed:
    r"""The claim beside the counts by year, of which each before its last is tried as the base.

    >>> found = {2014: 10_841, 2015: 9_311, 2016: 9_534, 2017: 7_405, 2018: 6_083}
    >>> counts = {year: Counted(year, count) for year, count in found.items()}
    >>> said = recomputed(ClaimText("1.1.1", 2014, 2018, Decimal(-30)), counts)
    >>> said.own.share, said.own.agrees
    (Fraction(-4758, 10841), False)
    >>> [percentage_words(each.share) for each in said.bases]
    ['-43,9\xa0%', '-34,7\xa0%', '-36,2\xa0%', '-17,9\xa0%']
    >>> said.agreeing, said.holding
    ((), (2014, 2015, 2016))
    """
    tried = sorted({*(year for year in counts if year < claim.end_year), claim.base_year})
    end = _counted(counts, claim.end_year)
    bases = tuple(Measured(_counted(counts, year), end, claim.percentage) for year in tried)
    own = next(each for each in bases if each.base.year == claim.base_year)
    return Recomputed(claim, own, bases)


def _counted(counts: Mapping[int, Counted], year: int) -> Counted:
    return counts.get(year) or Counted(year, None)


def rounded(share: Fraction, decimals: int) -> Decimal:
    """A share as a percentage, half away from zero, as people round.

    >>> rounded(Fraction(-1, 8), 0), rounded(Fraction(1, 3), 1)
    (Decimal('-13'), Decimal('33.3'))
    """
    scale: int = 10**decimals
    exact = abs(share) * HUNDRED * scale
    whole = (exact.numerator * 2 + exact.denominator) // (exact.denominator * 2)
    return Decimal(whole if share >= 0 else -whole) / scale


def decimals_of(percentage: Decimal) -> int:
    """How many decimals were said.

    >>> decimals_of(Decimal("-30")), decimals_of(Decimal("-43.9"))
    (0, 1)
    """
    exponent = percentage.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def percentage_words(share: Fraction | None, decimals: int = 1) -> str:
    r"""The Dutch way, with the sign.

    >>> percentage_words(Fraction(-4758, 10841)), percentage_words(Fraction(1, 8), 0), percentage_words(None)
    ('-43,9\xa0%', '+13\xa0%', 'niet te berekenen')
    """
    return "niet te berekenen" if share is None else claimed_words(rounded(share, decimals), decimals)


def claimed_words(percentage: Decimal, decimals: int | None = None) -> str:
    r"""A percentage as it was claimed, with the sign.

    >>> claimed_words(Decimal(-30)), claimed_words(Decimal("12.5"))
    ('-30\xa0%', '+12,5\xa0%')
    """
    places = decimals_of(percentage) if decimals is None else decimals
    shown = f"{percentage.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):+.{places}f}"
    return f"{shown.replace('.', ',')}{FIXED_SPACE}%"


def claim_faults(claim: ClaimText, offences: Collection[str]) -> Iterator[Fault]:
    """Everything that is wrong with a claim; `offences`: the codes of which there are counts.

    >>> good = ClaimText("1.1.1", 2014, 2018, Decimal(-30))
    >>> list(claim_faults(good, {"1.1.1"}))
    []
    >>> bad = ClaimText("9.9", 2018, 2014, Decimal(0))
    >>> [(fault.field, fault.message) for fault in claim_faults(bad, {"1.1.1"})]  # doctest: +NORMALIZE_WHITESPACE
    [('claim_offence', 'Van dit soort misdrijf zijn hier geen cijfers.'),
     ('claim_end_year', 'Het laatste jaar ligt na het eerste.'),
     ('claim_percentage', 'Vul in met hoeveel procent het steeg of daalde; een daling met een min ervoor.')]
    """
    if claim.offence not in offences:
        yield Fault("claim_offence", "Van dit soort misdrijf zijn hier geen cijfers.")
    if claim.base_year < EARLIEST:
        yield Fault("claim_base_year", f"Vul een jaar in vanaf {EARLIEST}.")
    if claim.end_year <= claim.base_year:
        yield Fault("claim_end_year", "Het laatste jaar ligt na het eerste.")
    if not claim.percentage or abs(claim.percentage) > LARGEST:
        yield Fault(
            "claim_percentage",
            "Vul in met hoeveel procent het steeg of daalde; een daling met een min ervoor.",
        )
    elif decimals_of(claim.percentage) > 1:
        yield Fault("claim_percentage", "Vul ten hoogste één decimaal in.")
    elif claim.percentage < -HUNDRED:
        yield Fault("claim_percentage", "Meer dan 100 % kan iets niet dalen.")
