"""Two people who change the same record at the same moment, a hundred times, while others read."""

import threading
import time
from dataclasses import dataclass, field
from typing import Final

from tests.databases import run_noaber
from tests.editing import CONFLICT, SAVED, Editor, stated_numbers
from tests.servers.noaber import Server

ROUNDS: Final = 100
PATIENCE: Final = 120  # seconds for one answer of the other


@dataclass(slots=True)
class PairFindings:
    """What became of every number that was typed; `chosen` after a conflict, with the page of the conflict."""

    landed: set[str] = field(default_factory=set)
    conflicts: int = 0
    chosen: int = 0
    errors: list[str] = field(default_factory=list)


def edit_together(server: Server, seconds: float) -> PairFindings:
    """A hundred rounds spread over `seconds`: both open the form, both save, who is second insists."""
    findings = PairFindings()
    together = threading.Barrier(2, timeout=PATIENCE)
    pace = seconds / ROUNDS
    pair = [
        threading.Thread(target=_edit, args=(Editor(server), name, together, pace, findings))
        for name in ("038-1", "038-2")
    ]
    for editor in pair:
        editor.start()
    for editor in pair:
        editor.join()
    return findings


def _edit(
    editor: Editor, name: str, together: threading.Barrier, pace: float, findings: PairFindings
) -> None:
    editor.sign_in()
    for number in range(ROUNDS):
        began = time.monotonic()
        fields = editor.open_form()
        together.wait()
        status, page = editor.save(fields, f"{name}{number:06d}")
        together.wait()
        if status == CONFLICT:
            findings.conflicts += 1
            status, page = editor.save(editor.fields(page), f"{name}{number:06d}")
            findings.chosen += status == SAVED
        if status == SAVED:
            findings.landed.add(f"{name}{number:06d}")
        else:
            findings.errors.append(f"{status} for {name}{number:06d}")
        together.wait()
        time.sleep(max(0.0, began + pace - time.monotonic()))


def lost_updates(server: Server, findings: PairFindings) -> list[str]:
    """What was answered with "saved" but is nowhere, what stands there without that answer, and a broken chain."""
    stated = stated_numbers(server.installation)
    faults = [f"lost: {value}" for value in sorted(findings.landed - stated)]
    faults += [f"stands there unasked: {value}" for value in sorted(stated - findings.landed)]
    verified = run_noaber(server.installation, "verify-audit")
    return faults if verified.returncode == 0 else [*faults, verified.stderr.strip()]
