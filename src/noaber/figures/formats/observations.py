"""Counts as Parquet, written and compared by DuckDB. A file is never changed: a new release is a new file.

Two orders, because two questions must be instant (ADR 21): `areas` (everything but districts and neighbourhoods) by
kind and period, for all municipalities beside each other; `neighbourhoods` by municipality, for one page. Columns:
kind, measure, area, period (201906 a month, 201900 a year), value (NULL: the source has the cell and gives no figure)
and, for neighbourhoods, the municipality. A cell that is not there was not published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from noaber.figures.formats.engines import duckdb, np
from noaber.figures.formats.police_table import ABSENT, Block, Cells, FiguresRefused
from noaber.figures.rules.areas import municipality_of
from noaber.figures.rules.missing import Held, LastTwo
from noaber.figures.rules.periods import period_key

MEMORY: Final = "512MB"
THREADS: Final = 2
ROW_GROUP: Final = 122_880
_STAGING: Final = (
    "create table cells (kind integer, area integer, period integer, measure integer, value integer)"
)
_INSERT: Final = (
    "insert into cells select kind, area, period, measure, value from block where value <> $absent"
)
_NAMED: Final = (
    "create view named as select kinds.code as kind, measures.code as measure, areas.code as area, "
    "areas.municipality as municipality, period, nullif(value, -1) as value "
    "from cells join kinds on kinds.id = cells.kind join areas on areas.id = cells.area "
    "join measures on measures.id = cells.measure"
)
_AREAS: Final = (
    "select kind, measure, area, period, value from named where municipality = '' "
    "order by kind, measure, period, area"
)
_NEIGHBOURHOODS: Final = (
    "select municipality, kind, measure, area, period, value from named where municipality <> '' "
    "order by municipality, kind, measure, area, period"
)
_NOT_YET: Final = (
    "delete from cells using "
    "(select area, min(period) filter (where value >= 0) as first from cells group by area) as born "
    "where cells.area = born.area and value < 0 and period < first"
)
"""Tables list a municipality of today in years in which it did not exist, without a figure: that is no cell."""
_SPAN: Final = (
    "select (select count(*) from cells), min(period), max(period) from cells "
    "where $is_monthly::boolean is null or (period % 100 > 0) = $is_monthly::boolean"
)
_TWICE: Final = (
    "select area, kind, period, count(*) as times from named group by area, kind, period, measure "
    "having times > 1 order by area, kind, period limit 3"
)
_OTHER: Final = (
    "create table other as select coalesce(a.kind, b.kind) as kind, coalesce(a.measure, b.measure) as measure, "
    "coalesce(a.area, b.area) as area, coalesce(a.period, b.period) as period, b.value as before, a.value as after, "
    "case when b.kind is null then 'new' when a.kind is null then 'gone' else 'changed' end as what "
    "from after_ a full join before_ b using (kind, measure, area, period) "
    "where a.kind is null or b.kind is null or a.value is distinct from b.value"
)
_HAD: Final = (
    "create table had as select kind, measure, period % 100 > 0 as is_month, min(period) as first, max(period) as last "
    "from before_ group by all"
)
_CHANGES: Final = (
    "create view changes as select other.kind, other.measure, area, period, before, after, "
    "case when what = 'new' and area like 'GM%' and after is not null and period between had.first and had.last "
    "then 'late' else what end as what from other left join had "
    "on had.kind = other.kind and had.measure = other.measure and had.is_month = (period % 100 > 0)"
)
"""In steps: in one, DuckDB holds every cell of both before it looks which differ."""
_LAST_TWO: Final = (
    "with periods as (select period, row_number() over (partition by period % 100 > 0 order by period desc) as place "
    "from (select distinct period from found)) "
    "select period % 100 > 0, place, period, list(distinct area::varchar) filter (area::varchar like 'GM%') "
    "from found join periods using (period) where place <= 2 group by all order by all"
)
_REMARKABLE: Final = "select * from changes where what <> 'new' order by area, kind, measure, period"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the files there are, and what they hold together."""

    areas: Path
    neighbourhoods: Path | None
    cell_count: int
    first_period: int
    last_period: int


