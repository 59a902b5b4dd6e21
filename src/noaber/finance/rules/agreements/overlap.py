"""Agreements follow each other in time (R45): a year has one agreement that stands, and one set of books."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from noaber.core.rules.dutch import in_a_row


class Weight(IntEnum):
    """How an agreement stands without any books: by itself or adopted, still proposed, or lapsed."""

    STANDS = 0
    PROPOSED = 1
    LAPSED = 2


class Books(IntEnum):
    """How far a year of an agreement is; what is only proposed has none."""

    ADOPTED = 0
    KEPT = 1
    NONE = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """An agreement on its years. `order`: in which it was recorded first; `books`: by year, where there are any."""

    code: str
    title: str
    first_year: int
    last_year: int
    order: int
    weight: Weight
    books: Mapping[int, Books]

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def stands(self) -> bool:
        """Whether it holds its years; what only a proposal asks may still be asked otherwise by another."""
        return self.weight is Weight.STANDS or bool(self.books)


def keeper(claims: Iterable[Claim], year: int) -> Claim | None:
    """Whose journal a year is: with an adopted account, then with books, then what stands, then the first recorded.

    >>> first, later = (
    ...     Claim(code, code, 2022, 2023, order, Weight.STANDS, {}) for order, code in enumerate("ba")
    ... )
    >>> [each.code for each in (keeper([later, first], 2022),) if each], keeper([first], 2024)
    (['b'], None)
    """
    found = [each for each in claims if year in each.years]
    return min(found, default=None, key=lambda each: _rank(each, year))


def _rank(claim: Claim, year: int) -> tuple[int, int, int]:
    return claim.books.get(year, Books.NONE), claim.weight, claim.order


def why_overlapping(said: Claim, others: Iterable[Claim]) -> str:
    """Which agreement has years of this one already; empty where none has, or where this one does not stand yet.

    >>> first = Claim("a", "Bijdragen", 2020, 2023, 0, Weight.STANDS, {})
    >>> why_overlapping(Claim("b", "Meer", 2023, 2025, 1, Weight.STANDS, {}), [first])
    'Over 2023 is er al een afspraak: “Bijdragen” (2020 tot en met 2023). Een jaar heeft er één: kies andere jaren.'
    >>> why_overlapping(Claim("b", "Meer", 2024, 2025, 1, Weight.STANDS, {}), [first])
    ''
    """
    for other in others if said.stands else ():
        both = [year for year in other.years if year in said.years]
        if both and other.stands and other.code != said.code:
            span = f"{other.first_year} tot en met {other.last_year}"
            return (
                f"Over {in_a_row(str(year) for year in both)} is er al een afspraak: “{other.title}” ({span}). "
                "Een jaar heeft er één: kies andere jaren."
            )
    return ""
