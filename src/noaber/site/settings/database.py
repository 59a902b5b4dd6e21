"""The two databases Noaber runs on: SQLite in the data folder, PostgreSQL by address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# A thread of the web server keeps its connection: opening one costs more than the queries of a page.
KEPT_SECONDS = 600

# FULL survives a power cut; IMMEDIATE takes the write lock at BEGIN, so that two writers wait for each
# other instead of failing halfway ("database is locked"). What is erased, such as the link of a mail that was sent,
# is overwritten in the file; some builds of SQLite do so by themselves. Measured: no difference in time.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; "
    "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; "
    "PRAGMA secure_delete=ON;"
)


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": KEPT_SECONDS,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def postgresql(address: str) -> dict[str, Any]:
    """Settings for ``postgresql://user:password@host:port/name?option=value``."""
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **dict(parse_qsl(parts.query))},
    }
