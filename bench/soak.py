"""Readers on a demonstration for an hour (``make soak MINUTES=5``: shorter): does it stay as quick and as small?

Meanwhile two people change the same record at the same moment, a hundred times (`bench.pairs`).
Bar: no answer of 500, no lost update, a whole audit chain, and no process that grew by more than a quarter between
the first tenth and the end. ``make soak DB=postgres`` does the same on a PostgreSQL server of its own.
"""

import itertools
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from bench.pairs import ROUNDS, PairFindings, edit_together, lost_updates
from bench.start import memory_of
from bench.web import sign_in
from tests.consistency.query_counts import COUNTS
from tests.databases import DEMONSTRATION, Installations
from tests.people import PEOPLE
from tests.servers.noaber import Server, noaber_server

READERS: Final = 8
GROWTH_BAR: Final = 1.25


@dataclass(slots=True)
class Findings:
    """What the readers saw: seconds per answer, and the answers that were errors."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    pair: PairFindings = field(default_factory=PairFindings)


def main(minutes: float) -> int:
    with tempfile.TemporaryDirectory(prefix="noaber-soak-") as folder:
        installations = Installations(os.environ.get("NOABER_TEST_SERVER", ""))
        copy = installations.copy(DEMONSTRATION, Path(folder) / "data")
        with noaber_server(copy, with_worker=True, processes=2) as server:
            findings, first, last = _soak(server, minutes * 60)
            findings.errors += lost_updates(server, findings.pair)
        installations.remove(copy)
    pair = findings.pair
    print(
        f"{2 * ROUNDS} edits of one record by two at once: {2 * ROUNDS - pair.conflicts} saved directly, ",
        end="",
    )
    print(
        f"{pair.conflicts} got the conflict page, {pair.chosen} of these chose their own words and were saved"
    )
    growth = {name: last[name] / first[name] for name in first}
    print(f"{len(findings.seconds)} pages, {len(findings.errors)} errors, ", end="")
    print(f"p95 {statistics.quantiles(findings.seconds, n=20)[-1] * 1000:.0f} ms")
    for name, factor in growth.items():
        print(f"{name:20} {first[name]:5.0f} MB, at the end {last[name]:5.0f} MB ({factor:.2f})")
    print(*findings.errors[:20], sep="\n")
    return 1 if findings.errors or max(growth.values()) > GROWTH_BAR else 0


def _soak(server: Server, seconds: float) -> tuple[Findings, dict[str, float], dict[str, float]]:
    findings = Findings()
    until = time.monotonic() + seconds
    people = itertools.cycle(PEOPLE.values())
    readers = [
        threading.Thread(target=_read, args=(server, sign_in(server, next(people)), until, number, findings))
        for number in range(READERS)
    ]
    for reader in readers:
        reader.start()
    time.sleep(seconds / 10)
    first = memory_of(server.process.pid)
    findings.pair = edit_together(server, seconds * 0.8)
    findings.errors += findings.pair.errors
    for reader in readers:
        reader.join()
    return findings, first, memory_of(server.process.pid)


def _read(server: Server, cookie: str, until: float, seed: int, findings: Findings) -> None:
    choice = random.Random(seed)
    with httpx.Client(base_url=server.address, headers={"Cookie": cookie}, timeout=60) as browser:
        while time.monotonic() < until:
            path = choice.choice(list(COUNTS))
            began = time.perf_counter()
            answer = browser.get(path)
            findings.seconds.append(time.perf_counter() - began)
            if answer.status_code >= 500:
                findings.errors.append(f"{answer.status_code} {path}")


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60))
