"""Prebuilt installations for tests: made once by the real commands, copied for whoever needs one.

`EMPTY` is a fresh installation (``noaber prepare``), `DEMONSTRATION` has the network Oost-Nederland as well
(``noaber demo``), and each of the `DAYS` has it as far as that day; the story is played once, each goes on from the
one before. Each stands in `CACHE` under a fingerprint of what it was made from, so that a second run finds it ready.
A copy is a folder and a database of its own: for SQLite a file in that folder, for PostgreSQL a database made from
the template inside the server.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.servers import warm

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "src" / "noaber"
CACHE: Final = ROOT / ".test-results" / "installations"

EMPTY: Final = "empty"
DEMONSTRATION: Final = "demonstration"
DAYS: Final = ("2018-12-12", "2018-12-19", "2019-01-27", "2019-02-13", "2021-06-20", "2022-06-01")
MADE_BY: Final = {
    EMPTY: ("prepare",),
    **{day: ("demo", "--until", day) for day in DAYS},
    DEMONSTRATION: ("demo",),
}
"""The command that makes each kind, from the kind before it."""
KEPT_SECONDS: Final = 3600
IN_ROUNDS: Final = """
import ast, contextlib, io, json, multiprocessing, sys
prepare, rounds = sys.argv[1], json.loads(sys.argv[2])
forks = multiprocessing.get_context("fork")
imports = [each for each in ast.parse(prepare).body if isinstance(each, (ast.Import, ast.ImportFrom))]
exec(compile(ast.Module(imports, []), "imports", "exec"), {})  # once for all, and nothing opens a connection
def run(number, act, barrier, answers):
    names, printed = {}, io.StringIO()
    exec(prepare, names)
    barrier.wait(60)
    with contextlib.redirect_stdout(printed):
        exec(act, names)
    answers.put((number, printed.getvalue()))
def at_once(acts):
    barrier, answers = forks.Barrier(len(acts)), forks.Queue()
    running = [forks.Process(target=run, args=(*each, barrier, answers)) for each in enumerate(acts)]
    for each in running:
        each.start()
    said = [text for _, text in sorted(answers.get(timeout=120) for _ in acts)]
    for each in running:
        each.join()
    return said
