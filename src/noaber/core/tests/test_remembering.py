"""Pages recall what was read in the same state of the records, and nothing else."""

import datetime as dt
from collections.abc import Iterator

import pytest

from noaber.core.asof import AsOf
from noaber.core.remembering import DAYS_KEPT, forget, remembered

DAY = dt.date(2023, 5, 15)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


def read(asof: AsOf, value: int) -> int:
    return remembered("number", asof, lambda: value)


def test_the_same_state_gives_the_same_answer() -> None:
    assert [read(AsOf(DAY, state="a"), value) for value in (1, 2)] == [1, 1]


def test_another_state_another_day_or_another_moment_is_read_anew() -> None:
    moment = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)
    questions = [
        AsOf(DAY, state="a"),
        AsOf(DAY, state="b"),
        AsOf(dt.date(2023, 5, 16), state="b"),
        AsOf(DAY, moment, state="b"),
    ]
    assert [read(asof, value) for value, asof in enumerate(questions)] == [0, 1, 2, 3]


def test_who_has_no_state_neither_remembers_nor_recalls() -> None:
    assert [read(AsOf(DAY), value) for value in (1, 2)] == [1, 2]
    read(AsOf(DAY, state="a"), 3)
    assert read(AsOf(DAY), 4) == 4


def test_only_a_few_days_are_kept() -> None:
    for number in range(DAYS_KEPT + 1):
        read(AsOf(DAY + dt.timedelta(days=number), state="a"), number)
    assert read(AsOf(DAY, state="a"), 99) == 99
    assert read(AsOf(DAY + dt.timedelta(days=DAYS_KEPT), state="a"), 99) == DAYS_KEPT


def test_a_failed_reading_is_not_remembered() -> None:
    def fails() -> int:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        remembered("number", AsOf(DAY, state="a"), fails)
    assert read(AsOf(DAY, state="a"), 5) == 5
