"""100,000 bank entries read in and matched on an installation (SQLite), with its checks, seals and log.

Each in a process of its own on a database of its own, on a tenth of the entries and on all. Read in is one transaction;
how long others wait for it is told apart. Bars: under 60 seconds; the memory of reading in grows by at most 250 bytes
for each further entry, which is what it takes to know an entry again.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.bank import ENTRIES, MOST_BYTES, MOST_SECONDS, write_entries
from tests.databases import EMPTY, Installations, start_script

INVOICES: Final = 10_000
CODE: Final = f"""
import json, sys, time
from pathlib import Path
from bench.bank import amount_of
from noaber.core.access import COMMAND
from noaber.finance.queries.bank.entries import entries, proposals
from noaber.finance.services.bank import importing as bank
from noaber.finance.tests.invoices_in_books import NOW, issue_invoices
def peak():
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024
issue_invoices(tuple(amount_of(at) for at in range({INVOICES})), 2020)
real, held = bank._import, []
def timed(*args):
    began = time.perf_counter()
    outcome = real(*args)
    held.append(time.perf_counter() - began)
    return outcome
bank._import = timed
path = Path(sys.argv[1])
Path("/proc/self/clear_refs").write_text("5")
began, before = time.perf_counter(), peak()
with path.open("rb") as source:
    found = bank.import_bank_file(source, path.name, actor=COMMAND, now=NOW)
read, memory = time.perf_counter() - began, peak() - before
matched = sum(1 for row in proposals(entries(unexplained=True)) if row.proposal.confidence)
print(json.dumps([read, held[0], time.perf_counter() - began - read, memory, found.new, matched]))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Of one process. `held`: how long the transaction took; `megabytes` of reading in."""

    read: float
    held: float
    matching: float
    megabytes: float
    entries: int
    matched: int


def run() -> bool:
    """Measure and print; False when a bar is missed."""
    installations = Installations()
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        small, large = [_measure(installations, Path(folder), count) for count in ENTRIES]
    for one in (small, large):
        print(
            f"{one.entries:,} entries: read in {one.read:.1f} s ({one.held:.1f} s of it others wait), "
            f"matched {one.matched:,} in {one.matching:.1f} s, {one.megabytes:.0f} MB"
        )
    growth = (large.megabytes - small.megabytes) * 1024 * 1024 / (large.entries - small.entries)
    seconds = large.read + large.matching
    print(
        f"bars: {seconds:.1f} of {MOST_SECONDS:.0f} s, {growth:.0f} of {MOST_BYTES} bytes for each entry more\n"
    )
    return seconds < MOST_SECONDS and growth <= MOST_BYTES


def _measure(installations: Installations, folder: Path, count: int) -> Run:
    path = folder / f"{count}.xml"
    write_entries(path, count)
    copy = installations.copy(EMPTY, folder / f"data-{count}")
    process: subprocess.Popen[str] = start_script(copy, CODE, str(path))
    said = process.communicate(timeout=900)[0]
    if process.returncode:
        raise RuntimeError("the script failed")
    return Run(*json.loads(said.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(not run())
