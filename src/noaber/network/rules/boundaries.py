"""Boundaries of municipalities: how a code is written, and of which boundary a municipality of a day is drawn."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

_MUNICIPALITY: Final = re.compile(r"(?:GM)?(\d{1,4})(?:\.0)?", re.IGNORECASE)
_OTHER_AREA: Final = re.compile(r"(?:NL|LD|PV|RE|WK|BU|CR|ES)[0-9A-Z]{1,10}", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def municipality_code(value: object) -> str:
    """The code of CBS, however it is written; empty when it is none.

    >>> municipality_code("gm0153"), municipality_code(153), municipality_code("0153"), municipality_code("Enschede")
    ('GM0153', 'GM0153', 'GM0153', '')
    """
    found = None if isinstance(value, bool) else _MUNICIPALITY.fullmatch(str(value).strip())
    return f"GM{int(found[1]):04d}" if found else ""


def is_other_area(value: object) -> bool:
    """Whether it is a code of CBS for what is no municipality, such as a province.

    >>> is_other_area("PV23"), is_other_area("GM0153"), is_other_area("Enschede")
    (True, False, False)
    """
    return _OTHER_AREA.fullmatch(str(value).strip()) is not None


def year_in(name: str) -> int | None:
    """The one year in the name of a file; None where there is none or more than one.

    >>> year_in("gemeenten_76_2024.geojson"), year_in("gemeenten.gpkg"), year_in("2019-2024.gpkg")
    (2024, None, None)
    """
    found = {int(year) for year in _YEAR.findall(name)}
    return found.pop() if len(found) == 1 else None


def drawn_from(
    code: str, present: Collection[str], predecessors: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """The boundaries that together are this municipality: its own, or those of all that went up in it; else none.

    >>> merged = {"D": ["A", "C"], "C": ["B"]}
    >>> drawn_from("A", "AB", merged), drawn_from("D", "AB", merged), drawn_from("D", "A", merged)
    (('A',), ('A', 'B'), ())
    """
    return tuple(sorted(_parts(code, present, predecessors, frozenset())))


def _parts(
    code: str,
    present: Collection[str],
    predecessors: Mapping[str, Collection[str]],
    on_the_way: frozenset[str],
) -> set[str]:
    if code in present:
        return {code}
    parts: set[str] = set()
    for each in predecessors.get(code, ()):
        found = set() if each in on_the_way else _parts(each, present, predecessors, on_the_way | {code})
        if not found:
            return set()
        parts |= found
    return parts


def listed(names: Iterable[str], most: int = 10) -> str:
    """Names in one line; of many the first, and how many there are more.

    >>> listed(["Borne", "Almelo"]), listed(["a", "b", "c"], most=2)
    ('Almelo, Borne', 'a, b en nog 1')
    """
    found = sorted(names)
    more = len(found) - most
    return ", ".join(found[:most]) + (f" en nog {more}" if more > 0 else "")
