"""What guards the tables in the database is known, so that `noaber verify-audit` misses what is taken away."""

import pytest
from django.db import connection

from noaber.core.guards import missing_triggers, present_triggers, trigger_names

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_every_trigger_that_a_migration_made_is_registered_and_at_work() -> None:
    assert set(present_triggers()) == trigger_names()
    assert missing_triggers() == []


def test_each_trigger_that_is_taken_away_is_missed() -> None:
    """One after another, and none is put back: SQLite reads its whole schema again after each that is."""
    tables, names = guarded_tables(), sorted(trigger_names())
    for count, name in enumerate(names, start=1):
        with connection.cursor() as cursor:
            on = "" if connection.vendor == "sqlite" else f" ON {tables[name]}"
            cursor.execute(f"DROP TRIGGER {name}{on}")
        assert missing_triggers() == names[:count]


def guarded_tables() -> dict[str, str]:
    return {name: statement.split(" ON ")[1].split()[0] for name, statement in present_triggers().items()}
