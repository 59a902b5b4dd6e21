"""Reading a table from a server that speaks OData v3 as CBS does."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from urllib.parse import unquote

import httpx
import pytest

from noaber.core.odata import (
    ErrorKind,
    Limits,
    ODataError,
    ODataTable,
    Progress,
    PropertyType,
)
from tests.servers.odata import RunningServer, start_process

PAGE_SIZE = 10
POPULATION_ROWS = 32  # eight areas, four years
LARGE_ROWS = 10_050


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with start_process("--page-size", str(PAGE_SIZE), "--large-rows", str(LARGE_ROWS)) as server:
        yield server


@pytest.fixture
def server(running: RunningServer) -> RunningServer:
    running.plan()
    return running


@pytest.fixture
def table(server: RunningServer) -> Iterator[ODataTable]:
    with ODataTable(server.feed, "70072ned") as opened:
        yield opened


def test_info_tells_what_the_table_is_and_when_it_changed(table: ODataTable) -> None:
    info = table.info()
    assert info.title == "Regionale kerncijfers Nederland"
    assert info.modified == "2024-06-13T02:00:00"
    assert info.period == "2018 - 2021"


def test_properties_name_each_kind_of_column_and_the_groups_around_it(table: ODataTable) -> None:
    by_key = {column.key: column for column in table.properties() if column.key}
    assert by_key["RegioS"].type is PropertyType.GEO_DIMENSION
    assert by_key["Perioden"].is_period
    assert by_key["TotaleBevolking_1"].stem == "TotaleBevolking"
    assert by_key["TotaleBevolking_1"].groups == ("Bevolkingssamenstelling op 1 januari",)


def test_a_column_of_neighbourhoods_counts_as_areas(server: RunningServer) -> None:
    with ODataTable(server.feed, "47018NED") as crimes:
        areas = [column.key for column in crimes.properties() if column.is_area]
    assert areas == ["WijkenEnBuurten"]


def test_a_dimension_gives_keys_without_padding_and_their_status(table: ODataTable) -> None:
    assert [item.key for item in table.dimension("RegioS")][:2] == ["NL01", "PV23"]
    assert {item.key: item.status for item in table.dimension("Perioden")}["2021JJ00"] == "Voorlopig"


def test_rows_follow_the_links_to_the_last_page(table: ODataTable, server: RunningServer) -> None:
    rows = list(table.rows())
    assert len(rows) == POPULATION_ROWS
    assert len({(row["RegioS"], row["Perioden"]) for row in rows}) == POPULATION_ROWS
    assert len(server.requests()) == -(-POPULATION_ROWS // PAGE_SIZE)


def test_padding_is_gone_and_missing_stays_apart_from_zero(table: ODataTable) -> None:
    figures = {(row["RegioS"], row["Perioden"]): row["TotaleBevolking_1"] for row in table.rows()}
    assert figures["GM1960", "2018JJ00"] is None
    assert figures["GM9001", "2018JJ00"] == 0
    assert ("NL01", "2018JJ00") in figures


def test_a_filter_takes_plain_keys_and_asks_with_the_padding_of_the_column(
    table: ODataTable, server: RunningServer
) -> None:
    rows = list(table.rows({"RegioS": ["NL01"], "Perioden": ["2019JJ00"]}, ["RegioS", "TotaleBevolking_1"]))
    assert rows == [{"RegioS": "NL01", "TotaleBevolking_1": 338_553}]
    assert "RegioS eq 'NL01  ' and Perioden eq '2019JJ00'" in unquote(server.requests()[-1])


def test_a_wide_column_is_padded_to_its_own_width(server: RunningServer) -> None:
    with ODataTable(server.feed, "47018NED", limits=Limits(max_pages=1)) as crimes:
        assert crimes.key_width("WijkenEnBuurten") == 10
        page = next(crimes.pages({"SoortMisdrijf": ["1.1.1"], "WijkenEnBuurten": ["GM0153"]}))
    assert {row["WijkenEnBuurten"] for row in page.rows} == {"GM0153"}


def test_a_long_choice_of_keys_becomes_several_short_questions(
    table: ODataTable, server: RunningServer
) -> None:
    codes = [f"GM{number:04d}" for number in range(1, 343)]
    rows = list(table.rows({"RegioS": codes, "Perioden": ["2019JJ00"]}))
    asked = [path for path in server.requests() if "TypedDataSet" in path]
    assert {row["RegioS"] for row in rows} == {"GM0153", "GM0193", "GM0277"}
    assert len(asked) > 1
    assert max(map(len, asked)) < 2_048


def test_a_filter_without_keys_is_a_mistake_of_the_caller(table: ODataTable) -> None:
    with pytest.raises(ValueError, match="no keys"):
        list(table.rows({"RegioS": []}))


def test_reading_resumes_from_the_link_of_a_page(table: ODataTable) -> None:
    pages = table.pages()
    first = next(pages)
    rest = [row for page in table.pages(start_link=first.next_link) for row in page.rows]
    assert first.rows + rest == list(table.rows())


def test_progress_is_told_after_the_rows_of_a_page_were_taken(table: ODataTable) -> None:
    told: list[Progress] = []
    for taken, _ in enumerate(table.rows(on_progress=told.append), start=1):
        assert sum(PAGE_SIZE for _ in told) < taken
    assert [progress.rows for progress in told] == [10, 20, 30, 32]
    assert told[-1].next_link is None


def test_the_api_refuses_a_large_answer_and_we_say_which_address_to_use(server: RunningServer) -> None:
    with (
        ODataTable(server.api, "47018NED") as crimes,
        pytest.raises(ODataError) as caught,
    ):
        list(crimes.rows())
    assert caught.value.kind is ErrorKind.TOO_MANY_ROWS
    assert "ODataFeed" in caught.value.message
    assert len(server.requests()) == 1


def test_an_unknown_table_is_named(server: RunningServer) -> None:
    with ODataTable(server.feed, "12345NED") as unknown, pytest.raises(ODataError) as caught:
        unknown.info()
    assert caught.value.message.startswith("De server van het CBS kent tabel 12345NED niet.")


def test_an_unknown_column_is_a_bad_question_and_is_not_repeated(
    table: ODataTable, server: RunningServer
) -> None:
    with pytest.raises(ODataError) as caught:
        list(table.rows(select=["Verzonnen_9"]))
    assert caught.value.kind is ErrorKind.BAD_QUERY
    assert len(server.requests()) == 1


def test_a_reading_stops_at_its_number_of_pages(server: RunningServer) -> None:
    with (
        ODataTable(server.feed, "70072ned", limits=Limits(max_pages=2)) as table,
        pytest.raises(ODataError) as caught,
    ):
        list(table.rows())
    assert caught.value.kind is ErrorKind.TOO_LARGE


@pytest.mark.parametrize("limits", [Limits(max_page_bytes=500), Limits(max_total_bytes=2_000)])
def test_a_reading_stops_at_its_number_of_bytes(server: RunningServer, limits: Limits) -> None:
    with ODataTable(server.feed, "70072ned", limits=limits) as table, pytest.raises(ODataError) as caught:
        list(table.rows())
    assert caught.value.kind is ErrorKind.TOO_LARGE
    assert "meer gegevens dan we aannemen" in caught.value.message


def test_a_full_address_gives_the_table(server: RunningServer) -> None:
    with ODataTable.at(f"{server.feed}/70072ned/") as table:
        assert table.info().table_id == "70072ned"


def test_a_shared_client_stays_open(server: RunningServer) -> None:
    with httpx.Client() as http:
        with ODataTable(server.feed, "70072ned", http=http) as table:
            table.info()
        assert not http.is_closed


def peak_memory(feed: str, limit: int) -> int:
    """The most memory, in bytes, while reading ``limit`` rows."""
    tracemalloc.start()
    with ODataTable(feed, "47018NED") as crimes:
        for count, _ in enumerate(crimes.rows(), start=1):
            if count == limit:
                break
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_ten_times_the_rows_take_no_more_memory() -> None:
    with start_process("--page-size", "1000", "--large-rows", "30000") as server:
        peak_memory(server.feed, 1_000)
        assert peak_memory(server.feed, 30_000) < 1.5 * peak_memory(server.feed, 3_000)
