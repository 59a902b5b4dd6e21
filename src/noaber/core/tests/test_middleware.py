"""Before a view runs: what is too large is refused unread."""

import pytest
from django.test import Client

from noaber.core import middleware


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [(10, 200), (2000, 413)])
def test_a_body_larger_than_any_file_is_refused_signed_in_or_not(
    client: Client, monkeypatch: pytest.MonkeyPatch, length: int, status: int
) -> None:
    monkeypatch.setattr(middleware, "LARGEST_BODY", 1000)
    assert client.post("/account/login/", {"login": "x" * length}).status_code == status
