"""What the worker does for reports."""

import uuid
from collections.abc import Sequence

from django_tasks import task

from noaber.core import clock
from noaber.core.access import WORKER
from noaber.figures.services.reports import sending


@task()
def send_reports(key: str) -> None:
    """Make and queue what a run has not delivered yet."""
    sending.send_reports(uuid.UUID(key), today=clock.today(), now=clock.now)


@task()
def send_again(key: str, places: Sequence[tuple[str, str, int]]) -> None:
    """Once more to some readers."""
    asked = [(uuid.UUID(person), area, attempt) for person, area, attempt in places]
    sending.send_again(uuid.UUID(key), asked, actor=WORKER, now=clock.now, today=clock.today())
