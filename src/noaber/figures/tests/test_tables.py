"""Every table that Noaber names comes in over v3 and over v4 alike, from a service and saved."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.files import path_of
from noaber.core.odata import ODataTable, RetryPolicy
from noaber.figures.models import Offence, Release
from noaber.figures.queries.observations import ask
from noaber.figures.rules.tables import TABLES, FigureTable
from noaber.figures.services.fetching import fetched
from noaber.figures.services.releases import Origin, ReleaseOutcome, import_release
from tests.servers.odata import Dimension, Fault, ODataServer, Table, Topic
from tests.servers.odata.tables import Row, Value

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2020, 4, 1, 12, tzinfo=dt.UTC)
V3, V4 = "ODataFeed/odata", "odata/v1/CBS"
TITLES = {
    "GeregistreerdeMisdrijven": "Geregistreerde misdrijven",
    "GeregistreerdeOverlast": "Geregistreerde overlast",
    "Aangiften": "Aangiften",
    "Internetaangiften": "Internetaangiften",
    "TotaalGeregistreerdeMisdrijven": "Totaal geregistreerde misdrijven",
    "TotaalOpgehelderdeMisdrijven": "Totaal opgehelderde misdrijven",
    "RegistratiesVanVerdachten": "Registraties van verdachten",
}
RATE = Topic("GeregistreerdeMisdrijvenPer1000Inw_3", "Geregistreerde misdrijven per 1000 inw.")


def served(table: FigureTable, *, figure: Value = 3, twice: bool = False) -> Table:
    """The table as the police or CBS publishes it: with a rate that is not kept, and one cell without a figure."""
    area = Dimension("WijkenEnBuurten", "GeoDetail", 10, {"GM0153": "Enschede", "BU01530000": "Centrum"})
    if not table.has_neighbourhoods:
        area = Dimension("RegioS", "GeoDimension", 6, {"GM0153": "Enschede", "NL01": "Nederland"})
    kinds = {"T001161": "Totaal", "CRI1000": "Vermogen"} if table.id == "83648NED" else {"1.1.1": "Inbraak"}
    topics = [RATE, *(Topic(f"{stem}_{at}", TITLES[stem]) for at, stem in enumerate(table.measures, 4))]
    rows: list[Row] = [
        {table.kind_column: kind, area.key: code, "Perioden": period, **dict.fromkeys(_keys(topics), figure)}
        for kind in kinds
        for code in area.items
        for period in ("2019JJ00", "2019MM12")
    ]
    rows[-1] = {**rows[-1], topics[1].key: None}
    periods = Dimension(
        "Perioden", "TimeDimension", 8, {"2019JJ00": ("2019", "Voorlopig"), "2019MM12": "dec"}
    )
    kind = Dimension(table.kind_column, "Dimension", 7, kinds)
    return Table(table.id, table.title, [kind, area, periods], topics, rows + rows[:1] * twice, "2020-02-15")


def _keys(topics: list[Topic]) -> list[str]:
    return [topic.key for topic in topics]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[None]:
    before, settings.DATA = settings.DATA, tmp_path
    yield
    settings.DATA = before


def take_in(server: ODataServer, table: FigureTable, path: str) -> ReleaseOutcome:
    address = f"{server.origin}/{path}"
    with (
        ODataTable(address, table.id, retry=RetryPolicy(attempts=1)) as live,
        fetched(live, address) as saved,
    ):
        return import_release(saved, table, Origin(address), actor=COMMAND, now=NOW)


@pytest.mark.parametrize("code", sorted(TABLES))
def test_over_v4_comes_what_comes_over_v3(code: str) -> None:
    table = TABLES[code]
    with ODataServer([served(table)], page_size=3) as server:
        first = take_in(server, table, V3)
        again = take_in(server, table, V4)
    assert (first.number, again.is_known) == (1, True)
    release = Release.objects.get()
    assert release.cell_count == len(served(table).rows) * len(table.measures)
    assert release.provisional == [201900]
    found = ask(
        "select distinct measure from read_parquet($file) order by 1", file=str(path_of(release.areas))
    )
    assert [measure for (measure,) in found] == sorted(table.measures.values())
    assert Offence.objects.exists() is table.names_offences, "only the police's own codes are kinds on pages"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (served(TABLES["83648NED"], figure="veel"), "‘veel’ is geen aantal"),
        (served(TABLES["83648NED"], twice=True), "GM0153, T001161, 2019JJ00 staat er 2 keer in."),
        (served(TABLES["47022NED"]), "heeft geen kolom TotaalGeregistreerdeMisdrijven"),
    ],
)
def test_over_v4_what_is_wrong_is_named_and_nothing_is_kept(table: Table, said: str) -> None:
    object.__setattr__(table, "id", "83648NED")
    with ODataServer([table], page_size=5) as server, pytest.raises(DomainError) as refused:
        take_in(server, TABLES["83648NED"], V4)
    assert said in refused.value.message
    assert not Release.objects.exists()


def test_what_was_solved_is_asked_by_the_codes_of_its_own_table() -> None:
    with ODataServer([served(TABLES["83648NED"], figure=7)]) as server:
        take_in(server, TABLES["83648NED"], V4)
    asked = "--area", "GM0153", "--from", "2019", "--to", "2019", "--table", "83648NED", "--json"

    def query(*more: str) -> list[dict[str, Any]]:
        output = io.StringIO()
        call_command("figures_query", *asked, *more, stdout=output, stderr=io.StringIO())
        found: list[dict[str, Any]] = json.loads(output.getvalue())
        return found

    [cell] = query("--offence", "CRI1000", "--measure", "solved")
    assert (cell["count"], cell["measure"], cell["table"]) == (7, "solved", "83648NED")
    with pytest.raises(CommandError, match=r"1\.1\.1 is niet bekend"):
        query("--offence", "1.1.1")
    with pytest.raises(CommandError, match="telt dat niet"):
        query("--offence", "CRI1000", "--measure", "reports")


def test_over_v4_it_goes_on_with_the_page_that_failed() -> None:
    table = TABLES["83648NED"]
    with ODataServer([served(table)], page_size=5) as server:
        server.shelf.faults.set([Fault("drop", "Observations", page=3, times=1)])
        with pytest.raises(Exception, match="verbrak de verbinding bij pagina 3"):
            take_in(server, table, V4)
        server.shelf.requests.clear()
        assert take_in(server, table, V4).number == 1
        pages = [asked for asked in server.shelf.requests if "Observations" in asked]
    assert len(pages) == 5, "pages 3 to 7"
