"""Before and after a view: what is too large is refused unread, and whatever goes wrong is a page for people."""

import pytest
from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client

from noaber.core import middleware
from noaber.core.middleware import ReadingMiddleware


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [(10, 200), (2000, 413)])
def test_a_body_larger_than_any_file_is_refused_signed_in_or_not(
    client: Client, monkeypatch: pytest.MonkeyPatch, length: int, status: int
) -> None:
    monkeypatch.setattr(middleware, "LARGEST_BODY", 1000)
    assert client.post("/account/login/", {"login": "x" * length}).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [("²", 200), ("9" * 5000, 413)])
def test_a_length_that_is_no_number_breaks_nothing(client: Client, length: str, status: int) -> None:
    assert client.post("/account/login/", CONTENT_LENGTH=length).status_code == status


@pytest.mark.django_db
def test_an_address_for_a_button_explains_itself_to_who_opens_it(client: Client) -> None:
    """Where a page leads after signing in anew, when the session ended before a button was pressed."""
    client.force_login(
        get_user_model().objects.create_user("baas@voorbeeld.invalid", "x", display_name="Baas")
    )
    answer = client.get("/account/sessions/overige/beeindigen/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Dit adres opent u niet rechtstreeks" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_from_elsewhere_says_that_nothing_was_saved() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "Uw formulier is verlopen" in answer.content.decode()
    assert "niets opgeslagen" in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (OperationalError("server closed the connection"), 503, "Noaber is even niet bereikbaar"),
        (InterfaceError("connection already closed"), 503, "Noaber is even niet bereikbaar"),
        (ZeroDivisionError("ours"), 500, "Er ging bij ons iets mis"),
    ],
)
def test_an_error_of_ours_is_a_page_that_asks_nothing_of_the_database(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, title: str
) -> None:
    """No mark for the database: pytest-django refuses every query, so the page proves that it makes none."""

    def fail(request: HttpRequest) -> HttpResponse:
        raise error

    monkeypatch.setattr(ReadingMiddleware, "__call__", lambda self, request: fail(request))
    client.raise_request_exception = False
    answer = client.get("/toegankelijkheid/")
    assert answer.status_code == status
    assert title in answer.content.decode()
    assert ("Retry-After" in answer) is (status == 503)
