"""Taking the guards off the tables, as somebody with the database in hand could, and putting them back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from noaber.core.guards import missing_triggers, present_triggers


@contextmanager
def unguarded() -> Iterator[None]:
    """Every trigger is off inside; afterwards it is as it was, and nothing of that is left to see."""
    missing = missing_triggers()  # a test may have taken some off before
    guards = present_triggers()
    with connection.cursor() as cursor:
        for name, statement in guards.items():
            on = "" if connection.vendor == "sqlite" else f" ON {statement.split(' ON ')[1].split()[0]}"
            cursor.execute(f"DROP TRIGGER {name}{on}")
        yield
        for statement in guards.values():
            cursor.execute(statement)
    assert missing_triggers() == missing
