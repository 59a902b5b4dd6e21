from django.db import migrations

from noaber.decisions.triggers import freeze_routes


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_terms_stand"),
    ]

    operations = [
        freeze_routes(),
    ]
