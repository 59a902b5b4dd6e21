"""A page reads each thing once; whoever writes, and whoever is no page, reads anew."""

from collections.abc import Iterator

import pytest

from noaber.core.access import WORKER
from noaber.core.audit import verb
from noaber.core.reading import one_reading, read_once

_numbers: Iterator[int] = iter(())


@read_once
def next_number(of: str = "a", *, step: int = 1) -> int:
    return next(_numbers)


@pytest.fixture(autouse=True)
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "_numbers", iter(range(100)))


def test_within_a_reading_the_same_question_has_one_answer() -> None:
    with one_reading():
        assert [next_number(), next_number(), next_number("b"), next_number(step=2)] == [0, 0, 1, 2]


def test_the_next_reading_starts_anew() -> None:
    for expected in (0, 1):
        with one_reading():
            assert next_number() == expected


def test_outside_a_reading_nothing_is_remembered() -> None:
    assert [next_number(), next_number()] == [0, 1]


@pytest.mark.django_db
def test_whoever_writes_reads_anew_from_then_on() -> None:
    with one_reading():
        assert [next_number(), next_number()] == [0, 0]
        with verb("core.try", actor=WORKER):
            assert next_number() == 1
        assert next_number() == 2
