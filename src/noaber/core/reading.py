"""A page reads each thing once, and the next page does not read it again until something is written.

On one page stand panels, steps and tasks of several rooms, and they ask the register the same questions: which
organisations are there, which figures, which day is it. While a reading is open (one per GET,
`core.middleware.ReadingMiddleware`), a function marked `read_once` gives the answer that it gave before.

Every write of the house ends with a row in the audit chain, so the hash at its head names the state of all
records, for every process and machine alike. The reading of a page asks for that hash once, and in the same query for
the few values that every page shows (`read_with_state`); what other pages read in the same state is at hand, and in
another state all of it is forgotten. Whoever comes to change something (POST) has a reading of their own: it recalls
nothing that others read and leaves them nothing. Commands and the worker have none and read anew each time, but
within one calculation (`reads_together`). The first write (`core.audit.verb`) ends the reading, so whoever writes
sees what was written.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache, wraps
from threading import Lock
from typing import Any, Final, ParamSpec, TypeVar

from django.db import connection
from django.db.models import QuerySet, Subquery

P = ParamSpec("P")
R = TypeVar("R")

ANSWERS_KEPT: Final = 128  # a page asks about ten: today's pages, and a few days that somebody looks back at


class _Answers:
    """What was read in one state of the records; the answer that nobody asked for longest goes first."""

    def __init__(self, state: str) -> None:
        self.state = state
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def give(self, question: Hashable, read: Callable[[], R]) -> R:
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                known: R = self._answers[question]
                return known
        found = read()
        with self._lock:
            self._answers[question] = found
            while len(self._answers) > ANSWERS_KEPT:
                self._answers.popitem(last=False)
        return found


class _Reading:
    """One page; it sees the state that it found at its first question."""

    @cached_property
    def head(self) -> Mapping[str, Any]:
        """The hash of the state, and by name the values that are read with it."""
        return _read_head()

    @cached_property
    def answers(self) -> _Answers:
        global _latest
        state, answers = self.head["hash"], _latest
        if answers.state != state:
            _latest = answers = _Answers(state)
        return answers


class _OwnReading(_Reading):
    """One that shares nothing with others."""

    @cached_property
    def answers(self) -> _Answers:
        return _Answers("")


_latest = _Answers("")
_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Remember what is read until the block ends or something is written."""
    with _open(_Reading()):
        yield


@contextmanager
def own_reading() -> Iterator[None]:
    """The same, from the records themselves: what others read is not recalled, and nothing is kept for them."""
    with _open(_OwnReading()):
        yield


@contextmanager
def _open(reading: _Reading) -> Iterator[None]:
    token = _reading.set(reading)
    try:
        yield
    finally:
        _reading.reset(token)


def reads_together(calculate: Callable[P, R]) -> Callable[P, R]:
    """Mark a calculation that only reads, and asks the same things more than once: also in a verb each is read once.

    It must be done when it returns: give no generator and no query that is still to be asked.
    """

    @wraps(calculate)
    def result(*args: P.args, **kwargs: P.kwargs) -> R:
        if _reading.get() is not None:
            return calculate(*args, **kwargs)
        with own_reading():
            return calculate(*args, **kwargs)

    return result


def end_reading() -> None:
    """From here on every question is asked anew."""
    _reading.set(None)


def forget() -> None:
    """For tests, which take back what they wrote and write without the audit chain."""
    global _latest
    _latest = _Answers("")


def read_once(read: Callable[P, R]) -> Callable[P, R]:
    """Mark a question about audited records whose answer nobody changes: give tuples and records, not lists.

    The arguments must be hashable and must hold all that the answer depends on beside the records: also the day.
    """

    @wraps(read)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        reading = _reading.get()
        if reading is None:
            return read(*args, **kwargs)
        question = (read, args, tuple(sorted(kwargs.items())))
        return reading.answers.give(question, lambda: read(*args, **kwargs))

    return answer


_with_state: dict[str, Callable[[], QuerySet[Any, Any]]] = {}


def read_with_state(ask: Callable[[], QuerySet[Any, Any]]) -> Callable[[], Any]:
    """Mark a question with one value that every page shows: `ask` gives its one column; no row gives None.
    It is the same question each time: it depends on no day and on nobody.

    In a reading the value comes along with the hash of the state, so that it costs no query of its own.
    """
    name = ask.__name__
    _with_state[name] = ask

    @wraps(ask)
    def value() -> Any:
        reading = _reading.get()
        if reading is None or name not in reading.head:
            return ask().first()
        return reading.head[name]

    return value


def _read_head() -> Mapping[str, Any]:
    names = ("hash", *_with_state)
    statement, given, converters = _head_statement(connection.vendor, names)
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        row = cursor.fetchone()
    if row is None:
        return {"hash": ""}
    values = list(row)
    for place, (convert_all, expression) in converters.items():
        for convert in convert_all:
            values[place] = convert(values[place], expression, connection)
    return dict(zip(names, values, strict=True))


@lru_cache
def _head_statement(_vendor: str, names: tuple[str, ...]) -> tuple[str, tuple[Any, ...], Mapping[int, Any]]:
    """The one query that every page begins with, composed once for each kind of database: SQL, what goes in, and how
    what comes out is read. Composing it takes ten times as long as asking it."""
    from noaber.core.models import AuditHead

    beside = {name: Subquery(_with_state[name]()[:1]) for name in names[1:]}
    query = AuditHead.objects.annotate(**beside).values(*names).order_by("pk")[:1].query
    compiler = query.get_compiler(connection=connection)
    statement, given = compiler.as_sql()
    return statement, given, compiler.get_converters([column for column, _sql, _name in compiler.select])
