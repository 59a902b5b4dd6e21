"""Databases for every test. Browsers and servers: tests/conftest.py.

- ``db`` (or ``@pytest.mark.django_db``): an empty, migrated database.
- ``oost_nederland``: the demonstration network is loaded.
- ``eve_of_the_memo``: it is there as it was on 27 January 2019, and from there a test can play on.
- fixtures ``@made_once`` (tests/made_once.py): what many tests start from.

Either way a test runs in a transaction that is rolled back. The audit triggers refuse what Django's
transactional tests do between tests (TRUNCATE), so tests of concurrency use real processes on a copy of their
own: ``installation``, ``server``. ``make test DB=postgres`` runs all of it on PostgreSQL.
"""

import gc
import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import HealthCheck, settings

from tests.databases import DEMONSTRATION, EMPTY, Installation, Installations
from tests.depth import examples
from tests.made_once import ProcessDatabases, layers_of
from tests.servers import warm

# A busy machine is slow, which says nothing about the code.
settings.register_profile(
    "house", max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
EXAMPLE = b">>>"
UNKNOWN_VARIABLE = b"ONBEKENDE-VARIABELE"  # noaber.site.settings.test has Django write it


STARTS = {"oost_nederland": DEMONSTRATION, "eve_of_the_memo": "2019-01-27"}
DATABASES = ProcessDatabases(Installations(os.environ.get("NOABER_TEST_SERVER", "")))


# What takes long goes first, so that no process is left alone with it at the end; then the rooms that need no
# demonstration, while the other process plays it.
FIRST = ("tests/journeys/", "tests/commands/", "src/noaber/accounts/", "src/noaber/core/", "tests/")
MEMORY = Path("/dev/shm")
ROOM_IN_MEMORY = 2_000_000_000
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_IN_MEMORY:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # a database of a test never waits for a disk

gc.disable()  # what collecting makes stays until the end; looking for garbage in it takes a tenth of the time


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        return next((turn for turn, start in enumerate(FIRST) if item.nodeid.startswith(start)), len(FIRST))

    items.sort(key=turn)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Nine files out of ten hold no example, and looking through all their names for one takes long."""
    found = yield
    if EXAMPLE in file_path.read_bytes():
        return found
    return [each for each in found if not isinstance(each, DoctestModule)]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(
        50_000, 20, 50
    )  # tests make much that goes by itself; looking less often saves a thirtieth
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Point Django at the right database before any fixture opens a transaction."""
    names = getattr(item, "fixturenames", ())
    if "db" in names or item.get_closest_marker("django_db"):
        kind = next((kind for fixture, kind in STARTS.items() if fixture in names), EMPTY)
        DATABASES.want(kind, layers_of(item))


def pytest_sessionfinish() -> None:
    warm.end()


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
    DATABASES.open(tmp_path_factory.mktemp("databases"), django_db_blocker)
    yield
    with django_db_blocker.unblock():
        DATABASES.close()


@pytest.fixture
def oost_nederland(db: None) -> None:
    """The demonstration network Oost-Nederland, as ``noaber demo`` plays it."""


@pytest.fixture
def eve_of_the_memo(db: None) -> None:
    """The same network, as it is played up to the day before the memo of 28 January 2019 was sent."""


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
