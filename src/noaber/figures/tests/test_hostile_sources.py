"""A service that sends what no table can hold: a sentence, nothing taken in and nothing left behind."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.odata import ErrorKind, ODataError
from noaber.figures.models import Release
from noaber.figures.rules.tables import TABLES
from noaber.figures.services.fetching import fetched
from noaber.figures.services.releases import Origin, import_release
from noaber.figures.tests.test_fetching import police_table, reading
from tests.servers.odata import ODataServer

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
HALF = "\ud800"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ODataServer]:
    before = settings.DATA
    settings.DATA = tmp_path
    with ODataServer([police_table()], page_size=10) as found:
        yield found
    settings.DATA = before


def take_in(server: ODataServer) -> None:
    with reading(server) as table, fetched(table, server.origin) as saved:
        import_release(saved, TABLES["47022NED"], Origin("proef"), actor=COMMAND, now=NOW)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("TableInfos", "Title"),
        ("SoortMisdrijf", "Title"),
        ("SoortMisdrijf", "Key"),
        ("WijkenEnBuurten", "Title"),
    ],
)
def test_half_a_sign_in_a_list_is_refused(
    server: ODataServer, tmp_path: Path, name: str, column: str
) -> None:
    server.shelf.tables["47022ned"].lists[name][0][column] = HALF
    with pytest.raises(ODataError) as refused:
        take_in(server)
    assert refused.value.kind is ErrorKind.UNREADABLE
    assert "onleesbare gegevens. Er is niets gewijzigd." in refused.value.message
    assert not list(tmp_path.rglob("TypedDataSet*"))
    assert not Release.objects.exists()


@pytest.mark.parametrize("column", ["SoortMisdrijf", "WijkenEnBuurten", "Perioden"])
def test_half_a_sign_in_a_row_is_refused(server: ODataServer, column: str) -> None:
    table = police_table()
    table.rows[0][column] = HALF  # type: ignore[index]
    server.shelf.tables["47022ned"] = table
    with pytest.raises(ODataError, match="bij pagina 1 onleesbare gegevens"):
        take_in(server)
    assert not Release.objects.exists()


@pytest.mark.parametrize(("name", "value"), [("ParentID", [1]), ("ID", {"a": 1}), ("ID", [1])])
def test_columns_that_are_numbered_by_a_list_or_an_object_are_refused(
    server: ODataServer, name: str, value: object
) -> None:
    server.shelf.tables["47022ned"].lists["DataProperties"][0][name] = value  # type: ignore[assignment]
    with pytest.raises(ODataError) as refused:
        take_in(server)
    assert refused.value.kind is ErrorKind.UNEXPECTED_SHAPE
    assert "tabel 47022NED hebben een andere vorm dan verwacht" in refused.value.message


@pytest.mark.parametrize("modified", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+05:00"])
def test_a_day_that_no_calendar_counts_is_refused_and_what_was_fetched_goes(
    server: ODataServer, tmp_path: Path, modified: str
) -> None:
    server.shelf.tables["47022ned"] = police_table(modified)
    with pytest.raises(DomainError, match=r"dat kan niet\. Er is niets gewijzigd"):
        take_in(server)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.name != ".lock"]
    assert not Release.objects.exists()
