"""What the server does wrong on purpose, and when."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass
from typing import Literal, Self

FaultKind = Literal[
    "status",  # answers `status` (with Retry-After when `seconds` is set)
    "stop_halfway",  # promises the whole body, sends half, closes
    "half_page",  # sends half of the JSON and says that is all
    "half_gzip",  # sends half of a compressed body and says that is all
    "drop",  # closes without an answer
    "slow",  # waits `seconds` before the answer
    "drip",  # sends the body in small pieces with `seconds` between them
    "wrong_type",  # answers a web page
    "no_rows",  # answers JSON without rows
    "garbage",  # answers JSON with rows that hold nested values
    "missing_page",  # the link to the next page leads nowhere
    "lost_link",  # leaves the link to the next page out, as if this were the last
    "foreign_link",  # the link to the next page leads to another server
    "loop_link",  # the link to the next page is this page
    "same_rows",  # the link goes on, and the page has the rows of the page before
    "redirect",  # sends the client to `target`
    "ignore_filter",  # gives all rows whatever was asked
]


@dataclass(frozen=True)
class Fault:
    """One fault: on which list, which page of it (None: every page), how many times (None: always)."""

    kind: FaultKind
    where: str = "TypedDataSet"
    page: int | None = None
    times: int | None = None
    status: int = 500
    seconds: float = 0.0
    target: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``kind[,name=value...]`` of the command line, such as ``status,times=2,status=503``."""
        kind, *settings = text.split(",")
        values: dict[str, object] = {"kind": kind}
        for setting in settings:
            name, _, value = setting.partition("=")
            values[name] = (
                value if name in ("where", "target") else float(value) if name == "seconds" else int(value)
            )
        return cls(**values)  # type: ignore[arg-type]

    def as_json(self) -> dict[str, object]:
        """The fault as the control address takes it."""
        return asdict(self)


class FaultPlan:
    """The faults to come; each use counts down. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: list[tuple[Fault, int | None]] = []

    def set(self, faults: list[Fault]) -> None:
        """Replace the plan."""
        with self._lock:
            self._left = [(fault, fault.times) for fault in faults]

    def take(self, where: str, page: int) -> Fault | None:
        """The fault for this request, if any."""
        with self._lock:
            for index, (fault, left) in enumerate(self._left):
                if fault.where == where and fault.page in (None, page) and left != 0:
                    self._left[index] = (fault, None if left is None else left - 1)
                    return fault
        return None
