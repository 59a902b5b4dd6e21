"""People per second for one workbook of 17,100 people: looking at it and applying it, apart; new, then changed.

17,100 is fifty people for each of the 342 municipalities of the Netherlands. The bar: a look and an applying take
less than 30 seconds each, and the one transaction that makes it visible keeps others waiting for less than a second.
Noaber runs in a process of its own on a copy of the demonstration, as the worker does. PostgreSQL:
``python -m tests.servers.postgres python -m bench people_import``.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xlsxwriter

from tests.databases import DEMONSTRATION, ROOT, Installation, Installations, run_noaber

PEOPLE: Final = 17_100
MOST_SECONDS: Final = 30.0
LONGEST_LOCK: Final = 1.0
HEAD: Final = ("naam", "functie", "organisatie", "e-mailadres", "telefoon")


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one list."""

    look: float
    apply: float
    lock: float


def run() -> bool:
    """Measure and print; False when a bar is missed."""
    server = os.environ.get("NOABER_TEST_SERVER", "")
    installations = Installations(server)
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        copy = installations.copy(DEMONSTRATION, Path(folder) / "data")
        codes = _codes(copy)
        timings = {}
        for name, phone in (("all new", "010"), ("all changed", "020")):
            path = Path(folder) / "personen.xlsx"
            path.write_bytes(_workbook(codes, phone))
            timings[name] = _measure(copy, path)
        installations.remove(copy)
    _print("PostgreSQL" if server else "SQLite", timings)
    return all(
        max(one.look, one.apply) < MOST_SECONDS and one.lock < LONGEST_LOCK for one in timings.values()
    )


def _codes(installation: Installation) -> list[str]:
    people = json.loads(run_noaber(installation, "people", "--json").stdout)
    return sorted({person["organisation_code"] for person in people if person["organisation_code"]})


def _workbook(codes: list[str], phone: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Personen")
        sheet.write_row(0, 0, HEAD)
        for number in range(PEOPLE):
            code = codes[number % len(codes)]
            words = (f"Medewerker {number}", "Adviseur", code, f"m{number}@voorbeeld.invalid", phone)
            sheet.write_row(number + 1, 0, words)
    return stream.getvalue()


def _measure(installation: Installation, path: Path) -> Timing:
    """Bring in one list in a process of its own."""
    command = [sys.executable, "-m", "bench.people_import", str(path)]
    answer = subprocess.run(
        command, cwd=ROOT, env=installation.environment, capture_output=True, text=True, check=True
    )
    return Timing(**json.loads(answer.stdout.splitlines()[-1]))


def _inside(path: Path) -> None:
    """The part that runs inside Noaber: print the seconds as JSON."""
    import time
    from unittest.mock import patch

    import django

    django.setup()
    from noaber.core import clock
    from noaber.core.access import COMMAND
    from noaber.network.imports import applying
    from noaber.network.imports.runs import begin_import, check_import
    from noaber.network.models import ImportKind, ImportState

    seconds: dict[str, float] = {}
    publish = applying._publish

    def timed_publish(*arguments: object, **more: object) -> bool:
        began = time.perf_counter()
        is_done = publish(*arguments, **more)  # type: ignore[arg-type]
        seconds["lock"] = time.perf_counter() - began
        return is_done

    began = time.perf_counter()
    run = begin_import(
        ImportKind.PEOPLE,
        path.read_bytes(),
        path.name,
        actor=COMMAND,
        now=clock.now(),
        valid_from=clock.today(),
    )
    run = check_import(run.pk, now=clock.now())
    seconds["look"] = time.perf_counter() - began
    with patch.object(applying, "_publish", timed_publish):
        began = time.perf_counter()
        applying.start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=clock.now())
        run = applying.finish_applying(run.pk, actor=COMMAND)
        seconds["apply"] = time.perf_counter() - began
    if run.state != ImportState.APPLIED:
        raise SystemExit(f"{run.state}: {run.message}")
    print(json.dumps(seconds))


def _print(database: str, timings: dict[str, Timing]) -> None:
    title = f"{PEOPLE} people, {database}"
    print(f"{title:28} {'look s':>8} {'people/s':>9} {'apply s':>8} {'people/s':>9} {'lock s':>7}")
    for name, one in timings.items():
        look = f"{one.look:8.1f} {PEOPLE / one.look:9.0f}"
        apply = f"{one.apply:8.1f} {PEOPLE / one.apply:9.0f}"
        print(f"{name:28} {look} {apply} {one.lock:7.2f}")
    print(f"bar: look and apply under {MOST_SECONDS:.0f} s each, lock under {LONGEST_LOCK:.0f} s\n")


if __name__ == "__main__":
    _inside(Path(sys.argv[1]))
