"""A question that is asked all day is composed once: Django takes longer to write its SQL than a database to answer it.

Mark the function that writes the question, and call it for the answers:

    @composed
    def _names(asof: AsOf) -> QuerySet[BodyVersion, tuple[Any, ...]]:
        return BodyVersion.objects.as_of(asof).values_list("body__code", "name")

    for code, name in _names(asof): ...

It is written with marks instead of the days, moments and keys that it is asked with; those are filled in each time. So
the function hands its arguments to the database as they are: it does not calculate with them (refused the first time)
nor choose by them, but for whether a moment is asked at all.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from noaber.core.asof import AsOf

Row = tuple[Any, ...]
Argument = AsOf | dt.date | int | uuid.UUID | None  # a moment is a date too
Compose = Callable[..., QuerySet[Any, Row]]
_FIRST: Final = dt.datetime(1111, 11, 11, 11, 11, 11, 111_111, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL, what goes in, at which places that is which part of the arguments, and how columns are read."""

    sql: str
    given: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: dict[int, tuple[Sequence[Callable[..., Any]], Any]]

    def filled_in(self, parts: Sequence[Any]) -> list[Any]:
        given = list(self.given)
        for place, part in self.places:
            mark = given[place]  # of a key it says how wide its column is
            given[place] = type(mark)(parts[part]) if isinstance(mark, int) else parts[part]
        return given


def composed(compose: Compose) -> Callable[..., list[Row]]:
    """Mark the writing of a question that ends in ``values_list``.

    Each of its arguments is an `AsOf`, a day, a moment (or None) or a key.
    """
    statement_for = lru_cache(lambda _vendor, *shapes: _write(compose, shapes))

    @wraps(compose)
    def ask(*arguments: Argument) -> list[Row]:
        statement = statement_for(connection.vendor, *map(_shape, arguments))
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.filled_in(_parts(arguments)))
            rows: list[Row] = cursor.fetchall()
        return [_read(row, statement) for row in rows] if statement.converters else rows

    return ask


def _shape(argument: Argument) -> tuple[type, bool]:
    return type(argument), isinstance(argument, AsOf) and argument.known_at is not None


def _parts(arguments: Sequence[Argument]) -> list[Any]:
    """The days, moments and keys, as the database gets them."""
    apart = (((each.valid_on, each.known_at) if isinstance(each, AsOf) else (each,)) for each in arguments)
    return [_adapted(part) for parts in apart for part in parts if part is not None]


def _adapted(part: object) -> Any:
    if isinstance(part, dt.datetime):
        return connection.ops.adapt_datetimefield_value(part)
    if isinstance(part, dt.date):
        return connection.ops.adapt_datefield_value(part)
    if isinstance(part, uuid.UUID) and not connection.features.has_native_uuid_field:
        return part.hex
    return part


def _write(compose: Compose, shapes: Sequence[tuple[type, bool]]) -> _Statement:
    """Twice, with other marks: what differs and is no mark was calculated from one."""
    marks, others = ([_mark(*shape, turn, at) for at, shape in enumerate(shapes)] for turn in range(2))
    sql, given, converters = _compile(compose(*marks))
    sql_of_others, given_of_others, _ = _compile(compose(*others))
    parts, parts_of_others = _parts(marks), _parts(others)
    places = []
    for place, pair in enumerate(zip(given, given_of_others, strict=True)):
        if pair[0] != pair[1]:
            if pair[0] not in parts or pair[1] != parts_of_others[parts.index(pair[0])]:
                raise TypeError(f"{compose.__qualname__} calculates with its arguments")
            places.append((place, parts.index(pair[0])))
    if sql != sql_of_others or {part for _, part in places} != set(range(len(parts))):
        raise TypeError(f"{compose.__qualname__} does more with its arguments than ask with them")
    return _Statement(sql, given, tuple(places), converters)


def _mark(kind: type, has_moment: bool, turn: int, at: int) -> Argument:
    """One of its kind, that nobody asks with."""
    moment = _FIRST + dt.timedelta(days=2 * at + turn)
    if kind is AsOf:
        return AsOf(moment.date(), moment if has_moment else None)
    number = 1_111_111_000 + 2 * at + turn
    if kind is uuid.UUID:
        return uuid.UUID(int=number)
    if kind is type(None):
        return None
    return -number if not issubclass(kind, dt.date) else moment if kind is dt.datetime else moment.date()


def _compile(question: QuerySet[Any, Row]) -> tuple[str, tuple[Any, ...], dict[int, Any]]:
    compiler = question.query.get_compiler(connection=connection)
    sql, given = compiler.as_sql()
    return sql, tuple(given), compiler.get_converters([column for column, _sql, _name in compiler.select])


def _read(row: Row, statement: _Statement) -> Row:
    values = list(row)
    for place, (convert_all, expression) in statement.converters.items():
        for convert in convert_all:
            values[place] = convert(values[place], expression, connection)
    return tuple(values)
