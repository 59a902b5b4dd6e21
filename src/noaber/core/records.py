"""Digests of records of decision, so that a row that was changed behind the log's back can be named.

    declare_record("position", Position, "consultation point answer text decided_on")
    trail.note(held, {...}, records=new)      # the audit row holds a digest of each

A digest covers the fields that are declared, and those alone: they never change after the row was made, and erasure of
a person does not empty them. Another list of fields is declared beside the first and gets the next number; digests of
before are still compared by theirs. Names stay when a table moves to another room.
"""

import datetime as dt
import decimal
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.db import models

FACT: Final = "digests"
GONE: Final = "-"  # instead of a digest: a row that could still go, went, and the log knows
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class _Declared:
    name: str
    model: type[models.Model]
    fields: tuple[tuple[str, ...], ...]
    logged: models.Q | None


_declared: dict[str, _Declared] = {}
_checks: list[Callable[[], Iterable[str]]] = []


def declare_record(
    name: str, model: type[models.Model], *fields: str, logged: models.Q | None = None
) -> None:
    """`fields`: names with spaces between; every later list is another way to make the digest, the last one counts.

    `logged`: the rows that count, so that one without a digest in the log was added behind its back.
    """
    if name in _declared and _declared[name].model is not model:
        raise ValueError(f"{name} is the name of another record")
    _declared[name] = _Declared(name, model, tuple(tuple(each.split()) for each in fields), logged)


def register_check(check: Callable[[], Iterable[str]]) -> None:
    """A room's own comparison of its records; it names those that differ."""
    _checks.append(check)


def declared_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every field that a digest covers."""
    for each in _declared.values():
        yield from ((each.model, name) for names in each.fields for name in names)


def logged_models() -> set[type[models.Model]]:
    """The tables of which the rows that count must all have a digest."""
    return {each.model for each in _declared.values() if each.logged is not None}


def digest_of(row: models.Model, *, version: int = -1) -> str:
    """SHA-256 of the declared fields as canonical JSON; the same before and after the row was stored."""
    names = _of(type(row)).fields[version]
    content = {name: _plain(row._meta.get_field(name), row) for name in names}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def as_fact(rows: Iterable[models.Model]) -> list[str]:
    """What the audit row notes: name, key, number of the list of fields, digest."""
    found = []
    for row in rows:
        declared = _of(type(row))
        found.append(f"{declared.name} {row.pk} {len(declared.fields) - 1} {digest_of(row)}")
    return found


def as_gone(rows: Iterable[models.Model]) -> list[str]:
    """What the audit row notes of rows that are taken away, before they are."""
    return [f"{_of(type(row)).name} {row.pk} 0 {GONE}" for row in rows]


def changed_records(facts: Iterable[Sequence[str]]) -> tuple[int, list[str], list[str]]:
    """How many rows have a digest, which of them differ from it or are gone ("position 12"), and which lack one."""
    present = list(
        _rows_that_count()
    )  # before the log is read: what comes in meanwhile is left for the next time
    noted: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for lines in facts:
        for line in lines:
            name, key, version, digest = line.split(" ")
            noted[name][key] = (int(version), digest)
    found = [f"{name} {key}" for name, digests in sorted(noted.items()) for key in _differing(name, digests)]
    found += [name for check in _checks for name in check()]
    unlogged = [f"{name} {key}" for name, key in present if key not in noted[name]]
    return sum(map(len, noted.values())), list(dict.fromkeys(found)), unlogged


def _rows_that_count() -> Iterator[tuple[str, str]]:
    for each in _declared.values():
        if each.logged is not None:
            keys = each.model._base_manager.filter(each.logged).order_by("pk").values_list("pk", flat=True)
            yield from ((each.name, str(key)) for key in keys.distinct().iterator(chunk_size=2000))


def _differing(name: str, digests: dict[str, tuple[int, str]]) -> Iterator[str]:
    declared = _declared.get(name)
    if declared is None:
        yield from digests  # nobody knows any more what it was
        return
    remaining = iter(digests)
    while keys := list(islice(remaining, BATCH)):
        rows = {str(row.pk): row for row in declared.model._base_manager.filter(pk__in=keys)}
        for key in keys:
            version, digest = digests[key]
            is_there = key in rows
            if is_there == (digest == GONE) or (is_there and digest_of(rows[key], version=version) != digest):
                yield key


def _of(model: type[models.Model]) -> _Declared:
    return next(each for each in _declared.values() if each.model is model)


def _plain(field: Any, row: models.Model) -> object:
    value = getattr(row, field.attname)
    if value is None or isinstance(field, models.JSONField):
        return value
    value = field.to_python(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, decimal.Decimal):
        return f"{value:.{field.decimal_places}f}"
    return value if isinstance(value, int) else str(value)
