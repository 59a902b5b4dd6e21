import django.db.models.deletion
from django.db import migrations, models

from noaber.decisions.triggers import guard_again


class Migration(migrations.Migration):
    """A decision not to wait is about a text and about who was lacking; a stage can have more than one."""

    dependencies = [
        ("decisions", "0009_guard_routes"),
    ]

    operations = [
        migrations.AddField(
            model_name="gateoverride",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="decisions.proposalversion",
            ),
        ),
        migrations.AddField(
            model_name="gateoverride",
            name="waived",
            field=models.JSONField(default=list, verbose_name="niet op gewacht"),
        ),
        migrations.AlterField(
            model_name="gateoverride",
            name="stage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="decisions.stage"
            ),
        ),
        guard_again("decisions_gateoverride"),
    ]
