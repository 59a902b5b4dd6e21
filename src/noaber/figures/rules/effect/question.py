"""What is asked of a measure, and how that stands in an address, so that a link holds all of it."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.figures.rules.effect.rows import Start
from noaber.figures.rules.peers import of_like_size

BEFORE: Final = 24
AFTER: Final = 12
BIN: Final = 3
"""Months are shown and tested by the quarter, counted from the start."""
BEFORE_CHOICES: Final = (12, 24, 36, 48)
AFTER_CHOICES: Final = (6, 12, 24, 36)
PEERS_EACH: Final = 20
"""As peers of a started municipality: with fewer than nineteen to compare with there is no interval of 95 %."""
_START: Final = re.compile(r"(GM[0-9]{4})_([0-9]{4})([0-9]{2})([0-9]{2})")
_AREA: Final = re.compile(r"GM[0-9]{4}")
_BETWEEN: Final = "-"


class Comparison(StrEnum):
    """Beside whom; as it stands in the address."""

    OTHERS = "alle"
    PEERS = "omvang"
    CHOSEN = "gekozen"


@dataclass(frozen=True, slots=True)
class Question:
    """`chosen` counts only with `Comparison.CHOSEN`; `excluded` are never compared with."""

    starts: tuple[Start, ...]
    before: int = BEFORE
    after: int = AFTER
    comparison: Comparison = Comparison.OTHERS
    chosen: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def started(self) -> dict[str, int]:
        """By area the first month after its start."""
        return {each.area: each.period for each in self.starts}

    def others(self, areas: Sequence[str], people: Mapping[str, float]) -> tuple[str, ...]:
        """Who did not start and is compared with, in the order of `areas`."""
        started, left = self.started, set(self.excluded)
        if self.comparison is Comparison.CHOSEN:
            wanted = set(self.chosen)
        elif self.comparison is Comparison.PEERS:
            free = {
                code: number for code, number in people.items() if code not in started and code not in left
            }
            wanted = {
                peer
                for area in started
                for peer in of_like_size(area, {**free, area: people.get(area, 0)}, PEERS_EACH)
            }
        else:
            wanted = set(areas)
        return tuple(code for code in areas if code in wanted and code not in started and code not in left)


def starts_text(starts: Sequence[Start]) -> str:
    """
    >>> starts_text([Start("GM0153", dt.date(2019, 3, 1)), Start("GM0193", dt.date(2019, 4, 15))])
    'GM0153_20190301-GM0193_20190415'
    """
    return _BETWEEN.join(f"{each.area}_{each.on:%Y%m%d}" for each in starts)


def starts_of(text: str) -> tuple[Start, ...]:
    """The reverse; ValueError for what `starts_text` never writes.

    >>> starts_of("GM0153_20190301")
    (Start(area='GM0153', on=datetime.date(2019, 3, 1)),)
    """
    starts = []
    for part in filter(None, text.split(_BETWEEN)):
        found = _START.fullmatch(part)
        if found is None:
            raise ValueError(part)
        starts.append(Start(found[1], dt.date(int(found[2]), int(found[3]), int(found[4]))))
    if len({each.area for each in starts}) != len(starts):
        raise ValueError(text)
    return tuple(starts)


def areas_text(codes: Sequence[str]) -> str:
    return _BETWEEN.join(codes)


def areas_of(text: str) -> tuple[str, ...]:
    """
    >>> areas_of("GM0153-GM0193")
    ('GM0153', 'GM0193')
    """
    codes = tuple(filter(None, text.split(_BETWEEN)))
    if not all(_AREA.fullmatch(code) for code in codes):
        raise ValueError(text)
    return codes
