"""Mail with real processes: workers on a database of their own, and a mail server that can fail."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.databases import Installation, start_script
from tests.servers.smtp import FaultPlan, MailServer

QUEUE = """
from noaber.core import clock
from noaber.core.mail import queue_mail
from noaber.core.mail.sending import enqueue
for number in range({count}):
    values = dict(title=f"Stuk {{number}}", url=f"https://noaber.invalid/{{number}}")
    mail = queue_mail(key=f"proef {{number}}", to=f"lid{{number}}@noaber.invalid", subject="Stuk",
                      template="core/mail/restricted.txt", context=values, now=clock.now())
    for _ in range({extra_tasks}):
        enqueue(mail)
"""

# What waiting would do: every date that something waits for has come.
TIME_PASSES = """
import datetime as dt
from django_tasks_db.models import DBTaskResult
from noaber.core import clock
from noaber.core.models import OutboxMail
long_ago = clock.now() - dt.timedelta(hours=2)
DBTaskResult.objects.filter(status="READY").update(run_after=long_ago)
OutboxMail.objects.update(next_attempt_at=long_ago, enqueued_at=long_ago)
OutboxMail.objects.filter(claimed_at__isnull=False).update(claimed_at=long_ago)
"""

TICK = """
from noaber.core import clock, mail
print(mail.sweep_outbox(now=clock.now()))
"""

STATES = "SELECT state, attempt_count FROM core_outboxmail ORDER BY key"


class Post:
    """An installation with its mail server, its scripts and its workers."""

    def __init__(self, installation: Installation, server: MailServer) -> None:
        self.server = server
        self._installation = installation
        self._folder = installation.folder
        self._workers: list[subprocess.Popen[bytes]] = []
        self._environment = {**installation.environment, "NOABER_MAIL_URL": server.url}

    def run(self, code: str) -> str:
        with start_script(self._installation, code, NOABER_MAIL_URL=self.server.url) as process:
            printed = process.communicate(timeout=60)[0]
        assert process.returncode == 0
        return printed.strip()

    def queue(self, count: int = 1, extra_tasks: int = 0) -> None:
        self.run(QUEUE.format(count=count, extra_tasks=extra_tasks))

    def worker(self) -> "subprocess.Popen[bytes]":
        """A worker that stops when nothing is left to do."""
        command = [sys.executable, "-m", "noaber.site.commandline", "worker", "--batch"]
        self._workers.append(subprocess.Popen(command, cwd=self._folder, env=self._environment))
        return self._workers[-1]

    def close(self) -> None:
        for worker in self._workers:
            worker.kill()
            worker.wait()
        self.server.__exit__()

    def work(self) -> None:
        assert self.worker().wait(timeout=60) == 0

    @property
    def states(self) -> list[tuple[Any, ...]]:
        """State and number of attempts of each mail, straight from the database."""
        return self._installation.rows(STATES)

    @property
    def received(self) -> list[str]:
        return [address for mail in self.server.messages for address in mail.recipients]


PostMaker = Callable[[FaultPlan], Post]


@pytest.fixture
def post(installation: Callable[[str], Installation], request: pytest.FixtureRequest) -> PostMaker:
    def make(plan: FaultPlan) -> Post:
        server = MailServer(plan)
        office = Post(installation("empty"), server.__enter__())
        request.addfinalizer(office.close)
        return office

    return make


def test_a_refusal_passes_and_the_worker_sends_when_the_time_has_come(post: PostMaker) -> None:
    office = post(FaultPlan(refuse_first=1))
    office.queue()

    office.work()
    assert office.states == [("waiting", 1)]

    office.run(TIME_PASSES)
    office.work()
    assert office.states == [("sent", 2)]
    assert office.received == ["lid0@noaber.invalid"]


@pytest.mark.db
def test_two_workers_send_each_mail_once(post: PostMaker) -> None:
    office = post(FaultPlan(delay=0.02))
    office.queue(count=12, extra_tasks=2)

    workers = [office.worker(), office.worker()]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]

    assert sorted(office.received) == sorted(f"lid{number}@noaber.invalid" for number in range(12))
    assert office.states == [("sent", 1)] * 12


@pytest.mark.db
def test_what_a_killed_worker_left_is_taken_up_again(post: PostMaker) -> None:
    office = post(FaultPlan(delay=30))
    office.queue()
    worker = office.worker()
    _wait_until(lambda: office.server.recipient_count == 1)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    office.server.plan.delay = 0
    assert office.states == [("sending", 1)]
    assert office.run(TICK) == "0", "its claim has not ended yet"

    assert office.run(TIME_PASSES + TICK + TICK) == "1\n0", "one task is enough"
    office.work()

    assert office.states == [("sent", 2)]
    assert len({str(mail.message["Message-ID"]) for mail in office.server.messages}) == 1


def _wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(300):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within 30 seconds")
