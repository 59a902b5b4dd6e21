"""How long until the website answers, and what the processes weigh.

Memory is the proportional share (PSS): what two processes have in common is counted half to each.
"""

import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.databases import DEMONSTRATION, Installations
from tests.servers.noaber import noaber_server

BAR: Final = 5.0  # seconds, for a second start


def run() -> bool:
    """Measure and print; False when a second start takes longer than the bar."""
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        copy = Installations().copy(DEMONSTRATION, Path(folder) / "data")
        seconds = []
        for _ in range(3):
            began = time.perf_counter()
            with noaber_server(copy, with_worker=True, processes=2) as server:
                seconds.append(time.perf_counter() - began)
                time.sleep(1)
                memory = memory_of(server.process.pid)
    print(f"second start: {min(seconds):.1f} s (bar {BAR:.0f} s)")
    for name, megabytes in memory.items():
        print(f"{name:28} {megabytes:6.0f} MB")
    print(f"{'together':28} {sum(memory.values()):6.0f} MB\n")
    return min(seconds) < BAR


def memory_of(supervisor: int) -> dict[str, float]:
    """Megabytes by process, of the supervisor and everything below it."""
    direct = _children(supervisor)
    web = next(pid for pid in direct if _children(pid))
    worker = next(pid for pid in direct if pid != web)
    named = {"supervisor": supervisor, "web server": web, "worker": worker}
    named |= {f"web process {number}": pid for number, pid in enumerate(_children(web), start=1)}
    return {name: _share(pid) for name, pid in named.items()}


def _children(pid: int) -> list[int]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    return [int(child) for child, parent in map(str.split, listing.splitlines()) if int(parent) == pid]


def _share(pid: int) -> float:
    """Megabytes of a process, its part of shared pages included."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
