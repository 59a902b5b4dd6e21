import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only_again, freeze_again
from noaber.strategy.triggers import FINAL_REVIEWS

TABLE = "strategy_themeconclusion"


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_take_back_handover"),
        ("strategy", "0017_last_day_and_withdrawn_periods"),
    ]

    operations = [
        migrations.AlterField(
            model_name="themeconclusion",
            name="theme",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="network.theme",
            ),
        ),
        migrations.AddField(
            model_name="themeconclusion",
            name="option",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="strategy.themeoption",
            ),
        ),
        migrations.AddConstraint(
            model_name="themeconclusion",
            constraint=models.UniqueConstraint(fields=("statement", "option"), name="option_conclusion_once"),
        ),
        migrations.AddConstraint(
            model_name="themeconclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(theme__isnull=False, option__isnull=True)
                | models.Q(theme__isnull=True, option__isnull=False),
                name="theme_conclusion_of_one",
            ),
        ),
        append_only_again(TABLE),
        *freeze_again(*(each for each in FINAL_REVIEWS if each.table == TABLE)),
    ]
