from django.db import migrations

from noaber.core.append_only import freeze, freeze_again
from noaber.decisions.triggers import ASKED, PROPOSALS


class Migration(migrations.Migration):
    """From sending on who is asked stands, and so does the plan that a proposal goes with; it is withdrawn once."""

    dependencies = [
        ("decisions", "0011_going_on_is_about_who_was_lacking"),
    ]

    operations = [
        *freeze_again(PROPOSALS),
        freeze(ASKED),
    ]
