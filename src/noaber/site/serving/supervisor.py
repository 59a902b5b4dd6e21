"""Keeps the web server and the worker running, and stops them when asked."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from typing import Final

from django.db import connections

logger = logging.getLogger(__name__)

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
HEALTHY_AFTER: Final = 60.0  # a program that ran this long is not failing over and over
GRACE: Final = 20.0
TICK_EVERY: Final = 60.0
STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def pause_after(failures: int) -> float:
    """Seconds before the next start, after so many failures in a row.

    >>> [pause_after(failures) for failures in (1, 2, 3, 10)]
    [1.0, 2.0, 4.0, 60.0]
    """
    return float(min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE))


@dataclass(slots=True)
class Child:
    """A program that should run as long as the supervisor does, in a fork of it."""

    name: str
    program: Callable[[], None]
    process: ForkProcess | None = None
    failures: int = 0
    started_at: float = 0.0
    start_after: float = 0.0

    def start(self, now: float) -> None:
        connections.close_all()  # a connection cannot be used on both sides of a fork
        self.process = get_context("fork").Process(target=_run, args=[self.program], name=self.name)
        self.process.start()
        self.started_at = now

    def is_running(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def keep_running(self, now: float) -> None:
        """Start it when it is not running, with a growing pause while it keeps failing."""
        if self.process is None:
            if now >= self.start_after:
                self.start(now)
        elif not self.process.is_alive():
            self.failures = 1 if now - self.started_at > HEALTHY_AFTER else self.failures + 1
            self.start_after = now + pause_after(self.failures)
            logger.warning("%s stopped with code %s; starts again", self.name, self.process.exitcode)
            self.process = None

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def wait_until_stopped(self, until: float) -> None:
        if self.process is None:
            return
        self.process.join(max(0.1, until - time.monotonic()))
        if self.process.is_alive():
            os.killpg(self.process.pid or 0, signal.SIGKILL)
            self.process.join()


def _run(program: Callable[[], None]) -> None:
    """In the fork: a session of its own, because Ctrl+C is for the supervisor, who stops its children in order."""
    os.setsid()
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    program()


@dataclass(slots=True)
class Supervisor:
    """Runs the children until a signal says stop; `tick` is called each minute."""

    children: Sequence[Child]
    tick: Callable[[], None]
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        for child in self.children:
            child.start(time.monotonic())
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: self._stop.set())

    def run(self) -> None:
        """Watch the children until asked to stop."""
        next_tick = 0.0
        while not self._stop.wait(0.5):
            now = time.monotonic()
            for child in self.children:
                child.keep_running(now)
            if now >= next_tick:
                self._tick()
                next_tick = now + TICK_EVERY

    def _tick(self) -> None:
        try:
            self.tick()
        except Exception:  # whatever a job does wrong, the website goes on
            logger.exception("the schedule could not be run")

    def stop(self) -> None:
        """Stop the children: first politely, after a while for certain."""
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + GRACE
        for child in self.children:
            child.wait_until_stopped(until)
