from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_released_seats"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="is_restricted",
            field=models.BooleanField(default=False, verbose_name="besloten"),
        ),
    ]
