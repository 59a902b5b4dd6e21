"""What every answer tells the browser."""

import pytest
from django.test import Client

from tests.people import sign_in


@pytest.mark.parametrize(
    "path", ["/", "/mijn/", "/gemeenten/", "/account/login/", "/bestaat-niet/", "/beheer/gebruikers/"]
)
def test_an_answer_is_locked_down(oost_nederland: None, client: Client, path: str) -> None:
    sign_in(client, "coordinator")
    headers = client.get(path, follow=True).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_session_cookie_is_out_of_reach_of_scripts(oost_nederland: None, client: Client) -> None:
    sign_in(client, "coordinator")
    client.get("/mijn/")
    cookie = client.cookies["noaber"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
