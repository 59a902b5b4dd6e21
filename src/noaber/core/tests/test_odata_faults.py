"""A server that breaks off, fails and sends half pages: a clear message, and never half a page."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from noaber.core.odata import ErrorKind, Limits, ODataError, ODataTable, RetryPolicy, Row, Surroundings
from tests.servers.odata import Fault, RunningServer, start_process

PAGE_SIZE = 10
ATTEMPTS = 3
NOTHING_CHANGED = "Er is niets gewijzigd."


@dataclass
class Pauses:
    """Remembers how long we would have slept."""

    seconds: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with start_process("--page-size", str(PAGE_SIZE)) as server:
        yield server


@pytest.fixture
def server(running: RunningServer) -> RunningServer:
    running.plan()
    return running


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def table(server: RunningServer, pauses: Pauses) -> Iterator[ODataTable]:
    with httpx.Client(timeout=0.4) as http:
        yield ODataTable(
            server.feed,
            "70072ned",
            http=http,
            retry=RetryPolicy(attempts=ATTEMPTS),
            surroundings=Surroundings(sleep=pauses.sleep, chance=lambda: 0.0),
        )


def read_until_error(table: ODataTable) -> tuple[list[Row], ODataError]:
    """The rows handed on before the reading failed, and the failure."""
    rows: list[Row] = []
    with pytest.raises(ODataError) as caught:
        rows.extend(table.rows())
    return rows, caught.value


LASTING = [
    (Fault("status", page=3), ErrorKind.SERVER_ERROR, "gaf een storing bij pagina 3"),
    (Fault("status", page=3, status=503), ErrorKind.BUSY, "is te druk om pagina 3 te geven"),
    (Fault("stop_halfway", page=3), ErrorKind.CUT_OFF, "stopte halverwege pagina 3"),
    (Fault("half_page", page=3), ErrorKind.CUT_OFF, "stopte halverwege pagina 3"),
    (Fault("half_gzip", page=3), ErrorKind.CUT_OFF, "stopte halverwege pagina 3"),
    (Fault("drop", page=3), ErrorKind.DROPPED, "verbrak de verbinding bij pagina 3"),
    (Fault("slow", page=3, seconds=0.7), ErrorKind.TIMED_OUT, "antwoordde te traag bij pagina 3"),
]


LASTING_IDS = [f"{case[0].kind}-{case[0].status}" for case in LASTING]


@pytest.mark.parametrize(("fault", "kind", "words"), LASTING, ids=LASTING_IDS)
def test_a_fault_that_lasts_is_tried_again_and_then_told(
    table: ODataTable, server: RunningServer, pauses: Pauses, fault: Fault, kind: ErrorKind, words: str
) -> None:
    server.plan(fault)
    rows, error = read_until_error(table)
    assert error.kind is kind
    assert error.message == f"De server van het CBS {words}. {NOTHING_CHANGED} Probeer het later opnieuw."
    assert len(rows) == 2 * PAGE_SIZE, "only whole pages were handed on"
    assert len(pauses.seconds) == ATTEMPTS - 1
    assert "TypedDataSet" in error.details


@pytest.mark.parametrize("fault", [case[0] for case in LASTING], ids=LASTING_IDS)
def test_a_fault_that_passes_leaves_no_trace_in_the_rows(
    table: ODataTable, server: RunningServer, pauses: Pauses, fault: Fault
) -> None:
    undisturbed = list(table.rows())
    server.plan(Fault(fault.kind, page=fault.page, times=2, status=fault.status, seconds=fault.seconds))
    assert list(table.rows()) == undisturbed
    assert pauses.seconds == [1.0, 2.0]


AT_ONCE = [
    (Fault("wrong_type", page=2), ErrorKind.WRONG_TYPE, "iets anders dan gegevens"),
    (Fault("no_rows", page=2), ErrorKind.UNEXPECTED_SHAPE, "andere vorm dan verwacht"),
    (Fault("garbage", page=2), ErrorKind.UNEXPECTED_SHAPE, "pagina 2 hebben een andere vorm"),
    (Fault("missing_page", page=1), ErrorKind.NOT_FOUND, "kent pagina 2 niet"),
    (Fault("loop_link", page=2), ErrorKind.LOOP, "terug naar een pagina die al gelezen is"),
    (Fault("status", page=2, status=403), ErrorKind.REFUSED, "weigerde pagina 2"),
    (Fault("status", page=2, status=400), ErrorKind.BAD_QUERY, "begreep de vraag om pagina 2 niet"),
    (
        Fault("redirect", page=2, target="http://elders.invalid/"),
        ErrorKind.FOREIGN_REDIRECT,
        "stuurde bij pagina 2 door naar een ander adres",
    ),
]


@pytest.mark.parametrize(
    ("fault", "kind", "words"), AT_ONCE, ids=[f"{case[0].kind}-{case[0].status}" for case in AT_ONCE]
)
def test_a_fault_that_waiting_cannot_mend_is_told_at_once(
    table: ODataTable, server: RunningServer, pauses: Pauses, fault: Fault, kind: ErrorKind, words: str
) -> None:
    server.plan(fault)
    rows, error = read_until_error(table)
    assert error.kind is kind
    assert words in error.message
    assert NOTHING_CHANGED in error.message
    assert len(rows) % PAGE_SIZE == 0
    assert pauses.seconds == []


def test_a_link_to_another_server_is_not_followed(table: ODataTable, server: RunningServer) -> None:
    server.plan(Fault("foreign_link", page=1))
    rows, error = read_until_error(table)
    assert error.kind is ErrorKind.FOREIGN_LINK
    assert "verwees bij pagina 1 naar een ander adres" in error.message
    assert rows == [], "a page with a strange link is not trusted"


@pytest.mark.parametrize(
    "link",
    [
        "http://elders.invalid/ODataFeed/odata/70072ned/TypedDataSet",
        "//elders.invalid/x",
        "file:///etc/hostname",
        "ftp://127.0.0.1/x",
        "http://127.0.0.1:1/x",
    ],
)
def test_a_start_link_elsewhere_is_refused(table: ODataTable, server: RunningServer, link: str) -> None:
    with pytest.raises(ODataError) as caught:
        next(table.pages(start_link=link))
    assert caught.value.kind is ErrorKind.FOREIGN_LINK
    assert server.requests() == []


def test_a_link_to_plain_http_is_refused_on_a_secure_service() -> None:
    link = "http://opendata.invalid/ODataFeed/odata/70072ned/TypedDataSet"
    with (
        ODataTable("https://opendata.invalid/ODataFeed/odata", "70072ned") as table,
        pytest.raises(ODataError) as caught,
    ):
        next(table.pages(start_link=link))
    assert caught.value.kind is ErrorKind.FOREIGN_LINK


def test_a_redirect_on_the_same_server_is_followed(table: ODataTable, server: RunningServer) -> None:
    # Twice: on a busy machine the first answer can come after the client has given up.
    server.plan(Fault("redirect", "TableInfos", target="/ODataApi/odata/03759ned/TableInfos", times=2))
    assert table.info().title.startswith("Bevolking op 1 januari")


def test_redirects_without_end_are_refused(table: ODataTable, server: RunningServer) -> None:
    server.plan(Fault("redirect", "TableInfos", target="/ODataFeed/odata/70072ned/TableInfos"))
    with pytest.raises(ODataError) as caught:
        table.info()
    assert caught.value.kind is ErrorKind.ENDLESS_REDIRECT
    assert "bleef bij tabel 70072ned doorsturen" in caught.value.message
    assert "een ander adres" not in caught.value.message
    assert len(server.requests()) < 10


def test_a_busy_server_says_how_long_to_wait(
    table: ODataTable, server: RunningServer, pauses: Pauses
) -> None:
    server.plan(Fault("status", status=429, seconds=7, times=1))
    assert len(list(table.rows())) == 32
    assert pauses.seconds == [7.0]


def test_a_server_that_asks_for_a_day_gets_our_longest_pause(
    table: ODataTable, server: RunningServer, pauses: Pauses
) -> None:
    server.plan(Fault("status", status=503, seconds=86_400, times=1))
    list(table.rows())
    assert pauses.seconds == [30.0]


def test_a_body_that_drips_forever_ends_with_the_time_of_a_page(
    server: RunningServer, pauses: Pauses
) -> None:
    server.plan(Fault("drip", page=1, seconds=0.05))
    with ODataTable(
        server.feed,
        "70072ned",
        retry=RetryPolicy(attempts=2),
        limits=Limits(page_seconds=0.2),
        surroundings=Surroundings(sleep=pauses.sleep),
    ) as table:
        rows, error = read_until_error(table)
    assert error.kind is ErrorKind.TIMED_OUT
    assert rows == []


def test_the_error_tells_where_to_resume_and_resuming_gives_the_rest(
    table: ODataTable, server: RunningServer
) -> None:
    whole = list(table.rows())
    server.plan(Fault("stop_halfway", page=3))
    rows, error = read_until_error(table)
    server.plan()
    rest = [row for page in table.pages(start_link=error.resume_link) for row in page.rows]
    assert rows + rest == whole


def test_a_server_that_is_not_there_is_told(pauses: Pauses) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/ODataFeed/odata"
        with ODataTable(
            address, "70072ned", retry=RetryPolicy(attempts=2), surroundings=Surroundings(sleep=pauses.sleep)
        ) as table:
            rows, error = read_until_error(table)
    assert error.kind is ErrorKind.UNREACHABLE
    assert error.message.startswith("De server van het CBS is niet te bereiken.")
    assert rows == []


def test_half_a_list_of_columns_is_named_by_its_table(table: ODataTable, server: RunningServer) -> None:
    server.plan(Fault("half_page", "DataProperties"))
    with pytest.raises(ODataError) as caught:
        table.properties()
    assert caught.value.message.startswith("De server van het CBS stopte halverwege tabel 70072ned.")
