"""Makes the database ready for use: tables as the code expects them, and the cache table."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def is_prepared() -> bool:
    """Whether every migration has been applied and the cache table is there."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    return "core_cache" in connection.introspection.table_names()


def prepare_database() -> bool:
    """Make or migrate the database; return False when there was nothing to do."""
    if is_prepared():
        return False
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return True
