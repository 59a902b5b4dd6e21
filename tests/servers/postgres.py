"""A PostgreSQL server that lives as long as a test run, in a temporary folder, on a free port.

In a test: ``with postgres_server() as address:`` gives ``postgresql://noaber@127.0.0.1:PORT/postgres``.
Around a command: ``python -m tests.servers.postgres pytest -n 2`` runs it with ``NOABER_TEST_SERVER`` set to
that address. It works as root (the server then runs as ``postgres``) and as a normal user, and never
touches a cluster that the machine already has.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

INSTALLED_BELOW: Final = (Path("/usr/lib/postgresql"), Path("/usr/local/pgsql"), Path("/opt/homebrew/opt"))
MISSING: Final = "PostgreSQL ontbreekt. Typ: apt-get install postgresql"

# A test server may lose everything at a power cut; it is thrown away anyway. Tests that are rolled back leave many
# dead rows; a vacuum of them can hold a table longer than an import waits for it.
QUICK: Final = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200 -c autovacuum=off"
)


class PostgresMissing(Exception):
    """The programs of PostgreSQL are not on this machine; the message is the line to type."""


def programs() -> Path:
    """The folder with ``initdb`` and ``pg_ctl`` of the newest version installed."""
    candidates = [path.parent for folder in INSTALLED_BELOW for path in folder.glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    if not candidates:
        raise PostgresMissing(MISSING)
    return max(
        candidates, key=lambda path: [int(part) for part in path.parent.name.split(".") if part.isdigit()]
    )


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a server, give its address, and remove every trace of it afterwards."""
    binaries = programs()
    folder = Path(tempfile.mkdtemp(prefix="noaber-postgres-"))
    port = free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    try:
        _as_postgres(binaries / "initdb", "-D", data, "-U", "noaber", "-A", "trust", *_LOCALE, "--no-sync")
        options = f"-p {port} -k {folder} -h 127.0.0.1 {QUICK}"
        log = str(folder / "server.log")
        _as_postgres(binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        yield f"postgresql://noaber@127.0.0.1:{port}/postgres"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            _as_postgres(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


_LOCALE: Final = ("-E", "UTF8", "--locale=C.UTF-8")


def _as_postgres(program: Path, *arguments: str) -> None:
    """Run a server program; PostgreSQL refuses to run as root, so root hands over to ``postgres``."""
    root: dict[str, object] = {}
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        root = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    result = subprocess.run(  # type: ignore[call-overload]
        [program, *arguments], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **root
    )
    if result.returncode:
        raise RuntimeError(f"{program.name} stopped with code {result.returncode}")


def main(command: Sequence[str]) -> int:
    """Run `command` with a server at hand; return its exit code."""
    if not command:
        print("usage: python -m tests.servers.postgres COMMAND ...", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that the server goes too
    try:
        with postgres_server() as address:
            return subprocess.call(command, env={**os.environ, "NOABER_TEST_SERVER": address})
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
