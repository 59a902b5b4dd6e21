"""A table over OData v4 gives what it gives over v3, live and saved, and fails as clearly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from noaber.core.odata import ErrorKind, ODataError, ODataTable, RetryPolicy, SavedTable
from tests.servers.odata import Fault, ODataServer
from tests.servers.odata.samples import population_tables

MEASURE = "M004200_1"
V4 = "odata/v1/CBS"


@pytest.fixture(scope="module")
def running() -> Iterator[ODataServer]:
    with ODataServer(population_tables(), page_size=20) as server:
        yield server


@pytest.fixture
def server(running: ODataServer) -> ODataServer:
    running.shelf.faults.set([])
    running.shelf.requests.clear()
    return running


def opened(server: ODataServer, path: str = V4) -> ODataTable:
    return ODataTable(f"{server.origin}/{path}", "70072ned", retry=RetryPolicy(attempts=1))


def save(folder: Path, address: str) -> None:
    """Keep the answers as they come, page by page."""
    for name in ("Properties", "Dimensions", "MeasureCodes", "RegioSCodes", "PeriodenCodes"):
        (folder / f"{name}.json").write_bytes(httpx.get(f"{address}/{name}").content)
    link, number = f"{address}/Observations", 0
    while link:
        number += 1
        answer = httpx.get(link)
        (folder / f"Observations-{number:04d}.json").write_bytes(answer.content)
        link = answer.json().get("@odata.nextLink", "")


def test_both_shapes_tell_the_same_of_a_table_and_its_dimensions(server: ODataServer) -> None:
    with opened(server) as v4, opened(server, "ODataFeed/odata") as v3:
        ours, theirs = v4.info(), v3.info()
        assert (ours.title, ours.modified, ours.period) == (theirs.title, theirs.modified, theirs.period)
        assert (ours.is_long, theirs.is_long) == (True, False)
        assert v4.dimension("Perioden") == v3.dimension("Perioden")
        kinds = {column.key: column.type for column in v3.properties() if column.is_dimension}
        assert {column.key: column.type for column in v4.properties() if column.is_dimension} == kinds
        [found] = [column for column in v4.properties() if column.is_called("TotaleBevolking")]
    assert found.key == MEASURE


def test_the_same_figures_come_over_all_pages(server: ODataServer) -> None:
    with opened(server) as v4, opened(server, "ODataFeed/odata") as v3:
        ours = {(row["RegioS"], row["Perioden"]): row[MEASURE] for row in v4.rows() if MEASURE in row}
        theirs = {(row["RegioS"], row["Perioden"]): row["TotaleBevolking_1"] for row in v3.rows()}
    assert ours == theirs


def test_a_wanted_measure_is_asked_for_and_no_other_comes(server: ODataServer) -> None:
    with opened(server) as table:
        rows = list(table.rows({"RegioS": ["NL01"], "Perioden": ["2019JJ00"]}, ["RegioS", MEASURE]))
    assert rows == [{"RegioS": "NL01", "Perioden": "2019JJ00", MEASURE: 338_553}]
    asked = unquote(server.shelf.requests[-1])
    assert "RegioS eq 'NL01  ' and Perioden eq '2019JJ00' and Measure eq 'M004200_1'" in asked
    assert "$select" not in asked


def test_a_saved_folder_reads_as_the_service_does(server: ODataServer, tmp_path: Path) -> None:
    save(tmp_path, f"{server.origin}/{V4}/70072ned")
    saved = SavedTable([tmp_path])
    with opened(server) as table:
        assert (saved.table_id, saved.info()) == ("70072ned", table.info())
        assert saved.properties() == table.properties()
        assert saved.dimension("RegioS") == table.dimension("RegioS")
        assert list(saved.rows()) == list(table.rows())
        wanted = {"Perioden": ["2019JJ00"]}, [MEASURE]
        assert [row[MEASURE] for row in saved.rows(*wanted)] == [row[MEASURE] for row in table.rows(*wanted)]


def test_saved_figures_without_the_lists_that_explain_them_are_refused(
    server: ODataServer, tmp_path: Path
) -> None:
    save(tmp_path, f"{server.origin}/{V4}/70072ned")
    (tmp_path / "MeasureCodes.json").unlink()
    with pytest.raises(ODataError, match="Bij de cijfers ontbreekt: MeasureCodes"):
        SavedTable([tmp_path])


def test_reading_resumes_from_the_link_of_a_page(server: ODataServer) -> None:
    with opened(server) as table:
        first = next(table.pages())
        rest = [row for page in table.pages(start_link=first.next_link) for row in page.rows]
        assert first.rows + rest == [row for page in table.pages() for row in page.rows]


FAULTS = [
    (Fault("status", "Observations", page=2), ErrorKind.SERVER_ERROR),
    (Fault("status", "Observations", page=2, status=429), ErrorKind.BUSY),
    (Fault("stop_halfway", "Observations", page=2), ErrorKind.CUT_OFF),
    (Fault("half_page", "Observations", page=2), ErrorKind.CUT_OFF),
    (Fault("drop", "Observations", page=2), ErrorKind.DROPPED),
    (Fault("loop_link", "Observations", page=2), ErrorKind.LOOP),
    (Fault("foreign_link", "Observations", page=1), ErrorKind.FOREIGN_LINK),
    (Fault("missing_page", "Observations", page=1), ErrorKind.NOT_FOUND),
    (Fault("no_rows", "Observations"), ErrorKind.UNEXPECTED_SHAPE),
    (Fault("garbage", "Observations"), ErrorKind.UNEXPECTED_SHAPE),
    (Fault("wrong_type", "MeasureCodes"), ErrorKind.WRONG_TYPE),
]


@pytest.mark.parametrize(("fault", "kind"), FAULTS, ids=[f"{each[0].kind}-{each[1]}" for each in FAULTS])
def test_what_fails_is_named_as_with_v3(server: ODataServer, fault: Fault, kind: ErrorKind) -> None:
    server.shelf.faults.set([fault])
    with opened(server) as table, pytest.raises(ODataError) as caught:
        (table.properties(), list(table.rows()))
    assert caught.value.kind is kind
    assert "Er is niets gewijzigd." in caught.value.message
