"""A real access point on a free port, in a thread of its own, that speaks `docs/access-point.md` and fails as told.

with PeppolServer(Faults(errors=2)) as server:
    ... server.url ... server.documents ...
"""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Self

TOKEN: Final = "a token of the test suite"


@dataclass
class Faults:
    """What goes wrong; counters go down as they are used.

    `errors`: so many answers are 500; `lose_reply`: so many documents are taken, but the client waits in vain;
    `refuse`: every document is refused for good; `delay`: seconds before each answer.
    """

    errors: int = 0
    lose_reply: int = 0
    refuse: bool = False
    delay: float = 0.0


@dataclass
class PeppolServer:
    """`documents` by key, each taken once; `asked` counts what was asked."""

    faults: Faults = field(default_factory=Faults)
    documents: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0

    def __enter__(self) -> Self:
        self._going = threading.Event()
        handler = type("Handler", (_Handler,), {"point": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._going.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/documents"

    def hold(self) -> None:
        """Say nothing until the server goes."""
        self._going.wait(30)


class _Handler(BaseHTTPRequestHandler):
    point: PeppolServer

    def do_POST(self) -> None:
        point = self.point
        point.asked += 1
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(point.faults.delay)
        key = self.headers.get("Idempotency-Key", "")
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._answer(401, {"message": "sleutel onbekend"})
        elif point.faults.errors > 0:
            point.faults.errors -= 1
            self._answer(500, {"message": "even stuk"})
        elif point.faults.refuse:
            self._answer(422, {"message": "ontvanger onbekend bij Peppol"})
        else:
            is_new = key not in point.documents
            point.documents.setdefault(key, body)
            if point.faults.lose_reply > 0:
                point.faults.lose_reply -= 1
                point.hold()
                return
            self._answer(202 if is_new else 409, {"id": f"as4-{key}"})

    def _answer(self, status: int, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the screen."""
