"""The table behind Django's cache: the counters of throttling, shared by all web processes."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

CACHE_TABLE = "core_cache"  # as in settings.CACHES


def create_table(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", CACHE_TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(f"DROP TABLE IF EXISTS {schema_editor.quote_name(CACHE_TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(create_table, drop_table)]
