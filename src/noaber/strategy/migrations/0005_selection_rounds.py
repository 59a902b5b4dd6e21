import uuid
from dataclasses import replace

import django.db.models.deletion
from django.db import migrations, models

from noaber.core.append_only import append_only, freeze
from noaber.strategy.triggers import CHOSEN, ROUNDS

LATER = {"offence"}  # columns that another migration adds


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_take_back_handover"),
        ("strategy", "0004_sources_and_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="SelectionRound",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                ("title", models.CharField(max_length=200, verbose_name="naam")),
                ("places", models.PositiveSmallIntegerField(verbose_name="aantal te kiezen thema's")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="opengesteld op")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.body"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="strategy.policyperiod",
                    ),
                ),
            ],
            options={
                "verbose_name": "keuzeronde",
                "verbose_name_plural": "keuzerondes",
                "ordering": ["period", "number"],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="volgorde")),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                (
                    "meaning",
                    models.CharField(blank=True, max_length=1000, verbose_name="wat een hoge score betekent"),
                ),
                ("weight", models.PositiveIntegerField(verbose_name="gewicht")),
                (
                    "computed",
                    models.CharField(
                        blank=True,
                        choices=[("breadth", "hoeveel plannen het noemen")],
                        max_length=10,
                        verbose_name="berekend uit",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="strategy.selectionround",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterium",
                "verbose_name_plural": "criteria",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ThemeChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="gekozen op")),
                ("source", models.CharField(max_length=300, verbose_name="waar het staat")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="strategy.selectionround",
                    ),
                ),
            ],
            options={
                "verbose_name": "keuze",
                "verbose_name_plural": "keuzes",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ThemeOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="volgorde")),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                (
                    "evaluation",
                    models.CharField(blank=True, max_length=1000, verbose_name="wat de evaluatie zegt"),
                ),
                ("named_by", models.PositiveSmallIntegerField(null=True)),
                ("answered", models.PositiveSmallIntegerField(null=True)),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.safetyfield",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="strategy.selectionround",
                    ),
                ),
            ],
            options={
                "verbose_name": "te kiezen thema",
                "verbose_name_plural": "te kiezen thema's",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scorer_id", models.IntegerField(verbose_name="wie")),
                ("value", models.PositiveSmallIntegerField(verbose_name="score")),
                ("motive", models.CharField(max_length=1000, verbose_name="motivering")),
                ("recorded_at", models.DateTimeField(verbose_name="vastgelegd op")),
                ("recorded_by_id", models.IntegerField(null=True)),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="strategy.criterion",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="strategy.themeoption",
                    ),
                ),
            ],
            options={
                "verbose_name": "score",
                "verbose_name_plural": "scores",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ChoiceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_chosen", models.BooleanField(verbose_name="gekozen")),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="waarom")),
                (
                    "choice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="strategy.themechoice",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.themeoption",
                    ),
                ),
            ],
            options={
                "verbose_name": "uitslag van een thema",
                "verbose_name_plural": "uitslagen van thema's",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="selectionround",
            constraint=models.UniqueConstraint(fields=("period", "number"), name="selection_round_once"),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(fields=("round", "code"), name="criterion_once"),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__lte", 10000)),
                name="criterion_weight_at_most_whole",
                violation_error_message="Een gewicht is ten hoogste 100 %.",
            ),
        ),
        migrations.AddConstraint(
            model_name="themeoption",
            constraint=models.UniqueConstraint(fields=("round", "code"), name="theme_option_once"),
        ),
        migrations.AddIndex(
            model_name="score",
            index=models.Index(fields=["option", "criterion", "scorer_id"], name="score_of_scorer"),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__gte", 1), ("value__lte", 5)),
                name="score_on_scale",
                violation_error_message="Een score is een heel getal van 1 tot en met 5.",
            ),
        ),
        migrations.AddConstraint(
            model_name="choiceline",
            constraint=models.UniqueConstraint(fields=("choice", "option"), name="choice_line_once"),
        ),
        append_only(*CHOSEN),
        freeze(
            *(
                replace(each, columns=tuple(name for name in each.columns if name not in LATER))
                for each in ROUNDS
            )
        ),
    ]
