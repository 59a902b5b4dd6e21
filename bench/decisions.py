"""A route over every municipality of the Netherlands, beside one of the size of the memo, in the same run.

Bars: a cell of the matrix costs at most 1.2 times as much in the large network, both in reading how a proposal stands
and in the whole page; the page asks the database as often; its HTML stays under a megabyte. And a thousand positions
that twenty writers record at the same moment are all there, each once, in an audit log that holds.
PostgreSQL: ``python -m tests.servers.postgres python -m bench decisions``.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bench.invented import CODE, MEETING, TODAY, Size, answer, load, parties, sign_in_as_coordinator
from tests.databases import EMPTY, ROOT, Installation, Installations

SMALL: Final = Size(76, 3, 6)
WRITTEN: Final = Size(100, 3, 10)
LARGE: Final = Size(342, 10, 12)
MOST_PER_CELL: Final = 1.2
MOST_BYTES: Final = 1_000_000
ROUNDS: Final = 7
WRITERS: Final = 20
EACH: Final = 50  # positions by one writer


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds for reading the standing and for the page, as the coordinator and as a visitor, and what that took."""

    standing: float
    page: float
    visitor: float
    queries: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Writing:
    """What became of positions that were recorded at the same moment."""

    stated: int  # positions of which a writer was told that they are recorded
    stored: int
    distinct: int
    audited: int
    retried: int  # times that a writer waited too long, was told so, and sent the same again
    fault: str
    seconds: float

    @property
    def is_right(self) -> bool:
        wanted = WRITERS * EACH
        return (self.stated, self.stored, self.distinct, self.audited, self.fault) == (*([wanted] * 4), "")


def run() -> bool:
    """Measure and print; False when a bar is missed."""
    server = os.environ.get("NOABER_TEST_SERVER", "")
    installations = Installations(server)
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        readings = []
        for size in (SMALL, LARGE):
            copy = installations.copy(EMPTY, Path(folder) / f"{size.municipalities}")
            readings.append(Reading(**_inside_of(copy, "read", size)))
            installations.remove(copy)
        copy = installations.copy(EMPTY, Path(folder) / "writers")
        writing = Writing(**_inside_of(copy, "write", WRITTEN))
        installations.remove(copy)
    print("PostgreSQL" if server else "SQLite")
    is_right = _print_readings(*readings)
    return _print_writing(writing) and is_right


def _inside_of(installation: Installation, part: str, size: Size) -> dict[str, Any]:
    """What a process of its own on this installation measured."""
    command = [sys.executable, "-m", "bench.decisions", part, json.dumps(asdict(size))]
    answered = subprocess.run(
        command, cwd=ROOT, env=installation.environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(answered.stdout.splitlines()[-1])
    return found


def _print_readings(small: Reading, large: Reading) -> bool:
    print(f"{'':34}{SMALL!s:>14}{LARGE!s:>16}{'per cell':>10}")
    ratios = {}
    for name in ("standing", "page", "visitor"):
        seconds = (getattr(small, name), getattr(large, name))
        ratios[name] = (seconds[1] / LARGE.cells) / (seconds[0] / SMALL.cells)
        shown = {"standing": "standing", "page": "page, coordinator", "visitor": "page, visitor"}[name]
        print(f"{shown:34}{seconds[0] * 1000:11.1f} ms{seconds[1] * 1000:13.1f} ms{ratios[name]:9.2f}x")
    print(f"{'queries of the page':34}{small.queries:14}{large.queries:16}")
    print(f"{'HTML, largest':34}{small.bytes / 1000:11.0f} kB{large.bytes / 1000:13.0f} kB")
    print(
        f"bar: at most {MOST_PER_CELL} times per cell, as many queries, under {MOST_BYTES // 1_000_000} MB\n"
    )
    is_small = large.queries == small.queries and large.bytes < MOST_BYTES
    return is_small and max(ratios.values()) <= MOST_PER_CELL


def _print_writing(found: Writing) -> bool:
    print(
        f"{WRITERS} writers, {WRITERS * EACH} positions in {found.seconds:.1f} s: {found.stored} stored, "
        f"{found.distinct} different, {found.audited} in the audit log, {found.retried} sent again, "
        f"{'the chain holds' if not found.fault else found.fault}\n"
    )
    return found.is_right


def _read(size: Size) -> Reading:
    """Runs inside Noaber: everyone answers, then the reading is measured, each time as if for the first time."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from noaber.core.asof import AsOf
    from noaber.core.reading import forget
    from noaber.decisions.queries.proposals.standing import standing

    labels = [str(number + 1) for number in range(size.points)]
    for place, consultation in enumerate(parties()):
        answer(consultation, labels, remark_on="1" if place % 10 == 0 else "")
    visitor, coordinator = Client(), sign_in_as_coordinator()
    address = f"/voorstellen/{CODE}/"

    def open_as(client: Client) -> bytes:
        forget()
        answered = client.get(address)
        if answered.status_code != 200:
            raise SystemExit(f"{address}: {answered.status_code}")
        return answered.content

    pages = [open_as(coordinator), open_as(visitor)]
    with CaptureQueriesContext(connection) as asked:
        open_as(coordinator)
    queries = len(asked)  # before a next page empties the log
    return Reading(
        standing=best(lambda: standing(CODE, AsOf(TODAY))),
        page=best(lambda: open_as(coordinator)),
        visitor=best(lambda: open_as(visitor)),
        queries=queries,
        bytes=max(len(page) for page in pages),
    )


def best(part: Callable[[], object]) -> float:
    """Seconds of the quickest round."""
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        part()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _write(size: Size) -> Writing:
    """Runs inside Noaber: twenty threads, each with a connection of its own, record one position after another."""
    import threading

    from django.db import OperationalError, connection

    from noaber.core.audit import verify_chain
    from noaber.core.models import AuditEntry
    from noaber.decisions.models import Position

    asked = parties()
    labels = [str(number + 1) for number in range(size.points)]
    work = [(key, label) for label in labels for key in asked][: WRITERS * EACH]
    stated: list[int] = []
    retried: list[uuid.UUID] = []
    together = threading.Barrier(WRITERS)

    def write(own: list[tuple[uuid.UUID, str]]) -> None:
        together.wait(60)
        waiting = list(own)
        while waiting:
            key, label = waiting[0]
            try:
                stated.append(answer(key, [label]))
            except OperationalError:  # SQLite has one writer at a time, and lets nobody wait for ever
                retried.append(key)
            else:
                waiting.pop(0)
        connection.close()

    threads = [threading.Thread(target=write, args=(work[number::WRITERS],)) for number in range(WRITERS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    fault = verify_chain()[1]
    rows = Position.objects.filter(decided_on=MEETING)
    return Writing(
        stated=sum(stated),
        stored=rows.count(),
        distinct=rows.values("consultation", "point").distinct().count(),
        audited=AuditEntry.objects.filter(verb="decisions.record_positions").count(),
        retried=len(retried),
        fault=fault.message if fault else "",
        seconds=seconds,
    )


def _inside(part: str, size: Size) -> None:
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    with tempfile.TemporaryDirectory(prefix="noaber-invented-") as folder:
        load(Path(folder), size)
    print(json.dumps(asdict(_read(size) if part == "read" else _write(size))))


if __name__ == "__main__":
    _inside(sys.argv[1], Size(**json.loads(sys.argv[2])))
