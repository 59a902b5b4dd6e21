"""A fixture that is made once is there for every test as it was made."""

import pytest

from noaber.network.models import District
from tests.made_once import made_once

MADE: list[str] = []


@pytest.fixture
@made_once
def north(db: None) -> list[str]:
    MADE.append("north")
    District.objects.create(code="N", name="Noord")
    return ["N"]


@pytest.fixture
@made_once
def both(north: list[str]) -> list[str]:
    MADE.append("both")
    District.objects.create(code="Z", name="Zuid")
    return [*north, "Z"]


@pytest.mark.parametrize("_time", range(2))
def test_every_test_starts_from_what_was_made_once(both: list[str], _time: int) -> None:
    assert both == ["N", "Z"]
    assert dict(District.objects.values_list("code", "name")) == {"N": "Noord", "Z": "Zuid"}
    assert MADE.count("both") == 1
    both.clear()
    District.objects.all().delete()


def test_of_one_fixture_nothing_else_is_there(north: list[str]) -> None:
    assert north == ["N"]
    assert District.objects.count() == 1


def test_without_it_nothing_is_there(db: None) -> None:
    assert not District.objects.exists()


def test_asked_for_by_name_it_is_made_in_the_test(db: None, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue("both") == ["N", "Z"]
    assert District.objects.count() == 2
