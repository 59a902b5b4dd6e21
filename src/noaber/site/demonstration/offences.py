"""The offences that the demonstration's review counts with: real figures, added up per district (data/SOURCES.md)."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

SOURCE: Final = "Politie en CBS, geregistreerde misdrijven, tabel 47018NED (CC BY 4.0), opgeteld per district"
BURGLARY: Final = "1.1.1"
FIRST_YEAR, LAST_YEAR = 2014, 2018
YEARS: Final = range(FIRST_YEAR, LAST_YEAR + 1)
_FILE: Final = Path(__file__).parent / "data" / "offences.csv"
_THOUSANDTH: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class OffenceCount:
    """How many offences of one kind the police registered in one district and year."""

    offence: str
    title: str
    district: str
    year: int
    count: int


@cache
def offence_counts() -> tuple[OffenceCount, ...]:
    """Every row of the file, in its order."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            OffenceCount(row["offence"], row["title"], row["district"], int(row["year"]), int(row["count"]))
            for row in csv.DictReader(file)
        )


def districts() -> Iterable[str]:
    """The districts, each once."""
    return dict.fromkeys(each.district for each in offence_counts())


def offences() -> dict[str, str]:
    """The kinds of offence by their code, with what the police call them."""
    return {each.offence: each.title for each in offence_counts()}


def total(offence: str, year: int, *, district: str = "") -> int:
    """How many there were in one year: in a district, or in all of them together.

    >>> total("1.1.1", 2014), total("1.1.1", 2018)
    (10841, 6083)
    """
    return sum(
        each.count
        for each in offence_counts()
        if each.offence == offence and each.year == year and district in ("", each.district)
    )


def change(offence: str, first: int, last: int, *, district: str = "") -> Decimal:
    """The share by which the last year differs from the first.

    >>> change("1.1.1", 2014, 2018)
    Decimal('-0.439')
    """
    before = total(offence, first, district=district)
    difference = Decimal(total(offence, last, district=district) - before)
    return (difference / before).quantize(_THOUSANDTH)
