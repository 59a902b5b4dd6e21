"""Live figures that rooms above bring into a proposal or a decision pack, and their frozen form.

    register_insert("contributions", title=_("Bijdrage per gemeente"), compose=contributions_table)

A draft shows what an insert says today; sending a version freezes it (`to_json`), so that every body reads the same.
This room knows no money and no strategy: it knows tables. What they say follows from the proposal that they stand in.
A row with a `code` is about that organisation; its `amount` (`amount_3a` when several points ask money) is then what it
pays in each year, in cents, by the figure of `reference_on`. In a table about one organisation a row with a `year` says
the same of that year. Programs read them from there (`packs/yearly.py`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from noaber.core.asof import AsOf
from noaber.core.components.columns import Column
from noaber.core.components.table import Table, plain_table
from noaber.core.documents.paper import DataTable
from noaber.core.documents.tables import ColumnKind, TableColumn
from noaber.decisions.queries.proposals.matrix import Standing

Value = str | int | None


@dataclass(frozen=True, slots=True)
class InsertTable:
    """A table: `columns` are (key, Dutch label, kind); rows hold texts, whole numbers and cents, dates as ISO texts.

    `source` says where the figures come from, `note` what must be said beside them.
    """

    caption: str
    columns: tuple[tuple[str, str, ColumnKind], ...]
    rows: tuple[Mapping[str, Value], ...]
    totals: Mapping[str, Value] = field(default_factory=dict)
    source: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, as it is kept when a version is sent."""
        return {
            "caption": self.caption,
            "columns": [list(column) for column in self.columns],
            "rows": [dict(row) for row in self.rows],
            "totals": dict(self.totals),
            "source": self.source,
            "note": self.note,
        }

    def for_paper(self) -> DataTable:
        """The same table in a PDF or an editable text."""
        columns = [TableColumn(key, label, kind) for key, label, kind in self.columns]
        rows = [self._typed(row) for row in self.rows]
        totals = self._typed(self.totals) if self.totals else None
        return DataTable(self.caption, columns, rows, totals, self.source)

    def for_screen(self, name: str) -> Table:
        """The same table on a page; the totals are its last row."""
        columns = [Column(key, label, kind) for key, label, kind in self.columns]
        rows = [self._typed(row) for row in (*self.rows, *([self.totals] if self.totals else []))]
        return plain_table(name=name, caption=self.caption, columns=columns, rows=rows)

    def _typed(self, row: Mapping[str, Value]) -> dict[str, object]:
        return {key: _typed(kind, row.get(key)) for key, _label, kind in self.columns}


def from_json(kept: Mapping[str, Any]) -> InsertTable:
    """What was kept, as a table again."""
    columns = tuple((key, label, kind) for key, label, kind in kept["columns"])
    texts = {name: kept[name] for name in ("caption", "source", "note")}
    return InsertTable(columns=columns, rows=tuple(kept["rows"]), totals=kept["totals"], **texts)


def _typed(kind: str, value: Value) -> object:
    return dt.date.fromisoformat(value) if kind == "date" and isinstance(value, str) else value


Compose = Callable[[Standing, AsOf, str], InsertTable | None]
Explain = Callable[[Standing, AsOf], str]
Changed = Callable[[Standing], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Insert:
    """`compose(proposal, asof, organisation code)` answers None where this proposal gives nothing to say.

    `is_local`: about one organisation, for its decision pack; otherwise about the network, with code "". `explain`
    then says in Dutch what is missing; `changed` what is no longer as it was when the text was sent.
    """

    name: str
    title: str | Promise
    compose: Compose
    is_local: bool = False
    explain: Explain | None = None
    changed: Changed | None = None


@dataclass(frozen=True, slots=True)
class InsertSource:
    """Where inserts come from that are not known at start."""

    offered: Callable[[], Iterable[Insert]]
    find: Callable[[str], Insert | None]


_inserts: dict[str, Insert] = {}


def register_insert(
    name: str,
    *,
    title: str | Promise,
    compose: Compose,
    is_local: bool = False,
    explain: Explain | None = None,
    changed: Changed | None = None,
) -> None:
    """Offer figures for proposals, or with `is_local` for the decision pack of one organisation (from ``ready``)."""
    _inserts[name] = Insert(name, title, compose, is_local, explain, changed)


_sources: dict[str, InsertSource] = {}


def register_insert_source(
    prefix: str, *, offered: Callable[[], Iterable[Insert]], find: Callable[[str], Insert | None]
) -> None:
    """Offer figures for proposals that come and go (from ``ready``), such as what somebody saved under a name.

    Their names begin with `prefix` and a dot. `offered` gives what can be chosen now, `find` also what was chosen
    before and is no longer offered.
    """
    _sources[prefix] = InsertSource(offered, find)


def offered_inserts(*, is_local: bool = False) -> list[Insert]:
    """What can be brought in, by name."""
    fixed = [each for _, each in sorted(_inserts.items()) if each.is_local == is_local]
    return (
        fixed if is_local else [*fixed, *(each for source in _sources.values() for each in source.offered())]
    )


def insert_called(name: str) -> Insert | None:
    source = _sources.get(name.partition(".")[0]) if "." in name else None
    return source.find(name) if source else _inserts.get(name)


def local_tables(found: Standing, asof: AsOf, organisation_code: str) -> list[InsertTable]:
    """Everything that rooms have to say about what this proposal means for one organisation."""
    tables = (each.compose(found, asof, organisation_code) for each in offered_inserts(is_local=True))
    return [table for table in tables if table]
