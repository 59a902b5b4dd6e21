"""What the worker does for signals."""

from django_tasks import task

from noaber.core import clock
from noaber.core.access import WORKER
from noaber.figures.services.signals.opening import open_new_months


@task()
def read_new_months() -> None:
    """Read what a release brought, soon after it was taken in; where this fails, the job of the hour does it."""
    open_new_months(actor=WORKER, now=clock.now(), today=clock.today())
