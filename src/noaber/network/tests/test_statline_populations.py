"""Population from StatLine, read from a server that speaks as CBS does and from saved answers."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from noaber.core.odata import ErrorKind, ODataError, ODataTable, RetryPolicy, SavedTable, Surroundings
from noaber.network.populations.statline import find_columns, read_populations
from noaber.network.rules.population_rows import PopulationRow, absent_figures
from tests.servers.odata import Dimension, Fault, ODataServer, RunningServer, Table, Topic, start_process
from tests.servers.odata.samples import population_tables
from tests.servers.odata.tables import Row

# Bevolking op 1 januari, CBS (CC BY 4.0); 3,228,403 on 1-1-2019 is the published sum of the 76.
REAL_FIGURES = Path(__file__).parents[1] / "data" / "oost_nederland" / "populations.csv"
CODES = ["GM0153", "GM1960", "GM9001", "GM0998", "GM9999", "NL01"]


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with start_process("--page-size", "5") as server:
        yield server


@pytest.fixture
def server(running: RunningServer) -> RunningServer:
    running.plan()
    return running


def read(base_url: str, table_id: str, years: Sequence[int] = (2018, 2019)) -> list[PopulationRow]:
    retry, surroundings = RetryPolicy(attempts=2), Surroundings(sleep=lambda _: None)
    with ODataTable(base_url, table_id, retry=retry, surroundings=surroundings) as table:
        return list(read_populations(table, CODES, years))


@pytest.mark.parametrize("table_id", ["70072ned", "03759ned"])
def test_both_tables_give_the_population_of_each_municipality_and_year(
    server: RunningServer, table_id: str
) -> None:
    rows = read(server.feed, table_id)
    assert {(row.code, row.reference_on): row.population for row in rows} == {
        ("GM0153", date(2018, 1, 1)): 158_100,
        ("GM0153", date(2019, 1, 1)): 158_900,
        ("GM1960", date(2018, 1, 1)): None,
        ("GM1960", date(2019, 1, 1)): 50_600,
        ("GM9001", date(2018, 1, 1)): 0,
        ("GM9001", date(2019, 1, 1)): 0,
    }
    assert {row.source for row in rows} == {f"CBS {table_id}, versie 2024-06-13"}


def test_the_status_of_the_period_tells_what_is_provisional(server: RunningServer) -> None:
    rows = read(server.feed, "70072ned", [2020, 2021])
    assert {row.reference_on.year: row.is_provisional for row in rows} == {2020: False, 2021: True}


def test_a_year_that_the_table_lacks_gives_no_rows_and_is_absent(server: RunningServer) -> None:
    rows = read(server.feed, "70072ned", [2019, 2040])
    assert ("GM0153", date(2040, 1, 1)) in absent_figures(rows, ["GM0153"], [2019, 2040])
    assert ("GM0153", date(2019, 1, 1)) not in absent_figures(rows, ["GM0153"], [2019, 2040])


def test_only_the_columns_we_need_are_asked(server: RunningServer) -> None:
    read(server.feed, "70072ned")
    asked = [path for path in server.requests() if "TypedDataSet" in path]
    assert all("$select=RegioS,Perioden,TotaleBevolking_1" in path for path in asked)


def test_a_service_that_ignores_the_filter_slips_nothing_in(server: RunningServer) -> None:
    plain = read(server.feed, "03759ned")
    server.plan(Fault("ignore_filter"))
    assert read(server.feed, "03759ned") == plain


def test_pages_that_are_silently_left_out_show_as_absent_figures(server: RunningServer) -> None:
    codes, years = ["GM0153", "GM0193", "GM0277"], [2018, 2019]
    server.plan(Fault("lost_link"))
    with ODataTable(server.feed, "70072ned") as table:
        rows = list(read_populations(table, codes, years))
    assert len(rows) == 5
    assert len(absent_figures(rows, codes, years)) == 1


FAULTS = [
    (Fault("status"), "gaf een storing bij pagina 1"),
    (Fault("stop_halfway", page=2), "stopte halverwege pagina 2"),
    (Fault("half_page", page=2), "stopte halverwege pagina 2"),
    (Fault("drop", "DataProperties"), "verbrak de verbinding bij tabel 70072ned"),
    (Fault("half_page", "Perioden"), "stopte halverwege de lijst Perioden"),
    (Fault("missing_page", page=1), "kent pagina 2 niet"),
]


@pytest.mark.parametrize(
    ("fault", "words"), FAULTS, ids=[f"{fault.kind}-{fault.where}" for fault, _ in FAULTS]
)
def test_a_fault_is_told_with_its_place(server: RunningServer, fault: Fault, words: str) -> None:
    server.plan(fault)
    with pytest.raises(ODataError) as caught:
        read(server.feed, "70072ned")
    assert words in caught.value.message
    assert "Er is niets gewijzigd." in caught.value.message


def served(*tables: Table) -> ODataServer:
    return ODataServer(tables)


def redesigned(topics: Sequence[Topic], old: str = "TotaleBevolking_1") -> Table:
    """70072ned with other columns; each new column holds the old one's figures plus its place."""
    table = population_tables()[0]
    rows = [
        {
            **row,
            **{
                topic.key: None if row[old] is None else int(str(row[old])) + place
                for place, topic in enumerate(topics)
            },
        }
        for row in table.rows
    ]
    return replace(table, topics=topics, rows=rows)


