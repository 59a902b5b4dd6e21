"""Reads the counts of a table of the police at CBS, row by row, and names what is wrong by row and field.

Source: OData v3 of dataderden.cbs.nl, `DataProperties` and `TypedDataSet`, or v4 of datasets.cbs.nl, `MeasureCodes` and
`Observations`; live or saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from noaber.core.odata import Property, Row, TableSource
from noaber.figures.formats.engines import np
from noaber.figures.rules.areas import is_area
from noaber.figures.rules.periods import period_of
from noaber.figures.rules.tables import FigureTable

if TYPE_CHECKING:
    import numpy.typing as npt

BLOCK: Final = 100_000
MOST_NAMED: Final = 20
LARGEST: Final = 2**31 - 1
LONGEST_QUOTE: Final = 40
MISSING: Final = -1
"""What a block has where the source gives no figure; a count is never below zero."""
ABSENT: Final = -2
"""What a block has where this row is not about the measure: no cell."""
_NO_FIGURE: Final = frozenset({"", ".", "x", "-"})


class FiguresRefused(Exception):
    """A table that cannot be taken in: what is wrong, in Dutch, with the row and the field where there is one."""

    def __init__(self, *problems: str, more: int = 0) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems
        self.more = more


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table keeps what we need. `measures`: the column of each count. `is_long`: a row is about one of them."""

    kind: str
    area: str
    period: str
    measures: dict[str, str]
    is_long: bool = False


@dataclass(slots=True)
class Block:
    """Cells beside each other, all of one length. `kinds` and `areas` are places in the lists of `Cells`."""

    kinds: npt.NDArray[np.int32]
    areas: npt.NDArray[np.int32]
    periods: npt.NDArray[np.int32]
    measures: dict[str, npt.NDArray[np.int32]]


def find_columns(source: TableSource, table: FigureTable) -> Columns:
    """By type and stem, because the number behind a column moves; v4 has the stem as words, in the title.

    FiguresRefused where one is missing or double.
    """
    properties = source.properties()
    dimensions = [column for column in properties if column.is_dimension]
    topics = [column for column in properties if column.is_topic]
    areas = [column for column in dimensions if column.is_area]
    periods = [column for column in dimensions if column.is_period]
    kinds = [column for column in dimensions if column.stem == table.kind_column]
    measures = {
        measure: _only(table, stem, found).key
        for stem, measure in table.measures.items()
        if (found := _with_stem(topics, stem)) or stem == table.required
    }
    return Columns(
        kind=_only(table, table.kind_column, kinds).key,
        area=_only(table, "gebieden", areas).key,
        period=_only(table, "perioden", periods).key,
        measures=measures,
        is_long=source.info().is_long,
    )


def _with_stem(topics: Sequence[Property], stem: str) -> list[Property]:
    found = [column for column in topics if column.stem == stem]
    return found or [column for column in topics if column.is_called(stem)]


def _only(table: FigureTable, what: str, found: Sequence[Property]) -> Property:
    if len(found) == 1:
        return found[0]
    names = ", ".join(column.key for column in found)
    why = f"heeft de kolom {what} meer dan een keer: {names}" if found else f"heeft geen kolom {what}"
    raise FiguresRefused(f"Tabel {table.id} {why}.")


