"""What happens by itself: jobs that rooms register, started by `tick`, run by the worker.

    register_job("audit-seal", title=_("Zegel van het logboek"), work=seal_head, daily_at=dt.time(23, 55))

`tick` may be called by any number of processes, each minute. The unique row per job and slot decides who
starts it; after downtime only the last slot is made up for. A run that failed or got lost is tried again,
three times in all.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django_tasks import task

from noaber.core import clock
from noaber.core.mail import sweep_outbox
from noaber.core.models import ScheduledRun
from noaber.core.rules.schedule import Daily, Hourly, Rhythm, latest_slot

logger = logging.getLogger(__name__)

Work = Callable[[dt.datetime], str]

MOST_ATTEMPTS: Final = 3
AGAIN_AFTER: Final = dt.timedelta(minutes=10)
LOST_AFTER: Final = dt.timedelta(hours=1)
LONGEST_OUTCOME: Final = 500


@dataclass(frozen=True, slots=True)
class Job:
    """`work` gets the present moment, may run twice without harm, and returns in Dutch what it did."""

    name: str
    title: str | Promise
    rhythm: Rhythm
    work: Work


_jobs: dict[str, Job] = {}


def register_job(
    name: str,
    *,
    title: str | Promise,
    work: Work,
    daily_at: dt.time | None = None,
    hourly_at: int | None = None,
) -> None:
    """Register a job, daily at a time of the network's clock or hourly at a minute (from ``AppConfig.ready``)."""
    if (daily_at is None) == (hourly_at is None):
        raise ValueError(f"job {name} needs either daily_at or hourly_at")
    rhythm = Daily(daily_at) if daily_at is not None else Hourly(hourly_at or 0)
    _jobs[name] = Job(name, title, rhythm, work)


def jobs() -> list[Job]:
    """All registered jobs, by name."""
    return [job for _, job in sorted(_jobs.items())]


def tick(now: dt.datetime) -> list[str]:
    """Start what is due; returns the names of the jobs that this call started."""
    sweep_outbox(now=now)
    return [job.name for job in jobs() if _start(job, now)]


def _start(job: Job, now: dt.datetime) -> bool:
    slot = latest_slot(job.rhythm, timezone.localtime(now))
    with transaction.atomic():
        run, is_new = ScheduledRun.objects.get_or_create(
            job=job.name, slot_at=slot, defaults={"enqueued_at": now}
        )
        if is_new or _is_taken_up_again(run, now):
            run_scheduled_job.enqueue(run.pk, run.attempt_count + 1)
            return True
    return False


def _is_taken_up_again(run: ScheduledRun, now: dt.datetime) -> bool:
    has_failed = Q(state=ScheduledRun.State.FAILED, enqueued_at__lte=now - AGAIN_AFTER)
    is_lost = Q(state=ScheduledRun.State.STARTED, enqueued_at__lte=now - LOST_AFTER)
    same = ScheduledRun.objects.filter(
        pk=run.pk, enqueued_at=run.enqueued_at, attempt_count__lt=MOST_ATTEMPTS
    )
    return bool(same.filter(has_failed | is_lost).update(enqueued_at=now, state=ScheduledRun.State.STARTED))


@task()
def run_scheduled_job(run_id: int, attempt: int) -> None:
    """The worker's task: one attempt at one run."""
    run_job(run_id, attempt, now=clock.now())


def run_job(run_id: int, attempt: int, *, now: dt.datetime) -> None:
    """Do the work of a run, unless this attempt was already made, and write down how it ended."""
    mine = ScheduledRun.objects.filter(pk=run_id).exclude(state=ScheduledRun.State.DONE)
    if not mine.filter(attempt_count=attempt - 1).update(attempt_count=F("attempt_count") + 1):
        return
    run = ScheduledRun.objects.get(pk=run_id)
    state, outcome = _do(run.job, now)
    ScheduledRun.objects.filter(pk=run_id, attempt_count=attempt).update(
        state=state, outcome=outcome[:LONGEST_OUTCOME], ended_at=clock.now()
    )


def _do(name: str, now: dt.datetime) -> tuple[ScheduledRun.State, str]:
    job = _jobs.get(name)
    if job is None:
        return ScheduledRun.State.FAILED, "Deze taak bestaat niet meer."
    try:
        return ScheduledRun.State.DONE, job.work(now)
    except Exception as error:  # whatever goes wrong in one job, the others go on
        logger.exception("scheduled job %s failed", name)
        return ScheduledRun.State.FAILED, f"Fout: {type(error).__name__}"
