"""The socket that Noaber listens on: taken once, handed to the web server, kept over its restarts."""

import errno
import http.client
import socket
import time
from collections.abc import Callable
from typing import Final

from noaber.core.errors import DomainError
from noaber.core.rules.system_words import reason_in_dutch

ONE_TRY: Final = 5.0  # seconds


def listen(address: str) -> socket.socket:
    """Take ``host:port``; raise `DomainError` with what to do when that cannot be done."""
    host, port = split_address(address)
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        raise DomainError(_sentence(error, host, port)) from error
    listener.set_inheritable(True)
    return listener


def split_address(address: str) -> tuple[str, int]:
    """Host and port.

    >>> split_address("[::1]:8000")
    ('::1', 8000)
    """
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Poort {port} op {host} is al in gebruik. Stop het andere programma, of kies een andere poort, "
            f"bijvoorbeeld: noaber serve --address {host}:{port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Poort {port} mag u niet gebruiken. Kies een poort boven 1024."
    return f"Op {host}:{port} kan niet worden geluisterd: {reason_in_dutch(error)}."


def answers(listener: socket.socket, *, seconds: float, is_alive: Callable[[], bool]) -> bool:
    """Whether the web server behind the socket answers within `seconds`, as long as it `is_alive`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and is_alive():
        if _answers_now(listener):
            return True
        time.sleep(0.1)
    return False


def _answers_now(listener: socket.socket) -> bool:
    host, port = listener.getsockname()[:2]
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(reachable, port, timeout=ONE_TRY)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True
