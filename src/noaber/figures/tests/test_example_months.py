"""The months of the demonstration: invented, and exactly the real year together."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.access import COMMAND
from noaber.figures.models import Release
from noaber.figures.queries.observations import counts
from noaber.figures.rules.example_months import as_published, months_of
from noaber.figures.rules.periods import span
from noaber.figures.services.counts_at_hand import record_example_months

NOW = dt.datetime(2020, 2, 15, 9, tzinfo=dt.UTC)


@given(st.integers(0, 5_000), st.integers(2012, 2025), st.sampled_from(["1.1.1", "1.2.3", "2.5.2"]))
def test_twelve_months_are_the_year_and_the_same_each_time(count: int, year: int, kind: str) -> None:
    months = months_of(count, area="GM0153", kind=kind, year=year)
    assert (len(months), sum(months)) == (12, count)
    assert all(month >= 0 for month in months)
    assert months == months_of(count, area="GM0153", kind=kind, year=year)
    assert as_published(months, 12) == months
    assert all(early <= late for early, late in zip(as_published(months, 7), months, strict=False))


@pytest.mark.django_db
def test_enschede_2019_is_381_burglaries_and_everything_is_marked_as_invented() -> None:
    record_example_months(202001, actor=COMMAND, now=NOW)
    cells = counts(["GM0153"], ["1.1.1"], span(201901, 201912))
    assert sum(cell.count or 0 for cell in cells) == 381
    assert Release.objects.get().is_invented
    assert record_example_months(202001, actor=COMMAND, now=NOW).is_known
