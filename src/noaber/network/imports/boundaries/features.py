"""What a file with boundaries holds, whatever its form, and which of its columns says what."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from noaber.network.rules.boundaries import is_other_area, municipality_code

MOST_NAMED: Final = 20
LAND: Final = "nee"
WATER: Final = frozenset({"ja", "b"})  # of CBS: water, and what lies abroad
CODE_COLUMNS: Final = (
    "gemeentecode",
    "gm_code",
    "gemeente_code",
    "statcode",
    "identificatie",
    "code",
)
NAME_COLUMNS: Final = ("gemeentenaam", "gm_naam", "gemeente_naam", "statnaam", "naam", "name")
WATER_COLUMNS: Final = ("water", "h2o")
YEAR_COLUMNS: Final = ("jaar", "jrstatcode")


class BoundariesRefused(Exception):
    """A file that cannot be taken in: what is wrong, in Dutch, with the row where there is one."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(slots=True)
class Problems:
    """Everything that is wrong, as far as one reads it; `refuse` at the end."""

    said: list[str] = field(default_factory=list)
    count: int = 0

    def row(self, number: int, column: str, value: object, why: str) -> None:
        shown = str(value)[:60]
        said = f"‘{shown}’ {why}" if value not in (None, "") else why
        place = {"number": number, "column": column, "said": said}
        self.say(_("Rij %(number)s, %(column)s: %(said)s.") % place)

    def say(self, sentence: str) -> None:
        self.count += 1
        if len(self.said) < MOST_NAMED:
            self.said.append(sentence)

    def refuse(self) -> None:
        """BoundariesRefused where anything was said."""
        if self.count > len(self.said):
            more = _("En nog %(count)s.") % {"count": self.count - len(self.said)}
            raise BoundariesRefused(*self.said, more)
        if self.said:
            raise BoundariesRefused(*self.said)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns by what they say; empty where the file has none."""

    code: str
    name: str = ""
    water: str = ""
    year: str = ""

    def in_words(self) -> str:
        """Which columns were found."""
        words = {_("code"): self.code, _("naam"): self.name, _("water"): self.water, _("jaar"): self.year}
        said = [f"{word} in ‘{column}’" for word, column in words.items() if column]
        return _("Kolommen: %(columns)s.") % {"columns": ", ".join(said)}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file without its boundary. `place` is where the boundary is found."""

    number: int
    code: str
    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of the network; besides them the codes that are not, and how many rows are water or no municipality."""

    rows: Sequence[Row]
    strangers: frozenset[str]
    water: int
    others: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Feature:
    """A row with its boundary, as the file gives it. Several may be of one municipality."""

    number: int
    code: str
    name: str
    area: BaseGeometry


@dataclass(frozen=True, slots=True)
class Found:
    """A file as read. `crs`: what it says of its coordinates, or None; `form`: what kind of file it is."""

    form: str
    count: int
    columns: Columns
    chosen: Chosen
    features: Sequence[Feature]
    crs: CRS | None


def columns_of(names: Iterable[str]) -> Columns | None:
    """By name, the most telling first; None without a column for the code."""
    known = {name.casefold(): name for name in names}

    def first(wanted: Sequence[str]) -> str:
        return next((known[each] for each in wanted if each in known), "")

    code = first(CODE_COLUMNS)
    if not code:
        return None
    return Columns(code, first(NAME_COLUMNS), first(WATER_COLUMNS), first(YEAR_COLUMNS))


def choose(
    rows: Sequence[Mapping[str, object]], columns: Columns, wanted: Collection[str], problems: Problems
) -> Chosen:
    """Which rows are of the network; only of those more than the code is looked at."""
    kept: list[Row] = []
    strangers: set[str] = set()
    years: set[int] = set()
    water = others = 0
    for place, row in enumerate(rows):
        value, number = row.get(columns.code), place + 1
        code = municipality_code(value)
        if not code and value not in (None, "") and is_other_area(value):
            others += 1
        elif not code:
            why = _("is geen gemeentecode") if value not in (None, "") else _("ontbreekt")
            problems.row(number, columns.code, value, why)
        elif code not in wanted:
            strangers.add(code)
        elif _is_water(row, columns, number, problems):
            water += 1
        else:
            years |= _year(row, columns, number, problems)
            kept.append(Row(number, code, _name(row, columns), place))
    if len(years) > 1:
        said = {"column": columns.year, "years": ", ".join(map(str, sorted(years)))}
        problems.say(_("Kolom %(column)s noemt meer dan een jaar: %(years)s.") % said)
    return Chosen(kept, frozenset(strangers), water, others, min(years, default=None))


def features_of(
    chosen: Chosen, read: Callable[[Row], BaseGeometry | None], problems: Problems
) -> list[Feature]:
    """The boundaries of the rows; `read` says itself what is wrong with one, and gives None."""
    named: dict[str, Row] = {}
    found = []
    for row in chosen.rows:
        first = named.setdefault(row.code, row)
        if row.name and first.name and row.name != first.name:
            said = {"code": row.code, "first": first.number, "one": first.name}
            text = _("%(code)s heet in rij %(first)s %(one)s en in rij %(second)s %(other)s.")
            problems.say(text % {**said, "second": row.number, "other": row.name})
        area = read(row)
        if area is not None:
            found.append(Feature(row.number, row.code, row.name or row.code, area))
    return found


def _name(row: Mapping[str, object], columns: Columns) -> str:
    value = row.get(columns.name) if columns.name else None
    return " ".join(str(value).split())[:100] if value is not None else ""


def _is_water(row: Mapping[str, object], columns: Columns, number: int, problems: Problems) -> bool:
    value = row.get(columns.water) if columns.water else None
    if value is None:
        return False
    text = str(value).strip().casefold()
    if text not in {LAND, *WATER}:
        problems.row(number, columns.water, value, _("is niet JA of NEE"))
    return text in WATER


def _year(row: Mapping[str, object], columns: Columns, number: int, problems: Problems) -> set[int]:
    value = row.get(columns.year) if columns.year else None
    if value in (None, ""):
        return set()
    text = str(value).strip()[:4]
    if text.isascii() and text.isdigit() and len(text) == 4:
        return {int(text)}
    problems.row(number, columns.year, value, _("is geen jaar"))
    return set()
