"""Recording figures promises: appended, never edited; twice is once; all or none."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.keeping.seals import verify_audit
from noaber.core.tests.guards import unguarded
from noaber.network.models import PopulationFigure
from noaber.network.queries.populations import populations
from noaber.network.services.populations import Figure, RecordReport, record_population, record_populations
from noaber.network.tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

DAY = dt.date(2021, 1, 1)
FIGURE = Figure("GM9001", DAY, 41_000, True, "verzonnen")


def test_a_better_figure_takes_the_place_and_the_earlier_one_stays_on_record() -> None:
    later = NOW + dt.timedelta(days=90)
    record_population(FIGURE, actor=COMMAND, now=NOW)

    report = record_population(
        replace(FIGURE, population=41_050, is_provisional=False), actor=COMMAND, now=later
    )

    assert report == RecordReport(added=0, replaced=1, unchanged=0)
    assert populations(DAY)["GM9001"].population == 41_050
    assert populations(DAY, known_at=later)["GM9001"].population == 41_000


@pytest.mark.parametrize(
    "change",
    [
        "population = population + 1 WHERE id = (SELECT min(id) FROM network_populationfigure)",  # loaded
        "population = 1 WHERE population = 41050",
        "known_until = '2035-01-01 00:00:00+00:00' WHERE population = 41000",
    ],
)
def test_a_figure_that_was_changed_behind_the_back_of_the_log_is_named(
    change: str, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    record_population(FIGURE, actor=COMMAND, now=NOW)
    record_population(replace(FIGURE, population=41_050), actor=COMMAND, now=NOW + dt.timedelta(days=90))
    assert verify_audit().fault is None

    with unguarded(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE network_populationfigure SET {change}")
        assert cursor.rowcount == 1

    found = verify_audit().fault
    assert found
    assert "population " in found.message


def test_the_same_figure_again_is_nothing() -> None:
    record_population(FIGURE, actor=COMMAND, now=NOW)

    assert record_population(FIGURE, actor=COMMAND, now=NOW) == RecordReport(added=0, replaced=0, unchanged=1)
    assert PopulationFigure.objects.filter(reference_on=DAY).count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(FIGURE, code="GM9002", population=-1), "population"),
        (replace(FIGURE, code="GM0000"), "code"),
        (replace(FIGURE, code="POLITIE-VL"), "code"),
        (replace(FIGURE, population=3), "code"),
    ],
    ids=["negative", "unknown", "no municipality", "twice"],
)
def test_one_wrong_figure_stops_all(wrong: Figure, field: str) -> None:
    with pytest.raises(DomainError) as caught:
        record_populations([FIGURE, wrong], actor=COMMAND, now=NOW)

    assert caught.value.field == field
    assert not PopulationFigure.objects.filter(reference_on=DAY).exists()


def test_the_controller_records_and_a_member_does_not() -> None:
    record_population(FIGURE, actor=Actor(1, grants=frozenset({Grant("controller")})), now=NOW)

    with pytest.raises(AccessRefused):
        record_population(
            FIGURE, actor=Actor(2, grants=frozenset({Grant("mayor", "organisation:GM9001")})), now=NOW
        )
