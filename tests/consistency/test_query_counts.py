"""Pages ask the database a fixed number of times, however long the list is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.consistency.query_counts import BAR, COUNTS
from tests.people import sign_in


@pytest.mark.db
@pytest.mark.parametrize("path", COUNTS)
def test_a_page_asks_no_more_than_its_number(oost_nederland: None, client: Client, path: str) -> None:
    if path != "/":
        sign_in(client, "coordinator")
    client.get(path)  # what is remembered for the process is remembered now
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200
    assert len(asked) <= COUNTS[path], "\n".join(query["sql"][:150] for query in asked.captured_queries)


def test_no_number_is_above_the_bar() -> None:
    assert max(COUNTS.values()) <= BAR
