import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_audit_triggers"),
        ("network", "0002_take_back_handover"),
        ("strategy", "0003_theme_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="localplan",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("agenda", "landelijke of regionale agenda"),
                    ("review", "bevindingen van de evaluatie"),
                ],
                max_length=10,
                verbose_name="soort bron",
            ),
        ),
        migrations.AddField(
            model_name="localplan",
            name="source",
            field=models.SlugField(blank=True, max_length=60, verbose_name="bron"),
        ),
        migrations.AddField(
            model_name="localplanstatement",
            name="file",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
            ),
        ),
        migrations.AlterField(
            model_name="localplan",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="network.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="localplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source", ""), _negated=True),
                fields=("period", "source"),
                name="local_plan_source_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="localplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", ""), ("organisation__isnull", False), ("source", "")),
                    models.Q(
                        ("organisation__isnull", True),
                        models.Q(("source", ""), _negated=True),
                        models.Q(("kind", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="local_plan_of_an_organisation_or_a_source",
            ),
        ),
    ]
