"""Order rows by a column: names as a Dutch register orders them, numbers and dates by size, empty cells last."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from noaber.core.components.columns import Row
from noaber.core.rules.dutch import sort_key


def sorted_rows(rows: Sequence[Row], key: str, *, is_descending: bool = False) -> list[Row]:
    """The rows in order of ``key``; equal ones keep their place, and empty ones stand last both ways.

    >>> [row["n"] for row in sorted_rows([{"n": None}, {"n": 10}, {"n": 9}], "n", is_descending=True)]
    [10, 9, None]
    """
    filled = [row for row in rows if not _is_empty(row.get(key))]
    empty = [row for row in rows if _is_empty(row.get(key))]
    return sorted(filled, key=lambda row: _comparable(row[key]), reverse=is_descending) + empty


def _is_empty(value: object) -> bool:
    return value is None or value == ""


def _comparable(value: object) -> tuple[int, int | Decimal | float, tuple[str, str]]:
    """A key that never fails: numbers before dates before texts, should one column mix them."""
    if isinstance(value, int | Decimal | float):
        return 0, value, ("", "")
    if isinstance(value, datetime):
        return 1, Decimal(str(value.timestamp())), ("", "")
    if isinstance(value, date):
        return 1, value.toordinal() * 86_400, ("", "")
    return 2, 0, sort_key(str(value))