def test_a_column_that_got_another_number_is_still_found() -> None:
    table = redesigned([Topic("TotaleBevolking_12", "Totale bevolking")])
    with served(table) as server:
        rows = read(f"{server.origin}/ODataFeed/odata", "70072ned", [2019])
    assert rows[0].population == 158_900


def test_a_column_that_got_another_name_is_found_by_its_title() -> None:
    table = redesigned([Topic("k_1", "Mannen"), Topic("Inw_2", "Bevolking op 1 januari")])
    with served(table) as server:
        rows = read(f"{server.origin}/ODataFeed/odata", "70072ned", [2019])
    assert rows[0].population == 158_901


def test_of_two_columns_with_one_name_the_one_about_1_january_counts() -> None:
    topics = [
        Topic("TotaleBevolking_40", "Totale bevolking", group="Gemiddelde"),
        Topic("TotaleBevolking_1", "Totale bevolking", group="Samenstelling op 1 januari"),
    ]
    with (
        served(redesigned(topics)) as server,
        ODataTable(f"{server.origin}/ODataFeed/odata", "70072ned") as table,
    ):
        assert find_columns(table).population == "TotaleBevolking_1"


def test_two_columns_that_cannot_be_told_apart_are_refused_by_name() -> None:
    topics = [Topic("TotaleBevolking_1", "Totale bevolking"), Topic("TotaleBevolking_9", "Totale bevolking")]
    with served(redesigned(topics)) as server, pytest.raises(ODataError) as caught:
        read(f"{server.origin}/ODataFeed/odata", "70072ned")
    assert caught.value.kind is ErrorKind.MISSING_COLUMN
    assert "TotaleBevolking_1, TotaleBevolking_9" in caught.value.message


def test_a_table_without_population_is_refused(server: RunningServer) -> None:
    with pytest.raises(ODataError, match=r"Tabel 47018NED heeft geen kolom met bevolking op 1 januari"):
        read(server.feed, "47018NED")


def test_a_figure_twice_is_refused() -> None:
    table = population_tables()[0]
    with (
        served(replace(table, rows=[*table.rows, *table.rows])) as server,
        pytest.raises(ODataError) as caught,
    ):
        read(f"{server.origin}/ODataFeed/odata", "70072ned")
    assert "staat er twee keer in" in caught.value.message


def test_a_negative_figure_is_refused() -> None:
    with served(*population_tables({"GM0153": {2019: -5}})) as server, pytest.raises(ODataError) as caught:
        read(f"{server.origin}/ODataFeed/odata", "70072ned", [2019])
    assert "-5 is geen inwonertal" in caught.value.message


