"""The server in a process of its own, and the handle by which tests steer it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from tests.servers.odata.faults import Fault

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class RunningServer:
    """A server at ``origin``."""

    origin: str

    @property
    def feed(self) -> str:
        """The address of the Feed: no maximum, pages."""
        return f"{self.origin}/ODataFeed/odata"

    @property
    def api(self) -> str:
        """The address of the API: at most 10,000 rows."""
        return f"{self.origin}/ODataApi/odata"

    @property
    def v4(self) -> str:
        """The address of OData v4."""
        return f"{self.origin}/odata/v1/CBS"

    def plan(self, *faults: Fault) -> None:
        """Replace the planned faults and forget the requests so far."""
        body = json.dumps([fault.as_json() for fault in faults]).encode()
        with urlopen(Request(f"{self.origin}/_control/faults", data=body, method="PUT"), timeout=5):
            pass

    def requests(self) -> list[str]:
        """The paths asked since the last plan."""
        with urlopen(f"{self.origin}/_control/requests", timeout=5) as answer:
            found: list[str] = json.load(answer)
        return found


@contextmanager
def start_process(*arguments: str) -> Iterator[RunningServer]:
    """Start the server with arguments of its command line; it ends with the block."""
    command = [sys.executable, "-m", "tests.servers.odata", "--port", "0", *arguments]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            origin = process.stdout.readline().strip()
            if not origin:
                raise RuntimeError(f"the test server did not start: {' '.join(command)}")
            yield RunningServer(origin)
        finally:
            process.terminate()
