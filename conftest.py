"""Databases for every test. Browsers and servers: tests/conftest.py.

- ``db`` (or ``@pytest.mark.django_db``): an empty, migrated database.
- ``oost_nederland``: the demonstration network is loaded.

Either way a test runs in a transaction that is rolled back. The audit triggers refuse what Django's
transactional tests do between tests (TRUNCATE), so tests of concurrency use real processes on a copy of their
own: ``installation``, ``server``. ``make test DB=postgres`` runs all of it on PostgreSQL.
"""

import gc
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.databases import DEMONSTRATION, EMPTY, Installation, Installations

UNKNOWN_VARIABLE = b"ONBEKENDE-VARIABELE"  # noaber.site.settings.test has Django write it


class ProcessDatabases:
    """The copies that this test process works on; Django's one connection points at the kind a test wants."""

    def __init__(self, installations: Installations) -> None:
        self.installations = installations
        self._folder: Path | None = None
        self._wanted = EMPTY
        self._copies: dict[str, Installation] = {}

    def want(self, kind: str) -> None:
        self._wanted = kind
        if self._folder is not None:
            self._connect(self._folder)

    def open(self, folder: Path) -> None:
        self._folder = folder
        self._connect(folder)

    def _connect(self, folder: Path) -> None:
        from django.db import connection

        if self._wanted not in self._copies:
            self._copies[self._wanted] = self.installations.copy(self._wanted, folder / self._wanted)
        name = self._copies[self._wanted].database_name
        if connection.settings_dict["NAME"] != name:
            connection.close()
            connection.settings_dict["NAME"] = name

    def close(self) -> None:
        from django.db import connection

        connection.close()
        for copy in self._copies.values():
            self.installations.remove(copy)


DATABASES = ProcessDatabases(Installations(os.environ.get("NOABER_TEST_SERVER", "")))


gc.disable()  # what collecting makes stays until the end; looking for garbage in it takes a tenth of the time


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Point Django at the right database before any fixture opens a transaction."""
    needs_network = "oost_nederland" in getattr(item, "fixturenames", ())
    DATABASES.want(DEMONSTRATION if needs_network else EMPTY)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Processes of xdist end without their exit handlers; the data folder of noaber.site.settings.test goes here."""
    folder = Path(os.environ.get("NOABER_DATA", ""))
    if folder.name.startswith("noaber-test-"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Instead of pytest-django's: copies of prebuilt databases, one per kind and test process."""
    DATABASES.open(tmp_path_factory.mktemp("databases"))
    yield
    with django_db_blocker.unblock():
        DATABASES.close()


@pytest.fixture
def oost_nederland(db: None) -> None:
    """The demonstration network Oost-Nederland, as ``noaber demo`` plays it."""


@pytest.fixture(scope="session")
def installations() -> Installations:
    """Makes installations of their own: tests/databases.py."""
    return DATABASES.installations


@pytest.fixture
def installation(installations: Installations, tmp_path: Path) -> Iterator[Callable[[str], Installation]]:
    """Copies that a test may do anything with: ``installation("empty")``, ``installation("demonstration")``."""
    copies: list[Installation] = []

    def make(kind: str = EMPTY) -> Installation:
        copies.append(installations.copy(kind, tmp_path / f"{kind}-{len(copies)}"))
        return copies[-1]

    yield make
    for copy in copies:
        installations.remove(copy)


@pytest.fixture(autouse=True)
def nothing_read_before() -> None:
    """Tests take back what they wrote, so the head of the audit chain does not tell them apart."""
    from noaber.core.reading import forget

    forget()


@pytest.fixture(scope="session", autouse=True)
def maps_drawn_once(django_test_environment: None) -> Iterator[None]:
    """The same centres always give the same map, and drawing it is most of the work of loading a network."""
    from noaber.network.services.loading import places

    drawn: dict[frozenset[Any], Any] = {}
    place_tiles = vars(places)["place_tiles"]

    def remembered(centroids: Mapping[str, tuple[float, float]]) -> Any:
        key = frozenset(centroids.items())
        if key not in drawn:
            drawn[key] = place_tiles(centroids)
        return drawn[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "place_tiles", remembered)
        yield


@pytest.fixture(scope="session", autouse=True)
def every_template_variable_is_known(django_test_environment: None) -> Iterator[None]:
    """A page in which a template asked for a variable that nobody gave fails the test that opened it."""
    from django.http import HttpResponse
    from django.test import Client

    answer = Client.request

    def checked(client: Client, **request: Any) -> Any:
        response = answer(client, **request)
        if isinstance(response, HttpResponse) and UNKNOWN_VARIABLE in response.content:
            found = re.findall(UNKNOWN_VARIABLE + rb"\(([^)]*)\)", response.content)
            raise AssertionError(f"{request.get('PATH_INFO')} uses unknown variables: {sorted(set(found))}")
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", checked)
        yield
