"""A page reads each thing once; whoever writes, and whoever is no page, recalls nothing."""

from collections.abc import Iterator

import pytest

from noaber.core.access import WORKER
from noaber.core.audit import verb
from noaber.core.models import Demonstration
from noaber.core.reading import ANSWERS_KEPT, _reading, one_reading, own_reading, read_once, reads_together

pytestmark = pytest.mark.django_db

_numbers: Iterator[int] = iter(())


@read_once
def next_number(of: str = "a", *, step: int = 1) -> int:
    return next(_numbers)


@pytest.fixture(autouse=True)
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "_numbers", iter(range(1000)))


def test_within_a_reading_the_same_question_has_one_answer() -> None:
    with one_reading():
        assert [next_number(), next_number(), next_number("b"), next_number(step=2)] == [0, 0, 1, 2]


def test_the_next_reading_recalls_it() -> None:
    for _ in range(2):
        with one_reading():
            assert next_number() == 0


def test_whoever_comes_to_change_something_recalls_nothing_and_leaves_nothing() -> None:
    with one_reading():
        assert next_number() == 0
    for anew in (1, 2):
        with own_reading():
            assert [next_number(), next_number()] == [anew, anew]
    with one_reading():
        assert next_number() == 0


def test_after_a_write_nothing_of_an_own_reading_is_recalled() -> None:
    with own_reading():
        assert [next_number(), next_number()] == [0, 0]
        with verb("core.try", actor=WORKER):
            assert [next_number(), next_number()] == [1, 2]
        assert next_number() == 3


def test_a_calculation_reads_each_thing_once_also_in_a_verb() -> None:
    @reads_together
    def twice() -> list[int]:
        return [next_number(), next_number()]

    with verb("core.try", actor=WORKER):
        assert [twice(), twice(), [next_number()]] == [[0, 0], [1, 1], [2]]
    with one_reading():
        assert [twice(), twice()] == [[3, 3], [3, 3]]


def test_outside_a_reading_nothing_is_remembered() -> None:
    assert [next_number(), next_number()] == [0, 1]


def test_whoever_writes_reads_anew_from_then_on() -> None:
    with one_reading():
        assert [next_number(), next_number()] == [0, 0]
        with verb("core.try", actor=WORKER):
            assert next_number() == 1
        assert next_number() == 2


def test_after_a_write_every_page_reads_anew(db: None) -> None:
    with one_reading():
        assert next_number() == 0
    with verb("core.try", actor=WORKER) as trail:
        trail.note(Demonstration(pk=1), {})
    with one_reading():
        assert next_number() == 1


def test_what_was_read_before_a_write_is_not_kept(db: None) -> None:
    """An erased name stays in no process's memory."""
    with one_reading():
        next_number()
        before = _reading.get().answers  # type: ignore[union-attr]
    with verb("core.try", actor=WORKER) as trail:
        trail.note(Demonstration(pk=1), {})
    with one_reading():
        next_number("b")
        assert _reading.get().answers is not before  # type: ignore[union-attr]


def test_the_oldest_answers_go_first() -> None:
    with one_reading():
        for number in range(ANSWERS_KEPT + 1):
            next_number(step=number)
        assert next_number(step=ANSWERS_KEPT) == ANSWERS_KEPT
        assert next_number(step=0) == ANSWERS_KEPT + 1
