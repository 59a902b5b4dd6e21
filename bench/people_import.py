"""People per second for one workbook of 17,100 people: looking at it and applying it, apart; new, then changed.

17,100 is fifty people for each of the 342 municipalities of the Netherlands. Noaber runs in a process of its own on
a copy of the demonstration, as the worker does; beside it a second process goes on changing one person who is not
in the list, and tells how long it ever had to wait. The bar: looking and applying take less than 30 seconds each,
and nobody waits for longer than a second beyond what a change takes. PostgreSQL:
``python -m tests.servers.postgres python -m bench people_import``.
"""

import io
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xlsxwriter

from tests.databases import DEMONSTRATION, ROOT, Installation, Installations, run_noaber

PEOPLE: Final = 17_100
MOST_SECONDS: Final = 30.0
LONGEST_WAIT: Final = 1.0
ELSE: Final = "--somebody-else"
HEAD: Final = ("naam", "functie", "organisatie", "e-mailadres", "telefoon")


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one list; `wait`: the longest that a change by somebody else took while it was applied."""

    look: float
    apply: float
    wait: float


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
        max(one.look, one.apply) < MOST_SECONDS and one.wait < LONGEST_WAIT for one in timings.values()
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
    import django

    django.setup()
    from noaber.core import clock
    from noaber.core.access import COMMAND
    from noaber.network.imports.applying import finish_applying, start_applying
    from noaber.network.imports.runs import begin_import, check_import
    from noaber.network.models import ImportKind, ImportState

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
    look = time.perf_counter() - began
    with _somebody_else() as waits:
        began = time.perf_counter()
        start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=clock.now())
        run = finish_applying(run.pk, actor=COMMAND)
        apply = time.perf_counter() - began
    if run.state != ImportState.APPLIED:
        raise SystemExit(f"{run.state}: {run.message}")
    print(json.dumps({"look": look, "apply": apply, "wait": waits[0]}))


@contextmanager
def _somebody_else() -> Iterator[list[float]]:
    """Another process that works in the register until the block ends; then the list holds its longest wait."""
    waits: list[float] = []
    command = [sys.executable, "-m", "bench.people_import", ELSE]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # ready
        yield waits
        answer, _ = process.communicate("")
        waits.append(float(answer))


def _work_elsewhere() -> None:
    """Change one person's phone number again and again until nobody listens; print the longest that it took."""
    import django

    django.setup()
    from noaber.core import clock
    from noaber.core.access import COMMAND
    from noaber.core.asof import AsOf
    from noaber.network.queries.people import people
    from noaber.network.services.people import change_person

    today = clock.today()
    person = next(one for one in people(COMMAND, AsOf(today)) if not one.name.startswith("Medewerker"))
    print("ready", flush=True)
    longest, number = 0.0, 0
    while not select.select([sys.stdin], [], [], 0.05)[0]:
        number += 1
        began = time.perf_counter()
        change_person(
            person.id,
            actor=COMMAND,
            now=clock.now(),
            valid_from=today,
            values={"phone": f"010-000000{number % 2}"},
        )
        longest = max(longest, time.perf_counter() - began)
    print(longest)


def _print(database: str, timings: dict[str, Timing]) -> None:
    title = f"{PEOPLE} people, {database}"
    print(f"{title:28} {'look s':>8} {'people/s':>9} {'apply s':>8} {'people/s':>9} {'wait s':>7}")
    for name, one in timings.items():
        look = f"{one.look:8.1f} {PEOPLE / one.look:9.0f}"
        apply = f"{one.apply:8.1f} {PEOPLE / one.apply:9.0f}"
        print(f"{name:28} {look} {apply} {one.wait:7.2f}")
    print(
        f"bar: look and apply under {MOST_SECONDS:.0f} s each, the longest wait of others under {LONGEST_WAIT:.0f} s\n"
    )


if __name__ == "__main__":
    if sys.argv[1] == ELSE:
        _work_elsewhere()
    else:
        _inside(Path(sys.argv[1]))
