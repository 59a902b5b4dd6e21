"""SQLite as Noaber opens it: what is erased is gone from the file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from noaber.site.settings.database import SQLITE_PRAGMAS


def test_what_is_erased_is_gone_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "noaber.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")  # what some builds begin with
        connection.executescript(SQLITE_PRAGMAS)
        connection.execute("CREATE TABLE mail (id INTEGER PRIMARY KEY, text TEXT)")
        written = [(f"/melden/geheim-{number}/ " + "x" * 3000,) for number in range(50)]
        connection.executemany("INSERT INTO mail (text) VALUES (?)", written)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert b"geheim" in path.read_bytes()
        connection.execute("UPDATE mail SET text = ''")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert b"geheim" not in path.read_bytes()
