"""Counts per year, as other rooms read them: a better figure takes the place and the earlier one stays known."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.reading import one_reading
from noaber.figures.api import (
    AreaFigure,
    OffenceCounts,
    indicator,
    offence_titles,
    offence_years,
    record_years,
    series,
)
from noaber.figures.models import Release
from noaber.network.tests.conftest import NOW, voorbeeldland  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]

FIGURE = AreaFigure("GM9001", 2018, 52, is_provisional=True)
LATER = NOW + dt.timedelta(days=90)


def record(*figures: AreaFigure, title: str = "Diefstal/inbraak woning", now: dt.datetime = NOW) -> None:
    record_years([OffenceCounts("1.1.1", title, figures)], source="verzonnen", actor=COMMAND, now=now)


def test_a_better_figure_takes_the_place_and_the_earlier_one_stays_known() -> None:
    record(FIGURE)
    record(replace(FIGURE, count=50, is_provisional=False), now=LATER)
    assert series(["GM9001"], "1.1.1", [2018]).total(2018).count == 50
    before = series(["GM9001"], "1.1.1", [2018], known_at=LATER - dt.timedelta(days=1))
    assert (before.total(2018).count, before.total(2018).is_provisional) == (52, True)
    assert before.sources == ("verzonnen",)
    assert list(Release.objects.values_list("provisional", flat=True)) == [[201800], []]


def test_before_anything_was_read_nothing_is_known() -> None:
    record(FIGURE)
    early = NOW - dt.timedelta(days=1)
    assert offence_years("1.1.1") == [2018]
    assert offence_years("1.1.1", known_at=early) == []
    found = series(["GM9001"], "1.1.1", [2018], known_at=early)
    assert (found.total(2018).count, found.sources) == (None, ())


def test_another_name_is_there_on_the_next_page() -> None:
    record(FIGURE)
    with one_reading():
        assert offence_titles() == {"1.1.1": "Diefstal/inbraak woning"}
    record(FIGURE, title="Woninginbraak", now=LATER)
    with one_reading():
        assert offence_titles() == {"1.1.1": "Woninginbraak"}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (replace(FIGURE, area="Enschede"), "‘Enschede’ is geen gebied"),
        (replace(FIGURE, year=2019, count=-1), "‘-1’ is geen aantal"),
        (FIGURE, "GM9001, 1.1.1, 2018JJ00 staat er 2 keer in"),
    ],
)
def test_one_wrong_figure_refuses_all(wrong: AreaFigure, reason: str) -> None:
    with pytest.raises(DomainError, match=reason):
        record(FIGURE, wrong)
    assert not Release.objects.exists()


def test_a_mayor_records_no_figures() -> None:
    mayor = Actor(user_id=1, grants=frozenset({Grant("mayor", "organisation:GM9001")}))
    with pytest.raises(AccessRefused):
        record_years([OffenceCounts("1.1.1", "Inbraak", (FIGURE,))], actor=mayor, now=NOW)


def test_a_year_without_the_figure_of_one_area_has_no_total() -> None:
    record(FIGURE)
    total = series(["GM9001", "GM9002"], "1.1.1", [2018]).total(2018)
    assert (total.count, total.missing) == (None, ("GM9002",))


def test_an_indicator_stands_beside_the_country_where_that_was_read() -> None:
    years = {2014: 100, 2018: 60}
    record(*(AreaFigure("GM9001", year, count) for year, count in years.items()))
    found = indicator(["GM9001"], "1.1.1", 2014, 2018)
    assert (found.change.share, found.nation) == (Fraction(-2, 5), None)
    national = [AreaFigure("NL01", 2014, 71_230), AreaFigure("NL01", 2018, 42_738)]
    record(*(AreaFigure("GM9001", year, count) for year, count in years.items()), *national, now=LATER)
    beside = indicator(["GM9001"], "1.1.1", 2014, 2018).nation
    assert beside is not None
    assert beside.share == Fraction(-2, 5)


def test_what_is_not_known_is_said() -> None:
    record(FIGURE)
    with pytest.raises(DomainError, match=r"Soort misdrijf 9\.9\.9 is niet bekend"):
        series(["GM9001"], "9.9.9", [2018])
    with pytest.raises(DomainError, match="Kies ten minste één gebied"):
        series([], "1.1.1", [2018])
