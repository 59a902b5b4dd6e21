"""``noaber serve``: one process that keeps a website and a worker running and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from tests.databases import EMPTY, Installation, run_noaber
from tests.servers.noaber import Server

T = TypeVar("T")
OwnServer = Callable[..., Server]
MakeInstallation = Callable[[str], Installation]


def children_of(pid: int) -> list[int]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    return [int(child) for child, parent in map(str.split, listing.splitlines()) if int(parent) == pid]


def processes_below(pid: int) -> list[int]:
    """Children, their children and so on."""
    direct = children_of(pid)
    return direct + [below for child in direct for below in processes_below(child)]


def worker_of(server: Server) -> int | None:
    """The fork that has no forks of its own; the web server has."""
    below = children_of(server.process.pid)
    return next((pid for pid in below if not children_of(pid)), None) if len(below) == 2 else None


def wait_for(question: Callable[[], T | None], seconds: float = 20) -> T:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def test_stopping_leaves_no_process_behind(own_server: OwnServer) -> None:
    server = own_server(EMPTY, with_worker=True)
    started = processes_below(server.process.pid)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(20) == 0
    assert len(started) >= 3  # web server, its process, worker
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]


def test_who_starts_it_for_the_first_time_gets_papers(own_server: OwnServer) -> None:
    """Played in the server itself, the demonstration left threads for which every paper waited for ever."""
    server = own_server("2019-01-27", plays_until="2019-01-28")  # the day on which the memo is sent
    answer = httpx.get(server.url("/voorstellen/veiligheidsstrategie-2019-2022/oplegnotitie.pdf"), timeout=30)
    assert answer.content.startswith(b"%PDF")


def test_a_dead_worker_is_started_again(own_server: OwnServer) -> None:
    server = own_server(EMPTY, with_worker=True)
    first = wait_for(lambda: worker_of(server))
    os.kill(first, signal.SIGKILL)
    second = wait_for(lambda: worker_of(server) if worker_of(server) != first else None)
    assert second != first


def test_a_taken_port_is_one_sentence(installation: MakeInstallation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run_noaber(installation(EMPTY), "serve", f"--address=127.0.0.1:{port}")
    assert result.returncode == 1
    assert result.stderr.startswith(f"Poort {port} op 127.0.0.1 is al in gebruik.")
    assert len(result.stderr.splitlines()) == 1


def test_static_files_are_served_compressed_and_for_ever(own_server: OwnServer) -> None:
    server = own_server(EMPTY)
    page = httpx.get(server.url("/account/login/"))
    sheet = next(part.split('"')[0] for part in page.text.split('href="') if ".css" in part.split('"')[0])
    answer = httpx.get(server.url(sheet), headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        (
            "NOABER_DATA",
            "/proc/noaber",
            "In de gegevensmap /proc/noaber (NOABER_DATA) kan niet worden geschreven",
        ),
        ("NOABER_ADDRESS", "ergens", "NOABER_ADDRESS kan niet worden gebruikt: verwacht ADRES:POORT"),
        ("NOABER_DATABASE", "postgresql://x@127.0.0.1:1/x", "De database is niet bereikbaar"),
        ("NOABER_SECRET_KEY", "kort", "NOABER_SECRET_KEY is te kort"),
    ],
)
def test_a_bad_setting_is_one_sentence(
    installation: MakeInstallation, variable: str, value: str, sentence: str
) -> None:
    place = installation(EMPTY)
    result = subprocess.run(
        [sys.executable, "-m", "noaber.site.commandline", "prepare"],
        env={**place.environment, variable: value},
        cwd=place.folder,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert result.stderr.startswith(sentence)
    assert "Traceback" not in result.stderr
