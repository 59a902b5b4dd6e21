"""100,000 bank entries, read as a stream and matched with 10,000 open invoices, beside lxml that only parses the file.

Each runs in a process of its own on the same file, on a tenth of the entries and on all. The peer makes one tree of the
whole file (`lxml.etree.parse`) and looks at the amount of every entry: what reading costs at the least, with nothing
understood of it. Memory is what a process takes above where it began, at its highest.

Bars: read and matched in under 60 seconds; the memory grows by at most 250 bytes for each further entry, which is what
it takes to know an entry again. In bytes: the file has some 550 for each.
"""

import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from lxml import etree

from noaber.finance.formats.bank_files import bank_file_parts
from noaber.finance.rules.bank.matching import Matcher, OpenItem, Payment
from noaber.finance.rules.bank.statement_checks import Counted, entry_key
from noaber.finance.rules.bank.statements import BankEntry, Direction
from noaber.finance.tests.bank_samples import OURS, camt_balance, camt_entry, camt_envelope, euros, iban, rf
from tests.databases import ROOT

ENTRIES: Final = (10_000, 100_000)
INVOICES: Final = 10_000
PORTION: Final = 2_000
"""How many payments are matched at a time."""
MOST_SECONDS: Final = 60.0
MOST_BYTES: Final = 250
"""Of memory, for each entry more."""
DUE: Final = dt.date(2020, 5, 31)
NOABER: Final = "noaber, read and matched"
PEER: Final = "lxml, parsed only"


@dataclass(frozen=True, slots=True)
class Run:
    """Of one process: `matched` payments got a proposal."""

    seconds: float
    megabytes: float
    entries: int
    matched: int = 0


def run() -> bool:
    """Measure and print; False when a bar is missed."""
    runs: dict[str, list[Run]] = {NOABER: [], PEER: []}
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        for count in ENTRIES:
            path = Path(folder) / f"{count}.xml"
            write_entries(path, count)
            size = path.stat().st_size / 1e6
            for name, found in runs.items():
                found.append(_inside_of(name, path))
    return _print(runs, size)


def _inside_of(name: str, path: Path) -> Run:
    command = [sys.executable, "-m", "bench.bank", name, str(path)]
    answered = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Run(**json.loads(answered.stdout.splitlines()[-1]))


def _print(runs: dict[str, list[Run]], size: float) -> bool:
    few, many = (f"{count:,} entries" for count in ENTRIES)
    title = f"camt.053 of {size:.0f} MB, {INVOICES:,} invoices"
    print(f"{title:40} {few:>15} {many:>16} {'entries/s':>10} {'MB':>6} {'bytes/entry':>12}")
    for name, (small, large) in runs.items():
        print(
            f"{name:40} {small.seconds:13.2f} s {large.seconds:14.2f} s {large.entries / large.seconds:10.0f}"
            f" {large.megabytes:6.0f} {_growth(small, large):12.0f}"
        )
    (small, ours), peer = runs[NOABER], runs[PEER][-1]
    seconds, memory = ours.seconds / peer.seconds, ours.megabytes / peer.megabytes
    print(f"{'beside the peer':40} {seconds:.1f} times the seconds, {memory:.2f} times the memory")
    print(f"{'payments with a proposal':40} {ours.matched / ours.entries:.0%}")
    print(f"bar: under {MOST_SECONDS:.0f} s, at most {MOST_BYTES} bytes for each entry more\n")
    return ours.seconds < MOST_SECONDS and _growth(small, ours) <= MOST_BYTES


def _growth(small: Run, large: Run) -> float:
    """Bytes of memory for each further entry."""
    return (large.megabytes - small.megabytes) * 1024 * 1024 / (large.entries - small.entries)


def number_of(at: int) -> str:
    return f"2020-{at + 1:04d}"


def amount_of(at: int) -> int:
    return 100_00 + at


def _items() -> list[OpenItem]:
    return [
        OpenItem(
            number=(number := number_of(at)),
            buyer=f"Gemeente Rijsbeek {at % 342}",
            total_cents=amount_of(at),
            open_cents=amount_of(at),
            due_on=DUE,
            reference=rf(number),
            ibans=frozenset({iban(1_000 + at % 342)}),
        )
        for at in range(INVOICES)
    ]


def _entries(count: int) -> Iterator[BankEntry]:
    """Half say their reference, others a number, an account or a name, and one in five nothing that is known."""
    draw = Random(5)
    for at in range(count):
        invoice = draw.randrange(INVOICES)
        number, kind = number_of(invoice), draw.randrange(10)
        says = rf(number) if kind < 5 else number if kind < 7 else "bijdrage veiligheidsnetwerk"
        yield BankEntry(
            amount_cents=amount_of(invoice) if kind < 8 else draw.randrange(1, 10_000),
            direction=Direction.CREDIT,
            booked_on=DUE - dt.timedelta(days=at % 200),
            value_on=DUE,
            bank_reference=f"B{at:012d}",
            end_to_end_id=f"E{at:012d}",
            counterparty_name=f"Gemeente Rijsbeek {invoice % 342}" if kind < 8 else f"Inwoner {at}",
            counterparty_iban=iban(1_000 + invoice % 342) if kind == 7 else iban(10_000 + at),
            text=f"{says} voor het jaar 2020, met dank voor de samenwerking",
        )


def write_entries(path: Path, count: int) -> None:
    """The file entry by entry, so that writing it does not decide what this process weighs."""
    head, foot = camt_envelope("08")
    total = sum(one.signed_cents for one in _entries(count))
    with path.open("w", encoding="utf-8") as file:
        account = f"<Acct><Id><IBAN>{OURS}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        file.write(f"{head}<Stmt><Id>S</Id>{account}{camt_balance('OPBD', 0)}{camt_balance('CLBD', total)}")
        for one in _entries(count):
            file.write(camt_entry(one, "08") + "\n")
        file.write(f"</Stmt>{foot}")


def _measured(name: str, path: Path) -> Run:
    """Runs in a process of its own."""
    items = _items() if name == NOABER else []
    began, before = time.perf_counter(), _peak()
    entries, matched = _match(path, items) if name == NOABER else (_parse(path), 0)
    return Run(time.perf_counter() - began, _peak() - before, entries, matched)


def _match(path: Path, items: list[OpenItem]) -> tuple[int, int]:
    matcher, counted = Matcher(items), Counted()
    entries = matched = 0
    with path.open("rb") as source:
        read = (part for part in bank_file_parts(source, path.name) if isinstance(part, BankEntry))
        while some := [
            Payment(f"{key}-{counted.nth(key)}", one, one.amount_cents)
            for one in islice(read, PORTION)
            for key in (entry_key(OURS, one),)
        ]:
            entries += len(some)
            matched += sum(1 for proposal in matcher.propose(some) if proposal.confidence is not None)
    return entries, matched


def _parse(path: Path) -> int:
    amounts = etree.parse(path).iterfind(".//{*}Ntry/{*}Amt")
    return sum(1 for amount in amounts if amount.text != euros(0))


def _peak() -> float:
    """The highest memory of this process so far, in MB; `ru_maxrss` would count the process that started it too."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    print(json.dumps(asdict(_measured(sys.argv[1], Path(sys.argv[2])))))
