"""Small append-only files outside the database: one JSON object per line, on disk before the caller goes on."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


class UnreadableLine(Exception):
    """A whole line that is not what was written; `number` counts from one."""

    def __init__(self, path: Path, number: int) -> None:
        super().__init__(f"{path.name}: regel {number} is onleesbaar.")
        self.number = number


def append_line(path: Path, values: Mapping[str, Any]) -> None:
    """Append one line, safely among several processes; it survives a power cut once this returns.

    Half a line at the end is what a crash left of a line that nobody was told was written; it is taken off.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        content = file.read()
        whole = content.rfind(b"\n") + 1
        if whole != len(content):
            file.truncate(whole)
        file.write(json.dumps(values, sort_keys=True, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync_folder(path.parent)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines, oldest first; raises `UnreadableLine`. No file: nothing. Half a line at the end is not read."""
    if not path.exists():
        return
    *whole, _half = path.read_bytes().split(b"\n")
    for number, line in enumerate(whole, start=1):
        try:
            values = json.loads(line)
        except ValueError as error:
            raise UnreadableLine(path, number) from error
        if not isinstance(values, dict):
            raise UnreadableLine(path, number)
        yield values


def sync_folder(folder: Path) -> None:
    """Make sure that a new or renamed name in a folder survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
