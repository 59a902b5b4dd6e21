"""Pages ask the database a fixed number of times, however long the list is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noaber.core.reading import forget
from tests.consistency.query_counts import AFTER_A_WRITE, BAR, COUNTS, NOT_FOR, ROLES
from tests.people import ANONYMOUS, sign_in


def queries_of(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200, path
    return [query["sql"][:150] for query in asked.captured_queries]


@pytest.mark.db
@pytest.mark.parametrize("path", COUNTS)
def test_a_page_asks_no_more_than_its_number(oost_nederland: None, path: str) -> None:
    for role, number in zip(ROLES, COUNTS[path], strict=True):
        if number is NOT_FOR:
            continue
        client = Client()
        sign_in(client, ANONYMOUS if role == "nobody" else role)
        client.get(path)  # the session has been seen, the process has loaded its templates
        forget()
        first, again = queries_of(client, path), queries_of(client, path)
        assert len(again) <= number, f"{role}:\n" + "\n".join(again)
        bar = AFTER_A_WRITE.get(path, BAR)
        assert len(first) <= bar, f"{role}, after a write:\n" + "\n".join(first)


def test_no_number_is_above_the_bar() -> None:
    assert max(number for numbers in COUNTS.values() for number in numbers if number is not None) <= BAR
