"""Pages ask the database a fixed number of times, however long the list is."""

import datetime as dt
from typing import Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noaber.core.models import Demonstration
from noaber.core.reading import forget
from noaber.meetings.models import Sitting
from tests.consistency.query_counts import (
    AFTER_A_WRITE,
    BAR,
    COUNTS,
    IN_THE_PERIOD,
    MEETING,
    MEETING_AFTER_A_WRITE,
    NOT_FOR,
    ROLES,
)
from tests.people import ANONYMOUS, sign_in

SMALL: Final = "/toegankelijkheid/"


def queries_of(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200, path
    return [query["sql"][:150] for query in asked.captured_queries]


@pytest.mark.db
@pytest.mark.parametrize("path", COUNTS)
def test_a_page_asks_no_more_than_its_number(oost_nederland: None, path: str) -> None:
    numbers = {
        role: number for role, number in zip(ROLES, COUNTS[path], strict=True) if number is not NOT_FOR
    }
    for role, number in numbers.items():
        client = Client()
        sign_in(client, ANONYMOUS if role == "nobody" else role)
        # The session has been seen; of the first also the page, so that the process has loaded its templates.
        client.get(path if role == next(iter(numbers)) else SMALL)
        forget()
        first, again = queries_of(client, path), queries_of(client, path)
        assert len(again) <= number, f"{role}:\n" + "\n".join(again)
        bar = AFTER_A_WRITE.get(path, BAR)
        assert len(first) <= bar, f"{role}, after a write:\n" + "\n".join(first)


@pytest.mark.db
@pytest.mark.parametrize("path", IN_THE_PERIOD)
def test_a_page_of_a_running_period_asks_no_more_than_its_number(oost_nederland: None, path: str) -> None:
    Demonstration.objects.update(reached_on=dt.date(2022, 12, 28))
    client = Client()
    sign_in(client, "coordinator")
    client.get(path)
    forget()
    first, again = queries_of(client, path), queries_of(client, path)
    assert len(first) <= AFTER_A_WRITE.get(path, BAR)
    assert len(again) <= IN_THE_PERIOD[path], "\n".join(again)


@pytest.mark.db
def test_the_page_of_a_meeting_asks_no_more_than_the_bar(oost_nederland: None) -> None:
    """Whichever it is: its address is another one on each installation."""
    for key in Sitting.objects.values_list("pk", flat=True):
        for role in ROLES:
            client, path = Client(), f"/vergaderingen/{key}/"
            sign_in(client, ANONYMOUS if role == "nobody" else role)
            if client.get(path).status_code != 200:
                continue  # nothing of it is public
            forget()
            first, again = queries_of(client, path), queries_of(client, path)
            assert len(first) <= MEETING_AFTER_A_WRITE, f"{role}, after a write:\n" + "\n".join(first)
            assert len(again) <= MEETING, f"{role}:\n" + "\n".join(again)


def test_no_number_is_above_the_bar() -> None:
    assert max(number for numbers in COUNTS.values() for number in numbers if number is not None) <= BAR
