"""Kills Noaber at random moments during a bank import and during an issue run, and looks whether anything is amiss.

    python -m bench.kill_finance [TIMES]

Each time on a copy of an installation (SQLite) with a run that waits to be issued and a bank file that waits to be
read; the act runs in a process of its own, which is killed (SIGKILL) after a part of the time that it takes. Then:
no entry is lost or doubled, no number is missing or used twice, the audit chain and the seals hold, and doing it again
completes the work. A round that is killed after it was done counts as well; how many were killed before is told.
"""

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.databases import DEMONSTRATION, Installation, Installations, start_script

TIMES: Final = 20
ENTRIES: Final = 3_000
PREPARE: Final = f"""
import datetime as dt, io, json
from dataclasses import replace
from decimal import Decimal
from noaber.core.access import COMMAND
from noaber.core.audit import verify_chain
from noaber.core.models import AuditEntry
from noaber.core.records import FACT, changed_records
from noaber.finance.models import Allocation, BankEntry, BankStatement, Invoice, InvoiceSeries
from noaber.finance.queries.billing.terms import ibans_of_hosts, terms_of_year
from noaber.finance.queries.invoices.open_items import settlements
from noaber.finance.queries.billing.runs import runs_of_year
from noaber.finance.services.bank.allocating import confirm_proposals
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.billing.terms import set_billing_terms
from noaber.finance.services.billing.issuing import issue_run
from noaber.finance.services.billing.runs import approve_run, make_run
from noaber.finance.services.billing.paid_money import PaidMoney
from noaber.finance.tests.bank_samples import camt, entry, iban
CODE, NOW, TODAY = "bijdragen-2020-2023", dt.datetime(2023, 5, 16, 9, tzinfo=dt.UTC), dt.date(2023, 5, 16)
def last_run():
    return runs_of_year(CODE, 2023)[-1]
def bank_file():
    said = [entry(row.settlement.total_cents, text=row.reference, counterparty_iban=iban(at))
        for at, row in enumerate(settlements()) if row.due_on >= TODAY]
    said += [entry(5 + at, text="x", bank_reference=f"B{{at}}") for at in range({ENTRIES} - len(said))]
    return camt(said, account=ibans_of_hosts()[0])
def look():
    fault = verify_chain()[1]
    facts = f"facts__{{FACT}}"
    digests = AuditEntry.objects.filter(**{{f"{{facts}}__isnull": False}}).values_list(facts, flat=True)
    _count, changed, unlogged = changed_records(list(digests))
    marks = list(BankEntry.objects.values_list("fingerprint", flat=True))
    gaps = [each.year for each in InvoiceSeries.objects.all() if list(range(1, each.last_number + 1)) !=
        list(each.invoices.order_by("sequence").values_list("sequence", flat=True))]
    print(json.dumps({{
        "fault": str(fault) if fault else "", "changed": changed, "unlogged": unlogged, "gaps": gaps,
        "doubled": len(marks) - len(set(marks)), "entries": len(marks),
        "statements": BankStatement.objects.count(), "allocations": Allocation.objects.count(),
        "invoices": Invoice.objects.count(),
    }}), flush=True)
"""
CORRECTION: Final = """
rules = terms_of_year(CODE, 2023).rules
set_billing_terms(CODE, replace(rules, rate=Decimal("0.08"), motive="Indexering voor de proef"), actor=COMMAND, now=NOW)
run = make_run(CODE, 2023, actor=COMMAND, now=NOW, today=TODAY, reason="Een ander tarief, voor de proef.")
approve_run(run, actor=COMMAND, now=NOW)
"""
BANK: Final = """
import_bank_file(io.BytesIO(data), "mei.xml", actor=COMMAND, now=NOW)
confirm_proposals(actor=COMMAND, now=NOW)
"""
ISSUE: Final = """
issue_run(last_run(), actor=COMMAND, now=NOW, issued_on=TODAY, paid=PaidMoney.RELEASE)
"""
BEGAN: Final = """
data = bank_file()
print("began", flush=True)
"""
DONE: Final = """
print("done", flush=True)
"""
LOOK: Final = "look()\n"
WHOLE: Final = ("entries", "statements", "invoices")
"""All of these or none come of an act that is killed; payments are confirmed some at a time."""
Seen = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is killed, and what it stands on."""

    name: str
    code: str
    filled: str


ACTS: Final = (Act("issue run", ISSUE, CORRECTION), Act("bank import", BANK, CORRECTION + ISSUE))


def run(times: int = TIMES) -> bool:
    """Kill and look; False when anything is amiss."""
    with tempfile.TemporaryDirectory(prefix="noaber-kill-") as folder:
        results = [_kill_often(act, Path(folder), times) for act in ACTS]
    return all(results)


def _kill_often(act: Act, folder: Path, times: int) -> bool:
    template = Installations().copy(DEMONSTRATION, folder / act.name.replace(" ", "-"))
    [before] = _said(template, act.filled + LOOK)
    seconds, after = _whole(act, template)
    draw, faults, cut_short = random.Random(5), 0, 0
    for number in range(times):
        copy = _copy(template)
        cut_short += _kill(copy, act.code, draw.uniform(0, seconds))
        killed, again = _said(copy, LOOK + BEGAN + act.code + LOOK)
        wrong = [*_amiss(killed, before, after), *_amiss(again, after, after)]
        for text in wrong:
            print(f"{act.name}, round {number}: {text}")
        faults += bool(wrong)
        shutil.rmtree(copy.folder)
    print(
        f"{act.name:12} killed {times} times within {seconds:.1f} s, {cut_short} before it was done; {faults} amiss"
    )
    return not faults


def _copy(template: Installation) -> Installation:
    folder = template.folder.with_name("copy")
    shutil.copytree(template.folder, folder)
    return Installation(folder)


def _whole(act: Act, template: Installation) -> tuple[float, Seen]:
    """How long the act takes when it is left alone, and what stands then."""
    copy = _copy(template)
    process = start_script(copy, PREPARE + BEGAN + act.code + DONE + LOOK)
    began = _began(process)
    _began(process, "done")
    seconds = time.perf_counter() - began
    after = json.loads(process.communicate(timeout=300)[0])
    shutil.rmtree(copy.folder)
    return seconds, after


def _kill(copy: Installation, code: str, after: float) -> bool:
    """Whether it was killed before it was done."""
    process = start_script(copy, PREPARE + BEGAN + code + DONE)
    _began(process)
    time.sleep(after)
    process.kill()
    return "done" not in process.communicate(timeout=60)[0]


def _began(process: "subprocess.Popen[str]", word: str = "began") -> float:
    if process.stdout is None or word not in process.stdout.readline():
        raise RuntimeError(f"it did not get to {word!r}")
    return time.perf_counter()


def _said(copy: Installation, code: str) -> list[Seen]:
    """What it looked like each time that the code looked."""
    process = start_script(copy, PREPARE + code)
    said, _errors = process.communicate(timeout=300)
    if process.returncode:
        raise RuntimeError("the script failed")
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def _amiss(found: Seen, before: Seen, after: Seen) -> list[str]:
    """What is wrong: a kill leaves all of a transaction or nothing."""
    wrong = [
        f"{name}: {found[name]}"
        for name in ("fault", "changed", "unlogged", "doubled", "gaps")
        if found[name]
    ]
    wrong += [
        f"{name}: {found[name]}, not {before[name]} or {after[name]}"
        for name in WHOLE
        if found[name] not in (before[name], after[name])
    ]
    if not before["allocations"] <= found["allocations"] <= after["allocations"]:
        wrong.append(
            f"allocations: {found['allocations']}, of {before['allocations']} to {after['allocations']}"
        )
    return wrong


if __name__ == "__main__":
    sys.exit(not run(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES))
