import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only
from noaber.strategy.triggers import ADDED


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0001_initial"),
        ("network", "0002_take_back_handover"),
        ("strategy", "0005_selection_rounds"),
    ]

    operations = [
        migrations.AddField(
            model_name="score",
            name="seat",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
            ),
        ),
        migrations.AddField(
            model_name="themechoice",
            name="proposal",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="decisions.proposal",
            ),
        ),
        migrations.CreateModel(
            name="RoundWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=1000, verbose_name="waarom")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="strategy.selectionround",
                    ),
                ),
            ],
            options={
                "verbose_name": "intrekking van een ronde",
                "verbose_name_plural": "intrekkingen van rondes",
            },
        ),
        migrations.AlterField(
            model_name="criterion",
            name="computed",
            field=models.CharField(blank=True, max_length=10, verbose_name="berekend uit"),
        ),
        migrations.CreateModel(
            name="Measured",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("part", models.PositiveIntegerField()),
                ("whole", models.PositiveIntegerField()),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measured",
                        to="strategy.criterion",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measured",
                        to="strategy.themeoption",
                    ),
                ),
            ],
            options={
                "verbose_name": "berekende waarde",
                "verbose_name_plural": "berekende waarden",
                "constraints": [
                    models.UniqueConstraint(fields=("option", "criterion"), name="measured_once")
                ],
            },
        ),
        append_only(*ADDED),
    ]
