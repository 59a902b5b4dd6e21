"""Invoices made as e-invoice (UBL) and as paper (PDF/A-3 with the UBL and the payment code inside).

Each number of invoices in a process of its own, on a database of its own, in the way of `noaber invoices`: 76 is the
network of the memo, 342 every municipality of the Netherlands, 3,420 ten years of those. The peer is what any program
would do at the least: the same PDF set by Typst over and over, with nothing composed around it.

Bar: linear in number, so that an invoice of 3,420 takes at most 1.2 times as long as one of 76.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.databases import EMPTY, Installations, start_script

COUNTS: Final = (76, 342, 3_420)
MOST_GROWTH: Final = 1.2
CODE: Final = """
import json, sys, time
from pathlib import Path
from noaber.core.documents.pdf import Attachment, to_pdf
from noaber.finance.formats.ubl_writing import to_ubl
from noaber.finance.papers.invoice import invoice_paper, invoice_pdf
from noaber.finance.queries.invoices.invoice import issued_in
from noaber.finance.tests.invoices_in_books import issue_invoices
count, folder = int(sys.argv[1]), Path(sys.argv[2])
issue_invoices(tuple(1_000_00 + at for at in range(count)), 2020)
began = time.perf_counter()
found = issued_in(2020)
for each in found:
    (folder / f"{each.row.number}.xml").write_bytes(to_ubl(each.content))
written = time.perf_counter() - began
for each in found:
    (folder / f"{each.row.number}.pdf").write_bytes(invoice_pdf(each))
whole = time.perf_counter() - began
paper = invoice_paper(found[0])
inside = [Attachment("f.xml", "application/xml", "UBL", found[0].ubl.encode())]
began = time.perf_counter()
for _ in range(30):
    to_pdf(paper, attachments=inside)
print(json.dumps([len(found), written, whole, (time.perf_counter() - began) / 30]))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds: for all UBL with reading the invoices, for UBL and PDF, and for one PDF of the peer."""

    count: int
    ubl: float
    whole: float
    peer: float

    @property
    def each(self) -> float:
        return self.whole / self.count


def run() -> bool:
    """Measure and print; False when the bar is missed."""
    installations = Installations()
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        runs = [_measure(installations, Path(folder), count) for count in COUNTS]
    print(f"{'invoices':>10}{'UBL/s':>10}{'UBL + PDF/s':>14}{'each':>12}{'beside Typst only':>20}")
    for one in runs:
        print(
            f"{one.count:10,}{one.count / one.ubl:10.0f}{1 / one.each:14.1f}{one.each * 1000:9.1f} ms"
            f"{one.each / one.peer:19.2f}x"
        )
    growth = runs[-1].each / runs[0].each
    print(f"bar: each of {COUNTS[-1]:,} at most {MOST_GROWTH} times each of {COUNTS[0]}; {growth:.2f}\n")
    return growth <= MOST_GROWTH


def _measure(installations: Installations, folder: Path, count: int) -> Run:
    copy = installations.copy(EMPTY, folder / f"data-{count}")
    made = folder / f"made-{count}"
    made.mkdir()
    process: subprocess.Popen[str] = start_script(copy, CODE, str(count), str(made))
    said = process.communicate(timeout=3_600)[0]
    if process.returncode:
        raise RuntimeError("the script failed")
    return Run(*json.loads(said.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(not run())
