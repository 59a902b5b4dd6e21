"""Population figures from a service or a file: what is new, revised or made final, and what goes wrong on the way."""

import datetime as dt
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytest_django import Settings

from noaber.core import clock
from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.odata import ODataTable, RetryPolicy, Surroundings
from noaber.network.imports import populations
from noaber.network.imports.runs import begin_fetch, check_import
from noaber.network.models import ImportKind, ImportRun, ImportState, PopulationFigure
from noaber.network.queries.populations import populations as known_populations
from noaber.network.tests.conftest import NOW, TODAY
from noaber.network.tests.lists import (
    Row,
    apply,
    checked,
    list_of,
    preview_of,
    problems_of,
    register_contents,
)
from tests.servers.odata import Fault, ODataServer
from tests.servers.odata.samples import population_tables

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

KIND = ImportKind.POPULATIONS
FIRST = dt.date(2020, 1, 1)
BASE = {
    "GM9001": 40_000,
    "GM9002": 30_000,
    "GM9003": 20_000,
    "GM9004": 10_000,
    "GM9005": 5_000,
    "GM9006": 2_500,
}
FIGURES = {code: {2020: count, 2021: count + 100} for code, count in BASE.items()}


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[ODataServer]:
    """A server that speaks as CBS does, in pages of four rows; nobody waits between attempts."""
    quick = partial(
        ODataTable, retry=RetryPolicy(attempts=2), surroundings=Surroundings(sleep=lambda _: None)
    )

    class QuickTable(ODataTable):
        @classmethod
        def at(cls, address: str, **options: object) -> ODataTable:  # type: ignore[override]
            return quick(*address.rsplit("/", 1))

    monkeypatch.setattr(populations, "ODataTable", QuickTable)
    with ODataServer(population_tables(FIGURES, provisional={2021}), page_size=4) as server:
        yield server


def fetch(server: ODataServer, *years: int, table: str = "70072ned") -> ImportRun:
    address = f"{server.origin}/ODataFeed/odata/{table}"
    run = begin_fetch(address, years or (2020, 2021), actor=COMMAND, now=NOW, today=TODAY)
    return check_import(run.pk, now=NOW)


def figure(code: str, population: object, *, year: int = 2020, status: str = "definitief") -> Row:
    day = dt.date(year, 1, 1)
    return {"code": code, "reference_date": day, "population": population, "status": status, "source": "CBS"}


def check(*rows: Row) -> ImportRun:
    return checked(KIND, list_of(KIND, rows))


# --- from the service ---


@pytest.mark.parametrize("table", ["70072ned", "03759ned"])
def test_the_preview_tells_new_figures_and_those_that_became_final(service: ODataServer, table: str) -> None:
    run = fetch(service, table=table)

    assert run.counts == {"new": 6, "changed": 1, "unchanged": 5, "problems": 0}
    final = next(line for line in preview_of(run).lines if line.key == "GM9006 2020-01-01")
    assert ("status", "voorlopig", "definitief") in [(d.label, d.old, d.new) for d in final.differences]


def test_exactly_what_was_fetched_is_applied_also_when_the_source_is_gone(service: ODataServer) -> None:
    run = fetch(service)
    service.shelf.faults.set(
        [Fault("status", where=where) for where in ("TypedDataSet", "DataProperties", "Perioden")]
    )

    apply(run)

    assert known_populations(dt.date(2021, 1, 1))["GM9001"].population == 40_100
    assert known_populations(dt.date(2021, 1, 1))["GM9001"].is_provisional
    assert not known_populations(FIRST)["GM9006"].is_provisional


def test_fetching_again_changes_nothing_not_even_for_a_new_release(service: ODataServer) -> None:
    apply(fetch(service))
    after = register_contents()

    assert fetch(service).counts == {"new": 0, "changed": 0, "unchanged": 12, "problems": 0}
    assert register_contents() == after


def test_what_is_hardly_ever_right_is_said_before_it_counts() -> None:
    odd = {**figure("GM9002", 30_500), "reference_date": dt.date(2020, 3, 2)}

    notes = " ".join(preview_of(check(figure("GM9001", 400), odd)).notes)

    assert "1 keer wijkt een cijfer meer dan 20% af" in notes
    assert "GM9001 op 1-1-2020: 400 (op 1-1-2020: 40.000)" in notes
    assert "Niet op 1 januari: 2-3-2020." in notes
    assert "Op 2-3-2020 hebben 5 van de 6 gemeenten dan nog geen cijfer." in notes
    assert preview_of(check(figure("GM9001", 40_100))).notes == ()


