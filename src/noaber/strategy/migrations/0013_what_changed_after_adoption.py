import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only
from noaber.strategy.triggers import CHANGED


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0012_own_words_and_withdrawn_parts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChoiceChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="waarom")),
                (
                    "choice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change",
                        to="strategy.themechoice",
                    ),
                ),
            ],
            options={
                "verbose_name": "reden van een andere keuze",
                "verbose_name_plural": "redenen van andere keuzes",
            },
        ),
        append_only(*CHANGED),
    ]
