import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_audit_triggers"),
        ("decisions", "0005_meetings_apart"),
        ("network", "0002_take_back_handover"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvaluationEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=5, verbose_name="punt")),
                ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("adopted", "evaluatie vastgesteld"),
                            ("taken_back", "toch niet vastgesteld"),
                        ],
                        max_length=10,
                        verbose_name="wat",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="vastgesteld op")),
                ("evidence", models.CharField(blank=True, max_length=500, verbose_name="vindplaats")),
                ("note", models.TextField(blank=True, verbose_name="toelichting")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.body"
                    ),
                ),
                (
                    "evidence_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="decisions.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "vaststelling van een evaluatie",
                "verbose_name_plural": "vaststellingen van een evaluatie",
                "ordering": ["pk"],
            },
        ),
        append_only("decisions_evaluationentry"),
    ]
