"""Recording offences promises: appended, never edited; twice is once; all or none; and who may."""

import datetime as dt
from dataclasses import replace

import pytest

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.reading import one_reading
from noaber.figures.api import AreaFigure, OffenceCounts, Recorded, offence_titles, record_offences, series
from noaber.figures.models import OffenceFigure
from noaber.network.tests.conftest import NOW, voorbeeldland  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

FIGURE = AreaFigure("GM9001", 2018, 52, True, "verzonnen")
LATER = NOW + dt.timedelta(days=90)


def counts(*figures: AreaFigure) -> list[OffenceCounts]:
    return [OffenceCounts("1.1.1", "Diefstal/inbraak woning", figures)]


def record(*figures: AreaFigure, now: dt.datetime = NOW) -> Recorded:
    return record_offences(counts(*figures), actor=COMMAND, now=now)


def test_a_better_figure_takes_the_place_and_the_earlier_one_stays_on_record() -> None:
    record(FIGURE)

    report = record(replace(FIGURE, count=50, is_provisional=False), now=LATER)

    assert report == Recorded(added=0, replaced=1, unchanged=0)
    assert series(["GM9001"], "1.1.1", [2018]).total(2018).count == 50
    before = series(["GM9001"], "1.1.1", [2018], known_at=LATER - dt.timedelta(days=1)).total(2018)
    assert (before.count, before.is_provisional) == (52, True)


def test_the_same_figure_again_is_nothing() -> None:
    record(FIGURE)

    assert record(FIGURE, now=LATER) == Recorded(added=0, replaced=0, unchanged=1)
    assert OffenceFigure.objects.count() == 1


def test_another_name_is_there_on_the_next_page_also_without_a_new_figure() -> None:
    record(FIGURE)
    with one_reading():
        assert offence_titles() == {"1.1.1": "Diefstal/inbraak woning"}

    record_offences([OffenceCounts("1.1.1", "Woninginbraak", (FIGURE,))], actor=COMMAND, now=LATER)

    with one_reading():
        assert offence_titles() == {"1.1.1": "Woninginbraak"}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (replace(FIGURE, area="GM0000"), "GM0000 is geen gemeente in het register."),
        (replace(FIGURE, count=-1), "GM9001, 2018: -1 kan niet; dat is negatief."),
        (replace(FIGURE, year=2020), "GM9001: het jaar 2020 is nog niet voorbij."),
        (FIGURE, "GM9001 staat er voor 2018 twee keer in."),
    ],
)
def test_one_wrong_figure_refuses_all(wrong: AreaFigure, reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        record(FIGURE, wrong)

    assert refused.value.message == reason
    assert not OffenceFigure.objects.exists()


def test_a_mayor_records_no_figures() -> None:
    mayor = Actor(user_id=1, grants=frozenset({Grant("mayor", "organisation:GM9001")}))

    with pytest.raises(AccessRefused):
        record_offences(counts(FIGURE), actor=mayor, now=NOW)


def test_a_year_without_the_figure_of_one_area_has_no_total() -> None:
    record(FIGURE)

    total = series(["GM9001", "GM9002"], "1.1.1", [2018]).total(2018)

    assert (total.count, total.missing) == (None, ("GM9002",))


def test_what_is_not_known_is_said() -> None:
    record(FIGURE)

    with pytest.raises(DomainError, match=r"Soort misdrijf 9\.9\.9 is niet bekend"):
        series(["GM9001"], "9.9.9", [2018])
    with pytest.raises(DomainError, match="Kies ten minste één gebied"):
        series([], "1.1.1", [2018])
