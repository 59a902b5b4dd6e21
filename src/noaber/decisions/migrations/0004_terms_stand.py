from django.db import migrations

from noaber.decisions.triggers import freeze_sent_terms


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0003_papers_and_packs"),
    ]

    operations = [
        freeze_sent_terms(),
    ]
