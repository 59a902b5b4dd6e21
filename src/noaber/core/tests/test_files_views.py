"""What fetching a file promises: the owning room decides, and a refusal looks like nothing at all."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse, Http404, HttpResponseBase
from django.test import Client, RequestFactory
from pytest_django import Settings

from noaber.core.access import ALLOWED, ANONYMOUS, Actor, Decision, Refused
from noaber.core.files import access as file_access
from noaber.core.files import file_address, may_read_file, register_file_access, remove_file, store_file
from noaber.core.files.storing import FileChanged, path_of
from noaber.core.models import StoredFile
from noaber.core.views.files import stored_file

pytestmark = pytest.mark.django_db

NOW: Final = datetime(2019, 1, 28, 12, 0, tzinfo=UTC)
READER: Final = Actor(user_id=1)
OTHER: Final = Actor(user_id=2)


def may_read_paper(actor: Actor, key: str) -> Decision:
    if key == "public" or actor == READER:
        return ALLOWED
    return Refused("Dit stuk is besloten.")


@pytest.fixture(autouse=True)
def _room(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.FILES_ROOT = tmp_path / "files"
    register_file_access("test.paper", may_read_paper)
    yield
    file_access._registered.pop("test.paper")


def stored(key: str = "12", name: str = "Notulen BBG é.txt") -> StoredFile:
    upload = SimpleUploadedFile(name, b"hallo")
    return store_file(upload, actor=READER, owner_kind="test.paper", owner_key=key, now=NOW)


def fetched(file_id: uuid.UUID, actor: Actor) -> HttpResponseBase:
    request = RequestFactory().get(f"/bestanden/{file_id}/")
    request.actor = actor  # type: ignore[attr-defined]
    return stored_file(request, file_id)


def test_who_may_read_gets_the_file_as_a_download_that_no_browser_runs() -> None:
    response = fetched(stored().pk, READER)
    assert isinstance(response, FileResponse)
    assert b"".join(cast(Iterator[bytes], response.streaming_content)) == b"hallo"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Notulen%20BBG%20%C3%A9.txt"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_a_refused_file_and_one_that_does_not_exist_look_the_same() -> None:
    for file_id in (stored().pk, uuid.uuid4()):
        with pytest.raises(Http404):
            fetched(file_id, OTHER)


def test_a_visitor_is_sent_to_sign_in_whether_the_file_exists_or_not() -> None:
    for file_id in (stored().pk, uuid.uuid4()):
        assert fetched(file_id, ANONYMOUS).status_code == 302


def test_a_visitor_gets_what_the_room_calls_public() -> None:
    response = fetched(stored("public").pk, ANONYMOUS)
    assert response.status_code == 200
    response.close()


def test_a_removed_file_is_gone_for_everybody() -> None:
    file = stored()
    remove_file(file, actor=READER, now=NOW)
    with pytest.raises(Http404):
        fetched(file.pk, READER)


def test_a_file_whose_bytes_are_lost_is_a_plain_not_found() -> None:
    file = stored()
    path_of(file).unlink()
    with pytest.raises(Http404):
        fetched(file.pk, READER)


def test_a_file_of_an_unknown_kind_nobody_may_read() -> None:
    assert not may_read_file(READER, StoredFile(owner_kind="test.unknown", owner_key="1"))


def test_its_address_is_dutch_and_leads_to_the_view(client: Client) -> None:
    file = stored("public")
    assert file_address(file) == f"/bestanden/{file.pk}/"
    assert client.post(file_address(file)).status_code in (302, 403, 405)


def test_bytes_that_were_changed_on_disk_are_not_sent() -> None:
    """The page of the house says so in Dutch (DomainErrorMiddleware); the log has the key."""
    file = stored()
    path_of(file).write_bytes(b"HALLO")
    with pytest.raises(FileChanged, match="beschadigd of gewijzigd"):
        fetched(file.pk, READER)
