"""Fetching a table of a service that fails: it goes on where it was, and a newer release starts anew."""

import json
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from noaber.core.errors import DomainError
from noaber.core.odata import ErrorKind, ODataError, ODataTable, Progress, RetryPolicy
from noaber.figures.services.fetching import fetched
from noaber.figures.tests.forks import in_a_fork
from tests.servers.odata import Dimension, Fault, ODataServer, Table, Topic
from tests.servers.odata.tables import Row

MONTHS = {f"2019MM{month:02d}": f"2019 maand {month}" for month in range(1, 13)}


def police_table(modified: str = "2020-02-15T02:00:00") -> Table:
    areas = {"GM0153": "Enschede", "GM0193": "Zwolle", "BU01530000": "Binnenstad"}
    rows: list[Row] = [
        {
            "SoortMisdrijf": "1.1.1",
            "WijkenEnBuurten": area,
            "Perioden": month,
            "GeregistreerdeMisdrijven_1": place,
        }
        for area in areas
        for place, month in enumerate(MONTHS)
    ]
    return Table(
        id="47022NED",
        title="Misdrijven",
        dimensions=[
            Dimension("SoortMisdrijf", "Dimension", 6, {"1.1.1": "Diefstal uit woning"}),
            Dimension("WijkenEnBuurten", "GeoDetail", 10, areas),
            Dimension("Perioden", "TimeDimension", 8, MONTHS),
        ],
        topics=[Topic("GeregistreerdeMisdrijven_1", "Geregistreerde misdrijven")],
        rows=rows,
        modified=modified,
    )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ODataServer]:
    before = settings.DATA
    settings.DATA = tmp_path
    with ODataServer([police_table()], page_size=10) as found:
        yield found
    settings.DATA = before


def reading(server: ODataServer) -> ODataTable:
    return ODataTable(f"{server.origin}/ODataFeed/odata", "47022NED", retry=RetryPolicy(attempts=1))


def count(server: ODataServer) -> int:
    with reading(server) as table, fetched(table, server.origin) as saved:
        return sum(1 for _row in saved.rows())


def test_all_pages_come_and_nothing_is_left_behind(server: ODataServer, tmp_path: Path) -> None:
    assert count(server) == 36
    assert not list(tmp_path.rglob("TypedDataSet*"))


def test_after_a_failure_it_goes_on_with_the_page_that_failed(server: ODataServer) -> None:
    server.shelf.faults.set([Fault("status", page=3, times=1)])
    with pytest.raises(ODataError) as failed:
        count(server)
    assert failed.value.kind is ErrorKind.SERVER_ERROR
    server.shelf.requests.clear()
    assert count(server) == 36
    pages = [asked for asked in server.shelf.requests if "TypedDataSet" in asked]
    assert len(pages) == 2, "pages 3 and 4 alone"


def test_half_a_page_is_never_kept(server: ODataServer) -> None:
    server.shelf.faults.set([Fault("stop_halfway", page=2, times=1)])
    with pytest.raises(ODataError):
        count(server)
    assert count(server) == 36


def test_a_newer_release_on_the_other_side_starts_anew(server: ODataServer) -> None:
    server.shelf.faults.set([Fault("drop", page=3, times=1)])
    with pytest.raises(ODataError):
        count(server)
    server.shelf.tables["47022ned"] = police_table("2020-03-15T02:00:00")
    server.shelf.requests.clear()
    assert count(server) == 36
    assert len([asked for asked in server.shelf.requests if "TypedDataSet" in asked]) == 4


def test_a_feed_that_repeats_a_page_is_refused(server: ODataServer) -> None:
    server.shelf.faults.set([Fault("loop_link", page=2)])
    with pytest.raises(ODataError) as failed:
        count(server)
    assert failed.value.kind is ErrorKind.LOOP


def test_a_fetch_that_is_killed_goes_on_with_the_next_page(server: ODataServer) -> None:
    def killed() -> None:
        def die(progress: Progress) -> None:
            if progress.pages == 2:
                os.kill(os.getpid(), signal.SIGKILL)

        with reading(server) as table, fetched(table, server.origin, die):
            pass

    assert in_a_fork(killed) == -signal.SIGKILL
    server.shelf.requests.clear()
    assert count(server) == 36
    assert len([asked for asked in server.shelf.requests if "TypedDataSet" in asked]) == 2


def test_a_disk_that_is_full_is_named_and_what_came_before_stays(server: ODataServer, tmp_path: Path) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
        with pytest.raises(DomainError, match="niet genoeg ruimte op de schijf"):
            count(server)

    assert in_a_fork(limited) == 0
    assert not list(tmp_path.rglob("TypedDataSet*"))
    assert count(server) == 36


def test_two_at_once_is_refused_and_the_first_goes_on(server: ODataServer) -> None:
    with reading(server) as table, fetched(table, server.origin) as saved:
        with pytest.raises(DomainError, match="wordt al opgehaald"):
            count(server)
        assert sum(1 for _row in saved.rows()) == 36


def test_what_was_fetched_stays_when_the_import_fails(server: ODataServer, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), reading(server) as table, fetched(table, server.origin):
        raise RuntimeError
    [state] = tmp_path.rglob("state")
    assert json.loads(state.read_text())["is_done"]
    server.shelf.requests.clear()
    assert count(server) == 36
    assert not [asked for asked in server.shelf.requests if "TypedDataSet" in asked]


def test_what_was_refused_is_fetched_anew_for_it_may_be_mended_there(server: ODataServer) -> None:
    with pytest.raises(DomainError), reading(server) as table, fetched(table, server.origin):
        raise DomainError("een dubbele regel")
    server.shelf.requests.clear()
    assert count(server) == 36
    assert len([asked for asked in server.shelf.requests if "TypedDataSet" in asked]) == 4
