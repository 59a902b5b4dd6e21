"""What the points of a proposal ask beside the agreement that is decided upon with it: they must say the same.

Units as in `agreements`: a rate in euro per inhabitant a year, capacity in fte a year.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from noaber.core.rules.dutch import format_number, in_a_row
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.rate_text import rate_in_words


@dataclass(frozen=True, slots=True)
class PointAsks:
    """What one point asks in each of its years: a rate or capacity, never both."""

    label: str
    first_year: int
    last_year: int
    rate: Decimal | None = None
    fte: Decimal | None = None

    @property
    def years(self) -> tuple[int, int]:
        return self.first_year, self.last_year


def is_as_agreed(asked: PointAsks, terms: AgreementTerms) -> bool:
    """Whether an agreement says the same of the money, or of the capacity, that a point asks."""
    same_years = asked.years == (terms.first_year, terms.last_year)
    return same_years and (asked.rate == terms.rate if asked.rate is not None else asked.fte == terms.fte)


def differences(terms: AgreementTerms, asked: Sequence[PointAsks]) -> Iterator[str]:
    """Where the points say something else than the agreement that is decided upon with them, in Dutch; none if nowhere.

    >>> import datetime as dt
    >>> memo = AgreementTerms(
    ...     "Bijdragen", "memo", dt.date(2019, 1, 28), Decimal("0.07"), 2020, 2023, Decimal("0.5"), ()
    ... )
    >>> same = [PointAsks("3a", 2020, 2023, rate=Decimal("0.07")), PointAsks("3b", 2020, 2023, fte=Decimal("0.50"))]
    >>> list(differences(memo, same))
    []
    >>> for text in differences(memo, [PointAsks("1a", 2020, 2021, rate=Decimal("0.01")), same[1]]):
    ...     print(text)
    Punt 1a vraagt 1 cent per inwoner, 2020 tot en met 2021. De afspraak “Bijdragen”, waarover met dit voorstel wordt \
besloten, vraagt 7 cent per inwoner, 2020 tot en met 2023. Maak ze gelijk.
    """
    money = [each for each in asked if each.rate is not None]
    capacity = [each for each in asked if each.fte is not None]
    if not any(is_as_agreed(each, terms) for each in money):
        agreed = _money(terms.rate, terms.first_year, terms.last_year)
        yield _difference(terms, money, agreed, "geen bijdrage per inwoner")
    if any(is_as_agreed(each, terms) for each in capacity) or not (capacity or terms.fte):
        return
    agreed = _capacity(terms.fte, terms.first_year, terms.last_year) if terms.fte else "geen capaciteit"
    yield _difference(terms, capacity, agreed, "geen capaciteit")


def _difference(terms: AgreementTerms, asked: Iterable[PointAsks], agreed: str, nothing: str) -> str:
    said = in_a_row(f"punt {each.label} vraagt {_asks(each)}" for each in asked)
    said = said or f"dit voorstel vraagt {nothing}"
    return (
        f"{said[0].upper()}{said[1:]}. De afspraak “{terms.title}”, waarover met dit voorstel wordt besloten, "
        f"vraagt {agreed}. Maak ze gelijk."
    )


def _asks(each: PointAsks) -> str:
    if each.rate is not None:
        return _money(each.rate, *each.years)
    return _capacity(each.fte or Decimal(0), *each.years)


def _money(rate: Decimal, first: int, last: int) -> str:
    return f"{rate_in_words(rate)} per inwoner, {_years(first, last)}"


def _capacity(fte: Decimal, first: int, last: int) -> str:
    return f"{fte_in_words(fte)}, {_years(first, last)}"


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} tot en met {last}"


def fte_in_words(fte: Decimal) -> str:
    """Such as "0,5 fte".

    >>> fte_in_words(Decimal("0.50")), fte_in_words(Decimal("0.25"))
    ('0,5 fte', '0,25 fte')
    """
    return f"{format_number(fte, 2 if fte != round(fte, 1) else 1)} fte"
