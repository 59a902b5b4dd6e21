"""Rows of a municipality and the day its measure started, as people type or export them.

A line a municipality: code or name, and a date (2019-03-01, 1-3-2019). Between them `;`, a tab or `,`; a first line
with names of columns may stand above. What cannot be read is a `Problem` with its line and field; nothing is guessed.
"""

import csv
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from noaber.core.rules.dutch import DateError, fold_name, parse_date
from noaber.figures.rules.numbers import month_text

MOST_ROWS: Final = 400
AREA: Final = "Gemeente"
START: Final = "Startdatum"
ROW: Final = "Rij"
_AREA_HEADS: Final = frozenset({"gemeente", "code", "cbs-code", "gemeentecode", "naam", "gebied", "area"})
_START_HEADS: Final = frozenset({"start", "startdatum", "datum", "gestart op", "begin", "date", "start date"})
_CODE: Final = re.compile(r"(?:GM)?([0-9]{1,4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Start:
    """A municipality (CBS code) and the day its measure started."""

    area: str
    on: dt.date

    @property
    def period(self) -> int:
        """The month that is the first of those after the start, also when it started in the middle of it.

        >>> Start("GM0153", dt.date(2019, 3, 20)).period
        201903
        """
        return self.on.year * 100 + self.on.month


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a line, counted from one; `field` is a column of the rows."""

    line: int
    field: str
    typed: str
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows are held against: names by code, who went up into whom, and the months that were counted."""

    names: Mapping[str, str]
    first: int
    last: int
    merged: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    starts: tuple[Start, ...]
    problems: tuple[Problem, ...]


def read_starts(text: str, known: Known) -> Read:
    """
    >>> known = Known({"GM0153": "Enschede", "GM0193": "Zwolle"}, 201501, 202001)
    >>> read_starts("gemeente;start\\nEnschede;2019-03-01\\n193;1-4-2019", known).starts
    (Start(area='GM0153', on=datetime.date(2019, 3, 1)), Start(area='GM0193', on=datetime.date(2019, 4, 1)))
    >>> [each.text for each in read_starts("Ensgede; 30-2-2019", known).problems]
    ['‘Ensgede’ is geen gemeente in het netwerk', '30-2-2019 bestaat niet']
    """
    cells, unreadable = _cells(text)
    if unreadable:
        said = "deze regel is te lang om te lezen"
        return Read((), tuple(Problem(number, ROW, "", said) for number in unreadable))
    places, lines = _places([(number, line) for number, line in enumerate(cells, 1) if any(line)])
    if not lines:
        return Read((), (Problem(1, ROW, "", "er staat geen rij in"),))
    if len(lines) > MOST_ROWS:
        said = f"er zijn {len(lines)} rijen; hoogstens {MOST_ROWS} kunnen"
        return Read((), (Problem(MOST_ROWS + 1, ROW, "", said),))
    return _read(lines, places, known)


def read_areas(text: str, known: Known) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Municipalities alone, a line or a comma between them: their codes, each once, and what is wrong.

    >>> read_areas("Enschede, 193", Known({"GM0153": "Enschede", "GM0193": "Zwolle"}, 201501, 202001))
    (('GM0153', 'GM0193'), ())
    """
    by_name = {fold_name(name): code for code, name in known.names.items()}
    codes, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        for part in filter(None, (each.strip() for each in re.split("[,;]", line))):
            code, wrong = _area(part, known, by_name)
            if wrong:
                problems.append(Problem(number, AREA, part, wrong))
            else:
                codes.append(code)
    return tuple(dict.fromkeys(codes)), tuple(problems)


def _cells(text: str) -> tuple[list[list[str]], list[int]]:
    """The cells of each line, and the numbers of the lines that cannot be read: a cell has at most 131,072 signs."""
    delimiter = next((sign for sign in (";", "\t", ",") if sign in text), "")
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not delimiter:
        return [line.rsplit(maxsplit=1) for line in lines], []
    found, unreadable = [], []
    for number, line in enumerate(lines, 1):
        try:
            parts = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
        except csv.Error:
            unreadable.append(number)
            parts = []
        found.append([part.strip() for part in parts])
    return found, unreadable


Lines = Sequence[tuple[int, list[str]]]


def _places(lines: Lines) -> tuple[tuple[int, int], Lines]:
    """Which columns hold municipality and date, by the names above them; else the first two."""
    heads = [fold_name(cell) for cell in lines[0][1]] if lines else []
    area = next((at for at, head in enumerate(heads) if head in _AREA_HEADS), None)
    start = next((at for at, head in enumerate(heads) if head in _START_HEADS), None)
    if area is None or start is None:
        return (0, 1), lines
    return (area, start), lines[1:]


def _read(lines: Lines, places: tuple[int, int], known: Known) -> Read:
    by_name = {fold_name(name): code for code, name in known.names.items()}
    starts, problems, seen = [], [], dict[str, int]()
    for number, cells in lines:
        area_text, start_text = (cells[at] if at < len(cells) else "" for at in places)
        code, wrong_area = _area(area_text, known, by_name)
        on, wrong_start = _day(start_text, known)
        if code in seen:
            wrong_area = f"{known.names[code]} staat al op regel {seen[code]}; een gemeente start één keer"
        if wrong_area:
            problems.append(Problem(number, AREA, area_text, wrong_area))
        if wrong_start:
            problems.append(Problem(number, START, start_text, wrong_start))
        if code:
            seen.setdefault(code, number)
        if on is not None and not wrong_area and not wrong_start:
            starts.append(Start(code, on))
    return Read(tuple(starts), tuple(problems))


def _area(text: str, known: Known, by_name: Mapping[str, str]) -> tuple[str, str]:
    """The code, and what is wrong with it."""
    if not text:
        return "", "vul een gemeente in: de naam of de CBS-code"
    found = _CODE.fullmatch(text.strip())
    code = f"GM{int(found[1]):04d}" if found else by_name.get(fold_name(text), "")
    if code in known.names:
        return code, ""
    if code in known.merged:
        successor = known.names.get(known.merged[code], known.merged[code])
        return "", f"‘{text}’ is opgegaan in {successor}; vul die gemeente in"
    return "", f"‘{text}’ is geen gemeente in het netwerk"


def _day(text: str, known: Known) -> tuple[dt.date | None, str]:
    try:
        on = parse_date(text)
    except DateError as error:
        return None, str(error)
    if not known.first <= on.year * 100 + on.month <= known.last:
        between = f"{month_text(known.first)} tot en met {month_text(known.last)}"
        return on, f"de start ligt buiten de cijfers: die gaan van {between}"
    return on, ""
