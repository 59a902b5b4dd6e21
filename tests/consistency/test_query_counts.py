"""Pages ask the database a fixed number of times, however long the list is."""

import datetime as dt
from typing import Final

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noaber.core.models import Demonstration
from noaber.core.reading import forget
from noaber.meetings.models import Sitting
from tests.consistency.query_counts import AFTER_A_WRITE, BAR, COUNTS, IN_THE_PERIOD
from tests.consistency.query_counts.meetings import MEETING, MEETING_AFTER_A_WRITE
from tests.consistency.query_counts.shared import NOT_FOR, ROLES
from tests.made_once import made_once
from tests.people import ANONYMOUS, sign_in

SMALL: Final = "/toegankelijkheid/"


@pytest.fixture
@made_once
def sessions(oost_nederland: None) -> dict[str, str]:
    """By role the key of a session that has been seen; who is nobody has none.

    By then the process knows what it reads once in its life: the front page has something of every room.
    """
    keys = {}
    Client().get("/")
    for role in ROLES:
        client = visitor_of(role)
        client.get(SMALL)
        if settings.SESSION_COOKIE_NAME in client.cookies:
            keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


def visitor_of(role: str, sessions: dict[str, str] | None = None) -> Client:
    client = Client()
    if sessions is None:
        sign_in(client, ANONYMOUS if role == "nobody" else role)
    elif role in sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
    return client


def queries_of(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200, path
    return [query["sql"][:150] for query in asked.captured_queries]


@pytest.mark.db
@pytest.mark.parametrize("path", COUNTS)
def test_a_page_asks_no_more_than_its_number(
    oost_nederland: None, sessions: dict[str, str], path: str
) -> None:
    numbers = {
        role: number for role, number in zip(ROLES, COUNTS[path], strict=True) if number is not NOT_FOR
    }
    for role, number in numbers.items():
        client = visitor_of(role, sessions)
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
def test_the_page_of_a_meeting_asks_no_more_than_the_bar(
    oost_nederland: None, sessions: dict[str, str]
) -> None:
    """Whichever it is: its address is another one on each installation."""
    for key in Sitting.objects.values_list("pk", flat=True):
        for role in ROLES:
            client, path = visitor_of(role, sessions), f"/vergaderingen/{key}/"
            if client.get(path).status_code != 200:
                continue  # nothing of it is public
            forget()
            first, again = queries_of(client, path), queries_of(client, path)
            assert len(first) <= MEETING_AFTER_A_WRITE, f"{role}, after a write:\n" + "\n".join(first)
            assert len(again) <= MEETING, f"{role}:\n" + "\n".join(again)


def test_no_number_is_above_the_bar() -> None:
    assert max(number for numbers in COUNTS.values() for number in numbers if number is not None) <= BAR