@dataclass(slots=True)
class Cells:
    """The cells of a table in blocks. After `blocks` ended, `kinds` and `areas` hold every code, in order of first use.

    A quarter is left out, as it is the sum of its months; `left_out` counts those rows.
    """

    source: TableSource
    columns: Columns
    kinds: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    _periods: dict[str, int | None] = field(default_factory=dict)
    _problems: list[str] = field(default_factory=list)
    _count: int = 0

    @property
    def periods(self) -> list[int]:
        """Those that were found so far, in order; without quarters."""
        return sorted(period for period in self._periods.values() if period is not None)

    def blocks(self) -> Iterator[Block]:
        """FiguresRefused at the end where a row was wrong: what was yielded before must not be kept."""
        rows: list[Row] = []
        number = 0
        for row in self.source.rows():
            rows.append(row)
            if len(rows) == BLOCK:
                yield self._block(rows, number)
                number, rows = number + len(rows), []
        if rows:
            yield self._block(rows, number)
        if self._problems:
            raise FiguresRefused(*self._problems, more=self._count - len(self._problems))

    def _block(self, rows: list[Row], before: int) -> Block:
        columns = self.columns
        periods = [self._period(row, before + place) for place, row in enumerate(rows, 1)]
        kept = [place for place, period in enumerate(periods) if period is not None]
        self.left_out += len(rows) - len(kept)
        if len(kept) < len(rows):
            rows, numbers = [rows[place] for place in kept], [before + place + 1 for place in kept]
            periods = [periods[place] for place in kept]
        else:
            numbers = list(range(before + 1, before + len(rows) + 1))
        return Block(
            kinds=np.array(
                [self._kind(row, number) for row, number in zip(rows, numbers, strict=True)], np.int32
            ),
            areas=np.array(
                [self._area(row, number) for row, number in zip(rows, numbers, strict=True)], np.int32
            ),
            periods=np.array(periods, np.int32),
            measures={
                measure: np.array(
                    [self._figure(row, column, number) for row, number in zip(rows, numbers, strict=True)],
                    np.int32,
                )
                for measure, column in columns.measures.items()
            },
        )

    def _kind(self, row: Row, number: int) -> int:
        code = row.get(self.columns.kind)
        found = self.kinds.get(code) if isinstance(code, str) else None
        if found is not None:
            return found
        if not isinstance(code, str) or not code or len(code) > 12 or not code.isprintable():
            return self._wrong(number, self.columns.kind, code, "is geen soort")
        return self.kinds.setdefault(code, len(self.kinds))

    def _area(self, row: Row, number: int) -> int:
        code = row.get(self.columns.area)
        found = self.areas.get(code) if isinstance(code, str) else None
        if found is not None:
            return found
        if not isinstance(code, str) or not is_area(code):
            return self._wrong(number, self.columns.area, code, "is geen gebied")
        return self.areas.setdefault(code, len(self.areas))

    def _period(self, row: Row, number: int) -> int | None:
        """None: to be left out."""
        key = row.get(self.columns.period)
        if isinstance(key, str) and key in self._periods:
            return self._periods[key]
        try:
            period = period_of(str(key))
        except ValueError:
            self._wrong(number, self.columns.period, key, "is geen maand of jaar")
            return 0
        return self._periods.setdefault(str(key), period)

    def _figure(self, row: Row, column: str, number: int) -> int:
        value = row.get(column, self)
        if type(value) is int and 0 <= value <= LARGEST:
            return value
        if value is None:
            return MISSING
        if value is self:
            if self.columns.is_long:
                return ABSENT
            return self._wrong(number, column, "", "ontbreekt in deze rij")
        if isinstance(value, float) and value.is_integer() and 0 <= value <= LARGEST:
            return int(value)
        text = str(value).strip()
        if text in _NO_FIGURE:
            return MISSING
        if text.isascii() and text.isdigit():
            digits = text.lstrip("0") or "0"
            if len(digits) <= len(str(LARGEST)) and int(digits) <= LARGEST:
                return int(digits)
        return self._wrong(number, column, value, "is geen aantal")

    def _wrong(self, number: int, column: str, value: object, why: str) -> int:
        self._count += 1
        if len(self._problems) < MOST_NAMED:
            said = f"‘{_quoted(value)}’ {why}" if value not in (None, "") else why
            self._problems.append(f"Rij {number}, {column}: {said}.")
        return MISSING


def _quoted(value: object) -> str:
    """As it stands in the source; of what is long its start."""
    text = str(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
