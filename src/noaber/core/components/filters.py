"""The filters above a table. A value that a filter does not know is reported, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from django.utils.translation import gettext as _

from noaber.core.components.columns import Row
from noaber.core.rules.dutch import DateError, parse_date, short_date, sort_key


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select box."""

    value: str
    label: str
    is_selected: bool = False


@dataclass(frozen=True, slots=True)
class FilterField:
    """What the form above the table shows for one filter."""

    name: str
    label: str
    kind: Literal["search", "select", "date"]
    value: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Filtered:
    """The rows that are left, the field to show, and in Dutch what was wrong with the value, if anything."""

    rows: Sequence[Row]
    field: FilterField
    problem: str = ""


class Filter(Protocol):
    """Anything that can narrow rows by one key of the query string."""

    @property
    def name(self) -> str: ...

    def apply(self, query: Mapping[str, str], rows: Sequence[Row]) -> Filtered: ...


@dataclass(frozen=True, slots=True)
class TextFilter:
    """Rows in which every typed word occurs somewhere in ``keys``; case and accents do not matter."""

    keys: tuple[str, ...]
    label: str = ""
    name: str = "zoek"

    def apply(self, query: Mapping[str, str], rows: Sequence[Row]) -> Filtered:
        typed = query.get(self.name, "").strip()
        words = _folded(typed).split()
        left = [row for row in rows if all(word in self._haystack(row) for word in words)] if words else rows
        return Filtered(left, FilterField(self.name, self.label or _("Zoek in deze lijst"), "search", typed))

    def _haystack(self, row: Row) -> str:
        return _folded(" ".join(str(row.get(key) or "") for key in self.keys))


@dataclass(frozen=True, slots=True)
class ChoiceFilter:
    """Rows whose ``key`` has the chosen value, or has it among several (a tuple).

    Without ``choices`` they are the values that occur.
    """

    key: str
    label: str
    name: str
    choices: tuple[tuple[str, str], ...] = ()

    def apply(self, query: Mapping[str, str], rows: Sequence[Row]) -> Filtered:
        chosen = query.get(self.name, "")
        choices = self.choices or self._occurring(rows)
        options = tuple(Option(value, label, value == chosen) for value, label in choices)
        if chosen and not any(option.is_selected for option in options):
            problem = _("“%(value)s” is geen bekende waarde voor %(label)s. Dit filter is niet gebruikt.")
            field = FilterField(self.name, self.label, "select", "", options)
            return Filtered(rows, field, problem % {"value": chosen, "label": self.label})
        left = [row for row in rows if self._has(row, chosen)] if chosen else rows
        return Filtered(left, FilterField(self.name, self.label, "select", chosen, options))

    def _has(self, row: Row, chosen: str) -> bool:
        value = row.get(self.key)
        return chosen in value if isinstance(value, tuple) else str(value) == chosen

    def _occurring(self, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
        values = {str(row[self.key]) for row in rows if row.get(self.key) not in (None, "")}
        return tuple((value, value) for value in sorted(values, key=sort_key))


@dataclass(frozen=True, slots=True)
class DateFilter:
    """Rows whose date under ``key`` is on or after, or on or before, the typed date."""

    key: str
    label: str
    name: str
    bound: Literal["from", "until"] = "from"

    def apply(self, query: Mapping[str, str], rows: Sequence[Row]) -> Filtered:
        typed = query.get(self.name, "").strip()
        if not typed:
            return Filtered(rows, self._field(""))
        try:
            day = parse_date(typed)
        except DateError as error:
            problem = _("%(label)s: %(error)s. Dit filter is niet gebruikt.")
            return Filtered(rows, self._field(typed), problem % {"label": self.label, "error": error})
        left = [row for row in rows if self._is_within(row.get(self.key), day)]
        return Filtered(left, self._field(short_date(day)))

    def _field(self, value: str) -> FilterField:
        return FilterField(self.name, self.label, "date", value)

    def _is_within(self, value: object, day: date) -> bool:
        if not isinstance(value, date):
            return False
        return value >= day if self.bound == "from" else value <= day


def _folded(text: str) -> str:
    """Lower case, accents off, one kind of apostrophe: how a register compares names."""
    return sort_key(text)[1]