print(json.dumps([at_once(acts) for acts in rounds]))
"""
START: Final = "import django, gc\ngc.disable()\ndjango.setup()\ngc.freeze()\ngc.enable()\n"


@dataclass(frozen=True, slots=True)
class Installation:
    """A Noaber of its own: data folder and database (``""``: SQLite in that folder)."""

    folder: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which ``noaber`` works on this installation and on nothing else."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NOABER_")}
        settings = {
            "NOABER_DATA": str(self.folder),
            "NOABER_DATABASE": self.database,
            "NOABER_LOG_LEVEL": "WARNING",
        }
        return {**kept, **settings, "DJANGO_SETTINGS_MODULE": "noaber.site.settings.base"}

    @property
    def database_name(self) -> str:
        """What Django calls the database: the file, or the name inside the server."""
        return (
            urlsplit(self.database).path.lstrip("/") if self.database else str(self.folder / "noaber.sqlite3")
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query gives, straight from the database, without Noaber's own reading."""
        with self._asking() as ask:
            return ask(query)

    def rows_by_table(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, over one connection: SQLite reads its whole schema for each that is opened."""
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if not self.database:
            names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        with self._asking() as ask:
            return {name: ask(f'SELECT * FROM "{name}"') for (name,) in ask(names)}

    @contextmanager
    def _asking(self) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
        if not self.database:
            with closing(sqlite3.connect(self.database_name)) as connection:
                yield lambda query: connection.execute(query).fetchall()
        else:
            with psycopg.connect(self.database) as server:
                yield lambda query: server.execute(query.encode()).fetchall()


def run_noaber(
    installation: Installation, *arguments: str, is_cold: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a ``noaber`` command on an installation, as a process of its own; `is_cold`: Python itself is started."""
    program = ("-m", "noaber.site.commandline", *arguments)
    command = [sys.executable, *program] if is_cold else warm.command(*program)
    return subprocess.run(
        command, cwd=installation.folder, env=installation.environment, capture_output=True, text=True
    )


def start_script(
    installation: Installation, code: str, *arguments: str, **settings: str
) -> "subprocess.Popen[str]":
    """Run Python on an installation, in a process of its own, which finds what tests share.

    `settings` are further ``NOABER_...`` variables.
    """
    return subprocess.Popen(
        warm.command("-c", START + code, *arguments),
        cwd=installation.folder,
        env={**installation.environment, **settings},
        text=True,
        stdout=subprocess.PIPE,
    )


def in_rounds(installation: Installation, prepare: str, *rounds: Sequence[str]) -> list[list[str]]:
    """Run pieces of Python round after round, those of a round at the same moment; what each printed, per round.

    Each runs in a process and on a connection of its own. It runs `prepare` first, and waits until all others of its
    round are as far.
    """
    with start_script(installation, IN_ROUNDS, prepare, json.dumps(rounds)) as process:
        printed = process.communicate(timeout=180)[0]
    assert process.returncode == 0
    said: list[list[str]] = json.loads(printed)
    return said


class Installations:
    """Makes and copies installations, on SQLite or on a PostgreSQL `server` (an address)."""

    def __init__(self, server: str = "") -> None:
        self.server = server
        self._fingerprint = cache(fingerprint)  # what is copied is one thing throughout a run

    def copy(self, kind: str, folder: Path, *, left_out: Sequence[str] = ()) -> Installation:
        """A copy of one kind in `folder` (which must not exist yet), without what is `left_out` of its data folder."""
        return self.copy_of(self._template(kind), folder, left_out=left_out)

    def copy_of(self, source: Installation, folder: Path, *, left_out: Sequence[str] = ()) -> Installation:
        """The same of an installation that nobody has open."""
        shutil.copytree(source.folder, folder, ignore=shutil.ignore_patterns(*left_out))
        if not self.server:
            return Installation(folder)
        name = f"noaber_{uuid.uuid4().hex[:16]}"
        self._create_database(name, template=source.database_name)
        return Installation(folder, self._address(name))

    def copy_files(self, kind: str, target: Path) -> None:
        """The files that the rows of a copy speak of, new to whoever looks for what lies there too long."""
        source = self._template(kind).folder / "files"
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, copy_function=shutil.copyfile)

    def remove(self, installation: Installation) -> None:
        """Take a copy away again."""
        shutil.rmtree(installation.folder, ignore_errors=True)
        if self.server:
            self._administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", installation.database_name)

    def _template(self, kind: str) -> Installation:
        made_from = self._fingerprint(kind)
        name = f"{kind}-{urlsplit(self.server).port or 'sqlite'}-{made_from}"
        database = f"noaber_{kind}_{made_from}".replace("-", "_") if self.server else ""
        template = Installation(CACHE / name, self._address(database) if database else "")
        CACHE.mkdir(parents=True, exist_ok=True)
        with _locked(CACHE / f".{name}.lock"):
            if not self._is_ready(template):
                self._make(kind, template)
                _forget_old_templates()
        return template

    def _is_ready(self, template: Installation) -> bool:
        if not template.folder.is_dir() or not self.server:
            return template.folder.is_dir()
        with psycopg.connect(self.server, autocommit=True) as connection:
            row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template.database_name])
            return row.fetchone() is not None

    def _make(self, kind: str, template: Installation) -> None:
        unfinished = Installation(template.folder.with_suffix(f".{os.getpid()}"), template.database)
        if self.server:
            self._administer("DROP DATABASE IF EXISTS {}", template.database_name)
        kinds = list(MADE_BY)
        source = self._template(kinds[kinds.index(kind) - 1]) if kind != EMPTY else None
        if source:
            shutil.copytree(source.folder, unfinished.folder)
        else:
            unfinished.folder.mkdir()
        if self.server:
            self._create_database(
                template.database_name, template=source.database_name if source else "template0"
            )
        result = run_noaber(unfinished, *MADE_BY[kind], is_cold=True)
        if result.returncode:
            shutil.rmtree(unfinished.folder)
            raise RuntimeError(f"noaber {' '.join(MADE_BY[kind])} failed:\n{result.stdout}\n{result.stderr}")
        shutil.rmtree(template.folder, ignore_errors=True)
        unfinished.folder.rename(template.folder)

    def _address(self, name: str) -> str:
        return urlsplit(self.server)._replace(path=f"/{name}").geturl()

    def _create_database(self, name: str, *, template: str = "template0") -> None:
        self._administer("CREATE DATABASE {} TEMPLATE {}", name, template)

    def _administer(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def fingerprint(kind: str) -> str:
    """A hash over the files that decide what an installation of this kind holds."""
    triggers = ("core/audit_triggers.py", "core/append_only.py", "*/triggers.py")
    patterns = ("*/migrations/*.py", "site/settings/*.py", "core/preparing.py", *triggers)
    paths = {path for pattern in patterns for path in SOURCES.glob(pattern)}
    if kind != EMPTY:
        paths |= {path for suffix in ("py", "csv", "json") for path in SOURCES.rglob(f"*.{suffix}")}
    decisive = sorted(
        path for path in paths if not {"static", "templates", "tests", "views"} & set(path.parts)
    )
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in decisive:
        digest.update(f"\0{path.relative_to(SOURCES)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let one process at a time make a template; the others wait and find it ready."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _forget_old_templates() -> None:
    for path in CACHE.iterdir():
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
