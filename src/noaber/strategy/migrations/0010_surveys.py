import uuid

import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only, freeze
from noaber.strategy.triggers import SURVEYED, SURVEYS


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_take_back_handover"),
        ("strategy", "0009_strategy_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                ("code", models.SlugField(max_length=40, verbose_name="code")),
                (
                    "kind",
                    models.CharField(
                        choices=[("midterm", "midterm review"), ("endterm", "endterm review")],
                        max_length=8,
                        verbose_name="soort",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="naam")),
                ("introduction", models.CharField(max_length=2000, verbose_name="uitleg")),
                ("closes_on", models.DateField(verbose_name="open tot en met")),
                (
                    "is_named",
                    models.BooleanField(
                        default=False, verbose_name="open antwoorden met de naam van de organisatie"
                    ),
                ),
                ("opened_on", models.DateField(null=True, verbose_name="geopend op")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="opening vastgelegd op")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="strategy.policyperiod",
                    ),
                ),
            ],
            options={
                "verbose_name": "peiling",
                "verbose_name_plural": "peilingen",
                "ordering": ["period", "code"],
            },
        ),
        migrations.CreateModel(
            name="SurveyClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(verbose_name="gesloten op")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closing",
                        to="strategy.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "sluiting van een peiling",
                "verbose_name_plural": "sluitingen van peilingen",
            },
        ),
        migrations.CreateModel(
            name="SurveyQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                (
                    "kind",
                    models.CharField(
                        choices=[("statement", "stelling"), ("open", "open vraag")],
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="vraag")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="strategy.survey",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "vraag van een peiling",
                "verbose_name_plural": "vragen van een peiling",
                "ordering": ["survey", "number"],
            },
        ),
        migrations.CreateModel(
            name="SurveyReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="gevraagd op")),
                ("sent_by_id", models.IntegerField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.person"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="strategy.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "herinnering aan een peiling",
                "verbose_name_plural": "herinneringen aan een peiling",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SurveyResponse",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="strategy.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "antwoord op een peiling",
                "verbose_name_plural": "antwoorden op een peiling",
                "ordering": ["survey", "organisation", "number"],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opinion", models.PositiveSmallIntegerField(null=True, verbose_name="oordeel")),
                ("text", models.CharField(blank=True, max_length=1000, verbose_name="in eigen woorden")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.surveyquestion",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="strategy.surveyresponse",
                    ),
                ),
            ],
            options={
                "verbose_name": "antwoord op een vraag",
                "verbose_name_plural": "antwoorden op vragen",
                "ordering": ["response", "question"],
            },
        ),
        migrations.CreateModel(
            name="SurveyWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=1000, verbose_name="waarom")),
                ("withdrawn_on", models.DateField(verbose_name="ingetrokken op")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="strategy.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "intrekking van een peiling",
                "verbose_name_plural": "intrekkingen van peilingen",
            },
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.UniqueConstraint(fields=("period", "code"), name="survey_once"),
        ),
        migrations.AddConstraint(
            model_name="surveyquestion",
            constraint=models.UniqueConstraint(fields=("survey", "number"), name="survey_question_once"),
        ),
        migrations.AddConstraint(
            model_name="surveyresponse",
            constraint=models.UniqueConstraint(
                fields=("survey", "organisation", "number"), name="survey_response_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyanswer",
            constraint=models.UniqueConstraint(fields=("response", "question"), name="survey_answer_once"),
        ),
        migrations.AddConstraint(
            model_name="surveyanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("opinion__isnull", True), ("opinion__lte", 5), _connector="OR"),
                name="survey_opinion_on_scale",
                violation_error_message="Een oordeel ligt op de schaal.",
            ),
        ),
        append_only(*SURVEYED),
        freeze(*SURVEYS),
    ]
