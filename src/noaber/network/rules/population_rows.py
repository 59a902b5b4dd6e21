"""Population figures per municipality and reference date, read from rows that people or CBS supply.

Codes are those of CBS ("GM" and four digits). A figure that is missing is ``None``; zero is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

T = TypeVar("T")

CODE = re.compile(r"GM[0-9]{4}")
# Keys that CBS uses for persons and offences it could not place in a municipality.
NO_AREA_CODES = frozenset({"GM0000", "GM0997", "GM0998", "GM0999", "GM9998", "GM9999"})
WHOLE_NUMBER = re.compile(r"-?\d+")
GROUPED_NUMBER = re.compile(r"\d{1,3}(?:[. \u00a0]\d{3})+")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DUTCH_DATE = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
YEAR = re.compile(r"\d{4}")
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_INHABITANTS = 100_000_000
LONGEST_SOURCE = 200

SYNONYMS: dict[str, tuple[str, ...]] = {
    "code": ("code", "gemeentecode", "cbs-code", "cbs_code", "regios"),
    "reference_date": ("reference_date", "peildatum", "datum"),
    "year": ("year", "jaar"),
    "population": ("population", "inwoners", "inwonertal", "aantal inwoners", "bevolking"),
    "status": ("status",),
    "source": ("source", "bron", "herkomst"),
}
DUTCH_NAMES = {
    "code": "gemeentecode",
    "reference_date": "peildatum",
    "year": "jaar",
    "population": "inwoners",
    "status": "status",
    "source": "bron",
}
STATUSES = {
    "final": False,
    "definitief": False,
    "vastgesteld": False,
    "provisional": True,
    "voorlopig": True,
    "nader voorlopig": True,
}
MISSING_TEXTS = ("", ".", "-", "onbekend")


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """The inhabitants of a municipality on a date; ``None`` when the source gives no figure."""

    code: str
    reference_on: date
    population: int | None
    source: str
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one cell. ``row`` counts as a spreadsheet does: the header is row 1.

    ``field`` is the Dutch name of the column, ``value`` what stands there, ``message`` what to do.
    """

    row: int
    field: str
    value: str
    message: str

    def __str__(self) -> str:
        return f"Rij {self.row}, {self.field}: {self.message}"


