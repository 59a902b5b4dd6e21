"""Population on 1 January per municipality from StatLine: tables 70072ned, 03759ned and 37230ned.

Sources: the tables' own ``DataProperties`` and dimension lists. Columns are found by what they are called,
never by their number, because CBS renumbers columns; totals are the keys T001038 (men and women), 10000
(all ages) and T001019 (all marital states), or the one key whose title starts with "Totaal". 37230ned
is per month: the population at the beginning of January is that of 1 January.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from noaber.core.odata import DimensionItem, ErrorKind, ODataError, Property, Row, TableSource
from noaber.core.odata.errors import NOTHING_CHANGED
from noaber.network.rules.population_rows import PopulationRow, is_area_code

BEGINNING = "BevolkingAanHetBeginVanDePeriode"
POPULATION_STEMS = ("BevolkingOp1Januari", "TotaleBevolking", BEGINNING)
GROUP_OF_THE_DATE = "1 januari"
JANUARY, WHOLE_YEAR = "MM01", "JJ00"
TOTAL_KEYS = frozenset({"T001038", "10000", "T001019"})


@dataclass(frozen=True, slots=True)
class PopulationColumns:
    """Where a table keeps what we need: columns, and the key of each total."""

    area: str
    period: str
    population: str
    totals: Mapping[str, str]
    is_monthly: bool = False


def read_populations(
    table: TableSource, codes: Collection[str], years: Collection[int]
) -> Iterator[PopulationRow]:
    """The population of each municipality on 1 January of each year, as far as the table has it.

    ``codes`` are CBS codes; codes that are no area are dropped. Years that the table lacks give no row, and
    a figure that CBS does not give is ``None``: ``absent_figures`` tells which are missing. Raises
    ``ODataError``; rows yielded before it must not be kept.
    """
    wanted = {code for code in codes if is_area_code(code)}
    columns = find_columns(table)
    periods = _periods(table, columns, years)
    if not wanted or not periods:
        return
    source = _source(table)
    seen: set[tuple[str, str]] = set()
    for row in table.rows(*_question(columns, wanted, periods)):
        code, period = str(row.get(columns.area)), str(row.get(columns.period))
        if code not in wanted or period not in periods or not _is_total(row, columns):
            continue
        if (code, period) in seen:
            raise _strange(table, f"{code} {period} twice", f"{code} in {period} staat er twee keer in.")
        seen.add((code, period))
        yield PopulationRow(
            code=code,
            reference_on=date(int(period[:4]), 1, 1),
            population=_count(table, row, columns.population),
            source=source,
            is_provisional=periods[period],
        )


def find_columns(table: TableSource) -> PopulationColumns:
    """Find the columns by type and title. Raises ``ODataError`` of kind ``missing_column``."""
    properties = table.properties()
    area = _only(table, "gemeenten", [column for column in properties if column.is_area])
    period = _only(table, "perioden", [column for column in properties if column.is_period])
    others = [
        column.key
        for column in properties
        if column.is_dimension and column.key not in (area.key, period.key)
    ]
    population = _population_column(table, properties)
    return PopulationColumns(
        area=area.key,
        period=period.key,
        population=population.key,
        totals={name: _total_key(table, name) for name in others},
        is_monthly=_is_called(population, BEGINNING),
    )


def _population_column(table: TableSource, properties: Sequence[Property]) -> Property:
    """By stem, else by title; of several, the one in a group about 1 January."""
    topics = [column for column in properties if column.is_topic]
    found = [column for column in topics if column.stem in POPULATION_STEMS]
    found = found or [
        column for column in topics if any(_is_called(column, stem) for stem in POPULATION_STEMS)
    ]
    if len(found) > 1:
        dated = [column for column in found if GROUP_OF_THE_DATE in " ".join(column.groups).lower()]
        found = dated or found
    return _only(table, "bevolking op 1 januari", found)


def _is_called(column: Property, stem: str) -> bool:
    return column.stem == stem or column.is_called(stem)


def _only(table: TableSource, what: str, found: Sequence[Property]) -> Property:
    if len(found) == 1:
        return found[0]
    names = ", ".join(column.key for column in found)
    reason = f"heeft meer dan een kolom met {what}: {names}" if found else f"heeft geen kolom met {what}"
    message = f"Tabel {table.table_id} {reason}. {NOTHING_CHANGED} Kies tabel 70072ned, 03759ned of 37230ned."
    raise ODataError(ErrorKind.MISSING_COLUMN, message, details=f"{what}: {names or 'none'}")


def _total_key(table: TableSource, dimension: str) -> str:
    """The key that stands for everything together in a dimension we do not split by."""
    items = table.dimension(dimension)
    known = [item for item in items if item.key in TOTAL_KEYS]
    named = [item for item in items if item.title.lower().startswith("totaal")]
    for candidates in (known, named):
        if len(candidates) == 1:
            return candidates[0].key
    raise _strange(table, f"no single total in {dimension}", f"Het totaal van {dimension} is niet te vinden.")


def _periods(table: TableSource, columns: PopulationColumns, years: Collection[int]) -> dict[str, bool]:
    """Per period key wanted and present: whether its figures are provisional."""
    wanted = {f"{year:04d}{JANUARY if columns.is_monthly else WHOLE_YEAR}" for year in years}
    items = table.dimension(columns.period)
    if not items:
        # Saved without the list of periods: what is not known to be final counts as provisional.
        return dict.fromkeys(sorted(wanted), True)
    return {item.key: _is_provisional(item) for item in items if item.key in wanted}


def _is_provisional(item: DimensionItem) -> bool:
    """By the status; where CBS gives none, an asterisk after the year marks a provisional figure."""
    if item.status:
        return not item.status.lower().startswith("definitief")
    return item.title.endswith("*")


def _question(
    columns: PopulationColumns, codes: Collection[str], periods: Mapping[str, bool]
) -> tuple[dict[str, Collection[str]], list[str]]:
    wanted: dict[str, Collection[str]] = {name: [key] for name, key in columns.totals.items()}
    wanted |= {columns.area: sorted(codes), columns.period: list(periods)}
    return wanted, [*columns.totals, columns.area, columns.period, columns.population]


def _is_total(row: Row, columns: PopulationColumns) -> bool:
    """Whether the row is the total; a service that ignores the filter must not slip parts in."""
    return all(row.get(name) == key for name, key in columns.totals.items())


def _count(table: TableSource, row: Row, column: str) -> int | None:
    """A figure; ``None`` and the "." of untyped tables mean that there is none."""
    if column not in row:
        raise _strange(table, f"no {column} in {row}", f"De kolom {column} ontbreekt in de gegevens.")
    value = row[column]
    if value is None or value in ("", "."):
        return None
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if not (text.isascii() and text.isdigit()):
        raise _strange(table, f"{column}={value!r}", f"{text} is geen inwonertal.")
    return int(text)


def _source(table: TableSource) -> str:
    """Where a figure comes from, with the release so that a revision can be told apart."""
    modified = table.info().modified[:10]
    return f"CBS {table.table_id}, versie {modified}" if modified else f"CBS {table.table_id}"


def _strange(table: TableSource, details: str, sentence: str) -> ODataError:
    message = f"Tabel {table.table_id} is anders dan verwacht. {sentence} {NOTHING_CHANGED}"
    return ODataError(ErrorKind.UNEXPECTED_SHAPE, message, details=details)
