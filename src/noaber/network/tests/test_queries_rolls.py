"""Roll calls: who took part on a day, with the figures of a reference date."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.network.models import Organisation, PopulationFigure
from noaber.network.queries.rolls import rolls

pytestmark = [pytest.mark.db, pytest.mark.usefixtures("oost_nederland")]
NEW_YEAR_2018 = dt.date(2018, 1, 1)
NEW_YEAR_2019 = dt.date(2019, 1, 1)


def set_figure(code: str, on: dt.date, population: int) -> None:
    organisation = Organisation.objects.get(code=code)
    PopulationFigure.objects.filter(organisation=organisation, reference_on=on).delete()
    known_from = dt.datetime(2018, 6, 1, tzinfo=dt.UTC)
    PopulationFigure.objects.create(
        organisation=organisation,
        reference_on=on,
        population=population,
        source="proef",
        known_from=known_from,
    )


def test_every_municipality_once_with_its_figure() -> None:
    entries = rolls({NEW_YEAR_2019: NEW_YEAR_2019})[NEW_YEAR_2019]
    assert len(entries) == 76
    assert sum(entry.figure.population for entry in entries if entry.figure) == 3_228_403
    assert [entry.name for entry in entries][:2] == ["Aalten", "Almelo"]


def test_predecessors_count_for_their_successor_once_merged() -> None:
    PopulationFigure.objects.filter(organisation__code="GM1960", reference_on=NEW_YEAR_2018).delete()
    for code, population in (("GM0236", 20), ("GM0304", 30), ("GM0733", 50)):
        set_figure(code, NEW_YEAR_2018, population)
    before = {entry.code: entry for entry in rolls({NEW_YEAR_2018: NEW_YEAR_2018})[NEW_YEAR_2018]}
    after = {entry.code: entry for entry in rolls({NEW_YEAR_2018: NEW_YEAR_2019})[NEW_YEAR_2018]}
    assert len(before) == 78
    assert "GM1960" not in before
    assert len(after) == 76
    assert after["GM1960"].figure is not None
    assert after["GM1960"].figure.population == 100


def test_a_missing_figure_is_none_not_zero() -> None:
    PopulationFigure.objects.filter(organisation__code="GM0193", reference_on=NEW_YEAR_2019).delete()
    entries = {entry.code: entry for entry in rolls({NEW_YEAR_2019: NEW_YEAR_2019})[NEW_YEAR_2019]}
    assert entries["GM0193"].figure is None


def test_many_dates_ask_no_more_than_one() -> None:
    dates = {dt.date(year, 1, 1): dt.date(year, 1, 1) for year in range(2019, 2024)}
    with CaptureQueriesContext(connection) as asked:
        assert len(rolls(dates)) == 5
    assert len(asked) <= 3
    assert rolls({}) == {}
