from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import statements


def guard_again(apps: Any, schema_editor: Any) -> None:
    """SQLite makes the table anew, without its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in statements("sqlite", ("decisions_disposition",)):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """A draft can be thrown away though an answer to a remark names it: the answer stays as it was given."""

    dependencies = [
        ("decisions", "0012_who_is_asked_stands"),
    ]

    operations = [
        migrations.AlterField(
            model_name="disposition",
            name="in_version",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="decisions.proposalversion",
            ),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
