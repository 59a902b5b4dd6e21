from django.db import migrations, models

from noaber.core.append_only import append_only_again


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0014_surveys_that_close_later"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicatorvalue",
            name="is_withdrawn",
            field=models.BooleanField(default=False, verbose_name="ingetrokken"),
        ),
        migrations.AddField(
            model_name="indicatorvalue",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=500, verbose_name="reden"),
        ),
        append_only_again("strategy_indicatorvalue"),
    ]
