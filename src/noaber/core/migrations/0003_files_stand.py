from django.db import migrations

from noaber.core.append_only import freeze
from noaber.core.triggers import FILES


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_triggers")]

    operations = [freeze(FILES)]
