from django.db import migrations

from noaber.decisions.triggers import freeze_routes


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0008_terms_of_everyone"),
    ]

    operations = [
        freeze_routes(),
    ]
