import uuid

import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only
from noaber.strategy.triggers import GOALS


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_take_back_handover"),
        ("strategy", "0006_scores_of_seats"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
            ],
            options={
                "verbose_name": "activiteit",
                "verbose_name_plural": "activiteiten",
            },
        ),
        migrations.CreateModel(
            name="ActivityStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versie")),
                ("said_on", models.DateField(verbose_name="sinds")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                ("title", models.CharField(max_length=200, verbose_name="activiteit")),
                ("starts_on", models.DateField(verbose_name="eerste dag")),
                ("ends_on", models.DateField(verbose_name="laatste dag")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "gepland"),
                            ("running", "loopt"),
                            ("done", "klaar"),
                            ("stopped", "gestopt"),
                        ],
                        max_length=8,
                        verbose_name="stand",
                    ),
                ),
                ("is_innovation", models.BooleanField(default=False, verbose_name="vernieuwing")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reden")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="strategy.activity",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                    ),
                ),
            ],
            options={
                "verbose_name": "inhoud van een activiteit",
                "verbose_name_plural": "inhoud van activiteiten",
                "ordering": ["activity", "number"],
            },
        ),
        migrations.CreateModel(
            name="ActivityDoer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doers",
                        to="strategy.activitystatement",
                    ),
                ),
            ],
            options={
                "verbose_name": "uitvoerder van een activiteit",
                "verbose_name_plural": "uitvoerders van activiteiten",
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="strategy.policyperiod",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.theme"
                    ),
                ),
            ],
            options={
                "verbose_name": "doel",
                "verbose_name_plural": "doelen",
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="goal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="strategy.goal"
            ),
        ),
        migrations.CreateModel(
            name="GoalIndicator",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="strategy.goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicatoren",
            },
        ),
        migrations.CreateModel(
            name="GoalStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versie")),
                ("said_on", models.DateField(verbose_name="sinds")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                ("title", models.CharField(max_length=200, verbose_name="doel")),
                ("aim", models.CharField(max_length=1000, verbose_name="wat wij willen bereiken")),
                ("due_on", models.DateField(verbose_name="uiterlijk")),
                ("is_innovation", models.BooleanField(default=False, verbose_name="vernieuwing")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reden")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="strategy.goal",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "inhoud van een doel",
                "verbose_name_plural": "inhoud van doelen",
                "ordering": ["goal", "number"],
            },
        ),
        migrations.CreateModel(
            name="GoalUpdate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versie")),
                ("said_on", models.DateField(verbose_name="sinds")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("on_course", "op koers"),
                            ("at_risk", "risico"),
                            ("behind", "loopt achter"),
                            ("reached", "bereikt"),
                            ("stopped", "gestopt"),
                        ],
                        max_length=12,
                        verbose_name="stand",
                    ),
                ),
                ("sentence", models.CharField(max_length=500, verbose_name="toelichting")),
                ("asked", models.CharField(blank=True, max_length=500, verbose_name="vraag aan de BBG")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="strategy.goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "stand van een doel",
                "verbose_name_plural": "standen van doelen",
                "ordering": ["goal", "number"],
            },
        ),
        migrations.CreateModel(
            name="IndicatorStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versie")),
                ("said_on", models.DateField(verbose_name="sinds")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                ("title", models.CharField(max_length=200, verbose_name="indicator")),
                ("unit", models.CharField(max_length=40, verbose_name="eenheid")),
                (
                    "base_value",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, null=True, verbose_name="beginwaarde"
                    ),
                ),
                ("base_on", models.DateField(verbose_name="dag van de beginwaarde")),
                (
                    "target_value",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="streefwaarde"),
                ),
                ("target_on", models.DateField(verbose_name="dag van de streefwaarde")),
                ("source", models.CharField(max_length=300, verbose_name="bron")),
                ("offence", models.CharField(blank=True, max_length=20, verbose_name="soort misdrijf")),
                ("area", models.CharField(blank=True, max_length=40, verbose_name="gebied")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reden")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="strategy.goalindicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "inhoud van een indicator",
                "verbose_name_plural": "inhoud van indicatoren",
                "ordering": ["indicator", "number"],
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versie")),
                ("said_on", models.DateField(verbose_name="sinds")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                ("value", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="waarde")),
                ("source", models.CharField(max_length=300, verbose_name="bron")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="strategy.goalindicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "waarde van een indicator",
                "verbose_name_plural": "waarden van indicatoren",
                "ordering": ["indicator", "number"],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versie")),
                ("said_on", models.DateField(verbose_name="sinds")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                ("on_behalf_of_id", models.IntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("takes_part", "doet mee"), ("follows", "volgt"), ("not", "doet niet mee")],
                        max_length=10,
                        verbose_name="deelname",
                    ),
                ),
                ("sentence", models.CharField(blank=True, max_length=500, verbose_name="toelichting")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="strategy.policyperiod",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.theme"
                    ),
                ),
            ],
            options={
                "verbose_name": "deelname aan een thema",
                "verbose_name_plural": "deelname aan thema's",
                "ordering": ["period", "organisation", "theme", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="activitystatement",
            constraint=models.UniqueConstraint(fields=("activity", "number"), name="activity_statement_once"),
        ),
        migrations.AddConstraint(
            model_name="activitystatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="activity_days_in_order",
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activitydoer",
            constraint=models.UniqueConstraint(
                fields=("statement", "organisation"), name="activity_doer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.UniqueConstraint(
                fields=("period", "code"),
                name="goal_once_per_period",
                violation_error_message="Er is in deze periode al een doel met deze naam.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(fields=("goal", "number"), name="activity_once"),
        ),
        migrations.AddConstraint(
            model_name="goalindicator",
            constraint=models.UniqueConstraint(fields=("goal", "number"), name="goal_indicator_once"),
        ),
        migrations.AddConstraint(
            model_name="goalstatement",
            constraint=models.UniqueConstraint(fields=("goal", "number"), name="goal_statement_once"),
        ),
        migrations.AddConstraint(
            model_name="goalupdate",
            constraint=models.UniqueConstraint(fields=("goal", "number"), name="goal_update_once"),
        ),
        migrations.AddConstraint(
            model_name="indicatorstatement",
            constraint=models.UniqueConstraint(
                fields=("indicator", "number"), name="indicator_statement_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area", ""), ("base_value__isnull", False), ("offence", "")),
                    models.Q(
                        ("base_value__isnull", True),
                        models.Q(("offence", ""), _negated=True),
                        models.Q(("area", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="indicator_typed_or_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.UniqueConstraint(fields=("indicator", "number"), name="indicator_value_once"),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("period", "theme", "organisation", "number"), name="participation_once"
            ),
        ),
        append_only(*GOALS),
    ]
