"""Counts per year are a release of the yearly table; those of before are read in anew (`noaber figures import`)."""

from django.db import migrations, models

from noaber.core.append_only import append_only_again


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0003_signals"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="provisional",
            field=models.JSONField(default=list, verbose_name="voorlopig"),
        ),
        append_only_again("figures_release"),
        migrations.DeleteModel(
            name="OffenceFigure",
        ),
    ]
