"""The gallery shows every part, and every page of the frame stands on its own."""

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from noaber.core.components.conflict import Disputed, conflict_page
from noaber.core.components.texts import Progress
from noaber.core.errors import Conflict
from noaber.core.middleware import DomainErrorMiddleware

PICTURES = Path(__file__).resolve().parent.parent / "static" / "core" / "pictures.svg"

pytestmark = pytest.mark.django_db


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/stijl/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_gallery_uses_no_unknown_variable(client: Client) -> None:
    assert "ONBEKENDE-VARIABELE" not in page(client)


def test_every_id_on_the_page_is_there_once(client: Client) -> None:
    found = re.findall(r'\sid="([^"]+)"', page(client))

    assert sorted(found) == sorted(set(found))


def test_every_description_points_to_something(client: Client) -> None:
    html = page(client)
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    pointed = {name for value in re.findall(r'aria-describedby="([^"]+)"', html) for name in value.split()}

    assert pointed
    assert pointed <= ids


def test_every_image_that_is_named_exists(client: Client) -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', PICTURES.read_text()))
    used = set(re.findall(r'pictures\.svg#([\w-]+)"', page(client)))

    assert used
    assert used <= drawn


@pytest.mark.parametrize("code", ["400", "403", "404", "405", "500", "503"])
def test_an_error_page_needs_nothing_from_anyone(code: str) -> None:
    html = render_to_string(f"{code}.html")

    assert '<html lang="nl">' in html
    assert "<h1" in html
    assert "ONBEKENDE-VARIABELE" not in html


def test_the_conflict_page_shows_both_values() -> None:
    conflict = Conflict("Deze zetel", revision=3).with_values({"Vanaf": "1 maart"}, {"Vanaf": "1 februari"})

    html = render_to_string(
        "core/components/conflict.html", {"conflict": conflict_page(conflict, edit_url="/zetels/1/wijzigen/")}
    )

    assert "1 maart" in html
    assert "1 februari" in html
    assert 'href="/zetels/1/wijzigen/"' in html


def test_the_choice_of_a_conflict_starts_at_what_is_stored_and_sends_the_whole_form() -> None:
    disputed = Disputed("phone", "Telefoon", "06 2", "06 1", "06 2", "06 1")
    page = conflict_page(
        Conflict("Deze zetel", revision=3),
        edit_url="/zetels/1/",
        disputed=[disputed],
        carried={"revision": "3"},
    )

    html = " ".join(render_to_string("core/components/conflict.html", {"conflict": page}).split())

    assert re.search(r'<input type="radio" name="phone" value="06 1"[^>]* checked', html)
    assert not re.search(r'<input type="radio" name="phone" value="06 2"[^>]* checked', html)
    assert '<input type="hidden" name="revision" value="3">' in html
    assert 'action="/zetels/1/"' in html


@pytest.mark.parametrize(
    ("state", "asks_again"), [("waiting", True), ("running", True), ("finished", False), ("failed", False)]
)
def test_progress_asks_again_only_while_work_goes_on(state: str, asks_again: bool) -> None:
    progress = Progress("Inlezen", 5, 10, state, url="/voortgang/1/")  # type: ignore[arg-type]

    html = render_to_string("core/components/progress.html", {"progress": progress})

    assert ("hx-get" in html) is asks_again


def test_a_conflict_that_no_view_caught_gets_the_conflict_page(rf: RequestFactory) -> None:
    conflict = Conflict("Deze zetel", revision=3).with_values({"Vanaf": "1 maart"}, {"Vanaf": "1 februari"})
    middleware = DomainErrorMiddleware(lambda request: HttpResponse())

    response = middleware.process_exception(rf.post("/zetels/1/wijzigen/"), conflict)

    assert response is not None
    html = response.content.decode()
    assert response.status_code == 409
    assert 'href="/zetels/1/wijzigen/"' in html
    assert "ONBEKENDE-VARIABELE" not in html
