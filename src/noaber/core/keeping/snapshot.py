"""One consistent view of the whole database for reading, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is as it was at one moment. Inside a transaction, that transaction is the view."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with _sqlite_view():
            yield


@contextmanager
def _sqlite_view() -> Iterator[None]:
    """A reading transaction; the house's IMMEDIATE would keep every writer out until the end."""
    connection.ensure_connection()
    usual = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")  # the view begins at the first read
            yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]
