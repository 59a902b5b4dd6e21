"""Requests per second and p95 of the home and the register page, beside the least that such a page can cost.

Bar: the register page of who is not signed in reaches a quarter of the peer (`bench.peer`), on the same server, in
the same run. The pages of who is signed in are shown beside it.
"""

import re
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

SECONDS: Final = 5
THREADS: Final = 4
BAR: Final = 0.25


def run() -> bool:
    """Measure and print; False when the register page is below the bar."""
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        copy = Installations().copy(DEMONSTRATION, Path(folder) / "data")
        with _peer(copy) as address:
            peer = measure(f"{address}/gemeenten/", seconds=SECONDS)
        settings = {"NOABER_WEB_THREADS": str(THREADS)}
        with noaber_server(copy, settings=settings) as server:
            cookie = sign_in(server, "Coördinator")
            loads = {
                "register /gemeenten/": measure(server.url("/gemeenten/"), seconds=SECONDS),
                "register, signed in": measure(server.url("/gemeenten/"), seconds=SECONDS, cookie=cookie),
                "home /mijn/": measure(server.url("/mijn/"), seconds=SECONDS, cookie=cookie),
            }
    _print(peer, loads)
    return loads["register /gemeenten/"].per_second >= BAR * peer.per_second


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


def _print(peer: Load, loads: dict[str, Load]) -> None:
    print(f"{'page':28} {'req/s':>8} {'p95 ms':>8} {'errors':>7} {'of the peer':>12}")
    for name, load in {"peer: one query, no session": peer, **loads}.items():
        share = load.per_second / peer.per_second
        print(f"{name:28} {load.per_second:8.0f} {load.p95_ms:8.1f} {load.errors:7} {share:12.2f}")
    print(f"bar: register at least {BAR:.2f} of the peer\n")
