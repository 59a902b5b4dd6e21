"""The figures that the project ships, as arrays: what the police registered in the 76, and who lived there."""

import csv
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from noaber.figures.rules.statistics.arrays import Floats

_OFFENCES: Final = files("noaber.figures") / "data" / "oost_nederland" / "offences.csv"
_POPULATIONS: Final = files("noaber.network") / "data" / "oost_nederland" / "populations.csv"


@cache
def codes() -> tuple[str, ...]:
    return tuple(sorted(_counts("1.1.1", 2019)))


def counts(offence: str, year: int) -> Floats:
    """Shape (76,), in the order of `codes`."""
    found = _counts(offence, year)
    return np.array([found[code] for code in codes()], dtype=float)


def inhabitants(year: int) -> Floats:
    """On 1 January, shape (76,)."""
    found = _inhabitants(year)
    return np.array([found[code] for code in codes()], dtype=float)


@cache
def _counts(offence: str, year: int) -> dict[str, int]:
    rows = csv.DictReader(_OFFENCES.read_text(encoding="utf-8").splitlines())
    return {row["code"]: int(row[str(year)]) for row in rows if row["offence"] == offence}


@cache
def _inhabitants(year: int) -> dict[str, int]:
    rows = csv.DictReader(_POPULATIONS.read_text(encoding="utf-8").splitlines())
    return {row["code"]: int(row["population"]) for row in rows if row["reference_date"] == f"{year}-01-01"}