@dataclass(frozen=True, slots=True)
class Differences:
    """Beside the release before: cells that are new, that changed, and that are gone.

    `file` has the last two, and of the new ones those of a municipality in a month that the one before did have.

    `held`: what the one before and this one have anything of; None where no cell is gone.
    """

    new: int
    changed: int
    gone: int
    file: Path | None
    held: tuple[Held, Held] | None = None

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.changed or self.gone)


def connect(folder: Path | None = None) -> duckdb.DuckDBPyConnection:
    """DuckDB within bounds; with a folder it keeps its tables there, and what does not fit in memory."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": THREADS,
        "memory_limit": MEMORY,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
    }
    if folder is None:
        return duckdb.connect(config=settings)
    settings["temp_directory"] = str(folder / "spill")
    return duckdb.connect(folder / "staging.duckdb", config=settings)


def write_cells(cells: Cells, folder: Path, *, is_monthly: bool | None = None) -> Written:
    """Stage every block, look for cells that come twice, and write the files. Nothing but `folder` is touched.

    An area's cells without a figure of before anything was ever counted there are left out: it did not exist yet.
    The first and the last period are months where it `is_monthly`, and years where it is not.
    """
    measures = list(cells.columns.measures)
    with _staging(folder) as base:
        base.execute(_STAGING)
        for block in cells.blocks():
            _stage(base, block, measures)
        _names(base, "kinds", cells.kinds)
        _names(base, "areas", cells.areas)
        _names(base, "measures", {code: place for place, code in enumerate(measures)})
        base.execute(_NOT_YET)
        base.execute(_NAMED)
        count, first, last = _span(base, is_monthly)
        _refuse_twice(base)
        areas, neighbourhoods = folder / "areas.parquet", None
        _write(base, _AREAS, areas)
        if any(municipality_of(code) for code in cells.areas):
            neighbourhoods = folder / "neighbourhoods.parquet"
            _write(base, _NEIGHBOURHOODS, neighbourhoods)
    return Written(areas, neighbourhoods, count, first, last)


def _span(base: duckdb.DuckDBPyConnection, is_monthly: bool | None) -> tuple[int, int, int]:
    """How many cells, and from when to when; FiguresRefused where none is of the kind that the table must have."""
    [(count, first, last)] = base.execute(_SPAN, {"is_monthly": is_monthly}).fetchall()
    if not count:
        raise FiguresRefused("De tabel heeft geen cijfers.")
    if first is None:
        raise FiguresRefused(
            "Er staat geen enkele maand in, maar alleen jaren."
            if is_monthly
            else "Er staat geen enkel jaar in, maar alleen maanden."
        )
    return count, first, last


def _write(base: duckdb.DuckDBPyConnection, question: str, target: Path) -> None:
    base.sql(question).write_parquet(str(target), compression="zstd", row_group_size=ROW_GROUP)


def write_names(names: Mapping[str, str], folder: Path) -> Path:
    """What districts and neighbourhoods are called, by municipality and code: one page reads those of one."""
    target = folder / "names.parquet"
    codes = sorted(names)
    named = {
        "municipality": np.array([municipality_of(code) for code in codes], dtype=object),
        "area": np.array(codes, dtype=object),
        "name": np.array([names[code] for code in codes], dtype=object),
    }
    with _staging(folder / "names") as base:
        base.register("named", named)
        _write(base, "select municipality, area, name from named order by municipality, area", target)
    return target


def read_names(path: Path, folder: Path) -> dict[str, str]:
    """All of them, by code."""
    with _staging(folder / "names") as base:
        return dict(base.read_parquet(str(path)).project("area, name").fetchall())


@contextmanager
def _staging(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """What does not fit on the disk is said as such; DuckDB words that in several ways."""
    folder.mkdir(exist_ok=True)
    base = connect(folder)
    try:
        yield base
    except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.TransactionException, OSError) as error:
        raise FiguresRefused(
            "Er is niet genoeg ruimte op de schijf of in het geheugen om deze tabel te verwerken."
        ) from error
    finally:
        base.close()


def _stage(base: duckdb.DuckDBPyConnection, block: Block, measures: list[str]) -> None:
    for place, measure in enumerate(measures):
        staged = {
            "kind": block.kinds,
            "area": block.areas,
            "period": block.periods,
            "measure": np.full(len(block.kinds), place, np.int32),
            "value": block.measures[measure],
        }
        base.register("block", staged)
        base.execute(_INSERT, {"absent": ABSENT})
        base.unregister("block")


def _names(base: duckdb.DuckDBPyConnection, table: str, codes: Mapping[str, int]) -> None:
    """The codes behind the numbers in `cells`, by name: `kinds`, `areas` or `measures`.

    As enumerations in the order of their codes, so that a nation is sorted by small numbers and not by texts.
    """
    named = {
        "id": np.array(list(codes.values()), np.int32),
        "code": np.array(list(codes), dtype=object),
        "municipality": np.array([municipality_of(code) for code in codes], dtype=object),
    }
    base.register("listed", named)
    for column in ("code", "municipality"):
        base.register("in_order", {"code": np.unique(named[column])})
        base.execute(f"create type {table}_{column} as enum (from in_order)")
        base.unregister("in_order")
    coded = f"id, code::{table}_code as code, municipality::{table}_municipality as municipality"
    base.table("listed").project(coded).create(table)
    base.unregister("listed")


def _refuse_twice(base: duckdb.DuckDBPyConnection) -> None:
    twice = base.execute(_TWICE).fetchall()
    if twice:
        raise FiguresRefused(
            *(
                f"{area}, {kind}, {period_key(period)} staat er {times} keer in."
                for area, kind, period, times in twice
            )
        )


def differences(before: Sequence[Path], after: Sequence[Path], folder: Path) -> Differences:
    """Compare two releases cell by cell.

    `file` has kind, measure, area, period, value before and after, and `what` became of it: changed, gone or late.
    """
    with _staging(folder / "compare") as base:
        for name, files in (("before_", before), ("after_", after)):
            found = base.read_parquet([str(file) for file in files], union_by_name=True)
            found.project("kind, measure, area, period, value").create_view(name)
        for statement in (_OTHER, _HAD, _CHANGES):
            base.execute(statement)
        counts = dict(base.execute("select what, count(*) from changes group by what").fetchall())
        changed, gone = counts.get("changed", 0), counts.get("gone", 0)
        late = counts.get("late", 0)
        target = folder / "changes.parquet" if changed or gone or late else None
        if target is not None:
            _write(base, _REMARKABLE, target)
        held = (_held(base, "before_"), _held(base, "after_")) if gone else None
    return Differences(counts.get("new", 0) + late, changed, gone, target, held)


def _held(base: duckdb.DuckDBPyConnection, view: str) -> Held:
    areas, kinds, periods = (
        frozenset(code for (code,) in base.view(view).project(column).distinct().fetchall())
        for column in ("area", "kind", "period")
    )
    return Held(areas, kinds, periods)


def last_two(areas: Path, folder: Path) -> list[LastTwo]:
    """The newest month and the newest year, each beside the one before it in the same file, where there is one."""
    with _staging(folder / "newest") as base:
        base.read_parquet(str(areas)).project("area, period").create_view("found")
        rows = base.execute(_LAST_TWO).fetchall()
    found = {(is_month, place): (period, frozenset(codes or ())) for is_month, place, period, codes in rows}
    return [
        LastTwo(found[is_month, 1][0], found[is_month, 2][0], found[is_month, 1][1], found[is_month, 2][1])
        for is_month in (True, False)
        if (is_month, 2) in found
    ]