def test_an_asterisk_marks_a_provisional_year_where_there_is_no_status() -> None:
    table = population_tables()[0]
    periods = replace(table.dimensions[1], items={"2018JJ00": "2018", "2019JJ00": "2019*"})
    with served(replace(table, dimensions=[table.dimensions[0], periods])) as server:
        rows = read(f"{server.origin}/ODataFeed/odata", "70072ned")
    assert {row.reference_on.year: row.is_provisional for row in rows} == {2018: False, 2019: True}


def test_a_saved_file_with_figures_alone_runs_offline_and_counts_as_provisional(tmp_path: Path) -> None:
    path = tmp_path / "70072ned.json"
    values = [
        {"ID": 0, "RegioS": "GM0153", "Perioden": "2019JJ00", "TotaleBevolking_1": 158_986},
        {"ID": 1, "RegioS": "GM1960", "Perioden": "2019JJ00", "TotaleBevolking_1": None},
        {"ID": 2, "RegioS": "NL01  ", "Perioden": "2019JJ00", "TotaleBevolking_1": 17_282_163},
    ]
    path.write_text(json.dumps({"value": values}), encoding="utf-8")
    rows = list(read_populations(SavedTable([path], table_id="70072ned"), CODES, [2019]))
    assert rows == [
        PopulationRow("GM0153", date(2019, 1, 1), 158_986, "CBS 70072ned", is_provisional=True),
        PopulationRow("GM1960", date(2019, 1, 1), None, "CBS 70072ned", is_provisional=True),
    ]


def test_the_76_municipalities_of_2019_add_up_to_the_known_sum() -> None:
    with REAL_FIGURES.open(encoding="utf-8-sig", newline="") as lines:
        codes = {line["code"] for line in csv.DictReader(lines)}
    with start_process("--populations", str(REAL_FIGURES)) as server:
        with ODataTable(server.feed, "03759ned") as table:
            rows = list(read_populations(table, codes, range(2013, 2026)))
        longest = max(map(len, server.requests()))
    assert absent_figures(rows, codes, range(2013, 2026)) == []
    assert sum(row.population or 0 for row in rows if row.reference_on.year == 2019) == 3_228_403
    assert longest < 2_048, "longer addresses are refused by servers of this kind"


def monthly() -> Table:
    """37230ned: months and years together; what counts is the beginning of January."""
    areas = Dimension("RegioS", "GeoDimension", 6, {"NL01": "Nederland", "GM0153": "Enschede"})
    keys = [f"{year}{rest}" for year in (2018, 2019) for rest in ("MM01", "MM02", "JJ00")]
    rows: list[Row] = [
        {
            "RegioS": code,
            "Perioden": key,
            "BevolkingAanHetBeginVanDePeriode_1": 158_000 + place,
            "BevolkingAanHetEindeVanDePeriode_15": 1,
        }
        for code in areas.items
        for place, key in enumerate(keys)
    ]
    topics = [
        Topic("BevolkingAanHetBeginVanDePeriode_1", "Bevolking aan het begin van de periode"),
        Topic("BevolkingAanHetEindeVanDePeriode_15", "Bevolking aan het einde van de periode"),
    ]
    periods = Dimension("Perioden", "TimeDimension", 8, {key: (key, "Definitief") for key in keys})
    return Table("37230ned", "Bevolkingsontwikkeling; regio per maand", [areas, periods], topics, rows)


@pytest.mark.parametrize("path", ["ODataFeed/odata", "odata/v1/CBS"])
def test_per_month_the_beginning_of_january_is_the_population_of_1_january(path: str) -> None:
    with served(monthly()) as server:
        rows = read(f"{server.origin}/{path}", "37230ned")
    assert [(row.code, row.reference_on, row.population) for row in rows] == [
        ("GM0153", date(2018, 1, 1), 158_000),
        ("GM0153", date(2019, 1, 1), 158_003),
    ]


@pytest.mark.parametrize("table_id", ["70072ned", "03759ned"])
def test_v4_gives_what_v3_gives(server: RunningServer, table_id: str) -> None:
    assert read(server.v4, table_id) == read(server.feed, table_id)
