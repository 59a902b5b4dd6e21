import django.db.models.deletion
from django.db import migrations, models

from noaber.decisions.triggers import guard_again


class Migration(migrations.Migration):
    """A decision to go on without all is about who was lacking then; there can be another."""

    dependencies = [
        ("decisions", "0010_overrides_are_about_who_was_lacking"),
    ]

    operations = [
        migrations.AddField(
            model_name="continuationoverride",
            name="waived",
            field=models.JSONField(null=True, verbose_name="niet op gewacht"),
        ),
        migrations.AlterField(
            model_name="continuationoverride",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="continuations",
                to="decisions.proposal",
            ),
        ),
        guard_again("decisions_continuationoverride"),
    ]
