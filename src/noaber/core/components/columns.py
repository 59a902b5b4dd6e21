"""Columns of a table, and the cells that their values become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.components.status import Status
from noaber.core.documents.tables import ColumnKind, TableColumn
from noaber.core.rules.dutch import format_number, short_date
from noaber.core.rules.money import format_euro

Kind = Literal[
    "text", "number", "money", "date", "moment", "percentage", "boolean", "link", "status", "figure"
]
Row = Mapping[str, object]

_KINDS_IN_FILES: Final[Mapping[Kind, ColumnKind]] = {
    "number": "number",
    "money": "money",
    "percentage": "percentage",
    "date": "date",
    "moment": "moment",
    "boolean": "boolean",
}

NUMERIC: Final[frozenset[Kind]] = frozenset({"number", "money", "percentage"})


NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` into the row, Dutch ``label``, and the ``kind`` of its values.

    Money is int cents, a percentage a fraction (0.61 is 61%), a status a ``Status``. A cell becomes a link
    when the row has an address under ``url_key``; kind ``link`` looks under ``url`` unless told otherwise. A figure
    is a number in words ("2,16 tot 2,65"): it stands under numbers as they do, and in files as text.
    ``missing`` is what a cell without a value says in the place of a dash; in files it stays empty.
    ``is_totalled`` puts the sum over all rows, not only the page, in the last line.
    ``is_on_screen=False`` is for the download only.
    """

    key: str
    label: str
    kind: Kind = "text"
    url_key: str = ""
    decimals: int = 0
    is_sortable: bool = True
    is_totalled: bool = False
    is_on_screen: bool = True
    missing: str = ""

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC

    @property
    def css_class(self) -> str:
        """How the cells and the head of this column align."""
        if self.is_numeric or self.kind == "figure":
            return "noaber-number"
        return "noaber-date" if self.kind in ("date", "moment") else ""

    @property
    def address_key(self) -> str:
        return self.url_key or ("url" if self.kind == "link" else "")

    def for_download(self) -> TableColumn:
        """The same column for XLSX and CSV, where links and statuses are texts."""
        return TableColumn(self.key, self.label, _KINDS_IN_FILES.get(self.kind, "text"))


class Cell(NamedTuple):
    """What stands in one cell. ``label`` repeats the column's name for the stacked table on a phone.

    A tuple, because a page has hundreds of them and a frozen dataclass takes four times as long to make.
    """

    text: str
    label: str
    css_class: str = ""
    url: str = ""
    status: Status | None = None
    is_row_header: bool = False


def cell_of(column: Column, row: Row, *, is_row_header: bool = False) -> Cell:
    """The cell of ``row`` under ``column``; a missing value shows as a dash."""
    return cells_of(column, (row,), is_row_header=is_row_header)[0]


def cells_of(column: Column, rows: Sequence[Row], *, is_row_header: bool = False) -> list[Cell]:
    """The cells of a whole column; what holds for all of them is worked out once."""
    key, label, css_class, address_key = column.key, column.label, column.css_class, column.address_key
    cells = []
    for row in rows:
        value, url = row.get(key), row.get(address_key) if address_key else None
        status = value if isinstance(value, Status) else None
        text = (
            status.label if status else value if isinstance(value, str) and value else text_of(column, value)
        )
        cells.append(Cell(text, label, css_class, str(url) if url else "", status, is_row_header))
    return cells


def text_of(column: Column, value: object) -> str:
    """The Dutch text of a value of this column's kind."""
    if value is None or value == "":
        return column.missing or NOTHING
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{short_date(local.date())} {local:%H:%M}"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, float):
        return _number_text(column, Decimal(str(value)))
    if isinstance(value, int | Decimal):
        return _number_text(column, value)
    return str(value)


def _number_text(column: Column, value: int | Decimal) -> str:
    if column.kind == "money" and isinstance(value, int):
        return format_euro(value)
    if column.kind == "percentage":
        return f"{format_number(value * 100, column.decimals)}%"
    return format_number(value, column.decimals) if column.is_numeric else str(value)
