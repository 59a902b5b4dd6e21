"""The tables of Noaber as rows of plain values, the same from and for every database.

A value travels as JSON: dates and moments in ISO form, numbers with decimals and UUIDs as text, bytes in base64,
JSON as it is. `decode_value` is the exact way back.
"""

import base64
import datetime as dt
import decimal
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

# Who is signed in now: of no use later, and dangerous in a copy.
LEFT_OUT: Final = ("sessions.session", "usersessions.usersession")
BATCH: Final = 500

Model = type[models.Model]


def kept_models() -> list[Model]:
    """Every table that is kept, by name."""
    found = apps.get_models(include_auto_created=True)
    kept = (
        model
        for model in found
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    )
    return sorted(kept, key=lambda model: model._meta.label_lower)


def columns_of(model: Model) -> "list[models.Field[Any, Any]]":
    """The columns of a table, in the order of the model."""
    return list(model._meta.local_concrete_fields)


def read_rows(model: Model) -> Iterator[list[Any]]:
    """All rows as lists of plain values, ordered by primary key, in a stream."""
    columns = columns_of(model)
    rows = model._base_manager.order_by("pk").values_list(*(column.attname for column in columns))
    for row in rows.iterator(chunk_size=2000):
        yield [encode_value(value) for value in row]


def encode_value(value: Any) -> Any:
    """A value of the database as plain JSON."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    if isinstance(value, dt.timedelta):
        raise TypeError("no table of Noaber keeps durations")
    return value


def decode_value(column: "models.Field[Any, Any]", value: Any) -> Any:
    """The value that `encode_value` was given, as this column holds it."""
    if value is None or isinstance(column, models.JSONField):
        return value
    return column.to_python(value)


def write_rows(model: Model, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert plain rows as they are (nothing is filled in or checked but the constraints); returns how many.

    Not through ``bulk_create``: that would replace moments of making (``auto_now_add``) with the present.
    """
    by_name = {column.name: column for column in columns_of(model)}
    columns = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    listed = ", ".join(quote(column.column or column.name) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({listed}) VALUES ({marks})"  # noqa: S608
    count, remaining = 0, iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(remaining, BATCH)):
            cursor.executemany(statement, [_for_database(columns, row) for row in batch])
            count += len(batch)
    return count


def _for_database(columns: Sequence[Any], row: Sequence[Any]) -> list[Any]:
    pairs = zip(columns, row, strict=True)
    return [
        column.get_db_prep_save(decode_value(column, value), connection=connection) for column, value in pairs
    ]


def reset_sequences(tables: Sequence[Model]) -> None:
    """Let numbering go on after the highest number that was written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
