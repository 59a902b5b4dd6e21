import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only
from noaber.strategy.triggers import TAKEN_BACK


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0015_values_taken_back"),
    ]

    operations = [
        migrations.CreateModel(
            name="GrantNeedWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                ("reason", models.CharField(max_length=500, verbose_name="waarom ingetrokken")),
                (
                    "need",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="strategy.grantneed",
                    ),
                ),
            ],
            options={
                "verbose_name": "intrekking van een behoefte",
                "verbose_name_plural": "intrekkingen van behoeften",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="GrantStepWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                ("reason", models.CharField(max_length=500, verbose_name="waarom ingetrokken")),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="strategy.grantstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "intrekking van een stap in een subsidiedossier",
                "verbose_name_plural": "intrekkingen van stappen in subsidiedossiers",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="LobbyWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                ("reason", models.CharField(max_length=500, verbose_name="waarom ingetrokken")),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="strategy.lobbyentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "intrekking van een regel van het lobbylogboek",
                "verbose_name_plural": "intrekkingen van regels van het lobbylogboek",
                "ordering": ["pk"],
            },
        ),
        append_only(*TAKEN_BACK),
    ]
