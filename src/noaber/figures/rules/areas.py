"""Codes of areas: NL01, PV23, GM0153, WK015300, BU01530000. What could not be placed has codes of its own."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

_AREA: Final = re.compile(r"(?:NL|LD|PV|RE|GM|WK|BU)[0-9A-Z]{2,10}")
_NOWHERE: Final = re.compile(r"GM0000|GM099[89]|(?:RE|LD|PV)99|(?:WK|BU)(?:0000|099[89]).*")

NAME_LENGTH: Final = 120
NATION: Final = ("NL01", "NL00", "NL")
"""The whole country, as one table or the other calls it."""


def is_area(code: str) -> bool:
    """Whether it is a code of CBS for an area, whatever kind.

    >>> is_area("GM0153"), is_area("BU0363AA01"), is_area("Enschede")
    (True, True, False)
    """
    return _AREA.fullmatch(code) is not None


def is_nowhere(code: str) -> bool:
    """What is counted and could not be placed: abroad, unknown, or in no municipality.

    >>> is_nowhere("GM0998"), is_nowhere("RE99"), is_nowhere("GM0153")
    (True, True, False)
    """
    return _NOWHERE.fullmatch(code) is not None


def municipality_of(code: str) -> str:
    """The municipality that a district or neighbourhood lies in, by its code; empty for other areas.

    >>> municipality_of("WK015300"), municipality_of("BU0363AA01"), municipality_of("GM0153")
    ('GM0153', 'GM0363', '')
    """
    return f"GM{code[2:6]}" if code.startswith(("WK", "BU")) else ""


def small_area_names(titles: Mapping[str, str], codes: Collection[str]) -> dict[str, str]:
    """What the districts and neighbourhoods among these codes are called, where a title says more than the code.

    >>> small_area_names({"BU01530000": " Binnen stad", "GM0153": "Enschede", "WK015300": "WK015300"}, {"BU01530000"})
    {'BU01530000': 'Binnen stad'}
    """
    named = {
        code: " ".join(titles.get(code, "").split())[:NAME_LENGTH] for code in codes if municipality_of(code)
    }
    return {code: name for code, name in named.items() if name and name != code}


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """The names with the code beside those that more than one area has; of what has no name the code.

    >>> told_apart({"WK015300": "Centrum", "BU01530000": "Centrum", "BU01530001": "Hogeland", "BU01530002": ""})
    {'WK015300': 'Centrum (WK015300)', 'BU01530000': 'Centrum (BU01530000)', 'BU01530001': 'Hogeland',
     'BU01530002': 'BU01530002'}
    """
    times = Counter(names.values())
    return {
        code: code if not name else f"{name} ({code})" if times[name] > 1 else name
        for code, name in names.items()
    }
