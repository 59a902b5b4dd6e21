"""A page reads each thing once.

On one page stand panels, steps and tasks of several rooms, and they ask the register the same questions: which
organisations are there, which figures, which day is it. While a reading is open (one per GET,
`core.middleware.ReadingMiddleware`), a function marked `read_once` gives the answer that it gave before.

Nothing is remembered from one request to the next, and nothing outside a request: commands and the worker read
anew each time. The first write (`core.audit.verb`) ends the reading, so whoever writes sees what was written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers_of_this_reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Remember what is read until the block ends or something is written."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def end_reading() -> None:
    """From here on every question is asked anew."""
    _answers.set(None)


def read_once(read: Callable[P, R]) -> Callable[P, R]:
    """Mark a question with hashable arguments whose answer nobody changes: give tuples and records, not lists."""

    @wraps(read)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None:
            return read(*args, **kwargs)
        question = (read, args, tuple(sorted(kwargs.items())))
        if question not in answers:
            answers[question] = read(*args, **kwargs)
        found: R = answers[question]
        return found

    return answer
