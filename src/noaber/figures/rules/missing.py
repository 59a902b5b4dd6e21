"""What a release lacks altogether: areas, kinds and periods of the one before, and municipalities of its newest period.

No fault are a municipality that merged, where its successor is there, and districts and neighbourhoods of a
municipality that was divided anew: new ones stand beside those that are gone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from noaber.core.rules.dutch import MONTHS, few_in_a_row, format_number
from noaber.figures.rules.areas import is_nowhere, municipality_of
from noaber.figures.rules.numbers import month_text


@dataclass(frozen=True, slots=True)
class Held:
    """The codes of all that a release has a cell of, also one without a figure."""

    areas: frozenset[str]
    kinds: frozenset[str]
    periods: frozenset[int]


@dataclass(frozen=True, slots=True)
class LastTwo:
    """The newest month (or year) of a release, the one before it, and which municipalities each has."""

    newest: int
    before: int
    in_newest: frozenset[str]
    in_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Short:
    """Municipalities that the newest period lacks, and how many it and the one before it have."""

    newest: int
    before: int
    count: int
    count_before: int
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """By code, in order. `small_areas`: districts and neighbourhoods, without those of an area that is missing."""

    areas: tuple[str, ...] = ()
    small_areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    periods: tuple[int, ...] = ()
    short: tuple[Short, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.areas or self.small_areas or self.kinds or self.periods or self.short)

    @property
    def codes(self) -> set[str]:
        """Of all areas in it."""
        return {*self.areas, *self.small_areas, *(code for each in self.short for code in each.lacking)}


NOTHING: Final = Missing()


def gone_from(before: Held, after: Held, successors: Mapping[str, str]) -> Missing:
    """What the release before had. `successors`: who stands for whom had merged when this one was published.

    >>> before = Held(frozenset({"GM0148", "GM0193", "WK014800"}), frozenset({"1.1.1"}), frozenset({201812, 201900}))
    >>> after = Held(frozenset({"GM0193", "WK019301"}), frozenset({"1.1.2"}), frozenset({201900}))
    >>> gone_from(before, after, {})
    Missing(areas=('GM0148',), small_areas=(), kinds=('1.1.1',), periods=(201812,), short=())
    >>> gone_from(before, after, {"GM0148": "GM0193"}).codes
    set()
    """
    gone, new = before.areas - after.areas, after.areas - before.areas
    areas = {code for code in gone if not municipality_of(code) and successors.get(code) not in after.areas}
    renewed = {municipality_of(code) for code in new} - {""}
    small = {
        code
        for code in gone
        if (holder := municipality_of(code))
        and holder not in areas
        and successors.get(holder, holder) not in renewed
    }
    return Missing(
        tuple(sorted(areas)),
        tuple(sorted(small)),
        tuple(sorted(before.kinds - after.kinds, key=_in_order)),
        tuple(sorted(before.periods - after.periods)),
    )


def short_of(last: LastTwo, successors: Mapping[str, str]) -> Short | None:
    """`successors`: who stands for whom had merged when the newest period began.

    >>> last = LastTwo(201901, 201812, frozenset({"GM0193"}), frozenset({"GM0148", "GM0193", "GM0999"}))
    >>> short_of(last, {})
    Short(newest=201901, before=201812, count=1, count_before=2, lacking=('GM0148',))
    >>> short_of(last, {"GM0148": "GM0193"})
    """
    now, earlier = (
        {code for code in codes if not is_nowhere(code)} for codes in (last.in_newest, last.in_before)
    )
    lacking = sorted(code for code in earlier - now if successors.get(code) not in now)
    return Short(last.newest, last.before, len(now), len(earlier), tuple(lacking)) if lacking else None


def _in_order(code: str) -> tuple[list[int], str]:
    """`2.6.10` after `2.6.9`; codes of other tables after them, by letter."""
    return [int(part) for part in code.split(".") if part.isdecimal()], code


def tell_missing(missing: Missing, areas: Mapping[str, str], kinds: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each sort, the first of it by name where there is one; the names are by code.

    >>> tell_missing(Missing(("GM0197",), kinds=("1.1.1",)), {"GM0197": "Aalten"}, {"1.1.1": "Diefstal uit woning"})
    ('Aalten ontbreekt helemaal.', 'Soort 1.1.1 Diefstal uit woning ontbreekt helemaal.')
    >>> tell_missing(Missing(("GM1", "GM2", "GM3", "GM4", "GM5"), periods=(202303, 202304)), {}, {})
    ('GM1, GM2, GM3 en nog 2 ontbreken helemaal.', 'Maart 2023 en april 2023 ontbreken helemaal.')
    >>> tell_missing(Missing(small_areas=("BU01530000", "WK015300")), {"WK015300": "Centrum"}, {})
    ('2 wijken en buurten ontbreken helemaal: BU01530000 en Centrum (WK015300).',)
    """
    return (
        *_gone("", [areas.get(code, code) for code in missing.areas]),
        *_gone_small([_beside(areas.get(code, ""), code) for code in missing.small_areas]),
        *_gone("Soort", [_titled(code, kinds.get(code, "")) for code in missing.kinds]),
        *(text[:1].upper() + text[1:] for text in _gone("", [month_text(each) for each in missing.periods])),
        *(_short(each, areas) for each in missing.short),
    )


def _gone(what: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    plural = len(names) > 1
    called = f"{what}en " if what and plural else f"{what} " if what else ""
    return [f"{called}{few_in_a_row(names)} {'ontbreken' if plural else 'ontbreekt'} helemaal."]


def _gone_small(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    if len(names) == 1:
        return [f"1 wijk of buurt ontbreekt helemaal: {names[0]}."]
    return [f"{format_number(len(names))} wijken en buurten ontbreken helemaal: {few_in_a_row(names)}."]


def _short(short: Short, names: Mapping[str, str]) -> str:
    """
    >>> _short(Short(202305, 202304, 75, 76, ("GM0197",)), {"GM0197": "Aalten"})
    'Over mei 2023 zijn er cijfers van 75 gemeenten, over april van 76. Niet van Aalten.'
    >>> _short(Short(202301, 202212, 1, 2, ("GM0197",)), {})
    'Over januari 2023 zijn er cijfers van 1 gemeente, over december 2022 van 2. Niet van GM0197.'
    """
    year, month = divmod(short.before, 100)
    is_same_year = month and year == short.newest // 100
    before = MONTHS[month - 1] if is_same_year else month_text(short.before)
    word = "gemeente" if short.count == 1 else "gemeenten"
    lacking = few_in_a_row([names.get(code, code) for code in short.lacking])
    return (
        f"Over {month_text(short.newest)} zijn er cijfers van {format_number(short.count)} {word}, over {before} van "
        f"{format_number(short.count_before)}. Niet van {lacking}."
    )


def _beside(name: str, code: str) -> str:
    return f"{name} ({code})" if name else code


def _titled(code: str, title: str) -> str:
    """
    >>> _titled("1.1.1", "1.1.1 Diefstal uit woning"), _titled("CRI1000", "")
    ('1.1.1 Diefstal uit woning', 'CRI1000')
    """
    return title if title.startswith(code) else f"{code} {title}".rstrip()
