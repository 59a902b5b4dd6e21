"""Invoices made as e-invoice (UBL) and as paper (PDF/A-3 with the UBL and the payment code inside).

Each number of invoices in a process of its own, on a database of its own, in the way of `noaber invoices`: 76 is the
network of the memo, 342 every municipality of the Netherlands, 3,420 ten years of those. The peer is what any program
would do at the least: Typst setting a paper of the same size under another title each time, with nothing composed
around it. It runs between the invoices, so that a busy moment of the machine weighs on both.

Bar: linear in number. Beside the peer of the same moments an invoice of 3,420 takes at most 1.2 times as long as one
of 76.
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
from dataclasses import replace
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
paper = invoice_paper(found[0])
inside = [Attachment("f.xml", "application/xml", "UBL", found[0].ubl.encode())]
made, peer = 0.0, []
for at, each in enumerate(found):
    began = time.perf_counter()
    (folder / f"{each.row.number}.pdf").write_bytes(invoice_pdf(each))
    made += time.perf_counter() - began
    if at % 4 == 0:
        began = time.perf_counter()
        to_pdf(replace(paper, title=f"Peer {at}"), attachments=inside)
        peer.append(time.perf_counter() - began)
print(json.dumps([len(found), written, written + made, sum(peer) / len(peer)]))
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

    @property
    def beside_peer(self) -> float:
        return self.each / self.peer


def run() -> bool:
    """Measure and print; False when the bar is missed."""
    installations = Installations()
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        runs = [_measure(installations, Path(folder), count) for count in COUNTS]
    print(f"{'invoices':>10}{'UBL/s':>10}{'UBL + PDF/s':>14}{'each':>12}{'beside Typst only':>20}")
    for one in runs:
        print(
            f"{one.count:10,}{one.count / one.ubl:10.0f}{1 / one.each:14.1f}{one.each * 1000:9.1f} ms"
            f"{one.beside_peer:19.2f}x"
        )
    growth = runs[-1].beside_peer / runs[0].beside_peer
    print(
        f"bar: each of {COUNTS[-1]:,} at most {MOST_GROWTH} times each of {COUNTS[0]}, beside the peer; {growth:.2f}\n"
    )
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
