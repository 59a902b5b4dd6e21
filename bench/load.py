"""Asks one address as often as it will answer: with wrk where it is installed, else with threads of our own."""

import http.client
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

CONNECTIONS: Final = 16
REPORT: Final = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %f %f %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(95) / 1000, summary.errors.status + summary.errors.connect + summary.errors.read))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """Requests per second, the time within which 95 of 100 were answered, and how many went wrong."""

    per_second: float
    p95_ms: float
    errors: int


def measure(url: str, *, seconds: int, cookie: str = "") -> Load:
    """Load `url` for `seconds`, after a second of warming up."""
    run = _with_wrk if shutil.which("wrk") else _with_threads
    run(url, 1, cookie)
    return run(url, seconds, cookie)


def _with_wrk(url: str, seconds: int, cookie: str) -> Load:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(REPORT)
        script.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "-s",
            script.name,
            "-H",
            f"Cookie: {cookie}",
            url,
        ]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    values = next(line for line in output.splitlines() if line.startswith("RESULT")).split()[1:]
    return Load(float(values[0]), float(values[1]), int(values[2]))


def _with_threads(url: str, seconds: int, cookie: str) -> Load:
    until = time.perf_counter() + seconds
    times: list[float] = []
    errors: list[int] = []
    threads = [
        threading.Thread(target=_ask, args=(url, cookie, until, times, errors)) for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    p95 = statistics.quantiles(times, n=20)[-1] * 1000 if len(times) > 1 else 0.0
    return Load(len(times) / seconds, p95, len(errors))


def _ask(url: str, cookie: str, until: float, times: list[float], errors: list[int]) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)
    while (began := time.perf_counter()) < until:
        connection.request("GET", parts.path or "/", headers={"Cookie": cookie})
        response = connection.getresponse()
        response.read()
        times.append(time.perf_counter() - began)
        if response.status != 200:
            errors.append(response.status)
    connection.close()
