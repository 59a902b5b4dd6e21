"""Five million rows of the Feed taken in as a release, from saved pages, while others go on reading.

The peer is the least that could be done: every page parsed as JSON, and nothing around it. Then the next release comes,
of a tenth of the rows, while two readers ask the counts of a municipality without stopping: none may fail, and each
answer is of one release or of the other. In a process of its own on an installation of its own.

Bar: a peak under 1.5 GB, and no reader that fails. Told as well: rows a second, and beside the peer.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.figures_store import peak
from tests.databases import EMPTY, Installations, start_script

if TYPE_CHECKING:
    from noaber.figures.services.releases import ReleaseOutcome

ROWS: Final = 5_000_000
PAGE: Final = 10_000
KINDS: Final = 50
MONTHS: Final = 40
LATER: Final = ROWS // 10
ONE: Final = "GM0153"
MOST_MEGABYTES: Final = 1_500.0
READERS: Final = 2
CODE: Final = (
    "import sys\nfrom pathlib import Path\nfrom bench.figures_import import measure\n"
    "sys.exit(not measure(Path(sys.argv[1])))\n"
)


def run() -> bool:
    """Measure and print; False when a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as name:
        folder = Path(name)
        for part, rows, day in (("first", ROWS, "2020-02-15"), ("later", LATER, "2020-03-15")):
            _write(folder / part, rows, f"{day}T02:00:00")
        copy = Installations().copy(EMPTY, folder / "data")
        process: subprocess.Popen[str] = start_script(copy, CODE, str(folder))
        print(process.communicate(timeout=3_600)[0])
        return process.returncode == 0


def measure(folder: Path) -> bool:
    """In the process of the installation: take in both releases and print. False when a bar is missed."""
    began = time.perf_counter()
    outcome = _taken_in(folder / "first")
    seconds, megabytes = time.perf_counter() - began, peak()
    began = time.perf_counter()
    for page in sorted((folder / "first").glob("TypedDataSet-*.json")):
        json.loads(page.read_bytes())
    parsed = time.perf_counter() - began
    with _readers() as (answers, failures):
        _taken_in(folder / "later")
    print(
        f"{outcome.written.cell_count:,} rows taken in in {seconds:.0f} s: "
        f"{outcome.written.cell_count / seconds:,.0f} a second, {seconds / parsed:.1f} times parsing the pages alone, "
        f"peak {megabytes:.0f} of {MOST_MEGABYTES:.0f} MB\n"
        f"{len(answers):,} answers while the next release came in, {len(failures)} failed, "
        f"{len(set(answers))} different ones\n"
    )
    return megabytes < MOST_MEGABYTES and not failures and len(set(answers)) <= 2 and bool(answers)


def _taken_in(folder: Path) -> "ReleaseOutcome":
    import datetime as dt

    from noaber.core.access import COMMAND
    from noaber.core.odata import SavedTable
    from noaber.figures.rules.tables import MONTHLY, TABLES
    from noaber.figures.services.releases import Origin, import_release

    source = SavedTable([folder], table_id=MONTHLY)
    now = dt.datetime(2020, 4, 1, tzinfo=dt.UTC)
    origin = Origin("bench", is_invented=True)
    return import_release(source, TABLES[MONTHLY], origin, actor=COMMAND, now=now, accept_gone=True)


@contextmanager
def _readers() -> Iterator[tuple[list[int | None], list[Exception]]]:
    """Readers that ask without stopping while the block runs."""
    from django.db import connection

    from noaber.figures.queries.observations import counts

    answers: list[int | None] = []
    failures: list[Exception] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            try:
                answers.append(counts([ONE], ["1.01"], [201201])[0].count)
            except Exception as error:  # whatever goes wrong is what is counted
                failures.append(error)
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield answers, failures
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def _write(folder: Path, rows: int, modified: str) -> None:
    """The answers of the service, page by page, with its padding."""
    folder.mkdir()
    lists = {
        "TableInfos": [
            {"Identifier": "47022NED", "Title": "Misdrijven", "Modified": modified, "Period": "2012"}
        ],
        "DataProperties": _properties(),
        "SoortMisdrijf": [{"Key": f"{_kind(place):6}", "Title": f"Soort {place}"} for place in range(KINDS)],
        "WijkenEnBuurten": [{"Key": f"{ONE:10}", "Title": "Enschede"}],
        "Perioden": [{"Key": _period(place), "Title": _period(place)} for place in range(MONTHS)],
    }
    for name, found in lists.items():
        (folder / f"{name}.json").write_text(json.dumps({"value": found}))
    for number, first in enumerate(range(0, rows, PAGE)):
        lines = ",".join(_line(at) for at in range(first, first + PAGE))
        (folder / f"TypedDataSet-{number:05}.json").write_text(f'{{"value":[{lines}]}}')


def _line(at: int) -> str:
    area, within = divmod(at, KINDS * MONTHS)
    kind, month = divmod(within, MONTHS)
    code = ONE if not area else f"BU0153{area:04}"
    return (
        f'{{"ID":{at},"SoortMisdrijf":"{_kind(kind):6}","WijkenEnBuurten":"{code:10}",'
        f'"Perioden":"{_period(month)}","GeregistreerdeMisdrijven_1":{at * 7919 % 23}}}'
    )


def _kind(place: int) -> str:
    return f"{1 + place // 10}.{place % 10 + 1:02}"


def _period(place: int) -> str:
    return f"{2012 + place // 12}MM{place % 12 + 1:02}"


def _properties() -> list[dict[str, object]]:
    columns = (
        ("SoortMisdrijf", "Dimension"),
        ("WijkenEnBuurten", "GeoDetail"),
        ("Perioden", "TimeDimension"),
        ("GeregistreerdeMisdrijven_1", "Topic"),
    )
    return [
        {
            "ID": place,
            "ParentID": "",
            "Key": key,
            "Title": key,
            "Type": kind,
            "odata.type": f"Cbs.OData.{kind}",
        }
        for place, (key, kind) in enumerate(columns)
    ]


if __name__ == "__main__":
    sys.exit(not run())
