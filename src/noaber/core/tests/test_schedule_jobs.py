"""Scheduled jobs run once per slot, however many processes look at the clock."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core import schedule
from noaber.core.models import ScheduledRun
from noaber.core.rules.schedule import Daily, Hourly, Rhythm, latest_slot
from noaber.core.schedule import register_job, run_job, tick

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NINE = dt.datetime(2020, 3, 2, 9, 0, tzinfo=AMSTERDAM)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


class Work:
    """Counts its runs; fails as often as told."""

    def __init__(self) -> None:
        self.ran_at: list[dt.datetime] = []
        self.failures = 0

    def __call__(self, now: dt.datetime) -> str:
        self.ran_at.append(now)
        if len(self.ran_at) <= self.failures:
            raise RuntimeError("kapot")
        return "gedaan"


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """A job "proef", daily at half past eight, and no other job."""
    monkeypatch.setattr(schedule, "_jobs", {})
    counting = Work()
    register_job("proef", title="Proef", work=counting, daily_at=dt.time(8, 30))
    return counting


@pytest.mark.db
@pytest.mark.django_db
class TestTick:
    def test_a_slot_runs_once(self, work: Work) -> None:
        assert tick(NINE) == ["proef"]
        assert tick(NINE + HOUR) == []

        run = ScheduledRun.objects.get()
        assert (run.state, run.outcome, len(work.ran_at)) == ("done", "gedaan", 1)

    def test_the_next_day_runs_again(self, work: Work) -> None:
        tick(NINE)
        tick(NINE + DAY)

        assert len(work.ran_at) == 2

    def test_after_a_week_off_it_runs_once_for_the_whole_week(self, work: Work) -> None:
        tick(NINE)
        tick(NINE + 7 * DAY)

        assert len(work.ran_at) == 2

    def test_a_failure_is_tried_three_times_and_then_left(self, work: Work) -> None:
        work.failures = 9
        for minutes in range(0, 120, 5):
            tick(NINE + dt.timedelta(minutes=minutes))

        run = ScheduledRun.objects.get()
        assert (run.state, run.attempt_count, run.outcome) == ("failed", 3, "Fout: RuntimeError")
        assert len(work.ran_at) == 3

    def test_a_failure_that_passes_ends_well(self, work: Work) -> None:
        work.failures = 1
        tick(NINE)
        tick(NINE + dt.timedelta(minutes=11))

        assert ScheduledRun.objects.get().state == "done"

    def test_the_same_attempt_twice_works_once(self, work: Work) -> None:
        tick(NINE)
        run = ScheduledRun.objects.get()
        ScheduledRun.objects.update(state="started")

        run_job(run.pk, 1, now=NINE)

        assert len(work.ran_at) == 1

    def test_a_run_whose_worker_died_is_taken_up_again(self, work: Work) -> None:
        tick(NINE)
        ScheduledRun.objects.update(state="started", enqueued_at=NINE)

        assert tick(NINE + dt.timedelta(minutes=59)) == []
        assert tick(NINE + dt.timedelta(minutes=61)) == ["proef"]


MOMENTS = st.datetimes(dt.datetime(2019, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC))
RHYTHMS = st.one_of(st.builds(Daily, st.times()), st.builds(Hourly, st.integers(0, 59)))


@given(MOMENTS, RHYTHMS)
def test_a_slot_never_lies_ahead_nor_further_back_than_its_rhythm(
    moment: dt.datetime, rhythm: Rhythm
) -> None:
    slot = latest_slot(rhythm, moment.astimezone(AMSTERDAM)).astimezone(dt.UTC)

    # A day has 25 hours when winter time begins, and a slot in a skipped hour shifts by one more.
    longest = 26 * HOUR if isinstance(rhythm, Daily) else HOUR
    assert dt.timedelta(0) <= moment - slot <= longest


@given(MOMENTS, RHYTHMS)
def test_looking_at_the_clock_later_never_gives_an_earlier_slot(moment: dt.datetime, rhythm: Rhythm) -> None:
    first = latest_slot(rhythm, moment.astimezone(AMSTERDAM)).astimezone(dt.UTC)
    later = latest_slot(rhythm, (moment + HOUR / 2).astimezone(AMSTERDAM)).astimezone(dt.UTC)

    assert first <= later
