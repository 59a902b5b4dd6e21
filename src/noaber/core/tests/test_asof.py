"""The two dates in an address: the ends of the calendar are answered, not stumbled over."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.asof import KNOWN_ON, end_of_day
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


@pytest.mark.usefixtures("oost_nederland")
@pytest.mark.django_db
@pytest.mark.parametrize("question", [{"vanaf": "1-1-0001"}, {"tot": "31-12-9999"}])
def test_the_log_from_the_first_day_until_the_last_is_all_of_it(
    client: Client, question: dict[str, str]
) -> None:
    sign_in(client, "administrator")
    assert client.get("/beheer/logboek/", question).status_code == 200
