"""The two dates in an address: the ends of the calendar are answered, not stumbled over."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.asof import KNOWN_ON, VALID_ON, end_of_day, read_as_of
from noaber.core.errors import DomainError
from tests.people import sign_in


def test_the_last_day_there_is_has_no_day_after_it() -> None:
    with pytest.raises(DomainError, match="te ver weg"):
        end_of_day(dt.date.max)


@pytest.mark.usefixtures("oost_nederland")
@pytest.mark.django_db
def test_a_page_says_that_a_date_is_too_far_away(client: Client) -> None:
    answer = client.get("/gemeenten/", {KNOWN_ON: "31-12-9999"})
    assert answer.status_code == 400
    assert "te ver weg" in answer.content.decode()


def test_what_was_recorded_a_minute_ago_is_known_today() -> None:
    """Also in a demonstration, whose day lies behind the real time that its records carry."""
    today = dt.date(2023, 5, 15)
    assert read_as_of({VALID_ON: "15-5-2023", KNOWN_ON: "15-5-2023"}, today=today).known_at is None
    yesterday = read_as_of({KNOWN_ON: "14-5-2023"}, today=today)
    assert yesterday.known_at == end_of_day(dt.date(2023, 5, 14))


@pytest.mark.usefixtures("oost_nederland")
@pytest.mark.django_db
@pytest.mark.parametrize("question", [{"vanaf": "1-1-0001"}, {"tot": "31-12-9999"}])
def test_the_log_from_the_first_day_until_the_last_is_all_of_it(
    client: Client, question: dict[str, str]
) -> None:
    sign_in(client, "administrator")
    assert client.get("/beheer/logboek/", question).status_code == 200
