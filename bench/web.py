"""Requests per second and p95 of the home and the register page, beside the least that such a page can cost.

Bar: the register page of who is not signed in reaches a quarter of the peer (`bench.peer`), on the same server, in
the same run. The home page and the pages of who is signed in are shown beside it.

Both servers run all the time and are asked by turns, one page after the other, several rounds: whatever else the
machine does meets them alike. The middle round counts.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

from bench.load import Load, measure
from tests.databases import DEMONSTRATION, Installation, Installations
from tests.servers.noaber import Server, noaber_server
from tests.servers.postgres import free_port

ROUNDS: Final = 5
SECONDS: Final = 2
PEER: Final = "peer: one query, no session"
REGISTER: Final = "register /gemeenten/"
THREADS: Final = 4
BAR: Final = 0.25


def run() -> bool:
    """Measure and print; False when the register page is below the bar."""
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        copy = Installations().copy(DEMONSTRATION, Path(folder) / "data")
        settings = {"NOABER_WEB_THREADS": str(THREADS)}
        with _peer(copy) as address, noaber_server(copy, settings=settings) as server:
            cookie = sign_in(server, "Coördinator")
            pages = {
                PEER: (f"{address}/gemeenten/", ""),
                REGISTER: (server.url("/gemeenten/"), ""),
                "home /": (server.url("/"), ""),
                "register, signed in": (server.url("/gemeenten/"), cookie),
                "home /mijn/, signed in": (server.url("/mijn/"), cookie),
            }
            loads = _by_turns(pages)
    _print(loads)
    return loads[REGISTER].per_second >= BAR * loads[PEER].per_second


def _by_turns(pages: dict[str, tuple[str, str]]) -> dict[str, Load]:
    """Ask every page (address, cookies) once a round; of each the middle of its rounds."""
    rounds = [
        {name: measure(url, seconds=SECONDS, cookie=cookie) for name, (url, cookie) in pages.items()}
        for _ in range(ROUNDS)
    ]
    return {name: _middle([measured[name] for measured in rounds]) for name in pages}


def _middle(loads: list[Load]) -> Load:
    return Load(
        statistics.median(load.per_second for load in loads),
        statistics.median(load.p95_ms for load in loads),
        sum(load.errors for load in loads),
    )


@contextmanager
def _peer(installation: Installation) -> Iterator[str]:
    """The peer under gunicorn, one process with as many threads as Noaber's own."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", f"--threads={THREADS}"]
    command += ["--log-level=error", "--no-control-socket", "bench.peer:application"]
    process = subprocess.Popen(
        command, env=installation.environment, cwd=Path(__file__).resolve().parent.parent
    )
    try:
        _wait_for(f"http://localhost:{port}/gemeenten/")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            httpx.get(url).raise_for_status()
            return
        except httpx.ConnectError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")


def sign_in(server: Server, function: str) -> str:
    """Choose a role on the demonstration's page; returns the cookies of that session."""
    with httpx.Client(base_url=server.address, follow_redirects=True) as browser:
        page = browser.get("/account/rollen/").text
        forms = re.findall(r"<form[^>]*action=\"(/account/rol/\d+/)\"[^>]*>(.*?)</form>", page, re.DOTALL)
        action, form = next(found for found in forms if function in found[1])
        token = re.search(r"name=\"csrfmiddlewaretoken\" value=\"(\w+)\"", form)
        browser.post(action, data={"csrfmiddlewaretoken": token[1] if token else ""}).raise_for_status()
        return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def _print(loads: dict[str, Load]) -> None:
    print(f"{'page':28} {'req/s':>8} {'p95 ms':>8} {'errors':>7} {'of the peer':>12}")
    for name, load in loads.items():
        share = load.per_second / loads[PEER].per_second
        print(f"{name:28} {load.per_second:8.0f} {load.p95_ms:8.1f} {load.errors:7} {share:12.2f}")
    print(f"bar: register at least {BAR:.2f} of the peer\n")
