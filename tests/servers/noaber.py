"""The real application as a process of its own: ``noaber serve`` on a copied installation and a free port."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.databases import Installation
from tests.servers.postgres import free_port

START_SECONDS: Final = 180.0  # a busy machine
READY: Final = "Noaber draait op"
PLAYING: Final = """
import datetime as dt, sys
from functools import partial
from noaber.site import commandline
until, set_up = dt.date.fromisoformat(sys.argv.pop(1)), commandline._set_up
def set_up_and_shorten(**said):
    set_up(**said)
    from noaber.site.management.commands import serve
    serve.is_empty, serve.play = lambda: True, partial(serve.play, until)
commandline._set_up = set_up_and_shorten
commandline.main()
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running Noaber."""

    address: str
    installation: Installation
    process: subprocess.Popen[bytes]
    log: Path

    def url(self, path: str) -> str:
        return f"{self.address}{path}"


@contextmanager
def noaber_server(
    installation: Installation,
    *,
    with_worker: bool = False,
    plays_until: str = "",
    processes: int = 1,
    settings: dict[str, str] | None = None,
) -> Iterator[Server]:
    """Serve `installation` until the block ends. `settings` are further ``NOABER_...`` variables.

    With `plays_until` it does as it does on an empty database, but the story goes on from where it is to that day.
    """
    port = free_port()
    log = installation.folder.with_name(f"{installation.folder.name}-{port}.log")
    program = ["-c", PLAYING, plays_until] if plays_until else ["-m", "noaber.site.commandline"]
    command = [sys.executable, *program, "serve", f"--address=127.0.0.1:{port}"]
    command += [] if with_worker else ["--no-worker"]
    command += ["--demo-if-empty"] if plays_until else []
    environment = {**installation.environment, "NOABER_WEB_PROCESSES": str(processes), **(settings or {})}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=installation.folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_ready(process, log)
        # `localhost`, because passkeys work on no bare number.
        yield Server(f"http://localhost:{port}", installation, process, log)
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while READY not in log.read_text(errors="replace"):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"noaber serve did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)
