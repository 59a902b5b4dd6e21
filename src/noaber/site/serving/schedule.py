"""The minute hand: starts the jobs that are due, from whichever supervisor comes first."""

from importlib import import_module
from importlib.util import find_spec

from django.db import connections

from noaber.core import clock


def run_due_jobs() -> None:
    if find_spec("noaber.core.schedule") is None:
        return
    try:
        import_module("noaber.core.schedule").tick(clock.now())
    finally:
        connections.close_all()
