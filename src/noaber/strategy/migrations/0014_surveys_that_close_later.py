import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only
from noaber.strategy.triggers import EXTENDED


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0013_what_changed_after_adoption"),
    ]

    operations = [
        migrations.CreateModel(
            name="SurveyExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closes_on", models.DateField(verbose_name="open tot en met")),
                ("said_on", models.DateField(verbose_name="verlengd op")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="strategy.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "verlenging van een peiling",
                "verbose_name_plural": "verlengingen van peilingen",
                "ordering": ["pk"],
            },
        ),
        append_only(*EXTENDED),
    ]
