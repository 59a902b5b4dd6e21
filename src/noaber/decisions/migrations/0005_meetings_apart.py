"""Meetings became a room of their own: `meetings.0001_initial` takes over their tables with all that is in them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0004_terms_stand"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("ActionStep"),
                migrations.DeleteModel("ActionItem"),
                migrations.DeleteModel("Release"),
                migrations.DeleteModel("Attendance"),
                migrations.DeleteModel("AgendaItem"),
                migrations.DeleteModel("Sitting"),
            ]
        ),
    ]
