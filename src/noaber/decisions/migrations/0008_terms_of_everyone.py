from django.db import migrations, models

from noaber.decisions.triggers import freeze_sent_terms_again


class Migration(migrations.Migration):
    """Until now the network depended on every proposal that asked something each year: those keep it."""

    dependencies = [
        ("decisions", "0007_answers_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="obligationterms",
            name="is_solidary",
            field=models.BooleanField(default=True, verbose_name="alleen als iedereen meedoet"),
        ),
        migrations.AlterField(
            model_name="obligationterms",
            name="is_solidary",
            field=models.BooleanField(default=False, verbose_name="alleen als iedereen meedoet"),
        ),
        freeze_sent_terms_again(),
    ]