class _CellError(ValueError):
    """One cell cannot be used; the message is for people."""

    def __init__(self, field: str, value: object, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.value = value


def is_area_code(code: str) -> bool:
    """Whether the code is of a municipality, not of the country, a province or "no area".

    >>> [is_area_code(code) for code in ("GM0153", "NL01", "GM0998", "GM9999", "WK015300")]
    [True, False, False, False, False]
    """
    return CODE.fullmatch(code) is not None and code not in NO_AREA_CODES


def check_population_rows(
    raw_rows: Iterable[Mapping[str, object]], known_codes: Collection[str], *, today: date = date.max
) -> tuple[list[PopulationRow], list[RowError]]:
    """Turn rows of a sheet into figures, with an error for each cell that cannot be used.

    Columns (or the Dutch name): code (gemeentecode), reference_date (peildatum) or year (jaar, meaning
    1 January), population (inwoners), status (definitief or voorlopig), source (bron); others are left
    aside. Every row has the headers of the first. Values are texts, or the numbers and dates of a
    spreadsheet. An empty population is a missing figure. After `today` a figure can only be provisional. Import
    only when there are no errors.

    >>> raw = {"gemeentecode": "GM0153", "jaar": "2019", "inwoners": "158.986", "status": "definitief",
    ...        "bron": "CBS 70072ned"}
    >>> rows, errors = check_population_rows([raw, {**raw, "inwoners": "-5"}], {"GM0153"})
    >>> rows[0].reference_on, rows[0].population
    (datetime.date(2019, 1, 1), 158986)
    >>> print(errors[0])
    Rij 3, inwoners: Een inwonertal kan niet negatief zijn. Vul 0 of meer in.
    """
    rows: list[PopulationRow] = []
    errors: list[RowError] = []
    first_seen: dict[tuple[str, date], int] = {}
    columns: dict[str, str] | None = None
    for number, raw in enumerate(raw_rows, start=2):
        if columns is None:
            columns, header_errors = _columns(raw)
            if header_errors:
                return [], header_errors
        if _is_blank(raw):
            continue
        found, found_errors = _read_row(raw, columns, number, known_codes, today)
        errors += found_errors
        if found is None:
            continue
        earlier = first_seen.setdefault((found.code, found.reference_on), number)
        if earlier == number:
            rows.append(found)
        else:
            errors.append(_duplicate(found, number, earlier))
    return rows, errors


def absent_figures(
    rows: Iterable[PopulationRow], codes: Iterable[str], years: Iterable[int]
) -> list[tuple[str, date]]:
    """The municipalities and dates (1 January) asked for that have no figure, in order.

    >>> absent_figures([], ["GM0153"], [2019])
    [('GM0153', datetime.date(2019, 1, 1))]
    """
    present = {(row.code, row.reference_on) for row in rows if row.population is not None}
    wanted = {(code, date(year, 1, 1)) for code in codes for year in years}
    return sorted(wanted - present)


def _columns(raw: Mapping[str, object]) -> tuple[dict[str, str], list[RowError]]:
    """Which header stands for which field, and what is missing or there twice."""
    columns: dict[str, str] = {}
    errors: list[RowError] = []
    by_synonym = {synonym: field for field, names in SYNONYMS.items() for synonym in names}
    for header in raw:
        field = by_synonym.get(str(header).strip().lower())
        if field is None:
            continue
        if field in columns:
            message = f"De kolom staat er twee keer in: {columns[field]} en {header}. Haal er een weg."
            errors.append(RowError(1, DUTCH_NAMES[field], str(header), message))
        columns[field] = header
    needed = ("code", "population", "status", "source")
    errors += [_missing_column(DUTCH_NAMES[field], field) for field in needed if field not in columns]
    if "reference_date" not in columns and "year" not in columns:
        errors.append(_missing_column("peildatum", "reference_date"))
    return columns, errors


def _missing_column(dutch: str, field: str) -> RowError:
    other = f" (of {field})" if field != dutch else ""
    if field == "reference_date":
        other = " (of reference_date, jaar)"
    return RowError(1, dutch, "", f"De kolom {dutch}{other} ontbreekt. Voeg deze kolom toe.")


class _RowReader:
    """Reads the cells of one row, so that every error in it is told at once."""

    def __init__(self, number: int) -> None:
        self._number = number
        self.errors: list[RowError] = []

    def take(self, read: Callable[[], T], otherwise: T) -> T:
        """The value of a cell; when it cannot be used the error is kept and ``otherwise`` returned."""
        try:
            return read()
        except _CellError as error:
            name = DUTCH_NAMES[error.field]
            self.errors.append(RowError(self._number, name, _shown(error.value), str(error)))
            return otherwise


def _read_row(
    raw: Mapping[str, object],
    columns: Mapping[str, str],
    number: int,
    known_codes: Collection[str],
    today: date,
) -> tuple[PopulationRow | None, list[RowError]]:
    cells = {field: raw.get(header) for field, header in columns.items()}
    reader = _RowReader(number)
    row = PopulationRow(
        code=reader.take(lambda: _code(cells["code"], known_codes), ""),
        reference_on=reader.take(lambda: _reference_date(cells), date.min),
        population=reader.take(lambda: _population(cells["population"]), None),
        source=reader.take(lambda: _source(cells["source"]), ""),
        is_provisional=reader.take(lambda: _is_provisional(cells["status"]), True),
    )
    if not reader.errors and row.reference_on > today:
        reader.take(lambda: _refuse_final(row, cells["status"]), None)
    return (None, reader.errors) if reader.errors else (row, [])


def _refuse_final(row: PopulationRow, status: object) -> None:
    if not row.is_provisional:
        message = "Een cijfer voor een dag die nog komt, kan niet vastgesteld zijn. Vul voorlopig in."
        raise _CellError("status", status, message)


def _code(value: object, known_codes: Collection[str]) -> str:
    code = _text(value).upper()
    if not code:
        raise _CellError("code", value, "De gemeentecode ontbreekt. Vul een code in zoals GM0153.")
    if CODE.fullmatch(code) is None:
        raise _CellError(
            "code", value, f"{_shown(value)} is geen gemeentecode. Vul een code in zoals GM0153."
        )
    if code not in known_codes:
        raise _CellError("code", value, f"Gemeente {code} staat niet in het register. Controleer de code.")
    return code


def _reference_date(cells: Mapping[str, object]) -> date:
    """The date, or 1 January of the year; when both are given they must agree."""
    given, year = cells.get("reference_date"), cells.get("year")
    if _is_empty(given) and _is_empty(year):
        field = "reference_date" if "reference_date" in cells else "year"
        raise _CellError(field, "", "De peildatum ontbreekt. Vul een datum in zoals 1-1-2019.")
    if _is_empty(year):
        return _date(given)
    from_year = _first_of_january(year)
    if not _is_empty(given) and _date(given) != from_year:
        raise _CellError(
            "year", year, f"Het jaar past niet bij de peildatum {_shown(given)}. Laat een van beide weg."
        )
    return from_year


def _date(value: object) -> date:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _within_range(value, value)
    text = _text(value)
    iso, dutch = ISO_DATE.fullmatch(text), DUTCH_DATE.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif dutch:
        day, month, year = (int(part) for part in dutch.groups())
    else:
        raise _CellError(
            "reference_date",
            value,
            f"{_shown(value)} is geen datum. Schrijf de datum als 1-1-2019 of 2019-01-01.",
        )
    try:
        return _within_range(date(year, month, day), value)
    except ValueError as problem:
        if isinstance(problem, _CellError):
            raise
        message = f"De datum {day}-{month}-{year} bestaat niet. Vul een bestaande datum in."
        raise _CellError("reference_date", value, message) from problem


def _within_range(found: date, value: object) -> date:
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    message = (
        f"Het jaar {found.year} kan niet kloppen. Kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}."
    )
    raise _CellError("reference_date", value, message)


def _first_of_january(value: object) -> date:
    text = _text(int(value) if isinstance(value, float) and value.is_integer() else value)
    if not YEAR.fullmatch(text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        message = f"{_shown(value)} is geen jaar. Kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}."
        raise _CellError("year", value, message)
    return date(int(text), 1, 1)


def _population(value: object) -> int | None:
    """A whole number; thousands may be grouped as the Dutch write them (158.986)."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _text(value)
    if text.lower() in MISSING_TEXTS:
        return None
    if GROUPED_NUMBER.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if isinstance(value, bool) or not WHOLE_NUMBER.fullmatch(text) or not text.isascii():
        message = f"{_shown(value)} is geen geheel getal. Vul een aantal in zoals 158986."
        raise _CellError("population", value, message)
    if text.startswith("-") and text.strip("-0"):
        raise _CellError("population", value, "Een inwonertal kan niet negatief zijn. Vul 0 of meer in.")
    if len(text) > len(str(MOST_INHABITANTS)) or int(text) > MOST_INHABITANTS:
        raise _CellError("population", value, "Dit inwonertal is te groot. Controleer het getal.")
    return abs(int(text))


def _is_provisional(value: object) -> bool:
    text = _text(value).lower()
    if text not in STATUSES:
        message = "Vul vastgesteld (of definitief) of voorlopig in."
        raise _CellError("status", value, f"{_shown(value)} is geen status. {message}" if text else message)
    return STATUSES[text]


def _source(value: object) -> str:
    text = _text(value)
    if not text:
        raise _CellError("source", value, "De bron ontbreekt. Vul in waar het getal vandaan komt.")
    if len(text) > LONGEST_SOURCE:
        raise _CellError("source", value, f"De bron is langer dan {LONGEST_SOURCE} tekens. Kort de tekst in.")
    return text


def _duplicate(found: PopulationRow, number: int, earlier: int) -> RowError:
    day = f"{found.reference_on.day}-{found.reference_on.month}-{found.reference_on.year}"
    message = f"{found.code} op {day} staat ook al in rij {earlier}. Haal een van beide weg."
    return RowError(number, DUTCH_NAMES["code"], found.code, message)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _shown(value: object) -> str:
    """A value as it is repeated to people, short enough for one line."""
    text = _text(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _is_empty(value: object) -> bool:
    return not _text(value)


def _is_blank(raw: Mapping[str, object]) -> bool:
    return all(_is_empty(value) for value in raw.values())
