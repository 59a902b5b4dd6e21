"""The pages under /beheer/inlezen/ promise: see first, decide then, and nothing happens by itself."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from python_calamine import CalamineWorkbook

from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry
from noaber.core.odata import RetryPolicy
from noaber.network.forms import imports as forms
from noaber.network.imports import runs
from noaber.network.models import ImportKind, ImportRun, ImportState, PersonVersion
from noaber.network.tests.lists import Row, list_of, register_contents
from noaber.network.views.imports import runs as import_runs
from tests.people import sign_in
from tests.servers.odata import Fault, ODataServer
from tests.servers.odata.samples import population_tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]

PEOPLE = "/beheer/inlezen/personen/"
FIGURES = "/beheer/inlezen/inwonertallen/"
STRATEGIST: Row = {
    "name": "Strateeg van Zwolle",
    "organisation": "GM0193",
    "email": "strateeg@zwolle.invalid",
}
WRONG: Row = {"name": "Strateeg van Zwolle", "organisation": "GM0000"}


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def hand_in(client: Client, *rows: Row, name: str = "personen.xlsx", data: bytes | None = None) -> str:
    """Send a list; returns the address of its page."""
    content = list_of(ImportKind.PEOPLE, rows) if data is None else data
    typed = {"file": SimpleUploadedFile(name, content), "valid_from": "15-5-2023"}
    response = client.post(PEOPLE, typed)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def last_run() -> ImportRun:
    return ImportRun.objects.latest("created_at")


def test_a_list_is_shown_asked_and_applied(coordinator: Client) -> None:
    address = hand_in(coordinator, STRATEGIST)
    assert "Strateeg van Zwolle" in text_of(coordinator, address)
    assert not PersonVersion.objects.filter(name="Strateeg van Zwolle").exists()

    question = text_of(coordinator, f"{address}doorvoeren/")
    assert "1 nieuw, 0 gewijzigd, 0 ongewijzigd" in question
    response = coordinator.post(f"{address}doorvoeren/", {"seen": last_run().plan_hash}, follow=True)

    assert "De lijst is doorgevoerd" in response.content.decode()
    assert PersonVersion.objects.as_of(AsOf(dt.date(2023, 5, 15))).filter(name="Strateeg van Zwolle").exists()
    entry = AuditEntry.objects.filter(verb="network.apply_import").first()
    assert entry is not None
    assert entry.actor_id == last_run().applied_by_id is not None


def test_sending_the_confirmation_twice_applies_once(coordinator: Client) -> None:
    address = hand_in(coordinator, STRATEGIST)
    seen = {"seen": last_run().plan_hash}

    first, second = (coordinator.post(f"{address}doorvoeren/", seen) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"] == address
    assert PersonVersion.objects.filter(name="Strateeg van Zwolle").count() == 1


def test_mistakes_are_listed_with_their_place_and_can_be_downloaded(coordinator: Client) -> None:
    address = hand_in(coordinator, WRONG)

    page = text_of(coordinator, address)
    assert "1 fout in de lijst" in page
    assert "Rij 2, kolom B" in page
    assert "Doorvoeren" not in page
    assert "GM0000" in coordinator.get(f"{address}?formaat=csv").content.decode()


def test_a_file_that_cannot_be_read_is_refused_at_its_field(coordinator: Client) -> None:
    typed = {"file": SimpleUploadedFile("personen.xlsx", b"geen Excel"), "valid_from": "30-2-2023"}
    page = coordinator.post(PEOPLE, typed).content.decode()
    assert "30-2-2023 bestaat niet" in page
    typed = {"file": SimpleUploadedFile("personen.xlsx", b"geen Excel"), "valid_from": "1-2-2023"}
    assert "het is geen Excel-bestand" in coordinator.post(PEOPLE, typed).content.decode()
    assert "Kies het bestand" in coordinator.post(PEOPLE, {}).content.decode()
    assert not ImportRun.objects.exists()


def test_throwing_away_and_looking_again(coordinator: Client) -> None:
    address = hand_in(coordinator, STRATEGIST)
    before = register_contents()

    coordinator.post(f"{address}opnieuw/")
    assert last_run().state == ImportState.READY
    coordinator.post(f"{address}weggooien/")

    assert last_run().state == ImportState.DISCARDED
    assert "weggegooid" in text_of(coordinator, "/beheer/inlezen/")
    assert "Strateeg" not in text_of(coordinator, address)
    assert register_contents() == before


def test_a_long_list_goes_to_the_worker_and_the_page_shows_how_far_it_is(
    coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "SMALL", 1)
    monkeypatch.setattr(import_runs, "SMALL", 1)
    address = hand_in(coordinator, STRATEGIST, {"name": "Griffier van Zwolle", "organisation": "GM0193"})
    run = last_run()
    assert run.state == ImportState.READY  # in tests the worker works at once

    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.APPLYING, done_count=1, moved_at=clock.now())
    assert "1 van 2" in text_of(coordinator, address)
    part = coordinator.get(f"{address}voortgang/")
    assert "HX-Refresh" not in part
    assert f'hx-get="{address}voortgang/"' in part.content.decode()

    ImportRun.objects.filter(pk=run.pk).update(moved_at=clock.now() - dt.timedelta(minutes=5))
    assert "ligt stil" in text_of(coordinator, address)
    ImportRun.objects.filter(pk=run.pk).update(done_count=0, applied_by_id=run.created_by_id)
    coordinator.post(f"{address}opnieuw/")

    assert last_run().state == ImportState.APPLIED
    assert coordinator.get(f"{address}voortgang/")["HX-Refresh"] == "true"


def test_the_samples_hold_headers_an_explanation_and_the_codes(coordinator: Client) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(coordinator.get(f"{PEOPLE}?sjabloon=xlsx").content))
    assert book.sheet_names == ["Personen", "Toelichting", "Codes", "Codes zetels"]
    head, example = book.get_sheet_by_index(0).to_python()
    assert head[0] == "naam"
    assert str(example[0]).startswith("VOORBEELD")
    filled = CalamineWorkbook.from_filelike(io.BytesIO(coordinator.get(f"{PEOPLE}?sjabloon=gevuld").content))
    assert "Burgemeester van Enschede" in {row[0] for row in filled.get_sheet_by_index(0).to_python()}
    assert coordinator.get(f"{PEOPLE}?sjabloon=csv").content.startswith("\ufeffnaam;functie".encode())


def test_what_goes_out_comes_back_unchanged(coordinator: Client) -> None:
    for address, kind in ((PEOPLE, "personen"), ("/beheer/inlezen/organisaties/", "organisaties")):
        content = coordinator.get(f"{address}?sjabloon=gevuld").content
        typed = {"file": SimpleUploadedFile(f"{kind}.xlsx", content), "valid_from": "15-5-2023"}
        coordinator.post(address, typed)
        counts = last_run().counts
        assert (counts["new"], counts["changed"], counts["problems"]) == (0, 0, 0)
        assert counts["unchanged"] > 70


def test_figures_come_from_the_table_that_was_chosen(
    coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {"GM0193": {2024: 134_000}}
    monkeypatch.setattr(RetryPolicy, "delay", lambda *_: 0.0)
    with ODataServer(population_tables(figures, provisional={2024})) as server:
        monkeypatch.setitem(forms.TABLES, "70072ned", f"{server.origin}/ODataFeed/odata/70072ned")
        typed = {"table": "70072ned", "first_year": "2024", "last_year": "2024"}
        response = coordinator.post(f"{FIGURES}?bron=cbs", typed, follow=True)
        assert "niet alle cijfers" in response.content.decode()
        server.shelf.faults.set([Fault("drop", "DataProperties")])
        coordinator.post(f"{response.redirect_chain[-1][0]}opnieuw/")
    assert last_run().state == ImportState.FAILED
    assert last_run().source.endswith("/70072ned")


def test_a_year_before_the_first_is_refused_at_its_field(coordinator: Client) -> None:
    typed = {"table": "70072ned", "first_year": "2024", "last_year": "2023"}
    assert (
        "Dit jaar ligt voor het eerste jaar"
        in coordinator.post(f"{FIGURES}?bron=cbs", typed).content.decode()
    )


def test_the_controller_brings_in_figures_and_sees_no_list_of_people(
    client: Client, coordinator: Client
) -> None:
    address = hand_in(coordinator, STRATEGIST)
    controller = Client()
    sign_in(controller, "controller")

    assert controller.get(FIGURES).status_code == 200
    assert PEOPLE not in text_of(controller, "/beheer/inlezen/")
    assert controller.get(PEOPLE).status_code == 403
    assert controller.get(address).status_code == 404
    assert controller.post(f"{address}doorvoeren/", {"seen": last_run().plan_hash}).status_code == 404


def test_a_mayor_sees_nothing_of_it(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    assert {client.get(path).status_code for path in ("/beheer/inlezen/", PEOPLE, FIGURES)} == {403}


def test_a_list_that_is_not_there_is_not_found(coordinator: Client) -> None:
    assert coordinator.get("/beheer/inlezen/999999/").status_code == 404


def test_whoever_may_not_see_a_list_cannot_tell_whether_it_exists(coordinator: Client) -> None:
    address, missing = hand_in(coordinator, STRATEGIST), "/beheer/inlezen/999999/"
    mayor = Client()
    sign_in(mayor, "mayor of Zwolle")
    for visitor in (mayor, Client()):
        for part in ("", "voortgang/", "doorvoeren/"):
            there, not_there = visitor.get(address + part), visitor.get(missing + part)
            assert there.status_code == not_there.status_code
            assert there.headers.get("Location", "").replace(address, missing) == not_there.headers.get(
                "Location", ""
            )
    for part in ("doorvoeren/", "weggooien/", "opnieuw/"):
        assert mayor.post(address + part).status_code == 404
    assert last_run().state == ImportState.READY


def test_the_page_of_a_long_list_asks_few_queries(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [{"name": f"Medewerker {number}", "organisation": "GM0193"} for number in range(150)]
    address = hand_in(coordinator, *rows)
    with django_assert_max_num_queries(12):
        page = text_of(coordinator, address)
    assert "Medewerker 99" in page
    assert "Medewerker 149" not in page
