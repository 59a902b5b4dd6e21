"""How fast this machine is, so that numbers of two machines can be laid side by side."""

import hashlib
import os
import platform
import sqlite3
import time
from collections.abc import Callable


def calibrate() -> str:
    """One line: cores, and the seconds for a fixed piece of Python, of hashing and of SQLite."""
    parts = {"python": _python, "sha256": _sha256, "sqlite": _sqlite}
    seconds = {name: min(_timed(part) for _ in range(3)) for name, part in parts.items()}
    measured = ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in seconds.items())
    return f"machine: {os.cpu_count()} cores, Python {platform.python_version()}, {measured}\n"


def _timed(part: Callable[[], None]) -> float:
    began = time.perf_counter()
    part()
    return time.perf_counter() - began


def _python() -> None:
    total = 0
    for number in range(1_000_000):
        total += number % 7


def _sha256() -> None:
    hashlib.sha256(b"noaber" * 5_000_000).digest()


def _sqlite() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE t (a INTEGER, b TEXT)")
        connection.executemany(
            "INSERT INTO t VALUES (?, ?)", ((number, str(number)) for number in range(50_000))
        )
        connection.execute("SELECT b, sum(a) FROM t GROUP BY b ORDER BY 2").fetchall()
