"""The figures of Oost-Nederland, as the demonstration has them, add up to what was published."""

from typing import Any

import pytest

from noaber.core import clock
from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.figures.api import change, offence_titles, series
from noaber.network.api import municipalities

pytestmark = pytest.mark.usefixtures("oost_nederland")


def of_all(offence: str, years: range) -> Any:
    return series([each.code for each in municipalities(ANONYMOUS, AsOf(clock.today()))], offence, years)


def test_burglaries_of_the_76_together() -> None:
    found = of_all("1.1.1", range(2014, 2020))

    assert [each.count for each in found.totals] == [10_841, 9_311, 9_534, 7_405, 6_083, 6_056]
    assert found.sources == ("Politie en CBS, geregistreerde misdrijven, tabel 47018NED (CC BY 4.0)",)


def test_the_fall_depends_on_the_years_compared() -> None:
    found = of_all("1.1.1", range(2014, 2019))

    falls = [change(found, base, 2018).share for base in (2014, 2015, 2016)]

    assert [f"{float(fall):.3f}" for fall in falls if fall] == ["-0.439", "-0.347", "-0.362"]


def test_twelve_kinds_until_the_last_year_that_is_over() -> None:
    assert len(offence_titles()) == 12
    assert of_all("1.4.5", range(2022, 2024)).total(2023).missing


def test_it_takes_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    areas = [each.code for each in municipalities(ANONYMOUS, AsOf(clock.today()))]

    with django_assert_num_queries(3):
        series(areas, "1.1.1", range(2012, 2023))
