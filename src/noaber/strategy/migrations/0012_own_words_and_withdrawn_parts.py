import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only, append_only_again, freeze_again
from noaber.strategy.triggers import ROUNDS, SPOKEN

CHANGED = ("strategy_activitystatement", "strategy_indicatorstatement", "strategy_figureclaim")


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_take_back_handover"),
        ("strategy", "0011_reviews"),
    ]

    operations = [
        migrations.AddField(
            model_name="activitystatement",
            name="is_withdrawn",
            field=models.BooleanField(default=False, verbose_name="ingetrokken"),
        ),
        migrations.AddField(
            model_name="indicatorstatement",
            name="is_withdrawn",
            field=models.BooleanField(default=False, verbose_name="ingetrokken"),
        ),
        migrations.AlterField(
            model_name="figureclaim",
            name="area",
            field=models.CharField(blank=True, max_length=1000, verbose_name="gebied"),
        ),
        migrations.CreateModel(
            name="PartnerWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versie")),
                ("sentence", models.CharField(max_length=500, verbose_name="in eigen woorden")),
                ("said_on", models.DateField(verbose_name="gezegd op")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="strategy.result",
                    ),
                ),
            ],
            options={
                "verbose_name": "eigen woorden van een partner",
                "verbose_name_plural": "eigen woorden van partners",
                "ordering": ["result", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("result", "number"), name="partner_words_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", True), ("organisation__isnull", False)),
                            models.Q(("body__isnull", False), ("organisation__isnull", True)),
                            _connector="OR",
                        ),
                        name="partner_words_of_one",
                        violation_error_message="Een partner is een organisatie of een overleg.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="themeoption",
            name="offence",
            field=models.CharField(blank=True, default="", max_length=12, verbose_name="soort misdrijf"),
        ),
        append_only(*SPOKEN),
        append_only_again(*CHANGED),
        *freeze_again(*(each for each in ROUNDS if each.table == "strategy_themeoption")),
    ]