def test_a_figure_of_a_day_to_come_is_provisional() -> None:
    ahead = clock.now().year + 1
    assert "kan niet vastgesteld zijn" in str(
        preview_of(check(figure("GM9001", 41_000, year=ahead))).problems
    )
    assert not preview_of(check(figure("GM9001", 41_000, year=ahead, status="voorlopig"))).problems


def test_a_revised_figure_comes_beside_the_old_one() -> None:
    later = NOW + dt.timedelta(hours=1)
    run = check(figure("GM9001", 41_000))
    first = preview_of(run).lines[0].differences[0]
    assert (first.old, first.new) == ("40.000", "41.000")

    apply(run, now=later)

    assert known_populations(FIRST)["GM9001"].population == 41_000
    assert known_populations(FIRST, known_at=NOW)["GM9001"].population == 40_000


FAULTS = [
    (Fault("status"), "gaf een storing bij pagina 1"),
    (Fault("status", status=503), "is te druk om pagina 1 te geven"),
    (Fault("stop_halfway", page=2), "stopte halverwege pagina 2"),
    (Fault("half_page", page=2), "stopte halverwege pagina 2"),
    (Fault("half_gzip", page=1), "pagina 1"),
    (Fault("drop", "DataProperties"), "verbrak de verbinding bij tabel 70072ned"),
    (Fault("missing_page", page=1), "kent pagina 2 niet"),
    (Fault("lost_link", page=1), "gaf voor 1 januari 2020 niet alle cijfers"),
    (Fault("foreign_link", page=1), "naar een ander adres"),
    (Fault("loop_link", page=1), "die al gelezen is"),
    (Fault("wrong_type"), "iets anders dan gegevens"),
    (Fault("no_rows"), "een andere vorm dan verwacht"),
]


@pytest.mark.parametrize(
    ("fault", "said"), FAULTS, ids=[f"{fault.kind}-{fault.where}" for fault, _ in FAULTS]
)
def test_what_goes_wrong_on_the_way_is_said_and_nothing_changes(
    service: ODataServer, fault: Fault, said: str
) -> None:
    before = register_contents()
    service.shelf.faults.set([fault])

    run = fetch(service)

    assert run.state == ImportState.FAILED
    assert said in run.message
    assert "niets" in run.message
    assert register_contents() == before


def test_years_that_the_source_does_not_have_are_said(service: ODataServer) -> None:
    run = fetch(service, 2019)

    assert (run.state, run.message[:31]) == (ImportState.FAILED, "De bron heeft voor deze jaren g")


def test_a_municipality_without_a_figure_is_no_whole_year(service: ODataServer) -> None:
    without = {code: {2020: None if code == "GM9003" else count} for code, count in BASE.items()}
    with ODataServer(population_tables(without, provisional=set())) as server:
        assert "(GM9003)" in fetch(server, 2020).message


# --- from a file ---


def test_a_file_can_have_figures_of_any_date_and_holes() -> None:
    run = check(figure("GM9001", "41.000", year=2021), figure("GM9002", "", year=2021))

    assert run.counts["new"] == 1
    assert "GM9002 2021-01-01" in preview_of(run).notes[0]


def test_a_saved_answer_of_the_service_is_read_too() -> None:
    row = {"RegioS": "GM9001", "Perioden": "2021JJ00", "TotaleBevolking_1": 41_000}
    run = checked(KIND, json.dumps({"value": [row]}).encode(), "TypedDataSet.json")

    assert [(line.key, line.fate.value) for line in preview_of(run).lines] == [("GM9001 2021-01-01", "new")]


def test_figures_that_changed_since_the_preview_are_shown_first() -> None:
    run, other = check(figure("GM9001", 41_000)), check(figure("GM9001", 42_000))
    apply(other)

    run = apply(run)

    assert run.state == ImportState.READY
    assert preview_of(run).lines[0].differences[0].old == "42.000"
    assert PopulationFigure.objects.known(None).get(organisation__code="GM9001").population == 42_000


def test_the_controller_may_bring_in_figures_and_no_people() -> None:
    controller = Actor(7, grants=frozenset({Grant("controller")}))
    run = checked(KIND, list_of(KIND, [figure("GM9001", 41_000)]), actor=controller)

    assert apply(run, actor=controller).state == ImportState.APPLIED


def test_a_figure_of_a_date_before_the_municipality_was_known_is_kept_too() -> None:
    run = apply(check(figure("GM9001", 39_000, year=2015)))

    assert (run.state, problems_of(run)) == (ImportState.APPLIED, [])
    assert known_populations(dt.date(2015, 1, 1))["GM9001"].population == 39_000
