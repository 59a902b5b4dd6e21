"""From typed cells to values, and whether the files agree with each other."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import parse_date
from noaber.core.rules.period import Period, PeriodError
from noaber.network.services.loading.lines import Line, Problem
from noaber.network.services.loading.shapes import SHAPES, Cell, Column, Shape

YES, NO = ("ja", "yes", "true", "1"), ("nee", "no", "false", "0")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row with its values; `period` is when it holds."""

    line: Line
    values: Mapping[str, Any]
    period: Period
    key: tuple[str, ...]

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)


def convert(lines: Iterable[Line], name: str, *, starts_on: dt.date) -> tuple[list[Entry], list[Problem]]:
    """Every line with its values; without a first day it holds from the start of the network."""
    shape, entries, problems = SHAPES[name], list[Entry](), list[Problem]()
    for line in lines:
        values: dict[str, Any] = {}
        for column in shape.columns:
            try:
                values[column.name] = _value(column, line.cells.get(column.name, ""))
            except ValueError as error:
                problems.append(line.problem(column.name, str(error)))
                values[column.name] = None
        try:
            period = Period(values.get("valid_from") or starts_on, values.get("valid_until"))
        except PeriodError as error:
            problems.append(line.problem("valid_until", f"{error}."))
            period = Period(starts_on)
        entries.append(
            Entry(line, values, period, tuple(str(line.cells.get(part, "")) for part in shape.key))
        )
    return entries, problems


def _value(column: Column, text: str) -> Any:
    """The value of a cell; a `ValueError` says in Dutch what is wrong with it."""
    if not text:
        if column.is_required:
            raise ValueError(_("deze cel mag niet leeg zijn."))
        return "" if column.cell is Cell.TEXT else None
    if column.choices and text not in column.choices:
        allowed = ", ".join(column.choices)
        raise ValueError(
            _("“%(text)s” is onbekend; kies uit %(allowed)s.") % {"text": text, "allowed": allowed}
        )
    return _READERS[column.cell](text)


def _yes_no(text: str) -> bool:
    if text.lower() not in YES + NO:
        raise ValueError(_("schrijf ja of nee, niet “%(text)s”.") % {"text": text})
    return text.lower() in YES


def _number(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise ValueError(_("“%(text)s” is geen heel getal.") % {"text": text}) from None
    if number < 0:
        raise ValueError(_("%(number)s is negatief; dat kan hier niet.") % {"number": number})
    return number


def _decimal(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(_("“%(text)s” is geen getal met een punt.") % {"text": text}) from None


_READERS: dict[Cell, Callable[[str], Any]] = {
    Cell.TEXT: str,
    Cell.DATE: parse_date,
    Cell.YES_NO: _yes_no,
    Cell.NUMBER: _number,
    Cell.DECIMAL: _decimal,
}


def disagreements(files: Mapping[str, list[Entry]], codes: Mapping[str, set[str]]) -> list[Problem]:
    """References to what is not there, one record described twice, periods of one record that share days."""
    problems: list[Problem] = []
    for name, entries in files.items():
        shape = SHAPES[name]
        problems += _dangling(entries, shape, codes)
        problems += _twice(entries, shape)
    return problems


def _dangling(entries: Iterable[Entry], shape: Shape, codes: Mapping[str, set[str]]) -> list[Problem]:
    columns = [column for column in shape.columns if column.refers_to]
    return [
        entry.line.problem(
            column.name, _("“%(code)s” staat niet in de bestanden.") % {"code": entry[column.name]}
        )
        for entry in entries
        for column in columns
        if entry[column.name] and entry[column.name] not in codes[column.refers_to]
    ]


def _twice(entries: Iterable[Entry], shape: Shape) -> list[Problem]:
    by_key: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_key[entry.key].append(entry)
    problems = []
    for key, same in by_key.items():
        same.sort(key=lambda entry: entry.period.start)
        for earlier, later in pairwise(same):
            if shape.is_one_each or earlier.period.overlaps(later.period):
                names = {"key": " / ".join(key), "row": earlier.line.row}
                message = _("“%(key)s” staat ook al in rij %(row)s, over dezelfde dagen.") % names
                problems.append(later.line.problem(shape.key[0], message))
    return problems
